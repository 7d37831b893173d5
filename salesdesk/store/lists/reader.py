"""Reading one kind of list: all ids in order at once, rows by page."""

from __future__ import annotations

import keyword
from array import array
from collections.abc import Callable, Hashable, Iterable, Sequence
from typing import TYPE_CHECKING, Any

from peewee import JOIN, fn

from salesdesk.domain.changes import EntityKind
from salesdesk.domain.cleaning.text import fold_key
from salesdesk.domain.columns import ListColumn, ListRow, columns_of
from salesdesk.domain.custom_fields import CustomField, CustomType, CustomValue
from salesdesk.domain.days import local_day
from salesdesk.domain.fields import FieldType, RecordKind
from salesdesk.domain.filters import Filter, Sort
from salesdesk.domain.money import Money
from salesdesk.errors import InputError
from salesdesk.phrases import phrase
from salesdesk.store.engine.statements import Compiled, Query, Slot, Statement, one_of
from salesdesk.store.engine.words import number_of_rows
from salesdesk.store.journal import schema
from salesdesk.store.lists.fields import SEPARATOR, ListField
from salesdesk.store.lists.filter import FilterResolver
from salesdesk.store.lists.kinds import is_listed, kind_of
from salesdesk.store.lists.order import in_order, key_for
from salesdesk.store.lists.own_fields import OwnFields, own_fields
from salesdesk.store.lists.resolved import Places, Resolved
from salesdesk.store.lists.resolvers import resolver_of
from salesdesk.store.models.journal import ChangeBatch

if TYPE_CHECKING:
    from salesdesk.store.engine.database import Database
    from salesdesk.store.records.custom_fields import CustomFieldRepository

_FEW = 20_000  # rows that pass a filter and are cheaper to sort by themselves
_PAGE = 500
_ORDERS_KEPT = 4

EVERYTHING = Filter()
BY_NAME = Sort()


@Statement
def _latest_batch() -> Query:
    return ChangeBatch.select(fn.MAX(ChangeBatch.id).alias("latest"))


