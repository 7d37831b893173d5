"""Meetings: what is on the agenda, what was noted and decided, and the figures as they were then.

A meeting begins with a template, which says what is on its agenda and how long each item takes. What is decided in it are
ordinary tasks; the figures are frozen when its pack is made or the meeting begins, so that the next one compares with them.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Any

from salesdesk.domain.activities import Activity
from salesdesk.domain.activities.moments import is_overdue
from salesdesk.domain.deals import DealCard
from salesdesk.domain.money import Money
from salesdesk.domain.reports import Figure, Rows, ValueType
from salesdesk.phrases import Phrase, phrase

MOST_MINUTES, MOST_ITEMS = 600, 30


class MeetingAbout(StrEnum):
    """What a kind of meeting looks at: all sales, campaigns, or one person or company."""

    SALES = "sales"
    CAMPAIGNS = "campaigns"
    RECORD = "record"


class View(StrEnum):
    """What stands on the page under an item of the agenda."""

    DECISIONS = "decisions"  # of the meeting before, as they stand now
    FIGURES = "figures"  # compared with the meeting before
    MOVED = "moved"  # what became of deals since
    DISCUSS = "discuss"  # deals that were picked
    CAMPAIGNS = "campaigns"
    RECORD = "record"  # deals, activities and orders of the one it is about
    REPORT = "report"  # one that ``what`` names: ours by its name, a person's own by its number behind "own:"
    DECIDE = "decide"  # the decisions of this meeting
    TALK = "talk"  # notes alone


class Rhythm(StrEnum):
    """How often a meeting is held."""

    NONE = "none"
    WEEKLY = "weekly"
    FORTNIGHTLY = "fortnightly"
    MONTHLY = "monthly"


@dataclass(frozen=True, slots=True)
class AgendaItem:
    """One item. ``key`` tells it apart within its agenda; ``title`` "" means what its ``view`` is called; ``what`` is the
    report of a REPORT. ``done``: it was ticked off in the meeting."""

    key: str
    view: View
    minutes: int = 5
    title: str = ""
    what: str = ""
    done: bool = False

    @property
    def called(self) -> str | Phrase:
        """Its title in the words of a person, or of its view."""
        return self.title or phrase(f"meetings.view.{self.view.value}")


Agenda = tuple[AgendaItem, ...]


@dataclass(frozen=True, slots=True)
class MeetingTemplate:
    """What a meeting begins with. ``code`` is what meetings name it by; ``id`` None while it is as the program brings it.
    ``name`` "" means what one of ours is called; ``starts`` "16:00" on the clock here, "" where nobody says."""

    code: str
    about: MeetingAbout
    agenda: Agenda
    name: str = ""
    rhythm: Rhythm = Rhythm.NONE
    starts: str = ""
    people: str = ""
    id: int | None = None

    @property
    def called(self) -> str | Phrase:
        """Its name in the words of a person, or ours."""
        return self.name or phrase(f"meetings.template.{self.code}")

    @property
    def is_ours(self) -> bool:
        """Whether the program brings it: it can be changed and set back, not deleted."""
        return self.code in _OURS


def _agenda(*items: tuple[View, int]) -> Agenda:
    return tuple(AgendaItem(view.value, view, minutes) for view, minutes in items)


_V, _A, _R = View, MeetingAbout, Rhythm
OURS: tuple[MeetingTemplate, ...] = (
    MeetingTemplate(
        "weekly", _A.SALES,
        _agenda((_V.DECISIONS, 5), (_V.FIGURES, 10), (_V.MOVED, 10), (_V.DISCUSS, 15), (_V.DECIDE, 5)), rhythm=_R.WEEKLY,
    ),
    MeetingTemplate(
        "monthly", _A.SALES,
        (
            *_agenda((_V.DECISIONS, 5), (_V.FIGURES, 15), (_V.MOVED, 15)),
            AgendaItem("report", _V.REPORT, 10, what="pipeline"),
            *_agenda((_V.DISCUSS, 20), (_V.DECIDE, 10)),
        ),
        rhythm=_R.MONTHLY,
    ),
    MeetingTemplate(
        "campaigns", _A.CAMPAIGNS,
        _agenda((_V.DECISIONS, 5), (_V.CAMPAIGNS, 20), (_V.TALK, 10), (_V.DECIDE, 10)), rhythm=_R.MONTHLY,
    ),
    MeetingTemplate(
        "customer", _A.RECORD, _agenda((_V.DECISIONS, 5), (_V.RECORD, 15), (_V.TALK, 15), (_V.DECIDE, 5))
    ),
)  # fmt: skip
"""The templates that the program brings."""
_OURS = frozenset(template.code for template in OURS)


@dataclass(frozen=True, slots=True)
class Meeting:
    """One meeting. ``held_on`` its day; moments are UTC text, ``next_at`` may be
    a bare day. ``contact_id`` or ``company_id`` are whom it is about, ``about_name`` what they are called."""

    id: int
    version: int
    name: str
    template: str
    held_on: str
    people: str
    agenda: Agenda
    contact_id: int | None = None
    company_id: int | None = None
    about_name: str = ""
    started_at: str | None = None
    ended_at: str | None = None
    next_at: str | None = None
    snapshot: Snapshot | None = None

    @property
    def whole_name(self) -> str:
        """What it is called with whom it is about, who are others every time where the name is the same."""
        about = self.about_name
        return f"{self.name} · {about}" if about and about not in self.name else self.name

    @property
    def minutes(self) -> int:
        """How long it is planned to take."""
        return sum(item.minutes for item in self.agenda)

    @property
    def is_running(self) -> bool:
        """Whether it has begun and is not over."""
        return self.started_at is not None and self.ended_at is None


class DecisionState(StrEnum):
    """How the task of a decision stands."""

    OPEN = "open"
    OVERDUE = "overdue"
    DONE = "done"
    GONE = "gone"  # it was deleted


@dataclass(frozen=True, slots=True)
class Note:
    """A paragraph under an ``item`` of the agenda, about a deal where one is named. With ``decided`` it is a decision; its
    task is ``entry``, None where that was deleted."""

    id: int
    position: int
    item: str
    body: str
    deal_id: int | None = None
    deal_title: str = ""
    decided: bool = False
    entry: Activity | None = None

    def state(self, now: str, today: str) -> DecisionState:
        """How the task of a decision stands."""
        if self.entry is None:
            return DecisionState.GONE
        if self.entry.done_at is not None:
            return DecisionState.DONE
        late = self.entry.due_at is not None and is_overdue(self.entry.due_at, now, today)
        return DecisionState.OVERDUE if late else DecisionState.OPEN


@dataclass(frozen=True, slots=True)
class Decided:
    """What was decided in an earlier meeting, on its day, as it stands now."""

    meeting: int
    held_on: str
    note: Note


@dataclass(frozen=True, slots=True)
class Topic:
    """A deal to be discussed; ``card`` is what is shown of it, ``remark`` why it was picked."""

    id: int
    deal_id: int
    remark: str
    card: DealCard


class Move(StrEnum):
    """What became of a deal between two days; the order is that of the page."""

    NEW = "new"
    FORWARD = "forward"
    SLIPPED = "slipped"
    WON = "won"
    LOST = "lost"


@dataclass(frozen=True, slots=True)
class MovedDeal:
    """A deal of one move: ``before`` and ``after`` are stages, or of a slipped one its expected days."""

    deal_id: int
    before: str = ""
    after: str = ""


@dataclass(frozen=True, slots=True)
class MovedGroup:
    """The deals of one move: ``amount`` minor units in the currency of the file, ``apart`` what no rate converts into it."""

    move: Move
    count: int
    amount: int
    deals: tuple[MovedDeal, ...] = ()
    rows: Rows | None = None
    apart: tuple[Money, ...] = ()


# -- figures as they were -----------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class FrozenFigure:
    """A figure as it was: ``caption`` a code, ``value`` as of `Figure`."""

    key: str
    caption: str
    type: ValueType
    value: int | float | None


@dataclass(frozen=True, slots=True)
class Snapshot:
    """The figures of a meeting at a moment (UTC text), money in ``currency``. ``moved`` is (count, amount) of each move."""

    at: str
    currency: str
    figures: tuple[FrozenFigure, ...]
    moved: Mapping[Move, tuple[int, int]]

    def value(self, key: str) -> int | float | None:
        """One figure, None where it is not in it."""
        return next((figure.value for figure in self.figures if figure.key == key), None)


def frozen(figures: Iterable[Figure], moved: Iterable[MovedGroup], at: str, currency: str) -> Snapshot:
    """Figures as they are now."""
    kept = (
        FrozenFigure(figure.key, figure.caption.code, figure.type, figure.value.value)
        for figure in figures
        if figure.value.value is None or isinstance(figure.value.value, (int, float))
    )
    return Snapshot(at, currency, tuple(kept), {one.move: (one.count, one.amount) for one in moved})


def snapshot_text(snapshot: Snapshot) -> str:
    """A snapshot as it is stored."""
    return json.dumps(
        {
            "at": snapshot.at,
            "currency": snapshot.currency,
            "figures": [[one.key, one.caption, one.type.value, one.value] for one in snapshot.figures],
            "moved": {move.value: list(counted) for move, counted in snapshot.moved.items()},
        },
        ensure_ascii=False,
        separators=(",", ":"),
    )


def read_snapshot(text: str | None) -> Snapshot | None:
    """What ``snapshot_text`` wrote; None for nothing, and for what is none."""
    try:
        found = json.loads(text or "null")
        figures = tuple(
            FrozenFigure(str(key), str(caption), ValueType(type_), value)
            for key, caption, type_, value in found["figures"]
        )
        moved = {Move(move): (int(count), int(amount)) for move, (count, amount) in found["moved"].items()}
        return Snapshot(str(found["at"]), str(found["currency"]), figures, moved)
    except (KeyError, TypeError, ValueError):
        return None


# -- agendas ------------------------------------------------------------------------------------------------


def agenda_text(agenda: Sequence[AgendaItem]) -> str:
    """An agenda as it is stored."""
    items = [{"key": item.key, "view": item.view.value, "minutes": item.minutes, "title": item.title,
              "what": item.what, **({"done": True} if item.done else {})} for item in agenda]  # fmt: skip
    return json.dumps(items, ensure_ascii=False, separators=(",", ":"))


def read_agenda(text: str) -> Agenda:
    """What ``agenda_text`` wrote; an item that cannot be read is left out."""
    try:
        found = json.loads(text)
    except ValueError:
        return ()
    items = (_item(one) for one in found if isinstance(one, dict)) if isinstance(found, list) else ()
    return tuple(item for item in items if item is not None)


def _item(found: Mapping[str, Any]) -> AgendaItem | None:
    try:
        view, minutes = View(found.get("view", "")), int(found.get("minutes", 5))
    except (TypeError, ValueError):
        return None
    key = str(found.get("key") or view.value)
    title, what = (str(found.get(part) or "") for part in ("title", "what"))
    return AgendaItem(key, view, minutes, title, what, found.get("done") is True)


def keyed(items: Iterable[AgendaItem]) -> Agenda:
    """Items each of which has a key of its own: one that another has before it gets a number behind it."""
    found: list[AgendaItem] = []
    known: set[str] = set()
    for item in items:
        key = base = item.key or item.view.value
        number = 2
        while key in known:
            key, number = f"{base}-{number}", number + 1
        known.add(key)
        found.append(replace(item, key=key))
    return tuple(found)
