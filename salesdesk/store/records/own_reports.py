"""Reports of one's own in the database, and their one writer."""

from __future__ import annotations

from typing import TYPE_CHECKING

from salesdesk.domain.cleaning.text import fold_key
from salesdesk.domain.columns import filter_fields
from salesdesk.domain.fields import RecordKind
from salesdesk.domain.filters import Filter, filter_text, parse_filter
from salesdesk.domain.own_reports import Design, OwnReport, design_text, read_design
from salesdesk.errors import DomainError, InputError
from salesdesk.store.engine.statements import Named, Query, Slot, Statement
from salesdesk.store.journal.writing import writes
from salesdesk.store.models.own_reports import OwnReport as ReportRow

if TYPE_CHECKING:
    from salesdesk.store.engine.database import Database
    from salesdesk.store.journal.unit_of_work import UnitOfWork

_TABLE = "own_report"


def _reports() -> Query:
    r = ReportRow
    listed = (r.id, r.name, r.kind, r.filter, r.design, r.on_today, r.in_meetings)
    return r.select(*listed).order_by(r.name_key, r.id)


@Statement
def _all() -> Query:
    return _reports()


@Statement
def _by_id(number: Slot) -> Query:
    return _reports().where(ReportRow.id == number)


class OwnReportRepository:
    """Reports of one's own by name."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def all(self) -> list[OwnReport]:
        """Every report, by name."""
        return [_report(row) for row in self._database.select(_all)]

    def get(self, number: int) -> OwnReport:
        """One report; refuses an unknown id."""
        found = self._database.first(_by_id, number=number)
        if found is None:
            raise DomainError("own_reports.gone")
        return _report(found)

    def find(self, name: str) -> OwnReport | None:
        """The report of a name, in whatever case."""
        key = fold_key(name)
        return next((one for one in self.all() if fold_key(one.name) == key), None)

    @writes
    def create(self, uow: UnitOfWork, name: str, design: Design, on_today: bool, in_meetings: bool) -> int:
        """Keep a report; a name that another one has is refused. Returns its id."""
        return uow.insert(_TABLE, _stored(OwnReport(0, name, design, on_today, in_meetings)))

    @writes
    def change(self, uow: UnitOfWork, report: OwnReport) -> None:
        """Write a report as it is now."""
        uow.update(_TABLE, report.id, _stored(report))

    @writes
    def delete(self, uow: UnitOfWork, number: int) -> None:
        """Forget a report; its rows stay."""
        uow.delete(_TABLE, number)


def _report(row: Named) -> OwnReport:
    kind = RecordKind(row.kind)
    design = read_design(kind, _filter(row.filter, kind), row.design)
    return OwnReport(row.id, row.name, design, bool(row.on_today), bool(row.in_meetings))


def _filter(text: str, kind: RecordKind) -> Filter:
    """What a report was stored with; what names a field that is gone finds what holds these words."""
    try:
        return parse_filter(text, filter_fields(kind))
    except InputError:
        return Filter(text=text)


def _stored(report: OwnReport) -> dict[str, object]:
    return {
        "name": report.name,
        "name_key": fold_key(report.name),
        "kind": report.design.kind.value,
        "filter": filter_text(report.design.filter),
        "design": design_text(report.design),
        "on_today": report.on_today,
        "in_meetings": report.in_meetings,
    }