class ListReader:
    """The list of one kind of record.

    ``ids`` is a few statements whatever the size; ``page`` one statement for the rows and one for custom values.
    """

    def __init__(
        self, database: Database, kind: RecordKind, custom: CustomFieldRepository, today: Callable[[], str]
    ) -> None:
        self.kind, self._of = kind, kind_of(kind)
        self.table, self.name_field = self._of.table, self._of.name_field
        self._database, self._custom, self._today = database, custom, today
        self._orders: dict[Sort, tuple[int, array[int]]] = {}

    @property
    def related(self) -> tuple[EntityKind, ...]:
        """The kinds of records that these and their parts name: a change of one may change what a row shows."""
        tables = [schema.tables()[self.table], *schema.parts_of(self.table)]
        named = dict.fromkeys(reference.target for table in tables for reference in table.references)
        return tuple(EntityKind(table) for table in named if table != self.table)

    def columns(self) -> tuple[ListColumn, ...]:
        """Every column this list can show now."""
        return columns_of(self.kind, self._custom.of(self.table))

    def ids(self, filter_: Filter = EVERYTHING, sort: Sort = BY_NAME) -> array[int]:
        """The ids of every row that passes, in order. An empty sort is by name. Rows without a value come last
        either way; equal ones follow in order of creation (reversed when descending)."""
        resolver = self._resolver()
        sort = sort if sort.field else self._of.first_sort
        field = resolver.field(sort.field)
        if field.indexed and filter_.is_empty:
            return self._all_by_index(field, sort)[:]
        passing = resolver.resolved(filter_)
        custom = {f.name: f for f in self._custom.of(self.table)}
        if field.key in custom:
            return self._by_value(custom[field.key], sort, self._passing(passing))
        if field.details is not None:
            values = dict(self._pairs("details", lambda: field.details, field.key))
            rows = ((row, values.get(row)) for row in self._passing(passing))
            return in_order(rows, _as_it_is, descending=sort.descending)
        if not field.indexed:
            return self._computed(field, sort, passing)
        # An index gives the order of all rows or finds the few that pass, not both: SQLite would look up every row.
        found = self._passing(passing)
        if len(found) <= _FEW:
            few = Resolved("few", (found.tolist(),), lambda places: one_of(self._of.row.id, places.slot()))
            return self._computed(field, sort, few)
        wanted = set(found)
        return array("q", [row for row in self._all_by_index(field, sort) if row in wanted])

    def refuse_unknown(self, filter_: Filter, sort: Sort, columns: Iterable[str] = ()) -> None:
        """Raise ``InputError`` for a filter, an order or a column this list does not have."""
        resolver = self._resolver()
        resolver.resolved(filter_)
        if sort.field:
            resolver.field(sort.field)
        known = {column.key for column in self.columns()}
        for key in columns:
            if key not in known:
                raise InputError(
                    "lists.no_such_column",
                    field="columns",
                    kind=phrase(f"lists.named.{self.kind.value}"),
                    name=key,
                    known=tuple(sorted(known)),
                )

    def count(self, filter_: Filter = EVERYTHING) -> int:
        """How many rows pass."""
        passing = self._resolver().resolved(filter_)
        number = number_of_rows().alias("number")
        return int(self._database.single(self._composed("count", (number,), passing), *passing.values))

    def is_empty(self) -> bool:
        """Whether there is no row at all, the trash apart."""
        row = self._of.row
        one = self._shaped("any", lambda: row.select(row.id).where(is_listed(row)).limit(1))
        return self._database.first(one) is None

    def page(self, ids: Sequence[int], keys: Sequence[str] | None = None) -> dict[int, ListRow]:
        """The rows of some ids, also of ones in the trash; ids that do not exist are left out. ``keys`` are the
        columns wanted, None all of them."""
        known = self._own.fields
        own_wanted = keys is None or any(key not in known for key in keys)
        custom = {f.name: f for f in self._custom.of(self.table)} if own_wanted else {}
        wanted = keys if keys is not None else [*known, *custom]
        fields = [known[key] for key in wanted if key in known and known[key].value is not None]
        own = {custom[key].id: custom[key] for key in wanted if key in custom}
        statement = self._page(fields)
        found: dict[int, ListRow] = {}
        for start in range(0, len(ids), _PAGE):
            part = list(ids[start : start + _PAGE])
            given = self._custom.values(self.table, part, list(own))
            rows = self._database.select(statement, part)
            read = _reader_of(self._of.links, fields, rows[0]._fields) if rows else None
            for row in rows:
                assert read is not None
                native = read(row)
                for number, value in given.get(row.row_id, {}).items():
                    if number in own:
                        native[own[number].name] = custom_native(own[number], value)
                found[row.row_id] = ListRow(row.row_id, row.row_version, native)
        return found

    # -- statements -------------------------------------------------------------------------------------

    def _resolver(self) -> FilterResolver:
        return resolver_of(self._database, self._custom_of, self._today, self.kind, self._own.fields)

    def _custom_of(self, kind: RecordKind) -> tuple[CustomField, ...]:
        return self._custom.of(kind_of(kind).table)

    def _shaped(self, shape: Hashable, build: Callable[[], Query]) -> Compiled:
        return self._database.shaped((self.kind, self._own.stamp, shape), build)

    @property
    def _own(self) -> OwnFields:
        """The fields of the list as this file makes them."""
        return own_fields(self._database, self.kind, self._custom_of, self._today)

    def _joined(self, query: Query, joins: Iterable[str]) -> Query:
        for name in sorted(joins):
            linked = self._of.linked(name)
            query = query.join(linked, JOIN.LEFT_OUTER, on=self._of.on(name, linked), src=self._of.row)
        return query

    def _composed(
        self, what: Hashable, columns: Sequence[Query], passing: Resolved, joins: Iterable[str] = ()
    ) -> Compiled:
        """The query of some columns of the rows that pass; ``what`` says which."""

        def build() -> Query:
            query = self._joined(self._of.row.select(*columns), {*passing.joins, *joins})
            return query.where(passing.build(Places()))

        return self._shaped((what, passing.shape), build)

    def _passing(self, passing: Resolved) -> array[int]:
        return self._database.numbers(self._composed("ids", (self._of.row.id,), passing), *passing.values)

    def _pairs(
        self, what: str, build: Callable[[], Query], key: str, *values: object
    ) -> list[tuple[Any, ...]]:
        return self._database.pairs(self._shaped((what, key), build), *values)

    def _page(self, fields: Sequence[ListField]) -> Compiled:
        def build() -> Query:
            row = self._of.row
            columns = [
                row.id.alias("row_id"),
                row.version.alias("row_version"),
                *(self._of.column(link).alias(link) for link in self._of.links),
                *(field.value.alias(_name_of(field.key)) for field in fields if field.value is not None),
            ]
            columns += [
                field.currency.alias(f"currency_of_{field.key}")
                for field in fields
                if field.currency is not None
            ]
            query = self._joined(row.select(*columns), {join for field in fields for join in field.joins})
            return query.where(one_of(row.id, Slot(0)))

        return self._shaped(("page", tuple(field.key for field in fields)), build)

    # -- orders -----------------------------------------------------------------------------------------

    def _all_by_index(self, field: ListField, sort: Sort) -> array[int]:
        """Every row in the order of an index. Kept until something is written: filters typed one after the other
        ask for it each time."""
        stamp = None if self._database.in_transaction else self._database.single(_latest_batch)
        known = self._orders.get(sort)
        if known is not None and known[0] == stamp and stamp is not None:
            return known[1]
        down = sort.descending
        found = self._database.numbers(
            self._shaped(("index", field.key, down), lambda: self._by_index(field, down))
        )
        if field.walk is not None:
            self._add_the_rest(found, down)
        if stamp is not None:
            if len(self._orders) >= _ORDERS_KEPT:
                self._orders.clear()
            self._orders[sort] = (stamp, found)
        return found

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
            seen = set(found)
            found.extend([one for one in everything if one not in seen])

    def _computed(self, field: ListField, sort: Sort, passing: Resolved) -> array[int]:
        statement = self._composed(("by", field.key), (self._of.row.id, *_order(field)), passing, field.joins)
        rows = self._database.pairs(statement, *passing.values)
        key = _as_it_is if field.sort and field.key != "lifecycle_stage" else key_for(field.key, field.type)
        return in_order(rows, key, descending=sort.descending)

    def _by_value(self, field: CustomField, sort: Sort, passing: array[int]) -> array[int]:
        """Sorted by a custom field: numbers by value, days by day, everything else by its words."""
        assert self._of.values is not None
        value, owner = self._of.values
        rows = self._pairs(
            "values",
            lambda: value.select(owner, value.number, value.text).where(value.field == Slot(0)),
            "",
            field.id,
        )
        values: dict[int, tuple[float | None, str]] = {row: (number, text) for row, number, text in rows}
        if field.type in (CustomType.TEXT, CustomType.CHOICE):
            words = ((row, values[row][1] if row in values else None) for row in passing)
            return in_order(words, fold_key, descending=sort.descending)
        nothing = (None, "")
        amounts = ((row, *values.get(row, nothing)) for row in passing)
        return in_order(amounts, _as_it_is, descending=sort.descending)


