"""The duplicate finder over a whole set of records: a database, or one file before it is imported."""

from __future__ import annotations

import gc
import random
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass

from salesdesk.domain.fields import RecordKind
from salesdesk.domain.matching.beside import Beside, alone
from salesdesk.domain.matching.blocking import Candidates
from salesdesk.domain.matching.comparison import Compared, compare, compare_promising
from salesdesk.domain.matching.features import CONFLICT, WORKPLACE_CONFLICT
from salesdesk.domain.matching.frequency import Frequencies
from salesdesk.domain.matching.groups import grouped
from salesdesk.domain.matching.model import Model
from salesdesk.domain.matching.profiles import Profile, profiles_of
from salesdesk.domain.matching.reasons import judged, reported
from salesdesk.domain.matching.records import MatchPair, MatchRecord

_SAMPLE = 15_000
_STRANGERS = 8_000
_SEED = 20_011
_KEPT_ODDS = -4.25  # log2 odds of POSSIBLE_SCORE
_LIKELY_ODDS = 0.0
_GROUP_LIMIT = 60  # of a greater group only the pairs that stand alone are told

_WEAK_KEPT = 200_000  # odds too low to tell, remembered while groups are formed

Progress = Callable[[int, int], None]


def find_duplicates(
    records: Sequence[MatchRecord],
    *,
    progress: Progress | None = None,
    rejected: Collection[tuple[int, int]] = (),
    only: Collection[int] | None = None,
    beside: Beside = alone,
) -> list[MatchPair]:
    """All pairs that may be the same, best first; pairs of one group are all told.

    ``progress(done, total)`` is called with counts of records now and then and may raise to cancel.
    ``rejected`` are pairs of ``ref`` a person said are not the same: never told, and never joined through
    others. ``only`` limits the answer to pairs with at least one of these refs (the rows of an import).
    Half of the work is done ``beside`` the other half. Time grows about linearly with the records. Deterministic: the
    same records give the same answer.
    """
    collecting = gc.isenabled()
    # millions of live objects and no cycles among them: walking through them all again and again finds nothing
    gc.disable()
    try:
        return _find(records, progress, rejected, only, beside)
    finally:
        if collecting:
            gc.enable()


def _find(
    records: Sequence[MatchRecord],
    progress: Progress | None,
    rejected: Collection[tuple[int, int]],
    only: Collection[int] | None,
    beside: Beside,
) -> list[MatchPair]:
    kinds: dict[RecordKind, list[MatchRecord]] = {}
    for record in records:
        kinds.setdefault(record.kind, []).append(record)
    refused = {(min(a, b), max(a, b)) for a, b in rejected}
    wanted = None if only is None else frozenset(only)
    found: list[MatchPair] = []
    done = 0
    for of_kind in kinds.values():
        search = _Search(of_kind, refused, wanted, beside)
        for step in search.run():
            if progress is not None:
                progress(done + step, len(records))
        done += len(of_kind)
        found.extend(search.found)
    if progress is not None:
        progress(len(records), len(records))
    found.sort(key=lambda pair: (-pair.score, pair.a, pair.b))
    return found


def learned_model(profiles: Sequence[Profile], candidates: Candidates) -> Model:
    """The model fitted to these profiles (``Model.learn``) on a fixed random sample of them."""
    model = Model.starting(profiles[0].person, len(profiles))
    draw = random.Random(_SEED)
    count = len(profiles)
    order = list(range(count))
    draw.shuffle(order)
    sample: list[Compared] = []
    taken = 0
    for position in order:
        sample.extend(compare(profiles[position], profiles[other]) for other in candidates.after(position))
        taken += 1
        if len(sample) >= _SAMPLE:
            break
    # no more strangers than there are pairs, else a few true pairs seen many times pass for chance
    every = count * (count - 1) // 2
    picks = ((draw.randrange(count), draw.randrange(count)) for _ in range(min(_STRANGERS, every)))
    strangers = [compare(profiles[a], profiles[b]) for a, b in picks if a != b]
    model.learn(sample, taken / count, strangers)
    return model


_Scored = list[tuple[tuple[int, int], float, MatchPair, bool]]
"""Of one record each pair worth keeping: the two positions, the odds, what is told of it, whether they are colleagues with two
names."""


