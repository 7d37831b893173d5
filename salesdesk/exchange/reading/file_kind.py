"""What a data file is, told by its content and never by its ending.

Every refusal is one ``FileProblem`` sentence that names the file, says what it is and what to do instead.
"""

from __future__ import annotations

import json
import re
import stat
import zipfile
from enum import StrEnum
from pathlib import Path

from salesdesk.errors import FileProblem
from salesdesk.phrases import Phrase, Value, phrase


class FileKind(StrEnum):
    """The ways of reading a data file."""

    XLSX = "xlsx"
    XLSB = "xlsb"
    XLS = "xls"
    ODS = "ods"
    SPREADSHEETML = "spreadsheetml"
    HTML = "html"
    VCARD = "vcard"
    TEXT = "text"


WORKBOOKS = frozenset({FileKind.XLSX, FileKind.XLSB, FileKind.XLS, FileKind.ODS})

_HEAD = 64 * 1024  # bytes looked at to tell text from markup
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_OLE_LOOK = 64 * 1024 * 1024  # the directory of an OLE file may lie anywhere in it
_BIFF = (
    b"\x09\x00\x04\x00",
    b"\x09\x02\x06\x00",
    b"\x09\x04\x06\x00",
    b"\x09\x08\x08\x00",
    b"\x09\x08\x10\x00",
)
_WORKBOOK_BOF = re.compile(rb"\x09\x08[\x08\x10]\x00\x00[\x05\x06]\x05\x00", re.DOTALL)
"""The record with which the workbook itself begins, BIFF5 and BIFF8; sheets have another type."""
_FILEPASS, _LEAST_FILEPASS = 0x2F, 4
_MAY_STAND_BEFORE = frozenset({0x86})  # WriteProtect
_RECORDS_BEFORE_PASSWORD = 4
_KNOWN: tuple[tuple[bytes, str], ...] = (
    (b"%PDF", "reading.pdf"),
    (b"\x89PNG", "reading.picture"),
    (b"\xff\xd8\xff", "reading.picture"),
    (b"GIF8", "reading.picture"),
    (b"BM\x00\x00", "reading.picture"),
    (b"\x1f\x8b", "reading.gzip"),
    (b"BZh", "reading.bzip2"),
    (b"\xfd7zXZ", "reading.xz"),
    (b"7z\xbc\xaf", "reading.seven_zip"),
    (b"Rar!", "reading.rar"),
    (b"{\\rtf", "reading.rtf"),
    (b"SQLite format 3\x00", "reading.database"),
    (b"PAR1", "reading.parquet"),
    (b"MZ", "reading.program"),
    (b"\x7fELF", "reading.program"),
    (b"!BDN", "reading.outlook_data"),
)
_VCARD = re.compile(r"^[ \t]*(?:BEGIN|END)[ \t]*:[ \t]*VCARD[ \t]*$", re.IGNORECASE | re.MULTILINE)
_HTML = re.compile(r"<(?:!doctype\s+html|html|head|body|table|meta|div|style|title)\b", re.IGNORECASE)


def refuse(path: Path | str, code: str, /, **values: Value) -> FileProblem:
    """The refusal of a file: what it is and what to do instead, by ``code``, which knows the name of the ``file`` too."""
    return FileProblem(code, path=str(path), file=Path(path).name, **values)


def password_problem(path: Path | str) -> FileProblem:
    """The refusal of an encrypted workbook."""
    return refuse(path, "reading.protected")


def damaged_problem(path: Path | str, why: Phrase | None = None) -> FileProblem:
    """The refusal of a file that claims to be a table and cannot be read as one."""
    return refuse(path, "reading.damaged") if why is None else refuse(path, "reading.damaged_why", why=why)


def sniff(path: Path) -> FileKind:
    """The kind of ``path``. Raises ``FileProblem`` for anything that is no table and no contact card."""
    try:
        found = path.stat()
        size = found.st_size
        if stat.S_ISDIR(found.st_mode):
            raise refuse(path, "reading.folder")
        if not stat.S_ISREG(found.st_mode):  # opening it could wait for ever
            raise refuse(path, "reading.device")
        with path.open("rb") as stream:
            head = stream.read(_HEAD)
    except OSError as error:
        reason = error.strerror or type(error).__name__
        raise refuse(path, "reading.not_opened", why=reason) from error
    if size == 0:
        raise refuse(path, "reading.empty")
    if head[:2] == b"PK":
        return _zip_kind(path, head)
    if head[:8] == _OLE:
        return _ole_kind(path)
    if head[:4] in _BIFF:
        raise refuse(path, "reading.old_excel")
    for magic, code in _KNOWN:
        if head.startswith(magic):
            if magic == b"MZ" and b"\x00" not in head[:256]:
                continue
            raise refuse(path, code)
    return _text_kind(path, head, size)


