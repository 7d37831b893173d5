"""Rows that are kept beside the journal: part of the transaction that writes them, and left alone by undo."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from peewee import fn

from salesdesk.store.engine.statements import Query, Slot, one_of

if TYPE_CHECKING:
    from peewee import Model

    from salesdesk.store.engine.database import Database, Digests


_AT_ONCE = 200  # rows


def keep_beside(database: Database, digests: Digests, model: type[Model], values: Mapping[str, Any]) -> int:
    """Add a row to a table that is not journalled, in the caller's transaction. Returns its id. What it replaces is forgotten
    behind it: the number of the newest row would be given to it anew, and it would be counted twice."""
    table = model._meta.table_name

    def last() -> Query:
        return model.select(fn.COALESCE(fn.MAX(model._meta.primary_key), 0))

    number = int(database.single(database.shaped(("newest", table), last))) + 1
    database.load(table, ("id", *values), [(number, *values.values())])
    digests.create(table, number, number)
    return number


def forget_beside(database: Database, digests: Digests, model: type[Model], ids: Sequence[int]) -> None:
    """Remove rows of such a table for good, in the caller's transaction; its numbers may be given anew by a later one."""
    table, gone = model._meta.table_name, sorted(ids)

    def removed() -> Query:
        return model.delete().where(one_of(model._meta.primary_key, Slot(0)))

    for start in range(0, len(gone), _AT_ONCE):
        some = gone[start : start + _AT_ONCE]
        digests.touch(table, some)
        database.run(database.shaped(("forget", table), removed), some)


def keep_alone(database: Database, model: type[Model], values: Mapping[str, Any]) -> int:
    """``keep_beside`` in a transaction of its own, which no history tells of. Raises ``StoreError``."""
    with database.translated(), database.transaction():
        digests = database.digests()
        number = keep_beside(database, digests, model, values)
        digests.write()
    return number
