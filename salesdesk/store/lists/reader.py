"""Reading one kind of list: all ids in order at once, rows by page."""

from __future__ import annotations

import keyword
from collections.abc import Callable, Iterable, Sequence
from typing import TYPE_CHECKING, Any

from salesdesk.domain.changes import EntityKind
from salesdesk.domain.columns import ListColumn, ListRow, columns_of
from salesdesk.domain.custom_fields import CustomField, CustomType, CustomValue
from salesdesk.domain.days import local_day
from salesdesk.domain.fields import FieldType
from salesdesk.domain.filters import Filter, Sort
from salesdesk.domain.money import Money
from salesdesk.domain.row_grouping import NO_GROUPS, Grouping
from salesdesk.errors import InputError
from salesdesk.phrases import phrase
from salesdesk.store.engine.statements import Compiled, Query, Slot, one_of
from salesdesk.store.engine.words import number_of_rows
from salesdesk.store.journal import schema
from salesdesk.store.lists.fields import SEPARATOR, ListField
from salesdesk.store.lists.orders import BY_NAME, EVERYTHING
from salesdesk.store.lists.row_groups import ListRowGroups

if TYPE_CHECKING:
    pass

__all__ = ["BY_NAME", "EVERYTHING", "ListReader", "custom_native"]

_PAGE = 500


class ListReader(ListRowGroups):
    """The list of one kind of record.

    ``ids`` is a few statements whatever the size; ``head`` its beginning, quickly; ``page`` one statement for the rows and
    one for custom values.
    """

    _count: tuple[int | None, int] | None = None
    """After which batch all rows were counted, and how many there were."""

    @property
    def related(self) -> tuple[EntityKind, ...]:
        """The kinds of records that these and their parts name: a change of one may change what a row shows."""
        tables = [schema.tables()[self.table], *schema.parts_of(self.table)]
        named = dict.fromkeys(reference.target for table in tables for reference in table.references)
        return tuple(EntityKind(table) for table in named if table != self.table)

    def columns(self) -> tuple[ListColumn, ...]:
        """Every column this list can show now."""
        return columns_of(self.kind, self._custom.of(self.table))

    def refuse_unknown(
        self, filter_: Filter, sort: Sort, columns: Iterable[str] = (), grouping: Grouping = NO_GROUPS
    ) -> None:
        """Raise ``InputError`` for a filter, an order, a column or a grouping this list does not have."""
        resolver = self._resolver()
        resolver.resolved(filter_)
        for one in sort.keys:
            if one.field:
                resolver.field(one.field)
        known = {column.key for column in self.columns()}
        if not grouping.is_empty:
            self.refuse_grouping(grouping)
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
        """How many rows pass. That of all is kept until something is written: the window asks for it each time it reads."""
        if filter_.is_empty:
            stamp, known = self._written(), self._count
            if known is None or stamp is None or known[0] != stamp:
                known = (stamp, self._counted(filter_))
                self._count = known
            return known[1]
        return self._counted(filter_)

    def _counted(self, filter_: Filter) -> int:
        passing = self._resolver().resolved(filter_)
        number = number_of_rows().alias("number")
        return int(self._database.single(self._composed("count", (number,), passing), *passing.values))

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


def _name_of(key: str) -> str:
    """What a field is called among the columns of a page."""
    return f"{key}_" if keyword.iskeyword(key) else key


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
