"""What was done in a period, by kind, outcome and owner."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import reduce
from operator import or_
from typing import TYPE_CHECKING

from peewee import Case, fn

from salesdesk.domain.activities.choices import ChoiceList, Choices
from salesdesk.domain.activities.moments import LONGEST_MINUTES
from salesdesk.store.engine.statements import Query, Slot
from salesdesk.store.figures.parts import (
    exactly,
    given,
    is_owned,
    is_seen,
    is_within,
    latest,
    owner_names,
    period,
    several,
    summed_where,
    taken_apart,
    together,
)
from salesdesk.store.lists.quality import happened
from salesdesk.store.models.activities import Activity

if TYPE_CHECKING:
    from salesdesk.store.engine.database import Database


@dataclass(frozen=True, slots=True)
class Done:
    """So many entries of one ``kind`` (its code), with one ``outcome`` and ``owner`` (names, "" without one), and the
    minutes they took."""

    kind: str
    outcome: str
    owner: str
    count: int
    minutes: int


class ActivityFigures:
    """Counts entries of the timeline that took place."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def done(self, first: date, last: date, choices: Choices, owner: str | None = None) -> list[Done]:
        """What took place in a period. Entries of the kinds and outcomes of ``choices`` are told apart by numbers, the few of
        other ones by their words."""
        names, values = owner_names(self._database), {**period(first, last), **given(owner)}
        found: dict[tuple[str, str, str], list[int]] = {}
        for (owned_by, minutes, kind, outcome), number in self._done(choices, values).items():
            counts = found.setdefault((kind, outcome, names.get(owned_by, "")), [0, 0])
            counts[0] += number
            counts[1] += number * minutes
        return [Done(*key, count, minutes) for key, (count, minutes) in found.items()]

    def _done(self, choices: Choices, values: Mapping[str, str]) -> Counter[tuple[int, int, str, str]]:
        """How many entries there are by owner, minutes, kind and outcome."""
        owned = "owner" in values
        kinds, outcomes = (tuple(one.code for one in choices.listed(of))[: _ELSE - 1] for of in ChoiceList)
        shape = ("done", owned, kinds, outcomes)
        statement = self._database.shaped(shape, lambda: _done(owned, kinds, outcomes))
        found: Counter[tuple[int, int, str, str]] = Counter()
        others = False
        for number, count in self._database.tally_numbers(statement, **values).items():
            owned_by, minutes, kind, outcome = _parts(number)
            if _ELSE in (kind, outcome):
                others = True
            else:
                found[owned_by, minutes, ("", *kinds)[kind], ("", *outcomes)[outcome]] += count
        if others:
            shape = ("done_otherwise", owned, kinds, outcomes)
            statement = self._database.shaped(shape, lambda: _done_otherwise(owned, kinds, outcomes))
            for text, count in self._database.tally(statement, **values).items():
                owner, minute, kind_, outcome_ = taken_apart(text, 4)
                found[int(owner), int(minute), kind_, outcome_] += count
        return found

    def totals(self, periods: Sequence[tuple[date, date]], owner: str | None = None) -> list[tuple[int, int]]:
        """How many took place in each of some periods, and the minutes they took, in one pass."""
        # the period before and that of a year before are often one
        owned, different = owner is not None, list(dict.fromkeys(periods))
        number = len(different)
        statement = self._database.shaped(("done_in_all", owned, number), lambda: _totals(owned, number))
        values = several(different)
        row = self._database.pairs(statement, until=latest(values), **values, **given(owner))[0]
        found = dict(zip(different, zip(row[::2], row[1::2], strict=True), strict=True))
        return [(int(found[days][0]), int(found[days][1])) for days in periods]


def _totals(owned: bool, periods: int) -> Query:
    entry = Activity.alias("a")
    minutes = fn.COALESCE(entry.duration_minutes, exactly(0))
    numbers, within = [], []
    for place in range(periods):
        within.append(_is_done_within(entry, f"_{place}"))
        numbers += [summed_where(within[place], exactly(1)), summed_where(within[place], minutes)]
    # most entries are later than all of the periods, which one look tells
    query = entry.select(*numbers).where(happened(entry) < Slot("until"), is_seen(entry), reduce(or_, within))
    return query.where(is_owned(entry)) if owned else query


_BITS = 10  # for the place of a kind or outcome
_MINUTE_BITS = LONGEST_MINUTES.bit_length()
_ELSE = (1 << _BITS) - 1
"""The place of a word that is in no list."""


def _done(owned: bool, kinds: Sequence[str], outcomes: Sequence[str]) -> Query:
    """Each entry as one number (``_parts``): its owner, kind, outcome and minutes."""
    entry = Activity.alias("a")
    none = exactly(0)
    number = fn.COALESCE(entry.owner, none).cast("bigint")  # as long as all of it becomes
    number = number * exactly(1 << _BITS) + _place(entry.kind, kinds)
    number = number * exactly(1 << _BITS) + _place(entry.outcome, outcomes)
    number = number * exactly(1 << _MINUTE_BITS) + fn.COALESCE(entry.duration_minutes, none)
    query = entry.select(number.alias("id")).where(is_seen(entry), _is_done_within(entry))
    return query.where(is_owned(entry)) if owned else query


def _place(stored: Query, codes: Sequence[str]) -> Query:
    """Which of some codes is stored, from 1; 0 for none."""
    places = [(stored == exactly(code), exactly(place)) for place, code in enumerate(codes, 1)]
    return Case(None, [(stored.is_null(), exactly(0)), *places], exactly(_ELSE))


def _parts(number: int) -> tuple[int, int, int, int]:
    """Owner, minutes, and the places of kind and outcome in a number of ``_done``."""
    kind, outcome = number >> (_BITS + _MINUTE_BITS) & _ELSE, number >> _MINUTE_BITS & _ELSE
    minutes = number & ((1 << _MINUTE_BITS) - 1)
    return number >> (2 * _BITS + _MINUTE_BITS), minutes, kind, outcome


def _done_otherwise(owned: bool, kinds: Sequence[str], outcomes: Sequence[str]) -> Query:
    """The entries of which a number does not tell all, in a line each: owner, minutes, kind and outcome."""
    entry = Activity.alias("a")
    said = together((entry.owner, 0), (entry.duration_minutes, 0), (entry.kind, ""), (entry.outcome, ""))
    otherwise = (_place(entry.kind, kinds) == exactly(_ELSE)) | (
        _place(entry.outcome, outcomes) == exactly(_ELSE)
    )
    query = entry.select(said.alias("said")).where(is_seen(entry), _is_done_within(entry), otherwise)
    return query.where(is_owned(entry)) if owned else query


def _is_done_within(entry: Query, which: str = "") -> Query:
    # said so that the index of moments finds them; together it is ``COALESCE(at, done_at)``
    return is_within(entry.at, which) | (entry.at.is_null() & is_within(entry.done_at, which))
