"""The way into the command line: reads the words, runs the subcommand, words what went wrong."""

from __future__ import annotations

import logging
from collections.abc import Sequence
from typing import Any

import salesdesk
from salesdesk import log, unfinished
from salesdesk.cli import (
    backup,
    copy,
    demo,
    duplicates,
    erase,
    export,
    history,
    import_,
    meeting,
    merge,
    rates,
    report,
    search,
    today,
)
from salesdesk.cli import (
    log as log_entry,
)
from salesdesk.cli.session import add_common, answering, open_store, print_whatever_comes, say
from salesdesk.cli.words import CommandParser
from salesdesk.errors import SalesDeskError, WrongEnding
from salesdesk.paths import log_folder
from salesdesk.services.world_faults import world_fault
from salesdesk.wording import worded

_LOGGER = logging.getLogger(__name__)

_SUBCOMMANDS = (
    import_, export, merge, duplicates, history, report, meeting, rates, search, today, log_entry, erase, backup, copy, demo,
)  # fmt: skip
"""Modules with ``add_parser(subparsers)``; every parser sets ``run``: (args, open_store) -> exit code."""


def main(argv: Sequence[str]) -> int:
    """Run the command line. Returns 0 when done, 1 when refused or failed (one sentence on standard error),
    2 for wrong usage."""
    log_file = log.start(log_folder())
    print_whatever_comes()
    unfinished.clean()
    try:
        parser = _parser()
        for word in argv:
            if word.startswith("--") and word.endswith(
                "=--"
            ):  # argparse would take the value for the end of options
                parser.error(f"“--” is no value for {word.removesuffix('=--')}")
        args = parser.parse_args(_joined(argv))
        with answering():
            return int(args.run(args, open_store))
    except SystemExit as leave:  # argparse has said what is wrong, or shown the help
        return leave.code if isinstance(leave.code, int) else 2
    except WrongEnding as error:
        say(worded(error))
        return 2
    except SalesDeskError as error:
        say(worded(error))
        return 1
    except (KeyboardInterrupt, BrokenPipeError):
        raise
    except Exception as error:
        _LOGGER.exception("A command failed")
        if (fault := world_fault(error)) is not None:
            say(worded(fault))
            return 1
        where = f" Details are in {log_file}." if log_file else ""
        say(f"Something unexpected went wrong, and nothing more was done.{where}")
        return 1
    finally:
        log.stop()


def _joined(words: Sequence[str]) -> list[str]:
    """The words with the values of some options tied to them: a filter or an order may begin with "-", which
    would be taken for an option."""
    found: list[str] = []
    for word in words:
        if found and found[-1] in ("--filter", "--sort"):
            found[-1] += f"={word}"
        else:
            found.append(word)
    return found


def _parser() -> CommandParser:
    parser = CommandParser(
        prog="salesdesk",
        description="SalesDesk on the command line. Without a command the window opens.",
        allow_abbrev=False,
    )
    parser.add_argument("--version", action="version", version=f"SalesDesk {salesdesk.__version__}")
    add_common(parser)
    subparsers: Any = parser.add_subparsers(dest="command", metavar="COMMAND", required=True)
    for module in _SUBCOMMANDS:
        module.add_parser(subparsers)
    for subparser in subparsers.choices.values():
        subparser.allow_abbrev = False
        add_common(subparser)
    return parser
