"""``salesdesk erase``: it says before what it touches, and nothing of the person is left in the bytes of the file."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from salesdesk.cli import main


@pytest.fixture
def desk(tmp_path: Path) -> Path:
    """A file into which two people came from a sheet."""
    file = tmp_path / "desk.salesdesk"
    leads = tmp_path / "leads.csv"
    leads.write_text(
        "Name,E-Mail,Company,Notes\n"
        "Zuzanna Quell,zuzanna@quelle.example,Nordwind,mag Pfefferminz\n"
        "Bert Maurer,bert@mauer.example,Nordwind,kennt alle\n"
    )
    assert main(["--database", str(file), "import", str(leads)]) == 0
    return file


def said(capsys: pytest.CaptureFixture[str], file: Path, *words: str) -> dict[str, Any]:
    capsys.readouterr()
    assert main(["--database", str(file), "erase", *words, "--json"]) == 0
    found: dict[str, Any] = json.loads(capsys.readouterr().out)
    return found


def test_the_plan_erases_nothing_and_names_backups_and_exports(
    desk: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    backup = desk.parent / "kept.salesdesk"
    assert main(["--database", str(desk), "backup", str(backup)]) == 0
    assert main(["--database", str(desk), "export", "contacts", str(desk.parent / "out.csv")]) == 0
    plan = said(capsys, desk, "zuzanna quell", "--plan")
    assert (plan["plan"], plan["undoable"], plan["names"]) == (True, False, ["Zuzanna Quell"])
    assert plan["touches"]["companies"] == 1
    assert [one["path"] for one in plan["backups"]] == [str(backup)]
    assert [(one["kind"], one["rows"]) for one in plan["exports"]] == [("contacts", 2)]
    assert "batch" not in plan
    assert b"Zuzanna" in desk.read_bytes()


def test_nothing_of_the_person_is_in_the_bytes_afterwards(
    desk: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    erased = said(capsys, desk, "zuzanna@quelle.example")
    assert erased["clean"] is True
    content = desk.read_bytes().lower()
    for secret in (b"zuzanna", b"quelle", b"pfefferminz"):
        assert secret not in content
    assert b"bert maurer" in content
    assert main(["--database", str(desk), "check"]) == 0
    assert main(["--database", str(desk), "undo", "--batch", str(erased["batch"])]) == 1
    assert "Cannot" not in capsys.readouterr().out
    assert main(["--database", str(desk), "undo"]) == 1, "what stands before it is not what is meant"
    before = str(erased["batch"] - 1)
    assert f"number {before} " in capsys.readouterr().err
    assert main(["--database", str(desk), "undo", "--batch", before]) == 0
    assert b"zuzanna" not in desk.read_bytes().lower()


def test_it_says_in_words_that_it_cannot_be_undone(desk: Path, capsys: pytest.CaptureFixture[str]) -> None:
    capsys.readouterr()
    assert main(["--database", str(desk), "erase", "bert maurer", "--plan"]) == 0
    assert "cannot be undone" in capsys.readouterr().out


def test_several_of_one_name_are_listed_and_nobody_is_erased(
    desk: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    more = desk.parent / "more.csv"
    more.write_text("Name,E-Mail\nBert Maurer,other@mauer.example\n")
    assert main(["--database", str(desk), "import", str(more)]) == 0
    capsys.readouterr()
    assert main(["--database", str(desk), "erase", "bert maurer"]) == 1
    refused = capsys.readouterr().err
    assert "bert@mauer.example" in refused
    assert "other@mauer.example" in refused
    assert main(["--database", str(desk), "erase", "nobody at all"]) == 1
    assert said(capsys, desk, "other@mauer.example")["names"] == ["Bert Maurer"]


def test_a_backup_is_not_changed_and_a_file_with_a_password_is_erased_from_too(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("SALESDESK_PASSWORD", "secret")
    file, leads = tmp_path / "private.salesdesk", tmp_path / "leads.csv"
    leads.write_text("Name,E-Mail\nZuzanna Quell,zuzanna@quelle.example\n")
    assert main(["--database", str(file), "import", str(leads)]) == 0
    backup = tmp_path / "kept.salesdesk"
    assert main(["--database", str(file), "backup", str(backup)]) == 0
    before = backup.read_bytes()
    erased = said(capsys, file, "zuzanna quell")
    assert [one["path"] for one in erased["backups"]] == [str(backup)]
    assert backup.read_bytes() == before
    assert main(["--database", str(file), "check"]) == 0
