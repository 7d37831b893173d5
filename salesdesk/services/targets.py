"""Targets: what is to be reached beside what was, and how they are typed."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date

from salesdesk.domain.changes import ChangeSet, EntityKind
from salesdesk.domain.fields import FieldType, RecordKind
from salesdesk.domain.filters import Condition, Filter, Op, Part, Sort
from salesdesk.domain.given_values import LARGEST_AMOUNT
from salesdesk.domain.grouping import GroupBy, Step, Tally, together
from salesdesk.domain.money import Money, whole_units
from salesdesk.domain.reports import Report, Rows
from salesdesk.domain.target_standing import Place, Standing, TargetGrid
from salesdesk.domain.targets import (
    FIRST_YEAR,
    LARGEST_NUMBER,
    LAST_YEAR,
    Goal,
    Measure,
    Period,
    Target,
    Targets,
    months_between,
)
from salesdesk.domain.typed_values import typed_value
from salesdesk.domain.working_time import WorkDays, pace
from salesdesk.errors import InputError
from salesdesk.phrases import Phrase, phrase
from salesdesk.services.commands import Commands
from salesdesk.services.target_report import period_phrase, target_report
from salesdesk.services.working_days import work_days
from salesdesk.store.journal.writing import Writing
from salesdesk.store.store import Store
from salesdesk.value_classes import dataclass

MOST_PERIODS = 60
"""More periods than this are not read at once."""
TARGET_KINDS = (
    EntityKind.TARGET,
    EntityKind.DEAL,
    EntityKind.CONTACT,
    EntityKind.ACTIVITY,
    EntityKind.OWNER,
    EntityKind.STAGE,
    EntityKind.PIPELINE,
    EntityKind.SETTING,
    EntityKind.ACTIVITY_KIND,
)
"""What a change must concern to alter the grid."""
_TITLE = "target"
_MANY = 200


ByMonth = Mapping[date, Mapping[str | None, Tally]]
"""What was done in each month, by the name of the owner; under None by all of them, those without a name included."""


@dataclass(frozen=True, slots=True)
class _Done:
    """What was done in a span of days: won deals, open ones that should close, qualified people, and entries of the
    timeline."""

    won: ByMonth
    open: ByMonth
    leads: ByMonth
    activities: ByMonth


class TargetService:
    """Use cases of targets."""

    def __init__(self, store: Store, commands: Commands) -> None:
        self._store, self._commands = store, commands

    # -- reading ----------------------------------------------------------------------------------------

    @property
    def day(self) -> date:
        """The person's day."""
        return date.fromisoformat(self._store.today())

    @property
    def days(self) -> WorkDays:
        """The days that are worked, as the settings say."""
        return work_days(self._store)

    def targets(self) -> Targets:
        """All targets, in the currency of the settings."""
        store = self._store
        owners = [one.id for one in store.owners.all()]
        rates = store.rates.current(store.today())
        return Targets(store.targets.all(), owners, store.settings.currency, rates, self.days)

    def against(
        self, first: date, last: date, owner: str | None = None, measure: Measure = Measure.REVENUE
    ) -> Goal | None:
        """What is to be reached in the months that a span of days touches, by an owner of a name or by the team; None where
        there is no target. It is what reports compare with."""
        number = None if owner is None else self._store.owners.find(owner)
        if owner is not None and number is None:
            return None
        _refuse_span(first, last)
        return self.targets().over(number, measure, first, last)

    def grid(self, periods: Sequence[Period]) -> TargetGrid:
        """What is to be reached and what was, for some periods. Grows with the file. Raises ``InputError`` for too many."""
        if not periods or len(periods) > MOST_PERIODS:
            raise InputError("targets.too_many_periods", field="periods", most=MOST_PERIODS)
        for period in periods:
            _refuse_no_period(period)
        store, today, days = self._store, self.day, self.days
        owners = tuple((one.id, one.name) for one in store.owners.all())
        first, last = min(one.first for one in periods), max(one.last for one in periods)
        done, targets, kinds = self._done(first, last), self.targets(), self._kinds()
        cells = {}
        for owner, name in ((None, None), *owners):
            for measure in Measure:
                for period in periods:
                    place = Place(owner, measure, period)
                    cells[place] = _standing(place, name, done, targets, kinds, today, days)
        currency = store.settings.currency
        return TargetGrid(currency, today, owners, tuple(periods), cells, targets.foreign, days)

    def report(self, periods: Sequence[Period]) -> Report:
        """What the grid of some periods shows as a report, to be saved or printed. Grows with the file."""
        return target_report(self.grid(periods))

    def to_reach(self, open_deals: Filter, left: int) -> tuple[str, Money] | None:
        """The title and amount of the open deal that alone would fill what is left of a target of revenue, of some deals the
        likeliest one; None where none does."""
        if left <= 0:
            return None
        store, reader = self._store, self._store.list_of(RecordKind.DEALS)
        rates, currency = store.rates.current(store.today()), store.settings.currency
        likely = reader.ids(open_deals, Sort("probability", descending=True))
        rows = reader.page(likely[:_MANY], ["deal_title", "deal_value"])
        for number in likely[:_MANY]:
            amount = rows[number]["deal_value"] if number in rows else None
            if isinstance(amount, Money):
                worth = rates.converted(amount.minor, amount.currency, currency)
                if worth is not None and worth >= left:
                    return str(rows[number]["deal_title"] or ""), amount
        return None

    def _done(self, first: date, last: date) -> _Done:
        owner = GroupBy("owner")

        def of(kind: RecordKind, day: str, parts: Iterable[Part], fields: Sequence[str] = ()) -> ByMonth:
            store = self._store
            found: dict[date, dict[str | None, Tally]] = {}
            grouped = store.list_of(kind).grouped(
                [owner, GroupBy(day, Step.MONTH)],
                fields,
                Filter((*parts, *_within(day, first, last))),
                currency=store.settings.currency,
                rates=store.rates.current(store.today()),
            )
            for (name, month), tally in grouped.items():
                if month is not None and month.day is not None:
                    named = found.setdefault(month.day, {})
                    for who in (None, name.text if name else ""):
                        named.setdefault(who, Tally()).take(tally)
            return found

        return _Done(
            of(RecordKind.DEALS, "closed_at", [_WON], ["deal_value"]),
            of(RecordKind.DEALS, "expected_close", [_OPEN], ["weighted"]),
            of(RecordKind.CONTACTS, "qualified_at", []),
            of(RecordKind.ACTIVITIES, "happened_at", [self._kinds()]),
        )

    def _kinds(self) -> Condition:
        """The kinds of entries that count: those by which somebody was spoken to."""
        listed = self._store.activities.choices.all().offered_kinds
        return Condition("kind", Op.IS, tuple(one.code for one in listed if one.is_contact) or ("call",))

    # -- writing ----------------------------------------------------------------------------------------

    def read(self, measure: Measure, text: str) -> tuple[int, str | None] | None:
        """What was typed for a target: an amount in minor units with its currency, or a number; None of an empty text.
        "60k", "1.5 Mio" and "€1,234" are understood. Raises ``InputError``."""
        rules = self._store.settings.typing_rules
        if measure is Measure.REVENUE:
            found = typed_value(_TITLE, _TITLE.capitalize(), FieldType.MONEY, text, rules)
            if found is None:
                return None
            _refuse_size(found.minor, text)
            return found.minor, found.currency
        number = typed_value(_TITLE, _TITLE.capitalize(), FieldType.NUMBER, text, rules)
        if number is None:
            return None
        if float(number) != int(number) or not 0 <= number <= LARGEST_NUMBER:
            raise InputError("targets.no_number", field=_TITLE, text=text)
        return int(number), None

    def put(self, values: Sequence[tuple[Place, str]]) -> ChangeSet:
        """Write targets as they were typed; an empty text gives a cell back to what is added up. All of them or, when one
        cannot be understood, none. Raises ``InputError``."""
        self._refuse_strange([place for place, _ in values])
        if len(values) > 1:
            self._refuse_unread(values)
        read = {place: self.read(place.measure, text) for place, text in values}
        told = phrase("changes.targets", count=len(read))
        if len(read) == 1:
            ((place, found),) = read.items()
            told = self._told(place, found)

        def change(uow: Writing) -> None:
            for place, found in read.items():
                amount, currency = found or (None, None)
                self._store.targets.put(uow, place.owner, place.measure, place.period, amount, currency)

        return self._commands.run(told, change)

    def unread(self, values: Sequence[tuple[Place, str]]) -> list[tuple[Place, str]]:
        """Those of some typed targets that cannot be understood."""
        found = []
        for place, text in values:
            try:
                self.read(place.measure, text)
            except InputError:
                found.append((place, text))
        return found

    def _refuse_unread(self, values: Sequence[tuple[Place, str]]) -> None:
        """Refuse a block in which a cell cannot be understood, and name the first."""
        wrong = self.unread(values)
        if wrong:
            place, text = wrong[0]
            others = phrase("targets.unread_others", count=len(wrong) - 1) if len(wrong) > 1 else ""
            raise InputError("targets.unread", field=_TITLE, text=text, others=others, **self._named(place))

    def copy_year(self, year: int, into: int) -> ChangeSet:
        """Take over every target that was typed for a year into another one, where that has none yet. Raises ``InputError``
        where there is nothing to take."""
        for asked in (year, into):
            if not FIRST_YEAR <= asked <= LAST_YEAR:
                raise InputError("targets.no_year", field="year", first=FIRST_YEAR, last=LAST_YEAR)
        all_of = self._store.targets.all()
        there = {(one.owner, one.measure, one.period) for one in all_of}
        new: list[Target] = []
        for one in all_of:
            period = Period(into, one.period.quarter, one.period.month)
            if one.period.year == year and (one.owner, one.measure, period) not in there:
                new.append(Target(0, one.owner, one.measure, period, one.amount, one.currency))
        if not new:
            raise InputError("targets.nothing_to_copy", field="year", year=str(year), into=str(into))

        def change(uow: Writing) -> None:
            for one in new:
                self._store.targets.put(uow, one.owner, one.measure, one.period, one.amount, one.currency)

        return self._commands.run(phrase("changes.copy_targets", year=str(year), into=str(into)), change)

    def _refuse_strange(self, places: Sequence[Place]) -> None:
        owners = self._store.owners.names()
        for place in places:
            if place.owner is not None and place.owner not in owners:
                raise InputError("targets.no_owner", field=_TITLE)
            _refuse_no_period(place.period)
        if not places:
            raise InputError("targets.nothing_typed", field=_TITLE)

    def _named(self, place: Place) -> dict[str, str | Phrase]:
        """Whose target it is, of what, and when."""
        name = self._store.owners.names().get(place.owner, "") if place.owner is not None else ""
        return {
            "who": name or phrase("targets.team"),
            "what": phrase(f"targets.measure.{place.measure.value}"),
            "when": period_phrase(place.period),
        }

    def _told(self, place: Place, found: tuple[int, str | None] | None) -> Phrase:
        """What the history says of one target."""
        said = self._named(place)
        if found is None:
            return phrase("changes.no_target", **said)
        amount, currency = found
        if currency is None:
            return phrase("changes.target", amount=phrase("targets.number", number=amount), **said)
        major = Money(amount, currency).amount
        number = int(major) if major == int(major) else float(major)
        return phrase(
            "changes.target", amount=phrase("targets.amount", number=number, currency=currency), **said
        )


