"""Data files opened before there is a database to put them into."""

from __future__ import annotations

from pathlib import Path

from salesdesk.domain.progress import Work
from salesdesk.exchange.reader_session import ReaderSession


def starting_reader() -> ReaderSession:
    """A session whose child is on its way, to be opened; close it."""
    session = ReaderSession()
    session.start()
    return session


def open_data_file(path: Path, work: Work) -> ReaderSession:
    """Open a data file of any kind; close what is returned. Raises ``FileProblem``."""
    session = ReaderSession()
    try:
        session.open(path, work=work)
    except BaseException:
        session.close()
        raise
    return session
