"""A file is what its bytes say, whatever its name says."""

from __future__ import annotations

import os
import sys
import zipfile
from pathlib import Path

import pytest

from salesdesk.errors import FileProblem
from salesdesk.exchange.reading.file_kind import FileKind, sniff
from salesdesk.wording import worded
from tests.exchange.workbooks import workbook
from tests.refusals import refusing


@pytest.mark.parametrize(
    ("content", "kind"),
    [
        (b"a,b\n1,2\n", FileKind.TEXT),
        (b"\xef\xbb\xbfBEGIN:VCARD\r\nVERSION:3.0\r\nEND:VCARD\r\n", FileKind.VCARD),
        ("BEGIN:VCARD\nFN:Ä\nEND:VCARD".encode("utf-16"), FileKind.VCARD),
        (b"\r\n<html><body><table><tr><td>a</td></tr></table>", FileKind.HTML),
        (b"<table><tr><td>a</td></tr></table>", FileKind.HTML),
        (
            b'<?xml version="1.0"?><Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet"></Workbook>',
            FileKind.SPREADSHEETML,
        ),
        ("Name;Größe\nÄ;1".encode("cp1252"), FileKind.TEXT),
        (b"PKZ,Name\n1,2\n", FileKind.TEXT),
        (b"MZ,Name\n1,2\n", FileKind.TEXT),
        (b"[remark],b\n1,2\n", FileKind.TEXT),
    ],
)
def test_the_content_decides(tmp_path: Path, content: bytes, kind: FileKind) -> None:
    file = tmp_path / "leads.xls"
    file.write_bytes(content)
    assert sniff(file) is kind


def test_a_workbook_with_a_csv_ending_is_a_workbook(tmp_path: Path) -> None:
    assert (
        sniff(workbook(tmp_path / "leads.xlsx", {"A": [["x"]]}).rename(tmp_path / "leads.csv"))
        is FileKind.XLSX
    )


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"", "is empty"),
        (b"%PDF-1.7\n", "PDF"),
        (b"\x89PNG\r\n\x1a\n", "picture"),
        (b"\x1f\x8b\x08\x00", "unpack it"),
        (b"{\\rtf1}", "RTF"),
        (b"SQLite format 3\x00" + bytes(100), "database"),
        (b"\x7fELF\x02", "program"),
        (b'{"leads": [1, 2]}', "JSON"),
        (b'<?xml version="1.0"?><leads/>', "XML"),
        (b"PK\x03\x04" + b"\x00" * 200, "damaged"),
        (b"\x09\x04\x06\x00\x00\x00", "very old Excel"),
    ],
)
def test_what_is_no_table_is_refused_by_name(tmp_path: Path, content: bytes, words: str) -> None:
    file = tmp_path / "leads.csv"
    file.write_bytes(content)
    with pytest.raises(FileProblem) as caught:
        sniff(file)
    assert words in worded(caught.value)
    assert worded(caught.value).startswith("«leads.csv» ")
    assert worded(caught.value).count(". ") == 0


@pytest.mark.parametrize(
    ("names", "words"),
    [
        (["word/document.xml", "[Content_Types].xml"], "Word"),
        (["ppt/presentation.xml"], "presentation"),
        (["Index/Document.iwa"], "Numbers"),
        (["leads.csv"], "ZIP archive"),
        (["[Content_Types].xml", "_rels/.rels"], "damaged"),
    ],
)
def test_packages_that_are_no_workbooks(tmp_path: Path, names: list[str], words: str) -> None:
    file = tmp_path / "leads.xlsx"
    with zipfile.ZipFile(file, "w") as archive:
        for name in names:
            archive.writestr(name, "x")
    with refusing(FileProblem, match=words):
        sniff(file)


def test_an_encrypted_workbook_says_password(tmp_path: Path) -> None:
    file = tmp_path / "leads.xlsx"
    file.write_bytes(
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600) + "EncryptedPackage".encode("utf-16-le")
    )
    with refusing(FileProblem, match="protected with a password"):
        sniff(file)


def test_an_encrypted_open_document_says_password(tmp_path: Path) -> None:
    file = tmp_path / "leads.ods"
    with zipfile.ZipFile(file, "w") as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        archive.writestr("content.xml", "x")
        archive.writestr("META-INF/manifest.xml", "<manifest:encryption-data/>")
    with refusing(FileProblem, match="password"):
        sniff(file)


def test_a_folder_and_a_missing_file(tmp_path: Path) -> None:
    with refusing(FileProblem, match="folder"):
        sniff(tmp_path)
    with refusing(FileProblem, match="cannot be opened"):
        sniff(tmp_path / "none.csv")


@pytest.mark.skipif(sys.platform == "win32", reason="there are no named pipes in folders")
def test_what_could_keep_the_reader_waiting_is_not_opened(tmp_path: Path) -> None:
    pipe, link = tmp_path / "leads.csv", tmp_path / "link.csv"
    os.mkfifo(pipe)
    link.symlink_to(pipe)
    for path in (pipe, link, Path("/dev/zero"), Path("/dev/tty")):
        with refusing(FileProblem, match="is a device or a pipe, not a file"):
            sniff(path)


@pytest.mark.parametrize("before", [b"", b"\x86\x00\x00\x00"])
@pytest.mark.parametrize(
    "password", [b"\x2f\x00\x06\x00\x00\x00\x12\x34\x56\x78", b"\x2f\x00\x36\x00\x01\x00"]
)
def test_an_old_workbook_that_is_hidden_by_a_password_says_so(
    tmp_path: Path, before: bytes, password: bytes
) -> None:
    plain = (Path(__file__).parents[2] / "data" / "reading" / "leads.xls").read_bytes()
    begin = plain.index(b"\x09\x08\x10\x00\x00\x06\x05\x00")
    after = begin + 20
    hidden = before + password
    file = tmp_path / "old.xls"
    file.write_bytes(plain)
    assert sniff(file) is FileKind.XLS
    file.write_bytes(plain[:after] + hidden + plain[after + len(hidden) :])
    with refusing(FileProblem, "password"):
        sniff(file)
