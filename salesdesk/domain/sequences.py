"""Sequences: templates of dated steps, started with a person, a company or a deal.

The day of a step is counted from the start, from the step before it, or back from a day that everything leads up to. What a
sequence plans are ordinary entries of the timeline; a start of it ends early when somebody replies, when the deal is won or
lost, or when somebody does not want to be addressed any more, as far as the sequence says so.
"""

from __future__ import annotations

from collections.abc import Sequence as Several
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from enum import StrEnum

from salesdesk.domain.activities.choices import Choices
from salesdesk.domain.activities.moments import stored
from salesdesk.domain.cleaning.text import one_line, tidy
from salesdesk.domain.mails import Direction
from salesdesk.domain.opt_outs import Way
from salesdesk.errors import InputError

MOST_DAYS = 3660
_WAYS = {"email": Way.EMAIL, "call": Way.PHONE}


class SequenceFor(StrEnum):
    """What a sequence is started with; the value is the kind of list they stand in."""

    CONTACTS = "contacts"
    COMPANIES = "companies"
    DEALS = "deals"


class Anchor(StrEnum):
    """From where the days of a step are counted."""

    START = "start"
    PREVIOUS = "previous"
    BEFORE = "before"  # back from the day that everything leads up to


class RunState(StrEnum):
    """How a start of a sequence stands. One whose steps are all done is done."""

    RUNNING = "running"
    DONE = "done"
    STOPPED = "stopped"


class Ending(StrEnum):
    """Why a start of a sequence ended before its last step."""

    REPLY = "reply"
    WON = "won"
    LOST = "lost"
    OPT_OUT = "opt_out"
    BY_HAND = "by_hand"


@dataclass(frozen=True, slots=True)
class SequenceStep:
    """One step: ``days`` after its ``anchor``, or before that day; ``at_time`` HH:MM on the clock on the wall, None all day."""

    kind: str
    subject: str
    days: int = 0
    anchor: Anchor = Anchor.PREVIOUS
    at_time: str | None = None
    body: str | None = None


@dataclass(frozen=True, slots=True)
class Sequence:
    """A template with its steps in order."""

    id: int
    name: str
    about: SequenceFor
    notes: str | None
    stop_on_reply: bool
    stop_on_won: bool
    stop_on_opt_out: bool
    steps: tuple[SequenceStep, ...]

    @property
    def leads_up(self) -> bool:
        """Whether a step is counted back from a day."""
        return any(step.anchor is Anchor.BEFORE for step in self.steps)

    @property
    def ways(self) -> frozenset[Way]:
        """The ways by which its steps address somebody, as far as they can be refused."""
        return frozenset(_WAYS[step.kind] for step in self.steps if step.kind in _WAYS)


@dataclass(frozen=True, slots=True)
class SequenceRun:
    """A start of a sequence: with whom (``name``), since when, how it stands and why it ended; of its ``steps`` so many are
    ``done``, and the next one is ``next_subject`` at ``next_due`` (a day or UTC text)."""

    id: int
    sequence_id: int
    sequence_name: str
    name: str
    contact_id: int | None
    company_id: int | None
    deal_id: int | None
    started_on: str
    before_on: str | None
    state: RunState
    ended_why: Ending | None
    steps: int = 0
    done: int = 0
    next_subject: str = ""
    next_due: str | None = None


def checked_steps(steps: Several[SequenceStep]) -> tuple[SequenceStep, ...]:
    """Steps as they are kept. Raises ``InputError`` where there is none, one has no words, or its days or time cannot be."""
    if not steps:
        raise InputError("sequences.no_steps", field="steps")
    found = []
    for place, step in enumerate(steps, 1):
        subject = one_line(step.subject)
        if not subject:
            raise InputError("sequences.no_words", field="steps", place=place)
        if not 0 <= step.days <= MOST_DAYS:
            raise InputError("sequences.days", field="steps", place=place, most=MOST_DAYS)
        at_time = None if step.at_time is None else _clock(step.at_time, place)
        body = tidy(step.body or "") or None
        found.append(SequenceStep(step.kind, subject, step.days, Anchor(step.anchor), at_time, body))
    return tuple(found)


def _clock(text: str, place: int) -> str:
    try:
        return time.fromisoformat(text.strip()).strftime("%H:%M")
    except ValueError as error:
        raise InputError("sequences.time", field="steps", place=place, text=text) from error


def days_of(steps: Several[SequenceStep], start: date, before: date | None) -> list[date]:
    """The day of each step. What is counted from the previous step is, of the first one, counted from the start. Raises
    ``InputError`` where a step leads up to a day and none was said."""
    found: list[date] = []
    for step in steps:
        if step.anchor is Anchor.BEFORE:
            if before is None:
                raise InputError("sequences.no_day_before", field="before_on")
            found.append(before - timedelta(days=step.days))
        else:
            since = found[-1] if step.anchor is Anchor.PREVIOUS and found else start
            found.append(since + timedelta(days=step.days))
    return found


def due_on(step: SequenceStep, day: date) -> str:
    """When a step is due on its day: a bare day, or UTC text where it has a time."""
    if step.at_time is None:
        return day.isoformat()
    return stored(datetime.combine(day, time.fromisoformat(step.at_time)))


def is_reply(kind: str, outcome: str | None, choices: Choices) -> bool:
    """Whether what came of an entry means that somebody answered: it came from them, or says so in an outcome that means to
    have been in touch. What was only sent, or done, is no answer."""
    if outcome in (Direction.INCOMING.value, Direction.OUTGOING.value):
        return outcome == Direction.INCOMING.value
    known = choices.outcome(choices.stored_outcome(outcome))
    return known is not None and known.is_contact and known.code != "Done" and choices.kind(kind).is_contact
