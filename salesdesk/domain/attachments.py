"""Files that are kept with records: what is known of one, how large it may be, and what it may be called."""

from __future__ import annotations

import re
from typing import Final

from salesdesk.domain.changes import EntityKind
from salesdesk.value_classes import dataclass

LIMIT: Final = 25 * 1024 * 1024
"""Bytes of the largest file that is kept."""
HOMES: Final = (EntityKind.CONTACT, EntityKind.COMPANY, EntityKind.DEAL, EntityKind.ACTIVITY)
"""The kinds of record that files are kept with."""

_LONGEST = 120  # characters of a name, its ending included
_NO_NAME = "file"
_FORBIDDEN = re.compile(
    r'[\x00-\x1f\x7f-\x9f<>:"/\\|?*\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff\ud800-\udfff]+'
)
"""What no system allows in a name, and signs that turn the order of its letters round or are not seen."""
_DEVICE = re.compile(r"(CON|PRN|AUX|NUL|COM[0-9¹²³]|LPT[0-9¹²³])(?=\.|$)", re.IGNORECASE)
_PROGRAMS = frozenset(
    {
        "app", "appimage", "appref-ms", "application", "bat", "chm", "cmd", "com", "command", "cpl", "desktop",
        "dmg", "exe", "hta", "inf", "jar", "jnlp", "js", "jse", "lnk", "msc", "msi", "msix", "msp", "pif",
        "pkg", "ps1", "psm1", "py", "pyw", "reg", "run", "scf", "scr", "sh", "terminal", "tool", "url", "vb",
        "vbe", "vbs", "webloc", "workflow", "ws", "wsf", "wsh",
    }
)  # fmt: skip
"""Endings of files that do something when they are opened."""
_TYPES = {
    "pdf": "application/pdf",
    "txt": "text/plain",
    "csv": "text/csv",
    "html": "text/html",
    "eml": "message/rfc822",
    "msg": "application/vnd.ms-outlook",
    "ics": "text/calendar",
    "vcf": "text/vcard",
    "png": "image/png",
    "jpg": "image/jpeg",
    "jpeg": "image/jpeg",
    "gif": "image/gif",
    "svg": "image/svg+xml",
    "zip": "application/zip",
    "doc": "application/msword",
    "xls": "application/vnd.ms-excel",
    "ppt": "application/vnd.ms-powerpoint",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "pptx": "application/vnd.openxmlformats-officedocument.presentationml.presentation",
    "odt": "application/vnd.oasis.opendocument.text",
    "ods": "application/vnd.oasis.opendocument.spreadsheet",
    "odp": "application/vnd.oasis.opendocument.presentation",
}
_ANY = "application/octet-stream"


@dataclass(frozen=True, slots=True)
class FileHome:
    """The record a file is kept with: one of ``HOMES`` and its number."""

    kind: EntityKind
    id: int


def home_of(kind: EntityKind, number: int | None) -> FileHome | None:
    """The home that a record is, None where files are not kept with its kind, or there is no record."""
    return FileHome(kind, number) if number is not None and kind in HOMES else None


@dataclass(frozen=True, slots=True)
class NewFile:
    """A file to be kept: any ``name``, and its bytes."""

    name: str
    content: bytes


@dataclass(frozen=True, slots=True)
class Attachment:
    """A file that is kept. ``size`` is in bytes, ``type`` a MIME type, ``digest`` the SHA-256 of its content in hexadecimal,
    ``created_at`` UTC text. ``entry`` is the subject of the entry of the timeline it is kept with, "" of a file that is kept
    with the record itself."""

    id: int
    name: str
    size: int
    type: str
    digest: str
    created_at: str
    home: FileHome
    entry: str = ""


def kept_name(name: str) -> str:
    """The name a file is kept under: the last part of what it is called, as every system allows it, with its ending."""
    last = name.replace("\\", "/").rstrip("/").rpartition("/")[2]
    clean = " ".join(_FORBIDDEN.sub(" ", last).split()).strip(". ")
    if not clean:
        return _NO_NAME
    if _DEVICE.match(clean):
        clean = f"_{clean}"
    stem, dot, ending = clean.rpartition(".")
    if not dot or len(ending) > 16:
        return clean[:_LONGEST].rstrip(". ")
    return f"{stem[: _LONGEST - len(ending) - 1].rstrip('. ')}.{ending}"


def numbered_name(name: str, taken: set[str]) -> str:
    """The name, with a number behind it where one of ``taken`` (folded) is called so: two files in one folder."""
    stem, dot, ending = name.rpartition(".")
    base, tail = (stem, f".{ending}") if dot and stem else (name, "")
    found, number = name, 2
    while found.casefold() in taken:
        found, number = f"{base} ({number}){tail}", number + 1
    return found


def ending_of(name: str) -> str:
    """The ending of a name in small letters, without its point."""
    return name.rpartition(".")[2].casefold() if "." in name else ""


def type_of(name: str) -> str:
    """The MIME type that a name promises."""
    return _TYPES.get(ending_of(name), _ANY)


def does_something(name: str) -> bool:
    """Whether opening a file of this name would run it instead of showing it."""
    return ending_of(name) in _PROGRAMS
