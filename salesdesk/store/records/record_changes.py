"""What became different of records, read from the journal: their fields, whom they name, and their parts."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import partial
from typing import TYPE_CHECKING, Any

from salesdesk.domain.activities import TimelineEntry, TimelineKind
from salesdesk.domain.changes import Cause, EntityKind
from salesdesk.domain.changes import FieldChange as StoredChange
from salesdesk.domain.entities import records_of
from salesdesk.domain.field_changes import FieldChange, changes_of_row
from salesdesk.domain.fields import FieldType, declared
from salesdesk.phrases import phrase
from salesdesk.store.engine.statements import Named, Query, Slot, Statement, one_of
from salesdesk.store.engine.words import number_in
from salesdesk.store.journal import schema
from salesdesk.store.journal.reading import Journal
from salesdesk.store.journal.told import phrase_of
from salesdesk.store.models.by_table import column_of, model_of
from salesdesk.store.models.journal import ChangeBatch, ChangeEntry
from salesdesk.store.records.batch_changes import Values, change_of_parts, field_of_link
from salesdesk.store.records.names import KnownNames
from salesdesk.store.records.settings import SettingRepository
from salesdesk.store.records.told_parts import said_of_owner

if TYPE_CHECKING:
    from salesdesk.store.engine.database import Database

MOST = 5_000
"""Changes of several records at once that are looked at, the newest."""
_CURRENCY = "currency"
_TOLD_BY_MOVES = frozenset({"stage_id", "pipeline_id", "import_batch_id"})
"""Links of whose changes there is an entry of its own, or nothing to tell."""
_TOLD_BY_EVENTS = frozenset({"lifecycle_event", "stage_event"})
_BESIDE: Mapping[EntityKind, tuple[tuple[str, str], ...]] = {
    EntityKind.CONTACT: (
        ("campaign_member", "contact_id"),
        ("deal_role", "contact_id"),
        ("relation", "contact_id"),
        ("relation", "other_id"),
    )
}
"""What is no part of a record, or of another one, and told of it all the same: tables, each with the column that names the
record."""
_MOVING = frozenset({"deal_role", "relation"})
"""Of these a person is chosen anew, so that they end with one and begin with another."""
_AMONG = {"email": ("contact_email", "address"), "phone": ("contact_phone", "number")}
_BROUGHT_BACK = (Cause.UNDO.value, Cause.REDO.value, Cause.CLEAR.value)
"""What may create rows that were there before."""
_LIFECYCLE, _TRASH = "lifecycle_stage", "deleted_at"


def _of_batch(b: type[ChangeBatch]) -> tuple[Query, ...]:
    return (b.id.alias("batch"), b.at, b.actor, b.cause, b.text, b.told, b.undone_by)


@Statement
def _changed(table: Slot, rows: Slot, limit: Slot) -> Query:
    e, b = ChangeEntry, ChangeBatch
    return (
        e.select(e.id, e.row, e.before, e.after, *_of_batch(b))
        .join(b, on=e.batch == b.id)
        .where(e.table == table, one_of(e.row, rows), e.before.is_null(False))
        .order_by(e.id.desc())
        .limit(limit)
    )


@Statement
def _created(table: Slot, row: Slot) -> Query:
    """The run in which a row was made: but for those that brought rows back, runs of a table do not overlap, so it is the
    first that ends behind it."""
    e, b = ChangeEntry, ChangeBatch
    return (
        e.select(e.id, e.row, e.before, e.after, *_of_batch(b))
        .join(b, on=e.batch == b.id)
        .where(e.table == table, e.last_row >= row, e.before.is_null(), b.cause.not_in(_BROUGHT_BACK))
        .order_by(e.last_row)
        .limit(1)
    )


def _gone(owner: str, moves: bool) -> Query:
    """Rows of a table of parts that were removed from a record (of what ``moves``, also given to another): slots are the table
    and the record."""
    e = ChangeEntry
    gone = (e.table == Slot(0)) & e.before.is_null(False)
    if not moves:
        gone &= e.after.is_null()
    return e.select(e.row).where(gone, number_in(e.before, owner) == Slot(1))


def _present(table: str, owner: str) -> Query:
    """Rows of a table of parts that name a record, and some others: slots are the record and those."""
    model = model_of(table)
    return model.select().where((column_of(table, owner) == Slot(0)) | one_of(model.id, Slot(1)))


class RecordChanges:
    """Reads changes as entries of timelines. Entries carry codes and values; whoever shows them words them."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._names = KnownNames(database)

    def of(self, kind: EntityKind, number: int) -> list[TimelineEntry]:
        """Everything that became different of one record and its parts, and that it was made; in no order."""
        made = self._database.first(_created, table=kind.value, row=number)
        if made is not None and made.row > number:
            made = None  # it was made before there was a journal
        found = {entry.batch: entry for entry in self.of_several(kind, [number], named=False)}
        for batch, (row, changes) in self._parts(kind, number, None if made is None else made.batch).items():
            known = found.get(batch)
            said = {(one.before, one.after) for one in known.changes} if known is not None else set()
            further = tuple(one for one in changes if (one.before, one.after) not in said)
            if known is None:
                found[batch] = _entry(row, further)
            elif further:
                found[batch] = _entry(row, (*known.changes, *further))
        moves = [*self._moves(kind, number)]
        first = [] if made is None else [_entry(made, (), TimelineKind.CREATED)]
        return [*found.values(), *moves, *first]

    def of_several(
        self, kind: EntityKind, numbers: Sequence[int], *, named: bool = True, limit: int = MOST
    ) -> list[TimelineEntry]:
        """What became different of the own rows of records, each batch and record an entry, the newest ``limit``. An amount
        has the currency that stood beside it then: the present one, followed back through the changes. ``named`` entries say
        which record they are about."""
        if not numbers:
            return []
        beside = _currency_column(kind)
        money = self._currencies(kind, beside, numbers) if beside is not None else {}
        default, found = SettingRepository(self._database).currency, []
        rows = self._database.select(_changed, table=kind.value, rows=list(numbers), limit=limit)
        for row in rows:
            if row.after is None:
                continue
            old, new = json.loads(row.before), json.loads(row.after)
            currency = money.get(row.row)
            former = currency if beside is None else old.get(beside, currency)
            money[row.row] = former
            changes = self._told(kind, old, new, (former or default, currency or default))
            if _is_told(row) and (changes or _TRASH in new):
                name = self._names.of(kind.value, row.row) if named else ""
                found.append(_entry(row, changes, name=name))
        return found

    def of_one_among(self, field: str, number: int) -> list[StoredChange]:
        """What became different of one e-mail ("email") or phone number ("phone") of a person, newest first."""
        table, column = _AMONG[field]
        history = Journal(self._database).field_history(table, number, MOST)
        return [change for change in history if change.column == column]

    def _told(
        self, kind: EntityKind, old: Mapping[str, Any], new: Mapping[str, Any], currencies: tuple[str, str]
    ) -> tuple[FieldChange, ...]:
        """The fields and links among the values that became different."""
        changes = list(changes_of_row(kind, old, new, currencies))
        for link in schema.tables()[kind.value].references:
            if link.column in new and link.column not in _TOLD_BY_MOVES:
                values = (
                    None if number is None else self._names.of(link.target, number)
                    for number in (old[link.column], new[link.column])
                )
                changes.append(FieldChange(field_of_link(kind, link.column), FieldType.TEXT, *values))
        return tuple(changes)

    def _moves(self, kind: EntityKind, number: int) -> Iterator[TimelineEntry]:
        """Moves along the lifecycle of what keeps no events of it."""
        parts = {part.name for part in schema.parts_of(kind.value)}
        if _LIFECYCLE not in schema.tables()[kind.value].columns or "lifecycle_event" in parts:
            return
        for row in self._database.select(_changed, table=kind.value, rows=[number], limit=MOST):
            new = json.loads(row.after) if row.after is not None else {}
            if _LIFECYCLE in new and _is_told(row):
                before = json.loads(row.before)[_LIFECYCLE]
                yield TimelineEntry(
                    TimelineKind.LIFECYCLE, row.at, before=before, after=new[_LIFECYCLE], actor=row.actor
                )

    def _currencies(self, kind: EntityKind, column: str, numbers: Sequence[int]) -> dict[int, str | None]:
        statement = self._database.shaped(("currencies", kind, column), partial(_currency_of, kind, column))
        return {row.id: row.currency for row in self._database.select(statement, list(numbers))}

    # ---- parts ----

    def _parts(
        self, kind: EntityKind, number: int, made: int | None
    ) -> dict[int, tuple[Named, list[FieldChange]]]:
        """By batch, what the parts of a record said before and after; what it was ``made`` with is left out."""
        said: dict[tuple[int, str], Values] = defaultdict(lambda: ([], []))
        batches: dict[int, Named] = {}
        for part, owner in _tables_of_parts(kind):
            for row, images in self._images(part, owner, number):
                if row.batch == made or not _is_told(row):
                    continue
                batches[row.batch] = row
                for place, image in enumerate(images):
                    there = image is not None and (part.name not in _MOVING or image[owner] == number)
                    if image is not None and there:
                        title, value = said_of_owner(part, owner, image, self._names)
                        said[row.batch, title][place].append(value)
        found: dict[int, tuple[Named, list[FieldChange]]] = {}
        for (batch, title), values in said.items():
            if change := change_of_parts(title, values):
                _, changes = found.setdefault(batch, (batches[batch], []))
                changes.append(change)
        return found

    def _images(
        self, part: schema.Table, owner: str, number: int
    ) -> Iterator[tuple[Named, tuple[dict[str, Any] | None, dict[str, Any] | None]]]:
        """Each change of a part with how it was before and after; None where it was not there. A part may have been
        another record's."""
        moves = part.name in _MOVING
        removed = self._database.shaped(("parts_gone", owner, moves), partial(_gone, owner, moves))
        gone = list(self._database.column(removed, part.name, number))
        present = self._database.shaped(("parts", part.name, owner), partial(_present, part.name, owner))
        state: dict[int, dict[str, Any]] = {
            row.id: row._asdict() for row in self._database.select(present, number, gone)
        }
        known = sorted({*state, *(int(row) for row in gone)})
        if not known:
            return
        for row in self._database.select(_changed, table=part.name, rows=known, limit=MOST):
            after = None if row.after is None else dict(state.get(row.row, {}))
            before = json.loads(row.before)
            state[row.row] = before if row.after is None else {**state.get(row.row, {}), **before}
            yield row, (dict(state[row.row]), after)
        for made in known:
            run = self._database.first(_created, table=part.name, row=made)
            if run is not None and run.row <= made and made in state:
                yield run, (None, state[made])


