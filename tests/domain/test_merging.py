"""Merging keeps everything: what the merged record does not have is set aside, never lost."""

from __future__ import annotations

from datetime import date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from salesdesk.domain.merging import Merged, MergeProposal, apply_choices, merge_proposal
from salesdesk.errors import DomainError
from tests.refusals import refusing

TEXTS = st.sampled_from(["", " ", "Amara", "A.", "amara", "Okafor", "x@example.com", "Ann Lee", "12"])
VALUES = st.one_of(
    st.none(), TEXTS, st.integers(0, 3), st.booleans(), st.dates(), st.datetimes(),
    st.lists(TEXTS, max_size=3).map(tuple),
)  # fmt: skip
FIELDS = st.sampled_from(
    ["first_name", "notes", "emails", "do_not_email", "created_at", "updated_at", "city"]
)
RECORDS = st.lists(st.dictionaries(FIELDS, VALUES, max_size=7), min_size=1, max_size=4)


def _pieces(value: object) -> set[tuple[str, object]]:
    """What is told apart in a value; case and outer space of list items are not."""
    if value is None or (isinstance(value, str) and not value.strip()):
        return set()
    if isinstance(value, tuple):
        return {
            piece
            for item in value
            for piece in _pieces(item.strip().casefold() if isinstance(item, str) else item)
        }
    return {(type(value).__name__, value)}


def _not_taken(proposal: MergeProposal, merged: Merged, field: str) -> list[object]:
    """What stays with the other records: the options of a field that give no value."""
    choice = next(choice for choice in proposal.fields if choice.field == field)
    source = merged.sources.get(field)
    return [option.value for option in choice.options if source not in option.records and source is not None]


def _conflicts(proposal: MergeProposal) -> list[str]:
    return [choice.field for choice in proposal.fields if choice.conflict]


@given(RECORDS)
def test_nothing_is_lost(records: list[dict[str, object]]) -> None:
    proposal = merge_proposal(records)
    merged = apply_choices(proposal)
    for record in records:
        for field, value in record.items():
            kept = merged.values[field]
            aside = _not_taken(proposal, merged, field)
            if isinstance(kept, tuple):
                folded = {item.strip().casefold() if isinstance(item, str) else item for item in kept}
                items = value if isinstance(value, tuple) else (value,)
                for item in items:
                    if _pieces(item):
                        assert (item.strip().casefold() if isinstance(item, str) else item) in folded
            elif field == "notes" and isinstance(value, str) and value.strip() and isinstance(kept, str):
                assert value in kept or value in aside
            elif _pieces(value):
                assert _pieces(value) <= {piece for one in (kept, *aside) for piece in _pieces(one)}


@given(RECORDS)
def test_a_record_merged_with_itself_stays_itself(records: list[dict[str, object]]) -> None:
    record = records[0]
    proposal = merge_proposal([record, record])
    assert _conflicts(proposal) == []
    merged = apply_choices(proposal)
    assert not any(_not_taken(proposal, merged, field) for field in record)
    assert set(merged.values) == set(record)
    again = apply_choices(merge_proposal([merged.values, merged.values]))
    assert again.values == merged.values


@given(RECORDS, st.data())
def test_every_option_can_be_chosen(records: list[dict[str, object]], data: st.DataObject) -> None:
    proposal = merge_proposal(records)
    open_choices = [choice for choice in proposal.fields if choice.options and not choice.united]
    for choice in open_choices:
        pick = data.draw(st.integers(0, len(choice.options) - 1))
        merged = apply_choices(proposal, {choice.field: pick})
        assert merged.values[choice.field] == choice.options[pick].value
        assert merged.sources[choice.field] in choice.options[pick].records
        assert records[merged.sources[choice.field]][choice.field] == merged.values[choice.field]
        assert len(_not_taken(proposal, merged, choice.field)) == len(choice.options) - 1


def test_the_fuller_name_is_proposed_without_a_conflict() -> None:
    proposal = merge_proposal(
        [
            {"full_name": "A. Okafor", "job_title": "Ops manager", "emails": ("a.okafor@gmail.example",)},
            {
                "full_name": "Amara Okafor",
                "job_title": "Head of Ops",
                "emails": ("amara@nordwind.eu",),
                "city": "Hamburg",
            },
        ]
    )
    assert proposal.survivor == 1
    assert _conflicts(proposal) == ["job_title"]
    assert apply_choices(proposal).values == {
        "full_name": "Amara Okafor",
        "job_title": "Head of Ops",
        "emails": ("amara@nordwind.eu", "a.okafor@gmail.example"),
        "city": "Hamburg",
    }


def test_the_most_recently_changed_value_wins_a_conflict() -> None:
    old = {"city": "Bonn", "phone": "1", "street": "Weg 1", "updated_at": datetime(2024, 1, 1)}
    new = {"city": "Berlin", "updated_at": datetime(2025, 1, 1)}
    proposal = merge_proposal([old, new])
    assert proposal.survivor == 0
    merged = apply_choices(proposal)
    assert merged.values["city"] == "Berlin"
    assert merged.values["phone"] == "1"
    assert merged.values["updated_at"] == datetime(2025, 1, 1)


def test_a_refusal_outlives_the_merge() -> None:
    proposal = merge_proposal([{"do_not_email": False, "city": "Bonn"}, {"do_not_email": True}])
    assert apply_choices(proposal).values["do_not_email"] is True


def test_the_merged_record_is_as_old_as_its_oldest_part() -> None:
    proposal = merge_proposal([{"created_at": date(2024, 5, 1)}, {"created_at": date(2020, 5, 1)}])
    assert apply_choices(proposal).values["created_at"] == date(2020, 5, 1)


def test_notes_are_joined_and_tags_united_without_doubles() -> None:
    proposal = merge_proposal(
        [
            {"notes": "Met at the fair.", "tags": ("VIP", "expo")},
            {"notes": "Wants a demo.", "tags": {"vip", "new"}},
        ]
    )
    values = apply_choices(proposal).values
    assert values["notes"] == "Met at the fair.\n\nWants a demo."
    assert values["tags"] == ("VIP", "expo", "new")


@pytest.mark.parametrize("choices", [{"city": 2}, {"city": -1}, {"tags": 0}, {"nothing": 0}])
def test_impossible_choices_are_refused(choices: dict[str, int]) -> None:
    proposal = merge_proposal([{"city": "Bonn", "tags": ("a",)}, {"city": "Berlin"}])
    with refusing(DomainError, r"city|tags|nothing"):
        apply_choices(proposal, choices)


def test_nothing_to_merge_is_refused() -> None:
    with pytest.raises(ValueError, match="nothing to merge"):
        merge_proposal([])
