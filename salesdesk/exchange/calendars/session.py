"""Reading a calendar file of another program in a process of its own."""

from __future__ import annotations

from pathlib import Path
from typing import cast

from salesdesk.domain.calendar.items import CalendarFile
from salesdesk.domain.progress import Work
from salesdesk.exchange.reading.session import ReaderSession


def read_calendar_file(path: Path, work: Work | None = None) -> CalendarFile:
    """What a calendar file holds. Raises ``FileProblem`` with one sentence, or ``Cancelled``."""
    with ReaderSession() as session:
        return cast(CalendarFile, session.ask_about(path, "open_calendar", work=work))
