"""Lead response: how long the people who were added in a period waited until something went out to them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field

from salesdesk.domain.fields import RecordKind
from salesdesk.domain.filters import Condition, Op
from salesdesk.domain.lead_response import ENDS, Wait
from salesdesk.domain.reports import ReportChart, ReportDetail, ReportName, ReportSpec, Rows, ValueType
from salesdesk.phrases import Phrase, phrase
from salesdesk.services.reports.definition import ColumnOf, FigureOf, ReportDefinition, TableOf
from salesdesk.services.reports.pipeline_figures import NOBODY
from salesdesk.services.reports.rows import is_one, owned, within
from salesdesk.store.figures.responses import Waited
from salesdesk.store.store import Store

_T = ValueType
_HOURS = "response_hours"
_COLUMNS = (
    "full_name", "company", "email", "phone", "lifecycle_stage", "owner", "lead_source", "created_at", "last_contacted_at",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class People:
    """People who were added in the period, all or those of one source or owner (``own``): how many waited how long, and the
    hours of those that were answered together. ``waits`` are those a line is about, None all of them."""

    spec: ReportSpec
    name: str | Phrase = ""
    own: Condition | None = None
    counts: dict[Wait, int] = field(default_factory=dict)
    hours: float = 0.0
    wait: Wait | None = None

    @property
    def added(self) -> int:
        """All of them."""
        return sum(self.counts.values())

    @property
    def still(self) -> int:
        """Those nobody has answered yet."""
        return self.counts.get(Wait.STILL, 0)

    @property
    def answered(self) -> int:
        """Those somebody has answered."""
        return self.added - self.still

    @property
    def within_a_day(self) -> int:
        """Those who waited a day at most."""
        return self.counts.get(Wait.HOUR, 0) + self.counts.get(Wait.DAY, 0)

    @property
    def average(self) -> float | None:
        """The hours that those who were answered waited on average."""
        return round(self.hours / self.answered, 1) if self.answered else None

    def rows(self, *conditions: Condition) -> Rows:
        """Those for whom some conditions hold."""
        parts = [*within("created_at", self.spec), *([] if self.own is None else [self.own]), *conditions]
        return Rows(RecordKind.CONTACTS, owned(self.spec, *parts))

    def waited(self, wait: Wait) -> Rows:
        """Those who waited so long."""
        return self.rows(*_conditions(wait))

    def soon(self) -> Rows:
        """Those who waited a day at most."""
        return self.rows(Condition(_HOURS, Op.AT_MOST, (_number(ENDS[Wait.DAY]),)))

    def reached(self) -> Rows:
        """Those who were answered."""
        return self.rows(Condition(_HOURS, Op.FILLED))


def _conditions(wait: Wait) -> list[Condition]:
    if wait is Wait.STILL:
        return [Condition(_HOURS, Op.FILLED, negated=True)]
    shorter = [end for one, end in ENDS.items() if wait is Wait.LONGER or end < ENDS[wait]]
    found = [Condition(_HOURS, Op.ABOVE, (_number(max(shorter)),))] if shorter else []
    return found if wait is Wait.LONGER else [*found, Condition(_HOURS, Op.AT_MOST, (_number(ENDS[wait]),))]


def _number(hours: float) -> str:
    return f"{hours:g}"


class Answers:
    """The waits of a period."""

    def __init__(self, store: Store, spec: ReportSpec, _currency: str) -> None:
        self.spec = spec
        specs = (spec, spec.previous(), spec.year_before())
        waits = store.figures.responses.waits([(one.first, one.last) for one in specs], spec.owner)
        self._waits = waits[0]
        self.whole, self.before, self.year_before = map(_line, specs, waits)

    def by_wait(self) -> list[People]:
        """How many waited how long, shortest first."""
        return [
            People(
                self.spec,
                phrase(f"reports.wait.{wait}"),
                None,
                {wait: self.whole.counts.get(wait, 0)},
                wait=wait,
            )
            for wait in Wait
        ]

    def by(self, field_: str, key: Callable[[Waited], str]) -> list[People]:
        """By owner or source, most people first."""
        found: dict[str, list[Waited]] = {}
        for waited in self._waits:
            found.setdefault(key(waited), []).append(waited)
        lines = [
            _line(self.spec, group, name or NOBODY, is_one(field_, name)) for name, group in found.items()
        ]
        return sorted(lines, key=lambda line: (line.name == NOBODY, -line.added, str(line.name)))


def _line(spec: ReportSpec, waits: Iterable[Waited], name: str = "", own: Condition | None = None) -> People:
    counts: dict[Wait, int] = {}
    hours = 0.0
    for waited in waits:
        counts[waited.wait] = counts.get(waited.wait, 0) + waited.count
        hours += waited.hours
    return People(spec, name, own, counts, hours)


def _day_share(line: People) -> float | None:
    return line.within_a_day / line.added if line.added else None


def _named(key: str, title: Phrase) -> ColumnOf[People]:
    return ColumnOf(key, title, _T.TEXT, lambda line: line.name)


_GROUPED: tuple[ColumnOf[People], ...] = (
    ColumnOf(
        "added", phrase("reports.people_added"), _T.COUNT, lambda line: line.added, People.rows, summed=True
    ),
    ColumnOf(
        "day",
        phrase("reports.within_a_day"),
        _T.COUNT,
        lambda line: line.within_a_day,
        People.soon,
        summed=True,
        formula=phrase("reports.formula.within_a_day"),
    ),
    ColumnOf("share", phrase("reports.share"), _T.PERCENT, _day_share, People.soon),
    ColumnOf(
        "still",
        phrase("reports.not_answered"),
        _T.COUNT,
        lambda line: line.still,
        lambda line: line.waited(Wait.STILL),
        summed=True,
    ),
    ColumnOf(
        "average",
        phrase("reports.average_wait"),
        _T.HOURS,
        lambda line: line.average,
        People.reached,
        formula=phrase("reports.formula.average_wait"),
    ),
)


def _details(basis: Answers) -> Iterator[ReportDetail]:
    yield ReportDetail(phrase("reports.not_answered"), basis.whole.waited(Wait.STILL), _COLUMNS)


def _notes(_basis: Answers) -> Iterator[Phrase]:
    yield phrase("reports.note.calendar_time")


def _of_wait(line: People) -> Rows | None:
    return line.rows() if line.wait is None else line.waited(line.wait)


LEAD_RESPONSE: ReportDefinition[Answers, People] = ReportDefinition(
    ReportName.LEAD_RESPONSE,
    phrase("reports.lead_response"),
    lambda _spec: phrase("reports.lead_response"),
    Answers,
    figures=(
        FigureOf(
            "added",
            phrase("reports.people_added"),
            _T.COUNT,
            lambda line: line.added,
            People.rows,
            compared=True,
        ),
        FigureOf(
            "day",
            phrase("reports.within_a_day"),
            _T.PERCENT,
            _day_share,
            People.soon,
            compared=True,
            formula=phrase("reports.formula.within_a_day_share"),
        ),
        FigureOf(
            "average",
            phrase("reports.average_wait"),
            _T.HOURS,
            lambda line: line.average,
            People.reached,
            compared=True,
            formula=phrase("reports.formula.average_wait"),
        ),
        FigureOf(
            "still",
            phrase("reports.not_answered"),
            _T.COUNT,
            lambda line: line.still,
            lambda line: line.waited(Wait.STILL),
            compared=True,
            formula=phrase("reports.formula.not_answered"),
        ),
    ),
    tables=(
        TableOf(
            "waits",
            phrase("reports.how_long_people_waited"),
            (
                _named("wait", phrase("reports.first_answer")),
                ColumnOf(
                    "people",
                    phrase("reports.people"),
                    _T.COUNT,
                    lambda line: line.added,
                    _of_wait,
                    summed=True,
                ),
            ),
            Answers.by_wait,
            drawn=True,
        ),
        TableOf(
            "owners",
            phrase("reports.by_owner"),
            (_named("owner", phrase("reports.owner")), *_GROUPED),
            lambda basis: basis.by("owner", lambda waited: waited.owner),
        ),
        TableOf(
            "sources",
            phrase("reports.by_source"),
            (_named("source", phrase("reports.source")), *_GROUPED),
            lambda basis: basis.by("lead_source", lambda waited: waited.source),
        ),
    ),
    charts=(ReportChart(phrase("reports.how_long_people_waited"), "waits", "wait", ("people",)),),
    details=_details,
    other_currencies=lambda _basis: 0,
    apart=lambda count, currency: phrase("reports.deals_apart", count=count, currency=currency),
    notes=_notes,
)
