"""Records as a list showed them after an earlier batch, whatever was done since."""

from __future__ import annotations

import tempfile
from pathlib import Path
from typing import Any

from hypothesis import given, settings

from salesdesk.domain.custom_fields import PREFIX, CustomType
from salesdesk.domain.fields import RecordKind, is_taken_back
from salesdesk.services.services import Services
from salesdesk.store.records.past_records import PastRecords
from salesdesk.store.store import Store
from tests.builders import CancelAfter, add_company, add_contact, new_store, services_of
from tests.services.test_undo import Operation, operations, perform

KINDS = (RecordKind.CONTACTS, RecordKind.COMPANIES, RecordKind.DEALS, RecordKind.ACTIVITIES)
Shown = dict[RecordKind, dict[int, dict[str, Any]]]


def keys_of(store: Store, kind: RecordKind) -> list[str]:
    keys = [column.key for column in store.list_of(kind).columns()]
    return [key for key in keys if key.startswith(PREFIX) or is_taken_back(kind, key)]


def all_ids(store: Store, kind: RecordKind) -> list[int]:
    return [row for (row,) in store.database.rows(f"SELECT id FROM {store.list_of(kind).table} ORDER BY id")]


def shown_now(store: Store) -> Shown:
    """What the lists show of every record, the trash included."""
    found: Shown = {}
    for kind in KINDS:
        keys, ids = keys_of(store, kind), all_ids(store, kind)
        rows = store.list_of(kind).page(ids, keys)
        found[kind] = {number: {key: comparable(row[key]) for key in keys} for number, row in rows.items()}
    return found


def shown_then(store: Store, batch: int, keys: dict[RecordKind, list[str]]) -> Shown:
    """The same of an earlier batch, out of the journal."""
    found: Shown = {}
    for kind in KINDS:
        table, wanted = store.list_of(kind).table, all_ids(store, kind)
        past = PastRecords(store.database, kind, batch, store.custom_fields.of(table))
        then = past.values(wanted, keys[kind])
        untouched = store.list_of(kind).page(wanted, keys[kind])
        rows = {n: row.values for n, row in untouched.items() if n not in past.touched} | then
        found[kind] = {n: {key: comparable(row.get(key)) for key in keys[kind]} for n, row in rows.items()}
    return found


def comparable(value: Any) -> Any:
    return frozenset(value) if isinstance(value, tuple) else value


def kept_since(now: Shown, then: Shown) -> Shown:
    """What was shown then of the records that are still there."""
    return {kind: {n: row for n, row in then[kind].items() if n in now[kind]} for kind in KINDS}


@given(before=operations, after=operations)
@settings(max_examples=25)
def test_replaying_backwards_gives_what_was_shown(
    template_file: Path, before: list[Operation], after: list[Operation]
) -> None:
    with tempfile.TemporaryDirectory() as folder:
        store = new_store(template_file, Path(folder))
        services = services_of(store)
        try:
            for operation in before:
                perform(store, services, operation)
            then, batch = shown_now(store), store.journal.latest()
            keys = {kind: keys_of(store, kind) for kind in KINDS}
            for operation in after:
                perform(store, services, operation)
            keys = {kind: [key for key in keys[kind] if key in keys_of(store, kind)] for kind in KINDS}
            expected = kept_since(shown_now(store), then)
            expected = {
                kind: {n: {key: row[key] for key in keys[kind]} for n, row in expected[kind].items()}
                for kind in KINDS
            }
            assert shown_then(store, batch, keys) == expected
        finally:
            store.close()


def test_every_kind_of_field_of_the_demo_data_is_found_again(store: Store, services: Services) -> None:
    services.demo.fill(40, 5, CancelAfter())
    then, batch = shown_now(store), store.journal.latest()
    for kind in (RecordKind.CONTACTS, RecordKind.COMPANIES, RecordKind.DEALS):
        services.area_of(kind).delete(list(store.list_of(kind).ids())[:5])
    for owner in store.owners.all():
        services.owners.rename(owner.id, f"{owner.name} the Second")
    people = list(store.contacts.ids())
    services.contacts.set_lifecycle(people[:10], "customer")
    for contact in people[:10]:
        services.contacts.update(
            contact, {"phone": "", "mobile": "0171 555", "email_2": "a@b.example", "tags": "x"}
        )
    for deal in list(store.deals.ids())[:6]:
        services.deals.update(deal, {"deal_value": "1", "probability": "7", "stage": "Won"})
    keys = {kind: keys_of(store, kind) for kind in KINDS}
    assert shown_then(store, batch, keys) == then
    assert shown_then(store, store.journal.latest(), keys) == shown_now(store)


def test_undo_and_a_restored_record_are_as_before(store: Store, services: Services) -> None:
    anna = add_contact(store, "Anna Berg", email="anna@berg.example", tags="vip, new")
    batch = store.journal.latest()
    services.contacts.update(anna, {"city": "Ulm", "tags": ""})
    services.commands.undo()
    services.contacts.delete([anna])
    services.commands.undo()
    past = PastRecords(store.database, RecordKind.CONTACTS, batch)
    assert past.values([anna], ["city", "tags", "email"]) == {
        anna: {"city": None, "tags": ("new", "vip"), "email": "anna@berg.example"}
    }


def test_what_was_not_there_is_left_out(store: Store, services: Services) -> None:
    batch = store.journal.latest()
    anna = add_contact(store)
    assert PastRecords(store.database, RecordKind.CONTACTS, batch).values([anna], ["city"]) == {}


def test_a_renamed_link_counts_for_all_who_name_it(store: Store, services: Services) -> None:
    firm = add_company(store, "Nordwind GmbH")
    anna = add_contact(store, company="Nordwind GmbH")
    batch = store.journal.latest()
    services.companies.edit(firm, "company", "Südwind AG")
    past = PastRecords(store.database, RecordKind.CONTACTS, batch)
    assert past.values([anna], ["company"]) == {anna: {"company": "Nordwind GmbH"}}


def test_a_renamed_custom_field_is_known_by_its_former_title(store: Store, services: Services) -> None:
    services.custom_fields.create("contact", "Size", CustomType.NUMBER)
    (field,) = store.custom_fields.of("contact")
    batch = store.journal.latest()
    services.custom_fields.rename(field.id, "Shoe size")
    past = PastRecords(store.database, RecordKind.CONTACTS, batch, store.custom_fields.of("contact"))
    assert past.titles() == {field.name: "Size"}
