"""What a person does with reports of their own: build, keep, show elsewhere."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import suppress
from dataclasses import replace
from datetime import date

from salesdesk.domain.changes import ChangeSet, EntityKind
from salesdesk.domain.columns import ListColumn
from salesdesk.domain.conflicts import decided
from salesdesk.domain.entities import entities
from salesdesk.domain.fields import FieldType, RecordKind
from salesdesk.domain.filters import Sort
from salesdesk.domain.grouping import DAYS_OPEN, MEASURED, is_grouped_by
from salesdesk.domain.names import clean_name, name_key
from salesdesk.domain.own_reports import Design, OwnReport, normal
from salesdesk.domain.reports import OwnReportName, Report, ReportSpec
from salesdesk.errors import InputError
from salesdesk.phrases import phrase
from salesdesk.services.commands import Commands
from salesdesk.services.own_reports.making import OwnReportMaker
from salesdesk.store.journal.writing import Writing
from salesdesk.store.store import Store


class OwnReportService:
    """Use cases of reports that a person built."""

    def __init__(self, store: Store, commands: Commands) -> None:
        self._store, self._commands = store, commands

    # -- building ---------------------------------------------------------------------------------------

    def kinds(self) -> tuple[RecordKind, ...]:
        """The lists whose rows can be put together."""
        return tuple(entities().lists)

    def grouping_fields(self, kind: RecordKind) -> tuple[ListColumn, ...]:
        """The fields of a list by which its rows can be grouped."""
        reader = self._store.list_of(kind)
        there = {*reader.columns_grouped(), *(one.name for one in self._store.custom_fields.of(reader.table))}
        return tuple(one for one in reader.columns() if one.key in there and is_grouped_by(one.key, one.type))

    def measured_fields(self, kind: RecordKind) -> tuple[ListColumn, ...]:
        """The fields of a list that can be added up; of deals the days they were open, too."""
        columns = [one for one in self._store.list_of(kind).columns() if one.type in MEASURED]
        if kind is RecordKind.DEALS:
            columns.append(ListColumn(DAYS_OPEN, "", FieldType.INTEGER, editable=False))
        return tuple(columns)

    def make(self, design: Design, name: str = "") -> Report:
        """The report of a design. Grows with the list. Raises ``InputError`` for a field or a filter that the list has
        not."""
        self._refuse_no_list(design.kind)
        today = date.fromisoformat(self._store.today())
        spec = ReportSpec(OwnReportName(name or "own"), today, today)
        return OwnReportMaker(self._store, design).made(spec, name)

    def run(self, number: int) -> Report:
        """A report that was kept, as it is now. Refuses an unknown id."""
        report = self._store.own_reports.get(number)
        return self.make(report.design, report.name)

    def on_today(self) -> list[tuple[OwnReport, Report]]:
        """The reports that are shown on Today, as they are now. Grows with the lists. One that names a field that is gone is
        left out: its own page says why."""
        return self._made_of([one for one in self._store.own_reports.all() if one.on_today])

    def in_meetings(self) -> list[tuple[OwnReport, Report]]:
        """Those that are put in meetings, likewise."""
        return self._made_of([one for one in self._store.own_reports.all() if one.in_meetings])

    def _made_of(self, kept: Sequence[OwnReport]) -> list[tuple[OwnReport, Report]]:
        found = []
        for one in kept:
            with suppress(InputError):
                found.append((one, self.make(one.design, one.name)))
        return found

    # -- keeping ----------------------------------------------------------------------------------------

    def create(
        self, name: str, design: Design, *, on_today: bool = False, in_meetings: bool = False
    ) -> tuple[int, ChangeSet]:
        """Keep a design under a name. Returns the id too. Refuses a name that another report has."""
        clean = clean_name(name, "report")
        self._refuse_unknown(design)
        created: list[int] = []

        def change(uow: Writing) -> None:
            created.append(
                self._store.own_reports.create(uow, clean, normal(design), bool(on_today), bool(in_meetings))
            )

        changes = self._commands.run(phrase("changes.add_report", name=clean), change)
        return created[0], changes

    def change(
        self,
        number: int,
        *,
        name: str | None = None,
        design: Design | None = None,
        on_today: bool | None = None,
        in_meetings: bool | None = None,
        seen: OwnReport | None = None,
    ) -> ChangeSet:
        """Change what a report is called, shows, or where it is shown; parts not given stay. ``seen`` is the report that the
        change was made from: raises ``EditConflict`` when somebody else changed one of the parts since."""
        now = self._store.own_reports.get(number)
        if design is not None:
            self._refuse_unknown(design)
        given = {
            "name": None if name is None else clean_name(name, "report"),
            "design": None if design is None else normal(design),
            "on_today": on_today,
            "in_meetings": in_meetings,
        }
        wanted = {key: value for key, value in given.items() if value is not None}
        told = phrase("changes.change_report", name=now.name)
        if "name" in wanted and len(wanted) == 1:
            told = phrase("changes.rename_report", former=now.name, name=str(wanted["name"]))

        def write(uow: Writing) -> None:
            current = self._store.own_reports.get(number)
            values = decided(EntityKind.OWN_REPORT, number, _parts(seen or current), wanted, _parts(current))
            self._store.own_reports.change(uow, replace(current, **values))

        return self._commands.run(told, write)

    def duplicate(self, number: int) -> tuple[int, ChangeSet]:
        """A second report like one, under a name that is free. Returns the id too."""
        report = self._store.own_reports.get(number)
        taken = {name_key(one.name) for one in self._store.own_reports.all()}
        place = 2
        while name_key(name := f"{report.name} {place}") in taken:
            place += 1
        return self.create(name, report.design)

    def delete(self, number: int) -> ChangeSet:
        """Forget a report; its rows stay."""
        name = self._store.own_reports.get(number).name
        return self._commands.run(
            phrase("changes.delete_report", name=name),
            lambda uow: self._store.own_reports.delete(uow, number),
        )

    def _refuse_no_list(self, kind: RecordKind) -> None:
        if kind not in self.kinds():
            listed = tuple(phrase(f"kinds.{one.value}") for one in self.kinds())
            raise InputError("own_reports.no_list", field="kind", kind=kind.value, kinds=listed)

    def _refuse_unknown(self, design: Design) -> None:
        """Refuse a design that the list cannot show."""
        self._refuse_no_list(design.kind)
        self._store.list_of(design.kind).refuse_unknown(design.filter, Sort())
        groups = {column.key for column in self.grouping_fields(design.kind)}
        for one in design.groups:
            if one.field not in groups:
                raise InputError("own_reports.not_grouped", field="groups", name=one.field)
        self._store.list_of(design.kind).refuse_unmeasured(one.field for one in design.measures if one.field)


def _parts(report: OwnReport) -> dict[str, object]:
    return {
        "name": report.name,
        "design": report.design,
        "on_today": report.on_today,
        "in_meetings": report.in_meetings,
    }
