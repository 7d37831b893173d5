"""Reading one kind of list: all ids in order at once, rows by page."""

from __future__ import annotations

import json
from array import array
from collections.abc import Callable, Iterable, Sequence
from typing import TYPE_CHECKING, Any

from salesdesk.domain.cleaning.text import fold_key
from salesdesk.domain.columns import ListColumn, ListRow, columns_of
from salesdesk.domain.custom_fields import CustomField, CustomType, CustomValue
from salesdesk.domain.fields import FieldType, RecordKind
from salesdesk.domain.filters import Filter, Sort
from salesdesk.domain.money import Money
from salesdesk.errors import InputError
from salesdesk.store.lists.fields import JOINS, SEPARATOR, TABLES, FieldSql, fields_of
from salesdesk.store.lists.filter import FilterSql
from salesdesk.store.lists.order import in_order, key_for

if TYPE_CHECKING:
    from salesdesk.store.engine.database import Database
    from salesdesk.store.records.custom_fields import CustomFieldRepository

_FEW = 20_000  # rows that pass a filter and are cheaper to sort by themselves
_ORDERS_KEPT = 4

EVERYTHING = Filter()
BY_NAME = Sort()

_LINKS: dict[RecordKind, tuple[str, ...]] = {
    RecordKind.CONTACTS: ("company_id", "owner_id", "source_id"),
    RecordKind.COMPANIES: ("owner_id", "source_id"),
    RecordKind.DEALS: (
        "contact_id",
        "company_id",
        "pipeline_id",
        "stage_id",
        "owner_id",
        "source_id",
        "campaign_id",
    ),
    RecordKind.ACTIVITIES: ("contact_id", "company_id", "deal_id", "owner_id", "campaign_id"),
}
NAMES: dict[RecordKind, str] = {
    RecordKind.CONTACTS: "full_name",
    RecordKind.COMPANIES: "company",
    RecordKind.DEALS: "deal_title",
    RecordKind.ACTIVITIES: "subject",
}
"""The field a record is called by."""

_FIRST_SORT = {
    **{kind: Sort(field) for kind, field in NAMES.items()},
    RecordKind.ACTIVITIES: Sort("created_at", descending=True),
}


