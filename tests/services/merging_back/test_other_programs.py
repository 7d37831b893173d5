"""Nothing is to merge where another program only wrote the values in its own way: in another language, as text, or as what
it took a text for."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest

from salesdesk.domain.columns import RECORD_EXPORT, RECORD_ID
from salesdesk.domain.custom_fields import CustomType
from salesdesk.domain.fields import RecordKind
from salesdesk.services.services import Services
from salesdesk.store.store import Store
from tests.builders import CancelAfter, add_company, add_contact
from tests.services.merging_back.sheets import Sheet, edited, export, open_results
from tests.services.merging_back.test_fields import everything

CONTACTS, COMPANIES = RecordKind.CONTACTS, RecordKind.COMPANIES
DEALS, ACTIVITIES = RecordKind.DEALS, RecordKind.ACTIVITIES
KINDS = (CONTACTS, COMPANIES, DEALS, ACTIVITIES)


def english(value: Any) -> Any:
    if isinstance(value, datetime):
        return f"{value.month}/{value.day}/{value:%y %H:%M}" if _is_moment(value) else f"{value:%m/%d/%Y}"
    return f"{value:,}"


def german(value: Any) -> Any:
    if isinstance(value, datetime):
        return f"{value:%d.%m.%y %H:%M}" if _is_moment(value) else f"{value:%d.%m.%Y}"
    return f"{value:,}".translate(str.maketrans(".,", ",."))


def french(value: Any) -> Any:
    if isinstance(value, datetime):
        return f"{value:%d/%m/%Y %H:%M:%S}" if _is_moment(value) else f"{value:%d/%m/%y}"
    return f"{value:,}".translate(str.maketrans(".,", ",\u202f"))


def as_kept(value: Any) -> Any:
    """As the number that programs keep, in a text."""
    if isinstance(value, datetime):
        days = (value - datetime(1899, 12, 30)).total_seconds() / 86_400
        return f"{days:.10f}".rstrip("0").rstrip(".")
    return str(value)


def _is_moment(value: datetime) -> bool:
    return bool(value.hour or value.minute)


@pytest.fixture
def filled(services: Services, store: Store) -> None:
    services.demo.fill(15, 3, CancelAfter())
    for table in ("contact", "company", "deal"):
        for type_ in CustomType:
            services.custom_fields.create(table, f"Own {type_.value}", type_)
    own = {
        "custom.own_text": "9.350",
        "custom.own_number": "9350",
        "custom.own_date": "2026-02-01",
        "custom.own_boolean": "yes",
        "custom.own_money": "1234.50 USD",
        "custom.own_choice": "3-4",
    }
    for kind in (CONTACTS, COMPANIES, DEALS):
        for record in list(store.list_of(kind).ids())[:5]:
            services.area_of(kind).update(record, own)
    add_company(store, "Großwind AG", employees="9350", annual_revenue="1234567.50 EUR", postal_code="01067")


@pytest.mark.parametrize("country", ["DE", "US", "FR", ""])
@pytest.mark.parametrize("program", [english, german, french, as_kept], ids=lambda one: one.__name__)
@pytest.mark.usefixtures("filled")
def test_numbers_and_days_as_texts(
    program: Callable[[Any], Any], country: str, services: Services, store: Store, tmp_path: Path
) -> None:
    services.settings.set({"country": country})
    for kind in KINDS:
        path = export(services, kind, tmp_path / f"{kind.value}.xlsx", columns=everything(store, kind))

        def change(sheet: Sheet) -> None:
            hidden = {sheet.columns[head] for head in (RECORD_ID, "SalesDesk version", RECORD_EXPORT)}
            for row in range(sheet.head + 1, sheet.last + 1):
                for column in set(sheet.columns.values()) - hidden:
                    cell = sheet.sheet.cell(row, column)
                    if isinstance(cell.value, int | float | datetime):
                        cell.value, cell.number_format = program(cell.value), "@"

        edited(path, change)
        plan = services.merging_back.plan(path)
        found = [(c.name, c.field, c.base, c.theirs) for c in plan.cells]
        assert found == [], kind
        assert [(one.column, one.value) for one in plan.problems] == []


@pytest.mark.parametrize(("typed", "is_edit"), [("9,350.43", False), ("9350.4", False), ("9350.44", True)])
def test_a_number_as_a_program_shows_it(
    typed: str, is_edit: bool, services: Services, store: Store, tmp_path: Path
) -> None:
    services.custom_fields.create("contact", "Weight", CustomType.NUMBER)
    add_contact(store, "Anna Berg", **{"custom.weight": "9350.4285"})
    path = export(services, CONTACTS, tmp_path / "people.xlsx", columns=["full_name", "custom.weight"])
    edited(path, lambda sheet: sheet.set(sheet.row("Anna Berg"), "Weight", typed))
    plan = services.merging_back.plan(path)
    assert bool(plan.cells) is is_edit
    assert plan.problems == ()
    edited(path, lambda sheet: sheet.set(sheet.row("Anna Berg"), "Weight", 9350.43))
    assert len(services.merging_back.plan(path).cells) == 1


MANGLED: dict[str, tuple[str, list[Any]]] = {
    "Department": ("3-4", ["03. Apr", datetime(2026, 4, 3), 43558]),
    "Job title": ("MARCH1", ["1-Mar", datetime(2026, 3, 1)]),
    "Nickname": ("1/2", ["01-Feb", datetime(2026, 2, 1)]),
    "External ID": ("1234567890123456789", ["1.23457E+18", 1.23456789012346e18]),
    "Postal code": ("00123", ["123", 123]),
    "Phone": ("+49301234567", ["49301234567", 49301234567, "4.93012E+10"]),
    "Lead status": ("TRUE", ["WAHR", True]),
    "City": ("007", ["7", 7]),
}


def test_texts_that_were_taken_for_something_else(services: Services, store: Store, tmp_path: Path) -> None:
    columns = {column.title: column.key for column in store.contacts.columns()}
    values = {columns[head]: text for head, (text, _) in MANGLED.items()}
    add_contact(store, "Anna Berg", **values)
    pristine = export(services, CONTACTS, tmp_path / "people.xlsx", columns=everything(store, CONTACTS))
    for place in range(3):

        def change(sheet: Sheet, place: int = place) -> None:
            for head, (_, cells) in MANGLED.items():
                sheet.set(sheet.row("Anna Berg"), head, cells[min(place, len(cells) - 1)])
            sheet.set(sheet.row("Anna Berg"), "Region", "Bayern")

        plan = services.merging_back.plan(edited(pristine, change, to=tmp_path / f"{place}.xlsx"))
        assert plan.problems == ()
        assert open_results(plan) == {("Anna Berg", "region", "theirs")}
