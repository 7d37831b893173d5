"""Entries as they are written: what was given for them checked, and what follows from it filled in."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any, cast

from salesdesk.domain.activities import (
    ACTIVITY_FIELDS,
    Activity,
    ActivityChange,
    ActivityDraft,
    ActivityEdit,
    ActivityKind,
    Repeat,
)
from salesdesk.domain.activities.choices import Choices
from salesdesk.domain.activities.moments import LONGEST_MINUTES, MOST_MINUTES, checked_end, moved_end
from salesdesk.domain.activities.repeating import Series, at_text, begun, due_of, without_text
from salesdesk.domain.changes import Unchanged
from salesdesk.domain.cleaning.text import one_line, tidy
from salesdesk.domain.given_values import GivenField, Shape, checked
from salesdesk.errors import InputError
from salesdesk.phrases import Phrase, phrase
from salesdesk.services.activities.subjects import EntryDetails, Subject


def given(values: Mapping[str, Any], choices: Choices) -> ActivityEdit:
    """Values as they are stored; an entry without a subject has an empty one. Raises ``InputError`` for what cannot be."""
    codes = tuple(choice.code for choice in choices.kinds)
    fields = {**ACTIVITY_FIELDS, "kind": GivenField(Shape.CODE, needed=True, codes=codes)}
    found = cast(ActivityEdit, checked("timeline_entry", fields, values))
    if "subject" in found:
        found["subject"] = found["subject"] or ""
    if "pinned" in found:
        found["pinned"] = bool(found["pinned"])
    if "participant_ids" in found:
        found["participant_ids"] = found["participant_ids"] or ()
    if (found.get("duration_minutes") or 0) > LONGEST_MINUTES:
        raise InputError("activities.too_long", field="duration_minutes")
    lead = found.get("remind_minutes")
    if lead is not None and lead > MOST_MINUTES:
        raise InputError("activities.reminder_too_early", field="remind_minutes")
    return found


def draft_of(about: Subject, values: ActivityEdit) -> ActivityDraft:
    """A new entry of checked values. Raises ``InputError`` for an end before its beginning."""
    rest = {key: value for key, value in values.items() if key != "participant_ids"}
    draft = ActivityDraft(**rest)  # type: ignore[arg-type]
    return replace(
        draft,
        contact_id=about.contact_id,
        company_id=about.company_id,
        deal_id=about.deal_id,
        end_at=checked_end(draft.due_at or draft.at, draft.end_at),
        participants=tuple(p for p in values.get("participant_ids", ()) if p != about.contact_id),
    )


def planned(
    choices: Choices,
    about: Subject,
    subject: str,
    due: str | None,
    kind: ActivityKind,
    body: str = "",
    details: EntryDetails | None = None,
) -> ActivityDraft:
    """Something to do. Raises ``InputError`` without a day."""
    if not due or not one_line(due):
        raise InputError("activities.no_day", field="due_at")
    values = {"kind": kind, "subject": subject, "body": tidy(body), "due_at": due, **(details or {})}
    return draft_of(about, given(values, choices))


def next_task(
    choices: Choices,
    about: Subject,
    subject: str,
    due: str | None,
    kind: ActivityKind,
    owner: int | None = None,
) -> ActivityDraft | None:
    """Something to do next, ``owner``'s where one is named, None when there is nothing. Raises ``InputError`` without a day."""
    if not one_line(subject):
        return None
    if not due or not one_line(due):
        raise InputError("activities.no_day_of_next", field="next_due")
    details = EntryDetails(owner_id=owner) if owner is not None else EntryDetails()
    return planned(choices, about, subject, due, kind, "", details)


def started(draft: ActivityDraft, repeat: Repeat | None, series: str) -> ActivityDraft:
    """A draft that comes again from now on."""
    if repeat is None or draft.due_at is None:
        return draft
    return replace(draft, series=series, **_stands(begun(repeat, draft.due_at)))


def following(step: Activity, series: Series) -> ActivityDraft:
    """The next entry of a series, like the one before it."""
    due = due_of(series)
    return ActivityDraft(
        step.kind.value,
        step.subject,
        step.body,
        contact_id=step.contact_id,
        company_id=step.company_id,
        deal_id=step.deal_id,
        campaign_id=step.campaign_id,
        owner_id=step.owner_id,
        due_at=due,
        end_at=moved_end(step.due_at or due, step.end_at, due),
        place=step.place,
        priority=step.priority,
        remind_minutes=step.remind_minutes,
        series=step.series,
        uid=step.uid,
        uid_said=step.uid_said,
        participants=step.participant_ids,
        **_stands(series),
    )


def _stands(series: Series) -> Any:
    return {
        "repeat_rule": series.rule,
        "repeat_by": series.by.value,
        "repeat_at": at_text(series),
        "repeat_without": without_text(series),
    }


NO_MORE = ActivityChange(repeat_rule=None, repeat_by=None, repeat_at=None, repeat_without=None)
"""An entry does not bring forth another one."""


def repeating(change: ActivityChange, step: Activity, repeat: Repeat | None, series: str) -> ActivityChange:
    """A change by which an entry comes again in another way, or not any more, from where it is then."""
    due = change.due_at if isinstance(change.due_at, str) else step.due_at
    if repeat is None or due is None:
        return replace(change, repeat_rule=None, repeat_by=None, repeat_at=None, repeat_without=None)
    return replace(change, series=step.series or series, **_stands(begun(repeat, due)))


def with_end(entry: Activity, change: ActivityChange) -> ActivityChange:
    """A change under which an entry still ends after it begins: one that is moved without a word about its end is as long
    as before. Raises ``InputError`` for an end that was said and cannot be."""
    begins = next((m for m in (change.due_at, change.at) if isinstance(m, str)), None)
    if begins is None and isinstance(change.end_at, Unchanged):
        return change
    if isinstance(change.end_at, Unchanged):
        return replace(change, end_at=moved_end(entry.begins or begins or "", entry.end_at, begins or ""))
    return replace(change, end_at=checked_end(begins or entry.begins, change.end_at))


def logged_words(kind: ActivityKind, choices: Choices) -> Phrase:
    """What the history says of an entry that was logged."""
    choice = choices.kind(kind)
    if choice.is_named:
        return phrase("changes.log_own", kind=choice.title)
    return phrase(f"changes.log.{kind.value}")


def called(entry: Activity, choices: Choices) -> str | Phrase:
    """What an entry is called in a sentence: by its subject, or what it is."""
    choice = choices.kind(entry.kind)
    if entry.subject or choice.is_named:
        return entry.subject or choice.title
    return phrase(f"changes.entry.{entry.kind.value}")
