"""Merges of edited workbooks that were put aside. They stand beside the journal: no history tells of them, and undo leaves
them alone."""

from __future__ import annotations

import json
from collections.abc import Collection, Mapping
from typing import TYPE_CHECKING

from salesdesk.store.engine.statements import Query, Slot, Statement
from salesdesk.store.engine.stored_text import storable_values
from salesdesk.store.journal.beside import forget_beside, keep_beside
from salesdesk.store.journal.writing import writes
from salesdesk.store.models.beside import PendingMerge as P
from salesdesk.value_classes import dataclass

if TYPE_CHECKING:
    from salesdesk.domain.erased_words import Words
    from salesdesk.store.engine.database import Database
    from salesdesk.store.journal.unit_of_work import UnitOfWork


@dataclass(frozen=True, slots=True)
class KeptMerge:
    """One of them; ``content`` is what its owner wrote."""

    number: int
    at: str
    actor: str
    workbook: str
    conflicts: int
    undecided: int
    content: str = ""


@Statement
def _all() -> Query:
    columns = (P.id, P.at, P.actor, P.workbook, P.conflicts, P.undecided)
    return P.select(*columns).order_by(P.id.desc())


@Statement
def _one(number: Slot) -> Query:
    return P.select().where(P.id == number)


@Statement
def _texts() -> Query:
    return P.select(P.id, P.content, P.records)


class PendingMerges:
    """Keeps them and finds them again."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def all(self) -> list[KeptMerge]:
        """Every one without its content, the newest first."""
        return [
            KeptMerge(row.id, row.at, row.actor, row.workbook, row.conflicts, row.undecided)
            for row in self._database.select(_all)
        ]

    def get(self, number: int) -> KeptMerge | None:
        """One with its content, None where there is none of that number."""
        row = self._database.first(_one, number=number)
        if row is None:
            return None
        return KeptMerge(row.id, row.at, row.actor, row.workbook, row.conflicts, row.undecided, row.content)

    def keep(
        self, merge: KeptMerge, records: Mapping[str, Collection[int]], replaces: int | None = None
    ) -> int:
        """Keep one, in a transaction of its own, in place of another where one is named. Returns its number. ``records``
        are those it is about by table. Raises ``StoreError``."""
        database = self._database
        values = {
            "at": merge.at,
            "actor": merge.actor,
            "workbook": merge.workbook,
            "content": merge.content,
            "records": json.dumps({table: sorted(numbers) for table, numbers in records.items()}),
            "conflicts": merge.conflicts,
            "undecided": merge.undecided,
        }
        with database.translated(), database.transaction():
            digests = database.digests()
            number = keep_beside(database, digests, P, storable_values(values))
            if replaces is not None and self.get(replaces) is not None:
                forget_beside(database, digests, P, [replaces])
            digests.write()
        return number

    def drop(self, number: int) -> None:
        """Forget one, in a transaction of its own. Raises ``StoreError``."""
        database = self._database
        with database.translated(), database.transaction():
            digests = database.digests()
            if self.get(number) is not None:
                forget_beside(database, digests, P, [number])
            digests.write()

    @writes
    def forget(self, uow: UnitOfWork, gone: Mapping[str, Collection[int]], words: Words) -> None:
        """Forget those that are about records which are gone for good, by table, or say their names."""
        meant = [
            row.id
            for row in self._database.select(_texts)
            if words.said_in(row.content)
            or any(
                not set(numbers).isdisjoint(gone.get(table, ()))
                for table, numbers in json.loads(row.records).items()
            )
        ]
        if meant:
            uow.forget(P, meant)