def _zip_kind(path: Path, head: bytes) -> FileKind:
    try:
        with zipfile.ZipFile(path) as archive:
            names = archive.namelist()
            mimetype = archive.read("mimetype")[:200] if "mimetype" in names else b""
            manifest = b""
            if (
                "META-INF/manifest.xml" in names
                and archive.getinfo("META-INF/manifest.xml").file_size < 4_000_000
            ):
                manifest = archive.read("META-INF/manifest.xml")
    except (
        zipfile.BadZipFile,
        OSError,
        RuntimeError,
        NotImplementedError,
        ValueError,
        KeyError,
        EOFError,
    ) as error:
        if head[:4] != b"PK\x03\x04" and b"\x00" not in head:
            return FileKind.TEXT
        raise damaged_problem(path, phrase("reading.why.cut_short")) from error
    except Exception as error:  # zlib.error and others of the decompressors
        raise damaged_problem(path, phrase("reading.why.package_broken")) from error
    lower = [name.lower().lstrip("/").replace("\\", "/") for name in names]
    if b"opendocument" in mimetype or "content.xml" in lower:
        if b"encryption-data" in manifest:
            raise password_problem(path)
        if mimetype and b"spreadsheet" not in mimetype:
            raise refuse(path, "reading.drawing")
        return FileKind.ODS
    if any(name.endswith("workbook.bin") for name in lower):
        return FileKind.XLSB
    if any(name.startswith("word/") for name in lower):
        raise refuse(path, "reading.word")
    if any(name.startswith("ppt/") for name in lower):
        raise refuse(path, "reading.presentation")
    if any(name.endswith(".iwa") for name in lower):
        raise refuse(path, "reading.numbers")
    if any(name.endswith("workbook.xml") or "/worksheets/" in name for name in lower):
        return FileKind.XLSX
    if "[content_types].xml" in lower or "_rels/.rels" in lower:
        raise damaged_problem(path, phrase("reading.why.no_workbook"))
    raise refuse(path, "reading.zip")


def _ole_kind(path: Path) -> FileKind:
    with path.open("rb") as stream:
        data = stream.read(_OLE_LOOK)

    def has(name: str) -> bool:
        return name.encode("utf-16-le") in data

    if has("EncryptedPackage") or has("EncryptionInfo") or _asks_for_password(data):
        raise password_problem(path)
    if has("WordDocument"):
        raise refuse(path, "reading.word")
    if has("PowerPoint Document"):
        raise refuse(path, "reading.presentation")
    if has("__substg1.0_"):
        raise refuse(path, "reading.outlook_message")
    return FileKind.XLS


def _asks_for_password(data: bytes) -> bool:
    """Whether the records of an old Excel workbook begin with FILEPASS, whatever hides the others (XOR or RC4).

    Source: [MS-XLS] 2.4.117 FilePass, 2.1.7.20.1: it follows BOF, before it at most WriteProtect.
    """
    for begin in _WORKBOOK_BOF.finditer(data):
        at = begin.start()
        for _ in range(_RECORDS_BEFORE_PASSWORD):
            kind, size = (
                int.from_bytes(data[at : at + 2], "little"),
                int.from_bytes(data[at + 2 : at + 4], "little"),
            )
            if kind == _FILEPASS:
                return size >= _LEAST_FILEPASS
            if at != begin.start() and kind not in _MAY_STAND_BEFORE:
                break
            at += 4 + size
    return False


def _text_kind(path: Path, head: bytes, size: int) -> FileKind:
    text = _rough_text(head)
    if _VCARD.search(text):
        return FileKind.VCARD
    start = text.lstrip("\ufeff \t\r\n\x00")[:2000]
    if start.startswith("<"):
        if "urn:schemas-microsoft-com:office:spreadsheet" in text:
            return FileKind.SPREADSHEETML
        if _HTML.search(start):
            return FileKind.HTML
        if start.startswith(("<?xml", "<!DOCTYPE", "<!--")):
            raise refuse(path, "reading.xml")
    if start[:1] in "{[" and start[:1] and size < 5_000_000 and _is_json(path):
        raise refuse(path, "reading.json")
    return FileKind.TEXT


def _rough_text(head: bytes) -> str:
    """Enough of the text to recognise markup in any encoding: NULs of UTF-16 and UTF-32 dropped."""
    for bom in (b"\xff\xfe\x00\x00", b"\x00\x00\xfe\xff", b"\xff\xfe", b"\xfe\xff", b"\xef\xbb\xbf"):
        if head.startswith(bom):
            head = head[len(bom) :]
            break
    return head.replace(b"\x00", b"").decode("latin-1").replace("\r\n", "\n").replace("\r", "\n")


def _is_json(path: Path) -> bool:
    try:
        return isinstance(json.loads(path.read_bytes()), dict | list)
    except (ValueError, RecursionError):
        return False
