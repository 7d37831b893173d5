"""What a row of our own export says of an entry besides what happened and when."""

from __future__ import annotations

from dataclasses import replace

from salesdesk.domain.activities import ActivityDraft, Repeat, RepeatBy
from salesdesk.domain.activities.moments import MOST_MINUTES, checked_end
from salesdesk.domain.activities.repeating import checked_repeat
from salesdesk.errors import InputError
from salesdesk.services.activities.entries import started
from salesdesk.services.imports.plan.drafts import SheetDrafts


def detailed(draft: ActivityDraft, sheet: SheetDrafts, row: int, batch: int) -> ActivityDraft:
    """The entry with its end, place, priority, reminder and repetition. What somebody made impossible in the file is left
    out: the entry itself counts."""
    value = sheet.value
    lead = value(row, "remind_minutes")
    found = replace(
        draft,
        end_at=_end(draft.due_at or draft.at, value(row, "end_at")),
        place=value(row, "place"),
        priority=value(row, "priority"),
        remind_minutes=lead if lead is not None and 0 <= lead <= MOST_MINUTES else None,
        pinned=bool(value(row, "pinned")),
    )
    if draft.done_at is not None:
        return found
    repeat = _repeat(value(row, "repeat_rule"), value(row, "repeat_by"))
    return started(found, repeat, f"{batch}-{sheet.place}-{row}")


def _end(start: str | None, end: str | None) -> str | None:
    try:
        return checked_end(start, end)
    except InputError:
        return None


def _repeat(rule: str | None, by: str | None) -> Repeat | None:
    if not rule:
        return None
    try:
        return checked_repeat(Repeat(rule, RepeatBy(by or RepeatBy.DATE)))
    except InputError:
        return None
