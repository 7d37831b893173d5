"""Damaged and hostile files: a plan or one sentence, in bounded time and memory, and the program lives on.

``--fuzz-count N`` files (40, with ``--slow`` 2,000) are damaged in ways that are fixed by their number, so that
a failure names the number that makes it happen again.
"""

from __future__ import annotations

import io
import os
import random
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from salesdesk.domain.sheets import SheetRequest
from salesdesk.errors import FileProblem
from salesdesk.exchange.reading.session import ReaderSession
from salesdesk.exchange.reading.time import used_by
from salesdesk.wording import worded
from tests.conftest import fuzz_count_of
from tests.exchange.workbooks import SHEET, cell, raw_workbook, workbook

BLOCK = 20  # files one test reads
LONGEST = 20.0  # seconds of processor time for one file
PEOPLE = [
    ["Name", "E-Mail", "Phone", "Since"],
    *([f"Änna {n}", f"a{n}@b.de", f"030 12345{n}", 45000 + n] for n in range(40)),
]


def _seeds(folder: Path, corpora: Path | None) -> list[Path]:
    """Sound files of every kind: our own, and the open corpus's where it lies beside the checkout."""
    text = "\n".join(";".join(map(str, row)) for row in PEOPLE)
    files = [workbook(folder / "a.xlsx", {"A": PEOPLE, "B": PEOPLE[:5]}, hidden=["B"])]
    for name, content in {
        "a.csv": text.encode("cp1252"),
        "b.csv": text.replace(";", ",").encode("utf-16"),
        "c.csv": text.replace(";", '","').encode(),
        "d.html": (
            "<html><table>"
            + "".join("<tr>" + "".join(f"<td>{c}</td>" for c in row) + "</tr>" for row in PEOPLE)
            + "</table>"
        ).encode(),
        "e.vcf": "".join(
            f"BEGIN:VCARD\r\nVERSION:3.0\r\nFN:{n}\r\nEMAIL:{m}\r\nEND:VCARD\r\n" for n, m, *_ in PEOPLE
        ).encode(),
        "f.xml": (
            '<?xml version="1.0"?><Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet" '
            'xmlns:ss="urn:schemas-microsoft-com:office:spreadsheet"><Worksheet ss:Name="A"><Table>'
            + "".join(
                "<Row>" + "".join(f'<Cell><Data ss:Type="String">{c}</Data></Cell>' for c in row) + "</Row>"
                for row in PEOPLE
            )
            + "</Table></Worksheet></Workbook>"
        ).encode(),
    }.items():
        (folder / name).write_bytes(content)
        files.append(folder / name)
    if corpora is not None:
        for group in ("c_vcard", "d_xlsx", "e_csv"):
            files += sorted(
                f
                for f in (corpora / group).rglob("*.*")
                if f.name != "cases.json" and f.stat().st_size < 300_000
            )
    return files


def _flip(data: bytearray, chance: random.Random) -> bytearray:
    for _ in range(chance.choice((1, 3, 20, 200))):
        data[chance.randrange(len(data))] = chance.randrange(256)
    return data


def _cut(data: bytearray, chance: random.Random) -> bytearray:
    return data[: chance.randrange(1, len(data) + 1)]


def _drop(data: bytearray, chance: random.Random) -> bytearray:
    start = chance.randrange(len(data))
    del data[start : start + chance.randrange(1, 500)]
    return data


def _repeat(data: bytearray, chance: random.Random) -> bytearray:
    start = chance.randrange(len(data))
    return data[:start] + data[start : start + 300] * chance.choice((2, 50, 500)) + data[start:]


def _insert(data: bytearray, chance: random.Random) -> bytearray:
    start = chance.randrange(len(data))
    piece = chance.choice(
        (
            b"\x00" * 100,
            b'"',
            b"<!DOCTYPE a>",
            b"\xff\xfe",
            b"'",
            b"\r",
            b"&#0;",
            b'r="XFD1048576"',
            b"=\r\n" * 50,
        )
    )
    return data[:start] + piece + data[start:]


WAYS: tuple[Callable[[bytearray, random.Random], bytearray], ...] = (_flip, _cut, _drop, _repeat, _insert)


def _damaged(data: bytes, chance: random.Random) -> bytes:
    """The bytes damaged; of a package, more often one of its parts inside a sound package."""
    if data[:2] == b"PK" and chance.random() < 0.7:
        try:
            with zipfile.ZipFile(io.BytesIO(data)) as archive:
                parts = {info.filename: archive.read(info) for info in archive.infolist()}
        except Exception:  # already no sound package
            parts = {}
        names = [name for name, part in parts.items() if part]
        if names:
            wanted = [name for name in names if "sheet" in name.lower() or "workbook" in name] or names
            name = chance.choice(wanted if chance.random() < 0.7 else names)
            parts[name] = bytes(chance.choice(WAYS)(bytearray(parts[name]), chance))
            out = io.BytesIO()
            with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
                for name, part in parts.items():
                    archive.writestr(name, part)
            return out.getvalue()
    damaged = bytearray(data)
    for _ in range(chance.choice((1, 1, 2))):
        damaged = chance.choice(WAYS)(damaged, chance) or bytearray(b"x")
    return bytes(damaged)


def _spent(session: ReaderSession) -> float:
    """Seconds of processor time that reading has cost, whatever else the machine does: of this process, of children
    that ended and of the one that lives."""
    ended = sum(os.times()[:4])
    return ended + (used_by(session._child.process.pid) or 0.0 if session._child is not None else 0.0)


