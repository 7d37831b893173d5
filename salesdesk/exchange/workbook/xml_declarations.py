"""Declarations in the XML of a package: no workbook has any, and an attack by entities needs them.

A document type may stand behind any amount of comment, in any part, in any encoding a parser takes. The parts are
looked at as bytes, once, without a parser: what a parser would make of them is just what must not happen.
"""

from __future__ import annotations

import re
from typing import IO

LOOKED_AT = 4 << 20
"""Bytes of a part that are looked at; before their end the root element must have begun."""

_MARKS = (b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff")
_SPACE = b" \t\r\n"
_ENCODING = re.compile(rb"""<\?xml\b[^<>]{0,400}?\bencoding\s{0,9}=\s{0,9}["']([\w.:-]{1,40})["']""")
_KNOWN_ENCODING = re.compile(
    r"utf-?8|us-ascii|ascii|utf-?16(?:[lb]e)?|iso-?(?:8859-\d{1,2}|10646-ucs-2)|latin-?\d|windows-?\d{3,4}"
    r"|cp(?:125\d|437|85\d|866|932|936|949|950)|koi8-[ru]|shift_jis|gb2312|gbk|gb18030|big5|euc-(?:jp|kr)",
    re.IGNORECASE,
)


def is_markup(head: bytes) -> bool:
    """Whether a part begins as XML does, in an encoding that keeps the ASCII signs (with or without NULs)."""
    return _without_mark(head)[:1] == b"<"


def _without_mark(head: bytes) -> bytes:
    for mark in _MARKS:
        head = head.removeprefix(mark)
    return head.replace(b"\x00", b"").removeprefix(b"\xef\xbb\xbf").lstrip(_SPACE)


def fault_of(stream: IO[bytes]) -> str:
    """What is wrong with the XML part in ``stream``: "declarations", "encoding", "no root", or "" for nothing."""
    data = _without_mark(stream.read(LOOKED_AT))
    if not data:
        return ""
    if data[:1] != b"<":
        return "encoding"
    named = _ENCODING.match(data[:600])
    if named is not None and _KNOWN_ENCODING.fullmatch(named.group(1).decode("ascii")) is None:
        return "encoding"
    return _found(data)


def _found(data: bytes) -> str:
    """Every mark that begins with "<!" and stands in no comment and no character data is a declaration."""
    rooted = _root_begins(data)
    at = data.find(b"<!")
    while at >= 0:
        if data.startswith(b"<!--", at):
            end = data.find(b"-->", at + 4)
        elif data.startswith(b"<![CDATA[", at):
            end = data.find(b"]]>", at + 9)
        else:
            return "declarations"
        if end < 0:
            break
        at = data.find(b"<!", end)
    return "" if rooted else "no root"


def _root_begins(data: bytes) -> bool:
    """Whether an element begins in ``data`` after comments and processing instructions."""
    at = data.find(b"<")
    while at >= 0:
        if data.startswith(b"<!--", at):
            end = data.find(b"-->", at + 4)
        elif data.startswith(b"<?", at):
            end = data.find(b"?>", at + 2)
        else:
            return True
        if end < 0:
            return False
        at = data.find(b"<", end)
    return False
