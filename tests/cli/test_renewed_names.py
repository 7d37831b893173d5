"""A first or last name that a file overwrites is in the full name too."""

from __future__ import annotations

from pathlib import Path

import pytest

from salesdesk.cli import main


def test_a_last_name_that_a_file_overwrites_renews_the_whole_name(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("a.csv").write_text("First name,Last name,Email\nAnna,Berg,a@nord.example\n", encoding="utf-8")
    Path("b.csv").write_text("First name,Last name,Email\nAnna,Lind,a@nord.example\n", encoding="utf-8")
    for file in ("a.csv", "b.csv"):
        assert main(["import", file, "--on-match", "overwrite", "--database", "n.salesdesk"]) == 0
    assert (
        main(["export", "contacts", "o.csv", "--columns", "full_name,last_name", "--database", "n.salesdesk"])
        == 0
    )
    assert Path("o.csv").read_text(encoding="utf-8-sig").splitlines()[1].startswith("Anna Lind,Lind")
    capsys.readouterr()
    assert main(["search", "lind", "--database", "n.salesdesk"]) == 0
    assert "Anna Lind" in capsys.readouterr().out
