"""Data health: records that something is missing of, or wrong with."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from salesdesk.domain.fields import RecordKind
from salesdesk.domain.filters import Condition, Filter, Op
from salesdesk.domain.reports import ReportDetail, ReportName, ReportSpec, Rows, ValueType
from salesdesk.phrases import Phrase, phrase
from salesdesk.services.reports.definition import ColumnOf, FigureOf, ReportDefinition, TableOf, no_line
from salesdesk.services.reports.rows import is_one, owned
from salesdesk.store.store import Store

_T = ValueType
_C, _O, _D = RecordKind.CONTACTS, RecordKind.COMPANIES, RecordKind.DEALS
_OPEN = is_one("stage_kind", "open")
_DEAL_COLUMNS = (
    "deal_title", "company", "full_name", "stage", "deal_value", "expected_close", "owner", "next_step_at", "stage_since",
)  # fmt: skip
_PEOPLE_COLUMNS = ("full_name", "company", "email", "phone", "owner", "lead_source", "created_at")


def _none(name: str) -> Condition:
    return is_one(name, "")


@dataclass(frozen=True, slots=True)
class Check:
    """One thing that is looked at: the records of a kind for which ``parts`` hold; with ``today`` the field of that name is
    not later than today."""

    key: str
    kind: RecordKind
    parts: tuple[Condition, ...]
    until_today: str = ""
    before_today: str = ""
    of_all: bool = False  # it is no matter of whose the records are

    @property
    def title(self) -> Phrase:
        """What is wrong."""
        return phrase(f"reports.health.{self.key}")


CHECKS: tuple[Check, ...] = (
    Check("no_next_step", _D, (_OPEN, _none("next_step_at"))),
    Check("overdue_close", _D, (_OPEN,), before_today="expected_close"),
    Check("quiet", _D, (_OPEN,), until_today="quiet_from"),
    Check("no_close", _D, (_OPEN, _none("expected_close"))),
    Check("no_amount", _D, (_OPEN, Condition("deal_value", Op.FILLED, negated=True))),
    Check("no_owner_deals", _D, (_OPEN, _none("owner")), of_all=True),
    Check("no_company", _D, (_OPEN, _none("company"), _none("full_name"))),
    Check("shared_email", _C, (Condition("shared_emails", Op.AT_LEAST, ("1",)),)),
    Check("bad_phone", _C, (Condition("bad_phones", Op.AT_LEAST, ("1",)),)),
    Check("unreachable", _C, (_none("email"), _none("phone"))),
    Check("no_owner_people", _C, (_none("owner"),), of_all=True),
    Check("no_source", _C, (_none("lead_source"),)),
    Check("never_contacted", _C, (_none("last_contacted_at"),)),
    Check("no_owner_companies", _O, (_none("owner"),), of_all=True),
)
"""In the order of the report."""
_SHOWN = ("no_next_step", "quiet", "shared_email", "bad_phone", "no_owner_people")
"""Those that stand above the list."""
_KINDS = {_D: phrase("reports.open_deals"), _C: phrase("reports.people"), _O: phrase("reports.companies")}


@dataclass(frozen=True, slots=True)
class Finding:
    """One check with what it found."""

    check: Check
    rows: Rows
    count: int
    all: int

    @property
    def share(self) -> float | None:
        """The share of all such records."""
        return self.count / self.all if self.all else None


@dataclass(frozen=True, slots=True)
class Health:
    """All findings by key."""

    found: dict[str, Finding] = field(default_factory=dict)


class HealthChecks:
    """Counts what is wrong now; the period has no part in it."""

    def __init__(self, store: Store, spec: ReportSpec, _currency: str) -> None:
        self._store, self._spec = store, spec
        self._today = store.today()
        self.whole = Health({one.check.key: one for one in self._findings()})

    def lines(self) -> list[Finding]:
        """Every check."""
        return list(self.whole.found.values())

    def _findings(self) -> Iterator[Finding]:
        """Every check in its order; the records of a kind are looked at once for all checks."""
        counts: dict[str, tuple[Filter, int, int]] = {}
        for kind in _KINDS:
            checks = [check for check in CHECKS if check.kind is kind]
            whole = owned(self._spec, *([_OPEN] if kind is _D else []))
            filters = [self._filter(check) for check in checks]
            every, *each = self._store.list_of(kind).counts([whole, *filters])
            for check, filter_, count in zip(checks, filters, each, strict=True):
                counts[check.key] = (filter_, count, every)
        for check in CHECKS:
            filter_, count, every = counts[check.key]
            yield Finding(check, Rows(check.kind, filter_), count, every)

    def _filter(self, check: Check) -> Filter:
        parts = list(check.parts)
        if check.until_today:
            parts.append(Condition(check.until_today, Op.AT_MOST, (self._today,)))
        if check.before_today:
            parts.append(Condition(check.before_today, Op.BELOW, (self._today,)))
        return Filter(tuple(parts)) if check.of_all else owned(self._spec, *parts)


def _figure(key: str) -> FigureOf[Health]:
    return FigureOf(
        key,
        phrase(f"reports.health.{key}"),
        _T.COUNT,
        lambda health: health.found[key].count,
        lambda health: health.found[key].rows,
        formula=phrase(f"reports.formula.{key}"),
    )


def _details(basis: HealthChecks) -> Iterator[ReportDetail]:
    for finding in basis.lines():
        if finding.count and finding.check.key in _SHOWN:
            columns = _DEAL_COLUMNS if finding.check.kind is _D else _PEOPLE_COLUMNS
            currency = "deal_value" if finding.check.kind is _D else None
            yield ReportDetail(finding.check.title, finding.rows, columns, currency)


def _notes(_basis: HealthChecks) -> Iterator[Phrase]:
    yield phrase("reports.note.all_as_of_now")


DATA_HEALTH: ReportDefinition[HealthChecks, Health] = ReportDefinition(
    ReportName.DATA_HEALTH,
    phrase("reports.data_health"),
    lambda _spec: phrase("reports.data_health"),
    HealthChecks,
    before=no_line,
    year_before=no_line,
    figures=tuple(_figure(key) for key in _SHOWN),
    tables=(
        TableOf(
            "checks",
            phrase("reports.what_to_tidy"),
            (
                ColumnOf("check", phrase("reports.what"), _T.TEXT, lambda one: one.check.title),
                ColumnOf("kind", phrase("reports.of"), _T.TEXT, lambda one: _KINDS[one.check.kind]),
                ColumnOf(
                    "count", phrase("reports.records"), _T.COUNT, lambda one: one.count, lambda one: one.rows
                ),
                ColumnOf(
                    "share",
                    phrase("reports.share"),
                    _T.PERCENT,
                    lambda one: one.share,
                    lambda one: one.rows,
                    formula=phrase("reports.formula.share_of_kind"),
                ),
            ),
            HealthChecks.lines,
        ),
    ),
    charts=(),
    details=_details,
    other_currencies=lambda _basis: 0,
    apart=lambda count, currency: phrase("reports.deals_apart", count=count, currency=currency),
    notes=_notes,
)
