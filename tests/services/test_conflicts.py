"""Two people change one record: what each changed stays, and what both changed is asked."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import pytest

from salesdesk.domain.campaigns import CampaignStatus
from salesdesk.domain.changes import EntityKind
from salesdesk.domain.conflicts import EditConflict, Seen, WrittenBy
from salesdesk.domain.money import Money
from salesdesk.errors import DomainError
from salesdesk.services.activities import Subject
from salesdesk.services.services import Services
from salesdesk.store.store import Store
from tests.builders import Clock, add_company, add_contact, services_of
from tests.refusals import refusing


@dataclass
class Person:
    """Somebody at a window of their own."""

    store: Store
    services: Services

    def sees(self, contact: int, *keys: str) -> Seen:
        """What the list shows of a contact."""
        return Seen.of(contact, {key: self.shown(contact, key) for key in keys})

    def shown(self, contact: int, key: str) -> object:
        return self.store.contacts.page([contact], [key])[contact][key]


@pytest.fixture
def anna(store: Store) -> Person:
    return Person(store, services_of(store))


@pytest.fixture
def bert(store: Store) -> Iterator[Person]:
    clock = Clock()
    clock.forward(hours=1)
    other = Store(store.place, actor="Bert", clock=clock)
    yield Person(other, services_of(other))
    other.close()


def test_changes_of_different_fields_both_stay(anna: Person, bert: Person) -> None:
    contact = add_contact(anna.store, email="anna@x.example")
    seen = anna.sees(contact, "city", "email")
    bert.services.contacts.edit(contact, "job_title", "CTO")
    bert.services.contacts.edit(contact, "email_2", "berg@x.example")
    anna.services.contacts.update(contact, {"city": "Kiel", "email": "a.berg@x.example"}, seen=seen)
    row = anna.store.contacts.page([contact])[contact]
    assert (row["city"], row["job_title"]) == ("Kiel", "CTO")
    assert (row["email"], row["email_2"]) == ("a.berg@x.example", "berg@x.example")


@pytest.mark.parametrize(
    ("key", "first", "second"),
    [
        ("city", "Kiel", "Bremen"),
        ("full_name", "Anna Berg-Tal", "Hanna Berg"),
        ("email", "a@x.example", "b@x.example"),
        ("phone", "+49 30 1111111", "+49 30 2222222"),
        ("company", "Nordwind", "Ostwind"),
        ("owner", "Kim", "Sam"),
        ("tags", "vip", "fair, vip"),
        ("lifecycle_stage", "mql", "sql"),
        ("custom.shoe_size", "42", "43"),
    ],
)
def test_one_field_changed_differently_is_asked_and_nothing_is_written(
    key: str, first: str, second: str, anna: Person, bert: Person
) -> None:
    if key.startswith("custom."):
        anna.services.custom_fields.create("contact", "Shoe size")
    contact = add_contact(anna.store)
    seen = anna.sees(contact, key)
    bert.services.contacts.edit(contact, key, first)
    before, theirs = anna.store.database.dump(), anna.shown(contact, key)
    with pytest.raises(EditConflict) as refused:
        anna.services.contacts.update(contact, {key: second, "website": "https://x.example"}, seen=seen)
    assert anna.store.database.dump() == before
    [clash] = refused.value.clashes
    assert (clash.kind, clash.record, clash.deleted) == (EntityKind.CONTACT, contact, None)
    [field] = clash.fields
    assert (field.field, field.base, field.theirs) == (key, seen.fields(contact)[key], theirs)
    assert field.ours not in (field.base, field.theirs)
    assert field.by == WrittenBy("Bert", "2026-05-04T10:00:00Z")
    seen.accept(refused.value.clashes)
    anna.services.contacts.edit(contact, key, second, seen=seen)
    assert anna.shown(contact, key) == field.ours


def test_one_field_changed_to_one_value_is_no_conflict(anna: Person, bert: Person) -> None:
    """Also when it is typed in another way."""
    contact = add_contact(anna.store)
    seen = anna.sees(contact, "phone", "tags")
    bert.services.contacts.update(contact, {"phone": "+49 30 1234567", "tags": "b, a"})
    anna.services.contacts.update(contact, {"phone": "030 1234567", "tags": "a, b"}, seen=seen)
    assert anna.shown(contact, "phone") == "+49301234567"


def test_a_value_that_is_no_change_does_not_write_over_anothers(anna: Person, bert: Person) -> None:
    contact = add_contact(anna.store, city="Kiel")
    seen = anna.sees(contact, "city", "country")
    bert.services.contacts.edit(contact, "city", "Bremen")
    anna.services.contacts.update(contact, {"city": "Kiel", "country": "DE"}, seen=seen)
    assert (anna.shown(contact, "city"), anna.shown(contact, "country")) == ("Bremen", "DE")
    again = Seen.of(contact, {"city": "Kiel"})
    assert anna.services.contacts.edit(contact, "city", "Kiel", seen=again).batch is None


def test_the_second_of_two_own_edits_is_not_taken_for_anothers(anna: Person) -> None:
    """The field still shows what was there before the first one when the second one is begun."""
    contact = add_contact(anna.store)
    seen = anna.sees(contact, "phone")
    anna.services.contacts.edit(contact, "phone", "030 111111", seen=seen)
    anna.services.contacts.edit(contact, "phone", "030 222222", seen=seen)
    assert anna.shown(contact, "phone") == "+4930222222"


def test_an_undo_counts_like_any_other_change(anna: Person, bert: Person) -> None:
    contact = add_contact(anna.store, city="Kiel")
    bert.services.contacts.edit(contact, "city", "Bremen")
    seen = anna.sees(contact, "city", "country")
    version = anna.store.contacts.get(contact).version
    bert.services.commands.undo()
    bert.services.contacts.edit(contact, "city", "Emden")
    assert anna.store.contacts.get(contact).version == version  # so a version alone does not tell
    anna.services.contacts.edit(contact, "country", "DE", seen=seen)
    with pytest.raises(EditConflict) as refused:
        anna.services.contacts.edit(contact, "city", "Husum", seen=seen)
    [field] = refused.value.clashes[0].fields
    assert (field.base, field.ours, field.theirs) == ("Bremen", "Husum", "Emden")


def test_an_undo_leaves_what_somebody_else_wrote_since(anna: Person, bert: Person) -> None:
    contact = add_contact(anna.store, city="Kiel")
    anna.services.contacts.update(
        contact, {"city": "Bremen", "country": "DE"}, seen=anna.sees(contact, "city")
    )
    bert.services.contacts.edit(contact, "city", "Emden", seen=bert.sees(contact, "city"))
    batch = anna.store.journal.batches(limit=2)[1]
    undone = anna.services.commands.undo_batch(batch.id)
    assert [(kept.reason, kept.columns) for kept in undone.kept] == [("changed", ("city",))]
    assert (anna.shown(contact, "city"), anna.shown(contact, "country")) == ("Emden", None)


def test_an_edit_of_a_record_somebody_deleted_is_asked(anna: Person, bert: Person) -> None:
    contact = add_contact(anna.store)
    seen = anna.sees(contact, "city")
    bert.services.contacts.delete([contact])
    before = anna.store.database.dump()
    with refusing(EditConflict, match="was deleted") as refused:
        anna.services.contacts.edit(contact, "city", "Kiel", seen=seen)
    assert anna.store.database.dump() == before
    [clash] = refused.value.clashes
    assert clash.deleted == WrittenBy("Bert", "2026-05-04T10:00:00Z")
    seen.accept(refused.value.clashes)
    anna.services.contacts.edit(contact, "city", "Kiel", seen=seen)
    record = anna.store.contacts.get(contact)
    assert (record.deleted_at, record.values["city"]) == (None, "Kiel")
    anna.services.commands.undo()
    assert anna.store.database.dump() == before


def test_a_deletion_keeps_what_somebody_wrote_meanwhile(anna: Person, bert: Person) -> None:
    contact = add_contact(anna.store)
    bert.services.contacts.edit(contact, "city", "Kiel", seen=bert.sees(contact, "city"))
    anna.services.contacts.delete([contact])
    anna.services.contacts.restore([contact])
    assert anna.shown(contact, "city") == "Kiel"


def test_an_edit_of_a_record_somebody_erased_is_refused(anna: Person, bert: Person) -> None:
    contact = add_contact(anna.store)
    seen = anna.sees(contact, "city")
    bert.services.contacts.delete([contact])
    bert.services.contacts.purge([contact])
    with refusing(DomainError, match="does not exist any more"):
        anna.services.contacts.edit(contact, "city", "Kiel", seen=seen)


def test_a_pasted_block_tells_every_record_that_was_changed(anna: Person, bert: Person) -> None:
    people = [add_contact(anna.store, f"Person {n}") for n in range(4)]
    seen = Seen({n: dict(row.values) for n, row in anna.store.contacts.page(people, ["city"]).items()})
    bert.services.contacts.edit(people[1], "city", "Bremen")
    bert.services.contacts.edit(people[2], "city", "Kiel 3")
    bert.services.contacts.delete([people[3]])
    block = {person: {"city": f"Kiel {n}"} for n, person in enumerate(people, 1)}
    before = anna.store.database.dump()
    with pytest.raises(EditConflict) as refused:
        anna.services.contacts.edit_many(block, seen=seen)
    assert anna.store.database.dump() == before
    told = [(clash.record, len(clash.fields), clash.deleted is not None) for clash in refused.value.clashes]
    assert told == [(people[1], 1, False), (people[3], 0, True)]


def test_a_company_is_guarded_as_well(anna: Person, bert: Person) -> None:
    company = add_company(anna.store)
    row = anna.store.companies.page([company], ["company", "annual_revenue", "city"])[company]
    seen = Seen.of(company, row.values)
    bert.services.companies.update(company, {"annual_revenue": "2000", "city": "Kiel"})
    anna.services.companies.edit(company, "company", "Ostwind AG", seen=seen)
    with pytest.raises(EditConflict) as refused:
        anna.services.companies.edit(company, "annual_revenue", "3000", seen=seen)
    [field] = refused.value.clashes[0].fields
    assert (field.base, field.ours, field.theirs) == (None, Money(300000, "EUR"), Money(200000, "EUR"))


def test_a_deals_amount_and_currency_are_one_value(anna: Person, bert: Person) -> None:
    stage = anna.store.pipelines.all()[0].stages[0].id
    deal, _ = anna.services.deals.create("Machines", stage, amount=100)
    seen = anna.services.deals.as_read(anna.store.deals.get(deal))
    bert.services.deals.change(deal, currency="CHF")
    anna.services.deals.change(deal, seen=seen, notes="Call back", amount=100, currency="EUR")
    kept = anna.store.deals.get(deal)
    assert (kept.amount, kept.currency, kept.notes) == (100, "CHF", "Call back")
    with pytest.raises(EditConflict) as refused:
        anna.services.deals.change(deal, seen=seen, amount=200, currency="EUR")
    assert {clash.field for clash in refused.value.clashes[0].fields} == {"amount", "currency"}
    assert anna.store.deals.get(deal) == kept


def test_activities_and_campaigns_are_guarded_as_well(anna: Person, bert: Person) -> None:
    contact = add_contact(anna.store)
    anna.services.activities.plan(Subject(contact_id=contact), "Call", "2026-06-01")
    [entry] = anna.store.activities.of_contact(contact)
    seen = anna.services.activities.seen(entry)
    bert.services.activities.change(entry.id, subject="Visit", body="At noon")
    anna.services.activities.change(entry.id, seen=seen, subject="Call", outcome="Reached")
    now = anna.store.activities.get(entry.id)
    assert (now.subject, now.body, now.outcome) == ("Visit", "At noon", "Reached")
    campaign, _ = anna.services.campaigns.create("Fair", budget=100)
    looked = anna.services.campaigns.seen(anna.store.campaigns.get(campaign))
    bert.services.campaigns.change(campaign, budget=200)
    anna.services.campaigns.change(campaign, seen=looked, goal="Leads", budget=100)
    with pytest.raises(EditConflict):
        anna.services.campaigns.change(campaign, seen=looked, budget=300)
    assert anna.store.campaigns.get(campaign).budget == 200


def test_what_a_window_did_itself_in_between_is_no_conflict(anna: Person) -> None:
    contact = add_contact(anna.store)
    seen = anna.sees(contact, "city")
    seen.since = anna.store.others.announced
    anna.services.contacts.edit_many({contact: {"city": "Bonn"}})
    anna.services.contacts.edit(contact, "city", "Kiel", seen=seen)
    assert anna.shown(contact, "city") == "Kiel"


def test_what_others_did_beside_the_window_s_own_changes_is_asked(anna: Person, bert: Person) -> None:
    contact = add_contact(anna.store)
    seen = anna.sees(contact, "city")
    seen.since = anna.store.others.announced
    anna.services.contacts.edit_many({contact: {"job_title": "CTO"}})
    bert.services.contacts.edit(contact, "city", "Bonn")
    with pytest.raises(EditConflict):
        anna.services.contacts.edit(contact, "city", "Kiel", seen=seen)
    assert bert.shown(contact, "city") == "Bonn"


@pytest.mark.parametrize(
    ("key", "theirs", "ours", "change"),
    [
        ("owner", "Kim", "Sam", "set_owner"),
        ("lead_source", "Fair", "Web", "set_source"),
        ("lifecycle_stage", "customer", "subscriber", "set_lifecycle"),
    ],
)
def test_a_change_of_many_asks_about_those_that_somebody_changed_meanwhile(
    key: str, theirs: str, ours: str, change: str, anna: Person, bert: Person
) -> None:
    people = [add_contact(anna.store, f"Person {n}") for n in range(5)]
    anna.services.contacts.edit(people[0], key, ours)  # one's own is no conflict
    seen = Seen({}, since=anna.store.others.announced)
    anna.services.contacts.edit(people[1], key, theirs)
    bert.services.contacts.edit(people[2], key, theirs)
    bert.services.contacts.edit(people[3], key, ours)
    bert.services.contacts.edit(people[4], "city", "Kiel")
    write = getattr(anna.services.contacts, change)
    before, base = anna.store.database.dump(), anna.shown(people[4], key)
    with pytest.raises(EditConflict) as refused:
        write(people, ours, seen=seen)
    assert anna.store.database.dump() == before
    [clash] = refused.value.clashes
    [field] = clash.fields
    assert (clash.record, field.field, field.base, field.ours, field.theirs) == (
        people[2],
        key,
        base,
        ours,
        theirs,
    )
    assert field.by.actor == "Bert"
    seen.accept(refused.value.clashes)
    write(people, ours, seen=seen)
    assert {anna.shown(person, key) for person in people} == {ours}


def test_deals_that_somebody_moved_meanwhile_are_asked_about(anna: Person, bert: Person) -> None:
    first, second, third = anna.store.pipelines.all()[0].stages[:3]
    deals = [anna.services.deals.create(f"Machine {n}", first.id)[0] for n in range(3)]
    seen = Seen({}, since=anna.store.others.announced)
    bert.services.deals.set_stage(deals[:1], second.id)
    bert.services.deals.move(deals[1], third.id)
    before = anna.store.database.dump()
    with pytest.raises(EditConflict) as refused:
        anna.services.deals.set_stage(deals, third.id, seen=seen)
    assert anna.store.database.dump() == before
    [clash] = refused.value.clashes
    [field] = clash.fields
    assert (clash.record, field.field) == (deals[0], "stage")
    assert (field.base, field.ours, field.theirs) == (first.name, third.name, second.name)
    seen.accept(refused.value.clashes)
    anna.services.deals.set_stage(deals, third.id, seen=seen)
    assert {anna.store.deals.get(deal).stage_id for deal in deals} == {third.id}
    seen = Seen({}, since=anna.store.others.announced)
    bert.services.deals.set_owner(deals[:1], "Kim")
    with pytest.raises(EditConflict):
        anna.services.deals.set_owner(deals, "Sam", seen=seen)


@pytest.mark.parametrize(
    ("key", "ours", "theirs"),
    [
        ("deal_title", "Ovens", "Presses"),
        ("deal_value", "900", "800"),
        ("full_name", "Ann One", "Bob Two"),
        ("company", "Hansa", "Nordwind"),
        ("stage", "Demo", "Proposal"),
        ("lead_source", "Fair", "Web"),
    ],
)
def test_a_cell_of_a_deal_is_guarded_and_says_who_wrote_it(
    anna: Person, bert: Person, key: str, ours: str, theirs: str
) -> None:
    for name in ("Ann One", "Bob Two"):
        add_contact(anna.store, name)
    deal, _ = anna.services.deals.create("Machines", anna.store.pipelines.all()[0].stages[0].id)
    seen = anna.services.deals.seen(deal, [key])
    bert.services.deals.edit(deal, key, theirs)
    with pytest.raises(EditConflict) as refused:
        anna.services.deals.edit(deal, key, ours, seen=seen)
    [clash] = refused.value.clashes
    [field] = clash.fields
    assert (clash.record, field.field, field.by.actor) == (deal, key, "Bert")
    seen.accept(refused.value.clashes)
    anna.services.deals.edit(deal, key, ours, seen=seen)
    assert anna.services.deals.seen(deal, [key]).fields(deal)[key] == field.ours


def test_tags_given_and_taken_by_two_people_at_once_all_stay(anna: Person, bert: Person) -> None:
    people = [add_contact(anna.store, f"Person {n}", tags="new, old") for n in range(2)]
    anna.services.contacts.tag(people, "fair")
    bert.services.contacts.tag(people, "vip")
    bert.services.contacts.untag(people, "old")
    assert {tuple(sorted(anna.store.contacts.get(person).tags)) for person in people} == {
        ("fair", "new", "vip")
    }


def test_what_is_deleted_or_restored_twice_stays_as_the_first_one_did_it(anna: Person, bert: Person) -> None:
    contact = add_contact(anna.store)
    bert.services.contacts.delete([contact])
    assert anna.services.contacts.delete([contact]).batch is None
    bert.services.contacts.restore([contact])
    assert anna.services.contacts.restore([contact]).batch is None


def test_a_campaign_that_somebody_finished_is_not_paused_unasked(anna: Person, bert: Person) -> None:
    campaign, _ = anna.services.campaigns.create("Fair")
    seen = anna.services.campaigns.seen(anna.store.campaigns.get(campaign))
    bert.services.campaigns.change(campaign, budget=200)
    anna.services.campaigns.set_status(campaign, CampaignStatus.RUNNING, seen=seen)
    bert.services.campaigns.set_status(campaign, CampaignStatus.FINISHED)
    with pytest.raises(EditConflict) as refused:
        anna.services.campaigns.set_status(campaign, CampaignStatus.PAUSED, seen=seen)
    [field] = refused.value.clashes[0].fields
    assert (field.field, field.base, field.theirs) == ("status", "running", "finished")
    now = anna.store.campaigns.get(campaign)
    assert (now.status, now.budget) == (CampaignStatus.FINISHED, 200)
