"""``salesdesk copy``: everything, the history included, into another file or onto a server."""

from __future__ import annotations

import argparse
from typing import Any

from salesdesk.cli.progress import TerminalWork
from salesdesk.cli.session import OpenStore, password_given, print_json, wants_json
from salesdesk.cli.words import counted, file_name
from salesdesk.services.moving import copy_everything
from salesdesk.store.engine.any_engine import place_of


def add_parser(subparsers: Any) -> None:
    """Add the subcommand."""
    parser = subparsers.add_parser(
        "copy", help="copy everything, the history included, into a new file or an empty database of a server"
    )
    parser.add_argument(
        "--to",
        metavar="URL|FILE",
        type=file_name,
        required=True,
        help="a new file, or postgresql://user@host/name",
    )
    parser.set_defaults(run=run)


def run(args: argparse.Namespace, open_store: OpenStore) -> int:
    """Copy everything."""
    target = place_of(args.to)
    work = TerminalWork()
    with open_store(args) as store:
        moved = copy_everything(store, target, password_given(target), work)
    work.done()
    if wants_json(args):
        print_json({"to": str(target), "rows": moved.rows, "cleaned": moved.cleaned, "cut": moved.cut})
        return 0
    print(f"Copied {counted(moved.rows, 'rows')} to {target}.")
    if moved.cleaned:
        print(f"{counted(moved.cleaned, 'texts')} lost characters that cannot be kept.")
    if moved.cut:
        print(f"{counted(moved.cut, 'keys')} of names longer than 200 characters were cut.")
    return 0
