"""Any list as a file, with exactly its rows and columns."""

from __future__ import annotations

import csv
from pathlib import Path

import openpyxl
import pytest

from salesdesk.domain.custom_fields import CustomType
from salesdesk.domain.entities import entities
from salesdesk.domain.fields import RecordKind
from salesdesk.domain.filters import Sort
from salesdesk.errors import Cancelled, InputError, WrongEnding
from salesdesk.services.services import Services
from salesdesk.store.store import Store
from tests.builders import CancelAfter, add_company, add_contact, add_many, contacts_where

CONTACTS = RecordKind.CONTACTS


def test_the_workbook_has_the_rows_and_columns_asked_for(
    store: Store, services: Services, tmp_path: Path
) -> None:
    services.custom_fields.create("contact", "Budget", CustomType.MONEY)
    a = add_contact(
        store, "=Anna", company="Nordwind GmbH", phone="030 1234567", postal_code="01234", country="DE", tags="a, b",
        lifecycle_stage="MQL", birthday="1.2.1990", do_not_email="yes",
    )  # fmt: skip
    services.contacts.edit(a, "custom.budget", "12,50 EUR")
    add_contact(store, "Zoe", city="Bonn")
    columns = [
        "full_name", "custom.budget", "company", "phone", "postal_code", "country", "tags", "lifecycle_stage",
        "birthday", "do_not_email",
    ]  # fmt: skip
    path = tmp_path / "out.xlsx"
    result = services.exports.export(CONTACTS, path, filter_=contacts_where("-city:?"), columns=columns)
    assert (result.rows, result.columns, result.problems) == (1, tuple(columns), ())
    book = openpyxl.load_workbook(path)
    header, row = book["Contacts"].iter_rows(values_only=True)
    assert header == (
        "Name", "Budget", "Company", "Phone", "Postal code", "Country", "Tags", "Lifecycle stage", "Birthday",
        "Do not email", "SalesDesk ID", "SalesDesk version", "SalesDesk export",
    )  # fmt: skip
    assert row[:8] == (
        "=Anna", 12.5, "Nordwind GmbH", "+49301234567", "01234", "Germany", "a, b", "Marketing-qualified",
    )  # fmt: skip
    assert (row[8].date().isoformat(), row[9], row[10]) == ("1990-02-01", "Yes", a)
    notes = dict(book["SalesDesk"].iter_rows(values_only=True))
    assert (notes["kind"], notes["batch"]) == ("contacts", str(store.journal.latest()))
    assert notes["columns"] == ",".join(columns)


@pytest.mark.parametrize("suffix", [".xlsx", ".csv", ".vcf"])
def test_the_count_is_exact_in_every_format(
    store: Store, services: Services, tmp_path: Path, suffix: str
) -> None:
    ids = add_many(store, 1234, companies=5)
    work = CancelAfter()
    path = tmp_path / f"out{suffix}"
    result = services.exports.export(CONTACTS, path, sort=Sort("email", True), work=work)
    assert result.rows == 1234
    assert work.reports[-1] == (1234, 1234, "rows")
    if suffix == ".vcf":
        assert path.read_text(encoding="utf-8").count("BEGIN:VCARD\n") == 1234
    elif suffix == ".csv":
        with path.open(encoding="utf-8-sig", newline="") as file:
            rows = list(csv.DictReader(file))
        assert [row["Email"] for row in rows] == sorted(
            (f"person{i}@example.com" for i in range(1234)), reverse=True
        )
    chosen = services.exports.export(CONTACTS, path, ids=[ids[5], ids[2], 99_999])
    assert chosen.rows == 2


@pytest.mark.parametrize("suffix", [".xlsx", ".csv", ".vcf"])
def test_a_cancelled_export_leaves_no_file(
    store: Store, services: Services, tmp_path: Path, suffix: str
) -> None:
    add_many(store, 30)
    with pytest.raises(Cancelled):
        services.exports.export(CONTACTS, tmp_path / f"out{suffix}", work=CancelAfter(0))
    assert [entry.name for entry in tmp_path.iterdir() if entry.name.startswith("out")] == []


@pytest.mark.parametrize("kind", entities().lists)
def test_every_list_leaves_with_every_column(
    store: Store, services: Services, tmp_path: Path, kind: RecordKind
) -> None:
    add_contact(store, company="Nordwind GmbH")
    stage = store.database.value("SELECT min(id) FROM stage")
    services.deals.create("Machines", stage, company_id=1, contact_id=1, amount=250_000)
    keys = [column.key for column in store.list_of(kind).columns()]
    result = services.exports.export(kind, tmp_path / "out.xlsx", columns=keys)
    assert result.rows == store.list_of(kind).count()
    assert list(result.columns) == keys


def test_cards_name_each_number_once_and_read_back(store: Store, services: Services, tmp_path: Path) -> None:
    from salesdesk.exchange.cards.vcard import card_tables

    add_contact(
        store,
        "Dr. Anna Müller",
        email="a@x.de",
        mobile="0171 1234567",
        company="Nordwind; Söhne",
        tags="a, b",
    )
    services.exports.export(CONTACTS, tmp_path / "out.vcf")
    text = (tmp_path / "out.vcf").read_text(encoding="utf-8")
    assert text.count("+491711234567") == 1
    table = card_tables((tmp_path / "out.vcf").read_bytes(), tmp_path / "out.vcf")[0]
    record = dict(zip([field for _, field in table.columns], table.records[0], strict=False))
    assert (record["last_name"], record["company"], record["mobile"]) == (
        "Müller",
        "Nordwind; Söhne",
        "+491711234567",
    )


def test_what_cannot_be_exported_is_refused_in_words(
    store: Store, services: Services, tmp_path: Path
) -> None:
    add_company(store)
    for columns in (["full_name", "shoe"], []):
        with pytest.raises(InputError) as refused:
            services.exports.export(CONTACTS, tmp_path / "out.csv", columns=columns)
        assert refused.value.field == "columns"
    for path, kind in (("out.pdf", CONTACTS), ("out.vcf", RecordKind.COMPANIES)):
        with pytest.raises(WrongEnding):
            services.exports.export(kind, tmp_path / path)
    assert list(tmp_path.glob("out.*")) == []
