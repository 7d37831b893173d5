"""What a line says about when, part by part, with the connectors of each."""

from __future__ import annotations

from dataclasses import dataclass

from salesdesk.domain.natural_dates.clocks import Clock
from salesdesk.domain.natural_dates.terms import Term


@dataclass(frozen=True, slots=True)
class Item:
    """What the places ``start`` to ``end`` say, its connectors included. ``is_apart`` when it is a time that is not the one
    meant, or is one of several. ``is_linked`` when nothing but connectors stands between it and the one before."""

    start: int
    end: int
    terms: tuple[Term, ...] = ()
    clock: Clock | None = None
    part: int | None = None
    minutes: int | None = None
    is_apart: bool = False
    is_linked: bool = False
    is_part: bool = False
    yields: bool = False


@dataclass(frozen=True, slots=True)
class Chain:
    """The connectors before a place: from ``start`` on; whether they reach back to the item before."""

    start: int
    linked: bool
