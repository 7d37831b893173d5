"""The command line as a script meets it: exit codes, one JSON object, one sentence."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from salesdesk import recent_files
from salesdesk.cli import main
from salesdesk.cli import search as search_command
from salesdesk.domain.checking import CheckStep
from salesdesk.store.store import Store
from tests.builders import add_company, add_contact, add_many
from tests.conftest import ROOT


@pytest.fixture
def database(store: Store) -> str:
    """A file with three contacts, one of them changed, closed."""
    add_contact(store, "Anna Müller", company="Nordwind GmbH", email="anna@x.de", tags="vip")
    add_contact(store, "Bert Berg", city="Köln")
    add_company(store, "Südwind AG")
    store.close()
    return str(store.path)


def answer(capsys: pytest.CaptureFixture[str], *words: str, code: int = 0) -> Any:
    """The JSON object of a command, which is all there is on standard output."""
    assert main(words) == code
    return json.loads(capsys.readouterr().out)


def sentence(capsys: pytest.CaptureFixture[str], *words: str) -> str:
    """What a refused command says: one sentence on standard error and nothing else."""
    assert main(words) == 1
    out, err = capsys.readouterr()
    assert out == ""
    assert err.count("\n") == 1
    assert err.endswith(".\n")
    return err


def test_search_answers_in_json_and_in_lines(database: str, capsys: pytest.CaptureFixture[str]) -> None:
    found = answer(capsys, "search", "nordw", "--database", database, "--json")
    assert found == {
        "query": "nordw",
        "similar": False,
        "groups": [
            {
                "kind": "contacts",
                "more": False,
                "hits": [{"id": 1, "title": "Anna Müller", "detail": "Nordwind GmbH"}],
            },
            {"kind": "companies", "more": False, "hits": [{"id": 1, "title": "Nordwind GmbH", "detail": ""}]},
        ],
    }
    assert main(["--database", database, "search", "berg"]) == 0
    assert capsys.readouterr().out == "contacts #2  Bert Berg\n"
    assert main(["--database", database, "search", "nobody"]) == 0
    assert capsys.readouterr().out == "Nothing found.\n"


def test_export_says_how_many_rows_it_wrote(
    database: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = tmp_path / "out.xlsx"
    words = [
        "export",
        "contacts",
        str(out),
        "--database",
        database,
        "--filter",
        "tag:vip",
        "--columns",
        "full_name,email",
    ]
    assert answer(capsys, *words, "--json") == {
        "file": str(out),
        "kind": "contacts",
        "rows": 1,
        "columns": ["full_name", "email"],
        "sheets": [
            {
                "title": "Contacts",
                "kind": "contacts",
                "rows": 1,
                "columns": ["full_name", "email"],
                "returns": True,
            }
        ],
        "returns": True,
        "problems": [],
    }
    book = openpyxl.load_workbook(out)
    assert book.sheetnames[0] == "Contacts"
    rows = list(book["Contacts"].iter_rows(values_only=True, min_row=2, max_col=2))
    assert rows == [("Name", "Email"), ("Anna Müller", "anna@x.de")]
    for suffix in ("csv", "vcf"):
        assert main(["export", "contacts", str(tmp_path / f"o.{suffix}"), "--database", database]) == 0
        assert capsys.readouterr().out.startswith("Wrote 2 contacts to ")
    assert (
        main(["export", "companies", str(tmp_path / "c.csv"), "--database", database, "--sort", "-name"]) == 0
    )
    minus = ["--filter", "-city:?", "--columns", "full_name"]
    assert main(["export", "contacts", str(tmp_path / "m.csv"), "--database", database, *minus]) == 0
    lines = (tmp_path / "m.csv").read_text(encoding="utf-8-sig").splitlines()
    assert [line.split(",")[0] for line in lines] == ["Name", "Anna Müller"]
    lines = (tmp_path / "c.csv").read_text(encoding="utf-8-sig").splitlines()
    assert [line.split(",")[0] for line in lines] == ["Company", "Südwind AG", "Nordwind GmbH"]


def test_history_and_undo(database: str, capsys: pytest.CaptureFixture[str]) -> None:
    changes = answer(capsys, "history", "--database", database, "--json")["changes"]
    assert [change["text"] for change in changes] == [
        "Add Südwind AG", "Add Bert Berg", "Add Anna Müller", "Set up a new file",
    ]  # fmt: skip
    assert (changes[0]["code"], changes[0]["values"]) == ("changes.add", {"name": "Südwind AG"})
    assert changes[0]["records"] == 1
    undone = answer(capsys, "undo", "--database", database, "--json")
    assert (undone["undone"], undone["kept"]) == ("Add Südwind AG", [])
    undone = answer(capsys, "undo", "--batch", str(changes[2]["batch"]), "--database", database, "--json")
    assert undone["undone"] == "Add Anna Müller"
    assert main(["undo", "--database", database]) == 0
    assert capsys.readouterr().out == "Undone: Add Bert Berg.\n"
    assert "nothing to undo" in sentence(capsys, "undo", "--database", database)
    assert "already undone" in sentence(
        capsys, "undo", "--batch", str(changes[1]["batch"]), "--database", database
    )
    assert "no change number 99" in sentence(capsys, "undo", "--batch", "99", "--database", database)
    assert main(["history", "--database", database]) == 0
    assert "(undone)" in capsys.readouterr().out


def test_backup_restore_and_check(database: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    copy = tmp_path / "copy.salesdesk"
    made = answer(capsys, "backup", str(copy), "--database", database, "--json")
    assert made == {"file": str(copy), "bytes": copy.stat().st_size}
    assert main(["undo", "--database", database]) == 0
    capsys.readouterr()
    restored = answer(capsys, "restore", str(copy), "--database", database, "--json")
    assert Path(restored["saved"]).exists()
    checked = answer(capsys, "check", "--database", database, "--json")
    assert {key: checked[key] for key in ("file", "sound", "faults", "repaired")} == {
        "file": database,
        "sound": True,
        "faults": [],
        "repaired": [],
    }
    assert [one["step"] for one in checked["checked"]] == [step.value for step in CheckStep]
    assert checked["seconds"] > 0
    assert answer(capsys, "search", "sudwind", "--json")["groups"][0]["hits"][0]["title"] == "Südwind AG"


@pytest.mark.parametrize("name", ["n.csv", "nx"])
def test_a_backup_of_a_wrong_name_is_wrong_usage(
    database: str, tmp_path: Path, capsys: pytest.CaptureFixture[str], name: str
) -> None:
    assert main(["backup", str(tmp_path / name), "--database", database]) == 2
    assert capsys.readouterr().err.count("\n") == 1
    assert not (tmp_path / name).exists()


def damage(database: str, sql: str) -> None:
    store = Store(Path(database))
    store.database.execute(sql)
    store.close()


def test_the_check_repairs_the_search_index(database: str, capsys: pytest.CaptureFixture[str]) -> None:
    damage(database, "DELETE FROM search_contact")
    capsys.readouterr()
    found = answer(capsys, "check", "--no-repair", "--database", database, "--json", code=1)
    assert found["faults"] == ["The search index search_contact is damaged: its words differ."]
    repaired = answer(capsys, "check", "--database", database, "--json")
    assert (repaired["repaired"], repaired["faults"]) == (found["faults"], [])
    assert main(["check", "--database", database]) == 0
    said = capsys.readouterr().out
    assert "The search index, against one made afresh" in said
    assert said.endswith(f"{Path(database).name} is sound.\n")


def test_a_damaged_file_fails_the_check(database: str, capsys: pytest.CaptureFixture[str]) -> None:
    damage(database, "UPDATE contact SET city = 'Elsewhere' WHERE id = 1")
    capsys.readouterr()
    assert main(["check", "--database", database]) == 1
    said = capsys.readouterr()
    assert "Fault: contact, rows 1 to 63: a value was changed, but not by SalesDesk." in said.out
    assert "Restore the latest backup" in said.err


@pytest.mark.parametrize(
    ("words", "part"),
    [
        (["search", "x", "--database", "postgresql://host/db"], "postgresql://user@host/name"),
        (["search", "x", "--database", "postgresql://anna@127.0.0.1:1/db"], "No connection to 127.0.0.1"),
        (["search", "x", "--database", "missing.salesdesk"], "does not exist"),
        (["export", "contacts", "out.csv", "--filter", "shoe:42"], "no field|does not exist|does not have"),
        (["merge", "book.xlsx"], "does not exist"),
        (["restore", "missing.salesdesk"], "does not exist"),
    ],
)
def test_what_is_refused_is_one_sentence(
    capsys: pytest.CaptureFixture[str], words: list[str], part: str
) -> None:
    said = sentence(capsys, *words)
    assert any(one in said for one in part.split("|")), said


@pytest.mark.parametrize(
    "words",
    [
        [],
        ["sell"],
        ["export", "contacts"],
        ["export", "houses", "out.csv"],
        ["search"],
        ["undo", "--batch", "first"],
        ["search", "x", "--jso"],
    ],
)
def test_wrong_usage_is_exit_code_2(capsys: pytest.CaptureFixture[str], words: list[str]) -> None:
    assert main(words) == 2
    assert "usage: salesdesk" in capsys.readouterr().err


def test_help_and_version(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--help"]) == 0
    assert "export" in capsys.readouterr().out
    assert main(["--version"]) == 0
    assert capsys.readouterr().out.startswith("SalesDesk ")


@pytest.mark.expects_log("A command failed")
def test_a_bug_is_one_sentence_and_a_log_entry(
    database: str, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, home: Path
) -> None:
    def fail(*_words: object) -> None:
        raise ZeroDivisionError

    monkeypatch.setattr(search_command, "SearchService", fail)
    said = sentence(capsys, "search", "Anna", "--database", database)
    log = Path(said.rpartition("Details are in ")[2].strip().rstrip("."))
    assert log.is_relative_to(home)
    text = log.read_text(encoding="utf-8")
    assert "ZeroDivisionError" in text
    assert "Anna" not in text


def test_the_file_used_last_is_the_default(
    database: str, capsys: pytest.CaptureFixture[str], home: Path
) -> None:
    assert recent_files.default_file().is_relative_to(home)
    answer(capsys, "search", "x", "--database", database, "--json")
    assert recent_files.default_file() == Path(database)
    assert answer(capsys, "search", "berg", "--json")["groups"] != []
    Path(database).unlink()
    assert recent_files.recent() == []


def test_a_spoilt_list_of_recent_files_is_no_trouble(home: Path, database: str) -> None:
    recent_files.remember(Path(database))
    kept = next(home.rglob("recent.json"))
    kept.write_text("{]", encoding="utf-8")
    assert recent_files.recent() == []
    recent_files.remember(Path(database))
    assert recent_files.recent() == [Path(database)]


def test_no_command_loads_qt_or_needs_a_display(
    store: Store, tmp_path: Path, machine_environment: dict[str, str]
) -> None:
    add_many(store, 5)
    store.close()
    program = (
        "import sys; from salesdesk.cli import main; "
        f"code = main(['export', 'contacts', {str(tmp_path / 'o.xlsx')!r}, '--database', {str(store.path)!r}]); "
        "assert not [name for name in sys.modules if name.startswith('PySide6')]; raise SystemExit(code)"
    )
    run = subprocess.run(
        [sys.executable, "-c", program], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert (run.returncode, run.stderr) == (0, "")
    assert run.stdout.startswith("Wrote 5 contacts")


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="only Linux has a file that is always full")
@pytest.mark.parametrize("unbuffered", ["", "1"])
@pytest.mark.parametrize("words", [["--json"], []])
def test_an_answer_that_cannot_be_written_is_no_fault_of_the_file(
    database: str, tmp_path: Path, words: list[str], unbuffered: str
) -> None:
    out = tmp_path / "out.csv"
    with open("/dev/full", "w", encoding="utf-8") as full:
        run = subprocess.run(
            [sys.executable, ROOT / "main.py", "export", "contacts", out, "--database", database, *words],
            stdout=full,
            stderr=subprocess.PIPE,
            text=True,
            env={**os.environ, "PYTHONUNBUFFERED": unbuffered},
            check=False,
        )
    assert run.returncode == 1
    assert run.stderr.count("\n") == 1
    assert "answer could not be written to standard output" in run.stderr
    assert "Anna" in out.read_text(encoding="utf-8-sig")


@pytest.mark.skipif(sys.platform == "win32", reason="there the encoding of names is always UTF-8")
@pytest.mark.parametrize("command", [["export", "contacts", "ü.csv"], ["backup", "ü.salesdesk"]])
def test_names_beyond_ascii_where_the_system_knows_only_that(
    database: str, tmp_path: Path, command: list[str]
) -> None:
    run = subprocess.run(
        [sys.executable, ROOT / "main.py", *command, "--database", database],
        cwd=tmp_path,
        capture_output=True,
        text=True,
        env={**os.environ, "LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"},
        check=False,
    )
    assert (run.returncode, run.stderr) == (0, "")
    assert (tmp_path / command[-1]).stat().st_size > 0


@pytest.mark.parametrize(
    "words",
    [
        ["export", "contacts", "dir.csv/"],
        ["report", "pipeline", "dir.csv/"],
        ["backup", "dir.salesdesk/"],
        ["backup", ""],
        ["restore", ""],
        ["import", ""],
        ["import", "x.csv", "--problems", "dir.xlsx/"],
        ["duplicates", ""],
        ["search", "anna", "--database", ""],
        ["search", "anna", "--database="],
    ],
)
def test_no_name_and_a_name_of_a_folder_are_wrong_usage(
    database: str,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
    words: list[str],
) -> None:
    monkeypatch.chdir(tmp_path)
    before = sorted(path.name for path in tmp_path.iterdir())
    assert main(["--database", database, *words]) == 2
    assert capsys.readouterr().err.count("\n") == 1
    assert sorted(path.name for path in tmp_path.iterdir()) == before
