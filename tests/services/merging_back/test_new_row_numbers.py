"""Numbers and amounts of rows that somebody typed below the table: each row is read by what it says itself, or by the file."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import pytest

from salesdesk.domain.fields import RecordKind
from salesdesk.services.services import Services
from salesdesk.store.store import Store
from salesdesk.wording import worded
from tests.builders import add_contact
from tests.services.merging_back.sheets import Sheet, edited, export, merged

CONTACTS, DEALS = RecordKind.CONTACTS, RecordKind.DEALS
MIA = {"Name": "Mia Neumann", "Company": "Bakery Neumann", "Phone": "030 1234567", "City": "Berlin"}
JANE = {"Name": "Jane Poe", "Phone": "+1 202 555 0143"}


@pytest.fixture
def book(services: Services, store: Store, tmp_path: Path) -> Path:
    """An export of a file that does not say where it is at home."""
    services.settings.set({"country": ""})
    add_contact(store, "Anna Berg", phone="+49 30 7654321", city="Ulm", country="DE")
    return export(
        services,
        CONTACTS,
        tmp_path / "people.xlsx",
        columns=["full_name", "company", "phone", "city", "country", "email"],
    )


def stored(
    services: Services, store: Store, book: Path, *rows: Mapping[str, str]
) -> tuple[dict[str, str], list[str]]:
    """The numbers of the people by now, and what was said of those that are no numbers."""
    edited(book, lambda sheet: [sheet.add(row) for row in rows])
    plan, _ = merged(services, book)
    shown = store.contacts.page(store.contacts.ids(), ["full_name", "phone"])
    return (
        {str(row["full_name"]): str(row["phone"]) for row in shown.values()},
        [worded(problem.reason) for problem in plan.problems],
    )


def test_another_new_row_does_not_say_where_a_number_is(services: Services, store: Store, book: Path) -> None:
    numbers, told = stored(services, store, book, MIA, JANE)
    assert (numbers["Mia Neumann"], numbers["Jane Poe"]) == ("030 1234567", "+12025550143")
    assert len(told) == 1
    assert "country" in told[0]


def test_a_row_says_itself_where_its_number_is(services: Services, store: Store, book: Path) -> None:
    by_name = MIA | {"Country": "Germany"}
    by_address = MIA | {"Name": "Max Moser", "Phone": "030 7654322", "Email": "max@moser.de"}
    numbers, told = stored(services, store, book, by_name, by_address, JANE)
    assert (numbers["Mia Neumann"], numbers["Max Moser"], told) == ("+49301234567", "+49307654322", [])


def test_an_address_does_not_make_a_number_of_what_is_none_there(
    services: Services, store: Store, book: Path
) -> None:
    numbers, told = stored(services, store, book, MIA | {"Email": "mia@neumann.us"})
    assert numbers["Mia Neumann"] == "030 1234567"
    assert len(told) == 1


def test_the_file_says_where_numbers_are(services: Services, store: Store, book: Path) -> None:
    services.settings.set({"country": "DE"})
    numbers, told = stored(services, store, book, MIA, JANE)
    assert (numbers["Mia Neumann"], numbers["Jane Poe"], told) == ("+49301234567", "+12025550143", [])


def test_another_new_row_does_not_say_the_currency_of_an_amount(
    services: Services, store: Store, tmp_path: Path
) -> None:
    services.deals.create("Oven", store.pipelines.all()[0].stages[0].id)
    book = export(services, DEALS, tmp_path / "deals.xlsx", columns=["deal_title", "deal_value"])
    rows = ({"Deal": "Mixer", "Deal value": "1200"}, {"Deal": "Shelf", "Deal value": "300 USD"})
    edited(book, lambda sheet: [sheet.add(row) for row in rows])
    merged(services, book)
    deals = {deal.title: str(deal.currency) for deal in map(store.deals.get, store.deals.ids())}
    assert (deals["Mixer"], deals["Shelf"]) == (store.settings.currency, "USD")


@pytest.mark.parametrize(
    ("country", "in_row", "taken"),
    [
        ("DE", None, "+493076543299"),
        ("DE", "Austria", "+433076543299"),
        (None, "Germany", "+493076543299"),
        (None, None, "030 76543299"),
    ],
)
@pytest.mark.parametrize("has_column", [True, False])
def test_the_country_of_a_row_says_where_its_number_is(
    country: str | None,
    in_row: str | None,
    taken: str,
    has_column: bool,
    services: Services,
    store: Store,
    tmp_path: Path,
) -> None:
    services.settings.set({"country": ""})
    mia = add_contact(store, "Mia Neumann", country=country)
    keys = ["full_name", "phone", *(["country"] if has_column or in_row else [])]
    path = export(services, CONTACTS, tmp_path / "mia.xlsx", columns=keys)

    def change(sheet: Sheet) -> None:
        sheet.set(sheet.head + 1, "Phone", "030 76543299")
        if in_row:
            sheet.set(sheet.head + 1, "Country", in_row)

    edited(path, change)
    merged(services, path)
    assert store.contacts.page([mia], ["phone"])[mia]["phone"] == taken
