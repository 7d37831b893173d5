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
        raise FileProblem(
            "The SalesDesk file itself",
            f"{path.name} is the SalesDesk file you work in, not a list to import. Choose a spreadsheet, a CSV file "
            "or contact cards.",
            str(path),
        )
    if kind is Own.DATABASE:
        raise FileProblem(
            "A SalesDesk file",
            f"{path.name} is a SalesDesk file, not a list to import. Open it with “Open another file…” in the window, "
            "or name it after --database.",
            str(path),
        )
    if kind is Own.PART:
        raise FileProblem(
            "Part of a SalesDesk file",
            f"{path.name} belongs to a SalesDesk file and holds no list. Choose a spreadsheet, a CSV file or contact "
            "cards.",
            str(path),
        )


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
