"""Which dated copies are kept: a pure rule, tried on any set of them."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from salesdesk.domain.backups import (
    DAYS_KEPT,
    MONTHS_KEPT,
    RECENT,
    RECENT_KEPT,
    Proof,
    Snapshot,
    last_before,
    newest_first,
    read_snapshot_name,
    snapshot_name,
    superfluous,
)

NOW = datetime(2026, 5, 4, 9, 30, 15)


def copies(*ages: float, proof: Proof = Proof.VERIFIED) -> list[Snapshot]:
    """Copies made so many days ago (a negative number: in days to come)."""
    return [Snapshot(f"{age}", NOW - timedelta(days=age), proof=proof) for age in ages]


snapshot = st.builds(
    lambda hours, number, proof: Snapshot(
        f"{hours} {number}", NOW + timedelta(hours=hours), number=number, proof=proof
    ),
    st.integers(-24 * 1000, 24 * 400) | st.integers(-24 * 30, 24),
    st.integers(1, 3),
    st.sampled_from(Proof),
)
several = st.lists(snapshot, max_size=60, unique_by=lambda one: (one.at, one.number))
minutes = st.lists(st.integers(0, 3 * 24 * 60), min_size=1, max_size=60, unique=True)


@given(several)
def test_the_newest_verified_copy_always_stays(found: list[Snapshot]) -> None:
    verified = [one for one in newest_first(found) if one.proof is Proof.VERIFIED]
    gone = superfluous(found, NOW)
    assert not verified or verified[0] not in gone
    past = [one for one in verified if one.at <= NOW]
    assert not past or past[0] not in gone


@given(several)
def test_something_always_stays(found: list[Snapshot]) -> None:
    assert not found or len(superfluous(found, NOW)) < len(found)


@given(several)
def test_no_failed_copy_outlives_a_verified_one(found: list[Snapshot]) -> None:
    gone = set(superfluous(found, NOW))
    if any(one.proof is Proof.VERIFIED for one in gone):
        assert all(one in gone for one in found if one.proof is Proof.FAILED)


@given(several)
def test_no_other_copy_costs_a_verified_one_its_place(found: list[Snapshot]) -> None:
    real = [one for one in found if one.proof is Proof.VERIFIED and one.at <= NOW]
    alone, among = set(superfluous(real, NOW)), set(superfluous(found, NOW))
    assert alone == {one for one in real if one in among}


@given(several)
def test_thinning_out_twice_is_thinning_out_once(found: list[Snapshot]) -> None:
    gone = superfluous(found, NOW)
    left = [one for one in found if one not in gone]
    assert superfluous(left, NOW) == []


@given(several)
def test_their_number_is_bounded(found: list[Snapshot]) -> None:
    gone = superfluous(found, NOW)
    for proof in (Proof.VERIFIED, Proof.UNCHECKED):
        for ahead in (False, True):
            alike = [one for one in found if one.proof is proof and (one.at > NOW) is ahead]
            assert len([one for one in alike if one not in gone]) <= RECENT_KEPT + DAYS_KEPT + MONTHS_KEPT


@given(minutes)
def test_every_copy_of_the_last_day_stays_up_to_a_number(ages: list[int]) -> None:
    found = newest_first(copies(*(age / (24 * 60) for age in ages)))
    recent = [one for one in found if found[0].at - one.at <= RECENT]
    assert not set(recent[:RECENT_KEPT]) & set(superfluous(found, NOW))


@given(several, st.integers(0, 24 * 60), st.integers(1, 24 * 60))
def test_another_copy_costs_none_of_the_last_day_its_place(
    found: list[Snapshot], before: int, later: int
) -> None:
    """A copy made after a mistake leaves the good one of the same day."""
    last = Snapshot("good", NOW, number=99, proof=Proof.VERIFIED)
    now = NOW + timedelta(minutes=later)
    newer = Snapshot("bad", now, number=99, proof=Proof.VERIFIED)
    past = [one for one in found if one.at <= NOW - timedelta(minutes=before)]
    assert last not in superfluous([*past, last, newer], now)


def test_of_earlier_days_the_newest_is_kept() -> None:
    day = datetime(2026, 5, 2, 4)
    found = [Snapshot(str(hour), day + timedelta(hours=hour), proof=Proof.VERIFIED) for hour in range(5)]
    assert {one.name for one in superfluous(found + copies(0), NOW)} == {"0", "1", "2", "3"}


def test_of_many_copies_of_one_second_the_later_ones_are_kept() -> None:
    found = [Snapshot(f"{n}", NOW, number=n, proof=Proof.VERIFIED) for n in range(1, RECENT_KEPT + 3)]
    assert [one.name for one in superfluous(found, NOW)] == ["2", "1"]


def test_a_failed_copy_of_today_does_not_replace_the_sound_one_of_this_morning() -> None:
    sound, failed = copies(2.2), copies(2.1, proof=Proof.FAILED)
    assert superfluous(sound + failed, NOW) == []
    newer = copies(2.05, 0.5)
    assert superfluous(sound + failed + newer, NOW) == failed + sound


def test_failed_copies_stay_while_there_is_no_other() -> None:
    failed = copies(0.1, 1, 2, 400, proof=Proof.FAILED)
    assert superfluous(failed, NOW) == []


def test_a_copy_from_the_future_takes_no_place_of_a_real_one() -> None:
    ahead, real = copies(-5000, -5001), copies(*range(DAYS_KEPT))
    assert superfluous(ahead + real, NOW) == []
    assert last_before(ahead + real, NOW) == real[0]
    assert last_before(ahead, NOW) is None


@pytest.mark.parametrize("number", [1, 2, 9, 10, 123])
def test_the_name_of_a_copy_tells_when_it_was_made(number: int) -> None:
    assert read_snapshot_name("my sales", snapshot_name("my sales", NOW, number)) == (NOW, number)


@pytest.mark.parametrize(
    "name",
    [
        "other 2026-05-04 09-30-15",
        "my sales 2026-15-04 09-30-15",
        "my sales",
        "my sales copy",
        "my sales 2026-05-04 09-30-15 (1)",
        "my sales 2026-05-04 09-30-15 (02)",
        "my sales before restoring 2026-05-04 09-30-15",
    ],
)
def test_another_name_is_no_copy(name: str) -> None:
    assert read_snapshot_name("my sales", name) is None
