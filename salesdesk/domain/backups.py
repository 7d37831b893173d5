"""Dated copies of a file: how they are called and which are kept."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

DAYS_KEPT = 10
MONTHS_KEPT = 24

_STAMP = re.compile(r"^(?P<stem>.+) (?P<at>\d{4}-\d{2}-\d{2} \d{2}-\d{2}-\d{2})$")


@dataclass(frozen=True, slots=True)
class Snapshot:
    """One dated copy. ``name`` is its file name without suffix; ``at`` local time; ``size`` bytes."""

    name: str
    at: datetime
    size: int = 0


def snapshot_name(stem: str, at: datetime) -> str:
    """What a copy of the file ``stem`` made at a (local) moment is called, without suffix."""
    return f"{stem} {at:%Y-%m-%d %H-%M-%S}"


def read_snapshot_name(stem: str, name: str) -> datetime | None:
    """When a copy was made by its name; None for a file that is no dated copy of ``stem``."""
    match = _STAMP.match(name)
    if match is None or match["stem"] != stem:
        return None
    try:
        return datetime.strptime(match["at"], "%Y-%m-%d %H-%M-%S")
    except ValueError:
        return None


def superfluous(snapshots: Iterable[Snapshot]) -> list[Snapshot]:
    """The copies that may go: kept are the newest of each of the last ``DAYS_KEPT`` days that have one, and the
    newest of each of the last ``MONTHS_KEPT`` such months."""
    newest_first = sorted(snapshots, key=lambda one: one.at, reverse=True)
    days: dict[str, Snapshot] = {}
    months: dict[str, Snapshot] = {}
    for one in newest_first:
        days.setdefault(f"{one.at:%Y-%m-%d}", one)
        months.setdefault(f"{one.at:%Y-%m}", one)
    kept = {*list(days.values())[:DAYS_KEPT], *list(months.values())[:MONTHS_KEPT]}
    return [one for one in newest_first if one not in kept]
