"""What the queries of figures have in common. Days are the person's days, see ``domain.days``."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date, timedelta
from functools import reduce
from operator import and_
from typing import TYPE_CHECKING, Any

from peewee import Case, Value, fn

from salesdesk.domain.days import day_start
from salesdesk.store.engine.statements import Query, Slot, Statement
from salesdesk.store.lists.rules import is_before, is_on_or_after
from salesdesk.store.models.campaigns import Campaign
from salesdesk.store.models.companies import Company
from salesdesk.store.models.contacts import Contact
from salesdesk.store.models.deals import Deal
from salesdesk.store.models.lists import Owner, Source

if TYPE_CHECKING:
    from salesdesk.store.engine.database import Database


def period(first: date, last: date) -> dict[str, str]:
    """The values of ``is_within``: where the person's day ``first`` begins, and the day after ``last``."""
    begin, end = day_start(first), day_start(min(last, date.max - timedelta(days=1)) + timedelta(days=1))
    return {"begin": begin.moment, "begin_day": begin.day, "end": end.moment, "end_day": end.day}


def several(periods: Sequence[tuple[date, date]]) -> dict[str, str]:
    """The values of ``is_within`` for each of some periods, behind whose names ``_0``, ``_1`` … stand."""
    return {
        f"{name}_{place}": value
        for place, days in enumerate(periods)
        for name, value in period(*days).items()
    }


def earliest(values: Mapping[str, str]) -> str:
    """Where the first of ``several`` periods begins."""
    return min(value for name, value in values.items() if name.startswith("begin"))


def latest(values: Mapping[str, str]) -> str:
    """Where the last of ``several`` periods ends; most rows are later, which one look tells."""
    return max(value for name, value in values.items() if name.startswith("end"))


def is_within(stored: Query, which: str = "") -> Query:
    """A stored moment or day lies in a ``period``; ``which`` stands behind the names of its values where there are several."""
    begun = is_on_or_after(stored, Slot(f"begin{which}"), Slot(f"begin_day{which}"))
    return begun & is_before(stored, Slot(f"end{which}"), Slot(f"end_day{which}"))


def given(owner: str | None) -> dict[str, str]:
    """The value of ``is_owned``, where an owner is asked for."""
    return {} if owner is None else {"owner": owner}


def is_owned(record: Query) -> Query:
    """A record belongs to the owner that was ``given``."""
    return record.owner.in_(Owner.select(Owner.id).where(Owner.name == Slot("owner")))


def named(record: Query, link: str, other: Query) -> tuple[Query, Callable[[Query], Query]]:
    """Grouped by the name of a record that is referred to, "" without one."""
    same = other.id == getattr(record, link)
    return fn.COALESCE(other.name, ""), lambda query: query.left_outer_join(other, on=same)


def exactly(value: object) -> Query:
    """A constant that is not made what the column beside it holds."""
    return Value(value, converter=False)


def summed_where(condition: Query, value: Query) -> Query:
    """A value added up over the rows for which a condition holds."""
    return fn.COALESCE(fn.SUM(Case(None, [(condition, value)], exactly(0))), exactly(0))


_MARK = "\x7f"  # stands in no number and no code, and JSON has it as it is


def together(*columns: tuple[Query, int | str]) -> Query:
    """Some columns as one text, for ``Database.tally``; each with what stands where it has nothing. One call: joined part
    after part it takes twice as long. Texts that people may have typed come last."""
    return fn.CONCAT_WS(exactly(_MARK), *(fn.COALESCE(column, exactly(none)) for column, none in columns))


def taken_apart(text: str, columns: int) -> list[str]:
    """The texts of so many columns that are ``together`` in one."""
    return text.split(_MARK, columns - 1)


_STRETCH = 2048


def in_stretches(query: Query, number: Query, *keys: Query) -> Query:
    """A query grouped by some keys within stretches of rows that lie beside each other (``number`` is theirs), to be grouped
    by the keys once more: many rows of few groups are put in order much faster a few at a time."""
    return query.group_by(number / exactly(_STRETCH), *keys)


def as_it_lies(stored: Query) -> Query:
    """A stored moment that no index is asked for: it would have the rows of a long period fetched one by one, and looking at
    all of them as they lie takes a third of that."""
    return fn.COALESCE(stored, exactly(""))


def is_seen(entry: Query) -> Query:
    """``models.activities.is_shown`` of what took place, said by what lies in the trash: few records do, and they are
    looked up once and not for each entry."""
    homes: dict[Any, Query] = {
        Contact: entry.contact,
        Deal: entry.deal,
        Company: entry.company,
        Campaign: entry.campaign,
    }

    def gone(model: Any, link: Query) -> Query:
        other = model.alias()
        return link.is_null() | link.in_(other.select(other.id).where(other.deleted_at.is_null(False)))

    all_gone = reduce(and_, (gone(model, link) for model, link in homes.items()))
    about_nothing = reduce(and_, (link.is_null() for link in homes.values()))
    return entry.deleted_at.is_null() & (about_nothing | ~all_gone)


@Statement
def _owners() -> Query:
    return Owner.select(Owner.id, Owner.name)


@Statement
def _sources() -> Query:
    return Source.select(Source.id, Source.name)


def owner_names(database: Database) -> dict[int, str]:
    """The owners by number: looked up once, where joining them would be paid for each row."""
    return {row.id: row.name for row in database.select(_owners)}


def source_names(database: Database) -> dict[int, str]:
    """The sources by number."""
    return {row.id: row.name for row in database.select(_sources)}
