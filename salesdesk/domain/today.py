"""What a day asks for: steps that are due, deals nobody speaks of, people without a next step, birthdays, and how the month
stands beside the one before."""

from __future__ import annotations

from calendar import monthrange
from dataclasses import field
from datetime import date, timedelta
from enum import StrEnum

from salesdesk.domain.activities import Activity
from salesdesk.domain.activities.moments import is_overdue, local_day
from salesdesk.domain.keep_in_touch import TouchDue
from salesdesk.domain.money import Money
from salesdesk.phrases import Phrase
from salesdesk.value_classes import dataclass

AHEAD_DAYS = 7
"""So many days ahead birthdays are told, today included."""


class StepState(StrEnum):
    """How a step of today stands; the order of the members is the order of the list."""

    OVERDUE = "overdue"
    TODAY = "today"
    DONE = "done"


@dataclass(frozen=True, slots=True)
class TodayStep:
    """A step to be done by the end of today, or one done today. ``days_late`` is 0 where it is of today; ``amount`` (minor
    units of ``currency``) is that of its deal."""

    entry: Activity
    state: StepState
    days_late: int = 0
    amount: int | None = None
    currency: str | None = None


class WaitingFor(StrEnum):
    """Why an open deal asks for attention."""

    SPEECH = "speech"  # nobody has spoken for longer than its stage usually takes
    STEP = "step"  # nothing is planned


@dataclass(frozen=True, slots=True)
class WaitingDeal:
    """An open deal that asks for attention: silent for ``days`` of which its stage takes ``usual_days``, or without a step."""

    id: int
    title: str
    company_name: str
    amount: int | None
    currency: str | None
    stage_name: str
    why: WaitingFor
    days: int = 0
    usual_days: int = 0


@dataclass(frozen=True, slots=True)
class WaitingLead:
    """Somebody who may become a customer and with whom nothing is planned; ``since`` is when they were added (UTC text)."""

    id: int
    name: str
    company_name: str
    source_name: str
    lifecycle_stage: str
    since: str


@dataclass(frozen=True, slots=True)
class Birthday:
    """A birthday ahead, on ``day``; ``age`` is None where the year of birth is not known."""

    contact_id: int
    name: str
    company_name: str
    day: date
    age: int | None


@dataclass(frozen=True, slots=True)
class Waiting:
    """What waits besides steps: the first of each kind, and how many there are (None where nobody has counted)."""

    deals: tuple[WaitingDeal, ...] = ()
    deals_count: int = 0
    leads: tuple[WaitingLead, ...] = ()
    birthdays: tuple[Birthday, ...] = ()
    duplicates: int = 0
    touches: tuple[TouchDue, ...] = ()
    touches_count: int = 0


@dataclass(frozen=True, slots=True)
class TodayFigures:
    """The four figures of the day, amounts in minor units of ``currency``; what has no rate stands in ``apart``.

    ``won`` this month beside ``won_before``, on the same days of the month before, and ``pace``, what the month comes to
    at this speed: by its days, by its working days where there is a ``target`` of the team for it. ``expected`` is the weighted sum of open deals that should close by the end of the quarter, ``best`` the same at
    best, see ``domain.forecast.best_case``; ``notes`` say what was won in a currency that had no rate yet.
    ``leads`` of the last seven days beside those of the seven before. ``response_hours`` is the median time from the making of
    a lead to the first call, mail or meeting, over ``answered`` leads of the last thirty days; None without any.
    """

    currency: str
    won: int = 0
    won_deals: int = 0
    won_before: int = 0
    pace: int = 0
    expected: int = 0
    best: int = 0
    leads: int = 0
    leads_before: int = 0
    response_hours: float | None = None
    answered: int = 0
    apart: tuple[Money, ...] = ()
    target: int | None = None
    expected_apart: tuple[Money, ...] = field(default=())
    best_apart: tuple[Money, ...] = field(default=())
    before_apart: tuple[Money, ...] = field(default=())
    notes: tuple[Phrase, ...] = field(default=())


def state_of(entry: Activity, now: str, today: str) -> tuple[StepState, int]:
    """(how a step stands, how many days it is late)."""
    if not entry.is_open or entry.due_at is None:
        return StepState.DONE, 0
    late = (date.fromisoformat(today) - local_day(entry.due_at)).days
    if is_overdue(entry.due_at, now, today) and late > 0:
        return StepState.OVERDUE, late
    return StepState.TODAY, 0


def month_before(today: date) -> tuple[date, date]:
    """The same days of the month before, up to its last one."""
    first = (today.replace(day=1) - timedelta(days=1)).replace(day=1)
    return first, first.replace(day=min(today.day, monthrange(first.year, first.month)[1]))


def pace(so_far: int, today: date) -> int:
    """What a month comes to that goes on as it went until today (that day included)."""
    days = monthrange(today.year, today.month)[1]
    return round(so_far * days / today.day)


def quarter_end(today: date) -> date:
    """The last day of the quarter."""
    month = (today.month - 1) // 3 * 3 + 3
    return date(today.year, month, monthrange(today.year, month)[1])


def next_birthday(stored: str, today: date) -> tuple[date, int | None]:
    """(the next day it is celebrated, from today on; the age that day, None without a year) of a stored birthday. The 29th of
    February is celebrated on the 28th in other years."""
    month, day = int(stored[-5:-3]), int(stored[-2:])
    for year in (today.year, today.year + 1):
        there = date(year, month, min(day, monthrange(year, month)[1]))
        if there >= today:
            break
    born = None if stored.startswith("--") else int(stored[:4])
    return there, None if born is None else there.year - born


def days_ahead(today: date) -> tuple[str, ...]:
    """The ``MM-DD`` of the birthdays that are told today: those of the days ahead, and of the 29th of February beside the
    28th where there is none."""
    days = [today + timedelta(days=ahead) for ahead in range(AHEAD_DAYS)]
    found = [f"{day:%m-%d}" for day in days]
    if "02-28" in found and "02-29" not in found:
        found.append("02-29")
    return tuple(found)
