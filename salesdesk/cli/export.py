"""``salesdesk export``: any list as workbook, comma-separated text or contact cards."""

from __future__ import annotations

import argparse
from collections import Counter
from typing import Any

from salesdesk import outputs
from salesdesk.cli.session import OpenStore, print_json, say, wants_json
from salesdesk.cli.words import coded, counted, file_to_write
from salesdesk.domain.columns import filter_fields
from salesdesk.domain.entities import entities
from salesdesk.domain.fields import RecordKind
from salesdesk.domain.filters import parse_filter
from salesdesk.domain.opt_outs import LeftOut, Way
from salesdesk.domain.saved_views import parse_sort
from salesdesk.wording import worded

_LEFT_OUT = {
    Way.EMAIL: {LeftOut.PERSON: "asked for no e-mail", LeftOut.ADDRESS: "with an opted-out address"},
    Way.PHONE: {LeftOut.PERSON: "asked for no calls", LeftOut.ADDRESS: "with an opted-out number"},
}


def add_parser(subparsers: Any) -> None:
    """Add the subcommand."""
    parser = subparsers.add_parser(
        "export",
        help="write a list to a workbook, a .csv or a .vcf file",
        epilog="In a .csv file an apostrophe stands before what a spreadsheet would calculate; import takes it off again.",
    )
    kinds = [kind.value for kind in entities().lists]
    parser.add_argument("kind", metavar="KIND", choices=kinds, help=", ".join(kinds))
    parser.add_argument(
        "out", metavar="OUT", type=file_to_write, help="the file to write: .xlsx, .csv or .vcf"
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
    parser.set_defaults(run=run)


def run(args: argparse.Namespace, open_store: OpenStore) -> int:
    """Write the list and say how many rows it has."""
    outputs.check_ending(args.out, outputs.LIST_ENDINGS)
    from salesdesk.services.audiences import way_of_filter
    from salesdesk.services.exports import ExportService  # loads all that writes files

    kind = RecordKind(args.kind)
    filter_ = parse_filter(args.filter, filter_fields(kind))
    columns = (
        None if args.columns is None else [key.strip() for key in args.columns.split(",") if key.strip()]
    )
    with open_store(args) as store:
        result = ExportService(store).export(
            kind,
            args.out,
            filter_=filter_,
            sort=parse_sort(args.sort),
            columns=columns,
            way=None if args.way is None else Way(args.way),
        )
        likely = way_of_filter(store, filter_) if kind is RecordKind.CONTACTS and args.way is None else None
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
                "kind": kind.value,
                "rows": result.rows,
                "columns": list(result.columns),
                **({"left_out": {why.value: counts[why] for why in LeftOut}} if args.way else {}),
                **({"opted_out": {likely.value: len(stay)}} if likely else {}),
                "problems": problems,
            }
        )
    else:
        print(f"Wrote {counted(result.rows, kind.value)} to {result.path}.")
        if counts:
            reasons = [
                f"{counts[why]:,} {text}" for why, text in _LEFT_OUT[Way(args.way)].items() if counts[why]
            ]
            print(f"Left out: {', '.join(reasons)}.")
        if likely and stay:
            said = "may not be e-mailed" if likely is Way.EMAIL else "may not be called"
            print(f"{len(stay):,} of them {said}: --for {likely.value} leaves them out.")
    return 0
