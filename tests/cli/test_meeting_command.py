"""``salesdesk meeting``: the pack of a kind of meeting on a day."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from salesdesk.cli.main import main
from tests.builders import make_template


def run(capsys: pytest.CaptureFixture[str], *words: str) -> tuple[int, str, str]:
    code = main(list(words))
    said = capsys.readouterr()
    return code, said.out, said.err


def test_the_pack_of_a_meeting_that_is_there_or_is_started(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file, out = str(make_template(tmp_path)), tmp_path / "packs" / "november"
    words = ("meeting", "weekly", str(out), "--date", "2026-05-04", "--database", file, "--json")
    code, said, _ = run(capsys, *words)
    assert code == 0
    first = json.loads(said)
    assert (first["template"], first["date"], first["decisions"]) == ("weekly", "2026-05-04", 0)
    assert all(Path(first[key]).is_file() for key in ("workbook", "pdf", "calendar"))
    again = json.loads(run(capsys, *words)[1])
    assert again["meeting"] == first["meeting"]


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("nothing", "OUT"), "There is no kind of meeting"),
        (("weekly", "OUT", "--date", "soon"), "soon"),
        (("customer", "OUT"), "Say which person or company"),
        (("customer", "OUT", "--about", "nobody at all"), "nobody at all"),
    ],
)
def test_what_cannot_be_made_is_said_in_one_sentence(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], words: tuple[str, ...], said: str
) -> None:
    file = str(make_template(tmp_path))
    asked = [str(tmp_path / "out") if word == "OUT" else word for word in words]
    code, _, told = run(capsys, "meeting", *asked, "--database", file)
    assert code == 1
    assert said in told


def test_a_name_that_two_companies_bear(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file, firms = str(make_template(tmp_path)), tmp_path / "firms.csv"
    firms.write_text("Company,City\nHotel Post,Ulm\nHotel Post,Graz\n", encoding="utf-8")
    assert run(capsys, "import", str(firms), "--database", file)[0] == 0
    words = ("meeting", "customer", str(tmp_path / "out"), "--database", file, "--about")
    code, out, told = run(capsys, *words, "Hotel Post")
    assert (code, out, told.count("\n")) == (1, "", 1)
    assert "Hotel Post (company #1, Ulm), Hotel Post (company #2, Graz)" in told
    assert "“company #1”" in told
    answer = json.loads(run(capsys, *words, "company #2", "--json")[1])
    assert answer["about"] == {"kind": "company", "id": 2, "name": "Hotel Post"}
