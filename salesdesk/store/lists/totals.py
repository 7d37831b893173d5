"""Totals of all rows of a list: sums of what is counted, amounts in one currency and beside them what no rate converts."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Hashable, Iterable, Mapping, Sequence
from dataclasses import field

from peewee import Case, Value, fn

from salesdesk.domain.custom_fields import CustomField, CustomType
from salesdesk.domain.fields import FieldType, RecordKind
from salesdesk.domain.filters import Condition, Filter, Op
from salesdesk.domain.grouping import Numbers
from salesdesk.domain.money import Money
from salesdesk.domain.rates import Rates
from salesdesk.store.engine.statements import Query
from salesdesk.store.engine.words import column_called
from salesdesk.store.lists.group_keys import DAY
from salesdesk.store.lists.list_field import ListField
from salesdesk.store.lists.orders import EVERYTHING, ListOrders
from salesdesk.store.lists.resolved import Places, Resolved
from salesdesk.value_classes import dataclass

OF_CURRENCY, OF_DAY = "of_currency", "of_day"
"""Columns by whose names rows are grouped: PostgreSQL does not take two equal expressions with values for the same."""
_ADDED = frozenset({FieldType.NUMBER, FieldType.INTEGER})
_AVERAGED = frozenset({FieldType.PERCENT})
_OWN = frozenset({CustomType.NUMBER, CustomType.MONEY})


def _exactly(value: object) -> Query:
    return Value(value, converter=False)


@dataclass(frozen=True, slots=True)
class Total:
    """What a column adds up to. ``filled`` rows have a value; ``sum`` is that of numbers, None of what is not added up;
    ``amount`` is the sum of money, ``apart`` are the sums in currencies that no rate converts into its own, ``first_days``
    as of ``Numbers``."""

    filled: int = 0
    sum: float | None = None
    average: float | None = None
    amount: Money | None = None
    apart: tuple[Money, ...] = field(default=())
    first_days: Mapping[str, str] = field(default_factory=dict)


def total_of(numbers: Numbers, currency: str) -> Total:
    """The total of amounts; without any it has none."""
    filled = numbers.filled + numbers.left_out
    amount = Money(round(numbers.total), currency) if filled else None
    return Total(filled, amount=amount, apart=numbers.beside, first_days=numbers.first_days)


class ListTotals(ListOrders):
    """Totals of one kind of list."""

    def has_total(self, key: str) -> bool:
        """Whether a built-in column adds up to something."""
        one = self._own.fields.get(key)
        types = _ADDED | _AVERAGED | {FieldType.MONEY}
        return one is not None and one.value is not None and one.type in types and key != "id"

    def counts(self, filters: Sequence[Filter]) -> list[int]:
        """How many rows pass each of some filters: all counted in one look at the rows."""
        resolver = self._resolver()
        each = [resolver.resolved(one) for one in filters]
        if not each:
            return []

        def build() -> Query:
            places = Places()
            one, none = (Value(number, converter=False) for number in (1, 0))
            columns = [
                fn.COALESCE(fn.SUM(Case(None, [(passing.build(places), one)], none)), none).alias(f"n{at}")
                for at, passing in enumerate(each)
            ]
            return self._joined(
                self._of.row.select(*columns), {join for passing in each for join in passing.joins}
            )

        shape = ("counts", tuple(passing.shape for passing in each))
        values = [value for passing in each for value in passing.values]
        return [int(number) for number in self._database.pairs(self._shaped(shape, build), *values)[0]]

    def column_totals(
        self,
        keys: Sequence[str],
        filter_: Filter = EVERYTHING,
        only: Collection[int] | None = None,
        *,
        currency: str,
        rates: Rates,
    ) -> Mapping[str, Total]:
        """The totals of those of these columns that have one, of all rows that pass; ``only`` narrows these to some
        records. Amounts are added up as ``grouped`` adds them."""
        if only is not None:
            filter_ = filter_.having(Condition("id", Op.IS, tuple(f"#{one}" for one in only)))
        passing = self._resolver().resolved(filter_)
        known, custom = self._own.fields, {f.name: f for f in self._custom.of(self.table)}
        found: dict[str, Total] = {}
        plain: list[ListField] = []
        for key in keys:
            if key in custom:
                if custom[key].type in _OWN:
                    found[key] = self._of_custom(custom[key], passing, currency, rates)
            elif key in known and known[key].value is not None:
                listed = known[key]
                if listed.type is FieldType.MONEY:
                    found[key] = self._of_money(listed, passing, currency, rates)
                elif listed.type in _ADDED | _AVERAGED and key != "id":
                    plain.append(listed)
        found.update(self._of_numbers(plain, passing))
        return {key: found[key] for key in keys if key in found}

    def _of_numbers(self, fields: Sequence[ListField], passing: Resolved) -> dict[str, Total]:
        if not fields:
            return {}
        columns = [
            made
            for at, one in enumerate(fields)
            for made in (fn.COUNT(one.value).alias(f"n{at}"), fn.SUM(one.value).alias(f"s{at}"))
        ]
        what = ("totals", tuple(one.key for one in fields))
        joins = {join for one in fields for join in one.joins}
        row = self._database.pairs(self._composed(what, columns, passing, joins), *passing.values)[0]
        found = {}
        for at, one in enumerate(fields):
            filled, total = int(row[2 * at] or 0), float(row[2 * at + 1] or 0)
            average = total / filled if filled else None
            found[one.key] = Total(filled, None if one.type in _AVERAGED else total, average)
        return found

    def converted_by(self, own: Query | None, currency: str) -> tuple[Query, Query]:
        """The currency of an amount, and the day by whose rate it is converted: that on which a deal was closed; None of what
        is converted by the rate of today, and of what is in ``currency``."""
        if own is None:
            return _exactly(None), _exactly(None)
        code = fn.COALESCE(own, _exactly(currency))
        if self.kind is not RecordKind.DEALS:
            return code, _exactly(None)
        day = fn.SUBSTR(self._of.row.closed_at, _exactly(1), _exactly(DAY))
        return code, Case(None, [(code == _exactly(currency), None)], day)

    def summed(self, field_: ListField, currency: str) -> tuple[Query, ...]:
        """The columns of an amount that is added up: its currency, its day, how many rows have it, and their sum."""
        code, day = self.converted_by(field_.currency, currency)
        counted, total = fn.COUNT(field_.value), fn.SUM(field_.value)
        return code.alias(OF_CURRENCY), day.alias(OF_DAY), counted.alias("filled"), total.alias("total")

    def _of_money(self, field_: ListField, passing: Resolved, currency: str, rates: Rates) -> Total:
        value: Query = field_.value

        def build() -> Query:
            columns = self.summed(field_, currency)
            query = self._joined(self._of.row.select(*columns), {*passing.joins, *field_.joins})
            query = query.where(passing.build(Places()), value.is_null(False))
            return query.group_by(column_called(OF_CURRENCY), column_called(OF_DAY))

        shape = ("total", field_.key, currency, passing.shape)
        numbers = Numbers()
        for code, day, filled, total in self._database.pairs(self._shaped(shape, build), *passing.values):
            numbers.add_money(Money(int(total), code), int(filled), day, currency, rates)
        return total_of(numbers, currency)

    def _of_custom(self, custom: CustomField, passing: Resolved, currency: str, rates: Rates) -> Total:
        assert self._of.values is not None
        value, owner = self._of.values

        def build() -> Query:
            rows = self._joined(self._of.row.select(self._of.row.id), passing.joins)
            own = value.select(value.number, value.text).where(
                value.field == Value(custom.id, converter=False), value.number.is_null(False)
            )
            return own.where(owner.in_(rows.where(passing.build(Places()))))

        shape = ("total_of", custom.id, passing.shape)
        values = self._database.pairs(self._shaped(shape, build), *passing.values)
        if custom.type is CustomType.NUMBER:
            total = sum(float(number) for number, _ in values)
            return Total(len(values), total, total / len(values) if values else None)
        numbers = Numbers()
        for _, text in values:
            amount, _, code = str(text).partition(" ")
            numbers.add_money(Money.of(amount, code), 1, None, currency, rates, each=True)
        return total_of(numbers, currency)


AmountsAt = tuple[Hashable, Money, int, str | None]
"""A place, an amount there, how many rows have it, and the day by whose rate it is converted."""


def amounts_by_place(
    rows: Iterable[AmountsAt], currency: str, rates: Rates, *, each: bool = False
) -> dict[Hashable, Total]:
    """Amounts added up place by place, see ``Numbers.add_money``."""
    sums: dict[Hashable, Numbers] = defaultdict(Numbers)
    for place, own, count, day in rows:
        sums[place].add_money(own, count, day, currency, rates, each=each)
    return {place: total_of(numbers, currency) for place, numbers in sums.items()}
