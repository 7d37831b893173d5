"""An entity is declared, gets its tables, and goes through the doors of the product: whoever ignores a declaration is
found here."""

from __future__ import annotations

import csv
import json
from collections.abc import Callable
from pathlib import Path
from typing import cast

import openpyxl
import pytest

from salesdesk.cli.main import main
from salesdesk.domain.columns import filter_fields
from salesdesk.domain.fields import RecordKind
from salesdesk.domain.filters import Filter, Sort, parse_filter
from salesdesk.domain.imports import ImportDecisions, Mode
from salesdesk.domain.money import Money
from salesdesk.errors import InputError
from salesdesk.services.services import Services
from salesdesk.store.store import Store
from salesdesk.wording import worded
from tests.builders import CancelAfter, wrong_rows
from tests.declared.entity.entry import MACHINE, MACHINES
from tests.declared.entity.repository import MachineRepository
from tests.declared.entity.service import MachineService

LATHE = {
    "machine_name": "Lathe",
    "serial": "L-9000",
    "rate": "1,250.00 EUR",
    "bought_on": "31.03.2027",
    "grade": "new",
    "company": "Nordwind GmbH",
}
LATHE_STORED = {
    "machine_name": "Lathe",
    "serial": "L-9000",
    "rate": Money(125_000, "EUR"),
    "bought_on": "2027-03-31",
    "grade": "New",
    "company": "Nordwind GmbH",
}
DRILL = {
    "machine_name": "Drill",
    "serial": "D-7",
    "rate": "900 EUR",
    "bought_on": "05.01.2027",
    "grade": "Used",
    "company": "Südwind AG",
}
HEADERS = {"machine_name": "Zorbmachine_name", "serial": "Zorbserial", "rate": "Zorbrate"} | {
    "bought_on": "Zorbbought_on",
    "grade": "Zorbgrade",
    "company": "Company",
}
WORK = CancelAfter()


@pytest.fixture
def machines(services: Services) -> MachineService:
    """The use cases of machines."""
    return cast(MachineService, services.area_of(MACHINES))


def shown(store: Store, machine: int) -> dict[str, object]:
    """What the list shows of a machine."""
    row = store.list_of(MACHINES).page([machine])[machine]
    return {key: row[key] for key in LATHE}


def found(store: Store, text: str) -> list[int]:
    """The machines a filter lets pass."""
    return list(store.list_of(MACHINES).ids(parse_filter(text, filter_fields(MACHINES))))


def searched(services: Services, text: str) -> list[tuple[str, str]]:
    """The machines the search box finds, with what stands beside them."""
    groups = services.search.find(text)
    return [(hit.title, hit.detail) for group in groups if group.kind is MACHINE for hit in group.hits]


def test_it_is_typed_listed_and_checked_by_its_own_rule(store: Store, machines: MachineService) -> None:
    lathe, changes = machines.create(LATHE)
    assert changes.created[MACHINE] == {lathe}
    assert shown(store, lathe) == LATHE_STORED
    assert store.companies.find("Nordwind") is not None
    with pytest.raises(InputError) as refused:
        machines.edit(lathe, "rate", "-1 EUR")
    assert refused.value.field == "rate"
    with pytest.raises(InputError):
        machines.create({"serial": "without a name"})
    assert wrong_rows(store) == []


@pytest.mark.parametrize(
    "condition",
    [
        "name:lathe",
        "serial:L-9000",
        "rate>=1000",
        "bought_on:2027-03",
        "grade:new",
        "company:nordwind",
        "lathe",
    ],
)
def test_it_is_filtered(store: Store, machines: MachineService, condition: str) -> None:
    lathe, _ = machines.create(LATHE)
    machines.create(DRILL)
    assert found(store, condition) == [lathe]


