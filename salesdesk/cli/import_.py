"""``salesdesk import``: a spreadsheet, text or contact-card file into the database, or only what it would do."""

from __future__ import annotations

import argparse
import os
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

from salesdesk import outputs, unfinished
from salesdesk.cli import import_mails, import_notes, import_sheets, import_targets
from salesdesk.cli.import_matches import as_matches, print_matches
from salesdesk.cli.import_outcome import outcome_text
from salesdesk.cli.progress import TerminalWork
from salesdesk.cli.replacing import add_force, refuse_edited
from salesdesk.cli.session import OpenStore, database_files, print_json, say, wants_json
from salesdesk.cli.words import coded, counted, country, day, file_name, file_to_write, listed
from salesdesk.domain.entities import entities
from salesdesk.domain.fields import RecordKind, declared
from salesdesk.domain.sheets import SheetRequest
from salesdesk.errors import DomainError, InputError
from salesdesk.wording import worded

if TYPE_CHECKING:
    from salesdesk.domain.imports import ImportDecisions, ImportPlan, ImportResult, SheetPlan
    from salesdesk.exchange.reading.session import ReaderSession
    from salesdesk.store.store import Store

_SHOWN = 20  # lines of one kind; the rest is counted
_CARDS = (".vcf", ".vcard")
_OF_PRODUCTS = {"product_name", "sku", "price", "quantity"}
_REASONS = {
    "chosen": "not chosen",
    "hidden": "hidden; name it with --sheet to import it",
    "unknown": "not recognised; say what it holds with --kind",
    "products": "products, and there is no product catalogue in this version yet",
    "empty": "no rows",
}


def add_parser(subparsers: Any) -> None:
    """Add the subcommand."""
    parser = subparsers.add_parser("import", help="import a spreadsheet, text, contact-card or e-mail file")
    parser.add_argument(
        "file", metavar="FILE", type=file_name, help="xlsx, xls, xlsb, ods, csv, tsv, vcf, eml, msg or mbox"
    )
    parser.add_argument(
        "--plan",
        action="store_true",
        help="say what would happen and write nothing (but the file of --problems)",
    )
    kinds = entities().sheets
    parser.add_argument(
        "--kind",
        choices=[*(kind.value for kind in kinds), import_targets.KIND],
        metavar="KIND",
        help=f"what the rows are: {', '.join(kinds)}, or {import_targets.KIND}",
    )
    parser.add_argument(
        "--without-hidden-rows",
        action="store_true",
        help="leave out rows that are hidden or filtered away in the file",
    )
    parser.add_argument("--sheet", metavar="NAME", help="only this sheet of the workbook")
    add_map_option(parser)
    parser.add_argument("--country", type=country, metavar="DE", help="the country phone numbers are read by")
    parser.add_argument(
        "--date-order",
        choices=("DMY", "MDY", "YMD"),
        help="how the file writes days that could be read in two ways, such as 03/04/2025; the plan says how they are read",
    )
    parser.add_argument(
        "--on-match",
        choices=("fill", "overwrite", "skip"),
        default="fill",
        help="records that exist already: fill their blanks (default), overwrite, or leave alone",
    )
    parser.add_argument(
        "--closed-on",
        type=day,
        metavar="DAY",
        help="when won and lost deals were closed that do not say it (YYYY-MM-DD); without it they are in no period's figures",
    )
    parser.add_argument(
        "--lift-opt-outs",
        action="store_true",
        help="let people be addressed again whom the file says may be; without it whoever opted out stays so",
    )
    parser.add_argument(
        "--problems", type=file_to_write, metavar="OUT.xlsx", help="save the rows with problems as a workbook"
    )
    add_force(parser, "the workbook of --problems")
    parser.add_argument(
        "--add-people",
        action="store_true",
        help="of e-mails: make contacts of those who wrote or were written to and are not known; without it they are listed",
    )
    parser.set_defaults(run=run)


def add_map_option(parser: argparse.ArgumentParser) -> None:
    """The option that says what a column means."""
    parser.add_argument(
        "--map",
        type=_mapping,
        action="append",
        default=[],
        metavar="HEADER=field",
        help="what a column means (may be given several times); custom keeps it, ignore leaves it out",
    )


def _mapping(text: str) -> tuple[str, str]:
    header, sign, field = text.rpartition("=")
    if not sign or not header:
        raise argparse.ArgumentTypeError(f"“{text}” is not of the form HEADER=field")
    names = declared().mapping_names
    if field not in names:
        raise argparse.ArgumentTypeError(f"“{field}” is no field; fields are: {', '.join(sorted(names))}")
    return header, field


