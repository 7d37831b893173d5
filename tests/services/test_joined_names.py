"""Tags, sources, fields and choices: joined, deleted with what has them, given another type; each one step to undo."""

from __future__ import annotations

import pytest

from salesdesk.domain.changes import EntityKind
from salesdesk.domain.custom_fields import CustomType
from salesdesk.domain.fields import RecordKind
from salesdesk.domain.filters import Condition, Filter, Op, Sort
from salesdesk.errors import DomainError
from salesdesk.services.services import Services
from salesdesk.store.store import Store
from tests.builders import add_company, add_contact, contacts_where


def test_joined_tags_move_and_nobody_has_one_twice(store: Store, services: Services) -> None:
    both = add_contact(store, "Ada", tags=("fair", "Messe"))
    one = add_contact(store, "Ben", tags=("Messe",))
    firm = add_company(store, "Nordwind", tags=("Messe",))
    wanted = Filter((Condition("tags", Op.IS, ("messe", "x")),))
    view, _ = services.saved_views.create(RecordKind.CONTACTS, "Fair people", wanted, Sort())
    messe, fair = store.tags.find("messe"), store.tags.find("fair")
    assert messe is not None and fair is not None  # noqa: PT018
    assert store.tags.uses.counts()[messe] == {EntityKind.CONTACT: 2, EntityKind.COMPANY: 1}
    services.name_list(EntityKind.TAG).join(messe, fair)
    assert store.tags.of("contact", both) == store.tags.of("contact", one) == ("fair",)
    assert store.tags.of("company", firm) == ("fair",)
    assert store.tags.find("Messe") is None
    assert store.saved_views.get(view).filter == Filter((Condition("tags", Op.IS, ("fair", "x")),))
    services.commands.undo()
    assert store.tags.of("contact", both) == ("fair", "Messe")
    assert store.tags.of("company", firm) == ("Messe",)
    assert store.saved_views.get(view).filter == wanted


def test_joined_sources_move(store: Store, services: Services) -> None:
    people = [
        add_contact(store, name, lead_source=source) for name, source in (("Ada", "Expo"), ("Ben", "Fair"))
    ]
    expo, fair = store.sources.find("expo"), store.sources.find("fair")
    assert expo is not None and fair is not None  # noqa: PT018
    services.name_list(EntityKind.SOURCE).join(expo, fair)
    assert list(store.contacts.ids(contacts_where("source:fair"))) == people
    with pytest.raises(DomainError):
        services.name_list(EntityKind.SOURCE).join(fair, fair)
    with pytest.raises(DomainError):
        services.name_list(EntityKind.SOURCE).join(expo, fair)
    services.commands.undo()
    assert list(store.contacts.ids(contacts_where("source:fair"))) == people[1:]


def test_what_is_used_is_deleted_only_where_that_is_meant(store: Store, services: Services) -> None:
    ada = add_contact(store, "Ada", tags=("vip",), lead_source="Expo", owner="Mia")
    for kind, names in ((EntityKind.TAG, "vip"), (EntityKind.SOURCE, "Expo"), (EntityKind.OWNER, "Mia")):
        number = store.name_list(kind).find(names)
        assert number is not None
        with pytest.raises(DomainError):
            services.name_list(kind).delete(number)
        services.name_list(kind).delete(number, everywhere=True)
        assert store.name_list(kind).find(names) is None
    row = store.contacts.page([ada])[ada]
    assert (row["tags"], row["lead_source"], row["owner"]) == (None, None, None)
    for _ in range(3):
        services.commands.undo()
    row = store.contacts.page([ada])[ada]
    assert (row["tags"], row["lead_source"], row["owner"]) == (("vip",), "Expo", "Mia")


def test_a_view_follows_a_new_name(store: Store, services: Services) -> None:
    tag, _ = services.tags.create("vip")
    wanted = Filter((Condition("tags", Op.IS, ("VIP",)),))
    view, _ = services.saved_views.create(RecordKind.CONTACTS, "Best", wanted, Sort())
    services.tags.rename(tag, "Top")
    assert store.saved_views.get(view).filter == Filter((Condition("tags", Op.IS, ("Top",)),))


def test_a_field_gets_another_type_and_goes_with_its_values(store: Store, services: Services) -> None:
    number, _ = services.custom_fields.create("contact", "Since")
    people = [add_contact(store, f"Person {place}") for place in range(4)]
    for person, text in zip(people, ("2026-01-31", "soon", "2024-02-29", ""), strict=True):
        services.contacts.edit(person, "custom.since", text)
    found = services.custom_fields.retyping(number, CustomType.DATE)
    assert (len(found.kept), dict(found.lost)) == (2, {"soon": 1})
    services.custom_fields.retype(number, CustomType.DATE)
    assert store.custom_fields.get(number).type is CustomType.DATE
    shown = [store.contacts.page(people)[person]["custom.since"] for person in people]
    assert shown == ["2026-01-31", None, "2024-02-29", None]
    services.commands.undo()
    assert store.contacts.page(people)[people[1]]["custom.since"] == "soon"
    services.custom_fields.retype(number, CustomType.CHOICE)
    assert set(store.custom_fields.get(number).choices) == {"2026-01-31", "soon", "2024-02-29"}
    with pytest.raises(DomainError):
        services.custom_fields.delete(number)
    services.custom_fields.delete(number, everywhere=True)
    assert store.custom_fields.of("contact") == ()
    services.commands.undo()
    assert store.contacts.page(people)[people[1]]["custom.since"] == "soon"


def test_choices_are_joined(store: Store, services: Services) -> None:
    number, _ = services.custom_fields.create("contact", "Size", CustomType.CHOICE, ("S", "small", "L"))
    people = [add_contact(store, f"Person {place}") for place in range(3)]
    for person, text in zip(people, ("S", "small", "L"), strict=True):
        services.contacts.edit(person, "custom.size", text)
    services.custom_fields.join_choices(number, "small", "S")
    assert store.custom_fields.get(number).choices == ("S", "L")
    assert [store.contacts.page(people)[one]["custom.size"] for one in people] == ["S", "S", "L"]
    with pytest.raises(DomainError):
        services.custom_fields.join_choices(number, "S", "S")
    with pytest.raises(DomainError):
        services.custom_fields.join_choices(number, "small", "S")
    services.commands.undo()
    assert store.contacts.page(people)[people[1]]["custom.size"] == "small"


def test_a_field_of_many_records_is_set_and_cleared_at_once(store: Store, services: Services) -> None:
    people = [add_contact(store, f"Person {place}", city="Kiel" if place else None) for place in range(4)]
    firms = [add_company(store, f"Firm {place}", city="Kiel") for place in range(3)]
    services.contacts.edit_all([*people, 99_999], "city", "Bonn")
    assert {row["city"] for row in store.contacts.page(people).values()} == {"Bonn"}
    assert list(store.contacts.ids(contacts_where("city:bonn"))) == people
    services.companies.edit_all(firms, "city", "")
    assert {row["city"] for row in store.list_of(RecordKind.COMPANIES).page(firms).values()} == {None}
    services.contacts.edit_all(people, "email", "a@b.example")
    held = services.contacts.held_values(people, "email")
    assert (held.records, held.counts, held.others) == (4, (("a@b.example", 4),), 0)
    for _ in range(3):
        services.commands.undo()
    assert [row["city"] for row in store.contacts.page(people).values()] == [None, "Kiel", "Kiel", "Kiel"]
    assert store.database.check() == []
