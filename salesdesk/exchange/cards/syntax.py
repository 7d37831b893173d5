"""The syntax of contact cards: folded lines, parameters, encodings, escapes; what a property means is in ``vcard``.

The reader works on bytes, because folding may cut a character in two and each property of a 2.1 card may name
its own charset. References: versit vCard 2.1, RFC 2425/2426 (3.0), RFC 6350 (4.0); Apple's item groups.
"""

from __future__ import annotations

import quopri
import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from salesdesk.exchange.text import encoding as text_encoding

_BINARY = frozenset({"PHOTO", "LOGO", "SOUND", "KEY", "X-MS-CARDPICTURE"})
_JOINED = re.compile(rb"^(END:VCARD)[ \t]*(?=BEGIN:VCARD)", re.IGNORECASE | re.MULTILINE)
"""Two cards without a line end between them."""
_LINE = re.compile(rb"\r\n|\n\r|\n|\r")
_NAME = re.compile(rb"(?:([\w-]+)\.)?([A-Za-z][\w-]*)")
_PARAMETER = re.compile(r";([^;\"=]*)(?:=(\"[^\"]*\"|[^;\"]*))?")
_LABEL = re.compile(r"^_\$!<(.*)>!\$_$")
_LIMIT = 2_000_000  # bytes of one property that is no picture


@dataclass(slots=True)
class Property:
    """One property of a card. ``types`` are lower-case, ``parameters`` have upper-case names; ``value`` is decoded
    and still escaped."""

    group: str
    name: str
    types: frozenset[str]
    parameters: dict[str, str]
    value: str

    def parts(self, separator: str = ";") -> list[str]:
        return [unescape(part) for part in split_escaped(self.value, separator)]

    @property
    def text(self) -> str:
        return unescape(self.value).strip()

    @property
    def preferred(self) -> int:
        pref = self.parameters.get("PREF", "")
        return int(pref) if pref.isdigit() and len(pref) < 4 else (0 if "pref" in self.types else 101)


@dataclass(slots=True)
class CardText:
    """The properties of one card, and Apple's labels by item group."""

    properties: list[Property] = field(default_factory=list)
    labels: dict[str, str] = field(default_factory=dict)


def split_escaped(text: str, separator: str) -> list[str]:
    """Split at separators that are not escaped; a backslash that is escaped itself escapes nothing."""
    if "\\" not in text:
        return text.split(separator)
    mark = re.escape(separator)
    pieces = [""]
    for token in re.findall(rf"\\.|{mark}|[^\\{mark}]+|\\", text, re.DOTALL):
        if token == separator:
            pieces.append("")
        else:
            pieces[-1] += token
    return pieces


def unescape(text: str) -> str:
    """Undo the backslash escapes of 3.0 and 4.0 (2.1 has only the escaped semicolon)."""
    if "\\" not in text:
        return text
    return re.sub(r"\\(.)", lambda m: "\n" if m.group(1) in "nN" else m.group(1), text)


def card_texts(data: bytes, encoding: str) -> Iterator[CardText]:
    """The cards in order: nested ones (AGENT) left out, unfinished ones kept."""
    draft: CardText | None = None
    depth = 0
    agent = False
    for line in _logical_lines(data):
        upper = line[:20].strip().upper().replace(b" ", b"")
        if upper.startswith(b"BEGIN:VCARD"):
            if draft is not None and agent:
                depth += 1
            else:
                if draft is not None:
                    yield draft  # the card before lacks its END
                draft, depth = CardText(), 0
            agent = False
            continue
        if upper.startswith(b"END:VCARD"):
            if depth:
                depth -= 1
            elif draft is not None:
                yield draft
                draft = None
            continue
        if draft is None or depth:
            continue
        found = _property(line, encoding)
        if found is None:
            continue
        agent = found.name == "AGENT" and not found.value.strip()
        if found.name == "X-ABLABEL":
            label = _LABEL.sub(r"\1", found.text)
            draft.labels[found.group] = label
        elif found.name not in _BINARY and found.name != "AGENT":
            draft.properties.append(found)
    if draft is not None:
        yield draft


