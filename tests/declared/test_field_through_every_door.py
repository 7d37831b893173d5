"""A field is declared, gets its column, and goes through the doors of the product: whoever ignores a declaration is
found here."""

from __future__ import annotations

import csv
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from salesdesk.domain.columns import filter_fields
from salesdesk.domain.entities import entity_of
from salesdesk.domain.fields import RecordKind
from salesdesk.domain.filters import Filter, Sort, parse_filter
from salesdesk.domain.imports import ImportDecisions, Mode
from salesdesk.domain.money import Money
from salesdesk.errors import InputError
from salesdesk.exchange.cards.vcard import card_tables
from salesdesk.services.services import Services
from salesdesk.store.store import Store
from tests.builders import CancelAfter, wrong_rows
from tests.declared.conftest import FIELDS, KINDS

C, O, D = KINDS  # noqa: E741
TYPED = {"badge": "B-17", "retainer": "1,250.00 EUR", "renewal": "31.03.2027", "tier": "gold"}
STORED = {"badge": "B-17", "retainer": Money(125_000, "EUR"), "renewal": "2027-03-31", "tier": "Gold"}
OTHER = {"badge": "A-2", "retainer": "900 EUR", "renewal": "2027-01-05", "tier": "Silver"}
HEADERS = {spec.key: spec.words[0].capitalize() for spec in FIELDS}
NAMES = {C: "Name", O: "Company", D: "Deal name"}
MAILS = {C: "Email", O: "Website", D: "Amount"}
KEYS = {C: "{}@example.com", O: "www.{}.example", D: "100"}
KEYED = pytest.mark.parametrize("key", list(TYPED))
EACH = pytest.mark.parametrize("kind", KINDS)
WORK = CancelAfter()


def made(services: Services, store: Store, kind: RecordKind, name: str, typed: dict[str, str]) -> int:
    """A record with typed values."""
    if kind is C:
        return services.contacts.create({"full_name": name, **typed})[0]
    if kind is O:
        return services.companies.create({"company": name, **typed})[0]
    stage = store.pipelines.all()[0].stages[0].id
    return services.deals.create(name, stage, further=typed)[0]


def changed(services: Services, kind: RecordKind, record: int, key: str, text: str) -> None:
    """One value typed over."""
    if kind is D:
        services.deals.change(record, further={key: text})
    else:
        (services.contacts if kind is C else services.companies).edit(record, key, text)


def shown(store: Store, kind: RecordKind, record: int) -> dict[str, Any]:
    """The four values as the list has them."""
    row = store.list_of(kind).page([record])[record]
    return {key: row[key] for key in TYPED}


def found(store: Store, kind: RecordKind, text: str) -> list[int]:
    """The records a filter lets pass."""
    return list(store.list_of(kind).ids(parse_filter(text, filter_fields(kind))))


def whole(store: Store, kind: RecordKind, record: int) -> dict[str, Any]:
    """The four values as the whole record has them."""
    if kind is D:
        return dict(store.deals.get(record).further)
    values = (store.contacts if kind is C else store.companies).get(record).values
    return {key: values[key] for key in TYPED}


@EACH
def test_it_is_typed_listed_and_read_with_the_record(
    store: Store, services: Services, kind: RecordKind
) -> None:
    record = made(services, store, kind, "Anna Berg", TYPED)
    assert shown(store, kind, record) == STORED
    assert whole(store, kind, record) == STORED
    assert wrong_rows(store) == []


@EACH
@KEYED
def test_it_is_typed_over_told_in_the_history_emptied_and_taken_back(
    store: Store, services: Services, kind: RecordKind, key: str
) -> None:
    record = made(services, store, kind, "Anna Berg", OTHER)
    before = shown(store, kind, record)
    changed(services, kind, record, key, TYPED[key])
    assert shown(store, kind, record) == before | {key: STORED[key]}
    told = {C: store.timelines.of_contact, O: store.timelines.of_company, D: store.timelines.of_deal}[kind](
        record
    )
    (change,) = next(entry.changes for entry in told if entry.changes)
    assert (change.field, change.before, change.after) == (key, before[key], STORED[key])
    changed(services, kind, record, key, "")
    assert shown(store, kind, record)[key] is None
    services.commands.undo()
    services.commands.undo()
    assert shown(store, kind, record) == before


