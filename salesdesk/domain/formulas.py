"""Text that a spreadsheet would calculate, and how a text file keeps it from that.

A spreadsheet that opens a text file takes a cell beginning with "=", "+", "-" or "@" for a formula, and a formula can
show false values, send data away or start programs (OWASP, CSV injection). A leading apostrophe makes it text. Where a
spreadsheet splits a file at another mark than it was written with, the inside of a cell becomes the start of one, so
there the apostrophe stands as well. ``unguarded`` is the exact inverse of ``guarded``: an apostrophe that was there
before gets a second one.

What stays bare because nothing can be calculated of it: a number with its sign, and a telephone number that is only
digits or has a blank between two groups of them ("+49 30 123-45"; "+49-30-12345" is a subtraction).
"""

from __future__ import annotations

import re

MARK = "'"

_INVISIBLE = "\u00ad\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufeff"
_TRIGGER = "=+\\-@＝＋－＠﹦﹢﹣﹫−"  # Japanese Excel takes the wide ones for the others
_STARTS = re.compile(rf"[\s{_INVISIBLE};,|]*([{_TRIGGER}])|[\t\r\n|]")
"""A spreadsheet may cut off or split at what stands before the first character that counts."""
_GUARDED_BEFORE = re.compile(rf"[{_TRIGGER}\t\r\n]")
"""Before these an apostrophe is taken for a guard, whether or not we set one: others guard numbers as well."""
_STARTS_INSIDE = re.compile(rf"[\s{_INVISIBLE}]*([{_TRIGGER}])")
_MAY_NEED = re.compile(
    rf"\A['\s{_INVISIBLE};,|]*[{_TRIGGER}]|\A'*[\t\r\n|]|[;,|\t\r\n](?:[^\S\t\r\n]|['{_INVISIBLE}])*[{_TRIGGER}]"
)
_PIECES = re.compile(r"([;,|\t\r\n])")

_LONGEST = 60  # characters of a number or telephone number
_BLANK = " \u00a0\u2009\u202f"
_NUMBER = re.compile(
    rf"[+\-−][{_BLANK}]?(?:[€$£¥₹][{_BLANK}]?|[A-Z]{{3}}[{_BLANK}])?\d+(?:[.,'’{_BLANK}]\d+)*(?:[eE][+-]?\d+)?"
    rf"(?:[{_BLANK}]?(?:%|[€$£¥₹]|[A-Z]{{3}}))?"
)
_PHONE = re.compile(
    rf"\+[{_BLANK}]?\(?\d[\d()./,{_BLANK}-]*(?:;ext=\d+|(?:ext|extension|x|app|apt|dw|durchwahl)[.:]?[{_BLANK}]*\d*)?",
    re.IGNORECASE,
)
_TWO_GROUPS = re.compile(rf"[\d)][{_BLANK}]+[\d(]")
_ITEM = re.compile(r"[-+−] +[^\W\d_][^(){}\[\]|!=<>&^*/\"]*")


def guarded(text: str, delimiter: str = ",") -> str:
    """The text as a cell of a text file whose cells are parted by ``delimiter``."""
    if _MAY_NEED.search(text) is None:
        return text
    pieces = _PIECES.split(text)
    for place in range(2, len(pieces), 2):
        base = pieces[place].lstrip(MARK)
        doubtful = pieces[place] != base or pieces[place - 1] != delimiter
        if doubtful and _acts_inside(base, *_around(pieces, place)):
            pieces[place] = MARK + pieces[place]
    base = text.lstrip(MARK)
    if _acts(base) or (base != text and _GUARDED_BEFORE.match(base) is not None):
        pieces[0] = MARK + pieces[0]
    return "".join(pieces)


def unguarded(cell: str) -> str:
    """The text of a cell, written by ``guarded`` or guarded in the same way by another program."""
    if MARK not in cell:
        return cell
    pieces = _PIECES.split(cell)
    for place in range(2, len(pieces), 2):
        piece = pieces[place]
        if piece.startswith(MARK) and _acts_inside(piece.lstrip(MARK), *_around(pieces, place)):
            pieces[place] = piece[1:]
    if cell.startswith(MARK):
        base = "".join(pieces).lstrip(MARK)
        if _acts(base) or _GUARDED_BEFORE.match(base) is not None:
            pieces[0] = pieces[0][1:]
    return "".join(pieces)


def _acts(text: str) -> bool:
    """Whether a spreadsheet might calculate a cell of this text."""
    found = _STARTS.match(text)
    return found is not None and (found.group(1) is None or not _is_harmless(text[found.start(1) :]))


def _around(pieces: list[str], place: int) -> tuple[str, str]:
    """The marks before and behind a piece."""
    return pieces[place - 1], pieces[place + 1] if place + 1 < len(pieces) else ""


def _acts_inside(text: str, before: str, behind: str) -> bool:
    """The same of a piece between two marks inside a cell. An item of a list of notes is text in every program."""
    found = _STARTS_INSIDE.match(text)
    if found is None or _is_harmless(rest := text[found.start(1) :]):
        return False
    return before not in "\r\n" or behind == "|" or not _ITEM.fullmatch(rest)


def _is_harmless(text: str) -> bool:
    text = text.rstrip()
    if len(text) > _LONGEST:
        return False
    if _NUMBER.fullmatch(text):
        return True
    return bool(_PHONE.fullmatch(text)) and (";ext=" in text or bool(_TWO_GROUPS.search(text)))
