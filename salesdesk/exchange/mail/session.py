"""The program's side of reading a file of e-mails: the same child process, bounds and sentences as for other foreign files."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import cast

from salesdesk.domain.mails import Mail, UnreadMail
from salesdesk.domain.progress import Work
from salesdesk.exchange.reading.session import ChildDied, ReaderSession


class MailSession(ReaderSession):
    """One opened file of e-mails."""

    def open(self, path: Path | str, *, work: Work | None = None) -> None:
        """Open an .eml, .msg or .mbox file, whatever it is called."""
        self.ask_about(Path(path), "open_mails", work=work)

    def mails(self, *, work: Work | None = None) -> Iterator[Mail | UnreadMail]:
        """The mails of the file, in its order. When the reader dies of the file half-way, those that have come stay and a
        ``FileProblem`` is raised."""
        number = self._send("mails", ())
        done = False
        try:
            while True:
                try:
                    what, payload = self._next(number, work)
                except ChildDied as death:
                    done = True
                    raise self._death(death) from None
                if what != "chunk":
                    done = True
                    return
                yield cast("Mail | UnreadMail", payload)
        finally:
            if not done:
                self._cancel(number)
