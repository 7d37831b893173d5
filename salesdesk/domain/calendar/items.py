"""Appointments as files of calendars carry them (RFC 5545), and what they are known by."""

from __future__ import annotations

import json
import re
from collections.abc import Collection
from dataclasses import dataclass
from hashlib import blake2b

from salesdesk.domain.export_marks import hex_of

_OWN = re.compile(r"salesdesk\.([0-9a-f]{32})\.(entry|series)\.(\d{1,15})\Z")


@dataclass(frozen=True, slots=True)
class Guest:
    """Somebody who takes part."""

    name: str = ""
    email: str = ""


@dataclass(frozen=True, slots=True)
class CalendarItem:
    """One appointment. ``begins`` and ``ends`` are moments (UTC text), or bare days (``ends`` the last one, None where it is
    the first).

    What comes again has a ``rule`` (RRULE), counted from ``first`` (a local time, or a day), without the local times or days
    in ``without``; ``zone`` names the rules of its clock. One of a series that was moved alone has the ``uid`` of the series, and
    in ``of`` when it would have been (as ``begins``), and says with ``and_future`` that all that follow are as it is. ``kind`` is a code, ``kind_named`` the words for it. ``stamp`` is when it
    was made, ``digest`` the ``digest_of`` it when a program of ours wrote it.
    """

    uid: str
    title: str
    begins: str
    ends: str | None = None
    body: str = ""
    place: str = ""
    kind: str = ""
    kind_named: str = ""
    priority: str | None = None
    remind_minutes: int | None = None
    guests: tuple[Guest, ...] = ()
    rule: str | None = None
    first: str | None = None
    without: tuple[str, ...] = ()
    zone: str = ""
    of: str | None = None
    is_cancelled: bool = False
    is_done: bool = False
    sequence: int = 0
    stamp: str = ""
    digest: str = ""
    and_future: bool = False

    @property
    def key(self) -> str:
        """What tells it apart from all others, one of a series from the series."""
        return self.uid if self.of is None else f"{self.uid}/{self.of}"


@dataclass(frozen=True, slots=True)
class CalendarFile:
    """What a calendar file holds: its items, and how many others it has that cannot be understood, by the title of each."""

    items: tuple[CalendarItem, ...]
    left_out: tuple[str, ...] = ()


def said_of(item: CalendarItem, moved: Collection[str] = ()) -> str:
    """What an item says, as text that is kept beside what became of it: when the file is read again, that alone is new what it
    says otherwise. ``moved`` are those of a series that stand in the file for themselves."""
    guests = [[guest.name, guest.email] for guest in item.guests]
    when = [item.begins, item.ends, item.rule, item.first, list(item.without), item.zone, sorted(moved)]
    said = {
        "title": item.title, "body": item.body, "place": item.place, "when": when, "guests": guests, "kind": item.kind,
        "named": item.kind_named, "priority": item.priority, "remind": item.remind_minutes, "done": item.is_done,
        "cancelled": item.is_cancelled,
    }  # fmt: skip
    return json.dumps(said, ensure_ascii=False, separators=(",", ":"))


def digest_of(item: CalendarItem) -> str:
    """A digest of what an item says, by which it is known whether anybody changed it since we wrote it."""
    return blake2b(f"{item.key} {said_of(item)}".encode(), digest_size=12).hexdigest()


def entry_uid(uuid: str, entry: int) -> str:
    """What an entry is known by in every calendar, ``uuid`` that of its database."""
    return f"salesdesk.{hex_of(uuid)}.entry.{entry}"


def series_uid(uuid: str, series: str) -> str:
    """What a series is known by, whichever entry carries it on."""
    return f"salesdesk.{hex_of(uuid)}.series.{series}"


def read_uid(uuid: str, uid: str) -> tuple[str, str] | None:
    """("entry" or "series", its number) of what this database gave a name to, None of anything else."""
    found = _OWN.match(uid)
    if found is None or found.group(1) != hex_of(uuid):
        return None
    return found.group(2), found.group(3)
