"""``salesdesk duplicates``: pairs that may be the same, within the database or within a file not imported."""

from __future__ import annotations

import argparse
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from salesdesk.cli.import_ import add_map_option
from salesdesk.cli.progress import TerminalWork
from salesdesk.cli.session import OpenStore, in_json, print_json_list, wants_json
from salesdesk.cli.words import file_name
from salesdesk.domain.fields import RecordKind
from salesdesk.domain.matching.records import Evidence
from salesdesk.wording import worded

if TYPE_CHECKING:
    from salesdesk.services.duplicates.review import DuplicatePair, DuplicateSide

_SHOWN = 50
_WORTH_SHARING = 20_000  # pairs that are put into words on two processors
_KINDS = (RecordKind.CONTACTS, RecordKind.COMPANIES)


def add_parser(subparsers: Any) -> None:
    """Add the subcommand."""
    parser = subparsers.add_parser("duplicates", help="find records that may be the same")
    parser.add_argument(
        "file",
        nargs="?",
        metavar="FILE",
        type=file_name,
        help="look within this file instead, without importing it",
    )
    parser.add_argument(
        "--kind",
        choices=[kind.value for kind in _KINDS],
        metavar="KIND",
        help="contacts (default) or companies",
    )
    add_map_option(parser)
    parser.set_defaults(run=run)


def run(args: argparse.Namespace, open_store: OpenStore) -> int:
    """Print the pairs, best first."""
    from salesdesk.services.uncollected import without_collector

    with without_collector():
        return _run(args, open_store)


def _run(args: argparse.Namespace, open_store: OpenStore) -> int:
    from salesdesk.services.commands import Commands
    from salesdesk.services.duplicates.in_file import duplicates_in_file
    from salesdesk.services.duplicates.review import DuplicateService

    work = TerminalWork()
    kind = RecordKind(args.kind) if args.kind else None
    if args.file is not None:
        pairs = duplicates_in_file(Path(args.file), dict(args.map), kind, work)
    else:
        with open_store(args) as store:
            pairs = DuplicateService(store, Commands(store)).scan(kind or RecordKind.CONTACTS, work)
    work.done()
    if wants_json(args):
        if len(pairs) < _WORTH_SHARING:
            print_json_list("pairs", map(_pair, pairs))
            return 0
        from salesdesk.services.processors import second_processor

        half = len(pairs) // 2
        with second_processor()(lambda: list(map(_pair, pairs[half:]))) as others:
            first = list(map(_pair, pairs[:half]))
            print_json_list("pairs", (*first, *others()))
        return 0
    for pair in pairs[:_SHOWN]:
        reasons = ", ".join(worded(reason.told) for reason in pair.reasons)
        print(f"{pair.grade.value} {pair.score:.2f}: {_named(pair.a)} and {_named(pair.b)} ({reasons})")
    if len(pairs) > _SHOWN:
        print(f"… and {len(pairs) - _SHOWN:,} more; --json lists all")
    if not pairs:
        print("No duplicates found.")
    return 0


def _pair(pair: DuplicatePair) -> str:
    """A pair as JSON. Put together from its parts, of which the pairs of a large file have few that differ: an encoder
    would walk through a dozen objects for each of them."""
    told = [_reason(one) for one in pair.reasons]
    reasons, evidence = ", ".join([words for words, _ in told]), ", ".join([one for _, one in told])
    sides = f'"a": {_side(pair.a)}, "b": {_side(pair.b)}'
    grade = f'"score": {round(pair.score, 4)!r}, "grade": {in_json(pair.grade.value)}'
    return f'{{{sides}, {grade}, "reasons": [{reasons}], "evidence": [{evidence}]}}'


@lru_cache(maxsize=20_000)
def _reason(one: Evidence) -> tuple[str, str]:
    """A reason in words and in its parts, as JSON."""
    parts = {"code": one.code, "field": one.field, "value": one.detail, "weight": one.weight}
    return in_json(worded(one.told)), in_json(parts)


def _side(side: DuplicateSide) -> str:
    return f'{{"row": {in_json(side.row)}, "id": {in_json(side.id)}, "name": {in_json(side.name)}}}'


def _named(side: DuplicateSide) -> str:
    return f"{side.name or '(no name)'} ({f'row {side.row}' if side.id is None else f'#{side.id}'})"
