"""Lists of leads and deals with a column of next steps, as a script imports them: each becomes a task."""

from __future__ import annotations

import csv
import json
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from salesdesk.cli import main
from salesdesk.domain.activities import Activity, ActivityKind
from salesdesk.domain.fields import RecordKind
from salesdesk.store.store import Store

LEADS = """Vorname;Nachname;E-Mail Adresse;Firma;Betreuer;Nächster Schritt;Fällig am
Anna;Weber;anna@nordwind.de;Nordwind GmbH;Mia Lind;Angebot nachfassen;01.12.2026
Bert;Schulz;bert@suedwind.de;Südwind AG;;Anrufen;03.12.2026
Cora;Lang;cora@ost.de;Ost KG;;;
Dirk;Maas;dirk@west.de;West OHG;;keiner;
"""
DEALS = """Deal,Company,Amount,Stage,Owner,Next step,Due
Yard cranes,Nordwind GmbH,22800,Demo,Mia Lind,Send the contract,2026-12-04
Kiln export,Holm AB,7700,Proposal,Tom Berg,Call about the price,2026-12-07
"""


class Desk:
    """``salesdesk`` on one file."""

    def __init__(self, folder: Path, capsys: pytest.CaptureFixture[str], name: str = "desk") -> None:
        self.folder, self.capsys = folder, capsys
        self.database = folder / f"{name}.salesdesk"

    def run(self, *words: str) -> dict[str, Any]:
        """What a command answers."""
        self.capsys.readouterr()
        code = main([*words, "--database", str(self.database), "--json"])
        said = self.capsys.readouterr()
        assert code == 0, said.err
        answer: dict[str, Any] = json.loads(said.out)
        return answer

    def take(self, text: str, *words: str) -> dict[str, Any]:
        """Import a file of this text, or with ``--plan`` say what would become of it."""
        path = self.folder / "list.csv"
        path.write_text(text, encoding="utf-8")
        return self.run("import", str(path), *words)

    def planned(self) -> list[Activity]:
        """Every entry that is to do, the earliest first."""
        store = Store(self.database)
        try:
            reader = store.list_of(RecordKind.ACTIVITIES)
            entries = [store.activities.get(number) for number in reader.ids().tolist()]
        finally:
            store.close()
        return sorted((e for e in entries if e.due_at and e.is_open), key=lambda entry: entry.due_at or "")

    def told(self) -> list[tuple[str, str | None, str, str]]:
        """What, when, with whom, by whom."""
        return [(e.subject, e.due_at, e.contact_name, e.owner_name) for e in self.planned()]