def run(args: argparse.Namespace, open_store: OpenStore) -> int:
    """Plan, and import unless only the plan was asked for."""
    if import_mails.is_mail(args.file):
        return import_mails.run(args, open_store)
    if args.kind == import_targets.KIND:
        return import_targets.run(args, _store(args, open_store))
    from salesdesk.services.data_files import starting_reader
    from salesdesk.services.uncollected import without_collector

    if args.problems is not None:  # before anything is read or written
        outputs.target_of(
            args.problems,
            endings=outputs.PROBLEM_ENDINGS,
            databases=database_files(args),
            sources=[Path(args.file)],
        )
    work = TerminalWork()
    # its child starts while the rest is loaded
    with without_collector(), starting_reader() as session:
        plan, result = _imported(args, open_store, session, work)
    work.done()
    if wants_json(args):
        print_json(as_json(args.file, plan, result))
    else:
        _print(plan, result)
    return 0


def _imported(
    args: argparse.Namespace, open_store: OpenStore, session: ReaderSession, work: TerminalWork
) -> tuple[ImportPlan, ImportResult | None]:
    from salesdesk.services.commands import Commands
    from salesdesk.services.data_files import refuse_own
    from salesdesk.services.imports.history import ImportService

    refuse_own(Path(args.file), tuple(database_files(args)))
    session.open(Path(args.file), work=work)  # before a database is made for a file that cannot be read
    if len(session.sheets) == 1:
        session.begin(_request(args, session.sheets[0].name))  # while the database is opened
    with _store(args, open_store) as store:
        _refuse_export(args.file, store, session)
        service = ImportService(store, Commands(store))
        with service.take(session) as file:
            if args.problems is not None:
                refuse_edited(store, args, [args.problems])
            decisions = _decisions(args, [sheet.name for sheet in file.sheets])
            plan = file.plan(decisions, work, rest=True)
            if args.problems is not None:
                saved = file.write_problems(plan, args.problems, worded)
                say(f"The {counted(saved, 'rows')} with a problem are in {args.problems}.")
            if args.plan:
                return plan, None
            _refuse_nothing(args.file, plan)
            return plan, service.apply(file, plan, decisions, work, worded)[0]


def _refuse_export(file: str, store: Store, session: ReaderSession) -> None:
    """Name the command that merges a workbook back, for one that an export of this file wrote."""
    if Path(file).suffix.lower() in _CARDS or not any(sheet.records for sheet in session.sheets):
        return
    from salesdesk.services.commands import Commands
    from salesdesk.services.merging_back import MergingBackService

    if MergingBackService(store, Commands(store)).is_open_export(session):
        raise DomainError("merging_back.is_export", file=file)


def _refuse_nothing(file: str, plan: ImportPlan) -> None:
    """Say why, when no sheet is imported at all."""
    if any(sheet.used for sheet in plan.sheets) or not any(sheet.analysis.rows for sheet in plan.sheets):
        return
    reasons = "; ".join(f"{sheet.analysis.name}: {_why(sheet)}" for sheet in plan.sheets)
    raise DomainError("command_line.nothing_to_import", file=Path(file).name, reasons=reasons)


def _why(sheet: SheetPlan) -> str:
    """Why a sheet is left out."""
    fields = {column.field for column in sheet.analysis.columns}
    if sheet.reason == RecordKind.PRODUCTS.value and not fields & _OF_PRODUCTS:
        return "no column fits products"
    return _REASONS.get(sheet.reason, sheet.reason)


@contextmanager
def _store(args: argparse.Namespace, open_store: OpenStore) -> Iterator[Store]:
    """The database; a plan for one that does not exist yet is made against an empty one that is thrown away."""
    files = database_files(args)
    if not args.plan or not files or os.path.lexists(files[0]):
        with open_store(args, create=not args.plan) as store:
            yield store
        return
    from salesdesk.services.setup import set_up
    from salesdesk.store.store import Store

    with unfinished.private_folder() as folder:
        store = Store(folder / "plan.salesdesk")
        try:
            set_up(store)
            yield store
        finally:
            store.close()


def _decisions(args: argparse.Namespace, sheets: Sequence[str]) -> ImportDecisions:
    from salesdesk.domain.imports import ImportDecisions, Mode, Resolution

    if args.sheet is not None and args.sheet not in sheets:
        raise InputError(
            "command_line.no_such_sheet",
            field="sheet",
            file=args.file,
            sheet=args.sheet,
            sheets=tuple(sheets),
        )
    requests = {name: _request(args, name) for name in sheets}
    return ImportDecisions(
        requests=requests,
        mapping=dict(args.map),
        country=args.country,
        date_order=args.date_order,
        default_mode=Mode.OVERWRITE if args.on_match == "overwrite" else Mode.FILL,
        on_match=Resolution.SKIP if args.on_match == "skip" else Resolution.UPDATE,
        shown=frozenset() if args.sheet is None else frozenset({args.sheet}),
        closed_on=args.closed_on,
        lift_opt_outs=args.lift_opt_outs,
    )


