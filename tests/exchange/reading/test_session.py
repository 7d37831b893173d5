"""The program asks, a child process reads; whatever the file does to the child, the program lives on."""

from __future__ import annotations

import os
import sys
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from salesdesk.domain.fields import RecordKind
from salesdesk.domain.progress import Work
from salesdesk.domain.sheets import SheetRequest, SheetSettings
from salesdesk.errors import Cancelled, FileProblem
from salesdesk.exchange.reading import child_process
from salesdesk.exchange.reading import session as reader_session
from salesdesk.exchange.reading.limits import limit_memory
from salesdesk.exchange.reading.session import ReaderSession
from salesdesk.exchange.reading.time import Over
from salesdesk.wording import worded
from tests.exchange.reading.requests import ABORT, HANG, teach
from tests.exchange.workbooks import cell, raw_workbook, workbook
from tests.refusals import refusing

LEADS = [
    ["Leads of the fair"],
    [],
    ["Vorname", "Nachname", "E-Mail", "Telefon", "Firma", "Erstkontakt", "Lieblingsfarbe"],
    ["Anna", "Müller", "anna@example.com", "030 123456", "Firma A GmbH", date(2024, 2, 13), "rot"],
    [],
    ["Bernd", "Schulz", "BERND@EXAMPLE.COM", "+49 40 765432", "Firma B GmbH", date(2024, 12, 3), "blau"],
    ["Vorname", "Nachname", "E-Mail", "Telefon", "Firma", "Erstkontakt", "Lieblingsfarbe"],
    ["Carla", "Weiß", "no mail", "0171 9998887", "Firma C GmbH", None, "grün"],
]


class Watcher:
    """A ``Work`` that remembers what it was told and stops when asked to."""

    def __init__(self, stop_after: int | None = None) -> None:
        self.reports: list[tuple[int, int | None, str]] = []
        self._left = stop_after

    def report(self, done: int, total: int | None, what: str) -> None:
        self.reports.append((done, total, what))

    def check(self) -> None:
        if self._left is not None:
            self._left -= 1
            if self._left < 0:
                raise Cancelled


@pytest.mark.usefixtures("way")
def test_a_workbook_from_file_to_drafts(tmp_path: Path) -> None:
    file = workbook(tmp_path / "leads.xlsx", {"Messe": LEADS, "Alt": [["x"]]}, hidden=["Alt"])
    with ReaderSession(home_country="DE") as session:
        session.open(file)
        assert [(sheet.name, sheet.visible) for sheet in session.sheets] == [("Messe", True), ("Alt", False)]
        analysis = session.analyse("Messe")
        assert (analysis.header_row, analysis.rows, analysis.kind) == (2, 3, RecordKind.CONTACTS)
        assert analysis.warnings == (("repeated_headers_left_out", "1"),)
        fields = [column.field for column in analysis.columns]
        assert fields[:5] == ["first_name", "last_name", "email", "phone", "company"]
        assert analysis.columns[3].samples == ("030 123456", "+49 40 765432", "0171 9998887")
        assert analysis.columns[3].parsed == ("+4930123456", "+4940765432", "+491719998887")
        chunks = list(session.clean(SheetRequest("Messe")))
        assert [number for number, _ in chunks[0].rows] == [4, 6, 8]
        slot = chunks[0].layout.slot("email")
        assert slot is not None
        assert chunks[0].rows[1][1][slot] == "BERND@example.com"
        assert [(problem.row, problem.value) for problem in chunks[0].problems] == [(8, "no mail")]
        assert chunks[0].total_rows == 3
        assert session.raw("Messe", [4, 99]) == {
            4: ("Anna", "Müller", "anna@example.com", "030 123456", "Firma A GmbH", "2024-02-13", "rot")
        }


