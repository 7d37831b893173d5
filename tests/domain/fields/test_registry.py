"""Declarations: what is derived from them, and fields that are declared for a while."""

from __future__ import annotations

import pickle

import pytest

from salesdesk.domain.columns import columns_of, default_columns, filter_fields
from salesdesk.domain.entities import entities
from salesdesk.domain.fields import (
    FIELD,
    FieldSpec,
    FieldType,
    Group,
    RecordKind,
    Section,
    Use,
    declared,
    declared_too,
)

PRONOUNS = FieldSpec(
    "pronouns",
    "Pronouns",
    FieldType.TEXT,
    frozenset({RecordKind.CONTACTS}),
    Group.NAME,
    uses=(Use(RecordKind.CONTACTS, section=Section.FIRST),),
)


def test_a_declared_field_is_a_column_of_its_list_and_of_no_other() -> None:
    with declared_too(PRONOUNS):
        keys = [column.key for column in columns_of(RecordKind.CONTACTS)]
        assert keys.index("do_not_call") < keys.index("pronouns") < keys.index("notes")
        assert "pronouns" not in default_columns(RecordKind.CONTACTS)
        assert "pronouns" in filter_fields(RecordKind.CONTACTS)
        assert "pronouns" not in filter_fields(RecordKind.COMPANIES)


def test_what_is_declared_for_a_while_is_gone_afterwards() -> None:
    with declared_too(PRONOUNS):
        assert FIELD["pronouns"] is PRONOUNS
    assert "pronouns" not in FIELD
    assert "pronouns" not in declared().mapping_names


def test_a_field_is_typed_imported_and_merged_unless_it_says_otherwise() -> None:
    with declared_too(PRONOUNS) as fields:
        people = fields.of(RecordKind.CONTACTS)
        assert "pronouns" in people.plain
        assert "pronouns" in people.imported
        assert "pronouns" in people.telling
        assert "pronouns" in {spec.key for spec, _ in people.merged}
        assert people.in_section(Section.FIRST)[-1] == "pronouns"
        assert fields.offered(RecordKind.CONTACTS)[0] == (
            Group.NAME,
            (
                "full_name",
                "first_name",
                "last_name",
                "second_last_name",
                "middle_name",
                "honorific",
                "suffix",
                "nickname",
                "pronouns",
            ),
        )


def test_an_amount_has_a_column_for_its_currency() -> None:
    bonus = FieldSpec("bonus", "Bonus", FieldType.MONEY, uses=(Use(RecordKind.CONTACTS),))
    assert bonus.columns(RecordKind.CONTACTS) == ("bonus", "bonus_currency")
    assert declared()["annual_revenue"].columns(RecordKind.COMPANIES) == ("annual_revenue", "currency")


@pytest.mark.parametrize("kind", entities().sheets)
def test_no_stored_column_belongs_to_two_plain_fields(kind: RecordKind) -> None:
    fields = declared().of(kind)
    columns = [column for key in fields.plain for column in fields.columns(key)]
    assert len(columns) == len(set(columns))


def test_declarations_can_be_sent_to_another_process() -> None:
    specs = tuple(declared().values())
    assert pickle.loads(pickle.dumps(specs)) == specs
