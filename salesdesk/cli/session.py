"""What every subcommand shares: opening the file, printing, and the words common to all."""

from __future__ import annotations

import argparse
import contextlib
import getpass
import io
import json
import os
import sys
from collections.abc import Iterable, Iterator
from contextlib import AbstractContextManager, contextmanager
from itertools import islice
from pathlib import Path
from typing import Any, Protocol, TextIO, cast

from salesdesk import recent_files
from salesdesk.cli.words import file_name
from salesdesk.errors import DomainError, SalesDeskError, WrongKey
from salesdesk.services.setup import set_up
from salesdesk.store.engine.any_engine import place_of
from salesdesk.store.engine.server_address import ServerAddress
from salesdesk.store.store import Store
from salesdesk.wording import worded
from salesdesk.wording.speakable import speakable

PASSWORD_VARIABLE = "SALESDESK_PASSWORD"
"""The environment variable that may hold the password of the file; without it a terminal is asked."""


class OpenStore(Protocol):
    """Opens the file or database the person named. ``create`` makes a missing file; without it that is refused."""

    def __call__(
        self, args: argparse.Namespace, *, create: bool = False
    ) -> AbstractContextManager[Store]: ...


def add_common(parser: argparse.ArgumentParser) -> None:
    """The options every subcommand has. They may stand before or after its name, so no default here."""
    parser.add_argument(
        "--database",
        metavar="PATH",
        type=file_name,
        default=argparse.SUPPRESS,
        help="the file to work on (default: the one used last, else one in your data folder), or a database of a "
        "PostgreSQL server: postgresql://user@host/name",
    )
    parser.add_argument(
        "--json",
        action="store_true",
        default=argparse.SUPPRESS,
        help="print one JSON object on standard output",
    )


def database_place(args: argparse.Namespace) -> Path | ServerAddress:
    """The file or the database of a server a command works on. Raises ``DomainError`` for an address that is none."""
    named = getattr(args, "database", None)
    return recent_files.default_file() if named is None else place_of(named)


def database_files(args: argparse.Namespace) -> list[Path]:
    """The file a command works on; none when that is a database of a server."""
    place = database_place(args)
    return [place] if isinstance(place, Path) else []


@contextmanager
def open_store(args: argparse.Namespace, *, create: bool = False) -> Iterator[Store]:
    """Open the file a command works on and close it afterwards. See ``OpenStore``."""
    place = database_place(args)
    if isinstance(place, Path) and not create and _is_missing(place):
        raise DomainError("command_line.no_such_file", place=str(place))
    store = _opened(place)
    for warning in store.database.warnings:
        say(worded(warning))
    try:
        if create:
            set_up(store)
        if isinstance(place, Path):
            recent_files.remember(place)
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


def password_given(place: Path | ServerAddress) -> str:
    """The password of a file from the environment. That of a server is nobody's business but its driver's."""
    return os.environ.get(PASSWORD_VARIABLE, "") if isinstance(place, Path) else ""


def _opened(place: Path | ServerAddress) -> Store:
    password = password_given(place)
    try:
        return Store(place, password=password)
    except WrongKey:
        if password or not sys.stdin.isatty():
            raise
        return Store(place, password=getpass.getpass(f"Password of {place.name}: "))


def wants_json(args: argparse.Namespace) -> bool:
    """Whether the answer goes to standard output as one JSON object."""
    return bool(getattr(args, "json", False))


_LAID_OUT = 200_000
_PIECE = 1_000
"""Members of a list that are written together."""


def print_json(answer: Any) -> None:
    """The one JSON object of a command, on standard output."""
    text = _one_line(answer)
    if len(text) < _LAID_OUT:  # laying it out takes ten times as long, and nobody reads a long one
        text = json.dumps(answer, ensure_ascii=text.isascii(), indent=2)
    sys.stdout.write(text + "\n")


_encoded = json.JSONEncoder(ensure_ascii=False).encode


def in_json(value: Any) -> str:
    """A value as JSON, for `print_json_list`. Numbers and nothing at all are said at once: an encoder takes ten times as long
    for one of them."""
    if value is None:
        return "null"
    return str(value) if type(value) is int else _encoded(value)


def print_json_list(name: str, members: Iterable[str]) -> None:
    """The one JSON object of a command whose only value is a list, under ``name``; ``members`` are JSON already
    (`in_json`). A long list is written piece by piece: neither its text nor its members need be held all at once."""
    coming = iter(members)
    piece = list(islice(coming, _PIECE))
    if len(piece) < _PIECE:
        print_json({name: [json.loads(member) for member in piece]})
        return
    sys.stdout.write(f"{{{json.dumps(name)}: [")
    between = ""
    while piece:
        text = ", ".join(piece)
        sys.stdout.write(
            between + (text if _can_be_written(text) else _one_line(json.loads(f"[{text}]"))[1:-1])
        )
        between = ", "
        piece = list(islice(coming, _PIECE))
    sys.stdout.write("]}\n")


def _one_line(answer: Any) -> str:
    """JSON as standard output takes it."""
    text = in_json(answer)
    # names of files may hold what is no character anywhere
    return text if _can_be_written(text) else json.dumps(answer)


def _can_be_written(text: str) -> bool:
    try:
        text.encode(sys.stdout.encoding or "utf-8")
    except UnicodeError:
        return False
    return True


def print_whatever_comes() -> None:
    """Let standard output take every name: what it cannot show (a byte in a file's name that is no character, a sign
    outside the code page of a terminal) is written as an escape."""
    if isinstance(sys.stdout, io.TextIOWrapper) and sys.stdout.errors == "strict":
        sys.stdout.reconfigure(errors="backslashreplace")


class AnswerLost(SalesDeskError):
    """Standard output takes nothing more, which must not be taken for a fault of a file that was written."""


class _Answer:
    """Standard output, with what it refuses told apart from all other errors of the system."""

    def __init__(self, stream: TextIO) -> None:
        self._stream = stream

    def __getattr__(self, name: str) -> Any:
        return getattr(self._stream, name)

    def write(self, text: str) -> int:
        with self._judged():
            return self._stream.write(text)

    def flush(self) -> None:
        with self._judged():
            self._stream.flush()

    @contextmanager
    def _judged(self) -> Iterator[None]:
        try:
            yield
        except BrokenPipeError:
            raise
        except OSError as error:
            with contextlib.suppress(OSError):  # what is left of it goes nowhere
                nowhere = os.open(os.devnull, os.O_WRONLY)
                os.dup2(nowhere, self._stream.fileno())
                os.close(nowhere)
            reason = error.strerror or type(error).__name__
            raise AnswerLost("command_line.answer_lost", why=reason) from error


@contextmanager
def answering() -> Iterator[None]:
    """While a command runs, which answers last: raise ``AnswerLost`` where standard output refuses the answer, at the
    end of this at the latest."""
    stream = sys.stdout
    if stream is None:
        yield
        return
    sys.stdout = cast(TextIO, _Answer(stream))
    try:
        yield
        sys.stdout.flush()
    finally:
        sys.stdout = stream


def say(sentence: str) -> None:
    """A message for the person, on standard error so that standard output holds only results."""
    with contextlib.suppress(OSError, ValueError):  # nobody listens
        print(speakable(sentence), file=sys.stderr)