def test_what_the_person_decides(tmp_path: Path) -> None:
    file = tmp_path / "leads.csv"
    file.write_bytes("Name;Wert;Datum\nMüller;7;03.04.2024\nWeiß;8;05.06.2024\n".encode("cp1252"))
    with ReaderSession() as session:
        session.open(file)
        found = session.analyse("leads")
        assert (found.settings.encoding, found.settings.delimiter, found.header_row) == ("cp1252", ";", 0)
        chosen = SheetRequest("leads", mapping={0: "company", 2: "created_at"}, kind=RecordKind.COMPANIES)
        decided = session.analyse(chosen)
        assert decided.kind is RecordKind.COMPANIES
        assert [column.field for column in decided.columns if column.index != 1] == ["company", "created_at"]
        month_first = replace(chosen, settings=replace(decided.settings, date_order="MDY"))
        slot_chunk = next(iter(session.clean(month_first)))
        slot = slot_chunk.layout.slot("created_at")
        assert slot is not None
        assert str(slot_chunk.rows[0][1][slot]).startswith("2024-03-04")
        other = session.analyse(
            SheetRequest("leads", settings=SheetSettings(encoding="cp1250", delimiter=";"))
        )
        assert other.settings.encoding == "cp1250"
        assert session.analyse(SheetRequest("leads", has_header=False)).rows == 3
        assert session.analyse(SheetRequest("leads", header_row=1)).columns[0].header == "Müller"


def test_a_sample_first_and_everything_later(tmp_path: Path) -> None:
    file = tmp_path / "leads.csv"
    rows = "".join(f"Anna{n},Müller,anna{n}@example.com,{n % 28 + 1}.5.2024\n" for n in range(30_000))
    file.write_text("First name,Last name,Email,Last contact\n" + rows, encoding="utf-8")
    with ReaderSession() as session:
        session.open(file)
        preview = session.analyse("leads", sample_rows=500)
        assert preview.rows == pytest.approx(30_000, rel=0.1)
        watcher = Watcher()
        assert session.analyse("leads", work=watcher).rows == 30_000
        chunks = list(session.clean(SheetRequest("leads"), work=watcher))
        assert [len(chunk.rows) for chunk in chunks] == [2000] * 15
        assert all(chunk.total_rows == 30_000 for chunk in chunks)


@pytest.mark.usefixtures("way")
def test_leaving_early_and_cancelling_keep_the_session_usable(tmp_path: Path) -> None:
    file = tmp_path / "leads.csv"
    file.write_text(
        "Name,Email\n" + "".join(f"Anna {n},a{n}@b.de\n" for n in range(60_000)), encoding="utf-8"
    )
    with ReaderSession() as session:
        session.open(file)
        for chunk in session.clean(SheetRequest("leads")):
            assert len(chunk.rows) == 2000
            break
        assert session.raw("leads", [2])[2] == ("Anna 0", "a0@b.de")
        with pytest.raises(Cancelled):
            list(session.clean(SheetRequest("leads"), work=Watcher(stop_after=3)))
        assert session.analyse("leads").rows == 60_000


def test_pasted_cells() -> None:
    with ReaderSession() as session:
        session.open_text("Name\tEmail\nAnna Müller\tanna@example.com\n", "Pasted")
        assert session.sheets[0].name == "Pasted"
        assert [column.field for column in session.analyse("Pasted").columns] == ["full_name", "email"]
        with refusing(FileProblem, match="no cells"):
            session.open_text(" \n", "Pasted")


def test_contact_cards_need_no_guess(tmp_path: Path) -> None:
    file = tmp_path / "cards.vcf"
    file.write_text("BEGIN:VCARD\nFN:Anna\nTEL:030 1234567\nEND:VCARD\nBEGIN:VCARD\nFN:Bernd\nEND:VCARD\n")
    with ReaderSession(home_country="DE") as session:
        session.open(file)
        analysis = session.analyse("cards")
        assert (analysis.kind, analysis.header_row, analysis.rows) == (RecordKind.CONTACTS, None, 2)
        assert [(c.field, c.confidence) for c in analysis.columns] == [("full_name", 1.0), ("phone", 1.0)]
        assert [number for number, _ in next(iter(session.clean(SheetRequest("cards")))).rows] == [1, 2]


@pytest.mark.usefixtures("way")
def test_a_sheet_that_kills_the_reader_is_read_carefully(tmp_path: Path) -> None:
    """A large sheet is read while it is scanned, so the far cell is met before it is known."""
    filler = "".join(
        f'<row r="{n}">{cell(f"A{n}", "Anna Müller " * 40)}{cell(f"B{n}", f"a{n}@b.de")}</row>'
        for n in range(2, 16_000)
    )
    rows = f'<row r="1">{cell("A1", "Notes")}{cell("B1", "Email")}</row>{filler}<row r="1048576">{cell("XFD1048576", "y")}</row>'
    file = raw_workbook(tmp_path / "far.xlsx", f"<sheetData>{rows}</sheetData>")
    with ReaderSession() as session:
        session.open(file)
        assert session.sheets[0].size > 8 << 20
        head = session.raw("Leads", [1, 2])
        assert head[1] == ("Notes", "Email")