@pytest.mark.parametrize("key", list(LATHE))
def test_it_is_sorted(store: Store, machines: MachineService, key: str) -> None:
    lathe, drill = machines.create(LATHE)[0], machines.create(DRILL)[0]
    order = [lathe, drill] if key in ("grade", "company") else [drill, lathe]
    assert list(store.list_of(MACHINES).ids(Filter(), Sort(key))) == order
    assert list(store.list_of(MACHINES).ids(Filter(), Sort(key, descending=True))) == order[::-1]


def test_it_is_found_by_words_of_its_own_and_of_its_company(
    services: Services, machines: MachineService
) -> None:
    lathe, _ = machines.create(LATHE)
    machines.create(DRILL)
    wanted = [("Lathe", "Nordwind GmbH")]
    for text in ("lat", "l-9000", "nordw"):
        assert searched(services, text) == wanted, text
    company = services.companies.create({"company": "Ostwind KG"})[0]
    machines.edit(lathe, "company", "Ostwind KG")
    assert searched(services, "nordwind") == []
    services.companies.edit(company, "company", "Westwind KG")
    assert searched(services, "westwind") == [("Lathe", "Westwind KG")]


def test_a_change_is_told_by_its_title_and_in_the_history_and_taken_back(
    store: Store, services: Services, machines: MachineService
) -> None:
    lathe, _ = machines.create(LATHE)
    machines.edit(lathe, "rate", "900 EUR")
    (change,) = store.timelines.of_record(MACHINE, lathe)[0].changes
    assert (change.field, change.before, change.after) == (
        "rate",
        Money(125_000, "EUR"),
        Money(90_000, "EUR"),
    )
    steps = services.field_history.of(MACHINES, lathe, "rate")
    assert [(step.before, step.after) for step in steps] == [(Money(125_000, "EUR"), Money(90_000, "EUR"))]
    texts = [worded(batch.told) for batch in store.journal.batches(2)]
    assert texts == ["Edit Lathe: Hourly rate", "Add Lathe"]
    services.commands.undo()
    assert shown(store, lathe) == LATHE_STORED
    services.commands.undo()
    assert found(store, "") == []
    services.commands.redo()
    assert shown(store, lathe) == LATHE_STORED


def test_its_parts_live_and_die_with_it(store: Store, services: Services, machines: MachineService) -> None:
    repository = cast(MachineRepository, store.list_of(MACHINES))
    lathe, _ = machines.create(LATHE)
    changes = machines.set_spares(lathe, ["Chuck", "Belt"])
    assert changes.updated[MACHINE] == {lathe}
    machines.set_spares(lathe, ["Belt", "Motor"])
    assert repository.spares(lathe) == ("Belt", "Motor")
    services.commands.undo()
    assert repository.spares(lathe) == ("Chuck", "Belt")
    machines.purge([lathe])
    assert repository.spares(lathe) == ()
    services.commands.undo()
    assert repository.spares(lathe) == ("Chuck", "Belt")
    assert wrong_rows(store) == []


def test_it_goes_into_the_trash_and_comes_back(
    store: Store, services: Services, machines: MachineService
) -> None:
    lathe, _ = machines.create(LATHE)
    machines.delete([lathe])
    assert (found(store, ""), searched(services, "lathe")) == ([], [])
    (lying,) = store.trash.all()
    assert (lying.kind, lying.title, store.trash.count()) == (MACHINE, "Lathe", 1)
    services.trash.restore([lying])
    assert shown(store, lathe) == LATHE_STORED
    assert searched(services, "lathe") == [("Lathe", "Nordwind GmbH")]
    assert store.trash.all() == []


def test_a_link_follows_its_company_into_another_and_back(
    store: Store, services: Services, machines: MachineService
) -> None:
    lathe, _ = machines.create(LATHE)
    gone, kept = store.companies.find("Nordwind"), services.companies.create({"company": "Nordwind"})[0]
    assert gone is not None
    services.merges.merge(RecordKind.COMPANIES, [gone, kept], survivor=kept)
    assert store.list_of(MACHINES).page([lathe])[lathe]["company_id"] == kept
    services.commands.undo()
    assert store.list_of(MACHINES).page([lathe])[lathe]["company_id"] == gone


