"""Who is already there: asked while somebody types, of the record on screen, and of a few rows of an import."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from salesdesk.domain.cleaning.text import fold_key
from salesdesk.domain.fields import RecordKind
from salesdesk.domain.matching.judge import MatchJudge
from salesdesk.domain.matching.reasons import worth_telling
from salesdesk.domain.matching.records import (
    Evidence,
    Grade,
    MatchPair,
    MatchRecord,
    match_record_from_fields,
)
from salesdesk.store.engine.database import Database
from salesdesk.store.records.likeness import LikenessRepository

_TYPED = -1  # the ref of what is not stored
_AGED = 1.25  # a sample serves until the file is so many times greater or smaller
_CONTACTED = frozenset({"same_email", "same_phone", "same_local_phone"})
_CALLED = frozenset({"same_name"})
"""Reasons that are worth a look by themselves: how somebody is reached, and what a company is called."""


@dataclass(frozen=True, slots=True)
class Alike:
    """A record that is probably the one at hand. ``reasons`` strongest first, those against last."""

    id: int
    name: str
    company: str
    score: float
    grade: Grade
    reasons: tuple[Evidence, ...]


class LikenessService:
    """The matcher of the duplicate review, for one record at a time. Takes some 20 ms, so ask it in the worker;
    the first question takes a sample of the file as well. Reads only."""

    def __init__(self, database: Database) -> None:
        self._repository = LikenessRepository(database)
        self._judges: dict[RecordKind, MatchJudge] = {}

    def typed(self, kind: RecordKind, values: Mapping[str, object], limit: int = 3) -> tuple[Alike, ...]:
        """Known records like texts by field name that were typed and are not stored. Whoever has the address, the
        number or the very name is always told: a click settles it."""
        texts = {field: str(value) for field, value in values.items() if value}
        record = match_record_from_fields(_TYPED, kind, texts)
        name = fold_key(record.name)

        def told(pair: MatchPair, other: MatchRecord) -> bool:
            if kind is RecordKind.COMPANIES or _names_agree(pair):
                return worth_telling(pair)
            if _is_likely(pair) or _gives(pair, _CONTACTED):
                return True
            return bool(name) and fold_key(other.name) == name

        return self._alike(record, limit, told)

    def stored(self, kind: RecordKind, number: int, limit: int = 20) -> tuple[Alike, ...]:
        """Other records like a stored one, without those a person said are not the same."""
        record = self._repository.record(kind, number)
        if record is None:
            return ()
        decided = self._repository.decided(kind)

        def told(pair: MatchPair, other: MatchRecord) -> bool:
            if (pair.a, pair.b) in decided or not worth_telling(pair):
                return False
            return _is_likely(pair) or _gives(pair, _CONTACTED | _CALLED)

        return self._alike(record, limit, told)

    def best(self, record: MatchRecord) -> tuple[MatchPair, str] | None:
        """The likeliest known record for a row of an import, with its name; None when none comes near."""
        near = {other.ref: other for other in self._repository.near(record)}
        for pair in self._judge(record.kind).pairs(record, list(near.values()), 1):
            if worth_telling(pair):
                return pair, near[_other(pair, record.ref)].name
        return None

    def _alike(
        self, record: MatchRecord, limit: int, told: Callable[[MatchPair, MatchRecord], bool]
    ) -> tuple[Alike, ...]:
        near = {other.ref: other for other in self._repository.near(record)}
        found = []
        for pair in self._judge(record.kind).pairs(record, list(near.values()), limit):
            other = near[_other(pair, record.ref)]
            if told(pair, other):
                company = "" if record.kind is RecordKind.COMPANIES else other.company
                found.append(Alike(other.ref, other.name, company, pair.score, pair.grade, pair.reasons))
        return tuple(found)

    def _judge(self, kind: RecordKind) -> MatchJudge:
        known, total = self._judges.get(kind), self._repository.count(kind)
        if known is None or not known.total / _AGED <= total <= known.total * _AGED:
            known = self._judges[kind] = MatchJudge(kind, self._repository.sample(kind), total)
        return known


def _other(pair: MatchPair, ref: int) -> int:
    return pair.b if pair.a == ref else pair.a


def _is_likely(pair: MatchPair) -> bool:
    return pair.grade is not Grade.POSSIBLE


def _gives(pair: MatchPair, codes: frozenset[str]) -> bool:
    """Whether one of these reasons speaks for the pair."""
    return any(reason.code in codes for reason in pair.reasons)


def _names_agree(pair: MatchPair) -> bool:
    """Whether both names are the same but for a slip or a short form."""
    speaking = {
        "last_name" if reason.code == "names_swapped" else reason.field
        for reason in pair.reasons
        if reason.weight > 0 and reason.code != "same_first_initial"
    }
    return speaking >= {"first_name", "last_name"}
