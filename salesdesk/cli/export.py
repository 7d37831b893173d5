"""``salesdesk export``: any list, or everything, as workbook, comma-separated text or contact cards."""

from __future__ import annotations

import argparse
from collections import Counter
from dataclasses import replace
from typing import Any

from salesdesk import outputs
from salesdesk.cli.number_signs import number_signs
from salesdesk.cli.replacing import add_force, refuse_edited
from salesdesk.cli.session import OpenStore, print_json, say, wants_json
from salesdesk.cli.words import coded, counted, file_to_write
from salesdesk.domain.columns import filter_fields
from salesdesk.domain.entities import entities
from salesdesk.domain.fields import RecordKind
from salesdesk.domain.filters import Filter, parse_filter
from salesdesk.domain.linked_kinds import UNLISTED
from salesdesk.domain.opt_outs import LeftOut, Way
from salesdesk.domain.saved_views import parse_sort
from salesdesk.errors import InputError
from salesdesk.phrases import phrase
from salesdesk.wording import worded

_ALL = "all"
_SIGNS = {"tab": "\t", "\\t": "\t", "comma": ",", "semicolon": ";", ",": ",", ";": ";", "|": "|", "\t": "\t"}
_LEFT_OUT = {
    Way.EMAIL: {LeftOut.PERSON: "asked for no e-mail", LeftOut.ADDRESS: "with an opted-out address"},
    Way.PHONE: {LeftOut.PERSON: "asked for no calls", LeftOut.ADDRESS: "with an opted-out number"},
}


def add_parser(subparsers: Any) -> None:
    """Add the subcommand."""
    parser = subparsers.add_parser(
        "export",
        help="write a list, or everything, to a workbook, a .csv or a .vcf file",
        epilog="A workbook can be edited by others and comes back with “salesdesk merge”. In a .csv file an apostrophe "
        "stands before what a spreadsheet would calculate; import takes it off again.",
    )
    kinds = [kind.value for kind in (*entities().lists, *UNLISTED)]
    parser.add_argument(
        "kind", metavar="KIND", choices=[*kinds, _ALL], help=f"{', '.join(kinds)}, or {_ALL} for everything"
    )
    parser.add_argument(
        "out",
        metavar="OUT",
        type=file_to_write,
        help="the file to write: .xlsx, .csv or .vcf; .zip holds a .csv for each list",
    )
    parser.add_argument(
        "--with",
        dest="linked",
        default="",
        metavar="KIND,KIND",
        help="further sheets with what belongs to the rows, for example companies,contacts,activities,stage_history,changes",
    )
    parser.add_argument(
        "--filter",
        default="",
        metavar="TEXT",
        help="for example: stage:customer created>=2026-01-01 -tag:vip",
    )
    parser.add_argument(
        "--columns",
        metavar="A,B",
        help="column names, in order (default: those the list shows, and every other one that holds anything)",
    )
    parser.add_argument(
        "--for",
        dest="way",
        choices=[way.value for way in Way],
        help="the people will be e-mailed or called: leave out those who may not be, and say how many",
    )
    parser.add_argument(
        "--sort",
        default="",
        metavar="FIELD",
        help="the order; -FIELD for the reverse, several fields with commas between",
    )
    parser.add_argument(
        "--without", default="", metavar="A,B", help="columns that leave in no sheet, by their names"
    )
    parser.add_argument(
        "--send-out",
        action="store_true",
        help="it is sent to somebody outside: without notes, owners, probabilities and what else is nobody's business there",
    )
    parser.add_argument(
        "--separator",
        type=_separator,
        metavar="SIGN",
        help="what stands between the cells of a .csv file: a comma, a semicolon, tab (default: as your system has it)",
    )
    add_force(parser)
    parser.set_defaults(run=run)


def _separator(text: str) -> str:
    """The type of the option: a sign, or its name."""
    sign = _SIGNS.get(text.casefold(), text)
    if sign not in _SIGNS.values():
        raise argparse.ArgumentTypeError(f"“{text}” is not one of: , ; | tab")
    return sign


