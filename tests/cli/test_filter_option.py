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
