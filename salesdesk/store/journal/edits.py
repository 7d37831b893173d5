"""Edits that say what they were made from: what somebody else wrote in between is kept, or the edit is refused.

Both sides are compared as they are read, whatever a value is typed as: the edit is written, read back in the same
transaction, and taken back with it when a field was changed differently by both.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping
from typing import TYPE_CHECKING, Any

from salesdesk.domain.changes import EntityKind
from salesdesk.domain.conflicts import EditConflict, FieldClash, RecordClash, Seen
from salesdesk.domain.entities import records_of
from salesdesk.domain.fields import declared
from salesdesk.domain.three_way import merge
from salesdesk.store.journal.reading import Journal
from salesdesk.store.journal.writing import Writing, writes
from salesdesk.value_classes import dataclass

if TYPE_CHECKING:
    from salesdesk.store.journal.unit_of_work import UnitOfWork

Values = Mapping[str, Any]
ReadFields = Callable[[Collection[int], Collection[str]], Mapping[int, Mapping[str, object]]]
"""Gives the fields of records as a person sees them; what is not there is left out."""


class Superseded(Exception):
    """Some of the values were no change of what was seen, and somebody else changed the fields: these values are not to
    be written. ``fields`` are theirs by record. What was written is taken back; write again without them."""

    def __init__(self, fields: Mapping[int, Collection[str]]) -> None:
        self.fields = fields

    def without(self, edits: Mapping[int, Values]) -> dict[int, Values]:
        """The edits that remain."""
        return {
            record: {key: value for key, value in values.items() if key not in self.fields.get(record, ())}
            for record, values in edits.items()
        }


@dataclass(frozen=True, slots=True)
class GuardedEdit:
    """Values for fields of records of one kind. ``read`` gives the fields as they are; ``apply`` writes the values of one
    record. Both run in the transaction."""

    kind: EntityKind
    values: Mapping[int, Values]
    seen: Seen
    read: ReadFields
    apply: Callable[[Writing, int, Values], object]

    @writes
    def write(self, uow: UnitOfWork, *, alone: bool = False) -> Mapping[int, Mapping[str, object]]:
        """Write it. Returns the written fields as they are then. Raises ``EditConflict`` and ``Superseded``, after which the
        transaction has to be left. ``alone``: nobody else wrote since the values were seen, so nothing is compared."""
        trashed = self._trashed(uow)
        keys = list(dict.fromkeys(key for values in self.values.values() for key in values))
        theirs = self.read(self.values, keys)
        for record, values in self.values.items():
            if record not in trashed:
                self.apply(uow, record, values)
        ours = self.read(self.values, keys)
        journal = Journal(uow.database)
        clashes, superseded = [], dict[int, set[str]]()
        for record, values in self.values.items():
            if record in trashed:
                by = journal.written_by(self.kind.value, record, ["deleted_at"], before=uow.batch)
                clashes.append(RecordClash(self.kind, record, deleted=by))
                continue
            if alone:
                continue
            seen = {key: value for key, value in self.seen.fields(record).items() if key in values}
            merged = merge(seen, _only(seen, ours.get(record, {})), _only(seen, theirs.get(record, {})))
            if merged.clashes:
                fields = tuple(
                    FieldClash.of(
                        clash,
                        journal.written_by(
                            self.kind.value, record, columns_of(self.kind, clash.field), before=uow.batch
                        ),
                    )
                    for clash in merged.clashes
                )
                clashes.append(RecordClash(self.kind, record, fields))
            mine = ours.get(record, {})
            if kept := {key for key in seen if merged.values.get(key) != mine.get(key)}:
                superseded[record] = kept
        if clashes:
            raise EditConflict(clashes)
        if superseded:
            raise Superseded(superseded)
        return {record: _only(values, ours.get(record, {})) for record, values in self.values.items()}

    def _trashed(self, uow: UnitOfWork) -> set[int]:
        """Those of the records that somebody put into the trash, without those that are to be brought back."""
        now = uow.rows(self.kind.value, self.values, ["deleted_at"])
        found = {record for record, row in now.items() if row["deleted_at"] is not None}
        back = found.intersection(self.seen.revived)
        uow.update_many(self.kind.value, {record: {"deleted_at": None} for record in back})
        return found - back


def _only(keys: Iterable[str], values: Mapping[str, object]) -> dict[str, object]:
    """A field that is not there is one without a value: lists leave both out or give None."""
    return {key: values.get(key) for key in keys}


def columns_of(kind: EntityKind, field: str) -> Collection[str]:
    """The columns of a field, of a value that is given by name the one that is called like it."""
    records = records_of(kind)
    columns = declared().of(records).columns(field) if records and field in declared().of(records) else ()
    return columns or (field, f"{field}_id")
