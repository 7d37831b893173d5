"""Files that a command replaces: not an export that somebody edited and nobody merged, unless that is said."""

from __future__ import annotations

import argparse
import os

from salesdesk.cli.progress import TerminalWork
from salesdesk.errors import InputError
from salesdesk.store.store import Store


def add_force(parser: argparse.ArgumentParser) -> None:
    """Add the option that lets edits be lost."""
    parser.add_argument(
        "--force",
        action="store_true",
        help="replace OUT also where it is an export that somebody edited and that was not merged",
    )


def refuse_unmerged(store: Store, args: argparse.Namespace) -> None:
    """Raise ``InputError`` where ``args.out`` holds edits that would be lost."""
    if args.force or not os.path.isfile(args.out):  # which refuses no impossible name
        return
    from salesdesk.services.commands import Commands
    from salesdesk.services.merging_back import MergingBackService

    work = TerminalWork()
    edited = MergingBackService(store, Commands(store)).holds_unmerged(args.out, work)
    work.done()
    if edited:
        raise InputError("outputs.unmerged", field="out", file=str(args.out))
