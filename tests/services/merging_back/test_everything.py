"""Workbooks of several lists at once, and amounts in two columns of a text."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import openpyxl
import pytest

from salesdesk.cli import main
from salesdesk.domain.fields import RecordKind
from salesdesk.domain.money import Money
from salesdesk.services.services import Services, build_services
from salesdesk.store.store import Store
from tests.builders import CancelAfter, Clock, new_store
from tests.services.merging_back.sheets import OFFICE, Sheet, edited_text, export, merged, resaved

SHEETS = {
    RecordKind.CONTACTS: ("Contacts", "City", "Wien"),
    RecordKind.DEALS: ("Deals", "Owner", "Somebody New"),
    RecordKind.ACTIVITIES: ("Activities", "Outcome", "A good talk"),
}


@contextmanager
def opened(file: Path) -> Iterator[tuple[Store, Services]]:
    with closing(Store(file, clock=Clock())) as store:
        yield store, build_services(store)


@pytest.fixture
def file(template_file: Path, tmp_path: Path) -> Path:
    with closing(new_store(template_file, tmp_path)) as store:
        build_services(store).demo.fill(20, 5, CancelAfter())
        return store.path


@pytest.mark.parametrize("suffix", ["", *(["ods"] if OFFICE else [])])
def test_everything_comes_back_in_one_workbook(suffix: str, file: Path, tmp_path: Path) -> None:
    path = tmp_path / "all.xlsx"
    assert main(["export", "all", str(path), "--database", str(file)]) == 0
    with opened(file) as (store, services):
        assert services.merging_back.plan(path).is_empty
        start = store.database.dump()
    book = openpyxl.load_workbook(path)
    for title, head, value in SHEETS.values():
        sheet = Sheet(book[title])
        sheet.set(sheet.head + 2, head, value)
        sheet.sort(next(iter(sheet.columns)))
    Sheet(book["Contacts"]).add({"Name": "Eva Neu", "Email": "eva@neu.example", "Company": "Ganz Neu GmbH"})
    Sheet(book["Companies"]).add({"Company": "Ganz Neu GmbH", "City": "Hof"})
    book.save(path)
    saved = resaved([path], suffix)[0] if suffix else path
    with opened(file) as (store, services):
        plan, outcome = merged(services, saved)
        assert {(cell.kind, cell.theirs) for cell in plan.cells} == {
            (kind, value) for kind, (_, _, value) in SHEETS.items()
        }
        assert (plan.problems, plan.removed, plan.offers) == ((), (), ())
        assert [row.name for row in plan.new] == ["Eva Neu", "Ganz Neu GmbH"]
        assert (outcome.cells, outcome.new) == (3, 2)
        companies = store.companies.page(list(store.companies.ids()), ["company", "city", "contacts"])
        (firm,) = [row for row in companies.values() if row["company"] == "Ganz Neu GmbH"]
        assert (firm["city"], firm["contacts"]) == ("Hof", 1)
        assert merged(services, saved)[1].batch is None
        services.commands.undo()
        assert store.database.dump() == start


def test_amounts_and_currencies_apart(store: Store, services: Services, tmp_path: Path) -> None:
    services.demo.fill(20, 5, CancelAfter())
    path = export(services, RecordKind.DEALS, tmp_path / "deals.csv")
    assert services.merging_back.plan(path).is_empty
    changed: list[str] = []

    def change(rows: list[dict[str, str]]) -> None:
        rows[0]["Deal value currency"] = "CHF"
        rows[1]["Deal value"] = "77.5"
        rows[2]["Deal value"] = rows[2]["Deal value currency"] = ""
        changed.extend([rows[0]["Deal value"], rows[1]["Deal value currency"]])

    edited_text(path, change)
    plan, _ = merged(services, path)
    assert [cell.theirs for cell in plan.cells] == [
        Money.of(changed[0], "CHF"),
        Money.of("77.5", changed[1]),
        None,
    ]
    assert merged(services, path)[1].batch is None
