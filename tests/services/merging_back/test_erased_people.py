"""Who was erased here does not come back by what a workbook still says of others."""

from __future__ import annotations

from pathlib import Path

from salesdesk.domain.fields import RecordKind
from salesdesk.domain.merging_back import MergePlan
from salesdesk.services.services import Services
from salesdesk.store.store import Store
from salesdesk.wording import worded
from tests.builders import add_contact
from tests.services.merging_back.sheets import Sheet, edited, export, merged

DEALS = RecordKind.DEALS
KEYS = ["deal_title", "full_name", "notes", "competitor"]


def _erased(services: Services, store: Store, path: Path, *, change: str = "") -> tuple[int, MergePlan]:
    """A deal that names somebody who was erased after it left, merged back with the first word of its title changed."""
    anna, other = add_contact(store, "Anna Engel"), add_contact(store, "Ben Tal")
    stage = store.pipelines.all()[0].stages[0]
    deal = services.deals.create("Contract for Anna Engel", stage.id, contact_id=anna)[0]
    services.deals.update(deal, {"notes": "Anna Engel likes it"})
    services.deals.create("Other", stage.id, contact_id=other)
    file = export(services, DEALS, path, columns=KEYS)

    def edit(sheet: Sheet) -> None:
        row = sheet.row("Contract for Anna Engel")
        if change:
            sheet.set(row, "Deal", change)
        sheet.set(row, "Competitor", "Ostwind")

    edited(file, edit)
    services.erasing.erase([anna])
    return deal, merged(services, file)[0]


def test_nobody_comes_back_by_an_untouched_cell(services: Services, store: Store, tmp_path: Path) -> None:
    deal, plan = _erased(services, store, tmp_path / "deals.xlsx")
    assert [cell.field for cell in plan.cells] == ["competitor"]
    assert [(problem.column, "Anna Engel" in worded(problem.reason)) for problem in plan.problems] == [
        ("Full name", True)
    ]
    assert plan.names == ()
    assert [worded(note) for note in plan.notes] == [
        "2 cells still say what was erased here for good; they were passed over."
    ]
    row = store.deals.page([deal], KEYS)[deal]
    assert (row["full_name"], row["competitor"]) == (None, "Ostwind")
    assert "Anna" not in str(row.values)
    assert store.contacts.count() == 1


def test_nor_by_one_that_was_typed_over(services: Services, store: Store, tmp_path: Path) -> None:
    _, plan = _erased(services, store, tmp_path / "deals.xlsx", change="New contract for Anna Engel")
    assert [cell.field for cell in plan.cells] == ["competitor"]
    assert {problem.column for problem in plan.problems} == {"Deal", "Full name"}


def test_what_was_exported_after_it_is_as_ever(services: Services, store: Store, tmp_path: Path) -> None:
    gone, stays = add_contact(store, "Anna Engel"), add_contact(store, "Ben Tal")
    services.erasing.erase([gone])
    stage = store.pipelines.all()[0].stages[0]
    deal = services.deals.create("Wait …", stage.id, contact_id=stays)[0]
    path = export(services, DEALS, tmp_path / "deals.xlsx", columns=KEYS)
    edited(path, lambda sheet: sheet.set(sheet.head + 1, "Deal", "Wait for it"))
    assert [cell.field for cell in merged(services, path)[0].cells] == ["deal_title"]
    assert store.deals.page([deal], KEYS)[deal]["deal_title"] == "Wait for it"


def test_a_text_of_many_signs_is_compared_at_once(services: Services, store: Store, tmp_path: Path) -> None:
    gone = add_contact(store, "Anna Engel")
    stage = store.pipelines.all()[0].stages[0]
    deal = services.deals.create("Fleet", stage.id)[0]
    services.deals.update(deal, {"notes": "so … " * 400 + "end"})
    path = export(services, DEALS, tmp_path / "deals.xlsx", columns=KEYS)
    edited(path, lambda sheet: sheet.set(sheet.head + 1, "Notes", "so ab " * 400 + "end!"))
    services.erasing.erase([gone])
    plan, _ = merged(services, path)
    assert ([problem.column for problem in plan.problems], plan.cells) == (["Notes"], ())
