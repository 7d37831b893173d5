"""Counts as filters: nobody who has none of something is left out where none of it is asked for."""

from __future__ import annotations

from collections.abc import Callable
from operator import eq, ge, gt, le, lt

import pytest

from salesdesk.domain.entities import entities
from salesdesk.domain.fields import FieldType, RecordKind
from salesdesk.domain.filters import Condition, Filter, Op
from salesdesk.services.services import Services
from salesdesk.store.lists.fields import fields_of
from salesdesk.store.store import Store
from tests.builders import add_contact, contacts_where
from tests.ui.pages.office import Silent

SIZES: dict[Op, Callable[[float, float], bool]] = {
    Op.IS: eq,
    Op.AT_LEAST: ge,
    Op.AT_MOST: le,
    Op.ABOVE: gt,
    Op.BELOW: lt,
}


@pytest.mark.parametrize("kind", entities().lists)
def test_a_number_is_found_as_it_is_shown(store: Store, services: Services, kind: RecordKind) -> None:
    services.demo.fill(40, 5, Silent())
    for name in ("One", "Other"):
        services.contacts.edit(add_contact(store, name), "email", "both@x.de")
    reader = store.list_of(kind)
    rows = reader.page(list(reader.ids()))
    wrong = []
    for field in fields_of(kind).values():
        if field.type not in (FieldType.INTEGER, FieldType.NUMBER):
            continue
        shown = {number: row.values.get(field.key) for number, row in rows.items()}
        for op, holds in SIZES.items():
            for wanted in (0, 1):
                found = set(reader.ids(Filter((Condition(field.key, op, (str(wanted),)),))))
                expected = {
                    n for n, value in shown.items() if value is not None and holds(float(value), wanted)
                }
                if found != expected:
                    wrong.append((field.key, op.name, wanted, len(found), len(expected)))
    assert wrong == []


def test_none_is_one_of_several_numbers_and_can_be_turned_round(store: Store, services: Services) -> None:
    people = [add_contact(store, name) for name in ("One", "Other", "Alone")]
    for number in people[:2]:
        services.contacts.edit(number, "email", "both@x.de")
    contacts = store.contacts
    assert set(contacts.ids(contacts_where("shared_emails=0"))) == {people[2]}
    assert set(contacts.ids(contacts_where("shared_emails=0,1"))) == set(people)
    assert set(contacts.ids(contacts_where("not shared_emails=0"))) == set(people[:2])
    assert set(contacts.ids(contacts_where("shared_emails<1"))) == {people[2]}
