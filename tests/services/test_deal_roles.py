"""What people are in deals: said, changed and taken back, through merges, the trash and erasing, found and exported."""

from __future__ import annotations

import pytest

from salesdesk.domain.closing_words import ClosingList
from salesdesk.domain.columns import filter_fields
from salesdesk.domain.fields import RecordKind
from salesdesk.domain.filters import parse_filter
from salesdesk.errors import DomainError, InputError
from salesdesk.services.services import Services
from salesdesk.store.store import Store
from tests.builders import add_contact
from tests.refusals import refusing


def in_deal(store: Store, deal: int) -> list[tuple[str, str]]:
    """Who is what."""
    return [(one.name, one.role) for one in store.deals.roles.of_deal(deal)]


def found(store: Store, text: str) -> list[int]:
    reader = store.list_of(RecordKind.DEALS)
    return list(reader.ids(parse_filter(text, filter_fields(RecordKind.DEALS))))


@pytest.fixture
def deal(store: Store, services: Services) -> int:
    """A deal, and beside it another one."""
    stage = store.pipelines.all()[0].stages[0].id
    services.deals.create("Kiln", stage)
    return services.deals.create("Fleet", stage)[0]


@pytest.fixture
def people(store: Store) -> tuple[int, int]:
    """Anna and Ben."""
    return add_contact(store, "Anna Berg"), add_contact(store, "Ben Ode")


def test_several_people_have_roles_in_one_deal_and_one_has_several(
    store: Store, services: Services, deal: int, people: tuple[int, int]
) -> None:
    anna, ben = people
    before = store.database.dump()
    services.deals.roles.add(deal, anna, " Decision  maker ")
    said = store.database.dump()
    services.deals.roles.add(deal, ben, "User")
    services.deals.roles.add(deal, anna, "Pilot")
    assert in_deal(store, deal) == [
        ("Anna Berg", "Decision maker"),
        ("Ben Ode", "User"),
        ("Anna Berg", "Pilot"),
    ]
    assert [(one.name, one.role) for one in store.deals.roles.of_contact(anna)] == [
        ("Fleet", "Decision maker"),
        ("Fleet", "Pilot"),
    ]
    with refusing(DomainError, match="already"):
        services.deals.roles.add(deal, anna, "decision MAKER")
    with pytest.raises(InputError):
        services.deals.roles.add(deal, anna, "  ")
    services.commands.undo()
    services.commands.undo()
    assert store.database.dump() == said
    services.commands.undo()
    assert store.database.dump() == before
    assert store.database.check() == []


def test_a_role_is_given_to_somebody_else_and_taken_away(
    store: Store, services: Services, deal: int, people: tuple[int, int]
) -> None:
    anna, ben = people
    services.deals.roles.add(deal, anna, "User")
    (role,) = store.deals.roles.of_deal(deal)
    services.deals.roles.change(role.id, deal, ben, "Buyer")
    assert in_deal(store, deal) == [("Ben Ode", "Buyer")]
    services.deals.roles.change(role.id, deal, ben, "buyer")
    services.deals.roles.add(deal, anna, "Buyer")
    with refusing(DomainError, match="already"):
        services.deals.roles.change(role.id, deal, anna, "Buyer")
    services.deals.roles.remove(role.id, deal, ben)
    assert in_deal(store, deal) == [("Anna Berg", "Buyer")]
    with refusing(DomainError, match="took this role away"):
        services.deals.roles.change(role.id, deal, ben, "Buyer")
    services.commands.undo()
    assert ("Ben Ode", "buyer") in in_deal(store, deal)


def test_merged_people_keep_their_roles_and_have_each_once(
    store: Store, services: Services, deal: int, people: tuple[int, int]
) -> None:
    anna, ben = people
    services.deals.roles.add(deal, anna, "User")
    services.deals.roles.add(deal, ben, "user")
    services.deals.roles.add(deal, ben, "Buyer")
    before = store.database.dump()
    services.merges.merge(RecordKind.CONTACTS, [anna, ben], survivor=anna)
    names = {name for name, _ in in_deal(store, deal)}
    assert names == {store.contacts.get(anna).full_name}
    assert [role for _, role in in_deal(store, deal)] == ["User", "Buyer"]
    services.commands.undo()
    assert store.database.dump() == before


def test_the_trash_hides_roles_and_erasing_ends_them(
    store: Store, services: Services, deal: int, people: tuple[int, int]
) -> None:
    anna, ben = people
    for person in people:
        services.deals.roles.add(deal, person, "User")
    services.contacts.delete([anna])
    assert in_deal(store, deal) == [("Ben Ode", "User")]
    services.contacts.restore([anna])
    assert len(in_deal(store, deal)) == 2
    services.deals.delete([deal])
    assert store.deals.roles.of_contact(ben) == []
    services.deals.restore([deal])
    services.erasing.erase([anna])
    assert in_deal(store, deal) == [("Ben Ode", "User")]
    assert store.database.value("SELECT count(*) FROM deal_role") == 1


def test_deals_are_listed_filtered_and_searched_by_roles_and_people(
    store: Store, services: Services, deal: int, people: tuple[int, int]
) -> None:
    anna, ben = people
    services.deals.roles.add(deal, anna, "Decision maker")
    services.deals.roles.add(deal, ben, "Überzeuger")
    row = store.deals.page([deal], ["deal_roles"])[deal]
    assert row["deal_roles"] == "Decision maker: Anna Berg; Überzeuger: Ben Ode"
    assert found(store, 'deal_roles:"decision maker"') == [deal]
    assert found(store, "role:uberzeuger") == [deal]
    assert found(store, "role:user") == []
    assert deal in store.deals.ids(parse_filter("Überzeuger", filter_fields(RecordKind.DEALS)))
    assert deal in store.deals.ids(parse_filter("berg", filter_fields(RecordKind.DEALS)))


def test_the_list_of_roles_is_managed_with_the_deals_that_have_them(
    store: Store, services: Services, deal: int, people: tuple[int, int]
) -> None:
    anna, ben = people
    words, roles = services.closing_words, ClosingList.DEAL_ROLE
    assert store.closing_words.offered(roles)[:2] == ["Decision maker", "Buyer"]
    services.deals.roles.add(deal, anna, "User")
    services.deals.roles.add(deal, ben, "User")
    services.deals.roles.add(deal, ben, "Pilot")
    before = store.database.dump()
    assert {word.name: word.deals for word in store.closing_words.all(roles) if word.deals} == {
        "User": 1,
        "Pilot": 1,
    }
    words.rename(roles, "User", "Key user")
    assert in_deal(store, deal) == [("Anna Berg", "Key user"), ("Ben Ode", "Key user"), ("Ben Ode", "Pilot")]
    with refusing(DomainError, match="1 deal has"):
        words.remove(roles, "Pilot")
    words.remove(roles, "Pilot", into="Key user")
    assert in_deal(store, deal) == [("Anna Berg", "Key user"), ("Ben Ode", "Key user")]
    assert "User" not in store.closing_words.listed(roles)
    services.commands.undo()
    services.commands.undo()
    assert store.database.dump() == before
