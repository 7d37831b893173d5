"""The child process that touches foreign files. Started as ``python -m salesdesk.exchange.reading.child``.

A hostile or broken file can make a reader abort, hang or fill the memory; here it takes only this process
down. The child keeps the opened file, so another look at it or cleaning it anew does not read it again. It
imports neither Qt nor the database.
"""

from __future__ import annotations

import contextlib
import importlib
import importlib.util
import os
import queue
import sys
import threading
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any, BinaryIO

from salesdesk.domain.entities import EntitySpec, declare_entities
from salesdesk.domain.fields import FieldSpec, declare_further
from salesdesk.errors import Cancelled, SalesDeskError
from salesdesk.exchange.mapping import kept_words
from salesdesk.exchange.reading import sandbox as reader_sandbox
from salesdesk.exchange.reading.limits import limit_memory, memory_bound
from salesdesk.exchange.reading.pipe import read_payload, unpacked, write_message
from salesdesk.phrases import to_json

PROGRESS_EVERY = 0.1  # seconds between two signs of progress
MOST_TIME = 4 * 3600  # seconds of processor time of a child, whoever still watches it


class Child:
    """Answers the program's requests one after another."""

    def __init__(self, requests: BinaryIO, replies: BinaryIO) -> None:
        self._requests, self._replies = requests, replies
        self._queue: queue.SimpleQueue[tuple[int, str, Any]] = queue.SimpleQueue()
        self._number = 0
        self._cancelled = 0
        self._last = 0.0
        self._source: Any = None

    def run(self) -> None:
        """Serve until the program goes away."""
        threading.Thread(target=self._listen, daemon=True).start()
        while True:
            self._number, verb, arguments = self._queue.get()
            if verb == "close":
                return
            self._answer(verb, arguments)
            if verb in ("open", "open_text"):
                if self._source is not None:
                    self._source.look_ahead()
                threading.Thread(target=_load_the_rest, daemon=True).start()

    def _listen(self) -> None:
        while True:
            payload = read_payload(self._requests)
            if payload is None:
                os._exit(0)  # the program is gone, and nobody waits for the answer under way
            message = unpacked(payload)
            if message[1].startswith("open"):  # this thread was started before the file was known
                reader_sandbox.confine(_asked_for(message[1], message[2]))
            if message[1] == "cancel":
                self._cancelled = max(self._cancelled, message[0])
            else:
                self._queue.put(message)

    def _answer(self, verb: str, arguments: tuple[Any, ...]) -> None:
        self._last = time.monotonic()
        try:
            method: Callable[..., Any] = getattr(self, f"do_{verb}")
            self._send("result", method(*arguments))
        except SalesDeskError as problem:
            kind = "cancelled" if isinstance(problem, Cancelled) else "problem"
            self._send(kind, to_json(problem.phrase))
        except MemoryError:
            self._send("memory", None)
        except OSError as error:
            self._send("gone", error.strerror or type(error).__name__)
        except Exception as error:  # said to the person as one sentence, logged by the program in full
            self._send("failed", _places(error))

    def _send(self, what: str, payload: Any) -> None:
        write_message(self._replies, (self._number, what, payload))

    def report(self, done: int, total: int | None, what: str) -> None:
        """A sign of progress, at most ten a second. Raises ``Cancelled`` when the program said so."""
        if self._cancelled >= self._number:
            raise Cancelled
        now = time.monotonic()
        if now - self._last >= PROGRESS_EVERY:
            self._last = now
            self._send("progress", (done, total, what))

    def patience(self, seconds: float) -> None:
        """Say that the next sign may take so long, before a reader that tells nothing works on a large file."""
        self._send("patience", seconds)

    def do_declare(self, fields: tuple[FieldSpec, ...], entities: tuple[EntitySpec, ...]) -> None:
        """Take over what the program knows beside what stands in its tables."""
        declare_further(fields)
        declare_entities(entities)

    def do_open(self, path: str, home: Any, careful: bool) -> Any:
        """Open the file; the answer are its sheets."""
        from salesdesk.exchange.reading.source import Source

        limit_memory(memory_bound(os.path.getsize(path) if os.path.isfile(path) else 0))
        reader_sandbox.confine(Path(path))
        self._source = Source.from_path(Path(path), self, home, careful=careful)
        return self._source.sheets()

    def do_open_text(self, text: str, name: str, home: Any) -> Any:
        """Take pasted cells; the answer is their one sheet."""
        from salesdesk.exchange.reading.source import Source

        limit_memory(memory_bound(len(text)))
        reader_sandbox.confine(None)
        self._source = Source.from_text(text, name, self, home)
        return self._source.sheets()

    def do_open_calendar(self, path: str) -> Any:
        """What a calendar file holds, at once: such a file has no sheets."""
        from salesdesk.exchange.calendars.reading import read_calendar

        limit_memory(memory_bound(os.path.getsize(path) if os.path.isfile(path) else 0))
        reader_sandbox.confine(Path(path))
        self.patience(60)
        return read_calendar(Path(path))

    def do_open_mails(self, path: str) -> tuple[()]:
        """Open a file of e-mails, which has no sheets."""
        from salesdesk.exchange.mail.mailbox import MailSource

        limit_memory(memory_bound(os.path.getsize(path) if os.path.isfile(path) else 0))
        reader_sandbox.confine(Path(path))
        self._source = MailSource(Path(path), self)
        return ()

    def do_mails(self) -> int:
        """Send the mails of the file one by one; the answer is how many there were."""
        mails = 0
        for mail in self._source.mails():
            self._send("chunk", mail)
            self._last = time.monotonic()
            mails += 1
        return mails

    def do_analyse(self, request: Any, sample_rows: int | None) -> Any:
        """Understand one sheet."""
        return self._source.analyse(request, sample_rows)

    def do_prepare(self, request: Any) -> None:
        """Understand one sheet of which nobody asks yet."""
        self._source.prepare(request)

    def do_clean(self, request: Any) -> int:
        """Send one sheet's rows in chunks, most of them cleaned; the answer is how many rows there were."""
        rows = 0
        for chunk in self._source.clean(request):
            self.report(rows, None, "rows")
            self._send("chunk", chunk)
            self._last = time.monotonic()
            rows += len(chunk.rows)
        return rows

    def do_cells(self, sheet: str) -> int:
        """Send the cells of a sheet in chunks of rows, as the file has them; the answer is how many rows there were."""
        rows = 0
        for chunk in self._source.cells(sheet):
            self.report(rows, None, "rows")
            self._send("chunk", chunk)
            self._last = time.monotonic()
            rows += len(chunk)
        return rows

    def do_raw(self, sheet: str, numbers: frozenset[int]) -> Any:
        """The raw texts of some rows of a sheet."""
        return self._source.raw(sheet, numbers)