@EACH
def test_what_is_not_among_the_choices_is_refused(store: Store, services: Services, kind: RecordKind) -> None:
    record = made(services, store, kind, "Anna Berg", TYPED)
    with pytest.raises(InputError) as refusal:
        changed(services, kind, record, "tier", "Bronze")
    assert refusal.value.field == "tier"


@EACH
@pytest.mark.parametrize(
    ("key", "conditions"),
    [
        ("badge", ("badge:B-17", "badge:b-17", "badge:?")),
        ("retainer", ("retainer>=1000", "retainer:1250", "-retainer<1000")),
        ("renewal", ("renewal:2027-03", "renewal>=2027-02-01")),
        ("tier", ("tier:gold", "-tier:Silver")),
    ],
)
def test_it_is_filtered_by(
    store: Store, services: Services, kind: RecordKind, key: str, conditions: tuple[str, ...]
) -> None:
    record = made(services, store, kind, "Anna Berg", TYPED)
    made(services, store, kind, "Bea Adler", OTHER | ({"badge": ""} if key == "badge" else {}))
    for condition in conditions:
        assert found(store, kind, condition) == [record], condition


@EACH
@KEYED
def test_it_is_sorted_by(store: Store, services: Services, kind: RecordKind, key: str) -> None:
    higher = made(services, store, kind, "Anna Berg", TYPED)
    lower = made(services, store, kind, "Bea Adler", OTHER)
    empty = made(services, store, kind, "Carl Dorn", {})
    order = [higher, lower, empty] if key == "tier" else [lower, higher, empty]
    assert list(store.list_of(kind).ids(Filter(), Sort(key))) == order


@EACH
def test_it_is_found_by_its_words(store: Store, services: Services, kind: RecordKind) -> None:
    record = made(services, store, kind, "Anna Berg", {"badge": "Quokka"})
    made(services, store, kind, "Bea Adler", OTHER)
    assert list(store.list_of(kind).ids(Filter(text="quok"))) == [record]
    changed(services, kind, record, "badge", "Wombat")
    assert list(store.list_of(kind).ids(Filter(text="quok"))) == []
    assert list(store.list_of(kind).ids(Filter(text="womb"))) == [record]


def write(folder: Path, kind: RecordKind, rows: list[tuple[str, dict[str, str]]]) -> Path:
    """A file with a name, something to tell records apart by, and the four fields under headers of their own."""
    path = folder / "rows.csv"
    with path.open("w", encoding="utf-8", newline="") as stream:
        writer = csv.writer(stream)
        writer.writerow([NAMES[kind], MAILS[kind], *HEADERS.values()])
        for name, values in rows:
            writer.writerow(
                [name, KEYS[kind].format(name.split()[0].lower()), *(values[key] for key in HEADERS)]
            )
    return path


@EACH
def test_it_is_imported_under_its_own_header_and_again_over_what_was_there(
    store: Store, services: Services, kind: RecordKind, tmp_path: Path
) -> None:
    rows = [("Anna Berg", TYPED), ("Bea Adler", OTHER)]
    with services.imports.open(write(tmp_path, kind, rows), WORK) as file:
        (sheet,) = file.analyse(ImportDecisions(), WORK)
        mapping = {column.header: column.field for column in sheet.columns}
        assert {key: mapping[header] for key, header in HEADERS.items()} == {key: key for key in HEADERS}
        decisions = ImportDecisions()
        services.imports.apply(file, file.plan(decisions, WORK), decisions, WORK)
    record = found(store, kind, "badge:B-17")[0]
    assert shown(store, kind, record) == STORED
    assert store.custom_fields.of(entity_of(kind).table) == ()
    with services.imports.open(write(tmp_path, kind, [("Anna Berg", OTHER)]), WORK) as file:
        over = ImportDecisions(modes=dict.fromkeys(TYPED, Mode.OVERWRITE))
        services.imports.apply(file, file.plan(over, WORK), over, WORK)
    assert shown(store, kind, record) == {
        "badge": "A-2",
        "retainer": Money(90_000, "EUR"),
        "renewal": "2027-01-05",
        "tier": "Silver",
    }
    services.commands.undo()
    assert shown(store, kind, record) == STORED


