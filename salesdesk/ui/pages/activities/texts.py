"""Words and icons of the timeline."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime

from PySide6.QtCore import QCoreApplication

from salesdesk.domain.activities import Activity, TimelineEntry, TimelineKind
from salesdesk.domain.activities.choices import Choice, Choices
from salesdesk.domain.activities.moments import reminder_of
from salesdesk.domain.deals import NextStep
from salesdesk.domain.field_changes import FieldChange
from salesdesk.domain.fields import FIELD
from salesdesk.domain.lifecycle import TITLES
from salesdesk.ui.lists.columns import value_text
from salesdesk.ui.value_texts import DASH, ago_text, day_text, due_text, time_text
from salesdesk.ui.widgets.timeline import TimelineEntry as ShownEntry
from salesdesk.ui.wording import line_of

ICONS: dict[TimelineKind, str] = {
    TimelineKind.STAGE: "columns-3",
    TimelineKind.LIFECYCLE: "trending-up",
    TimelineKind.CHANGE: "pencil",
}
"""Pictures of the entries that are no activity."""
_EVERYWHERE = Choices.of({})
"""The kinds and outcomes that every file has."""
_COLUMN_TITLES = {"lost_reason": "Lost reason", "full_name": "Name", "own_hours": "Own hours"}


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


def shown_entry(entry: TimelineEntry, now: datetime, choices: Choices = _EVERYWHERE) -> ShownEntry:
    """A timeline entry as the list shows it; ``choices`` are the kinds and outcomes of the file."""
    today = now.astimezone().date()
    when, tone = ago_text(entry.moment, now), "ink_2"
    activity = entry.activity
    if activity is not None:
        title, text = _happening(activity, choices), activity.body or ""
        if activity.is_open:
            when = due_text(activity.due_at, today)
            tone = "bad" if when.startswith(_tr("overdue {0} d").split(" ")[0]) else "accent"
            title = f"{_tr('To do')}: {entry_title(activity, choices)}"
    elif entry.kind is TimelineKind.LIFECYCLE:
        title, before = (TITLES.get(code or "", code or "") for code in (entry.after, entry.before))
        text = f"{before} → {title}" if before else _tr("Lifecycle stage")
    elif entry.kind is TimelineKind.STAGE:
        title, after = entry.name, entry.after or ""
        text = after if entry.before is None else f"{entry.before} → {after}"
    else:
        title = line_of(entry.told) if entry.told else ""
        text = "\n".join(change_line(change, today) for change in entry.changes)
    icon = activity_icon(activity, choices) if activity is not None else ICONS[entry.kind]
    return ShownEntry(icon, title, when, text, key=activity.id if activity else None, tone=tone)


def _happening(activity: Activity, choices: Choices) -> str:
    """What happened in a line: "Call · Reached, 12 min"."""
    title, outcome = entry_title(activity, choices), choices.outcome(activity.outcome)
    if activity.outcome:
        title = f"{title} · {choice_title(outcome) if outcome is not None else activity.outcome}"
    if activity.duration_minutes:
        title = _tr("{0}, {1} min").format(title, activity.duration_minutes)
    return title


def change_line(change: FieldChange, today: date) -> str:
    """A changed field with its value before and after, as lists show them."""
    field = change.field
    title = (
        FIELD[field].title
        if field in FIELD
        else _COLUMN_TITLES.get(field, field.replace("_", " ").capitalize())
    )
    before, after = (value_text(change.type, value, today) or DASH for value in (change.before, change.after))
    return f"{_tr(title)}: {before} → {after}"
