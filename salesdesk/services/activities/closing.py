"""What becomes of a step that is done."""

from __future__ import annotations

from dataclasses import replace

from salesdesk.domain.activities import ActivityChange
from salesdesk.domain.activities.repeating import after_completion, series_of
from salesdesk.services.activities.entries import NO_MORE, following, with_end
from salesdesk.store.journal.writing import Writing
from salesdesk.store.records.activity_writer import ActivityWriter
from salesdesk.store.store import Store


def close_step(
    store: Store,
    uow: Writing,
    number: int,
    done_at: str,
    outcome: str | None,
    change: ActivityChange | None = None,
) -> None:
    """A step is done; if it comes again, the next one is made. One that somebody did meanwhile stays as it is."""
    step = store.activities.get(number)
    if step.done_at is not None and change is None:
        return
    series = series_of(step)
    following_series = series and after_completion(series, done_at)
    writer = ActivityWriter(uow)
    done = replace(change or ActivityChange(), done_at=done_at, snoozed_until=None)
    if outcome is not None:
        done = replace(done, outcome=outcome)
    writer.change(number, with_end(step, done))
    if series is not None:
        writer.change(number, NO_MORE)
    if following_series is not None:
        writer.add(following(store.activities.get(number), following_series))
