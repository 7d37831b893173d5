"""Relations between people: from both ends, through merges, undo and the trash, counted and filtered by."""

from __future__ import annotations

import pytest

from salesdesk.domain.changes import EntityKind
from salesdesk.domain.fields import RecordKind
from salesdesk.domain.relations import RelationKind, Tie, offered_ties
from salesdesk.errors import DomainError, InputError
from salesdesk.services.services import Services
from salesdesk.store.store import Store
from tests.builders import add_contact, contacts_where
from tests.refusals import refusing

REFERRED, ASSISTANT, PARTNER = (
    Tie(kind) for kind in (RelationKind.REFERRED_BY, RelationKind.ASSISTANT_OF, RelationKind.PARTNER_OF)
)


def said(store: Store, contact: int) -> list[tuple[str, bool, str]]:
    """What somebody is to whom."""
    return [(one.tie.kind.value, one.tie.forward, one.name) for one in store.relations.of(contact)]


@pytest.fixture
def people(store: Store) -> tuple[int, int, int]:
    """Anna, Ben and Cleo."""
    return add_contact(store, "Anna Berg"), add_contact(store, "Ben Ode"), add_contact(store, "Cleo Marx")


def test_a_relation_is_seen_from_both_ends_with_the_word_of_each(
    store: Store, services: Services, people: tuple[int, int, int]
) -> None:
    anna, ben, cleo = people
    changes = services.relations.add(anna, ben, REFERRED)
    services.relations.add(anna, cleo, Tie(RelationKind.ASSISTANT_OF, forward=False))
    services.relations.add(cleo, ben, PARTNER)
    assert said(store, anna) == [("referred_by", True, "Ben Ode"), ("assistant_of", False, "Cleo Marx")]
    assert said(store, ben) == [("referred_by", False, "Anna Berg"), ("partner_of", True, "Cleo Marx")]
    assert said(store, cleo) == [("assistant_of", True, "Anna Berg"), ("partner_of", True, "Ben Ode")]
    assert len(changes.created[EntityKind("relation")]) == 1
    assert store.database.check() == []


def test_own_kinds_have_a_word_each_way_and_are_offered_again(
    store: Store, services: Services, people: tuple[int, int, int]
) -> None:
    anna, ben, cleo = people
    services.relations.add(anna, ben, Tie(RelationKind.OWN, True, " Teacher  of ", "Pupil of"))
    services.relations.add(ben, cleo, Tie(RelationKind.OWN, True, "Neighbour of"))
    assert [(one.tie.word, one.name) for one in store.relations.of(ben)] == [
        ("Neighbour of", "Cleo Marx"),
        ("Pupil of", "Anna Berg"),
    ]
    assert {(tie.word, tie.back) for tie in store.relations.own_ties()} == {
        ("Teacher of", "Pupil of"),
        ("Pupil of", "Teacher of"),
        ("Neighbour of", "Neighbour of"),
    }
    with pytest.raises(InputError):
        services.relations.add(anna, cleo, Tie(RelationKind.OWN))


def test_a_relation_is_said_anew_from_either_end_and_undone(
    store: Store, services: Services, people: tuple[int, int, int]
) -> None:
    anna, ben, cleo = people
    services.relations.add(anna, ben, REFERRED, " at  the fair ")
    services.relations.add(cleo, anna, PARTNER)
    before = store.database.dump()
    (relation,) = store.relations.of(ben)
    assert relation.note == "at the fair"
    services.relations.change(
        relation.id, ben, cleo, Tie(RelationKind.ASSISTANT_OF, forward=False), "since May"
    )
    assert said(store, ben) == [("assistant_of", False, "Cleo Marx")]
    assert [(one.tie.forward, one.note) for one in store.relations.of(cleo)] == [
        (True, "since May"),
        (True, ""),
    ]
    assert said(store, anna) == [("partner_of", True, "Cleo Marx")]
    services.commands.undo()
    assert store.database.dump() == before
    with refusing(DomainError, match="there already"):
        services.relations.change(relation.id, anna, cleo, PARTNER)
    with pytest.raises(DomainError, match="oneself"):
        services.relations.change(relation.id, anna, anna, PARTNER)
    with pytest.raises(InputError):
        services.relations.change(relation.id, anna, cleo, Tie(RelationKind.OWN))
    services.relations.change(relation.id, anna, ben, REFERRED, "only the note")
    assert store.relations.of(anna)[0].note == "only the note"
    services.relations.remove(relation.id, anna, ben)
    with refusing(DomainError, match="took this relation away"):
        services.relations.change(relation.id, anna, ben, PARTNER)


def test_merged_people_keep_what_is_noted_of_one_and_the_same_relation(
    store: Store, services: Services, people: tuple[int, int, int]
) -> None:
    anna, ben, _ = people
    double = add_contact(store, "Anna Berg")
    services.relations.add(anna, ben, REFERRED, "at the fair")
    services.relations.add(double, ben, REFERRED, "by phone")
    before = store.database.dump()
    services.merges.merge(RecordKind.CONTACTS, [anna, double], survivor=anna)
    assert [one.note for one in store.relations.of(anna)] == ["at the fair; by phone"]
    services.commands.undo()
    assert store.database.dump() == before


