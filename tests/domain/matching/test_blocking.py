"""Which pairs are worth comparing, against the plain meaning of it."""

from __future__ import annotations

from itertools import combinations

import pytest

from salesdesk.domain.matching import blocking
from salesdesk.domain.matching.blocking import Candidates
from salesdesk.domain.matching.frequency import Frequencies
from salesdesk.domain.matching.profiles import profiles_of
from tests.domain.matching import invented
from tests.domain.matching.scoring import records_of


def test_a_pair_shares_a_rare_key_or_two_keys(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(blocking, "SURE_LEAST", 400)
    monkeypatch.setattr(blocking, "SURE_PER_RECORD", 1)
    profiles = profiles_of(records_of(invented.leads(3, people=600)))
    Frequencies(profiles).fill(profiles)
    candidates = Candidates(profiles)
    found = {(a, b) for a in range(len(profiles)) for b in candidates.after(a)}

    blocks = blocking._chosen_blocks(profiles)
    enough = blocking._count_within(blocks, max(400, len(profiles)))
    assert 0 < enough < len(blocks)
    sure = {pair for block in blocks[:enough] for pair in combinations(block, 2)}
    shared: dict[tuple[int, int], int] = {}
    for block in blocks:
        for pair in combinations(block, 2):
            shared[pair] = shared.get(pair, 0) + 1
    assert found == sure | {pair for pair, keys in shared.items() if keys > 1}
    assert all(candidates.after(a) == sorted(candidates.after(a)) for a in range(len(profiles)))
