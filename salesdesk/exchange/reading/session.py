"""The program's side of reading a foreign file: one child process, asked over a pipe, watched, and killed
when the file has caught it. Nothing a file contains is parsed in the program itself."""

from __future__ import annotations

import contextlib
import logging
import queue
import time
from collections.abc import Generator, Iterable, Iterator, Sequence
from datetime import date
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Any, Self, cast

from salesdesk.domain.entities import entities
from salesdesk.domain.fields import declared
from salesdesk.domain.progress import Work
from salesdesk.domain.sheets import Cell, CellError, SheetAnalysis, SheetRequest
from salesdesk.errors import Cancelled, FileProblem
from salesdesk.exchange.reading.child_process import ENDED, ReadingChild
from salesdesk.exchange.reading.drafts import DraftChunk, RowBatch, SheetInfo
from salesdesk.exchange.reading.file_kind import damaged_problem, refuse
from salesdesk.exchange.reading.limits import OUT_OF_MEMORY
from salesdesk.exchange.reading.pipe import unpacked
from salesdesk.exchange.reading.time import Over, Silence, used_by
from salesdesk.log import Word
from salesdesk.phrases import from_json, phrase

if TYPE_CHECKING:
    from salesdesk.domain.cleaning.rows import RowCleaner

SILENCE = 20.0
"""Seconds of its own processor time without a sign of progress after which the child is killed."""

PATIENT = 3.0
"""How many times as much a child gets that is started again after others had kept the processor from it."""

log = logging.getLogger(__name__)


