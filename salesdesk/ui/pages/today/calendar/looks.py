"""How events look and what is said of them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import Enum

from PySide6.QtCore import QCoreApplication, QDate, QLocale

from salesdesk.domain.activities import ActivityKind
from salesdesk.domain.activities.choices import Choices
from salesdesk.domain.calendar.events import CalendarEvent
from salesdesk.domain.calendar.spans import View
from salesdesk.domain.days import local_day
from salesdesk.ui.pages.activities.texts import entry_title, kind_title
from salesdesk.ui.value_texts import day_text, weekday_text


def _tr(text: str) -> str:
    return QCoreApplication.translate("calendar", text)


class Group(Enum):
    """What can be left out of the calendar; the value is the tone it is shown in."""

    CALLS = "accent"
    MEETINGS = "info"
    DEMOS = "good"
    OTHERS = "ink_2"


_GROUPS = {
    ActivityKind.CALL: Group.CALLS,
    ActivityKind.MEETING: Group.MEETINGS,
    ActivityKind.VISIT: Group.MEETINGS,
    ActivityKind.CONFERENCE: Group.MEETINGS,
    ActivityKind.DEMO: Group.DEMOS,
}


def group_of(kind: ActivityKind) -> Group:
    """What an event of a kind belongs to."""
    return _GROUPS.get(kind, Group.OTHERS)


@dataclass(frozen=True, slots=True)
class Look:
    """What is painted of an event, and ``sentence``, all of it in words. ``tone`` and ``ground`` are roles."""

    title: str
    detail: str
    icon: str
    tone: str
    ground: str
    sentence: str


def look_of(event: CalendarEvent, choices: Choices, now: datetime) -> Look:
    """How an event looks by now: who, what about, where; red once its time has passed and it is still to do."""
    entry = event.entry
    kind, title = kind_title(entry.kind, choices), entry_title(entry, choices)
    who = entry.contact_name or entry.company_name
    named = who if who and title == kind else title
    was = entry.due_at or ""
    if event.whole and event.occurrence is None and was and was[:10] < event.begins.date().isoformat():
        day = local_day(was)  # of a day before
        near = (now.date() - day).days < 7
        named = f"{named} · {weekday_text(day) if near else day_text(was, now.date())}"
    parts = (
        who if named != who and who.casefold() not in named.casefold() else "",
        entry.deal_title,
        entry.place or "",
    )
    others = [participant.name for participant in entry.participants]
    detail = " · ".join(part for part in (*parts, ", ".join(others)) if part)
    late = event.is_late(now)
    tone = "bad" if late else group_of(entry.kind).value
    ground = "line_soft" if tone == "ink_2" else f"{tone}_bg"
    icon = "check" if event.is_done else choices.kind(entry.kind).icon
    said = [
        f"{named}, {kind}" if named != kind else named,
        span_text(event.begins, event.ends, event.whole),
        detail,
    ]
    if event.is_done:
        said.append(_tr("done"))
    elif late:
        said.append(_tr("overdue"))
    if event.occurrence is not None or entry.repeat_rule is not None:
        said.append(_tr("comes again"))
    return Look(named, detail, icon, tone, ground, ", ".join(part for part in said if part))


def day_label(day: date) -> str:
    """A day with its weekday: "Tue 24 Nov"."""
    return f"{weekday_text(day)} {QLocale().toString(QDate(day.year, day.month, day.day), 'd MMM')}"


def span_text(begins: datetime, ends: datetime, whole: bool) -> str:
    """From when to when: "Tue 24 Nov 16:30–17:00", or the days."""
    first = day_label(begins.date())
    if whole:
        last = (ends - timedelta(days=1)).date()
        return first if last <= begins.date() else f"{first} – {day_label(last)}"
    return f"{first} {begins:%H:%M}–{ends:%H:%M}"


def short_title(view: View, day: date, today: date) -> str:
    """The same where there is less room, "" where it is short already."""
    if view is not View.DAY:
        return ""
    form = "ddd, d MMM yyyy" if day.year != today.year else "ddd, d MMM"
    return str(QLocale().toString(QDate(day.year, day.month, day.day), form))


def view_title(view: View, days: Sequence[date], day: date, today: date) -> str:
    """What a view shows, for the head of the page: "23–29 November", "30 Nov – 6 Dec"."""
    locale = QLocale()

    def said(one: date, form: str) -> str:
        return str(locale.toString(QDate(one.year, one.month, one.day), form))

    if view is View.DAY:
        return said(day, "dddd, d MMMM yyyy" if day.year != today.year else "dddd, d MMMM")
    if view is View.MONTH:
        return f"{locale.standaloneMonthName(day.month)} {day.year}"
    first, last = days[0], days[-1]
    if first.month == last.month:
        return f"{first.day}–{said(last, 'd MMMM')}"
    return f"{said(first, 'd MMM')} – {said(last, 'd MMM')}"
