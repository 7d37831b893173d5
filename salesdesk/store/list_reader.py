"""Reading one kind of list: all ids in order at once, rows by page."""

from __future__ import annotations

from array import array
from collections.abc import Callable, Sequence
from itertools import chain
from typing import TYPE_CHECKING, Any

from salesdesk.domain.columns import ListColumn, ListRow, canonical, columns_of
from salesdesk.domain.custom_fields import CustomField, CustomType, CustomValue
from salesdesk.domain.fields import FieldType, RecordKind
from salesdesk.domain.filters import Filter, Sort
from salesdesk.domain.money import Money
from salesdesk.store.filter_sql import FilterSql
from salesdesk.store.list_fields import JOINS, SEPARATOR, TABLES, FieldSql, fields_of

if TYPE_CHECKING:
    from salesdesk.store.custom_fields import CustomFieldRepository
    from salesdesk.store.database import Database

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

    ``ids`` is one or two statements whatever the size; ``page`` one statement for the rows and one for custom values.
    """

    def __init__(
        self, database: Database, kind: RecordKind, custom: CustomFieldRepository, today: Callable[[], str]
    ) -> None:
        self.kind, self.table = kind, TABLES[kind]
        self.name_field = NAMES[kind]
        self._database, self._custom, self._today = database, custom, today

    def columns(self) -> tuple[ListColumn, ...]:
        """Every column this list can show now."""
        return columns_of(self.kind, self._custom.of(self.table))

    def ids(self, filter_: Filter = EVERYTHING, sort: Sort = BY_NAME) -> array[int]:
        """The ids of every row that passes, in order. An empty sort is by name. Rows without a value come last
        either way; equal ones follow in order of creation (reversed when descending)."""
        condition = self._conditions()
        where, parameters, joins = condition.where(filter_)
        sort = sort if sort.field else _FIRST_SORT[self.kind]
        field = condition.field(sort.field)
        fields = {f.name: f for f in self._custom.of(self.table)}
        direction = "DESC" if sort.descending else "ASC"
        key = canonical(self.kind, sort.field)
        if key in fields:
            return self._by_value(fields[key], direction, where, parameters, joins)
        if field.walk is not None and filter_.is_empty:
            first = self._column(
                f"{field.walk} ORDER BY o.name_key {direction}, o.id {direction}, r.id {direction}"
            )
            return self._with_the_rest(first, where, parameters, joins, direction)
        order = ", ".join(f"{part} {direction} NULLS LAST" for part in _order(field))
        tables = self._from(joins | set(field.joins))
        return self._column(
            f"SELECT r.id {tables} WHERE {where} ORDER BY {order}, r.id {direction}", parameters
        )

    def count(self, filter_: Filter = EVERYTHING) -> int:
        """How many rows pass."""
        where, parameters, joins = self._conditions().where(filter_)
        return int(self._database.value(f"SELECT count(*) {self._from(joins)} WHERE {where}", parameters))

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

    def _by_value(
        self, field: CustomField, direction: str, where: str, parameters: list[Any], joins: set[str]
    ) -> array[int]:
        """Sorted by a custom field: the rows with a value by the values' own order, then all others."""
        tables = self._from(joins).replace(
            f"FROM {self.table} r",
            f"FROM {self.table}_value v JOIN {self.table} r ON r.id = v.{self.table}_id",
            1,
        )
        text = "v.text" if field.type is CustomType.DATE else "fold(v.text)"
        order = f"v.number {direction} NULLS LAST, {text} {direction}, r.id {direction}"
        first = self._column(
            f"SELECT r.id {tables} WHERE v.field_id = ? AND {where} ORDER BY {order}", [field.id, *parameters]
        )
        return self._with_the_rest(first, where, parameters, joins, direction)

    def _with_the_rest(
        self, first: array[int], where: str, parameters: list[Any], joins: set[str], direction: str
    ) -> array[int]:
        """``first`` followed by every other row that passes, by name."""
        order = ", ".join(_order(fields_of(self.kind)[_FIRST_SORT[self.kind].field]))
        everything = self._column(
            f"SELECT r.id {self._from(joins)} WHERE {where} ORDER BY {order}, r.id {direction}", parameters
        )
        if len(first) < len(everything):
            seen = set(first)
            first.extend(row for row in everything if row not in seen)
        return first

    def _column(self, sql: str, parameters: Sequence[Any] = ()) -> array[int]:
        return array("q", chain.from_iterable(self._database.rows(sql, parameters)))


def _order(field: FieldSql) -> tuple[str, ...]:
    if field.sort:
        return field.sort
    if field.type in (FieldType.TEXT, FieldType.LONG_TEXT, FieldType.NAME, FieldType.URL, FieldType.CHOICE):
        return (f"fold({field.select})",)
    return (field.select,)


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
