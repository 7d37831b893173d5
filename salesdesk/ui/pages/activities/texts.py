"""Words and icons of the timeline."""

from __future__ import annotations

from datetime import date, datetime

from PySide6.QtCore import QCoreApplication

from salesdesk.domain.activities import KINDS, Activity, ActivityKind, TimelineEntry, TimelineKind
from salesdesk.domain.field_changes import FieldChange
from salesdesk.domain.fields import FIELD
from salesdesk.domain.lifecycle import TITLES
from salesdesk.domain.outcomes import outcome_of
from salesdesk.ui.lists.columns import value_text
from salesdesk.ui.value_texts import DASH, ago_text, due_text
from salesdesk.ui.widgets.timeline import TimelineEntry as ShownEntry
from salesdesk.ui.wording import line_of

ICONS: dict[TimelineKind, str] = {
    TimelineKind.STAGE: "columns-3",
    TimelineKind.LIFECYCLE: "trending-up",
    TimelineKind.CHANGE: "pencil",
}
"""Pictures of the entries that are no activity."""
_COLUMN_TITLES = {"lost_reason": "Lost reason", "full_name": "Name", "own_hours": "Own hours"}


def _tr(text: str) -> str:
    return QCoreApplication.translate("timeline", text)


def kind_title(kind: ActivityKind) -> str:
    """The word for an activity kind."""
    return _tr(KINDS[kind].title)


def activity_icon(activity: Activity) -> str:
    """The picture of an activity: that of its kind, or of its outcome where it was only an attempt."""
    outcome = outcome_of(activity.outcome)
    attempt = outcome is not None and not outcome.is_contact and KINDS[activity.kind].is_contact
    return outcome.icon if outcome is not None and attempt else KINDS[activity.kind].icon


def shown_entry(entry: TimelineEntry, now: datetime) -> ShownEntry:
    """A timeline entry as the list shows it."""
    today = now.astimezone().date()
    when, tone = ago_text(entry.moment, now), "ink_2"
    activity = entry.activity
    if activity is not None:
        title, text = _happening(activity), activity.body or ""
        if activity.is_open:
            when = due_text(activity.due_at, today)
            tone = "bad" if when.startswith(_tr("overdue {0} d").split(" ")[0]) else "accent"
            title = f"{_tr('To do')}: {activity.subject}"
    elif entry.kind is TimelineKind.LIFECYCLE:
        title, before = (TITLES.get(code or "", code or "") for code in (entry.after, entry.before))
        text = f"{before} → {title}" if before else _tr("Lifecycle stage")
    elif entry.kind is TimelineKind.STAGE:
        title, after = entry.name, entry.after or ""
        text = after if entry.before is None else f"{entry.before} → {after}"
    else:
        title = line_of(entry.told) if entry.told else ""
        text = "\n".join(change_line(change, today) for change in entry.changes)
    icon = activity_icon(activity) if activity is not None else ICONS[entry.kind]
    return ShownEntry(icon, title, when, text, key=activity.id if activity else None, tone=tone)


def _happening(activity: Activity) -> str:
    """What happened in a line: "Call · Reached, 12 min"."""
    title = activity.subject or kind_title(activity.kind)
    if activity.outcome:
        title = f"{title} · {activity.outcome}"
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
