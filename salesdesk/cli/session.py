"""What every subcommand shares: opening the file, printing, and the words common to all."""

from __future__ import annotations

import argparse
import contextlib
import getpass
import io
import json
import os
import sys
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path
from typing import Any, Protocol

from salesdesk import recent_files
from salesdesk.errors import DomainError, WrongKey, speakable
from salesdesk.services.setup import set_up
from salesdesk.store.store import Store

PASSWORD_VARIABLE = "SALESDESK_PASSWORD"
"""The environment variable that may hold the password of the file; without it a terminal is asked."""


class OpenStore(Protocol):
    """Opens the file the person named. ``create`` makes a missing one; without it a missing file is refused."""

    def __call__(
        self, args: argparse.Namespace, *, create: bool = False
    ) -> AbstractContextManager[Store]: ...


def add_common(parser: argparse.ArgumentParser) -> None:
    """The options every subcommand has. They may stand before or after its name, so no default here."""
    parser.add_argument(
        "--database",
        metavar="PATH",
        default=argparse.SUPPRESS,
        help="the file to work on (default: the one used last, else one in your data folder)",
    )
    parser.add_argument(
        "--json",
        action="store_true",
        default=argparse.SUPPRESS,
        help="print one JSON object on standard output",
    )


def database_path(args: argparse.Namespace) -> Path:
    """The file a command works on. Raises ``DomainError`` for a server address, which is not supported yet."""
    named = getattr(args, "database", None)
    if named is None:
        return recent_files.default_file()
    if "://" in named:
        raise DomainError(
            "Not available yet",
            "This version keeps its data in a file and cannot work on a database server yet. Name a file after --database.",
        )
    return Path(os.path.expanduser(named))  # unlike pathlib's it leaves a home that nobody has as it is


@contextmanager
def open_store(args: argparse.Namespace, *, create: bool = False) -> Iterator[Store]:
    """Open the file a command works on and close it afterwards. See ``OpenStore``."""
    path = database_path(args)
    if not create and _is_missing(path):
        raise DomainError(
            "No such file",
            f"{path} does not exist. Name another file with --database, or import a spreadsheet first.",
        )
    store = _opened(path)
    for sentence in store.database.warnings:
        say(sentence)
    try:
        if create:
            set_up(store)
        recent_files.remember(path)
        yield store
    finally:
        store.close()


def _is_missing(path: Path) -> bool:
    """Whether there is nothing, or only a link that leads nowhere. What cannot be looked at is left to the opening,
    which says why."""
    try:
        path.stat()
    except FileNotFoundError:
        return True
    except OSError:
        pass
    return False


def _opened(path: Path) -> Store:
    try:
        return Store(path, password=os.environ.get(PASSWORD_VARIABLE, ""))
    except WrongKey:
        if os.environ.get(PASSWORD_VARIABLE) or not sys.stdin.isatty():
            raise
        return Store(path, password=getpass.getpass(f"Password of {path.name}: "))


def wants_json(args: argparse.Namespace) -> bool:
    """Whether the answer goes to standard output as one JSON object."""
    return bool(getattr(args, "json", False))


def print_json(answer: Any) -> None:
    """The one JSON object of a command, on standard output."""
    text = json.dumps(answer, ensure_ascii=False, indent=2)
    try:
        text.encode(sys.stdout.encoding or "utf-8")
    except UnicodeError:
        text = json.dumps(answer, indent=2)  # names of files may hold what is no character anywhere
    sys.stdout.write(text + "\n")


def print_whatever_comes() -> None:
    """Let standard output take every name: what it cannot show (a byte in a file's name that is no character, a sign
    outside the code page of a terminal) is written as an escape."""
    if isinstance(sys.stdout, io.TextIOWrapper) and sys.stdout.errors == "strict":
        sys.stdout.reconfigure(errors="backslashreplace")


def say(sentence: str) -> None:
    """A message for the person, on standard error so that standard output holds only results."""
    with contextlib.suppress(OSError, ValueError):  # nobody listens
        print(speakable(sentence), file=sys.stderr)
