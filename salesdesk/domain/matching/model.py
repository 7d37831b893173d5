"""Weights of a comparison, learned without labels from the data at hand."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from math import log2
from operator import itemgetter

from salesdesk.domain.matching.comparison import Bits, Compared, Levels
from salesdesk.domain.matching.features import (
    CONFLICT,
    DIFFERENT,
    HOUSEHOLD_CONFLICT,
    MISSING,
    ONE_MOBILE,
    ORGANISATION_FEATURES,
    PERSON_FEATURES,
    PHONE,
    PLACE,
    STREET,
    SURROUNDINGS,
    WORKPLACE_CONFLICT,
    Association,
    Feature,
    organisation_associations,
    person_associations,
)
from salesdesk.domain.matching.records import Evidence

_ROUNDS = 8
_TRUST_M = 40.0  # the starting m counts as much as so many observed pairs
_TRUST_U = 400.0
_FEW, _MANY = 0.05, 8.0  # duplicate pairs per record: never believed to be fewer, or more
_FIRST_GUESS = 0.3
_WORLD = 60  # a file of four rows is still a part of a world of many more people
_HOPELESS = -6.0  # log2 odds below which nobody asks for the other explanations
_ONE_MOVE = 0.7  # so much of the lesser of two disagreements about where a person lives is the same event
_CAPPED = (HOUSEHOLD_CONFLICT, WORKPLACE_CONFLICT)
_TWO_PEOPLE = -1.0  # log2 odds that two people in one place never exceed
_LENT = 0.02  # so often do two people in one place have one mobile number
_FLOOR, _CEILING = -9.0, 16.0


Telling = tuple[int, Evidence | None, bool]
"""A feature, the reason it gives by its level alone, and whether the shared value belongs to the reason."""


@dataclass(slots=True)
class Model:
    """Turns the levels of a pair into log2 odds that it is the same. ``log_prior`` are the log2 odds of a
    random pair of the data; ``associated`` the pairs per record of each association; ``told`` what is told of pairs with
    some levels (``reasons``), kept for the next pair that has them."""

    features: tuple[Feature, ...]
    associations: tuple[Association, ...]
    m: list[list[float]]
    u: list[list[float]]
    log_prior: float
    records: int
    associated: list[float]
    told: dict[Levels, tuple[Telling, ...]] = field(default_factory=dict)
    _patterns: dict[Levels, tuple[float, tuple[float, ...]]] = field(default_factory=dict)
    _weights: list[list[float]] = field(default_factory=list)
    _bits_of: tuple[Callable[[Bits], tuple[float, ...]], ...] = ()

    def __post_init__(self) -> None:
        self._bits_of = tuple([itemgetter(*association.levels) for association in self.associations])

    @classmethod
    def starting(cls, person: bool, records: int) -> Model:
        """The model before any data is seen, for a set of so many records."""
        features = PERSON_FEATURES if person else ORGANISATION_FEATURES
        return cls(
            features,
            person_associations() if person else organisation_associations(),
            [[level.m for level in feature.levels] for feature in features],
            [[level.u for level in feature.levels] for feature in features],
            _prior(_FIRST_GUESS * records, records),
            records,
            [one.pairs for one in (person_associations() if person else organisation_associations())],
        )

    def for_records(self, records: int) -> Model:
        """The same weights for asking about new records beside so many existing ones.

        The existing ones may be free of duplicates; a new one is a duplicate as often as at the first guess.
        """
        return replace(
            self,
            records=records,
            log_prior=_prior(_FIRST_GUESS * records, records),
            told={},
            _patterns={},
            _weights=[],
        )

    def weight(self, feature: int, level: int) -> float:
        """Bits that a level brings, the rarity of the shared value not counted."""
        if not self._weights:
            self._weights = [
                [0.0, *(self._weight(place, number) for number in range(len(spec.levels)))]
                for place, spec in enumerate(self.features)
            ]
        return self._weights[feature][level]

    def _weight(self, feature: int, number: int) -> float:
        """The bits of the level that stands at ``number`` among those of the feature."""
        if feature == CONFLICT:
            return 0.0
        chance = self.m[feature][number]
        ratio = (
            log2(chance)
            if self.features[feature].levels[number].rarity
            else log2(chance / self.u[feature][number])
        )
        return min(max(ratio, _FLOOR), _CEILING)

    def odds(self, levels: Levels, bits: Bits) -> float:
        """log2 odds that a pair with these levels is the same, against every other explanation."""
        same, explained = self._explained(levels, bits)
        odds = same - log2(1.0 + sum(explained)) if explained else same
        return min(odds, _TWO_PEOPLE) if levels[CONFLICT] in _CAPPED else odds

    def _explained(self, levels: Levels, bits: Bits) -> tuple[float, Sequence[float]]:
        """log2 odds against strangers, and how much likelier than strangers each association is
        (left out when the pair is no candidate anyway)."""
        known = self._patterns.get(levels)
        if known is None:
            known = self._patterns[levels] = self._pattern(levels)
        same = known[0] + sum(bits)
        if levels[CONFLICT] == WORKPLACE_CONFLICT:
            same = min(same - self._repeated(levels, bits), _TWO_PEOPLE)
        if same < _HOPELESS:
            return same, ()
        explained = [
            2.0 ** min(log_chance + sum(of_association(bits)), 60.0)
            for log_chance, of_association in zip(known[1], self._bits_of, strict=True)
        ]
        return same, explained

    def _repeated(self, levels: Levels, bits: Bits) -> float:
        """Bits that the shared surroundings bring beyond the strongest of them: they are one fact."""
        shared = [self.weight(feature, levels[feature]) + bits[feature] for feature in SURROUNDINGS]
        agreeing = [bits for bits in shared if bits > 0.0]
        return sum(agreeing) - max(agreeing, default=0.0)

    def _pattern(self, levels: Levels) -> tuple[float, tuple[float, ...]]:
        same = self.log_prior + sum(self.weight(feature, level) for feature, level in enumerate(levels))
        if levels[STREET] == DIFFERENT and levels[PLACE] and self.features is PERSON_FEATURES:
            # whoever moves gets a new street and a new town: one event, not two
            street, place = self.weight(STREET, levels[STREET]), self.weight(PLACE, levels[PLACE])
            if place < 0.0 and not self.features[PLACE].levels[levels[PLACE] - 1].rarity:
                same -= _ONE_MOVE * max(street, place)
        others = []
        for association, pairs in zip(self.associations, self.associated, strict=True):
            total = _prior(pairs * self.records, self.records)
            for feature, chances in association.levels.items():
                level = levels[feature]
                if level == MISSING:
                    continue
                chance = chances[level - 1]
                if feature == PHONE and levels[CONFLICT] == ONE_MOBILE:
                    chance = _LENT
                spec = self.features[feature].levels[level - 1]
                total += log2(chance) if spec.rarity else log2(chance / self.u[feature][level - 1])
            others.append(total)
        return same, tuple(others)

    def learn(self, candidates: Sequence[Compared], share: float, strangers: Sequence[Compared]) -> None:
        """Fits m, u, the prior and the number of associated pairs by expectation maximisation.

        ``candidates`` is a sample (``share`` of all, 0..1) of pairs that blocking found worth a look, so it
        holds nearly all true pairs; ``strangers`` are random pairs, nearly all untrue. Deterministic.
        """
        for _ in range(_ROUNDS):
            truth: list[float] = []
            others = [0.0] * len(self.associations)
            for levels, bits in candidates:
                same, explained = self._explained(levels, bits)
                whole = 1.0 + sum(explained)
                log_odds = same - log2(whole)
                chance = probability(log_odds)
                truth.append(chance)
                for place, one in enumerate(explained):
                    others[place] += (1.0 - chance) * one / whole
            self._fit_m(candidates, truth)
            self._fit_u(strangers)
            expected = sum(truth) / share
            bounded = min(max(expected, _FEW * self.records), _MANY * self.records)
            self.log_prior = _prior(bounded, self.records)
            self.associated = [
                min(max((count / share + _TRUST_M * one.pairs) / (self.records + _TRUST_M), one.least), _MANY)
                for count, one in zip(others, self.associations, strict=True)
            ]
            self.told.clear()
            self._patterns.clear()
            self._weights.clear()

    def _fit_m(self, candidates: Sequence[Compared], truth: Sequence[float]) -> None:
        sums = [[0.0] * len(feature.levels) for feature in self.features]
        for (levels, _), chance in zip(candidates, truth, strict=True):
            if chance > 0.01:
                for feature, level in enumerate(levels):
                    if level:
                        sums[feature][level - 1] += chance
        for feature, counted in enumerate(sums):
            total = sum(counted) + _TRUST_M
            self.m[feature] = [
                min((count + _TRUST_M * level.m) / total, level.most)
                for count, level in zip(counted, self.features[feature].levels, strict=True)
            ]

    def _fit_u(self, strangers: Sequence[Compared]) -> None:
        sums = [[0.0] * len(feature.levels) for feature in self.features]
        for levels, bits in strangers:
            chance = 1.0 - probability(self.odds(levels, bits))
            for feature, level in enumerate(levels):
                if level:
                    sums[feature][level - 1] += chance
        for feature, counted in enumerate(sums):
            if not self.features[feature].learn_u:
                continue
            total = sum(counted) + _TRUST_U
            self.u[feature] = [
                (count + _TRUST_U * level.u) / total
                for count, level in zip(counted, self.features[feature].levels, strict=True)
            ]


def _prior(pairs: float, records: int) -> float:
    """log2 odds of a random pair when ``pairs`` of all pairs of ``records`` records are wanted."""
    known = records + _WORLD
    every = known * (known - 1) / 2
    chance = min(pairs / every, 0.4)
    return log2(chance / (1.0 - chance))


def probability(odds: float) -> float:
    """The chance (0..1) that log2 ``odds`` stand for."""
    if odds > 40.0:
        return 1.0
    return 0.0 if odds < -40.0 else 1.0 / (1.0 + 2.0**-odds)