def test_nobody_is_related_to_oneself_or_twice_in_one_way(
    store: Store, services: Services, people: tuple[int, int, int]
) -> None:
    anna, ben, _ = people
    with pytest.raises(DomainError, match="oneself"):
        services.relations.add(anna, anna, PARTNER)
    services.relations.add(anna, ben, PARTNER)
    with pytest.raises(DomainError, match="known"):
        services.relations.add(ben, anna, PARTNER)
    services.relations.add(anna, ben, REFERRED)
    with pytest.raises(DomainError, match="known"):
        services.relations.add(ben, anna, Tie(RelationKind.REFERRED_BY, forward=False))
    services.relations.add(ben, anna, REFERRED)  # the other way round is another thing
    own = Tie(RelationKind.OWN, True, "Teacher of", "Pupil of")
    services.relations.add(anna, ben, own)
    with pytest.raises(DomainError, match="known"):
        services.relations.add(ben, anna, Tie(RelationKind.OWN, True, "Pupil of", "Teacher of"))


def test_a_relation_is_taken_away_and_undo_brings_it_back(
    store: Store, services: Services, people: tuple[int, int, int]
) -> None:
    anna, ben, _ = people
    services.relations.add(anna, ben, REFERRED)
    before = store.database.dump()
    (relation,) = store.relations.of(anna)
    services.relations.remove(relation.id, anna, ben)
    assert said(store, ben) == []
    services.commands.undo()
    assert store.database.dump() == before


def test_referrals_are_counted_shown_as_a_column_sorted_and_filtered(
    store: Store, services: Services, people: tuple[int, int, int]
) -> None:
    anna, ben, cleo = people
    services.relations.add(anna, ben, REFERRED)
    services.relations.add(cleo, ben, REFERRED)
    services.relations.add(cleo, anna, PARTNER)
    assert (store.relations.referrals(ben), store.relations.referrals(anna)) == (2, 0)
    assert store.contacts.page([ben], ["referrals"])[ben]["referrals"] == 2
    assert list(store.contacts.ids(contacts_where("referrals>=1"))) == [ben]
    assert sorted(store.contacts.ids(contacts_where('referred_by:"Ben Ode"'))) == [anna, cleo]
    assert sorted(store.contacts.ids(contacts_where(f'referred_by:"#{ben}"'))) == [anna, cleo]
    assert list(store.contacts.ids(contacts_where("-referred_by:?"))) == [ben]
    services.contacts.delete([cleo])
    assert store.relations.referrals(ben) == 1
    assert list(store.contacts.ids(contacts_where("referrals>=2"))) == []
    assert said(store, ben) == [("referred_by", False, "Anna Berg")]
    services.contacts.restore([cleo])
    assert store.relations.referrals(ben) == 2


def test_a_merge_takes_relations_along_none_twice_and_none_to_oneself(
    store: Store, services: Services, people: tuple[int, int, int]
) -> None:
    anna, ben, cleo = people
    twin = add_contact(store, "Anna Berg")
    services.relations.add(anna, ben, REFERRED)
    services.relations.add(twin, ben, REFERRED)
    services.relations.add(twin, anna, PARTNER)
    services.relations.add(cleo, twin, Tie(RelationKind.ASSISTANT_OF))
    services.relations.add(ben, twin, Tie(RelationKind.OWN, True, "Teacher of", "Pupil of"))
    before = store.database.dump()
    services.merges.merge(RecordKind.CONTACTS, [anna, twin], survivor=anna)
    assert said(store, anna) == [
        ("referred_by", True, "Ben Ode"),
        ("assistant_of", False, "Cleo Marx"),
        ("own", False, "Ben Ode"),
    ]
    assert store.relations.referrals(ben) == 1
    assert store.database.check() == []
    services.commands.undo()
    assert store.database.dump() == before


def test_who_comes_back_after_a_merge_has_the_relations_again(
    store: Store, services: Services, people: tuple[int, int, int]
) -> None:
    anna, ben, _ = people
    twin = add_contact(store, "Anna Berg")
    services.relations.add(twin, ben, REFERRED)
    services.merges.merge(RecordKind.CONTACTS, [anna, twin], survivor=anna)
    services.contacts.restore([twin])
    assert said(store, twin) == [("referred_by", True, "Ben Ode")]
    assert said(store, anna) == []


def test_erasing_a_person_takes_the_relations_and_can_be_undone(
    store: Store, services: Services, people: tuple[int, int, int]
) -> None:
    anna, ben, _ = people
    services.relations.add(anna, ben, REFERRED)
    before = store.database.dump()
    services.contacts.purge([ben])
    assert said(store, anna) == []
    assert store.database.check() == []
    services.commands.undo()
    assert store.database.dump() == before


def test_erasing_for_good_leaves_no_word_of_the_relation(
    store: Store, services: Services, people: tuple[int, int, int]
) -> None:
    anna, ben, _ = people
    services.relations.add(anna, ben, Tie(RelationKind.OWN, True, "Teacher of", "Pupil of"))
    services.erasing.erase([ben])
    assert said(store, anna) == []
    images = store.database.rows("SELECT before, after FROM change_entry WHERE table_name = 'relation'")
    assert not any("Teacher" in (text or "") for row in images for text in row)
    assert store.database.check() == []


def test_every_kind_is_offered_from_each_end() -> None:
    ties = offered_ties()
    assert len(ties) == len(set(ties)) == 8
    assert {tie.kind for tie in ties} == set(RelationKind) - {RelationKind.OWN}
