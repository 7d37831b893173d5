"""Totals of all rows of a list: sums of what is counted, amounts for each currency apart."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Hashable, Iterable, Mapping, Sequence
from dataclasses import field

from peewee import Case, Value, fn

from salesdesk.domain.custom_fields import CustomField, CustomType
from salesdesk.domain.fields import FieldType
from salesdesk.domain.filters import Condition, Filter, Op
from salesdesk.domain.money import Money
from salesdesk.store.engine.statements import Query
from salesdesk.store.lists.list_field import ListField
from salesdesk.store.lists.orders import EVERYTHING, ListOrders
from salesdesk.store.lists.resolved import Places, Resolved
from salesdesk.value_classes import dataclass

_ADDED = frozenset({FieldType.NUMBER, FieldType.INTEGER})
_AVERAGED = frozenset({FieldType.PERCENT})
_OWN = frozenset({CustomType.NUMBER, CustomType.MONEY})


@dataclass(frozen=True, slots=True)
class Total:
    """What a column adds up to. ``filled`` rows have a value; ``sum`` is that of numbers, None of what is not added up;
    ``amounts`` are the sums of money, one for each currency, the largest number of rows first."""

    filled: int = 0
    sum: float | None = None
    average: float | None = None
    amounts: tuple[Money, ...] = field(default=())


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
        self, keys: Sequence[str], filter_: Filter = EVERYTHING, only: Collection[int] | None = None
    ) -> Mapping[str, Total]:
        """The totals of those of these columns that have one, of all rows that pass; ``only`` narrows these to some
        records."""
        if only is not None:
            filter_ = filter_.having(Condition("id", Op.IS, tuple(f"#{one}" for one in only)))
        passing = self._resolver().resolved(filter_)
        known, custom = self._own.fields, {f.name: f for f in self._custom.of(self.table)}
        found: dict[str, Total] = {}
        plain: list[ListField] = []
        for key in keys:
            if key in custom:
                if custom[key].type in _OWN:
                    found[key] = self._of_custom(custom[key], passing)
            elif key in known and known[key].value is not None:
                listed = known[key]
                if listed.type is FieldType.MONEY:
                    found[key] = self._of_money(listed, passing)
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

    def _of_money(self, field_: ListField, passing: Resolved) -> Total:
        value: Query = field_.value
        currency: Query = field_.currency

        def build() -> Query:
            columns = (
                currency.alias("currency"),
                fn.COUNT(value).alias("filled"),
                fn.SUM(value).alias("total"),
            )
            query = self._joined(self._of.row.select(*columns), {*passing.joins, *field_.joins})
            return query.where(passing.build(Places()), value.is_null(False)).group_by(currency)

        rows = self._database.pairs(
            self._shaped(("total", field_.key, passing.shape), build), *passing.values
        )
        rows.sort(key=lambda row: (-row[1], row[0] or ""))
        amounts = tuple(Money(int(total), code or "") for code, _, total in rows)
        return Total(sum(int(filled) for _, filled, _ in rows), amounts=amounts)

    def _of_custom(self, custom: CustomField, passing: Resolved) -> Total:
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
        sums: dict[str, tuple[int, Money]] = {}
        for _, text in values:
            amount, _, currency = str(text).partition(" ")
            rows, so_far = sums.get(currency, (0, Money(0, currency)))
            sums[currency] = (rows + 1, Money(so_far.minor + Money.of(amount, currency).minor, currency))
        ordered = sorted(sums.values(), key=lambda one: (-one[0], one[1].currency))
        return Total(len(values), amounts=tuple(amount for _, amount in ordered))


def amounts_by_place(rows: Iterable[tuple[Hashable, str, int, int]]) -> dict[Hashable, Total]:
    """(place, currency, rows, minor units) added up, the largest number of rows first."""
    sums: dict[Hashable, dict[str, tuple[int, int]]] = defaultdict(dict)
    for place, code, number, total in rows:
        before = sums[place].get(code, (0, 0))
        sums[place][code] = (before[0] + number, before[1] + total)
    found = {}
    for place, of_code in sums.items():
        ordered = sorted(of_code.items(), key=lambda one: (-one[1][0], one[0]))
        amounts = tuple(Money(total, code) for code, (_, total) in ordered)
        found[place] = Total(sum(number for number, _ in of_code.values()), amounts=amounts)
    return found
