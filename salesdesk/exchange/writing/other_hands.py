"""Whether a file was made, or saved since, by another program than this one: then it may hold what somebody typed; and
whether it is as this one wrote it."""

from __future__ import annotations

import re
import zipfile
from pathlib import Path

from salesdesk.exchange.writing.archive import CORE, contents

_APP = "docProps/app.xml"
_MOST = 1 << 16  # bytes of the properties of a workbook; ours have a few hundred
_OURS = b"<dc:creator>SalesDesk</dc:creator>"
_MOMENT = re.compile(rb"<dcterms:(created|modified)[^>]*>([^<]*)<")
_HELD = re.compile(rb"<dc:identifier>([0-9a-f]{64})</dc:identifier>")
_END_OF_PDF = b"%%EOF"


def by_other_hands(path: Path) -> bool:
    """Whether another program wrote a workbook or a PDF that is there, or saved it since this one did. False for what does
    not tell: texts, cards, and what is no workbook at all. Raises ``OSError``."""
    match path.suffix.lower():
        case ".xlsx":
            return _other_workbook(path)
        case ".pdf":
            return _other_pdf(path)
        case _:
            return False


def is_untouched(path: Path) -> bool:
    """Whether a workbook is one of ours, and nobody saved it since it was written. It is not read for that. Raises
    ``OSError``."""
    if path.suffix.lower() != ".xlsx":
        return False
    try:
        with zipfile.ZipFile(path) as book, book.open(CORE) as part:
            told = _HELD.search(part.read(_MOST))
            return told is not None and told[1].decode() == contents(book)
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError, EOFError, KeyError):
        return False


def _other_workbook(path: Path) -> bool:
    """Our workbooks name no program and were never modified; every program that saves one says both anew."""
    try:
        with zipfile.ZipFile(path) as book:
            names = set(book.namelist())
            if "[Content_Types].xml" not in names:
                return False
            if _APP in names or CORE not in names:
                return True
            with book.open(CORE) as part:
                told = part.read(_MOST)
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError, EOFError):  # no workbook, or a locked one
        return False
    moments = dict(_MOMENT.findall(told))
    return _OURS not in told or moments.get(b"created") != moments.get(b"modified")


def _other_pdf(path: Path) -> bool:
    """Ours are typeset by typst and end once; what is noted into a PDF is added behind its end, or all of it is written
    anew by the program that did it."""
    told = path.read_bytes()
    if not told.startswith(b"%PDF"):
        return False
    return b"/Creator(Typst" not in told or told.count(_END_OF_PDF) != 1 or b"/Producer" in told
