"""Meetings in words."""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import QCoreApplication

from salesdesk.domain.activities import Activity
from salesdesk.domain.activities.moments import is_day
from salesdesk.domain.decisions import Decision, Part
from salesdesk.domain.meetings import (
    AgendaItem,
    DecisionState,
    MeetingAbout,
    MeetingTemplate,
    Move,
    Note,
    Rhythm,
    View,
)
from salesdesk.domain.reports import ValueType
from salesdesk.phrases import Phrase, phrase
from salesdesk.ui.pages.reports.texts import value_text
from salesdesk.ui.value_texts import day_text, money_text, number_text, time_text, weekday_text
from salesdesk.ui.wording import worded


def tr(text: str) -> str:
    """A text of meetings in the language of the window."""
    return QCoreApplication.translate("meetings", text)


RHYTHMS = {
    Rhythm.NONE: "Once",
    Rhythm.WEEKLY: "Every week",
    Rhythm.FORTNIGHTLY: "Every two weeks",
    Rhythm.MONTHLY: "Every month",
}
ABOUTS = {
    MeetingAbout.SALES: "All sales",
    MeetingAbout.CAMPAIGNS: "Campaigns",
    MeetingAbout.RECORD: "One person or company",
}
MOVES = {
    Move.NEW: ("New", "plus", "info"),
    Move.FORWARD: ("Moved on", "trending-up", "accent"),
    Move.SLIPPED: ("Slipped", "calendar-clock", "warn"),
    Move.WON: ("Won", "trophy", "good"),
    Move.LOST: ("Lost", "circle-x", "bad"),
}
"""Of each move its name, its picture and the role of that."""
_MOVED = {
    Move.NEW: "{0} new",
    Move.FORWARD: "{0} moved on",
    Move.SLIPPED: "{0} slipped",
    Move.WON: "{0} won",
    Move.LOST: "{0} lost",
}
_EXPLAINED = {
    Move.NEW: "added since then",
    Move.FORWARD: "to a later stage",
    Move.SLIPPED: "expected close moved later",
    Move.WON: "closed as won",
    Move.LOST: "closed as lost",
}


def move_title(move: Move) -> str:
    """What a move is called."""
    return tr(MOVES[move][0])


def moved_text(move: Move, count: int) -> str:
    """How many deals moved so: "4 slipped"."""
    return tr(_MOVED[move]).format(number_text(count))


def move_explained(move: Move) -> str:
    """What a move means."""
    return tr(_EXPLAINED[move])


def called(text: str | Phrase) -> str:
    """A name that a person gave, or one of ours."""
    return text if isinstance(text, str) else worded(text)


def item_title(item: AgendaItem) -> str:
    """What an item of an agenda is called."""
    return called(item.called)


def view_title(view: View) -> str:
    """What a view is called."""
    return worded(phrase(f"meetings.view.{view.value}"))


def template_name(template: MeetingTemplate) -> str:
    """What a kind of meeting is called."""
    return called(template.called)


def minutes_text(minutes: int) -> str:
    """So many minutes."""
    return tr("{0} min").format(number_text(minutes))


def full_day_text(stored: str, today: date) -> str:
    """A day with its weekday, and the time where there is one: "Mon 21 Dec 16:00"."""
    day = date.fromisoformat(stored[:10]) if is_day(stored) else _local(stored)
    clock = time_text(stored)
    return f"{weekday_text(day)} {day_text(stored, today)}{f' {clock}' if clock else ''}"


def _local(stored: str) -> date:
    from salesdesk.domain.days import local_day

    return local_day(stored)


def long_day_text(stored: str, today: date) -> str:
    """A day as it stands in a sentence: "26 October"."""
    from PySide6.QtCore import QDate, QLocale

    day = date.fromisoformat(stored)
    form = "d MMMM" if day.year == today.year else "d MMMM yyyy"
    return str(QLocale().toString(QDate(day.year, day.month, day.day), form))


def owner_text(entry: Activity | None) -> str:
    """Whose task it is."""
    return entry.owner_name if entry is not None and entry.owner_name else tr("You")


def state_text(note: Note, state: DecisionState, today: date) -> tuple[str, str]:
    """How a decision stands, and the tone of that: "due 30 Nov", "done today"."""
    entry = note.entry
    if entry is None:
        return tr("task deleted"), ""
    if state is DecisionState.DONE:
        day = _local(entry.done_at or entry.created_at)
        return (
            tr("done today") if day == today else tr("done {0}").format(day_text(day.isoformat(), today))
        ), "good"
    due = _local(entry.due_at or entry.created_at)
    if state is DecisionState.OVERDUE:
        days = (today - due).days
        late = tr("overdue {0} d").format(number_text(days)) if days else tr("overdue")
        return late, "bad"
    if due == today:
        return tr("due today"), "warn"
    return tr("due {0}").format(day_text(due.isoformat(), today)), ""


def person_chip(decision: Decision, guest: str = "") -> tuple[str, str]:
    """Who does it, and the tone of that; ``guest`` is the one who is named and is no owner."""
    if guest:
        return tr("{0} is no owner: You?").format(guest), "warn"
    if Part.PERSON in decision.doubts:
        return tr("Who?"), "warn"
    return (decision.person.name if decision.person is not None else tr("You")), "accent"


def due_day_text(due: str, today: date) -> str:
    """When something is due: "today 16:00", "Wed 25 Nov"."""
    if _local(due) != today:
        return full_day_text(due, today)
    return f"{tr('today')} {time_text(due)}".strip()


def day_chip(decision: Decision, due: str, today: date) -> tuple[str, str]:
    """Until when, and the tone of that; ``due`` is the day it will be."""
    said = due_day_text(due, today)
    if Part.DAY in decision.doubts:
        return tr("No clear day: {0}").format(said), "warn"
    return said, ("accent" if Part.DAY in decision.said else "")


def deal_chip(decision: Decision) -> tuple[str, str]:
    """Which deal it is about, and the tone of that."""
    if Part.DEAL in decision.doubts:
        return tr("Which deal?"), "warn"
    return (decision.deal.title, "accent") if decision.deal is not None else (tr("No deal"), "")


def difference_text(now: object, before: object, type_: ValueType, currency: str) -> tuple[str, str]:
    """What a figure was, or by how much it differs, and the tone of that."""
    if not isinstance(before, (int, float)):
        return "", ""
    if type_ is ValueType.MONEY and isinstance(now, (int, float)):
        by = round(now - before)
        if not by:
            return tr("as then"), ""
        text = money_text(abs(by), currency)
        return (f"+{text}" if by > 0 else f"\u2212{text}"), ("good" if by > 0 else "warn")
    return tr("was {0}").format(value_text(before, type_, currency)), ""
