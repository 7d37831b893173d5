"""Merging: every relation moves, nothing is lost, and it can be taken back any time later."""

from __future__ import annotations

import pytest

from salesdesk.domain.changes import Cause
from salesdesk.domain.conflicts import EditConflict
from salesdesk.domain.custom_fields import CustomType
from salesdesk.domain.fields import RecordKind
from salesdesk.errors import DomainError
from salesdesk.phrases import said
from salesdesk.services.services import Services
from salesdesk.store.store import Store
from tests.builders import add_company, add_contact, contacts_where, services_of, wrong_rows
from tests.refusals import refusing

CONTACTS, COMPANIES = RecordKind.CONTACTS, RecordKind.COMPANIES


def link(store: Store, services: Services, contact: int | None, company: int | None, word: str) -> None:
    """A deal, an activity and, for a person, a campaign that hang on the records."""
    stage, pipeline = store.database.rows("SELECT id, pipeline_id FROM stage ORDER BY id LIMIT 1")[0]

    def write(uow: object) -> None:
        insert = uow.insert  # type: ignore[attr-defined]
        at = store.now()
        deal = {
            "title": word,
            "title_key": word,
            "stage_id": stage,
            "pipeline_id": pipeline,
            "stage_since": at,
        }
        owners = {"contact_id": contact, "company_id": company, "created_at": at, "updated_at": at}
        insert("deal", {**deal, **owners})
        insert("activity", {"kind": "note", "subject": word, "at": at, **owners})

    services.commands.run(said("link"), write)


def test_two_contacts_become_one_and_can_be_parted_again(store: Store, services: Services) -> None:
    field = services.custom_fields.create("contact", "Size", CustomType.NUMBER)[0]
    one = add_contact(
        store, "Anna Weber", email="anna@nordwind.de", company="Nordwind GmbH", tags="vip", city="Berlin"
    )
    two = add_contact(
        store,
        "Dr. Anna Weber",
        email="anna@private.de",
        phone="030 1234567",
        company="Südwind AG",
        tags="vip, fair",
        lifecycle_stage="Customer",
        do_not_email="yes",
        notes="Met in May.",
        job_title="Buyer",
    )
    services.contacts.edit(two, "custom.size", "12")
    link(store, services, one, None, "first")
    link(store, services, two, None, "second")
    before = store.database.dump()

    preview = services.merges.preview(CONTACTS, [one, two])
    assert (preview.names, preview.deals, preview.activities) == (("Anna Weber", "Anna Weber"), 2, 2)
    changes = services.merges.merge(CONTACTS, [one, two], survivor=one)
    merged = store.contacts.get(one)
    assert [e.address for e in merged.emails] == ["anna@nordwind.de", "anna@private.de"]
    assert (merged.email, merged.phone) == ("anna@nordwind.de", "+49301234567")
    assert sorted(merged.tags) == ["fair", "vip"]
    assert [(c.company, c.is_primary) for c in merged.companies] == [
        ("Nordwind GmbH", True),
        ("Südwind AG", False),
    ]
    assert (merged.lifecycle_stage, merged.do_not_email) == ("customer", True)
    assert (merged.values["honorific"], merged.values["job_title"], merged.values["city"]) == (
        "Dr.",
        "Buyer",
        "Berlin",
    )
    assert merged.values["notes"] == "Met in May."
    assert merged.custom["size"].number == 12
    assert store.database.rows(
        "SELECT DISTINCT contact_id FROM deal UNION SELECT contact_id FROM activity"
    ) == [(one,)]
    assert store.contacts.get(two).deleted_at is not None
    assert len(store.contacts.ids(contacts_where("private"))) == 1, "found by the address that moved"
    assert store.database.check() == []
    assert field

    services.contacts.edit(add_contact(store, "Somebody Else"), "city", "Rom")
    assert changes.batch is not None
    assert services.commands.undo_batch(changes.batch).kept == ()
    services.commands.undo()
    services.commands.undo()
    assert store.database.dump() == before


