"""What people looked for last. It stands beside the journal: no history tells of it, and undo leaves it alone."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import TYPE_CHECKING, NamedTuple

from salesdesk.domain.changes import EntityKind
from salesdesk.domain.erased_words import Words
from salesdesk.store.engine.statements import Query, Slot, Statement, one_of
from salesdesk.store.engine.stored_text import storable_values
from salesdesk.store.journal.beside import keep_beside
from salesdesk.store.journal.writing import writes
from salesdesk.store.models.beside import RecentFind as R

if TYPE_CHECKING:
    from salesdesk.store.engine.database import Database, Digests
    from salesdesk.store.journal.unit_of_work import UnitOfWork

_LONGEST = 200


class Found(NamedTuple):
    """One thing that was looked for and opened."""

    text: str
    kind: EntityKind
    record: int


@Statement
def _newest(actor: Slot, limit: Slot) -> Query:
    return R.select(R.text, R.kind, R.record).where(R.actor == actor).order_by(R.id.desc()).limit(limit)


@Statement
def _of_actor(actor: Slot) -> Query:
    return R.select(R.id, R.kind, R.record).where(R.actor == actor).order_by(R.id.desc())


@Statement
def _all() -> Query:
    return R.select(R.id, R.text, R.kind, R.record)


@Statement
def _remove(numbers: Slot) -> Query:
    return R.delete().where(one_of(R.id, numbers))


class RecentFinds:
    """Keeps the newest of each person."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def newest(self, actor: str, limit: int) -> list[Found]:
        """What somebody opened last, the newest first."""
        rows = self._database.select(_newest, actor=actor, limit=limit)
        return [Found(row.text, EntityKind(row.kind), row.record) for row in rows]

    def remember(self, actor: str, at: str, text: str, kind: EntityKind, record: int, most: int) -> None:
        """Keep one, in a transaction of its own; an older one of the same record goes, and so do those beyond ``most``.
        Raises ``StoreError``."""
        database = self._database
        with database.translated(), database.transaction():
            digests = database.digests()
            known = database.select(_of_actor, actor=actor)
            old = {row.id for row in known if (row.kind, row.record) == (kind.value, record)}
            old |= {row.id for row in known[most - 1 :]}
            values = {"at": at, "actor": actor, "text": text[:_LONGEST], "kind": kind.value, "record": record}
            keep_beside(database, digests, R, storable_values(values))
            self._drop(digests, old)
            digests.write()

    @writes
    def forget(self, uow: UnitOfWork, gone: Mapping[str, Collection[int]], words: Words) -> None:
        """Forget what was about records that are gone for good, by table, or says their names."""
        rows = self._database.select(_all)
        meant = {row.id for row in rows if row.record in gone.get(row.kind, ()) or words.said_in(row.text)}
        self._drop(uow.digests, meant)

    def _drop(self, digests: Digests, numbers: Collection[int]) -> None:
        if numbers:
            digests.touch("recent_find", sorted(numbers))
            self._database.run(_remove, numbers=sorted(numbers))
