"""No command writes over the database, what belongs to it, what it reads, or anything that is no file of its kind."""

from __future__ import annotations

import os
import shutil
import sys
from collections.abc import Callable
from pathlib import Path

import openpyxl
import pytest

from salesdesk import outputs
from salesdesk.cli import main
from salesdesk.paths import unfinished_folder
from salesdesk.store.store import Store
from tests.builders import add_contact

posix = pytest.mark.skipif(
    sys.platform == "win32", reason="there few people may make links, pipes and devices"
)

Make = Callable[[Path, Path], object]
MAKES: dict[str, Make] = {
    "link": lambda new, old: new.symlink_to(old),
    "hard link": lambda new, old: new.hardlink_to(old),
}


class Desk:
    """A database that bears a name exports have too, a list to import, and a folder for what is written."""

    def __init__(self, folder: Path, template: Path) -> None:
        self.database = folder / "data.xlsx"
        shutil.copyfile(template, self.database)
        store = Store(self.database)
        add_contact(store, "Anna Berg", email="anna@x.example")
        store.close()
        (folder / "Backups").mkdir()
        self.copy = folder / "Backups" / "data 2026-05-04 09-00-00.xlsx"
        shutil.copyfile(self.database, self.copy)
        self.other = folder / "other.salesdesk"
        shutil.copyfile(template, self.other)
        self.leads = folder / "leads.xlsx"
        book = openpyxl.Workbook()
        for row in (("First name", "Email"), ("Cleo", "cleo@x.example"), ("", "")):
            book.worksheets[0].append(row)
        book.worksheets[0]["C4"] = "nobody"
        book.save(self.leads)
        self.out = folder / "out"
        self.out.mkdir()

    def commands(self, out: Path) -> list[list[str]]:
        """Every command that writes a file, writing ``out``."""
        words = [
            ["import", str(self.leads), "--problems", str(out)],
            ["import", str(self.leads), "--plan", "--problems", str(out)],
            ["export", "contacts", str(out)],
            ["report", "pipeline", str(out)],
        ]
        return [[*one, "--database", str(self.database)] for one in words]

    def files(self) -> dict[str, bytes]:
        """Everything there is, by name."""
        root = self.database.parent
        return {
            str(path.relative_to(root)): path.read_bytes()
            for path in root.rglob("*")
            if path.is_file() and "home" not in path.parts
        }


@pytest.fixture
def desk(tmp_path: Path, template_file: Path) -> Desk:
    return Desk(tmp_path, template_file)


def refused(capsys: pytest.CaptureFixture[str], desk: Desk, words: list[str], code: int) -> str:
    before = desk.files()
    assert main(words) == code, words
    out, err = capsys.readouterr()
    assert (out, err.count("\n"), err[-2:]) == ("", 1, ".\n")
    assert desk.files() == before
    return err


@posix
@pytest.mark.parametrize("way", ["itself", *MAKES])
@pytest.mark.parametrize("door", range(4))
def test_the_database_is_never_written_over(
    desk: Desk, capsys: pytest.CaptureFixture[str], way: str, door: int
) -> None:
    out = desk.database
    if way in MAKES:
        out = desk.out / "list.xlsx"
        MAKES[way](out, desk.database)
    refused(capsys, desk, desk.commands(out)[door], 1)


@pytest.mark.parametrize("door", range(4))
def test_nor_are_its_copies_or_other_databases(
    desk: Desk, capsys: pytest.CaptureFixture[str], door: int
) -> None:
    refused(capsys, desk, desk.commands(desk.copy)[door], 1)
    refused(capsys, desk, desk.commands(desk.other)[door], 2)
    renamed = desk.out / "renamed.xlsx"
    desk.other.rename(renamed)
    refused(capsys, desk, desk.commands(renamed)[door], 1)


@posix
@pytest.mark.parametrize("door", range(4))
@pytest.mark.parametrize("ending", outputs.COMPANIONS)
def test_nor_is_what_lies_beside_it(
    desk: Desk, capsys: pytest.CaptureFixture[str], door: int, ending: str
) -> None:
    beside = desk.database.with_name(desk.database.name + ending)
    refused(capsys, desk, desk.commands(beside)[door], 2)
    out = desk.out / "list.xlsx"
    out.symlink_to(beside)
    refused(capsys, desk, desk.commands(out)[door], 1)