def _tables_of_parts(kind: EntityKind) -> Iterator[tuple[schema.Table, str]]:
    """The tables of what is told of a record as its parts, each with the column that names the record."""
    for part in schema.parts_of(kind.value):
        if part.name not in _TOLD_BY_EVENTS and part.owner is not None:
            yield part, part.owner.column
    for table, column in _BESIDE.get(kind, ()):
        yield schema.tables()[table], column


def _is_told(row: Named) -> bool:
    """Whether what a batch did is told: an undo and the redo of it together say nothing."""
    return row.cause != Cause.REDO.value and (row.cause != Cause.UNDO.value or row.undone_by is None)


def _entry(
    row: Named,
    changes: Iterable[FieldChange],
    kind: TimelineKind = TimelineKind.CHANGE,
    *,
    name: str = "",
) -> TimelineEntry:
    told = phrase_of(row.text, row.told)
    if row.cause == Cause.UNDO.value:
        told = phrase("changes.undo_of", what=told)
    return TimelineEntry(
        kind, row.at, name, told=told, changes=tuple(changes), batch=row.batch, actor=row.actor
    )


def _currency_column(kind: EntityKind) -> str | None:
    """The column of the currency of a record's amounts, None where it has none."""
    records = records_of(kind)
    amounts = () if records is None else declared().of(records).all
    found = [spec.currency(use.kind) for spec, use in amounts if spec.currency(use.kind)]
    return _CURRENCY if _CURRENCY in found else next(iter(found), None)


def _currency_of(kind: EntityKind, column: str) -> Query:
    """Statement: the currency beside the amounts of records."""
    model = model_of(kind.value)
    return model.select(model.id, column_of(kind.value, column).alias("currency")).where(
        one_of(model.id, Slot(0))
    )
