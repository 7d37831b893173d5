"""From levels to what a person reads: score, grade and reasons of a pair."""

from __future__ import annotations

from dataclasses import replace
from functools import lru_cache
from operator import attrgetter

from salesdesk.domain.matching.certainty import is_certain
from salesdesk.domain.matching.comparison import Bits, Compared, Levels, compare
from salesdesk.domain.matching.features import (
    BIRTHDAY,
    DIFFERENT,
    EMAIL,
    FAX,
    FIRST,
    IDENTITY,
    IDENTITY_SAME,
    LAST,
    MAIL_SAME,
    MISSING,
    NAME,
    PHONE,
    PLACE,
    PLACE_CITY_ONLY,
    POSTAL_ONLY,
    STREET,
    WEB,
)
from salesdesk.domain.matching.model import Model, Telling, probability
from salesdesk.domain.matching.profiles import Profile
from salesdesk.domain.matching.records import (
    CERTAIN_SCORE,
    LIKELY_SCORE,
    POSSIBLE_SCORE,
    Evidence,
    Grade,
    MatchPair,
)

SAME_GROUP = "same_group"
"""Reason of a pair that the other members of its group join."""

_WORTH_TELLING = 0.7
_CONTRADICTION = -3.0
_AGREEMENT = 2.0
_JUST_BELOW_LIKELY = LIKELY_SCORE - 0.01


def reported(
    model: Model, a: Profile, b: Profile, odds: float | None = None, compared: Compared | None = None
) -> MatchPair:
    """The pair with its reasons, graded by its own evidence alone. ``odds`` (log2) and ``compared`` save computing them."""
    if a.ref > b.ref:
        a, b = b, a
    levels, bits = compare(a, b) if compared is None else compared
    score = probability(model.odds(levels, bits) if odds is None else odds)
    if score >= CERTAIN_SCORE and (is_certain(a, b) if a.person else _sure(model, levels, bits)):
        grade = Grade.CERTAIN
    else:
        grade = Grade.LIKELY if score >= LIKELY_SCORE else Grade.POSSIBLE
    return MatchPair(a.ref, b.ref, round(score, 4), grade, _reasons(model, levels, bits, a))


def judged(pair: MatchPair, together: bool) -> MatchPair:
    """The pair as seen within its group: whoever shares a group is likely at least, a link between
    groups that do not fit each other is possible at most."""
    if together:
        if pair.grade is not Grade.POSSIBLE:
            return pair
        reasons = (Evidence(SAME_GROUP, 0.0), *pair.reasons)
        return replace(pair, score=max(pair.score, LIKELY_SCORE), grade=Grade.LIKELY, reasons=reasons)
    if pair.grade is Grade.POSSIBLE:
        return pair
    return replace(pair, score=min(pair.score, _JUST_BELOW_LIKELY), grade=Grade.POSSIBLE)


def worth_telling(pair: MatchPair) -> bool:
    """Whether the score reaches POSSIBLE."""
    return pair.score >= POSSIBLE_SCORE


def _sure(model: Model, levels: Levels, bits: Bits) -> bool:
    """Two independent agreements, or one identifier, and no contradiction in what identifies."""
    groups = set()
    for feature, level in enumerate(levels):
        if level == MISSING:
            continue
        weight = model.weight(feature, level) + bits[feature]
        if level == DIFFERENT and weight <= _CONTRADICTION and feature in (FIRST, LAST, BIRTHDAY, NAME):
            return False
        if weight >= _AGREEMENT and feature != PLACE:
            groups.add(model.features[feature].group)
    return len(groups) >= 2 or levels[IDENTITY] == IDENTITY_SAME


def _reasons(model: Model, levels: Levels, bits: Bits, a: Profile) -> tuple[Evidence, ...]:
    plan = model.told.get(levels)
    if plan is None:
        plan = model.told[levels] = _plan(model, levels)
    reasons = []
    for feature, plain, detailed in plan:
        shared = bits[feature]
        if shared or detailed:
            one = _reason(model, feature, levels[feature], shared, a)
            if one is not None:
                reasons.append(one)
        elif plain is not None:
            reasons.append(plain)
    reasons.sort(key=_WEIGHT, reverse=True)
    return tuple(reasons)


_WEIGHT = attrgetter("weight")


def _plan(model: Model, levels: Levels) -> tuple[Telling, ...]:
    """What is told of every pair with these levels: by feature the reason where the values share nothing rare (None for
    one not worth telling), and whether a value stands beside it. Pairs by the hundred thousand have few sets of levels."""
    plan = []
    for feature, level in enumerate(levels):
        if level != MISSING and model.features[feature].levels[level - 1].code:
            detailed = level == len(model.features[feature].levels) or (
                feature == PLACE and level >= PLACE_CITY_ONLY
            )
            plain = None if detailed else _reason(model, feature, level, 0.0, None)
            plan.append((feature, plain, detailed))
    return tuple(plan)


def _reason(model: Model, feature: int, level: int, shared: float, a: Profile | None) -> Evidence | None:
    """What one feature tells; None when that is too little."""
    spec = model.features[feature]
    code = spec.levels[level - 1].code
    weight = round(model.weight(feature, level) + shared, 1)
    best = len(spec.levels)
    if level == DIFFERENT:
        if abs(weight) < _WORTH_TELLING:
            return None
    elif weight < 0 and level < best:
        code = spec.levels[0].code or code
    return _evidence(code, weight, "" if a is None else _detail(feature, level, best, a), spec.key)


@lru_cache(maxsize=20_000)
def _evidence(code: str, weight: float, detail: str, field: str) -> Evidence:
    """A reason; the many pairs of a large file have few of them."""
    return Evidence(code, weight, detail, field)


def _detail(feature: int, level: int, best: int, a: Profile) -> str:
    if feature == PLACE:
        if level >= POSTAL_ONLY:
            return a.postal
        return a.city if level >= PLACE_CITY_ONLY else ""
    if level < best:
        return ""
    if feature == EMAIL and level == MAIL_SAME:
        return a.emails[0].key if len(a.emails) == 1 else ""
    if feature == PHONE:
        return a.phones[0] if len(a.phones) == 1 else ""
    if feature == FAX:
        return a.fax
    if feature == WEB:
        return a.web
    if feature == STREET and len(a.streets) == 1:
        return a.streets[0].key.strip()
    if feature == IDENTITY:
        return a.external_id
    return ""