def _request(args: argparse.Namespace, name: str) -> SheetRequest:
    """How a sheet is read."""
    use = args.sheet is None or name == args.sheet
    kind = RecordKind(args.kind) if args.kind and use else None
    return SheetRequest(name, use=use, kind=kind, hidden_rows=not args.without_hidden_rows)


# -- words --------------------------------------------------------------------------------------------------


def as_json(file: str, plan: ImportPlan, result: ImportResult | None = None) -> dict[str, Any]:
    """The plan (and the result) in the stable form that scripts rely on."""
    from salesdesk.services.imports.outcome import created_by, outcome_of

    outcome = outcome_of(plan)
    counts, apart = plan.counts, outcome.alike_new
    answer: dict[str, Any] = {
        "file": file,
        "sheets": [import_sheets.as_json(sheet) for sheet in plan.sheets],
        "counts": {
            "rows": counts.rows,
            "new": counts.new
            + apart,  # a pair that is left open is two records; ``duplicates`` names it afterwards
            "changed": counts.changed,
            "unchanged": counts.unchanged,
            "duplicates": counts.duplicates - apart,
            "problems": counts.problems,
            "left_out": counts.left_out,
            "steps": len(plan.work.steps),
            "with_problem": outcome.troubled,  # those of ``problems`` and those of which the rest is imported
        },
        "matches": as_matches(plan),
        "problems": [
            {
                "sheet": p.sheet,
                "row": p.row,
                "column": p.column,
                "value": p.value,
                "reason": worded(p.reason),
                **coded(p.reason),
                "severity": p.severity,
            }
            for p in plan.problems
        ],
        "opt_outs": {"kept": plan.opt_outs.kept, "known": plan.opt_outs.known},
        "unknown_values": [
            {"list": v.kind.value, "value": v.name, "rows": v.rows, "action": v.decision.action.value}
            for v in plan.lists
        ],
    }
    answer |= import_notes.as_json(plan)
    if result is not None:
        made = created_by(plan, result)
        nothing = {kind: 0 for kind, count in result.created.items() if not count}
        answer["import"] = {
            "number": result.number,
            "batch": result.batch,
            "created": made | nothing,
            "changed": dict(result.changed),
            "kept": [
                {
                    "kind": one.kind.value,
                    "record": one.record,
                    "field": one.field,
                    "stored": one.stored,
                    "given": one.given,
                }
                for one in result.meanwhile.kept
            ],
            "deleted": list(result.meanwhile.deleted),
        }
    answer["seconds"] = {stage: round(took, 3) for stage, took in (result or plan).timings.items()}
    return answer


def _print(plan: ImportPlan, result: ImportResult | None) -> None:
    for sheet in plan.sheets:
        import_sheets.print_sheet(sheet, _why(sheet))
    print(outcome_text(plan))
    for line in import_notes.opt_out_lines(plan):
        print(line)
    from salesdesk.services.imports.plan.likeness import MOST_ROWS

    if plan.counts.new > MOST_ROWS:
        print(
            f"    More than {MOST_ROWS:,} new rows are compared by e-mail, phone and name only; "
            "“salesdesk duplicates” finds the rest afterwards."
        )
    print_matches(plan)
    for problem in plan.problems[:_SHOWN]:
        where = f"{problem.sheet} row {problem.row}" + (f", {problem.column}" if problem.column else "")
        print(f"    {where}: {worded(problem.reason)}")
    if len(plan.problems) > _SHOWN:
        print(f"    … and {len(plan.problems) - _SHOWN:,} more; --problems OUT.xlsx saves them all")
    for line in import_notes.lines(plan, _SHOWN):
        print(f"    {line}")
    if result is not None:
        from salesdesk.services.imports.outcome import created_by

        created, changed = listed(created_by(plan, result)), listed(result.changed)
        if created or changed:
            print(
                f"Imported: {created or 'nothing'}. Changed: {changed or 'nothing'}. "
                f"Undo with: salesdesk undo --batch {result.batch}"
            )
        else:
            print("Nothing was imported: everything in it is here already, or was left out.")
        for one in result.meanwhile.kept:
            print(f"    {one.name}: somebody else changed {one.field} meanwhile; it stays as it is")
        for name in result.meanwhile.deleted:
            print(f"    {name}: somebody else deleted it meanwhile; its row was left out")
