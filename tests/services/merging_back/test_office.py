"""Workbooks that another program saved anew: as .xlsx and .ods with everything, as .xls and .csv with values and numbers.

Every example is made first; one call of LibreOffice then converts them all.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from salesdesk.domain.custom_fields import CustomType
from salesdesk.domain.fields import RecordKind
from salesdesk.services.services import Services
from salesdesk.store.store import Store
from tests.builders import CancelAfter, new_store, services_of
from tests.services.merging_back.sheets import OFFICE, Sheet, edited, export, merged, resaved

pytestmark = [
    pytest.mark.skipif(OFFICE is None, reason="LibreOffice is not installed: nothing was saved by it"),
    pytest.mark.xdist_group("workbooks that were saved anew"),  # so that they are not saved on every core
]
CONTACTS, COMPANIES = RecordKind.CONTACTS, RecordKind.COMPANIES
DEALS, ACTIVITIES = RecordKind.DEALS, RecordKind.ACTIVITIES
KINDS = (CONTACTS, COMPANIES, DEALS, ACTIVITIES)
SUFFIXES = ("xlsx", "ods", "xls", "csv")

EDITS: dict[RecordKind, dict[str, tuple[Any, Any]]] = {
    CONTACTS: {
        "City": ("Wien", "Wien"),
        "Phone": ("+49 30 1234567", "+49301234567"),
        "Own date": (date(2026, 3, 31), "2026-03-31"),
        "Own number": (12.5, 12.5),
        "Do not call": ("Yes", True),
        "Lifecycle stage": ("Customer", "customer"),
    },
    COMPANIES: {"Annual revenue": (1250.5, None), "Employees": (77, 77), "Tags": ("b; a", ("a", "b"))},
    DEALS: {"Expected close": (date(2027, 1, 31), "2027-01-31"), "Competitor": ("Ostwind", "Ostwind")},
    ACTIVITIES: {"Subject": ("Talked", "Talked"), "Minutes": (45, 45)},
}


FAILED = {
    "City": "=NOSUCH(1)",
    "Job title": "=1/0",
    "Company": '=VLOOKUP("x",A1:B2,2,FALSE)',
    "Phone": "=INDEX(A1:B2,9,9)",
    "Do not email": "=SQRT(-1)",
    "Tags": "=NA()",
}
"""Formulas that fail."""


def fail(sheet: Sheet) -> None:
    for head, formula in FAILED.items():
        sheet.set(sheet.head + 1, head, formula)


@dataclass
class World:
    """A file with its exports, unedited and edited, as each program saved them."""

    folder: Path
    store: Store
    services: Services
    plain: dict[tuple[RecordKind, str], Path] = field(default_factory=dict)
    edited: dict[tuple[RecordKind, str], Path] = field(default_factory=dict)
    record: dict[RecordKind, int] = field(default_factory=dict)
    failed: dict[str, Path] = field(default_factory=dict)


@pytest.fixture(scope="module")
def world(template_file: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[World]:
    folder = tmp_path_factory.mktemp("office")
    store = new_store(template_file, folder)
    services = services_of(store)
    services.demo.fill(25, 3, CancelAfter())
    for type_ in CustomType:
        services.custom_fields.create("contact", f"Own {type_.value}", type_)
    people = list(store.contacts.ids())
    own = {
        "custom.own_text": "0123",
        "custom.own_number": "3",
        "custom.own_date": "2026-02-01",
        "custom.own_boolean": "yes",
        "custom.own_money": "12.50 USD",
        "custom.own_choice": "x",
        "notes": "One line\nand another, with “signs” and an äöü",
        "birthday": "1980-02-29",
        "touch_weeks": "6",
        "postal_code": "01067",
        "external_id": "007",
        "website": "www.one.example",
        "tags": "a, b, c",
        "email_2": "two@one.example",
        "fax": "030 998877",
        "do_not_email": "yes",
    }
    for person in people[:10]:
        services.contacts.update(person, own)
    world = World(folder, store, services)
    made: list[Path] = []
    for kind in KINDS:
        plain = export(services, kind, folder / f"plain-{kind.value}.xlsx")
        changed = export(services, kind, folder / f"edited-{kind.value}.xlsx")

        def change(sheet: Sheet, kind: RecordKind = kind) -> None:
            row = sheet.head + 2
            for head, (value, _) in EDITS[kind].items():
                if head in sheet.columns:
                    sheet.set(row, head, value)
            world.record[kind] = int(sheet.get(row, "SalesDesk ID"))
            sheet.sort(next(iter(sheet.columns)))

        edited(changed, change)
        made += [plain, changed]
    failed = export(services, CONTACTS, folder / "failed-contacts.xlsx")
    edited(failed, fail)
    made.append(failed)
    for suffix in SUFFIXES:
        for path in resaved(made, suffix):
            name, _, value = path.stem.partition("-")
            if name == "failed":
                world.failed[suffix] = path
                continue
            target = world.plain if name == "plain" else world.edited
            target[RecordKind(value), suffix] = path
    with closing(store):
        yield world


@pytest.mark.parametrize("suffix", SUFFIXES)
@pytest.mark.parametrize("kind", KINDS)
def test_saved_unedited_is_nothing_to_merge(kind: RecordKind, suffix: str, world: World) -> None:
    plan = world.services.merging_back.plan(world.plain[kind, suffix])
    assert [(c.name, c.field, c.base, c.theirs) for c in plan.cells] == []
    assert (plan.problems, plan.new, plan.removed, plan.offers) == ((), (), (), ())
    assert plan.counts.rows == plan.counts.unchanged == len(world.store.list_of(kind).ids())


@pytest.mark.parametrize("suffix", SUFFIXES)
@pytest.mark.parametrize("kind", KINDS)
def test_only_what_was_edited_is_merged_once_and_undone(kind: RecordKind, suffix: str, world: World) -> None:
    before = world.store.database.dump()
    plan, _ = merged(world.services, world.edited[kind, suffix])
    columns = {column.title: column.key for column in world.store.list_of(kind).columns()}
    wanted = {columns[head]: value for head, (_, value) in EDITS[kind].items()}
    found = {(cell.record, cell.field) for cell in plan.cells}
    assert plan.problems == ()
    assert found <= {(world.record[kind], key) for key in wanted}
    shown = world.store.list_of(kind).page([world.record[kind]], list(wanted))[world.record[kind]]
    for key, value in wanted.items():
        assert value is None or shown[key] == value or (world.record[kind], key) not in found, key
    assert len(found) >= len(wanted) - 2
    again, outcome = merged(world.services, world.edited[kind, suffix])
    assert (outcome.batch, again.counts.conflicts, again.counts.theirs) == (None, 0, 0)
    world.services.commands.undo()
    assert world.store.database.dump() == before


@pytest.mark.parametrize("suffix", SUFFIXES)
def test_a_formula_that_failed_changes_nothing_and_is_said(suffix: str, world: World) -> None:
    plan = world.services.merging_back.plan(world.failed[suffix])
    assert [(cell.field, cell.base, cell.theirs) for cell in plan.cells] == []
    assert (plan.names, plan.new, plan.removed) == ((), (), ())
    assert {problem.column for problem in plan.problems} == set(FAILED)
    assert {problem.reason.code for problem in plan.problems} == {"values.not_understood"}
