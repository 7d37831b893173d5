"""``salesdesk import FILE --kind targets``: what is to be reached, out of a spreadsheet."""

from __future__ import annotations

import argparse
from contextlib import AbstractContextManager
from pathlib import Path
from typing import TYPE_CHECKING

from salesdesk.cli.progress import TerminalWork
from salesdesk.cli.session import print_json, say, wants_json
from salesdesk.cli.words import coded, counted
from salesdesk.wording import worded

if TYPE_CHECKING:
    from salesdesk.store.store import Store

KIND = "targets"
_SHOWN = 20


def run(args: argparse.Namespace, opened: AbstractContextManager[Store]) -> int:
    """Take the targets over, or say what they are; where a line is none, nothing is taken."""
    from salesdesk.services.commands import Commands
    from salesdesk.services.target_files import TargetFileService

    work = TerminalWork()
    with opened as store:
        service = TargetFileService(store, Commands(store), worded)
        read = service.read(Path(args.file), work)
        if not args.plan and not read.problems:
            service.take(read)
    work.done()
    for problem in read.problems[:_SHOWN]:
        say(f"{problem.sheet} row {problem.row}, {problem.column}: {worded(problem.reason)}")
    if wants_json(args):
        problems = [
            {"sheet": p.sheet, "row": p.row, "column": p.column, "value": p.value, **coded(p.reason)}
            for p in read.problems
        ]
        print_json({"file": args.file, "kind": KIND, "targets": len(read.targets), "problems": problems})
    elif not read.problems:
        print(f"{counted(len(read.targets), KIND)} {'would be taken over' if args.plan else 'taken over'}.")
    if read.problems:
        say(worded(service.refusal(read)))
        return 1
    return 0