def _load_the_rest() -> None:
    """What the next request needs, loaded while the program thinks, the person chooses or a large sheet is read. A
    failure shows there."""
    with contextlib.suppress(Exception):
        importlib.import_module("salesdesk.exchange.reading.sheet_reading")
        importlib.import_module("salesdesk.exchange.mapping.words").lexicon()


def main() -> int:
    """Serve on standard input and output, from a start of its own. Whatever a library prints goes nowhere."""
    requests, replies = os.dup(0), os.dup(1)
    nowhere = os.open(os.devnull, os.O_RDWR)
    os.dup2(nowhere, 1)
    os.dup2(nowhere, 0)
    keep_compiled()
    return answer(requests, replies)


def answer(requests: int, replies: int) -> int:
    """Serve on two descriptors, bounded and behind closed doors."""
    _bound_for_good()
    reader_sandbox.close_doors()
    try:
        Child(os.fdopen(requests, "rb"), os.fdopen(replies, "wb")).run()
    except (BrokenPipeError, KeyboardInterrupt):
        pass
    return 0


def _places(error: BaseException) -> str:
    """The type of an error and the places in the code it came through; its text may quote a cell."""
    import traceback  # loads what splits source text, which no other start of a reader waits for

    frames = traceback.extract_tb(error.__traceback__)[-12:]
    return " < ".join(
        [type(error).__name__, *(f"{Path(f.filename).name}:{f.lineno}" for f in reversed(frames))]
    )


def _bound_for_good() -> None:
    """A child killed by a file leaves no core file behind, and one that is caught and whose program is gone ends."""
    if sys.platform != "win32":
        import resource

        resource.setrlimit(resource.RLIMIT_CORE, (0, resource.getrlimit(resource.RLIMIT_CORE)[1]))
        hard = resource.getrlimit(resource.RLIMIT_CPU)[1]
        longest = MOST_TIME if hard == resource.RLIM_INFINITY else min(MOST_TIME, hard)
        resource.setrlimit(resource.RLIMIT_CPU, (longest, hard))


def keep_compiled() -> None:
    """Compile the modules that only a child uses and that nobody compiled yet, and the table of header words: soon it
    may write no file."""
    if sys.dont_write_bytecode:
        return
    package = Path(__file__).parents[2]
    for folder in (package / "exchange", package / "domain"):
        for module in folder.rglob("*.py"):
            kept = Path(importlib.util.cache_from_source(str(module)))
            with contextlib.suppress(OSError):
                if not kept.exists() or kept.stat().st_mtime < module.stat().st_mtime:
                    import py_compile

                    py_compile.compile(str(module), quiet=2)
    if kept_words.is_missing():
        importlib.import_module("salesdesk.exchange.mapping.words").keep_lexicon()


def _asked_for(verb: str, arguments: tuple[Any, ...]) -> Path | None:
    return None if verb == "open_text" else Path(arguments[0])


def serve() -> None:
    """``main``, then an end without tidying up: freeing a large workbook takes time and helps nobody."""
    os._exit(main())


if __name__ == "__main__":
    serve()