_WON = Condition("stage_kind", Op.IS, ("won",))
_OPEN = Condition("stage_kind", Op.IS, ("open",))


def _within(day: str, first: date, last: date) -> tuple[Condition, Condition]:
    return (
        Condition(day, Op.AT_LEAST, (first.isoformat(),)),
        Condition(day, Op.AT_MOST, (last.isoformat(),)),
    )


def _standing(
    place: Place,
    name: str | None,
    done: _Done,
    targets: Targets,
    kinds: Condition,
    today: date,
    days: WorkDays,
) -> Standing:
    """One cell; ``name`` is that of its owner, None for the team."""
    period, measure = place.period, place.measure
    goal = targets.of(place.owner, measure, period)
    asked = f"#{place.owner}" if name is not None and name.startswith("#") else name
    whose = () if asked is None else (Condition("owner", Op.IS, (asked,)),)
    day, kind, parts, found = {
        Measure.REVENUE: ("closed_at", RecordKind.DEALS, (_WON,), done.won),
        Measure.DEALS: ("closed_at", RecordKind.DEALS, (_WON,), done.won),
        Measure.LEADS: ("qualified_at", RecordKind.CONTACTS, (), done.leads),
        Measure.ACTIVITIES: ("happened_at", RecordKind.ACTIVITIES, (kinds,), done.activities),
    }[measure]
    rows = Rows(kind, Filter((*parts, *whose, *_within(day, period.first, period.last))))
    tally = _of_period(found, name, period)
    if measure is not Measure.REVENUE:
        at_pace = pace(tally.count, period.first, period.last, today, days)
        return Standing(place, tally.count, goal, rows, pace=at_pace)
    won, coming = tally.numbers("deal_value"), _of_period(done.open, name, period).numbers("weighted")
    closing = _within("expected_close", period.first, period.last)
    at_pace = pace(int(won.total), period.first, period.last, today, days)
    return Standing(
        place,
        int(won.total),
        goal,
        rows,
        int(coming.total),
        Rows(RecordKind.DEALS, Filter((_OPEN, *whose, *closing))),
        won.beside,
        None if at_pace is None else whole_units(at_pace, targets.currency),
    )


def _of_period(found: ByMonth, name: str | None, period: Period) -> Tally:
    """What was done in a period by somebody, by all of them where no name is given."""
    months = [found.get(month.first, {}) for month in months_between(period.first, period.last)]
    return together(named[name] for named in months if name in named)


def _refuse_span(first: date, last: date) -> None:
    """Refuse days that no period has, and more of them than anybody plans."""
    if not (FIRST_YEAR <= first.year <= last.year <= LAST_YEAR and first <= last):
        raise InputError("targets.no_year", field="year", first=FIRST_YEAR, last=LAST_YEAR)


def _refuse_no_period(period: Period) -> None:
    if Period.read(period.key) != period:
        raise InputError("targets.no_year", field="year", first=FIRST_YEAR, last=LAST_YEAR)


def _refuse_size(minor: int, text: str) -> None:
    if not 0 <= minor < LARGEST_AMOUNT:
        raise InputError("targets.no_amount", field=_TITLE, text=text)