def _name_of(key: str) -> str:
    """What a field is called among the columns of a page."""
    return f"{key}_" if keyword.iskeyword(key) else key


def _order(field: ListField) -> tuple[Query, ...]:
    return field.sort or (field.value,)


def _directed(part: Query, down: bool, nulls: str | None = None) -> Query:
    return part.desc(nulls=nulls) if down else part.asc(nulls=nulls)


def _as_it_is(value: Any) -> Any:
    return value


_MADE = frozenset({FieldType.MONEY, FieldType.TAGS, FieldType.BOOLEAN})


def _is_made(field: ListField) -> bool:
    """Whether what is shown is made of what is stored."""
    return field.shown_as_day or field.type in _MADE


def _reader_of(
    links: Iterable[str], fields: Iterable[ListField], columns: tuple[str, ...]
) -> Callable[[Any], dict[str, Any]]:
    """What makes of a row the values by field; the places of ``columns`` are looked up once, not for each row."""
    places = {name: place for place, name in enumerate(columns)}
    linked = [(link, places[link]) for link in links]
    plain = [(field.key, places[_name_of(field.key)]) for field in fields if not _is_made(field)]
    made = [(field, places[_name_of(field.key)]) for field in fields if _is_made(field)]

    def read(row: Any) -> dict[str, Any]:
        native = {link: row[place] for link, place in linked}
        for key, place in plain:
            value = row[place]
            native[key] = None if value == "" else value
        for field, place in made:
            native[field.key] = _native(field, row[place], row)
        return native

    return read


def _native(field: ListField, value: Any, row: Any) -> Any:
    if value is None or value == "":
        return None
    if field.shown_as_day:
        return local_day(value).isoformat()
    if field.type is FieldType.MONEY:
        return Money(value, getattr(row, f"currency_of_{field.key}") or "")
    if field.type is FieldType.TAGS:
        return tuple(value.split(SEPARATOR))
    if field.type is FieldType.BOOLEAN:
        return bool(value)
    raise AssertionError(field.key)


def custom_native(field: CustomField, value: CustomValue) -> Any:
    """A custom value as lists hold it: numbers as int or float, yes and no as bool, money as `Money`, else text."""
    if value.number is None:
        return value.text
    if field.type is CustomType.NUMBER:
        return int(value.number) if value.number.is_integer() else value.number
    if field.type is CustomType.BOOLEAN:
        return bool(value.number)
    if field.type is CustomType.MONEY:
        amount, _, currency = value.text.partition(" ")
        return Money.of(amount, currency)
    return value.text
