"""The duplicate finder: what it tells, in which grade, why, and what it never tells."""

from __future__ import annotations

import pytest

from salesdesk.domain.fields import RecordKind
from salesdesk.domain.matching.blocking import WIDE_PER_RECORD, Candidates
from salesdesk.domain.matching.finder import find_duplicates
from salesdesk.domain.matching.frequency import Frequencies
from salesdesk.domain.matching.profiles import profiles_of
from salesdesk.domain.matching.reasons import SAME_GROUP
from salesdesk.domain.matching.records import Grade, MatchPair, MatchRecord
from tests.domain.matching import invented
from tests.domain.matching.scoring import records_of

AMARA = MatchRecord(
    1,
    first_name="Amara",
    last_name="Okafor",
    company="Nordwind GmbH",
    phones=("493055501182",),
    emails=("amara@nordwind.eu",),
)
A_OKAFOR = MatchRecord(
    2,
    first_name="A.",
    last_name="Okafor",
    company="Nordwind",
    phones=("493055501182",),
    emails=("a.okafor@gmail.example",),
)
JONAS = MatchRecord(3, first_name="Jonas", last_name="Lindqvist", emails=("jonas@lindqvist.se",))
JONAS_TYPED = MatchRecord(4, first_name="Jonas", last_name="Lindquist", emails=("jonas@lindqvist.se",))
TOM = MatchRecord(
    5, first_name="Tom", last_name="Whitaker", company="Casa Verde S.r.l.", city="Leeds", street="12 Oak St"
)
THOMAS = MatchRecord(
    6, first_name="Thomas", last_name="Whitaker", company="Casa Verde", city="Leeds", street="12 Oak Street"
)
RAVI = MatchRecord(7, first_name="Ravi", last_name="Menon", phones=("914412345678",))
FEW = [AMARA, A_OKAFOR, JONAS, JONAS_TYPED, TOM, THOMAS, RAVI]


def _pair(pairs: list[MatchPair], a: int, b: int) -> MatchPair:
    return next(pair for pair in pairs if (pair.a, pair.b) == (a, b))


def _codes(pair: MatchPair) -> list[str]:
    return [reason.code for reason in pair.reasons]


def test_a_handful_of_records() -> None:
    pairs = find_duplicates(FEW)
    assert {(pair.a, pair.b) for pair in pairs if pair.grade is not Grade.POSSIBLE} == {
        (1, 2),
        (3, 4),
        (5, 6),
    }
    assert "same_phone" in _codes(_pair(pairs, 1, 2))
    assert _codes(_pair(pairs, 3, 4))[0] == "same_email"
    assert _pair(pairs, 3, 4).reasons[0].detail == "jonas@lindqvist.se"
    assert "short_first_name" in _codes(_pair(pairs, 5, 6))


def test_reasons_come_strongest_first_and_what_speaks_against_last() -> None:
    for pair in find_duplicates(records_of(invented.leads(3, people=120))):
        weights = [reason.weight for reason in pair.reasons if reason.code != SAME_GROUP]
        assert weights == sorted(weights, reverse=True)
        assert pair.reasons


def test_best_pairs_come_first_and_every_pair_once() -> None:
    pairs = find_duplicates(records_of(invented.registry(4, people=120)))
    scores = [pair.score for pair in pairs]
    assert scores == sorted(scores, reverse=True)
    assert all(pair.a < pair.b and 0.0 <= pair.score <= 1.0 for pair in pairs)
    assert len({(pair.a, pair.b) for pair in pairs}) == len(pairs)


def test_the_order_of_records_does_not_matter_to_the_verdicts() -> None:
    records = records_of(invented.registry(5, people=90))
    there = {(pair.a, pair.b): pair.grade for pair in find_duplicates(records)}
    back = {(pair.a, pair.b): pair.grade for pair in find_duplicates(records[::-1])}
    same = sum(1 for pair, grade in there.items() if back.get(pair) == grade)
    assert same >= 0.97 * max(len(there), len(back))


def test_the_same_records_give_the_same_answer() -> None:
    records = records_of(invented.leads(6, people=120))
    assert find_duplicates(records) == find_duplicates(records)


