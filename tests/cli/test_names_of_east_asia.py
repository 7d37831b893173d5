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


TOGETHER = {
    ("太郎", "山田"): "山田 太郎",
    ("小明", "王"): "王 小明",
    ("민준", "김"): "김 민준",
    ("芳", "王"): "王 芳",
    ("タロウ", "ヤマダ"): "ヤマダ タロウ",
}


@pytest.fixture
def mixed(tmp_path: Path) -> Path:
    """Names in two columns, and in one without a space."""
    apart = [f"{family},{given}" for given, family in TOGETHER]
    (tmp_path / "apart.csv").write_text("\n".join(["姓,名", *apart, "立花,日和"]), encoding="utf-8")
    (tmp_path / "one.csv").write_text(
        "姓名,公司\n佐藤健一,日立\n李小龙,华为\n박서연,삼성\n", encoding="utf-8"
    )
    path = tmp_path / "mixed.salesdesk"
    for name in ("apart.csv", "one.csv"):
        words = ["--database", str(path), "import", str(tmp_path / name), "--kind", "contacts"]
        assert main(words) == 0
    return path


def hits(database: Path, capsys: pytest.CaptureFixture[str], text: str) -> list[str]:
    capsys.readouterr()
    assert main(["--database", str(database), "search", text, "--json"]) == 0
    groups = json.loads(capsys.readouterr().out)["groups"]
    return [hit["title"] for group in groups if group["kind"] == "contacts" for hit in group["hits"]]


def filtered(database: Path, out: Path, filter_: str) -> list[str]:
    words = ["export", "contacts", str(out), "--columns", "full_name", "--filter", filter_]
    assert main(["--database", str(database), *words]) == 0
    return [line.split(",")[0] for line in out.read_text(encoding="utf-8-sig").splitlines()[1:]]


def test_a_name_in_two_columns_is_found_as_it_is_written_together(
    mixed: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    for (given, family), name in TOGETHER.items():
        for text in (family + given, f"{family} {given}", f"{given} {family}", family + given[:1]):
            assert name in hits(mixed, capsys, text), text
        assert hits(mixed, capsys, family + given) == [name]
        for filter_ in (f"full_name:{family}{given}", f"full_name={family}{given}", family + given):
            assert filtered(mixed, tmp_path / "out.csv", filter_) == [name], filter_


def test_a_name_in_one_run_is_found_as_it_is_written_apart(
    mixed: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    for together, apart in (("佐藤健一", "佐藤 健一"), ("李小龙", "李 小龙"), ("박서연", "박 서연")):
        found = hits(mixed, capsys, apart)
        assert [name.replace(" ", "") for name in found] == [together]
        for filter_ in (f'full_name:"{apart}"', f'full_name="{apart}"'):
            (name,) = filtered(mixed, tmp_path / "out.csv", filter_)
            assert name.replace(" ", "") == together


def test_a_word_in_one_run_is_not_found_in_two_that_only_share_its_characters(
    mixed: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert hits(mixed, capsys, "日立") == ["佐藤健一"]
