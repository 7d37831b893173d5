"""Who is joined to whom is said by name and reason, and the second name of a joined row is kept with the contact."""

from __future__ import annotations

from pathlib import Path

import pytest

from salesdesk.cli import main
from salesdesk.store.store import Store
from tests.cli.test_whose_id import Desk

ONE = "First name,Last name,Company,Email\nWilliam,Harris,Harbour Ltd,w.harris@harbour.example\n"
TWO = (
    "First name,Last name,Company,Email\n"
    "Bill,Harris,Harbour Ltd,w.harris@harbour.example\n"
    "Maria,Silva,Silva Vinhos,maria@silva.example\n"
    "Hans,Kern,Kern AG,hans.kern@kern.example\n"
    "Johannes,Kern,Kern AG,\n"
)


@pytest.fixture
def desk(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Desk:
    made = Desk(tmp_path, capsys)
    made.take(ONE, name="one.csv")
    return made


def notes(desk: Desk, contact: int) -> list[tuple[str, str | None]]:
    store = Store(Path(desk.database))
    try:
        entries = store.timelines.of_contact(contact)
        return [(e.activity.subject, e.activity.body) for e in entries if e.activity is not None]
    finally:
        store.close()


def test_the_plan_names_who_is_joined_to_whom_and_why(desk: Desk) -> None:
    plan = desk.take(TWO, "--plan")
    told = {
        match["name"]: (match["with"]["name"], match["action"], match["grade"], match["reasons"])
        for match in plan["matches"]
    }
    assert told["Bill Harris"] == ("William Harris", "update", "certain", ["same e-mail"])
    other, action, grade, reasons = told["Johannes Kern"]
    assert (other, action, grade) == ("Hans Kern", "create", "likely")
    assert {"same last name", "another form of the first name"} <= set(reasons)
    assert "Maria Silva" not in told


def test_plain_words_name_them_too(desk: Desk, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "two.csv").write_text(TWO, encoding="utf-8")
    assert main(["import", str(tmp_path / "two.csv"), "--database", desk.database]) == 0
    out = capsys.readouterr().out
    assert "two row 2, Bill Harris, is William Harris (#1): same e-mail" in out
    assert "two row 5, Johannes Kern, and Hans Kern (row 4): " in out


def test_a_likely_one_waits_in_the_queue(desk: Desk) -> None:
    desk.take(TWO)
    pairs = desk.run("duplicates")["pairs"]
    assert ("Hans Kern", "Johannes Kern", "likely") in [
        (p["a"]["name"], p["b"]["name"], p["grade"]) for p in pairs
    ]


def test_the_second_name_of_a_known_contact_is_kept_once(desk: Desk) -> None:
    done = desk.take(TWO, name="two.csv")
    assert notes(desk, 1) == [("Also written “Bill Harris”", "In two.csv, two, row 2")]
    desk.take(TWO, name="again.csv")
    assert len(notes(desk, 1)) == 1
    desk.run("undo", "--batch", str(done["import"]["batch"]))
    assert notes(desk, 1) == []


def test_the_second_name_of_a_row_is_kept_with_the_new_contact(desk: Desk) -> None:
    text = "Full name,Email\nKatherine Moore,kate@moore.example\nKate Moore,kate@moore.example\n"
    assert desk.take(text, name="three.csv")["import"]["created"]["contacts"] == 1
    assert notes(desk, 2) == [("Also written “Kate Moore”", "In three.csv, three, row 3")]
