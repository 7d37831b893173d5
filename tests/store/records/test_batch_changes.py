"""What a change did, record by record."""

from __future__ import annotations

import pytest

from salesdesk.domain.activities import ActivityKind
from salesdesk.domain.changes import EntityKind
from salesdesk.domain.field_changes import BatchChanges, RecordChange, RecordEvent
from salesdesk.domain.fields import FieldType, RecordKind
from salesdesk.domain.money import Money
from salesdesk.domain.sequences import Anchor, SequenceFor, SequenceStep
from salesdesk.services.activities import Subject
from salesdesk.services.sequences import SequenceService, StopRules
from salesdesk.services.services import Services
from salesdesk.store.journal import schema
from salesdesk.store.records.batch_changes import said_by
from salesdesk.store.records.names import KnownNames
from salesdesk.store.store import Store
from tests.builders import add_company, add_contact, add_many


def done(store: Store, batch: int | None = None, limit: int = 500) -> BatchChanges:
    return store.batch_changes.of(store.journal.latest() if batch is None else batch, limit)


def only(store: Store, batch: int | None = None) -> RecordChange:
    [one] = done(store, batch).records
    return one


def said(one: RecordChange) -> list[tuple[str, object, object]]:
    return [(change.field, change.before, change.after) for change in one.changes]


def test_an_edit_tells_the_value_before_and_after_whatever_came_later(
    store: Store, services: Services
) -> None:
    person = add_contact(store)
    batches = []
    for title in ("Boss", "Chair", "Guest"):
        services.contacts.edit(person, "job_title", title)
        batches.append(store.journal.latest())
    assert [said(only(store, batch)) for batch in batches] == [
        [("job_title", None, "Boss")],
        [("job_title", "Boss", "Chair")],
        [("job_title", "Chair", "Guest")],
    ]
    one = only(store)
    assert (one.kind, one.number, one.name, one.event) == (
        EntityKind.CONTACT,
        person,
        "Anna Berg",
        RecordEvent.CHANGED,
    )
    assert one.opens == (EntityKind.CONTACT, person)


def test_amounts_links_and_stages_are_values_not_columns(store: Store, services: Services) -> None:
    firm = add_company(store)
    services.companies.edit(firm, "annual_revenue", "1000 EUR")
    services.companies.edit(firm, "annual_revenue", "2000 USD")
    assert said(only(store)) == [("annual_revenue", Money(100_000, "EUR"), Money(200_000, "USD"))]
    person = add_contact(store)
    services.contacts.edit(person, "owner", "Mia")
    assert said(only(store)) == [("owner", None, "Mia")]
    services.contacts.set_lifecycle([person], "customer")
    assert said(only(store)) == [("lifecycle_stage", "lead", "customer")]
    services.contacts.edit(person, "company", "Fjord")
    contact, company = done(store).records
    assert said(contact) == [("company", None, "Fjord")]
    assert (company.name, company.event, company.changes) == ("Fjord", RecordEvent.CREATED, ())


def test_parts_are_told_with_their_record_once(store: Store, services: Services) -> None:
    people = [add_contact(store) for _ in range(2)]
    services.contacts.edit(people[0], "email", "anna@berg.example")
    assert said(only(store)) == [("email", None, "anna@berg.example")]
    services.contacts.tag(people, "vip")
    tagged = store.journal.latest()
    services.contacts.untag(people[:1], "vip")
    assert said(only(store)) == [("tags", "vip", None)]
    assert [said(one) for one in done(store, tagged).records] == [[("tags", None, "vip")]] * 2


def test_fields_of_a_persons_own_are_called_by_their_titles(store: Store, services: Services) -> None:
    person = add_contact(store)
    services.custom_fields.create("contact", "Shoe size")
    services.contacts.edit(person, "custom.shoe_size", "42")
    assert said(only(store)) == [("Shoe size", None, "42")]
    services.contacts.edit(person, "custom.shoe_size", "43")
    assert said(only(store)) == [("Shoe size", "42", "43")]


def test_what_comes_and_goes_is_said_as_such(store: Store, services: Services) -> None:
    person = add_contact(store)
    made = store.journal.latest()
    assert only(store).event is RecordEvent.CREATED
    services.contacts.delete([person])
    assert (only(store).event, only(store).opens) == (RecordEvent.DELETED, None)
    services.commands.undo()
    assert (only(store).event, only(store).opens) == (RecordEvent.RESTORED, (EntityKind.CONTACT, person))
    services.commands.undo_batch(made)
    assert (only(store).event, only(store).name) == (RecordEvent.DELETED, "Anna Berg")
    assert (only(store, made).event, only(store, made).opens) == (RecordEvent.CREATED, None)


def test_an_undo_tells_the_way_back(store: Store, services: Services) -> None:
    person = add_contact(store)
    services.contacts.edit(person, "job_title", "Boss")
    services.commands.undo()
    assert said(only(store)) == [("job_title", "Boss", None)]


def test_of_many_the_first_are_told_and_all_are_counted(store: Store, services: Services) -> None:
    people = list(add_many(store, 40))
    found = done(store, limit=7)
    assert ([one.number for one in found.records], found.total) == (people[:7], 40)
    services.contacts.set_owner(people, "Mia")
    found = done(store, limit=5)
    assert ([said(one) for one in found.records], found.total) == ([[("owner", None, "Mia")]] * 5, 40)


def test_what_is_no_record_is_told_where_nothing_else_changed(store: Store) -> None:
    first = store.journal.batches()[-1].id
    found = done(store, first)
    assert found.total == len(found.records) > 1
    assert {one.event for one in found.records} == {RecordEvent.CREATED}
    assert all(one.opens is None for one in found.records)
    assert done(store, 10_000) == BatchChanges((), 0)


def test_an_entry_of_the_timeline_opens_what_it_is_about(store: Store, services: Services) -> None:
    person = add_contact(store)
    services.activities.log(ActivityKind.CALL, Subject(person))
    entry = next(one for one in done(store).records if one.kind is EntityKind.ACTIVITY)
    assert (entry.event, entry.label, entry.opens) == (
        RecordEvent.CREATED,
        "call",
        (EntityKind.CONTACT, person),
    )


@pytest.mark.parametrize("table", [t.name for t in schema.tables().values() if t.owner is not None])
def test_every_part_says_something(store: Store, table: str) -> None:
    """Whatever kind of part a record has and whichever of the records it can name it names, it is told."""
    part, names = schema.tables()[table], KnownNames(store.database)
    links = [link.column for link in part.references if link != part.owner]
    texts = {column: "word" for column in part.columns if column not in ("id", "version")}
    for named in links or [""]:
        image = {**texts, "position": 0, "number": "1", **dict.fromkeys(links)}
        image |= {column: 1 for column in links if column == named or len(links) == 1}
        if table in ("lifecycle_event", "stage_event"):
            continue  # told by what their record's own field became
        _title, (type_, value) = said_by(part, image, names)
        assert type_ is FieldType.TEXT
        assert isinstance(value, str)


def test_a_sequence_tells_the_steps_it_got(store: Store, services: Services) -> None:
    sequences = services.area_of(RecordKind.SEQUENCES)
    assert isinstance(sequences, SequenceService)
    number, _ = sequences.make(
        "Welcome", SequenceFor.CONTACTS, (SequenceStep("email", "Say thank you", 0, Anchor.START),)
    )
    sequences.rewrite(number, "Welcome", (SequenceStep("call", "Ask how it went", 3),), StopRules())
    [one] = [one for one in done(store).records if one.kind is EntityKind.SEQUENCE]
    assert said(one) == [("steps of sequences", "Say thank you", "Ask how it went")]
