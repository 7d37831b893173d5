"""Names are kept, shown and written in the order of their script, whatever the columns of a file are called."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from salesdesk.cli.main import main

NAMES = {
    ("美咲", "山田"): "山田 美咲",
    ("小明", "王"): "王 小明",
    ("민준", "김"): "김 민준",
    ("タロウ", "ヤマダ"): "ヤマダ タロウ",
    ("Văn An", "Nguyễn"): "Nguyễn Văn An",
    ("Thị Hoa", "Trần"): "Trần Thị Hoa",
    ("Misaki", "山田"): "Misaki 山田",
    ("An", "Nguyen"): "An Nguyen",
    ("Zoë", "Müller"): "Zoë Müller",
    ("Søren", "Kjær"): "Søren Kjær",
    ("Đorđe", "Petrović"): "Đorđe Petrović",
}


@pytest.fixture
def database(tmp_path: Path) -> Path:
    rows = [
        f"{given},{family},p{number}@firma{number}.example" for number, (given, family) in enumerate(NAMES)
    ]
    source = tmp_path / "people.csv"
    source.write_text("\n".join(["First Name,Last Name,Email", *rows]), encoding="utf-8")
    path = tmp_path / "people.salesdesk"
    assert main(["--database", str(path), "import", str(source)]) == 0
    return path


def test_an_import_puts_names_together_in_their_order(database: Path, tmp_path: Path) -> None:
    out = tmp_path / "out.csv"
    columns = "full_name,first_name,last_name"
    assert main(["--database", str(database), "export", "contacts", str(out), "--columns", columns]) == 0
    rows = [line.split(",")[:3] for line in out.read_text(encoding="utf-8-sig").splitlines()[1:]]
    assert sorted(rows) == sorted([whole, given, family] for (given, family), whole in NAMES.items())


def test_cards_say_them_in_their_order(database: Path, tmp_path: Path) -> None:
    out = tmp_path / "out.vcf"
    assert main(["--database", str(database), "export", "contacts", str(out)]) == 0
    lines = out.read_text(encoding="utf-8").splitlines()
    assert {line[3:] for line in lines if line.startswith("FN:")} == set(NAMES.values())
    assert "N:山田;美咲;;;" in lines
    assert "N:Nguyễn;Văn An;;;" in lines or "N:Nguyễn;An;Văn;;" in lines


def test_the_same_file_again_changes_nothing(
    database: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    capsys.readouterr()
    source = str(tmp_path / "people.csv")
    assert main(["--database", str(database), "import", source, "--plan", "--json"]) == 0
    counts = json.loads(capsys.readouterr().out)["counts"]
    assert (counts["new"], counts["changed"]) == (0, 0)


def test_who_was_imported_is_found_by_either_name(database: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for text in ("山田 美咲", "美咲 山田", "咲"):
        capsys.readouterr()
        assert main(["--database", str(database), "search", text]) == 0
        assert "山田 美咲" in capsys.readouterr().out
