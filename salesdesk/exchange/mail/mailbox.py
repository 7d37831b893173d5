"""A file of e-mails inside the reading child: one (.eml, .msg) or any number (.mbox), told by what it holds."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import BinaryIO

from salesdesk.domain.mails import Mail, UnreadMail
from salesdesk.exchange.mail.message import NotAMail, read_mail
from salesdesk.exchange.mail.outlook import read_outlook
from salesdesk.exchange.reading.file_kind import refuse
from salesdesk.exchange.reading.source import Signals

_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_LARGEST = 80 * 1024 * 1024
"""Bytes of one mail that are read: attachments are a third longer in it than they are."""
_ESCAPED = re.compile(rb"^>(>*From )", re.MULTILINE)
_HEAD = re.compile(rb"^[!-9;-~]{1,80}:[ \t\r\n]|^[!-9;-~]{1,80}:\S", re.MULTILINE)
_LONGEST_LINE = 300  # bytes of the line that begins a mail
_SIGN = 50  # mails between two signs of progress

_CODES = {
    "head": "mail_reading.no_head",
    "deep": "mail_reading.nested",
    "rtf": "mail_reading.rtf_only",
    "broken": "mail_reading.broken",
    "other": "mail_reading.other_item",
}


class MailSource:
    """An opened file of e-mails."""

    def __init__(self, path: Path, signals: Signals) -> None:
        """Look at what it is. Raises ``FileProblem`` for anything but e-mails."""
        self._path, self._signals = path, signals
        self._size = path.stat().st_size
        with path.open("rb") as stream:
            head = stream.read(64 * 1024)
        if not head:
            raise refuse(path, "mail_reading.no_mail")
        self._kind = "eml"
        if head.startswith(_OLE):
            self._kind = "msg"
        elif _begins(head):
            self._kind = "mbox"
        elif not _HEAD.search(head[:4096]) or b"\0" in head[:1024]:
            raise refuse(path, "mail_reading.no_mail")

    def look_ahead(self) -> None:
        """Nothing is read before it is asked for."""

    def mails(self) -> Iterator[Mail | UnreadMail]:
        """The mails, in their order. Of several those that cannot be read are told by their number; a single one is refused by
        ``FileProblem``."""
        now = datetime.now(UTC)
        if self._kind == "mbox":
            yield from self._several(now)
            return
        self._signals.patience(20 + self._size / 1_000_000)
        if self._size > 2 * _LARGEST:
            raise refuse(self._path, "mail_reading.too_large", limit=2 * _LARGEST >> 20)
        try:
            if self._kind == "msg":
                yield read_outlook(self._path, now)
            else:
                yield read_mail(self._path.read_bytes(), now)
        except NotAMail as problem:
            raise refuse(self._path, _CODES[problem.why]) from problem

    def _several(self, now: datetime) -> Iterator[Mail | UnreadMail]:
        with self._path.open("rb") as stream:
            for number, content in enumerate(_parted(stream), 1):
                if number % _SIGN == 0 or len(content) > 1_000_000:
                    self._signals.patience(20 + len(content) / 1_000_000)
                self._signals.report(min(stream.tell(), self._size), self._size, "bytes")
                try:
                    if not content or len(content) > _LARGEST:
                        raise NotAMail("large")
                    yield read_mail(content, now)
                except NotAMail:
                    yield UnreadMail(number)


def _begins(head: bytes) -> bool:
    """Whether a file begins as a mailbox does."""
    return _is_beginning(head.removeprefix(b"\xef\xbb\xbf").lstrip(b"\r\n").partition(b"\n")[0])


def _is_beginning(line: bytes) -> bool:
    """Whether a line begins a mail of a mailbox: "From", then who (an address or "-") or when (a year)."""
    if not line.startswith(b"From "):
        return False
    words = line[:_LONGEST_LINE].split()[1:]
    years = (len(word) == 4 and word.isdigit() for word in words)
    return bool(words) and (words[0] == b"-" or b"@" in words[0] or any(years))


def _parted(stream: BinaryIO) -> Iterator[bytes]:
    """The mails of a mailbox, each without the line that begins it; b"" for one that is too large. A line of a text that begins
    with "From " is one only after a blank line and in the form that such lines have (mboxrd and mboxo)."""
    lines: list[bytes] = []
    size, started, blank = 0, False, True
    while True:
        line = stream.readline(1 << 20)
        if not line or (blank and _is_beginning(line)):
            if started and (lines or size):
                yield _ESCAPED.sub(rb"\1", b"".join(lines)) if size <= _LARGEST else b""
            if not line:
                return
            lines, size, started, blank = [], 0, True, False
            continue
        size += len(line)
        if size <= _LARGEST:
            lines.append(line)
        else:
            lines.clear()
        blank = line in (b"\n", b"\r\n") if started else True