def test_rejected_pairs_are_never_told_nor_joined_through_others() -> None:
    twins = [
        MatchRecord(n, first_name="Jonas", last_name="Lindqvist", emails=("jonas@lindqvist.se",))
        for n in (10, 11, 12)
    ]
    assert len(find_duplicates([*FEW, *twins])) >= 6
    pairs = find_duplicates([AMARA, RAVI, TOM, *twins], rejected=[(11, 10)])
    likely = {(pair.a, pair.b) for pair in pairs if pair.grade is not Grade.POSSIBLE}
    assert (10, 11) not in {(pair.a, pair.b) for pair in pairs}
    assert len(likely) == 1  # the third belongs to one of them, not to both


def test_only_limits_the_answer_to_new_rows() -> None:
    pairs = find_duplicates(FEW, only={2})
    assert {(pair.a, pair.b) for pair in pairs if pair.grade is not Grade.POSSIBLE} == {(1, 2)}


def test_people_and_organisations_never_match() -> None:
    firm = MatchRecord(20, RecordKind.COMPANIES, company="Nordwind", phones=("493055501182",), city="Berlin")
    person = MatchRecord(21, RecordKind.CONTACTS, company="Nordwind", phones=("493055501182",), city="Berlin")
    assert find_duplicates([firm, person]) == []


@pytest.mark.parametrize("count", [0, 1])
def test_nothing_to_compare(count: int) -> None:
    assert find_duplicates(FEW[:count]) == []


def test_records_without_any_value_match_nothing() -> None:
    assert find_duplicates([MatchRecord(n) for n in range(30)]) == []


def test_progress_counts_up_to_all_and_may_cancel() -> None:
    records = records_of(invented.leads(7, people=300))
    seen: list[tuple[int, int]] = []
    find_duplicates(records, progress=lambda done, total: seen.append((done, total)))
    assert seen == sorted(seen)
    assert seen[-1] == (len(records), len(records))

    def stop(done: int, _total: int) -> None:
        if done:
            raise InterruptedError

    with pytest.raises(InterruptedError):
        find_duplicates(records, progress=stop)


def test_a_household_is_not_one_person() -> None:
    home = {
        "last_name": "Baholtash",
        "street": "12 Oak Street",
        "city": "Leeds",
        "postal_code": "41000",
        "phones": ("441134960000",),
    }
    family = [
        MatchRecord(n, first_name=name, **home) for n, name in enumerate(["Anna", "Peter", "Ruth", "Olivia"])
    ]  # type: ignore[arg-type]
    pairs = find_duplicates([*family, *records_of(invented.leads(8, people=200))[10:]])
    assert not [pair for pair in pairs if pair.b < 4 and pair.grade is not Grade.POSSIBLE]


def test_branches_of_a_chain_are_not_one_shop() -> None:
    shops = [
        MatchRecord(n, RecordKind.COMPANIES, company="Green Apple Market", street=street, city=city, phones=(phone,), website="greenapple.example")
        for n, (street, city, phone) in enumerate([("1 Main St", "Leeds", "441130000001"), ("77 Dock Rd", "Hull", "441480000002"), ("5 Park Ave", "York", "441900000003")])
    ]  # fmt: skip
    pairs = find_duplicates(shops)
    assert all(pair.grade is Grade.POSSIBLE for pair in pairs)


def test_the_candidates_grow_no_faster_than_the_records() -> None:
    counts = []
    for people in (1500, 6000):
        profiles = profiles_of(records_of(invented.leads(9, people=people)))
        Frequencies(profiles).fill(profiles)
        candidates = Candidates(profiles)
        pairs = sum(len(candidates.after(position)) for position in range(len(profiles)))
        counts.append(pairs / len(profiles))
    assert counts[1] <= max(WIDE_PER_RECORD, 1.2 * counts[0])


def test_a_group_of_weak_links_is_cut() -> None:
    """Anna Berg and Anna Bergmann are each like "A. Berg…", not like one another."""
    pairs = find_duplicates(
        [
            *FEW,
            MatchRecord(30, first_name="Anna", last_name="Hamwick", birthday="1980-02-03", city="Hull"),
            MatchRecord(31, first_name="A", last_name="Hamwick", city="Hull"),
            MatchRecord(32, first_name="Albert", last_name="Hamwick", birthday="1951-11-30", city="Hull"),
        ]
    )
    likely = {(pair.a, pair.b) for pair in pairs if pair.grade is not Grade.POSSIBLE}
    assert (30, 32) not in likely
    assert not {(30, 31), (31, 32)} <= likely