class ReaderSession:
    """One opened file. Use it as a context manager, from one thread at a time.

    Every method may raise ``FileProblem`` (one sentence) and, where a ``work`` is given, ``Cancelled``.
    """

    def __init__(self, *, home_country: str | None = None, today: date | None = None) -> None:
        """``home_country`` (ISO alpha-2) reads phones that nothing in a file places; ``today`` bounds two-digit
        birth years."""
        self._home = (home_country, today)
        self._child: ReadingChild | None = None
        self._fresh = False
        self._number = 0
        self._path = Path()
        self._reopen: tuple[str, tuple[Any, ...]] | None = None
        self._careful = False
        self._patience = 1.0
        self._tried_again = False
        self._sheets: tuple[SheetInfo, ...] = ()
        self.opened_in = 0.0
        """Seconds that opening took, the start of the child included."""

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    @property
    def sheets(self) -> tuple[SheetInfo, ...]:
        """The sheets of the opened file, in its order, hidden ones included."""
        return self._sheets

    @property
    def path(self) -> Path:
        """The opened file, or the name given to pasted cells."""
        return self._path

    def start(self) -> None:
        """Start the child ahead, while its first request is not known yet."""
        self.close()
        self._child = child = ReadingChild()
        further = (declared().further, entities().further)
        if any(further):
            child.tell((0, "declare", further))
        self._fresh = True

    def open(self, path: Path | str, *, work: Work | None = None) -> None:
        """Open a data file of any kind."""
        self._path = Path(path)
        self._careful, self._tried_again, self._patience = False, False, 1.0
        self._reopen = ("open", (str(self._path.absolute()), self._home))
        self._sheets = self._open(work)

    def ask_about(self, path: Path, verb: str, *, work: Work | None = None) -> object:
        """The child's whole answer about a file that holds no sheets; ``verb`` is one of its ``open_…``."""
        self._path, self._careful, self._tried_again, self._patience = path, False, False, 1.0
        self._reopen = (verb, (str(path.absolute()),))
        return self._open(work)

    def open_text(self, text: str, name: str, *, work: Work | None = None) -> None:
        """Open pasted cells (tab-separated, as spreadsheets put them on the clipboard) under a ``name``."""
        self._path = Path(name)
        self._careful, self._tried_again, self._patience = True, False, 1.0
        self._reopen = ("open_text", (text, name, self._home))
        self._sheets = self._open(work)

    def _open(self, work: Work | None) -> Any:
        assert self._reopen is not None
        verb, arguments = self._reopen
        started = time.perf_counter()
        while True:
            if not self._fresh:
                self.start()
            self._fresh = False
            try:
                answer = self._ask(verb, (*arguments, self._careful) if verb == "open" else arguments, work)
                self.opened_in = time.perf_counter() - started
                return answer
            except ChildDied as death:
                self._retry_carefully(death)
            except BaseException:
                self.close()
                raise

    def begin(self, request: SheetRequest) -> None:
        """Have the child understand a sheet of the opened file while the program does something else. What comes of it is
        told when the sheet is asked for."""
        self._send("prepare", (request,))

    def analyse(
        self, request: SheetRequest | str, *, sample_rows: int | None = None, work: Work | None = None
    ) -> SheetAnalysis:
        """Understand one sheet (named, or requested with what the person has decided so far).

        With ``sample_rows`` only so many records are looked at and ``rows`` is an estimate; without, settings
        are detected from all rows and ``rows`` is exact.
        """
        asked = SheetRequest(request) if isinstance(request, str) else request
        return cast(SheetAnalysis, self._retried("analyse", (asked, sample_rows), work))

    def clean(self, request: SheetRequest, *, work: Work | None = None) -> Iterator[DraftChunk]:
        """Clean one sheet, in chunks of 2,000 rows in the order of the file; both processes clean a long one.

        Leaving the loop early stops the child's work at its next chunk. When the reader dies of the file
        half-way, the rows that have come stay and a ``FileProblem`` is raised.
        """
        cleaner: RowCleaner | None = None
        with contextlib.closing(self._chunks("clean", request, work)) as chunks:
            for payload in chunks:
                if isinstance(payload, RowBatch):
                    cleaner = cleaner or payload.recipe.cleaner()
                    yield payload.cleaned(cleaner)
                else:
                    yield payload

    def cells(self, sheet: str, *, work: Work | None = None) -> Iterator[list[Sequence[Cell | CellError]]]:
        """Every row of a sheet from the first one on, blank ones included, as the file has it, in chunks. Leaving the
        loop early stops the child's work as in ``clean``."""
        with contextlib.closing(self._chunks("cells", sheet, work)) as chunks:
            yield from chunks

    def _chunks(self, verb: str, argument: Any, work: Work | None) -> Generator[Any]:
        number = self._send(verb, (argument,))
        done = False
        given = come = 0  # chunks handed out, and chunks of the present child
        try:
            while True:
                try:
                    what, payload = self._next(number, work)
                except ChildDied as death:
                    if not self._may_try_again(death):
                        done = True
                        raise self._death(death) from None
                    self._open(work)
                    number, come = self._send(verb, (argument,)), 0
                    continue
                if what != "chunk":
                    done = True
                    return
                come += 1
                if come > given:  # else it had come before the child was started again
                    given += 1
                    yield payload
        finally:
            if not done:
                self._cancel(number)

    def raw(self, sheet: str, row_numbers: Iterable[int]) -> dict[int, tuple[str, ...]]:
        """The texts of the cells of some rows as the file has them; ``row_numbers`` as in ``DraftChunk``."""
        wanted = frozenset(row_numbers)
        return (
            cast("dict[int, tuple[str, ...]]", self._retried("raw", (sheet, wanted), None)) if wanted else {}
        )

    def close(self) -> None:
        """End the child. The session can open another file afterwards."""
        child, self._child = self._child, None
        self._fresh = False
        if child is not None:
            child.close()

    # the child process

    def _send(self, verb: str, arguments: tuple[Any, ...]) -> int:
        if self._reopen is None:
            raise ValueError("no file is open in this session")
        if self._child is None:  # it died in an earlier request
            self._open(None)
        assert self._child is not None
        self._number += 1
        self._child.tell((self._number, verb, arguments))
        return self._number

    def _cancel(self, number: int) -> None:
        if self._child is not None:
            self._child.tell((number, "cancel", ()))

    def _retried(self, verb: str, arguments: tuple[Any, ...], work: Work | None) -> Any:
        try:
            return self._ask(verb, arguments, work)
        except ChildDied as death:
            self._retry_carefully(death)
            self._open(work)
        try:
            return self._ask(verb, arguments, work)
        except ChildDied as death:
            raise self._death(death) from None

    def _retry_carefully(self, death: ChildDied) -> None:
        """Next time without the reader that the file killed, or with more time when it got none; raises when that was
        tried or the file took too long."""
        if self._may_try_again(death):
            return
        if self._careful or death.silent is not None:
            raise self._death(death) from None
        self._careful = True

    def _may_try_again(self, death: ChildDied) -> bool:
        """Whether a child that others kept from its work gets another chance; one only."""
        if self._tried_again or death.silent not in (Over.CROWDED, Over.WAITED):
            return False
        self._tried_again = True
        if death.silent is Over.CROWDED:
            self._patience = PATIENT
        return True

    def _ask(self, verb: str, arguments: tuple[Any, ...], work: Work | None) -> Any:
        number = self._send(verb, arguments)
        try:
            return self._next(number, work)[1]
        except (Cancelled, KeyboardInterrupt):
            self._cancel(number)
            raise

    def _next(self, number: int, work: Work | None) -> tuple[str, Any]:
        """The next answer to request ``number`` that is not about progress."""
        assert self._child is not None
        process = self._child.process
        patience = SILENCE * self._patience
        silence = Silence(lambda: used_by(process.pid, int(getattr(process, "_handle", 0))), patience)
        while True:
            if work is not None:
                work.check()
            try:
                payload = self._child.replies.get(timeout=0.1)
            except queue.Empty:
                over = silence.is_over()
                if over is not None:
                    raise ChildDied(silent=over) from None
                continue
            if payload is ENDED:
                raise ChildDied(code=self._child.process.wait())
            answered, what, content = unpacked(payload)
            if answered != number:
                continue  # of a request nobody waits for any more
            silence.heard(float(content) if what == "patience" else None)
            if what == "progress":
                if work is not None:
                    work.report(*content)
            elif what == "patience":
                continue
            elif what in ("result", "chunk"):
                return what, content
            else:
                raise _refusal(self._path, what, content)

    def _death(self, death: ChildDied) -> FileProblem:
        """What the person is told when the child is gone; the session is closed."""
        self.close()
        if death.silent is Over.WAITED:
            return refuse(self._path, "reading.machine_busy")
        if death.silent is not None:
            return refuse(self._path, "reading.too_slow")
        if death.code == OUT_OF_MEMORY:
            return refuse(self._path, "reading.too_much_memory")
        return refuse(self._path, "reading.reader_failed")


class ChildDied(Exception):
    """The child is gone, or so silent that it counts as gone."""

    def __init__(self, *, silent: Over | None = None, code: int = 0) -> None:
        super().__init__()
        self.silent, self.code = silent, code


def _refusal(path: Path, what: str, content: Any) -> Exception:
    """What an answer that is none says."""
    if what == "problem":
        return FileProblem(from_json(content), path=str(path))
    if what == "cancelled":
        return Cancelled()
    if what == "memory":
        return ChildDied(code=OUT_OF_MEMORY)
    if what == "gone":
        return refuse(path, "reading.gone", why=content)
    log.error("Reading a file failed: %s", Word(content))
    return damaged_problem(path, phrase("reading.why.not_understood"))