def _listed(text: str) -> list[str]:
    return [name.strip() for name in text.split(",") if name.strip()]


def _refuse_narrowed(args: argparse.Namespace) -> None:
    """Refuse to choose rows of what leaves whole."""
    whole = args.kind == _ALL
    if not whole and args.kind not in UNLISTED:
        return
    given = {
        "--filter": args.filter,
        "--sort": args.sort,
        "--columns": whole and args.columns is not None,
        "--with": whole and args.linked,
        "--for": args.way,
    }
    for option, value in given.items():
        if value:
            what = phrase("exports.all") if whole else phrase(f"kinds.{args.kind}")
            raise InputError("exports.leaves_whole", field=option, option=option, what=what)


def run(args: argparse.Namespace, open_store: OpenStore) -> int:
    """Write the list and say how many rows it has."""
    outputs.check_ending(args.out, outputs.EXPORT_ENDINGS)
    from salesdesk.services.audiences import way_of_filter
    from salesdesk.services.exports import (  # loads all that writes files
        PRIVATE,
        ExportRequest,
        ExportService,
        Rows,
    )

    _refuse_narrowed(args)
    separator, decimal = number_signs()
    private = frozenset(_listed(args.without)) | (PRIVATE if args.send_out else frozenset())
    chosen = args.separator or separator
    look = ExportRequest((), private=private, separator=chosen, decimal=decimal if chosen == ";" else ".")
    likely = None
    with open_store(args) as store:
        service = ExportService(store)
        if args.kind == _ALL:
            request = replace(look, rows=service.everything().rows)
        else:
            kind = RecordKind(args.kind)
            filter_ = Filter() if kind in UNLISTED else parse_filter(args.filter, filter_fields(kind))
            columns = None if args.columns is None else _listed(args.columns)
            rows = Rows(kind, filter_=filter_, sort=parse_sort(args.sort), columns=columns)
            linked = tuple(map(RecordKind, _listed(args.linked)))
            way = None if args.way is None else Way(args.way)
            request = replace(look, rows=(rows,), linked=linked, way=way, summary=bool(linked))
            if kind is RecordKind.CONTACTS and way is None:
                likely = way_of_filter(store, filter_)
        refuse_edited(store, args, [args.out])
        result = service.write(request, args.out, worded)
        stay = store.opt_outs.audience(likely, store.contacts.ids(filter_)).left_out if likely else {}
    counts = Counter(result.left_out.values())
    for problem in result.problems:
        say(f"{problem.sheet} row {problem.row}, {problem.column}: {worded(problem.reason)}")
    if wants_json(args):
        problems = [
            {
                "sheet": p.sheet,
                "row": p.row,
                "column": p.column,
                "value": p.value,
                "reason": worded(p.reason),
                **coded(p.reason),
            }
            for p in result.problems
        ]
        print_json(
            {
                "file": str(result.path),
                "kind": args.kind,
                "rows": result.rows,
                "columns": list(result.columns),
                "sheets": [
                    {
                        "title": sheet.title,
                        "kind": sheet.kind.value,
                        "rows": sheet.rows,
                        "columns": list(sheet.columns),
                        "returns": sheet.returns,
                    }
                    for sheet in result.sheets
                ],
                "returns": result.returns,
                **({"left_out": {why.value: counts[why] for why in LeftOut}} if args.way else {}),
                **({"opted_out": {likely.value: len(stay)}} if likely else {}),
                "problems": problems,
            }
        )
    else:
        told = ", ".join(
            counted(sheet.rows, worded(phrase(f"kinds.{sheet.kind.value}"))) for sheet in result.sheets
        )
        print(f"Wrote {told} to {result.path}.")
        if not result.returns:
            print("It cannot be merged back.")
        if counts:
            reasons = [
                f"{counts[why]:,} {text}" for why, text in _LEFT_OUT[Way(args.way)].items() if counts[why]
            ]
            print(f"Left out: {', '.join(reasons)}.")
        if likely and stay:
            said = "may not be e-mailed" if likely is Way.EMAIL else "may not be called"
            print(f"{len(stay):,} of them {said}: --for {likely.value} leaves them out.")
    return 0
