"""Texts that are longer than a cell can hold come back cut, which is no edit."""

from __future__ import annotations

from pathlib import Path

from salesdesk.domain.fields import RecordKind
from salesdesk.services.services import Services
from salesdesk.store.store import Store
from tests.builders import add_contact
from tests.services.merging_back.sheets import edited, export, merged

CONTACTS = RecordKind.CONTACTS
KEYS = ["full_name", "notes"]


def test_a_cut_text_is_no_edit(services: Services, store: Store, tmp_path: Path) -> None:
    text = "Word by word\n" * 4_000
    anna = add_contact(store, "Anna Berg", notes=text)
    before = store.contacts.page([anna], KEYS)[anna]["notes"]
    path = export(services, CONTACTS, tmp_path / "people.xlsx", columns=KEYS)
    plan, outcome = merged(services, path)
    assert (plan.cells, plan.problems, outcome.batch) == ((), (), None)
    edited(path, lambda sheet: sheet.set(sheet.head + 1, "Notes", "New words …"))
    plan, outcome = merged(services, path)
    assert (plan.cells, len(plan.problems), outcome.batch) == ((), 1, None)
    assert store.contacts.page([anna], KEYS)[anna]["notes"] == before
    edited(path, lambda sheet: sheet.set(sheet.head + 1, "Notes", "Other words"))
    merged(services, path)
    assert store.contacts.page([anna], KEYS)[anna]["notes"] == "Other words"
