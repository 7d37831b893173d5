"""Call rounds: a list of people, companies or deals that is worked through one by one.

Who was reached is done; whom nobody reached comes again when the rest of the list was called; who is skipped is left out.
Whoever went to the trash since, or was merged into somebody else who is on the list, has left the round.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum


class RoundAbout(StrEnum):
    """Whom a round calls; the value is the kind of list it is made from."""

    CONTACTS = "contacts"
    COMPANIES = "companies"
    DEALS = "deals"


class MemberState(StrEnum):
    """How far somebody on the list is."""

    WAITING = "waiting"
    AGAIN = "again"  # called, and nobody was reached
    DONE = "done"
    SKIPPED = "skipped"


class Left(StrEnum):
    """Why somebody is not on the list any more."""

    TRASH = "trash"
    ERASED = "erased"
    REFUSES = "refuses"  # does not want to be called any more


@dataclass(frozen=True, slots=True)
class RoundMember:
    """Somebody on the list. ``name`` is whom to call, ``detail`` what tells them apart; ``contact_id`` is the person to speak
    to, of a deal the one it is with. ``left`` is why they are not called any more; ``merged_into`` what the one is called
    they are part of now, where that is why."""

    id: int
    position: int
    state: MemberState
    name: str
    detail: str = ""
    contact_id: int | None = None
    company_id: int | None = None
    deal_id: int | None = None
    outcome: str | None = None
    worked_at: str | None = None
    left: Left | None = None
    merged_into: str = ""

    @property
    def is_open(self) -> bool:
        """Whether they are still to be called."""
        return self.left is None and self.state in (MemberState.WAITING, MemberState.AGAIN)


@dataclass(frozen=True, slots=True)
class CallTry:
    """One call of a round: the ``number`` that was dialled where that is known, what came of it, and when (UTC text)."""

    member_key: tuple[int | None, int | None, int | None]
    number: str
    outcome: str | None
    at: str


@dataclass(frozen=True, slots=True)
class RoundFigures:
    """How a round went. ``people`` on the list, of whom ``left`` are to be called, ``again`` of them once more; ``gone`` left
    it. ``reached`` people were spoken to in ``calls`` calls, ``minutes`` long together; ``outcomes`` counts the calls by what
    came of them, the most frequent first; ``next_steps`` were planned."""

    people: int = 0
    left: int = 0
    again: int = 0
    done: int = 0
    skipped: int = 0
    gone: int = 0
    reached: int = 0
    calls: int = 0
    minutes: int = 0
    next_steps: int = 0
    outcomes: Mapping[str, int] = field(default_factory=dict)


def next_member(members: Sequence[RoundMember], after: RoundMember | None = None) -> RoundMember | None:
    """Who is called next. Behind ``after``, or else behind whoever was worked last, the first who waits; then the first who
    waits at all; then of those nobody reached the one whose call is longest ago. None when all are done."""
    waiting = [one for one in members if one.is_open and one.state is MemberState.WAITING]
    again = [one for one in members if one.is_open and one.state is MemberState.AGAIN]
    here = after or last_worked(members)
    place = here.position if here is not None else -1
    behind = [one for one in waiting if one.position > place]
    if found := behind or waiting:
        return min(found, key=lambda one: one.position)
    others = [one for one in again if after is None or one.id != after.id] or again
    return min(others, key=lambda one: (one.worked_at or "", one.position), default=None)


def last_worked(members: Iterable[RoundMember]) -> RoundMember | None:
    """Whoever was called or skipped last."""
    worked = [one for one in members if one.worked_at is not None]
    return max(worked, key=lambda one: (one.worked_at or "", one.position), default=None)


def state_after(*, was_reached: bool) -> MemberState:
    """How far somebody is after a call."""
    return MemberState.DONE if was_reached else MemberState.AGAIN
