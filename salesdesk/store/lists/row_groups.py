"""Groups of the rows of a list: what they share, how many there are, what they add up to, and which they are."""

from __future__ import annotations

from array import array
from collections import Counter, defaultdict
from collections.abc import Callable, Collection, Hashable, Iterable, Mapping, Sequence
from datetime import date
from functools import partial
from typing import Any

from peewee import Value, fn

from salesdesk.domain.custom_fields import SHAPES, CustomField, CustomType
from salesdesk.domain.days import local_day
from salesdesk.domain.fields import FieldType
from salesdesk.domain.filters import Condition, Filter, Op, Sort
from salesdesk.domain.grouping import DATED, Step, span_of_step
from salesdesk.domain.money import Money
from salesdesk.domain.rates import Rates
from salesdesk.domain.row_grouping import Grouping, can_group
from salesdesk.errors import InputError
from salesdesk.phrases import phrase
from salesdesk.store.engine.statements import Query
from salesdesk.store.engine.words import column_called, single
from salesdesk.store.lists.group_keys import moment_length
from salesdesk.store.lists.grouping import ListGroups
from salesdesk.store.lists.list_field import ListField
from salesdesk.store.lists.order import dealt_in_order, key_for
from salesdesk.store.lists.orders import BY_NAME, EVERYTHING
from salesdesk.store.lists.resolved import Places, Resolved
from salesdesk.store.lists.totals import OF_CURRENCY, OF_DAY, AmountsAt, Total, amounts_by_place
from salesdesk.store.models.pipelines import Stage
from salesdesk.value_classes import dataclass

_TO_THE_HOUR, _TO_THE_MINUTE = 13, 16
_SHARED, _OWN_AMOUNT = "shared_value", "own_amount"  # as ``OF_CURRENCY``
Place = Hashable
"""What tells a group from the others: its value as it is compared, None for that of the rows without one."""


@dataclass(frozen=True, slots=True)
class RowGroup:
    """``value`` is what the rows share: a text, a yes or no, a code, the first day of a period; None where they have none."""

    place: Place
    value: Any
    count: int


@dataclass(frozen=True, slots=True)
class Grouped:
    """Groups in their order, and the ids of each in the order of the list."""

    by: Grouping
    groups: tuple[RowGroup, ...]
    ids: tuple[array[int], ...]


@dataclass(frozen=True, slots=True)
class _Shared:
    """How the rows of a list are told apart: the expression of what they share, the records it needs, the field of the person's
    own whose id it asks for, and how its values become places and values to show."""

    key: Hashable
    value: Query
    details: Callable[[], Mapping[int, Any]] | None
    joins: tuple[str, ...]
    place: Callable[[Any], Place]
    shown: Callable[[Any], Any]
    order: Callable[[Place], Any]
    moment: Query | None = None
    """The column of the row that holds the moment of which the value is the beginning."""


