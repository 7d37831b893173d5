"""No command replaces what somebody typed into a workbook or noted into a PDF, unless that is said."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import openpyxl
import pytest

from salesdesk.cli import main
from tests.builders import make_template

LEADS = "First name,Email\nCleo,cleo@x.example\nDora,nobody\n"


class Desk:
    """A database, a list of which one row has a problem, and a folder for what is written."""

    def __init__(self, folder: Path) -> None:
        self.database = make_template(folder)
        self.leads = folder / "leads.csv"
        self.leads.write_text(LEADS, encoding="utf-8")
        self.out = folder / "out"
        self.out.mkdir()

    def run(self, *words: str) -> int:
        return main([*words, "--database", str(self.database)])

    def door(self, name: str) -> tuple[list[str], Path]:
        """The words of a command and the file that it writes."""
        pack = ["meeting", "weekly", str(self.out), "--date", "2026-05-04"]
        report = ["report", "pipeline"]
        return {
            "problems": (["import", str(self.leads), "--plan", "--problems"], self.out / "bad.xlsx"),
            "export": (["export", "contacts"], self.out / "list.xlsx"),
            "report": (report, self.out / "report.xlsx"),
            "report as PDF": (report, self.out / "report.pdf"),
            "pack": (pack, self.out / "weekly-sales-2026-05-04.xlsx"),
            "pack as PDF": (pack, self.out / "weekly-sales-2026-05-04.pdf"),
        }[name]

    def words(self, name: str) -> list[str]:
        words, path = self.door(name)
        return words if words[0] == "meeting" else [*words, str(path)]


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    return Desk(tmp_path)


def touched(path: Path) -> None:
    """Save a file as another program does."""
    if path.suffix == ".pdf":
        with path.open("ab") as file:
            file.write(b"\n1 0 obj <</Type/Annot>> endobj\ntrailer <<>>\nstartxref\n0\n%%EOF\n")
        return
    book = openpyxl.load_workbook(path)
    book.worksheets[0].cell(40, 12).value = "Ask Anna"
    book.save(path)


def foreign(path: Path) -> None:
    """Put a file of another program there."""
    if path.suffix == ".pdf":
        path.write_bytes(b"%PDF-1.4\n1 0 obj <</Producer(LibreOffice)>> endobj\n%%EOF\n")
        return
    book = openpyxl.Workbook()
    book.worksheets[0]["A1"] = "Budget"
    book.save(path)


DOORS = ["problems", "report", "report as PDF", "pack", "pack as PDF"]


@pytest.mark.parametrize("change", [touched, foreign])
@pytest.mark.parametrize("door", DOORS)
def test_what_another_program_saved_is_replaced_only_where_that_is_said(
    desk: Desk, capsys: pytest.CaptureFixture[str], door: str, change: Callable[[Path], None]
) -> None:
    words, (_, path) = desk.words(door), desk.door(door)
    assert desk.run(*words) == 0
    assert path.is_file()
    assert desk.run(*words) == 0, "nobody typed anything into it"
    change(path)
    kept = path.read_bytes()
    capsys.readouterr()
    assert desk.run(*words) == 1
    out, told = capsys.readouterr()
    assert (out, told.count("\n")) == ("", 1)
    assert str(path) in told
    assert "--force" in told
    assert path.read_bytes() == kept
    assert desk.run(*words, "--force") == 0
    assert path.read_bytes() != kept
    assert desk.run(*words) == 0


def test_an_export_that_was_edited_is_kept_by_every_door(
    desk: Desk, capsys: pytest.CaptureFixture[str]
) -> None:
    words, path = desk.door("export")
    desk.run("import", str(desk.leads))
    assert desk.run(*words, str(path)) == 0
    book = openpyxl.load_workbook(path)
    sheet = next(sheet for sheet in book.worksheets if sheet.sheet_state == "visible" and sheet.max_row > 1)
    cell = next(cell for row in sheet.iter_rows() for cell in row if cell.value == "Cleo")
    cell.value = "Cleopatra"
    book.save(path)
    kept = path.read_bytes()
    again = ["import", str(desk.leads), "--problems", str(path)]
    for door in (again, ["report", "pipeline", str(path)], [*words, str(path)]):
        capsys.readouterr()
        assert desk.run(*door) == 1
        assert "salesdesk merge" in capsys.readouterr().err
        assert path.read_bytes() == kept
    assert desk.run("merge", str(path)) == 0
    assert desk.run(*words, str(path)) == 0, "what was edited is here by now"


def test_a_refused_pack_starts_no_meeting(desk: Desk, capsys: pytest.CaptureFixture[str]) -> None:
    words, (_, path) = desk.words("pack"), desk.door("pack")
    foreign(path)
    assert desk.run(*words) == 1
    capsys.readouterr()
    assert desk.run("history", "--json") == 0
    before = capsys.readouterr().out
    assert "Weekly" not in json.dumps(json.loads(before))


def test_a_refused_import_writes_nothing(desk: Desk, capsys: pytest.CaptureFixture[str]) -> None:
    _, path = desk.door("problems")
    foreign(path)
    assert desk.run("import", str(desk.leads), "--problems", str(path)) == 1
    capsys.readouterr()
    assert desk.run("search", "Cleo", "--json") == 0
    assert "cleo@x.example" not in capsys.readouterr().out