@pytest.mark.usefixtures("way")
def test_the_program_outlives_an_aborting_reader(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    teach(monkeypatch, ABORT)
    file = tmp_path / "leads.csv"
    file.write_text("a,b\n1,2\n")
    with ReaderSession() as session:
        session.open(file)
        with refusing(FileProblem, match=r"«leads\.csv» made the reader fail"):
            session._retried("abort", (), None)
        assert session.analyse("leads").rows == 1


@pytest.mark.usefixtures("way")
def test_a_silent_reader_is_ended(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file = tmp_path / "leads.csv"
    file.write_text("a,b\n1,2\n")
    teach(monkeypatch, HANG)
    with ReaderSession() as session:
        session.open(file)
        # not before: a busy machine starts no reader so soon
        monkeypatch.setattr(reader_session, "SILENCE", 0.5)
        with refusing(FileProblem, match="this computer was too busy or asleep"):
            session._retried("hang", (), None)


@pytest.mark.usefixtures("way")
def test_a_reader_that_got_no_time_is_started_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file = tmp_path / "leads.csv"
    file.write_text("Name,Email\n" + "".join(f"Anna {n},a{n}@x.example\n" for n in range(5_000)))
    answers = ReaderSession._next
    kept: list[Over] = [Over.CROWDED]

    def kept_waiting(self: ReaderSession, number: int, work: Work | None) -> tuple[str, object]:
        found = answers(self, number, work)
        if kept and found[0] == "chunk":
            raise reader_session.ChildDied(silent=kept.pop())
        return found

    with ReaderSession() as session:
        session.open(file)
        request = SheetRequest("leads")
        monkeypatch.setattr(ReaderSession, "_next", kept_waiting)
        assert sum(len(chunk.rows) for chunk in session.clean(request)) == 5_000
        assert not kept
        kept.append(Over.WAITED)
        with refusing(FileProblem, match="no fault of the file"):
            list(session.clean(request))


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="the bound of addresses is Linux's")
def test_memory_is_bounded() -> None:
    pid = os.fork()
    if pid == 0:
        limit_memory(64 << 20)
        try:
            bytearray(256 << 20)
        except MemoryError:
            os._exit(5)
        os._exit(6)
    assert os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1]) == 5


@pytest.mark.usefixtures("way")
def test_refusals_name_the_file(tmp_path: Path) -> None:
    with ReaderSession() as session:
        for name, content in (("none.csv", None), ("empty.csv", b""), ("a.pdf", b"%PDF-1.4")):
            file = tmp_path / name
            if content is not None:
                file.write_bytes(content)
            with pytest.raises(FileProblem) as caught:
                session.open(file)
            assert worded(caught.value).startswith(f"«{name}»")
            assert caught.value.path == str(file)
        (tmp_path / "a.csv").write_text("a,b\n1,2\n")
        session.open(tmp_path / "a.csv")
        with refusing(FileProblem, match="no sheet «b»"):
            session.analyse("b")


def test_no_file_is_open_yet() -> None:
    with ReaderSession() as session, pytest.raises(ValueError, match="no file"):
        session.analyse("a")


def test_the_child_loads_neither_qt_nor_the_database() -> None:
    import subprocess

    code = (
        "import sys; from salesdesk.exchange.reading import child, source, sheet_reading; "
        "sys.exit(int(any(name.split('.')[0] in ('PySide6', 'peewee', 'sqlcipher3', 'openpyxl') for name in sys.modules)))"
    )
    environment = {**os.environ, "PYTHONPATH": str(Path(reader_session.__file__).parents[3])}
    assert subprocess.run([sys.executable, "-c", code], env=environment, check=False).returncode == 0


