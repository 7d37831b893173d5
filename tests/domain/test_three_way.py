"""Two sides' changes of one base: the laws of the merge."""

from __future__ import annotations

from collections.abc import Mapping

from hypothesis import assume, given
from hypothesis import strategies as st

from salesdesk.domain.money import Money
from salesdesk.domain.three_way import ABSENT, Clash, Merged, merge

FIELDS = st.sampled_from(["full_name", "city", "tags", "amount", "email:7"])
VALUES = st.one_of(
    st.none(),
    st.text("ab", max_size=2),
    st.integers(0, 2),
    st.tuples(st.text("xy", max_size=1)),
    st.builds(Money, st.integers(1, 2), st.sampled_from(["EUR", "CHF"])),
)
RECORDS: st.SearchStrategy[Mapping[str, object]] = st.dictionaries(FIELDS, VALUES)


@given(RECORDS, RECORDS)
def test_a_side_that_changed_nothing_takes_what_the_other_has(
    base: Mapping[str, object], changed: Mapping[str, object]
) -> None:
    assert merge(base, base, base) == Merged(base)
    assert merge(base, changed, base) == Merged(changed)
    assert merge(base, base, changed) == Merged(changed)
    assert merge(base, changed, changed) == Merged(changed)


@given(RECORDS, RECORDS, RECORDS)
def test_it_does_not_matter_which_side_is_ours(
    base: Mapping[str, object], ours: Mapping[str, object], theirs: Mapping[str, object]
) -> None:
    one, other = merge(base, ours, theirs), merge(base, theirs, ours)
    assert one.values == other.values
    turned = {Clash(clash.field, clash.base, clash.theirs, clash.ours) for clash in other.clashes}
    assert set(one.clashes) == turned


@given(RECORDS, RECORDS, RECORDS)
def test_no_change_is_lost(
    base: Mapping[str, object], ours: Mapping[str, object], theirs: Mapping[str, object]
) -> None:
    merged = merge(base, ours, theirs)
    undecided = {clash.field: clash for clash in merged.clashes}
    for field in {*base, *ours, *theirs}:
        was, mine, other = (side.get(field, ABSENT) for side in (base, ours, theirs))
        if field in undecided:
            assert undecided[field] == Clash(field, was, mine, other)
            assert field not in merged.values
            continue
        found = merged.values.get(field, ABSENT)
        assert found == (mine if mine != was else other)
        assert found == (other if other != was else mine)


@given(RECORDS, RECORDS, RECORDS)
def test_a_clash_is_a_field_that_both_changed_differently(
    base: Mapping[str, object], ours: Mapping[str, object], theirs: Mapping[str, object]
) -> None:
    changed = [
        {field for field in {*base, *side} if side.get(field, ABSENT) != base.get(field, ABSENT)}
        for side in (ours, theirs)
    ]
    differing = {
        field for field in changed[0] & changed[1] if ours.get(field, ABSENT) != theirs.get(field, ABSENT)
    }
    assert {clash.field for clash in merge(base, ours, theirs).clashes} == differing


@given(RECORDS, RECORDS, RECORDS, FIELDS)
def test_each_field_is_decided_by_itself(
    base: Mapping[str, object], ours: Mapping[str, object], theirs: Mapping[str, object], field: str
) -> None:
    def only(side: Mapping[str, object]) -> Mapping[str, object]:
        return {key: value for key, value in side.items() if key == field}

    whole, part = merge(base, ours, theirs), merge(only(base), only(ours), only(theirs))
    assert only(whole.values) == part.values
    assert [clash for clash in whole.clashes if clash.field == field] == list(part.clashes)


@given(RECORDS, RECORDS, RECORDS, RECORDS)
def test_three_sides_come_to_the_same_in_any_order(
    base: Mapping[str, object],
    first: Mapping[str, object],
    second: Mapping[str, object],
    third: Mapping[str, object],
) -> None:
    """Where nothing clashes; a clash in one order is one in every order."""
    one, other = merge(base, first, second), merge(base, second, third)
    assume(not one.clashes and not other.clashes)
    left, right = merge(base, one.values, third), merge(base, first, other.values)
    assert left.values == right.values
    assert {clash.field for clash in left.clashes} == {clash.field for clash in right.clashes}


def test_an_amount_and_its_currency_clash_as_one_value() -> None:
    base, ours, theirs = ({"amount": Money(*value)} for value in ((100, "EUR"), (200, "EUR"), (100, "CHF")))
    assert [clash.field for clash in merge(base, ours, theirs).clashes] == ["amount"]


def test_removing_against_changing_is_a_clash() -> None:
    merged = merge({"email:7": "a@x.example"}, {}, {"email:7": "b@x.example"})
    assert merged == Merged({}, (Clash("email:7", "a@x.example", ABSENT, "b@x.example"),))
