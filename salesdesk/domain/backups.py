"""Dated copies of a file: how they are called and which are kept."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import datetime, timedelta
from enum import Enum

from salesdesk.value_classes import dataclass

DAYS_KEPT = 10
MONTHS_KEPT = 24
RECENT = timedelta(hours=24)
"""So long before the newest copy, each copy counts by itself: one made after a mistake must not cost the good one of
the same day its place."""
RECENT_KEPT = 20

_STAMP = re.compile(
    r"^(?P<stem>.+) (?P<at>\d{4}-\d{2}-\d{2} \d{2}-\d{2}-\d{2})(?: \((?P<number>[2-9]|[1-9]\d+)\))?$"
)


class Proof(Enum):
    """What is known of a copy's content."""

    VERIFIED = "verified"
    """It was opened and checked when it was made, and its digest says that it is still the same."""
    UNCHECKED = "unchecked"
    """It carries no digest (an earlier version made it), and nobody has looked yet."""
    FAILED = "failed"
    """Its digest does not fit, or it cannot be opened, or it is damaged."""


@dataclass(frozen=True, slots=True)
class Snapshot:
    """One dated copy. ``name`` is its file name without suffix; ``at`` local time; ``size`` bytes; ``number`` tells
    copies of one second apart. ``encrypted``: it has a password; None where that could not be read. ``beside`` when it lies in the folder beside the file although another was chosen."""

    name: str
    at: datetime
    size: int = 0
    number: int = 1
    proof: Proof = Proof.UNCHECKED
    beside: bool = False
    encrypted: bool | None = None


def snapshot_name(stem: str, at: datetime, number: int = 1) -> str:
    """What a copy of the file ``stem`` made at a (local) moment is called, without suffix."""
    return f"{stem} {at:%Y-%m-%d %H-%M-%S}" + (f" ({number})" if number > 1 else "")


def read_snapshot_name(stem: str, name: str) -> tuple[datetime, int] | None:
    """When a copy was made by its name, and its number among those of that second; None for a file that is no dated
    copy of ``stem``."""
    match = _STAMP.match(name)
    if match is None or match["stem"] != stem:
        return None
    try:
        return datetime.strptime(match["at"], "%Y-%m-%d %H-%M-%S"), int(match["number"] or 1)
    except ValueError:
        return None


def newest_first(snapshots: Iterable[Snapshot]) -> list[Snapshot]:
    """The copies in the order people look for them."""
    return sorted(snapshots, key=lambda one: (one.at, one.number), reverse=True)


def last_before(snapshots: Iterable[Snapshot], now: datetime) -> Snapshot | None:
    """The newest copy that is not from the future. One from the future was made while the clock was wrong; it says
    nothing about when the last copy was made."""
    return next((one for one in newest_first(snapshots) if one.at <= now), None)


def superfluous(snapshots: Iterable[Snapshot], now: datetime) -> list[Snapshot]:
    """The copies that may go, newest first.

    Kept are the newest ``RECENT_KEPT`` of those at most ``RECENT`` older than the newest one, the newest of each of the
    last ``DAYS_KEPT`` days that have one, and the newest of each of the last ``MONTHS_KEPT`` such months. Copies from the future, and those that nobody has checked yet, are counted by
    themselves, so that they take no place of another. A copy that failed takes no place at all: it goes as soon as a
    verified one has to, and stays till then, or while there is no other.
    """
    ordered = newest_first(snapshots)
    kept: set[Snapshot] = set()
    for proof in (Proof.VERIFIED, Proof.UNCHECKED):
        alike = [one for one in ordered if one.proof is proof]
        kept |= _kept([one for one in alike if one.at <= now])
        kept |= _kept([one for one in alike if one.at > now])
    dropped = [one for one in ordered if one not in kept and one.proof is not Proof.FAILED]
    if not any(one.proof is Proof.VERIFIED for one in dropped):
        failed = [one for one in ordered if one.proof is Proof.FAILED]
        kept.update(failed if kept else _kept(failed))
    return [one for one in ordered if one not in kept]


def _kept(ordered: list[Snapshot]) -> set[Snapshot]:
    days: dict[str, Snapshot] = {}
    months: dict[str, Snapshot] = {}
    for one in ordered:
        days.setdefault(f"{one.at:%Y-%m-%d}", one)
        months.setdefault(f"{one.at:%Y-%m}", one)
    recent = [one for one in ordered if ordered[0].at - one.at <= RECENT]
    return {*recent[:RECENT_KEPT], *list(days.values())[:DAYS_KEPT], *list(months.values())[:MONTHS_KEPT]}