def _reads_or_refuses(session: ReaderSession, file: Path) -> str:
    """What came of the file; the time and the sentence are checked."""
    start = _spent(session)
    try:
        session.open(file)
        for sheet in session.sheets:
            session.analyse(sheet.name)
        for sheet in session.sheets[:2]:
            for _ in session.clean(SheetRequest(sheet.name)):
                pass
    except FileProblem as problem:
        outcome = worded(problem)
    else:
        outcome = "read"
    assert outcome == "read" or outcome.startswith(f"«{file.name}»")
    assert len(outcome) < 400
    assert _spent(session) - start < LONGEST + 5
    return outcome


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """Each test reads a few of the files: a long run then spreads over the cores, and one hang ends soon."""
    if "numbers" in metafunc.fixturenames:
        first = int(os.environ.get("SALESDESK_FUZZ_FIRST", "0"))
        last = first + fuzz_count_of(metafunc.config)
        blocks = [range(start, min(start + BLOCK, last)) for start in range(first, last, BLOCK)]
        metafunc.parametrize("numbers", blocks, ids=lambda block: f"{block.start}-{block.stop - 1}")


def test_damaged_files(tmp_path: Path, numbers: range, pytestconfig: pytest.Config) -> None:
    corpora = pytestconfig.rootpath.parent / "shared" / "corpora" / "open"
    seeds = _seeds(tmp_path, corpora if corpora.is_dir() else None)
    read = 0
    with ReaderSession(home_country="DE") as session:
        for number in numbers:
            chance = random.Random(number)
            seed = chance.choice(seeds)
            file = tmp_path / f"damaged-{number}{seed.suffix}"
            file.write_bytes(_damaged(seed.read_bytes(), chance))
            try:
                read += _reads_or_refuses(session, file) == "read"
            except BaseException as error:
                error.add_note(f"damaged file number {number}, made of {seed.name}")
                raise
            file.unlink()
    assert read, "some damage leaves something to read"


def _bomb(file: Path) -> Path:
    with (
        zipfile.ZipFile(raw_workbook(file, ""), "a", zipfile.ZIP_DEFLATED) as archive,
        archive.open("xl/media/x.xml", "w") as part,
    ):
        for _ in range(1024):
            part.write(bytes(1 << 20))
    return file


def _wide(file: Path) -> Path:
    rows = "".join(f'<row r="{n}">{cell(f"A{n}", "x")}{cell(f"XFD{n}", "y")}</row>' for n in range(1, 30_000))
    return raw_workbook(file, f"<sheetData>{rows}</sheetData>")


def _long_cell(file: Path) -> Path:
    return raw_workbook(file, f'<sheetData><row r="1">{cell("A1", "x" * (80 << 20))}</row></sheetData>')


def _far(file: Path) -> Path:
    return raw_workbook(
        file,
        f'<sheetData><row r="1">{cell("A1", "x")}</row><row r="1048576">{cell("XFD1048576", "y")}</row></sheetData>',
    )


def _laughs(file: Path) -> Path:
    entities = '<!ENTITY a "ha">' + "".join(
        f'<!ENTITY {chr(98 + n)} "{f"&{chr(97 + n)};" * 10}">' for n in range(12)
    )
    return raw_workbook(
        file, "", sheet=f'<?xml version="1.0"?><!DOCTYPE x [{entities}]>' + SHEET.format("&m;")[21:]
    )


def _deep(file: Path) -> Path:
    file.write_bytes(b"<html>" + b"<table><tr><td>" * 200_000)
    return file


def _spans(file: Path) -> Path:
    file.write_bytes(b"<table>" + b"<tr><td rowspan=99999 colspan=99999>x</td><td>y</td></tr>" * 500)
    return file


def _quotes(file: Path) -> Path:
    file.write_bytes(b'a,b\n"' + b"x,y\n" * 1_200_000)
    return file


def _one_line(file: Path) -> Path:
    file.write_bytes(b"a," * 20_000_000)
    return file


def _repeated_ods(file: Path) -> Path:
    content = (
        '<office:document-content xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" '
        'xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0" xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0">'
        '<office:body><office:spreadsheet><table:table table:name="A"><table:table-row table:number-rows-repeated="1048576">'
        '<table:table-cell table:number-columns-repeated="16384" office:value-type="string"><text:p>x</text:p></table:table-cell>'
        "</table:table-row></table:table></office:spreadsheet></office:body></office:document-content>"
    )
    with zipfile.ZipFile(file, "w") as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        archive.writestr("content.xml", content)
    return file


HOSTILE = (_bomb, _wide, _long_cell, _far, _laughs, _deep, _spans, _quotes, _one_line, _repeated_ods)


@pytest.mark.parametrize("make", HOSTILE, ids=lambda make: make.__name__.strip("_"))
def test_hostile_files(tmp_path: Path, make: Callable[[Path], Path]) -> None:
    suffix = {
        "_deep": ".html",
        "_spans": ".xls",
        "_quotes": ".csv",
        "_one_line": ".csv",
        "_repeated_ods": ".ods",
    }
    file = make(tmp_path / f"hostile{suffix.get(make.__name__, '.xlsx')}")
    with ReaderSession() as session:
        _reads_or_refuses(session, file)
        harmless = tmp_path / "after.csv"
        harmless.write_text("Name,Email\nAnna,a@b.de\n")
        assert _reads_or_refuses(session, harmless) == "read"
