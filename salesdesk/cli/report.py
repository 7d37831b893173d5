"""``salesdesk report``: a report over a period as a workbook, a PDF or text tables."""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import Any

from salesdesk import outputs
from salesdesk.cli.replacing import add_force, refuse_edited
from salesdesk.cli.session import OpenStore, print_json, wants_json
from salesdesk.cli.words import file_to_write
from salesdesk.domain.money import Money, minor_digits
from salesdesk.domain.reports import (
    Cell,
    Comparison,
    Figure,
    OwnReportName,
    Report,
    ReportName,
    ReportSpec,
    ValueType,
)
from salesdesk.errors import InputError
from salesdesk.phrases import Phrase, phrase
from salesdesk.store.store import Store
from salesdesk.wording import worded


def add_parser(subparsers: Any) -> None:
    """Add the subcommand."""
    parser = subparsers.add_parser(
        "report",
        help="write a report as a workbook (.xlsx), PDF (.pdf) or text tables (.csv)",
        description="Write a report. Its names: "
        + ", ".join(ReportName)
        + "; or that of a report of your own. --json gives amounts as whole numbers of the smallest unit of their currency"
        ' (503022 is 5,030.22 EUR; "minor_digits" says how many of the digits stand behind the point), shares as fractions;'
        " texts, workbooks and the printed lines give whole units.",
    )
    parser.add_argument(
        "name", metavar="NAME", help=", ".join(ReportName) + ", or what a report of your own is called"
    )
    parser.add_argument(
        "out", metavar="OUT", type=file_to_write, help="the file to write, ending in .xlsx, .pdf or .csv"
    )
    parser.add_argument(
        "--from", dest="first", metavar="DAY", help="first day, 2026-11-01 (default: of this month)"
    )
    parser.add_argument("--to", dest="last", metavar="DAY", help="last day, 2026-11-30 (default: today)")
    parser.add_argument(
        "--compare",
        metavar="WITH",
        help="what the figures stand beside: "
        + ", ".join(Comparison)
        + " (default: both). Of the report 'changes': the day whose end is compared with the last one (default: the day"
        " before the first)",
    )
    parser.add_argument("--owner", metavar="NAME", help="only what belongs to this owner")
    add_force(parser)
    parser.set_defaults(run=run)


def run(args: argparse.Namespace, open_store: OpenStore) -> int:
    """Write the report."""
    outputs.check_ending(args.out, outputs.REPORT_ENDINGS)
    from salesdesk.services.reports.files import ReportFileService  # loads all that writes files

    with open_store(args) as store:
        named = args.name in {one.value for one in ReportName}
        report = _of_a_period(store, args) if named else _own(store, args)
        refuse_edited(store, args, [args.out])
        ReportFileService(store).write(report, args.out, worded)
    if wants_json(args):
        print_json(_answer(report, args.out))
    else:
        own = isinstance(report.spec.name, OwnReportName)
        period = "" if own else f", {report.spec.first} to {report.spec.last}"
        print(f"{worded(report.title)}{period}: {args.out}")
        for figure in report.figures:
            print(
                f"  {worded(figure.caption)}: {_words(figure.value, figure.type, report.currency)}{_beside(figure, report)}"
            )
        if report.other_currencies:
            print(f"  {worded(report.apart)}")
        for note in report.notes:
            print(f"  {worded(note)}")
    return 0


def _of_a_period(store: Store, args: argparse.Namespace) -> Report:
    """One of the reports that there are, over the period that is asked for."""
    from salesdesk.services.called import owner_called
    from salesdesk.services.reports.service import ReportService, default_spec

    usual = default_spec(ReportName(args.name), date.fromisoformat(store.today()))
    last = _day(args.last, "--to") or usual.last
    first = _day(args.first, "--from") or last.replace(day=1)
    changes = args.name == ReportName.CHANGES.value
    compare = _day(args.compare, "--compare") if changes else None
    comparison = Comparison.BOTH if changes else _comparison(args.compare)
    if last < first:
        raise InputError("command_line.ends_before_start", last=last, first=first)
    owner = None if args.owner is None else owner_called(store, args.owner).name
    spec = ReportSpec(ReportName(args.name), first, last, owner, compare)
    return ReportService(store).run(spec).compared(comparison)