@EACH
def test_it_is_exported(store: Store, services: Services, kind: RecordKind, tmp_path: Path) -> None:
    made(services, store, kind, "Anna Berg", TYPED)
    services.exports.export(kind, tmp_path / "out.csv", columns=list(TYPED))
    text = (tmp_path / "out.csv").read_text(encoding="utf-8-sig")
    head, row = text.splitlines()[:2]
    assert all(spec.title in head for spec in FIELDS)
    assert all(part in row for part in ("B-17", "1250.00", "2027-03-31", "Gold"))
    services.exports.export(kind, tmp_path / "out.xlsx", columns=list(TYPED))
    sheet = openpyxl.load_workbook(tmp_path / "out.xlsx").worksheets[0]
    assert [cell.value for cell in sheet[1]][:4] == [spec.title for spec in FIELDS]
    assert [str(cell.value)[:10] for cell in sheet[2]][:4] == ["B-17", "1250.0", "2027-03-31", "Gold"]


def test_it_stands_on_a_contact_card_under_its_property_or_one_of_ours(
    store: Store, services: Services, tmp_path: Path
) -> None:
    made(services, store, C, "Anna Berg", TYPED)
    services.exports.export(C, tmp_path / "out.vcf", columns=["full_name", *TYPED])
    table = card_tables((tmp_path / "out.vcf").read_bytes(), tmp_path / "out.vcf")[0]
    card = dict(zip([field for _, field in table.columns], table.records[0], strict=True))
    assert (card["badge"], card["retainer"]) == ("B-17", "1250.00 EUR")
    assert (card["renewal"], card["tier"]) == ("2027-03-31", "Gold")


@pytest.mark.parametrize("kind", [C, O])
def test_it_is_merged_and_parted_again(store: Store, services: Services, kind: RecordKind) -> None:
    full = {"email": "anna@example.com"} if kind is C else {"industry": "Logistics", "city": "Köln"}
    kept = made(
        services, store, kind, "Anna Berg", {**full, "badge": "", "job_title": "x"} if kind is C else full
    )
    loser = made(services, store, kind, "Anna Berg", TYPED)
    services.merges.merge(kind, [kept, loser], survivor=kept)
    assert shown(store, kind, kept) == STORED
    services.commands.undo()
    assert shown(store, kind, kept) == dict.fromkeys(TYPED)
    assert shown(store, kind, loser) == STORED


@pytest.mark.parametrize("kind", [C, O])
def test_of_two_values_a_person_chooses_one(store: Store, services: Services, kind: RecordKind) -> None:
    one, other = (made(services, store, kind, "Anna Berg", values) for values in (TYPED, OTHER))
    offered = {choice.field: choice for choice in services.merges.preview(kind, [one, other]).proposal.fields}
    choices = {
        key: next(n for n, option in enumerate(offered[key].options) if option.records == (0,))
        for key in TYPED
    }
    services.merges.merge(kind, [one, other], choices, survivor=other)
    assert shown(store, kind, other) == STORED


@EACH
def test_it_comes_back_from_the_trash(store: Store, services: Services, kind: RecordKind) -> None:
    record = made(services, store, kind, "Anna Berg", TYPED)
    {C: services.contacts, O: services.companies, D: services.deals}[kind].delete([record])
    assert found(store, kind, "badge:B-17") == []
    services.trash.restore(store.trash.all())
    assert found(store, kind, "badge:B-17") == [record]
    assert shown(store, kind, record) == STORED
    assert wrong_rows(store) == []
