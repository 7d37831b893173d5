"""Data files opened before there is a database to put them into."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from salesdesk.domain.progress import Work
from salesdesk.errors import FileProblem
from salesdesk.exchange.reading.session import ReaderSession
from salesdesk.own_files import Own, what_is


def starting_reader() -> ReaderSession:
    """A session whose child is on its way, to be opened; close it."""
    session = ReaderSession()
    session.start()
    return session


def refuse_own(path: Path, open_files: Iterable[Path] = ()) -> None:
    """Refuse a SalesDesk file as a data file, before anything looks into it. ``open_files`` are the databases open in
    this process. Raises ``FileProblem``."""
    kind = what_is(path, open_files)
    if kind is Own.OPEN:
        raise FileProblem("imports.own_file", path=str(path), file=path.name)
    if kind is Own.DATABASE:
        raise FileProblem("imports.a_database", path=str(path), file=path.name)
    if kind is Own.PART:
        raise FileProblem("imports.part_of_a_database", path=str(path), file=path.name)


def open_data_file(path: Path, work: Work, open_files: Iterable[Path] = ()) -> ReaderSession:
    """Open a data file of any kind; close what is returned. ``open_files`` as in ``refuse_own``. Raises
    ``FileProblem``."""
    refuse_own(path, open_files)
    session = ReaderSession()
    try:
        session.open(path, work=work)
    except BaseException:
        session.close()
        raise
    return session