def test_two_become_one_with_all_that_hangs_on_them_and_are_parted_again(
    store: Store, services: Services, machines: MachineService
) -> None:
    repository = cast(MachineRepository, store.list_of(MACHINES))
    services.custom_fields.create(MACHINE.value, "Colour")
    kept, _ = machines.create({**LATHE, "serial": "", "custom.colour": "Red"})
    gone, _ = machines.create({**DRILL, "machine_name": "Old lathe", "rate": ""})
    machines.set_spares(kept, ["Belt"])
    machines.set_spares(gone, ["Belt", "Motor"])
    preview = services.merges.preview(MACHINES, [kept, gone])
    offered = {
        choice.field: [option.value for option in choice.options] for choice in preview.proposal.fields
    }
    assert offered["serial"] == ["D-7"]
    assert sorted(map(str, offered["company"])) == ["Nordwind GmbH", "Südwind AG"]
    place = offered["company"].index("Südwind AG")
    grade = offered["grade"].index("Used")
    services.merges.merge(MACHINES, [kept, gone], {"company": place, "grade": grade}, survivor=kept)
    now = shown(store, kept)
    assert (now["serial"], now["rate"], now["company"], now["grade"]) == (
        "D-7",
        Money(125_000, "EUR"),
        "Südwind AG",
        "Used",
    )
    assert repository.spares(kept) == ("Belt", "Motor")
    assert store.custom_fields.by_key(MACHINE.value, kept)["colour"].text == "Red"
    assert (found(store, ""), [lying.id for lying in store.trash.all()]) == ([kept], [gone])
    assert searched(services, "südwind") != []
    assert wrong_rows(store) == []
    services.commands.undo()
    assert shown(store, kept) == LATHE_STORED | {"serial": None}
    assert (repository.spares(gone), sorted(found(store, ""))) == (("Belt", "Motor"), sorted([kept, gone]))
    assert wrong_rows(store) == []


def test_it_outlives_an_erased_company(store: Store, services: Services, machines: MachineService) -> None:
    lathe, _ = machines.create(LATHE)
    company = store.companies.find("Nordwind")
    assert company is not None
    services.companies.purge([company])
    assert shown(store, lathe) == LATHE_STORED | {"company": None}
    assert wrong_rows(store) == []


def test_a_field_of_the_person_s_own_is_one_of_it_too(
    store: Store, services: Services, machines: MachineService
) -> None:
    field, _ = services.custom_fields.create(MACHINE.value, "Colour")
    lathe, _ = machines.create({**LATHE, "custom.colour": "Red"})
    assert store.custom_fields.by_key(MACHINE.value, lathe)["colour"].text == "Red"
    assert found(store, "") == [lathe]
    assert store.list_of(MACHINES).page([lathe])[lathe]["custom.colour"] == "Red"
    assert field


def _as_text(path: Path, rows: list[dict[str, str]]) -> None:
    with path.open("w", encoding="utf-8", newline="") as stream:
        writer = csv.writer(stream)
        writer.writerow([*HEADERS.values(), "Colour"])
        writer.writerows([*(row[key] for key in HEADERS), "Red"] for row in rows)


def _as_workbook(path: Path, rows: list[dict[str, str]]) -> None:
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.append([*HEADERS.values(), "Colour"])
    for row in rows:
        sheet.append([*(row[key] for key in HEADERS), "Red"])
    book.save(path)


