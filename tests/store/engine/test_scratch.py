"""A table that only one connection sees, for as long as a piece of work lasts."""

from __future__ import annotations

import pytest

from salesdesk.store.engine.scratch import scratch_table
from salesdesk.store.engine.statements import Slot, Statement
from salesdesk.store.models.undo import UndoRow
from salesdesk.store.store import Store


@Statement
def take_in(id: Slot) -> object:
    columns = [UndoRow.table, UndoRow.id, UndoRow.version]
    return UndoRow.insert_many([("tag", id, 1)], fields=columns)


@Statement
def held() -> object:
    return UndoRow.select(UndoRow.id)


def test_it_is_empty_whenever_it_is_begun(store: Store) -> None:
    for number in (1, 2):
        with store.database.transaction(), scratch_table(store.database, UndoRow):
            store.database.run(take_in, id=number)
            assert store.database.column(held) == [number]


def test_it_goes_with_a_transaction_that_fails(store: Store) -> None:
    def fail() -> None:
        with store.database.transaction(), scratch_table(store.database, UndoRow):
            store.database.run(take_in, id=1)
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        fail()
    with store.database.transaction(), scratch_table(store.database, UndoRow):
        assert store.database.column(held) == []
