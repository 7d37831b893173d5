"""Words and icons of the timeline."""

from __future__ import annotations

from datetime import datetime

from PySide6.QtCore import QCoreApplication

from salesdesk.domain.activities import KIND_TITLES, ActivityKind, TimelineEntry, TimelineKind
from salesdesk.domain.fields import FIELD
from salesdesk.domain.lifecycle import TITLES
from salesdesk.ui.value_texts import ago_text, due_text
from salesdesk.ui.widgets.timeline import TimelineEntry as ShownEntry

ICONS: dict[str, str] = {
    "call": "phone",
    "meeting": "users",
    "demo": "presentation",
    "conference": "calendar",
    "visit": "map-pin",
    "letter": "mail-open",
    "email": "mail",
    "note": "sticky-note",
    "task": "circle-check",
    "order": "shopping-cart",
    "stage": "columns-3",
    "lifecycle": "trending-up",
    "change": "pencil",
    "created": "plus",
}
_COLUMN_TITLES = {
    "title": "Title",
    "amount": "Amount",
    "lost_reason": "Lost reason",
    "name": "Name",
    "full_name": "Name",
    "probability": "Probability",
}


def _tr(text: str) -> str:
    return QCoreApplication.translate("timeline", text)


def kind_title(kind: ActivityKind) -> str:
    """The word for an activity kind."""
    return _tr(KIND_TITLES[kind])


def shown_entry(entry: TimelineEntry, now: datetime) -> ShownEntry:
    """A timeline entry as the list shows it."""
    when = ago_text(entry.moment, now)
    title, text, tone = entry.title, entry.text, "ink_2"
    activity = entry.activity
    if activity is not None and activity.is_open:
        today = now.astimezone().date()
        when = due_text(activity.due_at, today)
        tone = "bad" if when.startswith(_tr("overdue {0} d").split(" ")[0]) else "accent"
        title = f"{_tr('To do')}: {activity.subject}"
    elif activity is not None and not activity.subject and not activity.outcome:
        title = kind_title(activity.kind)
    elif entry.kind is TimelineKind.LIFECYCLE:
        title = TITLES.get(entry.title, entry.title)
        before = TITLES.get(entry.text, entry.text)
        text = f"{before} → {title}" if before else _tr("Lifecycle stage")
    elif entry.kind is TimelineKind.CHANGE:
        text = "\n".join(_change_line(line) for line in entry.text.split("\n"))
    return ShownEntry(
        ICONS.get(entry.icon, "circle"), title, when, text, key=activity.id if activity else None, tone=tone
    )


def _change_line(line: str) -> str:
    column, _, rest = line.partition(": ")
    title = (
        FIELD[column].title
        if column in FIELD
        else _COLUMN_TITLES.get(column, column.replace("_", " ").capitalize())
    )
    return f"{_tr(title)}: {rest}"