def _own(store: Store, args: argparse.Namespace) -> Report:
    """A report that a person built, by its name; its filter says of which rows."""
    from salesdesk.services.commands import Commands
    from salesdesk.services.own_reports import OwnReportService

    kept = store.own_reports.find(args.name)
    if kept is None:
        there = (*(one.value for one in ReportName), *(one.name for one in store.own_reports.all()))
        raise InputError("command_line.no_such_report", name=args.name, names=there)
    asked = {"--from": args.first, "--to": args.last, "--compare": args.compare, "--owner": args.owner}
    for option, given in asked.items():
        if given is not None:
            raise InputError("command_line.own_period", option=option, name=kept.name)
    return OwnReportService(store, Commands(store)).run(kept.id)


def _comparison(text: str | None) -> Comparison:
    try:
        return Comparison(text or Comparison.BOTH)
    except ValueError as error:
        raise InputError("command_line.no_comparison", text=text, known=tuple(Comparison)) from error


def _day(text: str | None, option: str) -> date | None:
    if text is None:
        return None
    try:
        return date.fromisoformat(text)
    except ValueError as error:
        raise InputError("command_line.no_date", option=option, text=text) from error


def _answer(report: Report, out: Path) -> dict[str, Any]:
    """Money in minor units, which the answer says, shares as fractions; dates as text."""
    return {
        "report": report.spec.name.value,
        "title": worded(report.title),
        "from": report.spec.first.isoformat(),
        "to": report.spec.last.isoformat(),
        "owner": report.spec.owner,
        "compare": report.spec.compare.isoformat() if report.spec.compare is not None else None,
        "currency": report.currency,
        "amounts": "minor_units",
        "minor_digits": minor_digits(report.currency),
        "other_currencies": report.other_currencies,
        "file": str(out),
        "apart": {
            figure.key: {money.currency: money.minor for money in figure.value.apart}
            for figure in report.figures
            if figure.value.apart
        },
        "figures": {figure.key: figure.value.value for figure in report.figures},
        "shown": {
            figure.key: _words(figure.value, figure.type, report.currency) for figure in report.figures
        },
        "counts": {figure.key: figure.count for figure in report.figures if figure.count is not None},
        "left_out": {figure.key: list(figure.left_out) for figure in report.figures if figure.left_out},
        "before": {figure.key: figure.before for figure in report.figures if figure.before is not None},
        "year_before": {
            figure.key: figure.year_before for figure in report.figures if figure.year_before is not None
        },
        "notes": [worded(note) for note in report.notes],
        "tables": [
            {
                "name": table.key,
                "title": worded(table.title),
                "columns": [
                    {"key": c.key, "title": worded(c.title), "type": c.type.value} for c in table.columns
                ],
                "rows": [[_plain(cell) for cell in row] for row in table.rows],
                "total": [_plain(cell) for cell in table.total] if table.total is not None else None,
                "apart": [_apart(row) for row in table.rows],
            }
            for table in report.tables
        ],
    }


def _beside(figure: Figure, report: Report) -> str:
    """How many records a figure stands for, what is not in it, and what it was before."""
    told = []
    known = figure.value.value is not None
    if known and figure.count is not None and figure.type is not ValueType.COUNT:
        told.append(f"of {figure.count:,}")
    if figure.left_out:
        told.append(worded(phrase("report_files.without", currencies=figure.left_out)))
    for code, value in (("before", figure.before), ("year_before", figure.year_before)):
        if value is not None:
            shown = _words(Cell(value), figure.type, report.currency)
            told.append(worded(phrase(f"report_files.{code}", value=shown)))
    return f" ({', '.join(told)})" if told else ""


def _plain(cell: Cell) -> Any:
    return worded(cell.value) if isinstance(cell.value, Phrase) else cell.value


def _apart(row: Sequence[Cell]) -> dict[int, dict[str, int]]:
    """The amounts beside the sums of a row, by the place of their column."""
    return {
        place: {money.currency: money.minor for money in cell.apart}
        for place, cell in enumerate(row)
        if cell.apart
    }


def _words(cell: Cell, type_: ValueType, currency: str) -> str:
    value = cell.value
    if value is None:
        return "none yet"
    if type_ is ValueType.MONEY and isinstance(value, int):
        own = [Money(value, currency)] if value or not cell.apart else []
        return " + ".join(f"{money.amount:,} {money.currency}" for money in (*own, *cell.apart))
    if type_ is ValueType.PERCENT and isinstance(value, (int, float)):
        return f"{value:.0%}"
    if type_ in _UNITS:
        return f"{value} {_UNITS[type_]}"
    return str(value)


_UNITS = {ValueType.DAYS: "days", ValueType.HOURS: "hours"}
