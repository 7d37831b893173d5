"""What people began to write and did not save. It stands beside the journal: no history tells of it, and undo leaves it
alone."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from salesdesk.domain.changes import EntityKind
from salesdesk.domain.drafts import Draft, DraftChange, Records, read_fields, written_fields
from salesdesk.domain.erased_words import Words
from salesdesk.store.engine.statements import Query, Slot, Statement
from salesdesk.store.engine.stored_text import storable, storable_values
from salesdesk.store.journal import schema
from salesdesk.store.journal.beside import forget_beside, keep_beside
from salesdesk.store.journal.writing import writes
from salesdesk.store.models.beside import DraftRow as D

if TYPE_CHECKING:
    from salesdesk.store.engine.database import Database
    from salesdesk.store.journal.unit_of_work import UnitOfWork

_MOST = 100
"""So many of each person are kept, the newest."""


@Statement
def _of_form(actor: Slot, form: Slot) -> Query:
    return D.select().where(D.actor == actor, D.form == form).order_by(D.id.desc())


@Statement
def _of_actor(actor: Slot) -> Query:
    return D.select(D.id).where(D.actor == actor).order_by(D.id.desc())


@Statement
def _all() -> Query:
    return D.select()


class KeptDrafts:
    """Keeps them and finds them again."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def of(self, actor: str, form: str) -> list[Draft]:
        """What somebody began in a form, the newest first: more than one where two windows were open."""
        return [_draft(row) for row in self._database.select(_of_form, actor=actor, form=storable(form))]

    def write(self, actor: str, at: str, changes: Sequence[DraftChange]) -> None:
        """Keep and forget, in a transaction of its own. What another window wrote since stays beside it; of the same words
        one is enough. One about a record that is gone for good is not kept. Raises ``StoreError``."""
        database = self._database
        with database.translated(), database.transaction():
            digests = database.digests()
            known = [
                list(database.select(_of_form, actor=actor, form=storable(one.draft.form))) for one in changes
            ]
            values = [
                dict(storable_values(_values(actor, at, one.draft)))
                if one.draft.fields and self._are_there(one.draft.records)
                else None
                for one in changes
            ]
            old = {
                row.id
                for one, rows, kept in zip(changes, known, values, strict=True)
                for row in rows
                if row.mark in (one.before, one.draft.mark) or (kept and row.content == kept["content"])
            }
            others = [number for number in database.column(_of_actor, actor=actor) if number not in old]
            new = [one for one in values if one is not None]
            old.update(others[max(0, _MOST - len(new)) :])
            for one in new:
                keep_beside(database, digests, D, one)
            forget_beside(database, digests, D, sorted(old))
            digests.write()

    def _are_there(self, records: Records) -> bool:
        return all(schema.existing(self._database, kind.value, [number]) for kind, number in records)

    @writes
    def forget(self, uow: UnitOfWork, gone: Mapping[str, Collection[int]], words: Words) -> None:
        """Forget those that are about records which are gone for good, by table, or say their names."""
        drafts = [(row.id, _draft(row)) for row in self._database.select(_all)]
        meant = [
            number
            for number, draft in drafts
            if words.said_in(draft.said)
            or any(record in gone.get(kind.value, ()) for kind, record in draft.records)
        ]
        if meant:
            uow.forget(D, meant)


def _values(actor: str, at: str, draft: Draft) -> dict[str, Any]:
    return {
        "at": at,
        "actor": actor,
        "form": draft.form,
        "mark": draft.mark,
        "records": json.dumps([[kind.value, number] for kind, number in draft.records]),
        "content": json.dumps(written_fields(draft.fields), ensure_ascii=False),
    }


def _draft(row: Any) -> Draft:
    return Draft(row.form, tuple(_records(row.records)), read_fields(json.loads(row.content)), row.mark)


def _records(written: str) -> Iterator[tuple[EntityKind, int]]:
    for kind, number in json.loads(written):
        yield EntityKind(kind), number