def test_the_frozen_program_starts_its_child_through_the_entry(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A frozen program has no interpreter to give code to; its own executable with a flag serves instead."""
    main = Path(reader_session.__file__).parents[3] / "main.py"
    frozen = tmp_path / "frozen.py"
    frozen.write_text(
        f"import runpy, sys; sys.path.insert(0, {str(main.parent)!r}); runpy.run_path({str(main)!r}, run_name='__main__')\n"
    )
    monkeypatch.setattr(
        child_process, "command", lambda: [sys.executable, str(frozen), child_process.FROZEN_FLAG]
    )
    monkeypatch.setattr(child_process, "_maker", None)
    (tmp_path / "leads.csv").write_text("a,b\n1,2\n")
    with ReaderSession() as session:
        session.open(tmp_path / "leads.csv")
        assert session.sheets[0].records == 2


def test_rows_with_too_many_cells_are_named(tmp_path: Path) -> None:
    file = tmp_path / "leads.csv"
    rows = [
        "Name,Email,Company",
        "Ann Lee,ann@acme.com,Acme, Inc.",
        *(f"Bob Ray {n},b{n}@x.com,Beta" for n in range(4)),
    ]
    file.write_text("\n".join(rows))
    with ReaderSession() as session:
        session.open(file)
        analysis = session.analyse("leads")
        assert [column.header for column in analysis.columns] == ["Name", "Email", "Company"]
        assert ("rows_too_long", "1") in analysis.warnings
        problems = [problem for chunk in session.clean(SheetRequest("leads")) for problem in chunk.problems]
    assert [(p.row, p.severity) for p in problems] == [(2, "warning")]
    assert problems[0].value == "Ann Lee | ann@acme.com | Acme | Inc."


def test_columns_without_names_stay_columns(tmp_path: Path) -> None:
    file = tmp_path / "leads.csv"
    file.write_text("Name,Email\n" + "".join(f"Bob Ray {n},b{n}@x.com,remark {n}\n" for n in range(4)))
    with ReaderSession() as session:
        session.open(file)
        analysis = session.analyse("leads")
    assert [column.header for column in analysis.columns] == ["Name", "Email", "C"]
    assert analysis.warnings == ()


def test_a_row_with_an_unclosed_quote_is_named(tmp_path: Path) -> None:
    file = tmp_path / "leads.csv"
    rows = [f'"Person {n}, Jr.";p{n}@x.com;"a; b"' for n in range(9)]
    file.write_text("\n".join(["name;email;note", *rows[:4], '"Broken;bro@x.com;hi', *rows[4:]]))
    with ReaderSession() as session:
        session.open(file)
        assert session.analyse("leads").rows == 10
        chunks = list(session.clean(SheetRequest("leads")))
    assert [(p.row, p.severity) for chunk in chunks for p in chunk.problems] == [(6, "warning")]


def test_a_comment_on_a_cell_becomes_a_note(tmp_path: Path) -> None:
    import openpyxl
    from openpyxl.comments import Comment

    book = openpyxl.Workbook()
    for row in (
        ["Name", "Email", "Phone"],
        ["Ann Lee", "ann@x.com", "030 1234567"],
        ["Bob Ray", "bob@x.com", ""],
    ):
        book.active.append(row)
    book.active["C2"].comment = Comment("Do not call", "Chief")
    book.save(tmp_path / "leads.xlsx")
    with ReaderSession(home_country="DE") as session:
        session.open(tmp_path / "leads.xlsx")
        assert [column.field for column in session.analyse("Sheet").columns][-1] == "notes"
        chunk = next(iter(session.clean(SheetRequest("Sheet"))))
    slot = chunk.layout.slot("notes")
    assert slot is not None
    assert [values[slot] for _, values in chunk.rows] == ["Phone: Do not call", None]


def test_what_was_begun_is_told_when_it_is_asked_for(tmp_path: Path) -> None:
    file = tmp_path / "leads.csv"
    file.write_text("Name,Mail\n" + "".join(f"Anna {n},a{n}@example.com\n" for n in range(3_000)))
    with ReaderSession() as session:
        session.open(file)
        plain = session.analyse("leads")
    with ReaderSession() as session:
        session.open(file)
        session.begin(SheetRequest(session.sheets[0].name))
        session.begin(SheetRequest("no such sheet"))  # which is told to nobody
        assert session.analyse(session.sheets[0].name) == plain
        assert sum(len(chunk.rows) for chunk in session.clean(SheetRequest("leads"))) == 3_000
