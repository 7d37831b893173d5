"""The place of records in call rounds when they are merged."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from salesdesk.store.records.parts import rows_of

if TYPE_CHECKING:
    from salesdesk.store.journal.unit_of_work import UnitOfWork

_TABLE = "call_round_member"
_CALLED = ("contact", "company")
_TOLD = ("state", "outcome", "worked_at")


def move_round_members(uow: UnitOfWork, table: str, survivor: int, losers: Sequence[int]) -> None:
    """Whoever goes on is called once in a round, and is as far there as the one of the merged ones who was called last; the
    others leave it."""
    if table not in _CALLED:
        return
    link = f"{table}_id"
    ids = uow.database.column(rows_of(uow.database, _TABLE, link), [survivor, *losers])
    rows = uow.rows(_TABLE, ids, ("call_round_id", link, *_TOLD))
    by_round: dict[int, list[int]] = defaultdict(list)
    for number in sorted(rows, key=lambda one: (rows[one][link] != survivor, one)):
        by_round[rows[number]["call_round_id"]].append(number)
    changes: dict[int, dict[str, Any]] = {}
    for members in by_round.values():
        furthest = max(members, key=lambda one: rows[one]["worked_at"] or "")
        changes[members[0]] = {link: survivor, **{column: rows[furthest][column] for column in _TOLD}}
    uow.update_many(_TABLE, changes)
