"""The figures of customers: what each bought in all and in a period, and how long ago the last time was."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import timedelta

from salesdesk.domain.activities.kinds import ActivityKind
from salesdesk.domain.days import day_start, local_day
from salesdesk.domain.fields import RecordKind
from salesdesk.domain.filters import Condition, Filter, Op
from salesdesk.domain.money import Money
from salesdesk.domain.rates import together
from salesdesk.domain.reports import ReportSpec, Rows
from salesdesk.phrases import Phrase, phrase
from salesdesk.services.reports.rows import is_one, numbered, owned, within
from salesdesk.store.figures.customers import Purchase
from salesdesk.store.store import Store

_C, _P = RecordKind.COMPANIES, RecordKind.CONTACTS
LISTED = 25
QUIET_DAYS = 180
"""So many days without a purchase make a customer a quiet one."""
_ENDS: tuple[int | None, ...] = (30, 90, QUIET_DAYS, 365, None)

Who = tuple[RecordKind, int]
Apart = tuple[Money, ...]


@dataclass(slots=True)
class Customer:
    """What one customer bought: the sum ``ever`` and of the period (``inside``), beside them what no rate converts, how often
    (won ``deals`` and ``orders``), and the stored moment of the ``first`` and the ``last`` time."""

    who: Who
    ever: int = 0
    inside: int = 0
    apart: Apart = ()
    inside_apart: Apart = ()
    first: str = "9999"
    last: str = ""
    deals: int = 0
    orders: int = 0


@dataclass(frozen=True, slots=True)
class Sums:
    """What was bought in the period of ``spec``: won deals and orders, for how much and how many, and who bought. ``left_out``
    are in currencies without a rate."""

    spec: ReportSpec
    deals: int = 0
    orders: int = 0
    deals_apart: Apart = ()
    orders_apart: Apart = ()
    deal_count: int = 0
    order_count: int = 0
    left_out: int = 0
    buyers: frozenset[Who] = frozenset()
    new: frozenset[Who] = frozenset()

    def won(self) -> Rows:
        """The deals won in the period."""
        kind = is_one("stage_kind", "won")
        return Rows(RecordKind.DEALS, owned(self.spec, kind, *within("closed_at", self.spec)))

    def ordered(self) -> Rows:
        """The orders of the period."""
        kind = is_one("kind", ActivityKind.ORDER.value)
        return Rows(RecordKind.ACTIVITIES, owned(self.spec, kind, *within("happened_at", self.spec)))


@dataclass(frozen=True, slots=True)
class Line:
    """One customer of the list, and how many days ago the last purchase was."""

    spec: ReportSpec
    name: str
    customer: Customer
    days: int

    def itself(self) -> Rows | None:
        """The company or the person."""
        return numbered(self.customer.who[0], [self.customer.who[1]])

    def deals(self) -> Rows:
        """What it bought by deals."""
        return Rows(RecordKind.DEALS, self._bought(is_one("stage_kind", "won"), "closed_at"))

    def orders(self) -> Rows:
        """What it ordered."""
        return Rows(
            RecordKind.ACTIVITIES, self._bought(is_one("kind", ActivityKind.ORDER.value), "happened_at")
        )

    def _bought(self, kind: Condition, day: str) -> Filter:
        until = Condition(day, Op.AT_MOST, (self.spec.last.isoformat(),))
        of, number = self.customer.who
        if of is _C:
            return owned(self.spec, kind, until, is_one("company", f"#{number}"))
        return owned(self.spec, kind, until, is_one("full_name", f"#{number}"), is_one("company", ""))


@dataclass(frozen=True, slots=True)
class Age:
    """Customers whose last purchase was more than ``after`` and at most ``until`` days ago."""

    after: int
    until: int | None
    customers: Sequence[Customer] = ()

    @property
    def name(self) -> Phrase:
        """What it is called."""
        if self.until is None:
            return phrase("reports.days_ago_more", after=self.after)
        return phrase("reports.days_ago", first=self.after + 1 if self.after else 0, last=self.until)

    @property
    def value(self) -> int:
        """What they bought in all."""
        return sum(one.ever for one in self.customers)

    @property
    def apart(self) -> Apart:
        """The same in currencies without a rate."""
        return together(*(one.apart for one in self.customers if one.apart))

    def of(self, kind: RecordKind) -> list[int]:
        """The companies or the people among them."""
        return numbers_of((one.who for one in self.customers), kind)


@dataclass(frozen=True, slots=True)
class Group:
    """Customers of one line: companies and people."""

    name: Phrase
    who: frozenset[Who]

    def count(self, kind: RecordKind) -> int:
        """How many are of a kind."""
        return len(numbers_of(self.who, kind))

    def rows(self, kind: RecordKind) -> Rows | None:
        """Those of a kind."""
        return numbered(kind, numbers_of(self.who, kind))


@dataclass
class _Adding:
    """Sums of one period while they are made."""

    spec: ReportSpec
    amounts: list[int] = field(default_factory=lambda: [0, 0])
    apart: list[list[Money]] = field(default_factory=lambda: [[], []])
    counts: list[int] = field(default_factory=lambda: [0, 0])
    buyers: set[Who] = field(default_factory=set)

    def __post_init__(self) -> None:
        begin, end = day_start(self.spec.first), day_start(self.spec.last + timedelta(days=1))
        self._begin, self._begin_day = begin.moment, begin.day
        self._end, self._end_day = end.moment, end.day

    def has(self, at: str) -> bool:
        """Whether a stored moment or day lies in it, see ``domain.days.is_on_or_after``."""
        return (at >= self._begin or at == self._begin_day) and at < self._end and at != self._end_day

    def begun(self, at: str) -> bool:
        """Whether it is not before it."""
        return at >= self._begin or at == self._begin_day

    def made(self, firsts: dict[Who, Customer]) -> Sums:
        """The sums; somebody whose first purchase is in the period is new."""
        new = frozenset(who for who in self.buyers if self.begun(firsts[who].first))
        deals, orders = (together(found) for found in self.apart)
        return Sums(
            self.spec,
            deals=self.amounts[0],
            orders=self.amounts[1],
            deals_apart=deals,
            orders_apart=orders,
            deal_count=self.counts[0],
            order_count=self.counts[1],
            left_out=sum(map(len, self.apart)),
            buyers=frozenset(self.buyers),
            new=new,
        )


class Customers:
    """Everybody who ever bought something until the end of the period."""

    def __init__(self, store: Store, spec: ReportSpec, currency: str) -> None:
        self._store, self._spec = store, spec
        self._customers: dict[Who, Customer] = {}
        self.unnamed = 0
        periods = [_Adding(one) for one in (spec, spec.previous(), spec.year_before())]
        rates = store.rates.current(store.today())
        for purchase in store.figures.customers.purchases(spec.last, spec.owner):
            amount, own = purchase.amount or 0, purchase.currency
            beside: Money | None = None
            if own is not None and own != currency and amount:
                converted = rates.converted(amount, own, currency, purchase.at[:10])
                beside = Money(amount, own) if converted is None else None
                amount = converted or 0
            who = _who(purchase)
            self._add(who, purchase, amount, beside, inside=periods[0].has(purchase.at))
            for one in periods:
                if one.has(purchase.at):
                    one.amounts[purchase.order] += amount
                    one.counts[purchase.order] += 1
                    if beside is not None:
                        one.apart[purchase.order].append(beside)
                    if who is not None:
                        one.buyers.add(who)
        self.whole, self.before, self.year_before = (one.made(self._customers) for one in periods)

    def _add(
        self, who: Who | None, purchase: Purchase, amount: int, beside: Money | None, *, inside: bool
    ) -> None:
        if who is None:
            self.unnamed += 1
            return
        known = self._customers.get(who)
        if known is None:
            known = self._customers[who] = Customer(who)
        known.ever += amount
        known.orders += purchase.order
        known.deals += not purchase.order
        known.first, known.last = min(known.first, purchase.at), max(known.last, purchase.at)
        if inside:
            known.inside += amount
        if beside is not None:
            known.apart = together(known.apart, [beside])
            if inside:
                known.inside_apart = together(known.inside_apart, [beside])

    def listed(self) -> list[Line]:
        """Those who bought for most in all."""
        most = sorted(self._customers.values(), key=lambda one: (-one.ever, one.who[1]))[:LISTED]
        names = {
            kind: self._store.figures.customers.names(kind, numbers_of((one.who for one in most), kind))
            for kind in (_C, _P)
        }
        return [
            Line(self._spec, names[one.who[0]][one.who[1]], one, self._ago(one))
            for one in most
            if one.who[1] in names[one.who[0]]
        ]

    def ages(self) -> list[Age]:
        """How long ago the last purchase was."""
        ages = [(self._ago(one), one) for one in self._customers.values()]
        found, after = [], 0
        for until in _ENDS:
            low = after or -1
            here = [one for ago, one in ages if low < ago and (until is None or ago <= until)]
            found.append(Age(after, until, here))
            after = until or after
        return found

    def every(self) -> Age:
        """All customers."""
        return Age(0, None, list(self._customers.values()))

    def quiet(self) -> frozenset[Who]:
        """Those who have bought nothing for long."""
        return frozenset(who for who, one in self._customers.items() if self._ago(one) > QUIET_DAYS)

    @property
    def unlisted(self) -> int:
        """How many customers the list leaves out."""
        return max(0, len(self._customers) - LISTED)

    def _ago(self, customer: Customer) -> int:
        return (self._spec.last - local_day(customer.last)).days


def numbers_of(who: Iterable[Who], kind: RecordKind) -> list[int]:
    """The numbers of those of a kind."""
    return [number for its, number in who if its is kind]


def _who(purchase: Purchase) -> Who | None:
    if purchase.company is not None:
        return _C, purchase.company
    return None if purchase.person is None else (_P, purchase.person)
