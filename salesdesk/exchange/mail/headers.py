"""The head of an e-mail: words in any encoding, addresses, moments.

What mail programs write differs from the standards (RFC 5322, RFC 2047) in every possible way: nothing here raises, and what
cannot be understood stays as it is.
"""

from __future__ import annotations

import binascii
import quopri
import re
from base64 import b64decode
from collections.abc import Iterable
from datetime import UTC, datetime
from email.message import Message
from email.utils import getaddresses, parsedate_to_datetime

from salesdesk.domain.mails import MailPerson

_WORD = re.compile(r"=\?([^?\s]{1,40})\?([bBqQ])\?([^?\s]*(?: [^?\s]*)*)\?=")
"""An encoded word. Some programs leave spaces in it."""
_BETWEEN = re.compile(r"(\?=)\s+(=\?[^?\s]{1,40}\?[bBqQ]\?)")
_BLANKS = re.compile(r"[\s\x00-\x1f\x7f\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]+")
_MAIL = re.compile(r"[^\s@<>()\[\]\\,;:\"]{1,64}@[^\s@<>()\[\]\\,;:\"]{1,255}")
_LONGEST = 20_000  # characters of a header that are looked at
_MOST_PEOPLE = 300

_WIDER = {
    "ascii": "cp1252",
    "us-ascii": "cp1252",
    "ansi_x3.4-1968": "cp1252",
    "iso-8859-1": "cp1252",
    "latin-1": "cp1252",
    "latin1": "cp1252",
    "iso8859-1": "cp1252",
    "gb2312": "gb18030",
    "gbk": "gb18030",
    "x-gbk": "gb18030",
    "ks_c_5601-1987": "cp949",
    "euc-kr": "cp949",
    "shift_jis": "cp932",
    "x-sjis": "cp932",
    "iso-8859-8-i": "iso-8859-8",
    "iso-8859-9": "cp1254",
    "tis-620": "cp874",
    "iso-8859-11": "cp874",
    "utf8": "utf-8",
    "utf8mb4": "utf-8",
    "x-mac-roman": "mac-roman",
    "macintosh": "mac-roman",
}
"""What is meant by the names of character sets, and sets that hold more than what they are called by."""
_NOT_TEXT = frozenset(
    {"base64", "hex", "bz2", "zip", "zlib", "uu", "quopri", "rot13", "idna", "punycode", "undefined"}
)
"""Codecs of the library that are no character sets."""


def text_of(content: bytes, charset: str = "") -> str:
    """Bytes as text: in the character set they are said to be in, else UTF-8, else as old Windows programs wrote."""
    name = charset.strip().strip("\"'").casefold()
    wanted = _WIDER.get(name, name)
    tried = ["utf-8"] if wanted in ("", "cp1252") else []
    if wanted and wanted.replace("-", "").replace("_", "") not in _NOT_TEXT:
        tried.append(wanted)
    for codec in (*tried, "utf-8"):
        try:
            found = content.decode(codec)
        except (UnicodeError, LookupError, ValueError):
            continue
        if isinstance(found, str):
            return found
    try:
        return content.decode("cp1252")
    except UnicodeError:
        return content.decode("latin-1")


def raw_headers(message: Message, name: str) -> list[str]:
    """The values of a header as they stand in the file, bytes beyond ASCII understood, unfolded."""
    found = []
    for key, value in message.raw_items():
        if key.casefold() == name:
            text = str(value)[:_LONGEST]
            if not text.isascii():
                text = text_of(text.encode("utf-8", "surrogateescape"))
            found.append(text.replace("\r\n", "\n").replace("\r", "\n"))
    return found


def first_header(message: Message, name: str) -> str:
    """The first value of a header, decoded, in one line; "" without any."""
    return next((line_of(decoded(value)) for value in raw_headers(message, name)), "")


def line_of(text: str) -> str:
    """Text in one line, without what is not seen."""
    return _BLANKS.sub(" ", text).strip()


def decoded(value: str) -> str:
    """A header with its encoded words read. Words beside each other belong together, and one may end in the middle of a
    character (RFC 2047 forbids that, and many do it)."""
    joined = _BETWEEN.sub(r"\1\2", value)
    found: list[str] = []
    at, waiting, waiting_for = 0, b"", ""
    for word in _WORD.finditer(joined):
        charset = word[1].partition("*")[0]
        if word.start() != at or charset.casefold() != waiting_for.casefold():
            found.append(text_of(waiting, waiting_for) if waiting else "")
            waiting = b""
        found.append(joined[at : word.start()])
        waiting, waiting_for, at = waiting + _word(word[2], word[3]), charset, word.end()
    found.append(text_of(waiting, waiting_for) if waiting else "")
    found.append(joined[at:])
    return "".join(found)


def _word(kind: str, text: str) -> bytes:
    if kind in "qQ":
        return quopri.decodestring(text.replace("_", " ").encode("latin-1", "replace"), header=False)
    packed = re.sub(r"[^A-Za-z0-9+/]", "", text)
    packed = packed[:-1] if len(packed) % 4 == 1 else packed
    try:
        return b64decode(packed + "=" * (-len(packed) % 4))
    except (ValueError, binascii.Error):
        return text.encode("latin-1", "replace")


def people(values: Iterable[str]) -> tuple[MailPerson, ...]:
    """The people of address headers, each address once. What is no address is left out."""
    found: dict[str, MailPerson] = {}
    for value in values:
        for name, address in _pairs(value):
            if len(found) >= _MOST_PEOPLE:
                break
            mail = _MAIL.search(line_of(address)) or _MAIL.search(line_of(decoded(address)))
            if mail is None:
                continue
            key = mail[0].strip(".'").casefold()
            said = _name(name)
            if key not in found or (said and not found[key].name):
                found[key] = MailPerson(key, "" if said.casefold() == key else said)
    return tuple(found.values())


def _pairs(value: str) -> list[tuple[str, str]]:
    """Names and addresses of a header; encoded words are read only once they are apart, for a name may hold a comma."""
    flat = " ".join(value.split())
    try:
        pairs = [pair for pair in getaddresses([flat]) if "@" in pair[1]]
    except Exception:  # what no header may say
        pairs = []
    if pairs:
        return pairs
    # names with commas and no quotes, or nothing that the library takes for an address
    return [("", mail[0]) for mail in _MAIL.finditer(decoded(flat))]


def _name(text: str) -> str:
    name = line_of(decoded(text)).strip("\"' ")
    return name.replace('\\"', '"').replace("\\\\", "\\")[:200]


def moment(value: str) -> datetime | None:
    """A moment of a header, UTC; None where it says none. Without a zone it is taken as UTC."""
    try:
        found = parsedate_to_datetime(" ".join(value.split()))
        return found.replace(tzinfo=UTC) if found.tzinfo is None else found.astimezone(UTC)
    except Exception:  # the library raises whatever it stumbles over
        return None


def sent_at(message: Message, now: datetime) -> datetime | None:
    """When a mail was sent: what it says, unless that lies ahead or before there were e-mails; else when the first server
    had it."""
    said = [moment(value) for value in raw_headers(message, "date")]
    passed = [moment(value.rpartition(";")[2]) for value in raw_headers(message, "received")]
    possible = [at for at in (*said, *reversed(passed)) if at is not None]
    return next((at for at in possible if at.year >= 1971 and (at - now).total_seconds() < 86_400), None)