def test_a_choice_overrules_the_proposal(store: Store, services: Services) -> None:
    one = add_contact(store, "Anna Weber", email="a@x.de", city="Berlin")
    two = add_contact(store, "Anna Berg", email="b@x.de", city="Rom")
    preview = services.merges.preview(CONTACTS, [one, two])
    choice = next(c for c in preview.proposal.fields if c.field == "full_name")
    wanted = next(place for place, option in enumerate(choice.options) if option.value == "Anna Berg")
    services.merges.merge(CONTACTS, [one, two], {"full_name": wanted}, survivor=one)
    merged = store.contacts.get(one)
    assert (merged.full_name, merged.values["last_name"]) == ("Anna Berg", "Berg")
    with refusing(DomainError, match="does not exist or lies in the trash"):
        services.merges.preview(CONTACTS, [one, two])


def test_of_two_memberships_the_one_that_came_further_stays(store: Store, services: Services) -> None:
    one, two = (
        add_contact(store, "Anna Weber", email="a@x.de"),
        add_contact(store, "Anna Weber", email="b@x.de"),
    )

    def write(uow: object) -> None:
        at = store.now()
        names = {"name_key": "fair", "created_at": at, "updated_at": at}
        campaigns = [uow.insert("campaign", {"name": "Fair", **names}) for _ in range(2)]  # type: ignore[attr-defined]
        for campaign, contact, status in ((0, one, "sent"), (0, two, "replied"), (1, two, "opened")):
            row = {
                "campaign_id": campaigns[campaign],
                "contact_id": contact,
                "status": status,
                "added_at": at,
            }
            uow.insert("campaign_member", row)  # type: ignore[attr-defined]

    services.commands.run(said("campaigns"), write)
    services.merges.merge(CONTACTS, [one, two], survivor=one)
    rows = store.database.rows("SELECT status FROM campaign_member WHERE contact_id = ? ORDER BY id", (one,))
    assert rows == [("replied",), ("opened",)]


def test_companies_bring_their_people_and_deals(store: Store, services: Services) -> None:
    one = add_company(store, "Nordwind GmbH", city="Kiel")
    two = add_company(store, "Nordwind Energie GmbH", website="nordwind.de")
    both = add_contact(store, "Anna Weber", company="Nordwind GmbH")
    other = add_contact(store, "Bert Schulz", company="Nordwind Energie GmbH")
    link(store, services, other, two, "turbine")
    before = store.database.dump()
    services.merges.merge(COMPANIES, [one, two], survivor=one)
    firm = store.companies.get(one)
    assert (firm.values["city"], firm.values["website"]) == ("Kiel", "https://nordwind.de")
    assert {person.contact_id for person in firm.people} == {both, other}
    assert store.contacts.get(other).company.company_id == one  # type: ignore[union-attr]
    assert store.database.rows("SELECT company_id FROM deal") == [(one,)]
    assert store.database.check() == []
    services.commands.undo()
    assert store.database.dump() == before


def test_a_merge_that_makes_no_sense_is_refused(store: Store, services: Services) -> None:
    one = add_contact(store, "Anna Weber", email="a@x.de")
    for kind, ids in (
        (CONTACTS, [one]),
        (CONTACTS, [one, one]),
        (CONTACTS, [one, 999]),
        (RecordKind.DEALS, [1, 2]),
    ):
        with pytest.raises(DomainError):
            services.merges.merge(kind, ids)
    assert [batch.cause for batch in store.journal.batches() if batch.cause is Cause.MERGE] == []


def test_a_value_that_somebody_changed_since_the_preview_is_not_given_up_unseen(
    store: Store, services: Services
) -> None:
    one = add_contact(store, "Anna Weber", city="Kiel", country="DE")
    other = add_contact(store, "Anna Weber", city="Bonn")
    seen = services.merges.preview(RecordKind.CONTACTS, (one, other))
    bert = Store(store.place, actor="Bert", clock=store.clock)
    services_of(bert).contacts.update(one, {"city": "Emden", "tags": "vip"})
    before = store.database.dump()
    with pytest.raises(EditConflict) as refused:
        services.merges.merge(RecordKind.CONTACTS, (one, other), {"city": 1}, seen=seen)
    assert store.database.dump() == before
    [clash] = refused.value.clashes
    [field] = clash.fields
    assert (clash.record, field.field, field.base, field.theirs) == (one, "city", "Kiel", "Emden")
    assert field.by.actor == "Bert"
    again = services.merges.preview(RecordKind.CONTACTS, (one, other))
    services_of(bert).contacts.tag([other], "fair")  # all tags are kept, whoever gave them
    services.merges.merge(RecordKind.CONTACTS, (one, other), {"city": 1}, survivor=one, seen=again)
    assert store.contacts.page([one])[one]["city"] == "Bonn"
    assert sorted(store.contacts.get(one).tags) == ["fair", "vip"]
    bert.close()


