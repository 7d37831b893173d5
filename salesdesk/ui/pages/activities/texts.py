"""Words and icons of the timeline."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import replace
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QCoreApplication

from salesdesk.domain.activities import Activity, TimelineEntry, TimelineKind
from salesdesk.domain.activities.choices import Choice, Choices
from salesdesk.domain.activities.moments import reminder_of
from salesdesk.domain.days import local_day, moment_of
from salesdesk.domain.field_changes import FieldChange
from salesdesk.domain.fields import FIELD
from salesdesk.domain.lifecycle import TITLES
from salesdesk.phrases import Phrase
from salesdesk.services.activities import Subject
from salesdesk.ui.lists.columns import value_text
from salesdesk.ui.value_texts import DASH, ago_text, day_text, due_text, time_text, weekday_text
from salesdesk.ui.widgets.timeline import TimelineEntry as ShownEntry
from salesdesk.ui.wording import line_of
from salesdesk.value_classes import dataclass

if TYPE_CHECKING:
    from salesdesk.domain.deals import NextStep

ICONS: dict[TimelineKind, str] = {
    TimelineKind.STAGE: "columns-3",
    TimelineKind.LIFECYCLE: "trending-up",
    TimelineKind.CHANGE: "pencil",
    TimelineKind.CREATED: "plus",
}
"""Pictures of the entries that are no activity."""
_EVERYWHERE = Choices.of({})
"""The kinds and outcomes that every file has."""
_BURST = timedelta(hours=1)
_COLUMN_TITLES = {"lost_reason": "Lost reason", "full_name": "Name", "own_hours": "Own hours"}


_LONGEST = 1_200
"""Characters of the text of an entry that its row has."""


def _tr(text: str) -> str:
    return QCoreApplication.translate("timeline", text)


def choice_title(choice: Choice) -> str:
    """The words for a kind or an outcome: the person's own, or those of the program."""
    return choice.title if choice.is_named else _tr(choice.title)


def kind_title(kind: str, choices: Choices = _EVERYWHERE) -> str:
    """The word for a kind of activity, as the file calls it where its ``choices`` are given."""
    return choice_title(choices.kind(kind))


def entry_title(entry: Activity | NextStep, choices: Choices = _EVERYWHERE) -> str:
    """What an entry is called: by its subject, or what it is."""
    return entry.subject or kind_title(entry.kind, choices)


def foretold(entry: Activity, later: Sequence[str], today: date) -> str:
    """When there is a reminder of an entry, and when it comes again (``later``, as it is stored); "" where neither is."""
    words, reminder = [], reminder_of(entry)
    if reminder is not None:
        when = f"{day_text(reminder, today)} {time_text(reminder)}".strip()
        words.append(_tr("Reminder on {0}.").format(when))
    if later:
        days = ", ".join(day_text(one, today) for one in later)
        words.append(_tr("It comes again on {0}.").format(days))
    return " ".join(words)


def moment_column(entry: Activity) -> str:
    """The column that says when an entry is: to be done, or was."""
    if entry.is_open:
        return "due_at"
    return "at" if entry.at is not None or entry.done_at is None else "done_at"


def activity_icon(activity: Activity, choices: Choices = _EVERYWHERE) -> str:
    """The picture of an activity: that of its kind, or of its outcome where it was only an attempt."""
    outcome, kind = choices.outcome(activity.outcome), choices.kind(activity.kind)
    attempt = outcome is not None and not outcome.is_contact and kind.is_contact
    return outcome.icon if outcome is not None and attempt else kind.icon


def shown_entry(
    entry: TimelineEntry, now: datetime, choices: Choices = _EVERYWHERE, about: Subject | None = None
) -> ShownEntry:
    """A timeline entry as the list shows it; ``choices`` are the kinds and outcomes of the file. ``about`` is the record
    whose timeline it stands in: whom else, and what else, it was about is said."""
    today = now.astimezone().date()
    tone, whom, key = "ink_2", entry.name, entry.batch
    when = time_text(entry.moment)
    activity = entry.activity
    if activity is not None:
        title, text = _happening(activity, choices), _excerpt(activity.body or "")
        whom, pinned = _whom(activity, about or Subject()), activity.pinned
        if activity.is_open:
            when = due_text(activity.due_at, today)
            tone = "bad" if when.startswith(_tr("overdue {0} d").split(" ")[0]) else "accent"
            title = f"{_tr('To do')}: {entry_title(activity, choices)}"
        icon = activity_icon(activity, choices)
        group = _tr("Pinned") if pinned else day_heading(entry.moment, today)
        if pinned and not activity.is_open:
            when = ago_text(entry.moment, now)
        return ShownEntry(icon, title, when, text, group, activity.id, tone, whom)
    if entry.kind is TimelineKind.LIFECYCLE:
        title, before = (TITLES.get(code or "", code or "") for code in (entry.after, entry.before))
        text = f"{before} → {title}" if before else _tr("Lifecycle stage")
        whom = " · ".join(part for part in (entry.name, entry.actor) if part)
    elif entry.kind is TimelineKind.STAGE:
        title, after = entry.name, entry.after or ""
        text, whom = after if entry.before is None else f"{entry.before} → {after}", entry.actor
    else:
        title = line_of(entry.told) if entry.told else ""
        text = "\n".join(change_line(change, today) for change in entry.changes)
        whom = " · ".join(part for part in (entry.name, entry.actor) if part)
    shown = None if key is None else Opened(key)
    return ShownEntry(
        ICONS[entry.kind], title, when, text, day_heading(entry.moment, today), shown, tone, whom
    )


