"""A full name is shown without the title of the person, which correcting it leaves."""

from __future__ import annotations

from pathlib import Path

from salesdesk.domain.fields import RecordKind
from salesdesk.services.services import Services
from salesdesk.store.store import Store
from tests.builders import add_contact
from tests.services.merging_back.sheets import edited, export, merged

KEYS = ["full_name", "honorific", "first_name", "last_name"]


def test_a_corrected_name_keeps_its_title(services: Services, store: Store, tmp_path: Path) -> None:
    anna = add_contact(store, "Anna Berg")
    services.contacts.edit(anna, "honorific", "Dr.")
    path = export(services, RecordKind.CONTACTS, tmp_path / "people.xlsx", columns=KEYS)
    edited(path, lambda sheet: sheet.set(sheet.head + 1, "Name", "Anna Berger"))
    merged(services, path)
    now = store.contacts.page([anna], KEYS)[anna]
    assert [now[key] for key in KEYS] == ["Anna Berger", "Dr.", "Anna", "Berger"]
    services.contacts.edit(anna, "full_name", "Prof. Anna Berger")
    assert store.contacts.page([anna], KEYS)[anna]["honorific"] == "Prof."