def _logical_lines(data: bytes) -> Iterator[bytes]:
    """Unfolded lines: a following line that starts with white space continues, so does a soft line break."""
    pieces: list[bytes] = []
    soft = False
    old = b"VERSION:2.1" in data[:4096].upper()
    for line in _LINE.split(_JOINED.sub(rb"\1\n", data)):
        if soft:
            pieces.append(line)
        elif line[:1] in (b" ", b"\t") and pieces:
            pieces.append(b" " + line.lstrip() if old and b"BASE64" not in pieces[0].upper() else line[1:])
        else:
            if pieces:
                yield b"".join(pieces)
            pieces = [line]
        if sum(map(len, pieces[:2])) > _LIMIT:
            pieces = [pieces[0][:200]]
        quoted = b"QUOTED-PRINTABLE" in pieces[0][:200].upper() if line.endswith(b"=") else False
        soft = quoted
        if soft:
            pieces[-1] = pieces[-1][:-1]
    if pieces:
        yield b"".join(pieces)


def _property(line: bytes, encoding: str) -> Property | None:
    line = line.removeprefix(b"\xef\xbb\xbf").strip(b"\x00 \t")
    found = _NAME.match(line)
    colon = _colon(line)
    if found is None or colon < found.end() or line[found.end() : found.end() + 1] not in (b":", b";"):
        return None
    group, name = found.groups()
    rest, value = line[found.end() : colon], line[colon + 1 :]
    upper = name.decode("ascii").upper()
    if upper in _BINARY:
        return None
    parameters: dict[str, str] = {}
    types: set[str] = set()
    for key, text in _PARAMETER.findall(rest.decode("latin-1")):
        key, text = key.strip().upper(), text.strip().replace('"', "")
        if key == "TYPE":
            types.update(part.strip().lower() for part in text.split(","))
        elif text:
            parameters[key] = text
        elif key:
            types.add(key.lower())
    coding = parameters.get("ENCODING", "").upper() or next(
        (t.upper() for t in types if t in ("quoted-printable", "base64")), ""
    )
    if coding in ("BASE64", "B"):
        return None
    if coding == "QUOTED-PRINTABLE":
        value = quopri.decodestring(value)
    text = _decode(value, parameters.get("CHARSET", ""), encoding)
    return Property((group or b"").decode("ascii").lower(), upper, frozenset(types), parameters, text)


def _colon(line: bytes) -> int:
    """Where the value begins: the first colon outside quotes, -1 without one."""
    colon = line.find(b":")
    while colon >= 0 and line.count(b'"', 0, colon) % 2:
        colon = line.find(b":", colon + 1, colon + 2000)
    return colon


def _decode(value: bytes, charset: str, encoding: str) -> str:
    """By the property's charset where it holds, then UTF-8, then the file's encoding, then the likeliest."""
    if value.isascii() and b"\x1b" not in value:
        return value.decode("ascii")
    for codec in (charset, "utf-8", encoding if encoding != "utf-8" else ""):
        if codec:
            try:
                return value.decode(codec)
            except (LookupError, UnicodeDecodeError):
                continue
    return value.decode(text_encoding.best_codec(value), "replace")


def escape(text: str) -> str:
    """Backslash, comma, semicolon and line ends as RFC 6350 3.4 wants them."""
    text = text.replace("\\", "\\\\").replace(";", "\\;").replace(",", "\\,")
    return text.replace("\r\n", "\\n").replace("\n", "\\n").replace("\r", "\\n")


def fold(line: str) -> str:
    """Break a line after at most 75 bytes, never inside a character (RFC 6350 3.2)."""
    if len(line) <= 75 and line.isascii():
        return line
    out: list[str] = []
    current, size = "", 0
    for char in line:
        width = len(char.encode("utf-8"))
        if size + width > 75:
            out.append(current)
            current, size = " ", 1
        current += char
        size += width
    return "\r\n".join([*out, current])
