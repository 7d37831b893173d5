"""Columns as data."""

from __future__ import annotations

import pytest

from salesdesk.domain.columns import canonical, chosen, columns_of, default_columns, filter_fields
from salesdesk.domain.custom_fields import CustomField, CustomType, key_for
from salesdesk.domain.entities import entities
from salesdesk.domain.fields import FieldType, RecordKind
from salesdesk.domain.filters import parse_filter


@pytest.mark.parametrize("kind", entities().lists)
def test_columns_are_named_once_and_can_be_filtered(kind: RecordKind) -> None:
    columns = columns_of(kind)
    keys = [column.key for column in columns]
    assert len(keys) == len(set(keys))
    assert set(keys) <= filter_fields(kind)
    assert all(column.title and column.width >= 60 for column in columns)
    assert [column.key for column in chosen(columns, default_columns(kind))] == list(default_columns(kind))


def test_short_names_mean_the_column_of_their_list() -> None:
    assert canonical(RecordKind.CONTACTS, "stage") == "lifecycle_stage"
    assert canonical(RecordKind.DEALS, "stage") == "stage"
    assert canonical(RecordKind.COMPANIES, "name") == "company"
    assert canonical(RecordKind.DEALS, "title") == "deal_title"
    assert canonical(RecordKind.CONTACTS, "city") == "city"
    for kind in entities().lists:
        for name in filter_fields(kind):
            parse_filter(f"{name}:1", filter_fields(kind))


def test_numbers_stand_right_and_a_custom_field_is_a_column() -> None:
    field = CustomField(1, "contact", "budget", "Budget", CustomType.MONEY)
    column = columns_of(RecordKind.CONTACTS, [field])[-1]
    assert (column.key, column.title, column.type, column.align) == (
        "custom.budget",
        "Budget",
        FieldType.MONEY,
        "right",
    )


@pytest.mark.parametrize(
    ("title", "key"),
    [
        ("Größe (cm)", "grosse_cm"),
        ("2nd choice", "field_2nd_choice"),
        ("!!!", "field"),
        ("名前", "field"),
        ("Taken", "taken_2"),
    ],
)
def test_a_key_is_plain_and_free(title: str, key: str) -> None:
    assert key_for(title, frozenset({"taken"})) == key
