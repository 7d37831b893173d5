"""Files that a command replaces: none that holds what somebody typed, unless that is said."""

from __future__ import annotations

import argparse
import os
from collections.abc import Sequence
from pathlib import Path

from salesdesk.cli.progress import TerminalWork
from salesdesk.store.store import Store


def add_force(parser: argparse.ArgumentParser, what: str = "OUT") -> None:
    """Add the option that lets edits be lost; ``what`` is called so in the help."""
    parser.add_argument(
        "--force",
        action="store_true",
        help=f"replace {what} also where it is an export that somebody edited and that was not merged, or a workbook or PDF "
        "that another program wrote or saved",
    )


def refuse_edited(store: Store, args: argparse.Namespace, paths: Sequence[Path]) -> None:
    """Raise ``InputError`` where one of ``paths`` holds edits that would be lost."""
    there = [] if args.force else [path for path in paths if os.path.isfile(path)]
    if not there:
        return
    from salesdesk.services.replacing import refuse_edited as refuse  # loads all that reads workbooks

    work = TerminalWork()
    refuse(store, there, work)
    work.done()
