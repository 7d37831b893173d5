"""What the rows written in one unit of work refer to, so that none is committed that names a record which does not exist.

The database would refuse it as well, but only at the very end and without saying which record is missing.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from salesdesk.errors import DomainError
from salesdesk.store.journal import schema

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
            found = database.rows(
                f'SELECT value FROM json_each(?) WHERE value NOT IN (SELECT id FROM "{reference.target}") '
                f'AND value IN (SELECT "{reference.column}" FROM "{reference.table}") LIMIT 1',
                (json.dumps(sorted(wanted)),),
            )
            if found:
                raise no_such_record(reference.target, found[0][0])


def no_such_record(table: str, number: int) -> DomainError:
    """The refusal of a record that is not there."""
    return DomainError(
        "No such record",
        f"The {table.replace('_', ' ')} number {number} does not exist any more. Choose another one.",
    )
