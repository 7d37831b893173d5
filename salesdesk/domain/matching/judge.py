"""One record compared with a few others out of many, without an index of all of them."""

from __future__ import annotations

from collections.abc import Sequence

from salesdesk.domain.fields import RecordKind
from salesdesk.domain.matching.comparison import compare
from salesdesk.domain.matching.frequency import Frequencies
from salesdesk.domain.matching.model import Model
from salesdesk.domain.matching.profiles import ProfileMaker, profiles_of
from salesdesk.domain.matching.reasons import reported
from salesdesk.domain.matching.records import MatchPair, MatchRecord


class MatchJudge:
    """Knows from a sample how rare values are; ``total`` is how many records of ``kind`` there are.

    Unlike ``MatchIndex`` it does not find candidates: a database does, by its own indexes. The weights are the
    starting ones, because a sample of single records holds no duplicates to learn from.
    """

    def __init__(self, kind: RecordKind, sample: Sequence[MatchRecord], total: int) -> None:
        self.total = total
        self._frequencies = Frequencies(profiles_of(sample))
        self._model = Model.starting(kind is not RecordKind.COMPANIES, max(total, 1))

    def pairs(self, record: MatchRecord, others: Sequence[MatchRecord], limit: int = 5) -> list[MatchPair]:
        """Pairs of ``record`` with the others, the likeliest first, at most ``limit``, however unlikely.

        A record with the same ``ref`` is the record itself and is left out.
        """
        maker = ProfileMaker()
        profile = maker.profile(record)
        profiles = [maker.profile(other) for other in others if other.ref != record.ref]
        self._frequencies.fill([profile, *profiles])
        scored = [(self._model.odds(*compare(profile, other)), other) for other in profiles]
        scored.sort(key=lambda item: (-item[0], item[1].ref))
        return [reported(self._model, profile, other, odds) for odds, other in scored[:limit]]
