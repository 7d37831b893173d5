"""``salesdesk demo``: fills an empty database with believable data."""

from __future__ import annotations

import argparse
from typing import Any

from salesdesk.cli.progress import TerminalWork
from salesdesk.cli.session import OpenStore, print_json, wants_json
from salesdesk.cli.words import whole_number
from salesdesk.domain.changes import EntityKind
from salesdesk.domain.entities import entities
from salesdesk.services.commands import Commands


def add_parser(subparsers: Any) -> None:
    """Add the subcommand."""
    parser = subparsers.add_parser("demo", help="fill an empty database with believable data")
    parser.add_argument(
        "--contacts",
        type=whole_number(),
        default=1_000,
        metavar="N",
        help="how many contacts (1,000; at most 1,000,000)",
    )
    parser.add_argument(
        "--seed", type=whole_number(), default=1, metavar="S", help="the same seed gives the same data"
    )
    parser.set_defaults(run=run)


_TOLD = frozenset({*entities(), EntityKind.OWNER, EntityKind.SOURCE, EntityKind.TAG})


def run(args: argparse.Namespace, open_store: OpenStore) -> int:
    """Write the data and say what was written."""
    from salesdesk.services.demo.service import DemoService  # no other command needs it

    work = TerminalWork()
    with open_store(args, create=True) as store:
        changes = DemoService(store, Commands(store)).fill(args.contacts, args.seed, work)
        created = {kind.value: len(ids) for kind, ids in changes.created.items() if kind in _TOLD}
    work.done()
    if wants_json(args):
        print_json({"batch": changes.batch, "created": created})
    else:
        print(
            f"Written: {', '.join(f'{count:,} {kind}' for kind, count in created.items())}. Undo with: salesdesk undo"
        )
    return 0
