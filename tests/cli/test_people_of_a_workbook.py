"""A workbook whose sheets speak of one person makes one person, and a list of leads makes deals only where a row has one."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import openpyxl
import pytest

from salesdesk.store.store import Store
from tests.cli.test_whose_id import Desk

Cells = Sequence[object]


@pytest.fixture
def desk(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Desk:
    return Desk(tmp_path, capsys)


def workbook(path: Path, **sheets: Sequence[Cells]) -> str:
    made = openpyxl.Workbook()
    made.remove(made.worksheets[0])
    for name, rows in sheets.items():
        sheet = made.create_sheet(name)
        for row in rows:
            sheet.append(list(row))
    made.save(path)
    return str(path)


LEADS = (
    ("First name", "Last name", "Email", "Company"),
    ("Anna", "Schmidt", "anna@kranich.example", "Kranich AG"),
    ("Bo", "Lind", "bo@lind.example", ""),
)
DEALS = (
    ("Deal name", "Contact", "Company", "Amount", "Stage"),
    ("Big one", "Anna Schmidt", "Kranich AG", 1000, "Proposal"),
    ("Second", "Schmidt, Anna", "Kranich AG", 700, "Proposal"),
    ("Other", "Bo Lind", "Lind AB", 500, "Proposal"),
)


def deals_of(desk: Desk) -> dict[str, int | None]:
    """The person of each deal, by title."""
    store = Store(Path(desk.database))
    try:
        return {deal.title: deal.contact_id for number in range(1, 4) if (deal := store.deals.get(number))}
    finally:
        store.close()


def test_sheets_that_speak_of_one_person_make_one(desk: Desk, tmp_path: Path) -> None:
    file = workbook(tmp_path / "pipeline.xlsx", Leads=LEADS, Deals=DEALS)
    assert desk.run("import", file)["import"]["created"] == {"contacts": 2, "companies": 2, "deals": 3}
    assert deals_of(desk) == {"Big one": 1, "Second": 1, "Other": 2}
    again = desk.run("import", file)
    assert (again["counts"]["new"], again["counts"]["changed"]) == (0, 0)


def test_they_make_none_when_the_file_knows_her_already(desk: Desk, tmp_path: Path) -> None:
    desk.take("First name,Last name,Email\nAnna,Schmidt,anna@kranich.example\n")
    file = workbook(tmp_path / "pipeline.xlsx", Leads=LEADS, Deals=DEALS)
    assert desk.run("import", file)["import"]["created"]["contacts"] == 1
    assert deals_of(desk) == {"Big one": 1, "Second": 1, "Other": 2}


OPTIONAL = (
    "First name,Last name,Email,Company,Deal name,Amount,Stage,Expected close,Owner,Source\n"
    "Anna,Schmidt,anna@kranich.example,Kranich AG,Big one,1000,Proposal,2027-01-01,Eva,Fair\n"
    "Bo,Lind,bo@lind.example,Lind AB,,,,2027-02-01,Eva,Web\n"
    "Cy,Moss,cy@moss.example,Moss Ltd,,,Proposal,,Tom,Web\n"
    "Di,Roe,di@roe.example,Roe Ltd,,,,,Tom,Web\n"
    "Ed,Fox,ed@fox.example,Fox Ltd,,250,,,,\n"
)


@pytest.mark.parametrize("kind", ["contacts", "deals"])
def test_only_rows_with_a_title_an_amount_or_a_stage_make_a_deal(desk: Desk, kind: str) -> None:
    done = desk.take(OPTIONAL, "--kind", kind)
    assert (done["import"]["created"]["contacts"], done["import"]["created"]["deals"]) == (5, 3)
    store = Store(Path(desk.database))
    try:
        owners, sources = store.owners.names(), store.sources.names()
        people = [store.contacts.get(number) for number in range(1, 6)]
        assert [owners.get(p.owner_id or 0) for p in people] == ["Eva", "Eva", "Tom", "Tom", None]
        assert [sources.get(p.source_id or 0) for p in people] == ["Fair", "Web", "Web", "Web", None]
    finally:
        store.close()
    again = desk.take(OPTIONAL, "--kind", kind, name="again.csv")
    assert (again["counts"]["new"], again["counts"]["changed"]) == (0, 0)
    assert not again["import"]["created"].get("deals")