@pytest.fixture
def desk(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Desk:
    return Desk(tmp_path, capsys)


def fields(plan: dict[str, Any]) -> dict[str, str]:
    return {column["header"]: column["field"] for column in plan["sheets"][0]["columns"]}


def test_leads_bring_their_next_steps_once_and_undo_takes_them_back(desk: Desk) -> None:
    plan = desk.take(LEADS, "--plan")
    assert plan["counts"]["steps"] == 2
    assert [note["code"] for note in plan["notes"]] == ["steps"]
    assert plan["notes"][0]["text"] == "2 next steps become tasks, each of its day."
    shown = fields(plan)
    assert (shown["Nächster Schritt"], shown["Fällig am"]) == ("custom", "custom")
    columns = {column["header"]: column for column in plan["sheets"][0]["columns"]}
    assert (columns["Nächster Schritt"]["step"], columns["Fällig am"]["step"]) == ("what", "day")
    assert columns["Fällig am"]["parsed"][0] == "2026-12-01"

    done = desk.take(LEADS)
    assert done["import"]["created"] == {"contacts": 4, "companies": 4, "activities": 2, "deals": 0}
    steps = [
        ("Angebot nachfassen", "2026-12-01", "Anna Weber", "Mia Lind"),
        ("Anrufen", "2026-12-03", "Bert Schulz", ""),
    ]
    assert desk.told() == steps
    assert {one.kind for one in desk.planned()} == {ActivityKind.TASK}

    again = desk.take(LEADS, "--plan")
    assert (again["counts"]["new"], again["counts"]["changed"], again["counts"]["steps"]) == (0, 0, 0)
    desk.take(LEADS)
    assert desk.told() == steps
    desk.run("undo", "--batch", str(done["import"]["batch"]))
    assert desk.told() == []


def test_steps_of_deals_hang_on_their_deals(desk: Desk) -> None:
    assert desk.take(DEALS, "--plan")["counts"]["steps"] == 2
    desk.take(DEALS)
    assert [(one.subject, one.due_at, one.deal_title, one.owner_name) for one in desk.planned()] == [
        ("Send the contract", "2026-12-04", "Yard cranes", "Mia Lind"),
        ("Call about the price", "2026-12-07", "Kiln export", "Tom Berg"),
    ]
    plan = desk.take(DEALS.replace("7700", "8800"), "--plan", "--on-match", "overwrite")
    assert (plan["counts"]["changed"], plan["counts"]["steps"]) == (1, 0)


def test_a_newer_list_adds_only_what_is_new(desk: Desk) -> None:
    desk.take(LEADS)
    newer = LEADS.replace("Anrufen;03.12.2026", "Vertrag senden;10.12.2026")
    plan = desk.take(newer, "--plan")
    assert (plan["counts"]["new"], plan["counts"]["changed"], plan["counts"]["steps"]) == (0, 1, 1)
    desk.take(newer)
    assert [subject for subject, *_ in desk.told()] == ["Angebot nachfassen", "Anrufen", "Vertrag senden"]


@pytest.mark.parametrize("ending", ["xlsx", "csv"])
def test_our_own_exports_make_no_steps(desk: Desk, ending: str, tmp_path: Path) -> None:
    desk.take(LEADS)
    out = tmp_path / f"out.{ending}"
    desk.run("export", "contacts", str(out), "--columns", "full_name,email,company,next_step_at")
    text = cells(out)
    assert any("Next step" in row for row in text)
    elsewhere = Desk(tmp_path, desk.capsys, "other")
    plan = elsewhere.run("import", str(out), "--plan")
    assert (plan["counts"]["new"], plan["counts"]["steps"]) == (4, 0), "they come with the activities"

    head = next(n for n, row in enumerate(text) if "Next step" in row)
    shown = [n for n, title in enumerate(text[head]) if title and not title.startswith("SalesDesk")]
    bare = tmp_path / "bare.csv"  # somebody copied the columns that can be seen
    with bare.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows([row[n] for n in shown] for row in text[head:])
    plan = desk.run("import", str(bare), "--plan")
    assert (plan["counts"]["new"], plan["counts"]["changed"], plan["counts"]["steps"]) == (0, 0, 0)


def cells(path: Path) -> list[list[str]]:
    if path.suffix == ".csv":
        with path.open(encoding="utf-8-sig", newline="") as file:
            first = file.readline()
            file.seek(0)
            return list(csv.reader(file, delimiter=";" if ";" in first else ","))
    sheet = openpyxl.load_workbook(path)["Contacts"]
    return [["" if v is None else str(v) for v in row] for row in sheet.iter_rows(values_only=True)]


def test_a_step_without_a_day_is_due_today_and_that_is_said(desk: Desk) -> None:
    text = "Name,Email,Next step\nAnn Lee,ann@holm.example,Call back\n"
    told = desk.take(text, "--plan")["notes"]
    assert told[1]["text"] == "1 next step has no day and is due today."
    desk.take(text)
    ((subject, due, who, _),) = desk.told()
    store = Store(desk.database)
    assert (subject, due, who) == ("Call back", store.today(), "Ann Lee")
    store.close()
    assert desk.take(text, "--plan")["counts"]["steps"] == 0


def test_days_alone_are_called_as_their_column(desk: Desk) -> None:
    text = (
        "Name,Email,Wiedervorlage\nAnn Lee,ann@holm.example,2026-12-01\nBo Moss,bo@holm.example,2026-12-02\n"
    )
    desk.take(text)
    assert [one[:3] for one in desk.told()] == [
        ("Wiedervorlage", "2026-12-01", "Ann Lee"),
        ("Wiedervorlage", "2026-12-02", "Bo Moss"),
    ]


@pytest.mark.parametrize(
    "text",
    [
        "Name,Email,Due\nAnn Lee,ann@holm.example,2026-12-01\n",
        "Name,Email,Follow up\nAnn Lee,ann@holm.example,yes\n",
    ],
)
def test_what_may_be_something_else_stays_a_field_of_its_own(desk: Desk, text: str) -> None:
    plan = desk.take(text, "--plan")
    assert plan["counts"]["steps"] == 0
    assert [column["step"] for column in plan["sheets"][0]["columns"]] == [None, None, None]


def test_a_column_is_made_a_step_or_kept_by_hand(desk: Desk) -> None:
    kept = desk.take(LEADS, "--plan", "--map", "Nächster Schritt=custom", "--map", "Fällig am=custom")  # fmt: skip
    assert kept["counts"]["steps"] == 0
    named = "Name,Email,Zuruf,Tag\nAnn Lee,ann@holm.example,Call,2026-12-01\n"
    made = desk.take(named, "--plan", "--map", "Zuruf=step", "--map", "Tag=step_due")  # fmt: skip
    assert made["counts"]["steps"] == 1


def test_one_step_of_one_person_in_two_rows_is_one(desk: Desk) -> None:
    row = "Ann Lee,ann@holm.example,Call back,2026-12-01\n"
    desk.take("Name,Email,Next step,Due date\n" + 2 * row)
    assert len(desk.told()) == 1
