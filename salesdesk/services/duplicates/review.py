"""The duplicate review: pairs that may be the same, within the file or within a sheet not yet imported."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from salesdesk.domain.changes import ChangeSet
from salesdesk.domain.fields import RecordKind
from salesdesk.domain.matching.beside import alone
from salesdesk.domain.matching.finder import find_duplicates
from salesdesk.domain.matching.records import Evidence, Grade, MatchPair, MatchRecord
from salesdesk.domain.progress import Work
from salesdesk.errors import DomainError
from salesdesk.phrases import phrase
from salesdesk.services.commands import Commands
from salesdesk.services.processors import second_processor
from salesdesk.services.uncollected import without_collector
from salesdesk.store.records.duplicates import DuplicateRepository
from salesdesk.store.store import Store

_WORTH_SHARING = 20_000
"""So many records are compared on two processors; fewer are done before a second process has begun."""

KINDS = (RecordKind.CONTACTS, RecordKind.COMPANIES)


@dataclass(frozen=True, slots=True)
class DuplicateSide:
    """One of the two: ``id`` of a record, or ``row`` (0-based data row) of a file that is not imported."""

    row: int | None
    id: int | None
    name: str


@dataclass(frozen=True, slots=True)
class DuplicatePair:
    """Two that may be the same. ``score`` 0..1; ``reasons`` strongest first, those against last."""

    a: DuplicateSide
    b: DuplicateSide
    score: float
    grade: Grade
    reasons: tuple[Evidence, ...]


class DuplicateService:
    """Finds duplicates and remembers which pairs are none."""

    def __init__(self, store: Store, commands: Commands) -> None:
        self._repository = DuplicateRepository(store.database)
        self._commands = commands

    def scan(
        self, kind: RecordKind, work: Work, *, only: Collection[int] | None = None
    ) -> tuple[DuplicatePair, ...]:
        """Every pair of contacts or companies that may be the same, best first, without those a person judged
        before. ``only`` keeps pairs with at least one of these ids. Reads only; raises ``Cancelled``."""
        _refuse_other_kinds(kind)
        work.report(0, None, "records")
        with without_collector():
            records = self._repository.records(kind)
            pairs = search(records, work, rejected=self._repository.decided(kind), only=only)
            named = {record.ref: DuplicateSide(None, record.ref, record.name) for record in records}
            return tuple(
                [
                    DuplicatePair(named[pair.a], named[pair.b], pair.score, pair.grade, pair.reasons)
                    for pair in pairs
                ]
            )

    def not_the_same(self, kind: RecordKind, one: int, other: int) -> ChangeSet:
        """Remember that two records are not the same, so that the review never shows them again."""
        _refuse_other_kinds(kind)
        names = self._repository.names(kind, (one, other))
        told = phrase("changes.not_the_same", one=names.get(one, ""), other=names.get(other, ""))
        return self._commands.run(told, lambda uow: self._repository.decide(uow, kind, one, other))


def search(
    records: Sequence[MatchRecord],
    work: Work,
    *,
    rejected: Collection[tuple[int, int]] = (),
    only: Collection[int] | None = None,
) -> list[MatchPair]:
    """``find_duplicates`` that reports to ``work`` and stops when asked to."""

    def progress(done: int, total: int) -> None:
        work.check()
        work.report(done, total, "records")

    beside = second_processor() if len(records) >= _WORTH_SHARING else alone
    return find_duplicates(records, progress=progress, rejected=rejected, only=only, beside=beside)


def _refuse_other_kinds(kind: RecordKind) -> None:
    if kind not in KINDS:
        raise DomainError("duplicates.none_of_kind", kind=phrase(f"kinds.{kind.value}"))
