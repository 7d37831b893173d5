"""``--filter``: alternatives and brackets hold, or are refused; they are never words to search for."""

from __future__ import annotations

from contextlib import closing
from pathlib import Path

import pytest

from salesdesk.cli.main import main
from salesdesk.services.setup import set_up
from salesdesk.store.store import Store
from tests.builders import add_contact


@pytest.fixture
def database(tmp_path: Path) -> Path:
    path = tmp_path / "people.salesdesk"
    with closing(Store(path)) as store:
        set_up(store, currency="EUR", country="DE")
        add_contact(store, "Ada", city="Wien", email="ada@x.example")
        add_contact(store, "Bob", city="Linz", notes="Wien or Rom")
        add_contact(store, "Cem", city="Graz", email="cem@y.example")
    return path


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("email~x. or city:Linz", ["Ada", "Bob"]),
        ("city:Wien OR city:Graz email~y", ["Ada", "Cem"]),
        ("(city:Wien or city:Graz) email~y", ["Cem"]),
        ("not (city:Wien or city:Graz)", ["Bob"]),
        ("city:Wien or (city:Graz and not email~y)", ["Ada"]),
        ("ada or cem", ["Ada", "Cem"]),
        ("wien -ada", ["Bob"]),
        ('wien "or" rom', ["Bob"]),
    ],
)
def test_alternatives_hold(database: Path, tmp_path: Path, text: str, names: list[str]) -> None:
    out = tmp_path / "out.csv"
    arguments = [
        "export",
        "contacts",
        str(out),
        "--filter",
        text,
        "--columns",
        "full_name",
        "--sort",
        "full_name",
    ]
    assert main(["--database", str(database), *arguments]) == 0
    rows = out.read_text(encoding="utf-8-sig").splitlines()[1:]
    assert [row.split(",")[0].strip('"') for row in rows] == names


@pytest.mark.parametrize(
    "text", ["city:Wien or", "or city:Wien", "(city:Wien or city:Graz", "city:Wien or (email:?"]
)
def test_what_cannot_be_meant_is_refused(
    database: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], text: str
) -> None:
    out = tmp_path / "out.csv"
    assert main(["--database", str(database), "export", "contacts", str(out), "--filter", text]) == 1
    assert not out.exists()
    assert "filter" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("name~mueller", ["Anna Müller", "Bert Mueller"]),
        ("name~MÜLLER", ["Anna Müller", "Bert Mueller", "Cleo Muller"]),
        ("name~muller", ["Anna Müller", "Cleo Muller"]),
        ("name~soeren", ["Søren Weiß"]),
        ("name~sören", ["Søren Weiß"]),
        ("name~weiss", ["Søren Weiß"]),
        ("name~aakes", ["Åke Åkesson"]),
        ("name~manuel", ["Manuel Bauer"]),
        ("name~baur", []),
        ("company~baeuerle", ["Anna Müller"]),
        ("owner~joerg", ["Anna Müller"]),
        ("source~empfaenger", ["Anna Müller"]),
        ("tag~gruen", ["Anna Müller"]),
        ("custom.place~koeln", ["Anna Müller"]),
        ("city~duesseldorf", ["Anna Müller"]),
        ("-name~mueller -name~aakesson -name~manuel -name~muller", ["Søren Weiß"]),
    ],
)
def test_what_can_be_written_in_two_ways_is_found_in_both(
    tmp_path: Path, text: str, names: list[str]
) -> None:
    database, file, out = tmp_path / "two.salesdesk", tmp_path / "two.csv", tmp_path / "out.csv"
    file.write_text(
        "Name,Company,City,Owner,Lead source,Tags,Place\n"
        "Anna Müller,Bäuerle Fässer,Düsseldorf,Jörg,Empfänger,Grün,Köln\n"
        "Bert Mueller,,,,,,\nCleo Muller,,,,,,\nSøren Weiß,,,,,,\nÅke Åkesson,,,,,,\nManuel Bauer,,,,,,\n",
        encoding="utf-8",
    )
    assert main(["import", str(file), "--map", "Place=custom", "--database", str(database)]) == 0
    command = ["export", "contacts", str(out), "--filter", text, "--columns", "full_name"]
    assert main([*command, "--sort", "full_name", "--database", str(database)]) == 0
    assert [line.split(",")[0] for line in out.read_text(encoding="utf-8-sig").splitlines()[1:]] == names
