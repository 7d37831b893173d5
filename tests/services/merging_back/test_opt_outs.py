"""A workbook may opt people out; that they may be addressed again is a question."""

from __future__ import annotations

from pathlib import Path

import pytest

from salesdesk.domain.fields import RecordKind
from salesdesk.domain.merging_back import Side
from salesdesk.services.services import Services
from salesdesk.store.store import Store
from tests.builders import add_contact
from tests.services.merging_back.sheets import edited, export, merged

CONTACTS = RecordKind.CONTACTS
KEYS = ["full_name", "email", "do_not_email"]


def refuses(store: Store, person: int) -> bool:
    return bool(store.contacts.page([person], KEYS)[person]["do_not_email"])


@pytest.mark.parametrize("side", [Side.OURS, Side.THEIRS])
def test_lifting_is_a_question(side: Side, services: Services, store: Store, tmp_path: Path) -> None:
    anna = add_contact(store, "Anna Berg", email="anna@berg.example")
    services.contacts.edit(anna, "do_not_email", True)
    path = export(services, CONTACTS, tmp_path / "people.xlsx", columns=KEYS)
    edited(path, lambda sheet: sheet.set(sheet.row("Anna Berg"), "Do not email", "No"))
    plan, _ = merged(services, path, prefer=side)
    assert [cell.lifts_opt_out for cell in plan.conflicts] == [True]
    assert refuses(store, anna) is (side is Side.OURS)


def test_an_emptied_cell_lifts_nothing(services: Services, store: Store, tmp_path: Path) -> None:
    anna = add_contact(store, "Anna Berg", email="anna@berg.example")
    services.contacts.edit(anna, "do_not_email", True)
    path = export(services, CONTACTS, tmp_path / "people.xlsx", columns=KEYS)
    edited(path, lambda sheet: sheet.set(sheet.row("Anna Berg"), "Do not email", None))
    plan, _ = merged(services, path)
    assert (plan.cells, len(plan.problems), refuses(store, anna)) == ((), 1, True)
