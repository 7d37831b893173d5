"""The ids of a list in order, and its first ones quickly: what is on screen must not wait for a million others."""

from __future__ import annotations

from array import array
from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from functools import partial
from typing import Any

from peewee import Case, FieldAlias, fn

from salesdesk.domain.cleaning.text import fold_key
from salesdesk.domain.custom_fields import CustomField, CustomType
from salesdesk.domain.fields import FieldType
from salesdesk.domain.filters import Filter, Sort
from salesdesk.domain.lifecycle import STAGES
from salesdesk.store.engine.statements import Query, Slot, Statement, one_of
from salesdesk.store.engine.words import folded
from salesdesk.store.lists.few_values import FewValues
from salesdesk.store.lists.kinds import is_listed
from salesdesk.store.lists.list_field import ListField
from salesdesk.store.lists.order import (
    Key,
    Rows,
    among,
    compares_folded,
    in_order,
    in_several_orders,
    in_turns,
    key_for,
)
from salesdesk.store.lists.resolved import Resolved
from salesdesk.store.models.journal import ChangeBatch

EVERYTHING = Filter()
BY_NAME = Sort()
HEAD = 200
"""Rows that fill a screen."""
_FEW = 20_000  # rows that pass a filter and are cheaper to sort by themselves
_ORDERS_KEPT = 4
_SEVERAL = (
    4  # values that a row may have of a kind of which the first counts, so that they need not all be read
)
_MOST_VALUES = 20_000  # different values of a field among which the first ones are looked for
_NUMBERS = frozenset(
    {FieldType.NUMBER, FieldType.INTEGER, FieldType.PERCENT, FieldType.MONEY, FieldType.BOOLEAN}
)


@Statement
def _latest_batch() -> Query:
    return ChangeBatch.select(fn.MAX(ChangeBatch.id).alias("latest"))