@dataclass(frozen=True, slots=True)
class _Scoring:
    """Scores the candidate pairs of records. ``new`` are the records of which each pair must have one, None for any."""

    profiles: Sequence[Profile]
    candidates: Candidates
    model: Model
    new: Sequence[bool] | None

    def scored(self, positions: Iterable[int]) -> Iterator[_Scored]:
        """The pairs of each of some records with later ones."""
        profiles, model, new = self.profiles, self.model, self.new
        for position in positions:
            profile = profiles[position]
            found: _Scored = []
            for other in self.candidates.after(position):
                if new is not None and not (new[position] or new[other]):
                    continue
                compared = compare_promising(profile, profiles[other])
                if compared is None:
                    continue
                odds = model.odds(*compared)
                if odds >= _KEPT_ODDS:
                    # told while both are at hand: comparing them again would cost more than all that follows
                    pair = reported(model, profile, profiles[other], odds, compared)
                    found.append(((position, other), odds, pair, compared[0][CONFLICT] == WORKPLACE_CONFLICT))
            yield found


class _Search:
    """One run over records of one kind."""

    def __init__(
        self,
        records: Sequence[MatchRecord],
        refused: set[tuple[int, int]],
        only: frozenset[int] | None,
        beside: Beside,
    ) -> None:
        self._records = records
        self._refused = refused
        self._only = only
        self._beside = beside
        self._profiles: list[Profile] = []
        self._model: Model | None = None
        self._odds: dict[tuple[int, int], float] = {}
        self._told: dict[tuple[int, int], MatchPair] = {}
        self._weak: dict[tuple[int, int], float] = {}
        self._two: set[tuple[int, int]] = set()  # colleagues with two names: no third record makes them one
        self.found: list[MatchPair] = []

    def run(self) -> Iterator[int]:
        """Does the work, giving the number of records done now and then."""
        self._profiles = profiles_of(self._records)
        if len(self._profiles) < 2:
            return
        yield 0
        candidates = Candidates(
            self._profiles, self._beside, lambda: Frequencies(self._profiles).fill(self._profiles)
        )
        yield 0
        model = self._model = learned_model(self._profiles, candidates)
        new = None if self._only is None else [profile.ref in self._only for profile in self._profiles]
        scoring = _Scoring(self._profiles, candidates, model, new)
        count = len(self._profiles)
        # Every other one beside: a pair belongs to the first of its two, so those in front have more of them.
        step = 1 if self._beside is alone else 2
        with self._beside(lambda: list(scoring.scored(range(1, count, 2))) if step > 1 else []) as further:
            for number, found in enumerate(scoring.scored(range(0, count, step))):
                if not number % 500:
                    yield number * step
                self._take(found)
            for found in further():
                self._take(found)
        strong = [(odds, a, b) for (a, b), odds in self._odds.items() if odds >= _LIKELY_ODDS]
        self._tell(grouped(strong, self._score, self._apart))

    def _take(self, found: _Scored) -> None:
        for place, odds, pair, conflict in found:
            self._odds[place], self._told[place] = odds, pair
            if conflict:
                self._two.add(place)

    def _score(self, a: int, b: int) -> float:
        pair = (a, b) if a < b else (b, a)
        known = self._odds.get(pair)
        if known is None:
            known = self._weak.get(pair)
        if known is None:
            assert self._model is not None
            compared = compare(self._profiles[a], self._profiles[b])
            known = self._model.odds(*compared)
            if compared[0][CONFLICT] == WORKPLACE_CONFLICT:
                self._two.add(pair)
            if known >= _KEPT_ODDS:
                self._odds[pair] = known
            else:
                if len(self._weak) >= _WEAK_KEPT:
                    self._weak.clear()
                self._weak[pair] = known
        return known

    def _apart(self, a: int, b: int) -> bool:
        return ((a, b) if a < b else (b, a)) in self._two or self._rejected(a, b)

    def _rejected(self, a: int, b: int) -> bool:
        left, right = self._profiles[a].ref, self._profiles[b].ref
        return bool(self._refused) and (min(left, right), max(left, right)) in self._refused

    def _tell(self, groups: Sequence[Sequence[int]]) -> None:
        group_of: dict[int, int] = {}
        for number, members in enumerate(groups):
            for place, a in enumerate(members):
                group_of[a] = number
                if len(members) > _GROUP_LIMIT:
                    continue
                for b in members[place + 1 :]:
                    self._odds.setdefault((a, b), self._score(a, b))
        for (a, b), odds in self._odds.items():
            together = a in group_of and group_of[a] == group_of.get(b)
            self._add(a, b, odds, together)

    def _add(self, a: int, b: int, odds: float, together: bool) -> None:
        assert self._model is not None
        left, right = self._profiles[a], self._profiles[b]
        if self._rejected(a, b):
            return
        if self._only is not None and left.ref not in self._only and right.ref not in self._only:
            return
        pair = self._told.pop((a, b), None) or reported(self._model, left, right, odds)
        self.found.append(judged(pair, together and (a, b) not in self._two))
