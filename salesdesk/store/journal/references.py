"""What the rows written in one unit of work refer to, so that none is committed that names a record which does not exist.

The database would refuse it as well, but only at the very end and without saying which record is missing.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from functools import partial
from typing import TYPE_CHECKING, Any

from salesdesk.errors import DomainError
from salesdesk.phrases import phrase
from salesdesk.store.engine.statements import Query, Slot, one_of
from salesdesk.store.journal import schema
from salesdesk.store.models.by_table import column_of

if TYPE_CHECKING:
    from salesdesk.store.engine.database import Database


class References:
    """Collects references as rows are written; ``refuse_missing`` looks whether they hold."""

    def __init__(self) -> None:
        self._named: dict[schema.Reference, set[int]] = defaultdict(set)

    def note(
        self,
        info: schema.Table,
        columns: Sequence[str],
        rows: Sequence[Sequence[Any]],
        created: Mapping[str, set[int]],
    ) -> None:
        """Rows of ``columns`` are written; ``created`` are the ids made in this unit of work, by table."""
        for reference in info.references:
            if reference.column in columns:
                at = columns.index(reference.column)
                named = {row[at] for row in rows}
                named.discard(None)
                self._named[reference] |= named - created.get(reference.target, set())

    def refuse_missing(self, database: Database) -> None:
        """Raise ``DomainError`` when a row as it is now refers to a record that does not exist."""
        for reference, wanted in self._named.items():
            gone = wanted - schema.existing(database, reference.target, wanted)
            if not gone:
                continue
            named = database.shaped(("named", reference), partial(_named, reference))
            missing = database.single(named, sorted(gone))
            if missing is not None:
                raise no_such_record(reference.target, missing)


def _named(reference: schema.Reference) -> Query:
    """The first of some numbers that rows have in their reference."""
    column = column_of(reference.table, reference.column)
    return column.model.select(column).where(one_of(column, Slot(0))).order_by(column).limit(1)


def no_such_record(table: str, number: int) -> DomainError:
    """The refusal of a record that is not there."""
    return DomainError("records.gone", what=phrase(f"kinds.{table}"), number=number)
