"""What is known about each table is read off its model."""

from __future__ import annotations

from salesdesk.store.journal import schema


def test_every_part_names_an_owner_of_its_own_that_it_cannot_be_without() -> None:
    owners = {table.name: table.owner for table in schema.tables().values() if table.owner is not None}
    assert {name: owner.target for name, owner in owners.items()} == {
        "contact_company": "contact",
        "contact_email": "contact",
        "contact_phone": "contact",
        "contact_tag": "contact",
        "contact_value": "contact",
        "lifecycle_event": "contact",
        "company_tag": "company",
        "company_value": "company",
        "campaign_member": "campaign",
        "deal_value": "deal",
        "stage_event": "deal",
        "activity_participant": "activity",
        "deal_role": "deal",
        "call_round_member": "call_round",
        "sequence_step": "sequence",
        "sequence_run": "sequence",
        "meeting_note": "meeting",
        "meeting_topic": "meeting",
    }
    assert not any(owner.optional for owner in owners.values())


def test_a_required_reference_belongs_to_a_part_or_is_named_here() -> None:
    """A new table that cannot be without a record of another says in its Meta that it is a part of it."""
    free = {
        (reference.table, reference.column)
        for table in schema.tables().values()
        for reference in table.references
        if not reference.optional and table.owner is None
    }
    assert free == {
        ("stage", "pipeline_id"),
        ("deal", "pipeline_id"),
        ("deal", "stage_id"),
        ("relation", "contact_id"),  # goes with either of the two people
        ("relation", "other_id"),
    }


def test_the_parts_of_a_record_are_told_apart_by_their_key() -> None:
    keys = {part.name: part.part_key for part in schema.parts_of("contact")}
    assert keys == {
        "contact_company": ("company_id",),
        "contact_email": ("address_key",),
        "contact_phone": ("digits",),
        "contact_tag": ("tag_id",),
        "contact_value": ("field_id",),
        "lifecycle_event": (),
    }
    assert {part.name for part in schema.parts_of("contact") if part.is_ordered} == {
        "contact_email",
        "contact_phone",
    }
    assert [part.name for part in schema.parts_of("contact") if part.marks_primary] == ["contact_company"]


def test_links_are_what_others_say_of_a_record() -> None:
    assert {(link.table, link.column) for link in schema.links_to("company")} == {
        ("contact", "company_id"),
        ("contact_company", "company_id"),
        ("deal", "company_id"),
        ("activity", "company_id"),
        ("attachment", "company_id"),
        ("call_round_member", "company_id"),
        ("sequence_run", "company_id"),
        ("meeting", "company_id"),
    }
    assert [home.target for home in schema.tables()["activity"].homes] == [
        "contact",
        "company",
        "deal",
        "campaign",
    ]


def test_tables_that_refer_come_before_those_they_refer_to() -> None:
    order = schema.referring_first(schema.tables())
    assert sorted(order) == sorted(schema.tables())
    for table, info in schema.tables().items():
        for reference in info.references:
            if reference.target != table:
                assert order.index(table) < order.index(reference.target), (table, reference)