@dataclass(frozen=True, slots=True)
class Opened:
    """What a pressed entry opens: a change, by its number in the journal."""

    batch: int


@dataclass(frozen=True, slots=True)
class Fold:
    """What a pressed entry unfolds: the changes since one, by its number in the journal."""

    batch: int


def shown_entries(
    entries: Sequence[TimelineEntry],
    now: datetime,
    choices: Choices,
    about: Subject,
    unfolded: Collection[Fold] = (),
) -> list[ShownEntry]:
    """Timeline entries as the list shows them, bursts of changes folded into one."""
    shown: list[ShownEntry] = []
    for burst in bursts(entries):
        rows = [shown_entry(entry, now, choices, about) for entry in burst]
        if len(burst) == 1:
            shown += rows
            continue
        fold = Fold(burst[-1].batch or 0)
        fields = dict.fromkeys(_field_name(change) for entry in burst for change in entry.changes)
        people = dict.fromkeys(entry.actor for entry in burst if entry.actor)
        head = replace(
            rows[0],
            title=_tr("{0} changes").format(len(burst)),
            text=", ".join(fields),
            key=fold,
            about=", ".join(people),
            unfolded=fold in unfolded,
        )
        shown.append(head)
        if fold in unfolded:
            shown += [replace(row, inner=True) for row in rows]
    return shown


def bursts(entries: Sequence[TimelineEntry]) -> list[list[TimelineEntry]]:
    """Entries in groups: changes of one day that follow each other within an hour, nothing else between, are one."""
    found: list[list[TimelineEntry]] = []
    for entry in entries:
        last = found[-1][-1] if found else None
        if (
            last is not None
            and entry.kind is last.kind is TimelineKind.CHANGE
            and local_day(entry.moment) == local_day(last.moment)
            and moment_of(last.moment) - moment_of(entry.moment) <= _BURST
        ):
            found[-1].append(entry)
        else:
            found.append([entry])
    return found


def day_heading(stored: str, today: date) -> str:
    """What stands above the entries of a day: "Today", "Yesterday", "Fri 20 Nov"."""
    day = local_day(stored)
    days = (today - day).days
    near = {0: _tr("Today"), 1: _tr("Yesterday"), -1: _tr("Tomorrow")}
    return near.get(days) or f"{weekday_text(day)} {day_text(day.isoformat(), today)}"


def _whom(activity: Activity, about: Subject) -> str:
    """Whom and what an entry was about, beside the record whose timeline it stands in, and how many files it has."""
    parts = [
        "" if about.contact_id == activity.contact_id else activity.contact_name,
        "" if about.company_id == activity.company_id or about.deal_id else activity.company_name,
        "" if about.deal_id == activity.deal_id else activity.deal_title,
    ]
    if activity.files:
        parts.append(_tr("1 file") if activity.files == 1 else _tr("{0} files").format(activity.files))
    return " · ".join(part for part in parts if part)


def _happening(activity: Activity, choices: Choices) -> str:
    """What happened in a line: "Call · Reached, 12 min"."""
    title, outcome = entry_title(activity, choices), choices.outcome(activity.outcome)
    if activity.outcome:
        title = f"{title} · {choice_title(outcome) if outcome is not None else activity.outcome}"
    if activity.duration_minutes:
        title = _tr("{0}, {1} min").format(title, activity.duration_minutes)
    return title


def _excerpt(text: str) -> str:
    """As much of a text as a list can show; an e-mail may be as long as a book."""
    return text if len(text) <= _LONGEST else f"{text[:_LONGEST].rstrip()}…"


def change_line(change: FieldChange, today: date) -> str:
    """A changed field with its value before and after, as lists show them."""
    before, after = (_said(change, value, today) or DASH for value in (change.before, change.after))
    return f"{_field_name(change)}: {before} → {after}"


def _said(change: FieldChange, value: Any, today: date) -> str:
    return line_of(value) if isinstance(value, Phrase) else value_text(change.type, value, today)


def _field_name(change: FieldChange) -> str:
    field = change.field
    known = FIELD[field].title if field in FIELD else _COLUMN_TITLES.get(field)
    return _tr(known or field.replace("_", " ").capitalize())
