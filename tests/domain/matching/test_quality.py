"""How good the finder is, by one fixed configuration, on sets it was not shaped on and on the open truth sets."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from salesdesk.domain.matching.records import Grade
from tests.domain.matching import invented
from tests.domain.matching.invented import Invented
from tests.domain.matching.scoring import (
    TRUTH_SETS,
    claimed_pairs,
    closed,
    graded_pairs,
    records_of,
    score,
    truth_set,
)

INVENTED: dict[str, tuple[Callable[[], Invented], float]] = {
    "registry": (lambda: invented.registry(11, people=350), 0.98),
    "registry, no birth dates": (lambda: invented.registry(11, people=350).without("birthday"), 0.95),
    "registry, heavily damaged": (lambda: invented.registry(12, people=350, errors=8), 0.95),
    "registry, one copy each": (lambda: invented.registry(13, people=350, share=1.0, most=1, errors=5), 0.97),
    "registry, many copies": (lambda: invented.registry(14, people=120, share=1.0, most=9), 0.98),
    "a small file": (lambda: invented.registry(15, people=40), 0.95),
    "census of households": (lambda: invented.census(16, households=200), 0.90),
    "voters": (lambda: invented.voters(17, people=500), 0.97),
    "voters, no birth years": (lambda: invented.voters(17, people=500).without("birthday"), 0.93),
    "sales leads": (lambda: invented.leads(18, people=500), 0.97),
    "restaurants": (lambda: invented.restaurants(19, number=300), 0.98),
    "restaurants, no phones": (lambda: invented.restaurants(19, number=300).without("phone"), 0.95),
    "firms": (lambda: invented.firms(20, number=400), 0.96),
    "firms, no streets": (lambda: invented.firms(20, number=400).without("street"), 0.92),
}


CERTAIN = {"registry": 0.2, "sales leads": 0.4, "restaurants": 0.5, "firms": 0.5}
"""The least share of the true pairs that is called certain: of people only those who share what two cannot share by
chance."""


@pytest.mark.parametrize("name", INVENTED)
def test_invented_sets_are_matched_well_and_certain_is_hardly_ever_wrong(name: str) -> None:
    make, least = INVENTED[name]
    made = make()
    graded = graded_pairs(records_of(made))
    found = score(graded[Grade.LIKELY] | graded[Grade.CERTAIN], made.true_pairs())
    assert found.f1 >= least, found
    if name in CERTAIN:
        certain = score(graded[Grade.CERTAIN], made.true_pairs())
        assert certain.precision >= 0.995, certain
        assert certain.recall >= CERTAIN[name], certain


def test_certain_is_tried_on_sets_there_are() -> None:
    assert INVENTED.keys() >= CERTAIN.keys()


def test_a_clean_file_has_hardly_any_duplicates() -> None:
    made = invented.leads(21, people=500)
    first_of = {entity: row for row, entity in reversed(list(enumerate(made.truth)))}
    clean = Invented([made.rows[row] for row in first_of.values()], list(first_of))
    assert len(claimed_pairs(records_of(clean))) <= 0.01 * len(clean.rows)


@pytest.mark.skipif(not TRUTH_SETS.is_dir(), reason="the truth sets are not beside the repository")
@pytest.mark.parametrize(
    ("name", "drop", "least"),
    [
        ("splink_fake_1000", (), 0.98),
        ("splink_fake_1000", ("birthday",), 0.96),
        ("dedupe_childcare_sites", (), 0.93),
    ],
)
def test_open_truth_sets(name: str, drop: tuple[str, ...], least: float) -> None:
    records, true = truth_set(name, drop)
    claimed = claimed_pairs(records)
    assert score(claimed, true).f1 >= least
    assert score(closed(claimed), true).f1 >= least - 0.01
