"""Groups of all rows of a list: counted, and the numbers of some fields added up, in the database."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable, Sequence
from dataclasses import field, replace
from functools import partial
from typing import Any

from peewee import JOIN, Case, Value, fn

from salesdesk.domain.cleaning.text import fold_key
from salesdesk.domain.custom_fields import SHAPES, CustomField, CustomType
from salesdesk.domain.fields import FieldType, RecordKind
from salesdesk.domain.filters import Filter
from salesdesk.domain.grouping import (
    DATED,
    DAYS_OPEN,
    MEASURED,
    RANGED,
    GroupBy,
    Grouped,
    Keys,
    Numbers,
    Tally,
    is_grouped_by,
)
from salesdesk.domain.money import Money
from salesdesk.domain.names import name_key
from salesdesk.domain.ranges import cuts_of
from salesdesk.domain.rates import Rates
from salesdesk.errors import InputError
from salesdesk.store.engine.statements import Query
from salesdesk.store.engine.words import days_between, number_of_rows
from salesdesk.store.journal import schema
from salesdesk.store.lists.group_keys import (
    DAY,
    Merged,
    Read,
    dated_key,
    linked_key,
    moment_length,
    ranged_key,
    reader_of,
    text_key,
    truth_key,
)
from salesdesk.store.lists.kinds import has_trash
from salesdesk.store.lists.list_field import ListField
from salesdesk.store.lists.orders import EVERYTHING
from salesdesk.store.lists.resolved import Places, Resolved
from salesdesk.store.lists.rules import days_to_close
from salesdesk.store.lists.totals import ListTotals
from salesdesk.store.models.by_table import model_of
from salesdesk.value_classes import dataclass


def _exactly(value: object) -> Query:
    return Value(value, converter=False)


@dataclass(frozen=True, slots=True)
class _By:
    """A field to group by as a part of a statement: its columns, what is joined for them, and how a group is read from
    them."""

    shape: Hashable
    columns: tuple[Query, ...]
    read: Read
    joins: tuple[str, ...] = ()
    further: Callable[[Query], Query] = field(default=lambda query: query)
    is_ranged: bool = False


@dataclass(frozen=True, slots=True)
class _Of:
    """A field to add up: ``value`` and, of an amount, the column of its currency; of an amount of the person's own its
    text."""

    key: str
    value: Query
    currency: Query | None = None
    joins: tuple[str, ...] = ()
    further: Callable[[Query], Query] = field(default=lambda query: query)
    is_text: bool = False


class ListGroups(ListTotals):
    """Groups of one kind of list."""

    def grouped(
        self,
        groups: Sequence[GroupBy],
        fields: Sequence[str] = (),
        filter_: Filter = EVERYTHING,
        *,
        currency: str,
        rates: Rates,
        listed: Sequence[str] = (),
    ) -> Grouped:
        """The rows that pass, grouped by the values of some fields, with the numbers of the ``fields``: amounts in
        ``currency``, a closed deal's by the rate of its day. Of ``listed`` fields every value is kept, as a median needs it. A row
        with several tags stands in the group of each. Raises ``InputError`` for a field that cannot be grouped by or added up."""
        passing = self._resolver().resolved(filter_)
        by = [self._in_ranges(self._by(one, place), passing, currency) for place, one in enumerate(groups)]
        found: dict[Keys, Tally] = defaultdict(Tally)
        merged = Merged([(len(part.columns), part.read) for part in by])
        if not fields:
            for *values, count in self._pairs_of(by, None, passing, currency, keep=False):
                found[merged.keys(values)].count += int(count)
        for place, key in enumerate(fields):
            of, keep = self._of_field(key), key in listed
            for row in self._pairs_of(by, of, passing, currency, keep=keep):
                width = len(row) - (6 if keep or of.is_text else 5)
                tally = found[merged.keys(row[:width])]
                if not place:
                    tally.count += int(row[width])
                _add(tally.numbers(key), row[width + 1 :], of, currency, rates, keep)
        return dict(found)

    def _in_ranges(self, by: _By, passing: Resolved, currency: str) -> _By:
        """Of numbers the ranges that suit those of the rows that pass."""
        if not by.is_ranged:
            return by
        values: dict[float, int] = defaultdict(int)
        for value, count in self._pairs_of([by], None, passing, currency, keep=False):
            if value is not None:
                values[float(value)] += int(count)
        return replace(by, read=partial(ranged_key, cuts_of(values)))

    # -- statements -------------------------------------------------------------------------------------

    def _pairs_of(
        self, by: Sequence[_By], of: _Of | None, passing: Resolved, currency: str, *, keep: bool
    ) -> list[tuple[Any, ...]]:
        """Rows of the values of the groups, how many rows they have and, with a field: its currency and day, how many have
        a value, their sum, and the value itself where every one is kept."""
        columns = [one.alias(f"g{at}") for at, one in enumerate(c for part in by for c in part.columns)]
        apart: list[Query] = []
        sums: list[Query] = []
        if of is not None:
            apart = [
                one.alias(name)
                for one, name in zip(self.converted_by(of.currency, currency), ("gc", "gd"), strict=True)
            ]
            sums = [fn.COUNT(of.value).alias("nf"), fn.SUM(of.value).alias("ns")]
            if of.is_text:
                sums = [fn.COUNT(of.value).alias("nf"), _exactly(0).alias("ns")]
            if keep or of.is_text:
                apart.append(of.value.alias("gv"))
        shape = (
            tuple(part.shape for part in by),
            None if of is None else of.key,
            keep,
            currency,
            passing.shape,
        )

        def build() -> Query:
            counted = number_of_rows().alias("nr")
            listed = [*columns, counted, *apart[:2], *sums, *apart[2:]]
            joins = {*passing.joins, *(join for part in by for join in part.joins)}
            query = self._joined(self._of.row.select(*listed), joins | set(of.joins if of else ()))
            for further in [part.further for part in by] + ([of.further] if of else []):
                query = further(query)
            query = query.where(passing.build(Places()))
            return query.group_by(*columns, *apart) if columns or apart else query

        return self._database.pairs(self._shaped(("grouped", shape), build), *passing.values)

    # -- what is added up -------------------------------------------------------------------------------

    def _of_field(self, key: str) -> _Of:
        row, custom = self._of.row, self._own_field(key)
        if custom is not None:
            if SHAPES[custom.type] not in MEASURED:
                raise _not_measured(key)
            part, joined = self._custom_part(custom, "q")
            money = custom.type is CustomType.MONEY
            return _Of(key, part.text if money else part.number, further=joined, is_text=money)
        if key == DAYS_OPEN and self.kind is RecordKind.DEALS:
            closed = days_to_close(row.created_at, row.closed_at, row.import_batch)
            so_far = days_between(
                fn.SUBSTR(row.created_at, _exactly(1), _exactly(DAY)), _exactly(self._today())
            )
            value = Case(None, [(row.closed_at.is_null(), so_far)], closed)
            return _Of(f"{key} {self._today()}", value)
        known = self._own.fields.get(key)
        if known is None or known.value is None or known.type not in MEASURED:
            raise _not_measured(key)
        return _Of(key, known.value, known.currency, known.joins)

    # -- what is grouped by -----------------------------------------------------------------------------

    def _own_field(self, key: str) -> CustomField | None:
        return next((one for one in self._custom.of(self.table) if one.name == key), None)

    def _custom_part(self, custom: CustomField, name: str) -> tuple[Query, Callable[[Query], Query]]:
        """The values of a field of the person's own, and how they are joined."""
        assert self._of.values is not None
        between = schema.part_between(self.table, "custom_field")
        assert between is not None
        part = model_of(between.name).alias(f"{name}{custom.id}")
        owner, row = getattr(part, between.owner_field), self._of.row
        own = (owner == row.id) & (part.field == _exactly(custom.id))
        return part, lambda query: query.join(part, JOIN.LEFT_OUTER, on=own, src=row)

    def _by(self, by: GroupBy, place: int) -> _By:
        custom = self._own_field(by.field)
        if custom is not None:
            return self._by_custom(by, custom, place)
        if by.field not in self.columns_grouped():
            raise InputError("own_reports.not_grouped", field="groups", name=by.field)
        found = self._own.fields[by.field]
        shape = (by.field, by.step, place)
        if found.linked is not None:
            if self.holds_several(by.field):
                return self._by_links(found, shape, place)
            other = self._of.linked(found.joins[0]) if found.joins else self._of.row
            columns = (other.id, found.value)
            return _By(shape, columns, partial(linked_key, found.linked.model), found.joins)
        if found.type in DATED:
            length = DAY if found.type is FieldType.DATE else moment_length()
            value = fn.SUBSTR(found.value, _exactly(1), _exactly(length))
            return _By((*shape, length), (value,), partial(dated_key, by.span), found.joins)
        if found.type in RANGED:
            number = found.value if found.compared is None else found.compared
            return _By(shape, (number,), partial(ranged_key, ()), found.joins, is_ranged=True)
        return _By(shape, (found.value,), reader_of(by.field, found.type), found.joins)

    def columns_grouped(self) -> list[str]:
        """The keys of the fields that rows can be grouped by, those of the person's own apart."""
        known = self._own.fields
        return [
            key
            for key, one in known.items()
            if one.value is not None
            and is_grouped_by(key, one.type)
            and (one.linked is None or key != "import")
        ]

    def refuse_unmeasured(self, keys: Iterable[str]) -> None:
        """Raise ``InputError`` for a field that cannot be added up."""
        for key in keys:
            self._of_field(key)

    def holds_several(self, key: str) -> bool:
        """Whether a row may have several values of a field, so that it stands in several groups."""
        found = self._own.fields.get(key)
        if found is None or found.linked is None or found.value is None:
            return False
        return found.linked.column.source is not self._of.row

    def _by_custom(self, by: GroupBy, custom: CustomField, place: int) -> _By:
        type_ = SHAPES[custom.type]
        if not is_grouped_by(by.field, type_):
            raise InputError("own_reports.not_grouped", field="groups", name=by.field)
        part, joined = self._custom_part(custom, "p" if place == 0 else "o")
        shape = (by.field, by.step, place)
        if type_ in DATED:
            value = fn.SUBSTR(part.text, _exactly(1), _exactly(DAY))
            return _By(shape, (value,), partial(dated_key, by.span), further=joined)
        if type_ is FieldType.BOOLEAN:
            return _By(shape, (part.number,), truth_key, further=joined)
        if type_ in RANGED:
            return _By(shape, (part.number,), partial(ranged_key, ()), further=joined, is_ranged=True)
        read = partial(text_key, name_key if type_ is FieldType.CHOICE else fold_key)
        return _By(shape, (part.text,), read, further=joined)

    def _by_links(self, found: ListField, shape: Hashable, place: int) -> _By:
        """By records of another table of which a row may have several: its tags, the companies somebody works at."""
        assert found.linked is not None
        assert found.value is not None
        row, linked, shown = self._of.row, found.linked, found.value
        between = schema.part_between(self.table, linked.model._meta.table_name)
        assert between is not None
        part = model_of(between.name).alias(f"b{place}")
        target = linked.model.alias(f"t{place}")
        owner, column = getattr(part, between.owner_field), getattr(part, linked.column.field.name)
        same = target.id == column
        if has_trash(linked.model):
            same &= target.deleted_at.is_null()
        name = getattr(target, linked.name)

        def further(query: Query) -> Query:
            query = query.join(part, JOIN.LEFT_OUTER, on=(owner == row.id), src=row)
            query = query.join(target, JOIN.LEFT_OUTER, on=same, src=part)
            return query.where(target.id.is_null(False) | shown.is_null())

        return _By(shape, (target.id, name), partial(linked_key, linked.model), found.joins, further)


# -- numbers ----------------------------------------------------------------------------------------------


def _add(numbers: Numbers, row: Sequence[Any], of: _Of, currency: str, rates: Rates, keep: bool) -> None:
    """Add what a statement says of one group, currency and day (and value): see ``_pairs_of``."""
    code, day, filled, total, *value = row
    if not filled:
        return
    count = int(filled)
    if of.is_text:
        amount, _, code = str(value[0]).partition(" ")
        numbers.add_money(Money.of(amount, code), count, None, currency, rates, each=True, keep=keep)
    elif code is not None:
        own = Money(int(value[0]) if keep else int(total), code)
        numbers.add_money(own, count, day, currency, rates, each=keep, keep=keep)
    elif keep:
        numbers.add(_plain(value[0]), count, keep=True)
    else:
        numbers.add_sum(_plain(total), count)


def _plain(value: Any) -> float:
    number = float(value)
    return int(number) if number.is_integer() else number


def _not_measured(key: str) -> InputError:
    return InputError("own_reports.not_measured", field="measures", name=key)