class ListOrders(FewValues):
    """Orders of one kind of list."""

    _orders: dict[Sort, tuple[int, array[int]]] | None = None

    def ids(self, filter_: Filter = EVERYTHING, sort: Sort = BY_NAME) -> array[int]:
        """The ids of every row that passes, in order. An empty sort is by name. Rows without a value come last
        either way; equal ones follow in order of creation (reversed when descending)."""
        resolver = self._resolver()
        sort = sort if sort.field else self._of.first_sort
        if sort.further:
            fields = [(resolver.field(one.field), one.descending) for one in sort.keys]
            by_database = None
            if filter_.is_empty and not self._has_few_values(fields):
                by_database = self._first_of(fields, None)
            return self._by_several(fields, filter_) if by_database is None else by_database
        field = resolver.field(sort.field)
        if field.indexed and filter_.is_empty:
            return self._all_by_index(field, sort)[:]
        passing = resolver.resolved(filter_)
        if not field.indexed:
            rows, key = self._values_of(field, passing)
            return in_order(rows, key, descending=sort.descending)
        # An index gives the order of all rows or finds the few that pass, not both: SQLite would look up every row.
        found = self._passing(passing)
        if len(found) <= _FEW:
            few = Resolved("few", (found.tolist(),), lambda places: one_of(self._of.row.id, places.slot()))
            rows, key = self._values_of(field, few)
            return in_order(rows, key, descending=sort.descending)
        return among(self._all_by_index(field, sort), found)

    def head(self, sort: Sort = BY_NAME, count: int = HEAD) -> array[int] | None:
        """The first ids of the whole list, as ``ids`` has them; None where they are not to be had sooner than all."""
        sort = sort if sort.field else self._of.first_sort
        resolver = self._resolver()
        fields = [(resolver.field(key.field), key.descending) for key in sort.keys]
        field, down = fields[0]
        if field.walk is not None:
            return self._head_of_walk(fields, count)
        if len(fields) == 1:
            if field.indexed:
                return self._head_by_index(field, down, count)
            if field.details is not None:
                return self._head_of_details(field, down, count)
        elif field.indexed:
            return self._head_within(fields, count)
        found_by_value = self._head_by_value(fields, count)
        return found_by_value if found_by_value is not None else self._first_of(fields, count)

    # -- the first ones ---------------------------------------------------------------------------------

    def _listed(self, order: Sequence[Query], condition: Query | None = None) -> Query:
        row = self._of.row
        where = is_listed(row) if condition is None else is_listed(row) & condition
        return row.select(row.id).where(where).order_by(*order)

    def _head_of_walk(self, fields: Sequence[tuple[ListField, bool]], count: int) -> array[int] | None:
        """By a joined table first: each of its rows has few of the list's, which the other fields order."""
        field, down = fields[0]
        order = [_directed(part, down) for part in field.sort]
        for other, descending in fields[1:]:
            terms = None if other.joins else _sort_terms(other)
            if terms is None:
                return self._first_of(fields, count)
            order += [_directed(term, descending, nulls="LAST") for term in terms]
        order.append(_directed(self._of.row.id, down))
        shape = ("walk_head", tuple((one.key, descending) for one, descending in fields))
        walk: Query = field.walk
        statement = self._shaped(shape, lambda: walk.order_by(*order).limit(Slot(0)))
        found = self._database.numbers(statement, count)
        return found if len(found) == count else None

    def _head_by_index(self, field: ListField, down: bool, count: int) -> array[int]:
        """Those with a value by the index, then those without."""
        row, (value,) = self._of.row, _order(field)
        there = value.is_null(False)
        found = self._database.numbers(
            self._shaped(
                ("head", field.key, down),
                lambda: self._listed([_directed(value, down), _directed(row.id, down)], there).limit(Slot(0)),
            ),
            count,
        )
        if len(found) < count and field.key != "id":
            found += self._database.numbers(
                self._shaped(
                    ("head_without", field.key, down),
                    lambda: self._listed([_directed(row.id, down)], value.is_null()).limit(Slot(0)),
                ),
                count - len(found),
            )
        return found

    def _head_of_details(self, field: ListField, down: bool, count: int) -> array[int] | None:
        """Few rows have a value of their own there."""
        if field.soonest is not None and not down:
            soonest: Query = field.soonest
            several = self._database.numbers(
                self._shaped(("soonest", field.key), lambda: soonest.limit(Slot(0))), _SEVERAL * count
            )
            soon = array("q", list(dict.fromkeys(several))[:count])
            if len(soon) == count:
                return soon
        rows = self._pairs("details", lambda: field.details, field.key)
        with_value = in_order(dict(rows).items(), _as_it_is, descending=down)
        if len(with_value) < count:
            return None
        row = self._of.row
        statement = self._shaped("alive", lambda: self._listed([row.id], one_of(row.id, Slot(0))))
        found = array("q")
        for start in range(0, len(with_value), count):
            part = with_value[start : start + count]
            alive = set(self._database.numbers(statement, part.tolist()))
            found.extend([one for one in part if one in alive])
            if len(found) >= count:
                return found[:count]
        return None

    def _head_within(self, fields: Sequence[tuple[ListField, bool]], count: int) -> array[int] | None:
        """By several fields: an index tells which rows are the first ones by the first field, and the others order these."""
        field, down = fields[0]
        (value,) = _order(field)
        first = self._head_by_index(field, down, count)
        if len(first) < count:
            return self._first_of(fields, count)
        row = self._of.row
        statement = self._shaped(("value", field.key), lambda: row.select(value).where(row.id == Slot(0)))
        last = self._database.single(statement, first[-1])
        if last is None:
            return self._first_of(fields, count)
        return self._first_of(
            fields, count, ("up_to", down), lambda slot: value >= slot if down else value <= slot, last
        )

    def _head_by_value(self, fields: Sequence[tuple[ListField, bool]], count: int) -> array[int] | None:
        """The rows of the first of the different values, by an index of these; None without one."""
        field, down = fields[0]
        row, linked = self._of.row, field.linked
        column: Query = None
        if linked is not None and isinstance(linked.column, FieldAlias) and linked.column.source is row:
            column = linked.column
        elif isinstance(field.value, FieldAlias) and field.value.source is row:
            column = field.value
        if column is None or column.field.column_name not in self._of.ordered_by:
            return None
        places = self._places(field, column, down)
        if places is None:
            return None
        found = array("q")
        for values in places:
            within = self._first_of(
                fields[1:],
                count - len(found),
                ("among", field.key),
                partial(one_of, column),
                values,
                down=down,
            )
            if within is None:
                return None
            found += within
            if len(found) >= count:
                return found
        return None  # those without a value follow, and they are nearly all

    def _places(self, field: ListField, column: Query, down: bool) -> list[list[Any]] | None:
        """The different values of a column in order, those together that count as the same; None where they are many."""
        row, linked = self._of.row, field.linked
        if linked is not None:
            target = linked.model
            rows = self._pairs(
                "targets",
                lambda: target.select(getattr(target, linked.key), target.id).order_by(target.id),
                field.key,
            )
            key: Key = _as_it_is
        else:
            condition = is_listed(row) & column.is_null(False)
            rows = self._pairs(
                "different",
                lambda: row.select(column, column).where(condition).distinct().limit(_MOST_VALUES + 1),
                field.key,
            )
            key = key_for(field.key, field.type)
        if len(rows) > _MOST_VALUES:
            return None
        merged: dict[Any, list[Any]] = {}
        for value, held in rows:
            if value is not None and value != "":
                merged.setdefault(key(value), []).append(held)
        return [merged[place] for place in sorted(merged, reverse=down)]

    def _first_of(
        self,
        fields: Sequence[tuple[ListField, bool]],
        count: int | None,
        what: Hashable = "",
        condition: Callable[[Slot], Query] | None = None,
        given: object = None,
        *,
        down: bool | None = None,
    ) -> array[int] | None:
        """The first rows (all, where ``count`` is None) by some fields, sorted by the database, which needs to keep no more
        than these; None where it cannot. ``condition`` narrows them by what is ``given``, ``what`` says how; ``down`` is the
        direction of creation where it is not that of the first field."""
        order: list[Query] = []
        for field, descending in fields:
            terms = _sort_terms(field)
            if terms is None:
                return None
            order += [_directed(term, descending, nulls="LAST") for term in terms]
        row = self._of.row
        down = fields[0][1] if down is None else down
        order.append(_directed(row.id, down))
        directions = tuple((field.key, descending) for field, descending in fields)
        shape = ("first", directions, down, what, count is None)
        values = [*([] if condition is None else [given]), *([] if count is None else [count])]

        def build() -> Query:
            joins = {join for field, _ in fields for join in field.joins}
            query = self._joined(row.select(row.id), joins).where(is_listed(row)).order_by(*order)
            if condition is not None:
                query = query.where(condition(Slot(0)))
            return query if count is None else query.limit(Slot(len(values) - 1))

        return self._database.numbers(self._shaped(shape, build), *values)

    # -- all of them ------------------------------------------------------------------------------------

    def _all_by_index(self, field: ListField, sort: Sort) -> array[int]:
        """Every row in the order of an index. Kept until something is written: filters typed one after the other
        ask for it each time."""
        stamp = self._written()
        kept = self._orders if self._orders is not None else {}
        self._orders = kept
        known = kept.get(sort)
        if known is not None and known[0] == stamp and stamp is not None:
            return known[1]
        down = sort.descending
        found = self._database.numbers(
            self._shaped(("index", field.key, down), lambda: self._by_index(field, down))
        )
        if field.walk is not None:
            self._add_the_rest(found, down)
        if stamp is not None:
            if len(kept) >= _ORDERS_KEPT:
                kept.clear()
            kept[sort] = (stamp, found)
        return found

    def _written(self) -> int | None:
        """The latest batch written; None inside a transaction, which goes on writing."""
        return None if self._database.in_transaction else self._database.single(_latest_batch)

    def _by_index(self, field: ListField, down: bool) -> Query:
        row = self._of.row
        if field.walk is not None:
            return field.walk.order_by(*(_directed(part, down) for part in (*field.sort, row.id)))
        order = (_directed(part, down, nulls="LAST") for part in _order(field))
        return row.select(row.id).where(is_listed(row)).order_by(*order, _directed(row.id, down))

    def _add_the_rest(self, found: array[int], down: bool) -> None:
        """Rows the walk over a joined table did not meet."""
        row = self._of.row
        everything = self._database.numbers(
            self._shaped(
                ("everything", down),
                lambda: row.select(row.id).where(is_listed(row)).order_by(_directed(row.id, down)),
            )
        )
        if len(found) < len(everything):
            found.extend(among(everything, found, without=True))

    def _by_several(self, fields: Sequence[tuple[ListField, bool]], filter_: Filter) -> array[int]:
        """By several fields, the first one first; rows that are equal in all of them follow in order of creation."""
        passing = self._resolver().resolved(filter_)
        start: Sequence[int]
        if filter_.is_empty and self._ends_by_index(fields):
            (last, down), fields = fields[-1], fields[:-1]
            start = self._all_by_index(last, Sort(last.key, down))
        else:
            start = in_turns(self._passing(passing), descending=fields[0][1])
        return in_several_orders(start, [(*self._values_of(field, passing), down) for field, down in fields])

    def _values_of(self, field: ListField, passing: Resolved) -> tuple[Rows, Key]:
        """(id, value, …) of the rows that pass, and how the values are compared."""
        column = self._column_of_few(field)
        if column is not None:
            return self._by_few_values(field, column, passing)
        custom = {f.name: f for f in self._custom.of(self.table)}
        if field.key in custom:
            return self._custom_values(custom[field.key], self._passing(passing))
        if field.details is not None:
            values = dict(self._pairs("details", lambda: field.details, field.key))
            return ((row, values.get(row)) for row in self._passing(passing)), _as_it_is
        statement = self._composed(("by", field.key), (self._of.row.id, *_order(field)), passing, field.joins)
        rows = self._database.each(statement, *passing.values)
        is_plain = field.sort and field.key != "lifecycle_stage"
        return rows, _as_it_is if is_plain else key_for(field.key, field.type)

    def _custom_values(
        self, field: CustomField, passing: array[int]
    ) -> tuple[Iterable[tuple[Any, ...]], Key]:
        """Of a custom field: numbers by value, days by day, everything else by its words."""
        assert self._of.values is not None
        value, owner = self._of.values
        rows = self._pairs(
            "values",
            lambda: value.select(owner, value.number, value.text).where(value.field == Slot(0)),
            "",
            field.id,
        )
        values: Mapping[int, tuple[float | None, str]] = {row: (number, text) for row, number, text in rows}
        if field.type in (CustomType.TEXT, CustomType.CHOICE):
            return ((row, values[row][1] if row in values else None) for row in passing), fold_key
        nothing = (None, "")
        return ((row, *values.get(row, nothing)) for row in passing), _as_it_is


def _sort_terms(field: ListField) -> Sequence[Query] | None:
    """What the database sorts by to have the order that ``key_for`` gives, missing values last; None where it cannot."""
    value = field.value
    if value is None or field.details is not None or field.type is FieldType.COUNTRY:
        return None
    if field.key == "lifecycle_stage":
        return [Case(value, [(stage.code, at) for at, stage in enumerate(STAGES)])]
    if field.sort:
        return field.sort
    if compares_folded(field.key, field.type):
        return [fn.NULLIF(folded(value), "")]
    return [value] if field.type in _NUMBERS else [fn.NULLIF(value, "")]


def _order(field: ListField) -> tuple[Query, ...]:
    return field.sort or (field.value,)


def _directed(part: Query, down: bool, nulls: str | None = None) -> Query:
    return part.desc(nulls=nulls) if down else part.asc(nulls=nulls)


def _as_it_is(value: Any) -> Any:
    return value