def test_a_record_that_somebody_deleted_is_not_merged(store: Store, services: Services) -> None:
    one, other = add_contact(store, "Anna Weber"), add_contact(store, "Anna Weber")
    seen = services.merges.preview(RecordKind.CONTACTS, (one, other))
    services.contacts.delete([other])
    with refusing(DomainError, match="lies in the trash"):
        services.merges.merge(RecordKind.CONTACTS, (one, other), seen=seen)


@pytest.mark.parametrize("door", ["trash", "list"])
def test_the_loser_of_a_merge_comes_back_whole(store: Store, services: Services, door: str) -> None:
    field = services.custom_fields.create("contact", "Size", CustomType.NUMBER)[0]
    one = add_contact(store, "Anna Weber", email="anna@nord.example", tags="vip", company="Nord")
    two = add_contact(
        store, "A. Weber", email="a@priv.example", phone="030 1234567", company="Süd", tags="vip, fair",
        lifecycle_stage="Customer",
    )  # fmt: skip
    services.contacts.edit(two, "custom.size", "12")
    link(store, services, two, None, "second")
    before, other = store.contacts.get(two), store.contacts.get(one)
    events = store.contacts.get(two).lifecycle
    services.merges.merge(CONTACTS, [one, two], survivor=one)
    assert len(store.contacts.get(one).emails) == 2
    if door == "trash":
        services.trash.restore([entry for entry in store.trash.all() if entry.id == two])
    else:
        services.contacts.restore([two])
    back = store.contacts.get(two)
    for part in ("emails", "phones", "companies", "tags", "custom", "lifecycle"):
        assert getattr(back, part) == getattr(before, part), part
    assert back.custom["size"].text == "12"
    assert (back.lifecycle, field) == (events, field)
    assert store.contacts.get(one).emails == other.emails
    assert store.contacts.get(one).email == "anna@nord.example"
    shown = store.contacts.page([two], ["email", "phone", "company"])[two].values
    assert (shown["email"], shown["phone"], shown["company"]) == ("a@priv.example", "+49301234567", "Süd")
    links = store.database.rows(
        "SELECT d.contact_id FROM deal AS d UNION SELECT a.contact_id FROM activity AS a"
    )
    assert links == [(two,)]
    assert wrong_rows(store) == []
    services.commands.undo()
    assert store.contacts.get(two).deleted_at is not None
    assert len(store.contacts.get(one).emails) == 2
    services.commands.undo()
    assert store.contacts.get(two) == before or store.contacts.get(two).emails == before.emails


def test_what_moved_on_since_a_merge_stays_where_it_is(store: Store, services: Services) -> None:
    one = add_contact(store, "Anna Weber", email="anna@nord.example")
    two = add_contact(store, "A. Weber", email="a@priv.example", phone="030 1234567")
    third = add_contact(store, "Third")
    link(store, services, two, None, "second")
    services.merges.merge(CONTACTS, [one, two], survivor=one)
    services.deals.change(1, contact_id=third)
    services.contacts.update(one, {"phone": ""})
    services.contacts.restore([two])
    assert store.deals.get(1).contact_id == third
    assert [entry.address for entry in store.contacts.get(two).emails] == ["a@priv.example"]
    assert store.contacts.get(two).phones == ()  # removed since
    assert wrong_rows(store) == []


def test_a_merged_company_comes_back_with_its_people(store: Store, services: Services) -> None:
    nord, south = add_company(store, "Nord"), add_company(store, "Nord AG")
    anna = add_contact(store, "Anna", company="Nord AG")
    link(store, services, None, south, "deal")
    services.merges.merge(COMPANIES, [nord, south], survivor=nord)
    assert store.contacts.get(anna).company.company_id == nord
    services.trash.restore(store.trash.all())
    assert store.contacts.get(anna).company.company_id == south
    assert store.deals.get(1).company_id == south
    assert wrong_rows(store) == []
