"""One record against the existing ones: while typing, and for the rows of an import."""

from __future__ import annotations

from salesdesk.domain.matching.exact import (
    DEFAULT_KEYS,
    ExactKeys,
    KeyRow,
    MatchKey,
    key_row_of,
    name_key,
)
from salesdesk.domain.matching.index import MatchIndex
from salesdesk.domain.matching.records import Grade, MatchRecord
from tests.domain.matching import invented
from tests.domain.matching.scoring import records_of

JONAS = MatchRecord(
    3, first_name="Jonas", last_name="Lindqvist", emails=("jonas@lindqvist.se",), phones=("46812345678",)
)
OTHER = MatchRecord(4, first_name="Maria", last_name="Lindqvist", company="Volvo AB", phones=("46812345678",))


def test_typing_a_likely_duplicate_finds_it() -> None:
    index = MatchIndex([JONAS, OTHER])
    typed = MatchRecord(-1, first_name="Jonas", last_name="Lindquist", emails=("jonas@lindqvist.se",))
    found = index.candidates(typed)
    assert [pair.b for pair in found][:1] == [3]
    assert found[0].grade is not Grade.POSSIBLE
    assert found[0].reasons[0].code == "same_email"


def test_a_record_is_not_its_own_duplicate_and_added_ones_are_known() -> None:
    index = MatchIndex([OTHER])
    assert index.candidates(OTHER) == []
    index.add(JONAS)
    assert [
        pair.a
        for pair in index.candidates(
            MatchRecord(9, first_name="Jonas", last_name="Lindqvist", emails=("jonas@lindqvist.se",))
        )
    ][:1] == [3]


def test_an_empty_index_and_an_empty_question() -> None:
    assert MatchIndex([]).candidates(JONAS) == []
    assert MatchIndex([JONAS]).candidates(MatchRecord(-1)) == []


def test_most_damaged_copies_find_their_original() -> None:
    made = invented.registry(22, people=400, share=1.0, most=1)
    records = records_of(made)
    first: dict[int, int] = {}
    copies: list[int] = []
    for row, entity in enumerate(made.truth):
        if entity in first:
            copies.append(row)
        else:
            first[entity] = row
    index = MatchIndex([records[row] for row in first.values()])
    hits = 0
    for row in copies:
        found = index.candidates(records[row], limit=1)
        if found and first[made.truth[row]] in (found[0].a, found[0].b):
            hits += 1
    assert hits >= 0.95 * len(copies)


def test_the_limit_holds() -> None:
    same = [
        MatchRecord(n, first_name="Jonas", last_name="Lindqvist", emails=("jonas@lindqvist.se",))
        for n in range(9)
    ]
    assert (
        len(MatchIndex(same).candidates(MatchRecord(99, first_name="Jonas", last_name="Lindqvist"), limit=3))
        <= 3
    )


def test_the_first_key_that_finds_decides() -> None:
    keys = ExactKeys(
        [KeyRow(1, external_id="a1", emails=("x@y.de",)), KeyRow(2, external_id="b2", emails=("z@y.de",))]
    )
    row = KeyRow(0, external_id="a1", emails=("z@y.de",))
    assert keys.find(row, (MatchKey.EXTERNAL_ID, MatchKey.EMAIL)) == (1,)
    assert keys.find(row, (MatchKey.EMAIL, MatchKey.EXTERNAL_ID)) == (2,)
    assert keys.find(KeyRow(0), DEFAULT_KEYS) == ()


def test_an_ambiguous_key_gives_all_its_records() -> None:
    keys = ExactKeys([KeyRow(n, name=name_key("Jonas", "Lindqvist"), company="volvo") for n in (5, 6, 7)])
    assert keys.find(KeyRow(0, name=name_key("LINDQVIST", "jonas"), company="volvo")) == (5, 6, 7)
    assert keys.find(KeyRow(0, name=name_key("Jonas", "Lindqvist"))) == ()
    assert keys.find(KeyRow(0, name=name_key("Jonas", "Lindqvist")), (MatchKey.NAME,)) == (5, 6, 7)


def test_a_shared_phone_does_not_make_two_names_one() -> None:
    index = MatchIndex([OTHER])
    phone_only = MatchRecord(0, phones=("+46 8 123 456 78",))
    assert index.exact(phone_only, [MatchKey.PHONE]) == (4,)
    assert (
        index.exact(
            MatchRecord(0, first_name="Per", last_name="Holm", phones=("46812345678",)), [MatchKey.PHONE]
        )
        == ()
    )
    assert index.exact(
        MatchRecord(0, first_name="Maria", last_name="Holm", phones=("46812345678",)), [MatchKey.PHONE]
    ) == (4,)


def test_keys_are_made_of_cleaned_values() -> None:
    row = key_row_of(
        MatchRecord(
            8,
            full_name="Lindqvist, Jonas",
            company="The Volvo Group AB",
            emails=("J.Lindqvist+crm@GMAIL.com",),
            external_id=" A-1 ",
        )
    )
    assert row == KeyRow(8, "a 1", ("jlindqvist@gmail.com",), (), "jonas lindqvist", row.company)
    assert "volvo" in row.company
    assert " ab" not in row.company


def test_organisations_are_found_by_name() -> None:
    keys = ExactKeys([KeyRow(1, company="acme widgets")])
    assert keys.find(KeyRow(0, company="acme widgets")) == (1,)
    assert keys.find(KeyRow(0, company="acme")) == ()