@pytest.mark.parametrize(("ending", "write"), [("csv", _as_text), ("xlsx", _as_workbook)])
def test_it_is_imported_by_its_own_words_and_again_over_what_was_there(
    store: Store,
    services: Services,
    tmp_path: Path,
    ending: str,
    write: Callable[[Path, list[dict[str, str]]], None],
) -> None:
    path = tmp_path / f"list.{ending}"
    write(path, [LATHE, DRILL])
    with services.imports.open(path, WORK) as file:
        (sheet,) = file.analyse(ImportDecisions(), WORK)
        assert sheet.kind is MACHINES
        assert {c.header: c.field for c in sheet.columns if c.header in HEADERS.values()} == {
            header: key for key, header in HEADERS.items()
        }
        plan = file.plan(ImportDecisions(), WORK)
        _, changes = services.imports.apply(file, plan, ImportDecisions(), WORK)
    assert plan.counts.new == 2
    (lathe,) = found(store, "serial:L-9000")
    assert shown(store, lathe) == LATHE_STORED
    assert store.custom_fields.by_key(MACHINE.value, lathe)["colour"].text == "Red"
    assert changes.created[MACHINE] == set(found(store, ""))
    again = dict(DRILL, machine_name="LATHE", company="Nordwind")
    write(path, [again])
    over = ImportDecisions(modes=dict.fromkeys(("serial", "rate", "bought_on", "grade"), Mode.OVERWRITE))
    with services.imports.open(path, WORK) as file:
        plan = file.plan(over, WORK)
        assert (plan.counts.new, plan.counts.changed) == (0, 1)
        services.imports.apply(file, plan, over, WORK)
    assert shown(store, lathe) == LATHE_STORED | {
        "serial": "D-7",
        "rate": Money(90_000, "EUR"),
        "bought_on": "2027-01-05",
        "grade": "Used",
    }
    services.commands.undo()
    assert shown(store, lathe) == LATHE_STORED
    services.commands.undo()
    assert found(store, "") == []
    assert wrong_rows(store) == []


@pytest.mark.parametrize("ending", ["csv", "xlsx"])
def test_it_is_exported_and_what_was_exported_is_no_news(
    store: Store, services: Services, machines: MachineService, tmp_path: Path, ending: str
) -> None:
    machines.create(LATHE)
    path = tmp_path / f"out.{ending}"
    result = services.exports.export(MACHINES, path, columns=list(LATHE))
    assert (result.rows, result.columns) == (1, tuple(LATHE))
    if ending == "csv":
        head, row = path.read_text(encoding="utf-8-sig").splitlines()
        shown = ["Name", "Serial number", "Hourly rate", "Hourly rate currency", "Bought", "Grade", "Company"]
        assert head.split(",") == [*shown, "SalesDesk ID", "SalesDesk export"]
        assert all(part in row for part in ("Lathe", "L-9000", "1250.00,", "2027-03-31", "New", "Nordwind"))
    else:
        sheet = openpyxl.load_workbook(path).worksheets[0]
        assert sheet.title == "Machines"
        cells = [cell.value for cell in sheet[2]][:6]
        assert (cells[0], cells[1], cells[2], cells[4], cells[5]) == (
            "Lathe",
            "L-9000",
            1250,
            "New",
            "Nordwind GmbH",
        )
        assert str(cells[3])[:10] == "2027-03-31"


def test_the_command_line_knows_it(
    store: Store, machines: MachineService, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    lathe, _ = machines.create(LATHE)
    machines.set_spares(lathe, ["Belt"])
    machines.edit(lathe, "serial", "L-1")
    batch = store.journal.batches(3)[2].id
    path = str(store.path)
    store.close()
    out = tmp_path / "machines.csv"
    assert main(["--database", path, "export", "machines", str(out)]) == 0
    assert "Lathe" in out.read_text(encoding="utf-8-sig")
    capsys.readouterr()
    assert main(["--database", path, "--json", "search", "lathe"]) == 0
    (group,) = json.loads(capsys.readouterr().out)["groups"]
    assert (group["kind"], group["hits"][0]["title"]) == ("machines", "Lathe")
    assert main(["--database", path, "undo", "--batch", str(batch)]) == 0
    assert "1 machine" in capsys.readouterr().out