class ListReader:
    """The list of one kind of record.

    ``ids`` is a few statements whatever the size; ``page`` one statement for the rows and one for custom values.
    """

    def __init__(
        self, database: Database, kind: RecordKind, custom: CustomFieldRepository, today: Callable[[], str]
    ) -> None:
        self.kind, self.table = kind, TABLES[kind]
        self.name_field = NAMES[kind]
        self._database, self._custom, self._today = database, custom, today
        self._orders: dict[Sort, tuple[int, array[int]]] = {}

    def columns(self) -> tuple[ListColumn, ...]:
        """Every column this list can show now."""
        return columns_of(self.kind, self._custom.of(self.table))

    def ids(self, filter_: Filter = EVERYTHING, sort: Sort = BY_NAME) -> array[int]:
        """The ids of every row that passes, in order. An empty sort is by name. Rows without a value come last
        either way; equal ones follow in order of creation (reversed when descending)."""
        condition = self._conditions()
        sort = sort if sort.field else _FIRST_SORT[self.kind]
        field = condition.field(sort.field)
        where, parameters, joins = condition.where(filter_)
        custom = {f.name: f for f in self._custom.of(self.table)}
        if field.key in custom:
            return self._by_value(
                custom[field.key], sort, self._column(self._select("r.id", joins, where), parameters)
            )
        if field.details is not None:
            values = dict(self._database.rows(field.details))
            passing = self._column(self._select("r.id", joins, where), parameters)
            return in_order(
                ((row, values.get(row)) for row in passing), _as_it_is, descending=sort.descending
            )
        if not field.indexed:
            return self._computed(field, sort, where, parameters, joins)
        if filter_.is_empty:
            return self._all_by_index(field, sort)[:]
        # An index gives the order of all rows or finds the few that pass, not both: SQLite would look up every row.
        passing = self._column(self._select("r.id", joins, where), parameters)
        if len(passing) <= _FEW:
            few = "r.id IN (SELECT value FROM json_each(?))"
            return self._computed(field, sort, few, [json.dumps(passing.tolist())], set())
        wanted = set(passing)
        return array("q", [row for row in self._all_by_index(field, sort) if row in wanted])

    def refuse_unknown(self, filter_: Filter, sort: Sort, columns: Iterable[str] = ()) -> None:
        """Raise ``InputError`` for a filter, an order or a column this list does not have."""
        condition = self._conditions()
        condition.where(filter_)
        if sort.field:
            condition.field(sort.field)
        known = {column.key for column in self.columns()}
        for key in columns:
            if key not in known:
                raise InputError(
                    "Unknown column",
                    f"{self.kind.value.capitalize()} have no column “{key}”. They have: {', '.join(sorted(known))}.",
                    "columns",
                )

    def count(self, filter_: Filter = EVERYTHING) -> int:
        """How many rows pass."""
        where, parameters, joins = self._conditions().where(filter_)
        return int(self._database.value(f"SELECT count(*) {self._from(joins)} WHERE {where}", parameters))

    def is_empty(self) -> bool:
        """Whether there is no row at all, the trash apart."""
        return not self._database.value(
            f"SELECT EXISTS (SELECT 1 FROM {self.table} WHERE deleted_at IS NULL)"
        )

    def page(self, ids: Sequence[int], keys: Sequence[str] | None = None) -> dict[int, ListRow]:
        """The rows of some ids, also of ones in the trash; ids that do not exist are left out. ``keys`` are the
        columns wanted, None all of them."""
        known = fields_of(self.kind)
        custom = {f.name: f for f in self._custom.of(self.table)}
        wanted = [
            key for key in (keys if keys is not None else [*known, *custom]) if key in known or key in custom
        ]
        built_in = [known[key] for key in wanted if key in known and known[key].select != "NULL"]
        money = any(field.type is FieldType.MONEY for field in built_in)
        links = _LINKS[self.kind]
        selected = [
            "r.id",
            "r.version",
            *(f"r.{link}" for link in links),
            *(field.select for field in built_in),
        ]
        if money:
            selected.append("r.currency")
        joins = {join for field in built_in for join in field.joins}
        found: dict[int, ListRow] = {}
        for start in range(0, len(ids), 500):
            part = list(ids[start : start + 500])
            values = self._custom.values(
                self.table, part, [custom[key].id for key in wanted if key in custom]
            )
            sql = f"SELECT {', '.join(selected)} {self._from(joins)} WHERE r.id IN ({','.join('?' * len(part))})"
            for row in self._database.rows(sql, part):
                native = dict(zip(links, row[2:], strict=False))
                currency = row[-1] if money else None
                for field, value in zip(built_in, row[2 + len(links) :], strict=False):
                    native[field.key] = _native(field, value, currency)
                own = values.get(row[0], {})
                for key in wanted:
                    if key in custom and custom[key].id in own:
                        native[key] = custom_native(custom[key], own[custom[key].id])
                found[row[0]] = ListRow(row[0], row[1], native)
        return found

    def _conditions(self) -> FilterSql:
        return FilterSql(self.kind, self._database.search, self._custom.of(self.table), self._today)

    def _from(self, joins: set[str]) -> str:
        return " ".join((f"FROM {self.table} r", *(sql for name, sql in JOINS.items() if name in joins)))

    def _select(self, columns: str, joins: set[str], where: str) -> str:
        return f"SELECT {columns} {self._from(joins)} WHERE {where}"

    def _all_by_index(self, field: FieldSql, sort: Sort) -> array[int]:
        """Every row in the order of an index. Kept until something is written: filters typed one after the other
        ask for it each time."""
        stamp = (
            None
            if self._database.in_transaction
            else self._database.value("SELECT max(id) FROM change_batch")
        )
        known = self._orders.get(sort)
        if known is not None and known[0] == stamp and stamp is not None:
            return known[1]
        direction = "DESC" if sort.descending else "ASC"
        if field.walk is not None:
            order = ", ".join(f"{part} {direction}" for part in (*field.sort, "r.id"))
            found = self._column(f"{field.walk} ORDER BY {order}")
            self._add_the_rest(found, direction)
        else:
            order = ", ".join(f"{part} {direction} NULLS LAST" for part in _order(field))
            where = "r.deleted_at IS NULL"
            found = self._column(f"{self._select('r.id', set(), where)} ORDER BY {order}, r.id {direction}")
        if stamp is not None:
            if len(self._orders) >= _ORDERS_KEPT:
                self._orders.clear()
            self._orders[sort] = (stamp, found)
        return found

    def _add_the_rest(self, found: array[int], direction: str) -> None:
        """Rows the walk over a joined table did not meet."""
        everything = self._column(
            f"SELECT id FROM {self.table} WHERE deleted_at IS NULL ORDER BY id {direction}"
        )
        if len(found) < len(everything):
            seen = set(found)
            found.extend([row for row in everything if row not in seen])

    def _computed(
        self, field: FieldSql, sort: Sort, where: str, parameters: list[Any], joins: set[str]
    ) -> array[int]:
        columns = ", ".join(("r.id", *_order(field)))
        sql = self._select(columns, joins | set(field.joins), where)
        key = _as_it_is if field.sort and field.key != "lifecycle_stage" else key_for(field.key, field.type)
        return in_order(self._database.rows(sql, parameters), key, descending=sort.descending)

    def _by_value(self, field: CustomField, sort: Sort, passing: array[int]) -> array[int]:
        """Sorted by a custom field: numbers by value, days by day, everything else by its words."""
        values: dict[int, tuple[float | None, str]] = {
            row: (number, text)
            for row, number, text in self._database.rows(
                f"SELECT {self.table}_id, number, text FROM {self.table}_value WHERE field_id = ?",
                (field.id,),
            )
        }
        if field.type in (CustomType.TEXT, CustomType.CHOICE):
            words = ((row, values[row][1] if row in values else None) for row in passing)
            return in_order(words, fold_key, descending=sort.descending)
        nothing = (None, "")
        amounts = ((row, *values.get(row, nothing)) for row in passing)
        return in_order(amounts, _as_it_is, descending=sort.descending)

    def _column(self, sql: str, parameters: Sequence[Any] = ()) -> array[int]:
        """The first column of a query, whole numbers, in its order. Put together in SQL: as rows, every number would
        pass through a tuple, which takes three times as long."""
        listed = self._database.value(
            f"WITH found(id) AS ({sql}) SELECT group_concat(id) FROM found", parameters
        )
        return array("q", json.loads(f"[{listed or ''}]"))


def _order(field: FieldSql) -> tuple[str, ...]:
    return field.sort or (field.select,)


def _as_it_is(value: Any) -> Any:
    return value


def _native(field: FieldSql, value: Any, currency: str | None) -> Any:
    if value is None or value == "":
        return None
    if field.type is FieldType.MONEY:
        return Money(value, currency or "")
    if field.type is FieldType.TAGS:
        return tuple(value.split(SEPARATOR))
    if field.type is FieldType.BOOLEAN:
        return bool(value)
    return value


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