class ListRowGroups(ListGroups):
    """Groups of one kind of list."""

    def groupable(self) -> tuple[tuple[str, FieldType], ...]:
        """The fields by which rows can be grouped, with their types."""
        known = self._own.fields
        built_in = [
            (one.key, one.type)
            for one in known.values()
            if one.value is not None and can_group(one.key, one.type)
        ]
        own = [(one.name, SHAPES[one.type]) for one in self._custom.of(self.table)]
        return (*built_in, *((key, type_) for key, type_ in own if can_group(key, type_)))

    def refuse_grouping(self, grouping: Grouping) -> None:
        """Raise ``InputError`` where the rows cannot be grouped so."""
        self._shared(grouping)

    def counts_groups(self, grouping: Grouping) -> bool:
        """Whether the database counts the groups, and does not read every row for that."""
        return self._shared(grouping).details is None

    def row_groups(
        self, grouping: Grouping, filter_: Filter = EVERYTHING, only: Collection[int] | None = None
    ) -> tuple[RowGroup, ...]:
        """The groups of the rows that pass, in their order, counted by the database."""
        shared, passing = self._shared(grouping), self._narrowed(filter_, only)
        if shared.details is not None:
            values = shared.details()
            rows = list(Counter(values.get(row) for row in self._passing(passing)).items())
        elif shared.moment is not None:
            rows = self._by_moment(shared, shared.moment, passing)
        elif self._is_read_sooner(shared.value):
            statement = self._composed(("shared", shared.key), (shared.value,), passing, shared.joins)
            rows = list(
                Counter(value for (value,) in self._database.each(statement, *passing.values)).items()
            )
        else:
            counted = (fn.COUNT(self._of.row.id).alias("rows"),)
            rows = self._by_group(shared, ("groups",), counted, passing)
        counts: Counter[Place] = Counter()
        spelled: dict[Place, Counter[Any]] = defaultdict(Counter)
        for value, number in rows:
            place = shared.place(value)
            counts[place] += number
            spelled[place][shared.shown(value)] += number
        return self._in_order(shared, grouping, counts, spelled)

    def grouped_rows(
        self,
        grouping: Grouping,
        filter_: Filter = EVERYTHING,
        sort: Sort = BY_NAME,
        only: Collection[int] | None = None,
    ) -> Grouped:
        """The groups with the ids of their rows."""
        shared, passing = self._shared(grouping), self._narrowed(filter_, only)
        numbers: dict[Place, int] = {}
        lists: list[tuple[int, array[int]]] = []
        spelled: dict[Place, Counter[Any]] = defaultdict(Counter)
        for value, ids in self._rows_by_value(shared, passing):
            place = shared.place(value)
            lists.append((numbers.setdefault(place, len(numbers)), ids))
            spelled[place][shared.shown(value)] += len(ids)
        rest = -1 if shared.details is None else numbers[shared.place(None)]
        dealt = dealt_in_order(self.ids(filter_, sort), lists, len(numbers), rest)
        counts = Counter({place: len(dealt[number]) for place, number in numbers.items() if dealt[number]})
        groups = self._in_order(shared, grouping, counts, spelled)
        return Grouped(grouping, groups, tuple(dealt[numbers[one.place]] for one in groups))

    def _rows_by_value(self, shared: _Shared, passing: Resolved) -> list[tuple[Any, array[int]]]:
        """The rows that pass by what they share, one list for each different one. Where what they share is found at once for
        all rows, it is all of those that share something, and an empty list for the rest, of which there are the most."""
        if shared.details is not None:
            by_value: dict[Any, array[int]] = defaultdict(lambda: array("q"), {None: array("q")})
            for row, value in shared.details().items():
                by_value[value].append(row)
            return list(by_value.items())
        by_moment = shared.moment is not None and self._are_few(shared.moment, shared.key)
        columns = (self._of.row.id, shared.moment if by_moment else shared.value)
        statement = self._composed(("grouped", shared.key, by_moment), columns, passing, shared.joins)
        return self._database.numbers_by_value(statement, *passing.values)

    def _by_moment(self, shared: _Shared, moment: Query, passing: Resolved) -> list[tuple[Any, ...]]:
        """(day and hour, rows), counted by the moment first: of these an index knows the order."""

        def build() -> Query:
            counted = fn.COUNT(self._of.row.id).alias("rows")
            each = self._joined(self._of.row.select(moment.alias("moment"), counted), passing.joins)
            each = each.where(passing.build(Places())).group_by(moment)
            shortened = fn.SUBSTR(each.c.moment, 1, moment_length()).alias(_SHARED)
            whole = self._of.row.select(shortened, fn.SUM(each.c.rows)).from_(each)
            return whole.group_by(column_called(_SHARED))

        statement = self._shaped(("by_moment", shared.key, passing.shape), build)
        return [(value, int(number)) for value, number in self._database.pairs(statement, *passing.values)]

    def group_totals(
        self,
        keys: Sequence[str],
        grouping: Grouping,
        filter_: Filter = EVERYTHING,
        only: Collection[int] | None = None,
        *,
        currency: str,
        rates: Rates,
    ) -> Mapping[Place, Mapping[str, Total]]:
        """What those of some columns that have a total add up to, in every group; amounts as ``column_totals`` adds them."""
        shared, passing = self._shared(grouping), self._narrowed(filter_, only)
        known, custom = self._own.fields, {f.name: f for f in self._custom.of(self.table)}
        found: dict[Place, dict[str, Total]] = defaultdict(dict)
        for key in keys:
            of_place: dict[Place, Total]
            if key in custom and custom[key].type is CustomType.MONEY:
                of_place = self._own_amounts(custom[key], shared, passing, currency, rates)
            elif key in custom and custom[key].type is CustomType.NUMBER:
                of_place = self._numbers(
                    key, self._own_value(custom[key], "number"), (), shared, passing, True
                )
            elif self.has_total(key) and known[key].type is FieldType.MONEY:
                of_place = self._amounts(known[key], shared, passing, currency, rates)
            elif self.has_total(key):
                one, added = known[key], known[key].type is not FieldType.PERCENT
                of_place = self._numbers(key, one.value, one.joins, shared, passing, added)
            else:
                continue
            for place, total in of_place.items():
                found[place][key] = total
        return found

    # -- how rows are told apart ------------------------------------------------------------------------

    def _narrowed(self, filter_: Filter, only: Collection[int] | None) -> Resolved:
        if only is not None:
            filter_ = filter_.having(Condition("id", Op.IS, tuple(f"#{one}" for one in only)))
        return self._resolver().resolved(filter_)

    def _shared(self, grouping: Grouping) -> _Shared:
        types = dict(self.groupable())
        key = self._resolver().field(grouping.field).key
        type_ = types.get(key)
        if type_ is None or (grouping.period is None) is (type_ in DATED):
            raise InputError(
                "lists.no_such_column",
                field="grouping",
                kind=phrase(f"lists.named.{self.kind.value}"),
                name=grouping.field,
                known=tuple(sorted(types)),
            )
        custom = {f.name: f for f in self._custom.of(self.table)}
        field = self._own.fields.get(key)
        value = self._own_value(custom[key], "text") if field is None else field.value
        joins = () if field is None else field.joins
        moment = value if type_ is FieldType.DATETIME and self._is_ordered(value) else None
        if type_ is FieldType.DATETIME:
            value = fn.SUBSTR(value, 1, moment_length())
        details: Callable[[], Mapping[int, Any]] | None = None
        if field is not None and field.details is not None:
            details = partial(self._details, field)
        shape = (key, custom[key].id if field is None else "", grouping.period)
        if grouping.period is not None:
            in_period = _in_period(grouping.period)
            return _Shared(shape, value, details, joins, in_period, in_period, _as_it_is, moment)
        if type_ is FieldType.BOOLEAN:
            truth = _truth_of_own if field is None else _truth
            return _Shared(shape, value, details, joins, truth, truth, _as_it_is)
        compared = key_for(key, type_)
        order = self._stage_order() if key == "stage" else _as_it_is
        place, shown = _filled(compared), _filled(_as_it_is)
        column = None if field is None else self._column_of_few(field)
        if field is None or field.linked is None or column is None:
            return _Shared(shape, value, details, joins, place, shown, order)
        names = self._names_of(field, field.linked.name)  # an index knows the rows by the number of a name
        place, shown = _of_number(names, place), _of_number(names, shown)
        return _Shared(shape, column, None, (), place, shown, order)

    def _details(self, field: ListField) -> Mapping[int, Any]:
        return dict(self._pairs("details", lambda: field.details, field.key))

    def _own_value(self, custom: CustomField, column: str) -> Query:
        """The value of a field of the person's own, looked up for each row."""
        assert self._of.values is not None
        value, owner = self._of.values
        mine = (owner == self._of.row.id) & (value.field == Value(custom.id, converter=False))
        return single(value.select(getattr(value, column)).where(mine).limit(1))

    def _stage_order(self) -> Callable[[Place], Any]:
        """Stages stand as they follow each other in their pipelines."""
        rows = self._pairs(
            "stage_places", lambda: Stage.select(Stage.name, Stage.pipeline, Stage.position), ""
        )
        compared = key_for("stage", FieldType.CHOICE)
        first: dict[Place, tuple[int, float]] = {}
        for name, pipeline, position in sorted(rows, key=lambda row: row[1:]):
            first.setdefault(compared(name), (pipeline, position))
        last = (max((at for at, _ in first.values()), default=0) + 1, 0.0)
        return lambda place: first.get(place, last)

    def _in_order(
        self,
        shared: _Shared,
        grouping: Grouping,
        counts: Mapping[Place, int],
        spelled: Mapping[Place, Counter[Any]],
    ) -> tuple[RowGroup, ...]:
        filled = [place for place in counts if place is not None]
        filled.sort(key=shared.order, reverse=grouping.descending)
        ordered: list[Place] = [*filled, *([None] if None in counts else [])]
        return tuple(RowGroup(place, _most_often(spelled[place]), counts[place]) for place in ordered)

    # -- what they add up to ----------------------------------------------------------------------------

    def _by_group(
        self,
        shared: _Shared,
        what: Hashable,
        columns: Sequence[Query],
        passing: Resolved,
        joins: Iterable[str] = (),
        also: Sequence[str] = (),
    ) -> list[tuple[Any, ...]]:
        """(what rows share, columns …), once for each different one, and for each of ``also``."""

        def build() -> Query:
            value = shared.value.alias(_SHARED)
            query = self._joined(
                self._of.row.select(value, *columns), {*passing.joins, *shared.joins, *joins}
            )
            return query.where(passing.build(Places())).group_by(*map(column_called, (_SHARED, *also)))

        shape = ("by_group", what, shared.key, passing.shape)
        return self._database.pairs(self._shaped(shape, build), *passing.values)

    def _numbers(
        self,
        key: str,
        value: Query,
        joins: Iterable[str],
        shared: _Shared,
        passing: Resolved,
        added: bool,
    ) -> dict[Place, Total]:
        columns = (fn.COUNT(value).alias("filled"), fn.SUM(value).alias("total"))
        filled: Counter[Place] = Counter()
        sums: dict[Place, float] = defaultdict(float)
        for shown, number, total in self._by_group(shared, ("numbers", key), columns, passing, joins):
            place = shared.place(shown)
            filled[place] += int(number or 0)
            sums[place] += float(total or 0)
        return {
            place: Total(count, sums[place] if added else None, sums[place] / count if count else None)
            for place, count in filled.items()
        }

    def _amounts(
        self, field: ListField, shared: _Shared, passing: Resolved, currency: str, rates: Rates
    ) -> dict[Place, Total]:
        what, columns = ("amounts", field.key, currency), self.summed(field, currency)
        rows = self._by_group(shared, what, columns, passing, field.joins, (OF_CURRENCY, OF_DAY))
        found = (
            (shared.place(shown), Money(int(total), own), int(number), at)
            for shown, own, at, number, total in rows
            if number
        )
        return amounts_by_place(found, currency, rates)

    def _own_amounts(
        self, custom: CustomField, shared: _Shared, passing: Resolved, currency: str, rates: Rates
    ) -> dict[Place, Total]:
        """Amounts of the person's own keep their currency in their text."""
        text = self._own_value(custom, "text")
        columns = (text.alias(_OWN_AMOUNT), fn.COUNT(self._of.row.id).alias("filled"))
        rows = self._by_group(shared, ("own_amounts", custom.id), columns, passing, (), (_OWN_AMOUNT,))
        found: list[AmountsAt] = []
        for shown, amount, number in rows:
            digits, _, own = str(amount or "").partition(" ")
            if digits:
                found.append((shared.place(shown), Money.of(digits, own), int(number), None))
        return amounts_by_place(found, currency, rates, each=True)


def _in_period(period: Step) -> Callable[[Any], Any]:
    known: dict[str, str | None] = {}

    def place(stored: Any) -> str | None:
        if stored is None or stored == "":
            return None
        if stored not in known:
            known[stored] = span_of_step(period, _day(str(stored)))[0].isoformat()
        return known[stored]

    return place


def _day(stored: str) -> date:
    rest = {_TO_THE_HOUR: ":00:00Z", _TO_THE_MINUTE: ":00Z"}.get(len(stored), "")
    return local_day(stored + rest)


def _filled(made: Callable[[Any], Any]) -> Callable[[Any], Any]:
    return lambda value: None if value is None or value == "" else made(value)


def _of_number(names: Mapping[Any, Any], made: Callable[[Any], Any]) -> Callable[[Any], Any]:
    return lambda number: made(names.get(number))


def _truth(value: Any) -> bool | None:
    return None if value is None else bool(value)


def _truth_of_own(text: Any) -> bool | None:
    return None if not text else text == "yes"


def _as_it_is(value: Any) -> Any:
    return value


def _most_often(spellings: Counter[Any]) -> Any:
    """The value that most rows have, of several the one that comes first."""
    return min(spellings, key=lambda value: (-spellings[value], str(value)))