@posix
@pytest.mark.parametrize("way", ["itself", *MAKES])
@pytest.mark.parametrize("plan", [[], ["--plan"]])
def test_the_file_being_imported_is_never_written_over(
    desk: Desk, capsys: pytest.CaptureFixture[str], way: str, plan: list[str]
) -> None:
    out = desk.leads
    if way in MAKES:
        out = desk.out / "list.xlsx"
        MAKES[way](out, desk.leads)
    words = ["import", str(desk.leads), *plan, "--problems", str(out), "--database", str(desk.database)]
    assert "being read" in refused(capsys, desk, words, 1)


@pytest.mark.parametrize("plan", [[], ["--plan"]])
def test_a_database_that_is_not_there_yet_is_no_place_either(
    desk: Desk, capsys: pytest.CaptureFixture[str], plan: list[str]
) -> None:
    new = str(desk.out / "new.xlsx")
    refused(capsys, desk, ["import", str(desk.leads), *plan, "--problems", new, "--database", new], 1)


@pytest.mark.parametrize("door", range(4))
@pytest.mark.parametrize("name", ["letter.txt", "letter", "list.ods", "list.xlsx.bak", "list.pdf.xls"])
def test_an_ending_of_another_kind_is_wrong_usage(
    desk: Desk, capsys: pytest.CaptureFixture[str], door: int, name: str
) -> None:
    (desk.out / name).write_text("kept")
    refused(capsys, desk, desk.commands(desk.out / name)[door], 2)


def test_cards_are_for_contacts(desk: Desk, capsys: pytest.CaptureFixture[str]) -> None:
    words = ["export", "deals", str(desk.out / "deals.vcf"), "--database", str(desk.database)]
    assert "contacts only" in refused(capsys, desk, words, 2)


@posix
@pytest.mark.parametrize("door", range(4))
@pytest.mark.parametrize("thing", ["folder", "device", "pipe", "no folder", "circle", "long"])
def test_what_is_no_file_is_refused(
    desk: Desk, capsys: pytest.CaptureFixture[str], door: int, thing: str
) -> None:
    out = desk.out / "list.xlsx"
    if thing == "folder":
        out.mkdir()
    elif thing == "device":
        ours, terminal = os.openpty()  # nothing else would be lost if it were replaced
        out.symlink_to(os.ttyname(terminal))
    elif thing == "pipe":
        os.mkfifo(out)
    elif thing == "no folder":
        out = desk.out / "gone" / "list.xlsx"
    elif thing == "circle":
        out.symlink_to(out)
    else:
        out = desk.out / f"{'x' * 300}.xlsx"
    refused(capsys, desk, desk.commands(out)[door], 1)
    if thing == "device":
        os.close(ours)
        os.close(terminal)


@posix
def test_a_link_is_followed(desk: Desk, capsys: pytest.CaptureFixture[str]) -> None:
    real, out = desk.out / "real.xlsx", desk.out / "list.xlsx"
    out.symlink_to(real)
    for words in desk.commands(out):
        real.write_bytes(b"old")
        assert main(words) == 0
        assert (out.is_symlink(), real.read_bytes()[:2]) == (True, b"PK")


def test_a_plan_writes_the_problem_rows_asked_for_and_nothing_else(
    desk: Desk, capsys: pytest.CaptureFixture[str]
) -> None:
    before = desk.files()
    out = desk.out / "problems.xlsx"
    assert main(desk.commands(out)[1]) == 0
    after = desk.files()
    assert openpyxl.load_workbook(out).worksheets[0]["A2"].value == 4
    assert set(after) - set(before) == {"out/problems.xlsx"}
    assert {name: after[name] for name in before} == before
    assert list(unfinished_folder().iterdir()) == []


def test_nobody_elses_part_is_touched(desk: Desk) -> None:
    for suffix in ("xlsx", "csv", "vcf"):
        out = desk.out / f"list.{suffix}"
        theirs = [desk.out / f"list.{suffix}.part", desk.out / f".list.{suffix}.part"]
        for path in theirs:
            path.write_text("mine")
        for words in desk.commands(out):
            if words[0] == "export" or suffix == "xlsx":
                assert main(words) == 0
        assert [path.read_text() for path in theirs] == ["mine", "mine"]


@pytest.mark.parametrize("words", [["history"], ["--version"], ["export", "contacts", "out.txt"]])
def test_every_command_cleans_what_a_killed_one_left(desk: Desk, words: list[str]) -> None:
    from salesdesk import unfinished

    part = unfinished.part_beside(desk.out / "list.xlsx")
    part.write_text("half")
    unfinished_folder().mkdir(parents=True)
    (unfinished_folder() / "0123456789abcdef.json").write_text(f'{{"path": "{part.as_posix()}"}}')
    main([*words, "--database", str(desk.database)])
    assert (part.exists(), list(unfinished_folder().iterdir())) == (False, [])
