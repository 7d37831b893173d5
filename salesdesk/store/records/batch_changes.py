"""What a batch of the journal did with each record it is about: its fields before and after, its parts with it."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from salesdesk.domain.changes import Cause, EntityKind
from salesdesk.domain.custom_fields import SHAPES, CustomValue
from salesdesk.domain.entities import entities, records_of
from salesdesk.domain.field_changes import (
    BatchChanges,
    FieldChange,
    RecordChange,
    RecordEvent,
    changes_of_row,
)
from salesdesk.domain.fields import FieldType, declared
from salesdesk.phrases import Phrase, phrase
from salesdesk.store.engine.statements import Query, Slot, Statement, one_of
from salesdesk.store.journal import schema, touched_records
from salesdesk.store.journal.table_rows import Row, TableRows
from salesdesk.store.lists.reader import custom_native
from salesdesk.store.models.journal import ChangeBatch, ChangeEntry
from salesdesk.store.records.names import KnownNames
from salesdesk.store.records.settings import SettingRepository

if TYPE_CHECKING:
    from salesdesk.store.engine.database import Database

_Images = dict[int, tuple[Row | None, Row | None]]
"""Rows before and after a batch, None where there was none."""
_CODES = ("lifecycle_stage",)
_MOMENTS = ("last_contacted_at", "done_at", "closed_at")
"""Fields nobody types that a person reads all the same."""
_VALUES = {
    "contact_email": "address", "contact_phone": "number", "meeting_note": "body", "sequence_step": "subject",
}  # fmt: skip
"""Where a part says something itself, instead of naming another record."""
_SHAPED = frozenset({FieldType.NUMBER, FieldType.MONEY, FieldType.DATE, FieldType.BOOLEAN})
"""Values of a person's own fields that are no texts."""
_NAMED_BY = ("name", "title", "file_name", "key", "period")
"""What is no declared entity is called by the first of these columns that it has."""
_TOLD_BY_THEIR_RECORD = frozenset({"lifecycle_event", "stage_event"})
"""Parts that note what a field of their record became."""


@Statement
def _later(table: Slot, rows: Slot, batch: Slot) -> Query:
    """What happened to rows since the beginning of a batch, newest first."""
    e = ChangeEntry
    mine = (e.table == table) & one_of(e.row, rows) & (e.batch >= batch) & e.before.is_null(False)
    return e.select(e.batch.alias("batch"), e.row, e.before, e.after).where(mine).order_by(e.id.desc())


@Statement
def _made(table: Slot, batch: Slot, first: Slot, last: Slot) -> Query:
    e = ChangeEntry
    theirs = (e.batch == batch) & (e.table == table) & (e.row <= last) & (e.last_row >= first)
    return e.select(e.row, e.last_row).where(theirs, e.before.is_null(), e.after.is_null())


@Statement
def _cause(batch: Slot) -> Query:
    return ChangeBatch.select(ChangeBatch.cause).where(ChangeBatch.id == batch)


class BatchChangesRepository:
    """Reads what batches did. Values are as in lists; whoever shows them words them."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._rows = TableRows(database)

    def of(self, batch: int, limit: int = 500) -> BatchChanges:
        """The first ``limit`` records of a batch, those of a kind together; nothing of an unknown batch."""
        grouped: dict[str, list[int]] = defaultdict(list)
        for table, number in touched_records.listed(self._database, batch, limit):
            grouped[table].append(number)
        names = KnownNames(self._database)
        found = [
            one for table, numbers in grouped.items() for one in self._records(batch, table, numbers, names)
        ]
        total = touched_records.counted(self._database, [batch]).get(batch, 0)
        return BatchChanges(tuple(found), total)

    def _records(
        self, batch: int, table: str, numbers: list[int], names: KnownNames
    ) -> Iterator[RecordChange]:
        kind, default = EntityKind(table), SettingRepository(self._database).currency
        images, live = self._images(batch, table, numbers), self._present(table, numbers)
        stayed = [
            number for number in numbers if all(images[number])
        ]  # of the others it is all said with them
        parts = self._part_changes(batch, table, stayed, names)
        again = self._database.single(_cause, batch=batch) in (Cause.UNDO.value, Cause.REDO.value)
        spec = entities().get(kind)
        for number in numbers:
            before, after = images[number]
            shown: Row = after or before or {}
            own = _own_changes(kind, before, after, default, names) if before and after else ()
            said = {(change.before, change.after) for change in own}
            further = [one for one in parts[number] if (one.before, one.after) not in said]
            event = _event(before, after, again=again)
            yield RecordChange(
                kind,
                number,
                next(
                    (str(shown[key]) for key in ((spec.name,) if spec else _NAMED_BY) if shown.get(key)), ""
                ),
                str(shown.get(spec.unnamed) or "") if spec is not None and spec.unnamed else "",
                event,
                (*own, *further) if before and after else (),
                self._opens(kind, number, shown) if number in live else None,
            )

    def _present(self, table: str, numbers: Collection[int]) -> set[int]:
        """Those of some records that are there, and not in the trash."""
        columns = [name for name in ("id", "deleted_at") if name in schema.tables()[table].columns]
        rows = self._rows.read(table, numbers, columns)
        return {number for number, row in rows.items() if not row.get("deleted_at")}

    def _opens(self, kind: EntityKind, number: int, row: Row) -> tuple[EntityKind, int] | None:
        """The record whose page shows this one: itself, or for one without a page what it is about."""
        spec = entities().get(kind)
        if spec is None or spec.record_page:
            return (kind, number) if spec is not None else None
        for home in schema.tables()[kind.value].homes:
            about = row.get(home.column)
            if about is not None and self._present(home.target, [about]):
                return EntityKind(home.target), int(about)
        return None

    def _images(self, batch: int, table: str, numbers: Collection[int]) -> _Images:
        """Rows as they were when a batch began and when it ended: as they are now, later changes rolled back."""
        if not numbers:
            return {}
        state: dict[int, Row] = dict(self._rows.read(table, numbers, schema.tables()[table].columns))
        made: set[int] = set()
        wanted, first, last = set(numbers), min(numbers), max(numbers)
        for run in self._database.select(_made, table=table, batch=batch, first=first, last=last):
            made |= wanted.intersection(range(max(run.row, first), min(run.last_row, last) + 1))
        after: dict[int, Row | None] = {}
        for entry in self._database.select(_later, table=table, rows=list(numbers), batch=batch):
            if entry.batch == batch and entry.row not in after:
                after[entry.row] = None if entry.after is None else dict(state.get(entry.row, {}))
            before = json.loads(entry.before)
            state[entry.row] = before if entry.after is None else {**state.get(entry.row, {}), **before}
        return {
            number: (
                None if number in made else state.get(number),
                after[number] if number in after else state.get(number),
            )
            for number in numbers
        }

    def _part_changes(
        self, batch: int, table: str, numbers: list[int], names: KnownNames
    ) -> dict[int, list[FieldChange]]:
        """By record, what its parts of each kind said before and after, those that did not change left out."""
        found: dict[int, list[FieldChange]] = defaultdict(list)
        for part in schema.parts_of(table):
            if part.name in _TOLD_BY_THEIR_RECORD:
                continue
            if not numbers:
                break
            touched = touched_records.touched_parts(self._database, batch, part, numbers)
            images = self._images(batch, part.name, {one.row for one in touched})
            said: dict[tuple[int, str], Values] = defaultdict(lambda: ([], []))
            for row, owner in sorted(set(touched)):
                for place, image in enumerate(images[row]):
                    if image is not None:
                        title, value = said_by(part, image, names)
                        said[owner, title][place].append(value)
            for (owner, title), values in said.items():
                if change := change_of_parts(title, values):
                    found[owner].append(change)
        return found


def _event(before: Row | None, after: Row | None, *, again: bool) -> RecordEvent:
    was = before is not None and not before.get("deleted_at")
    became = after is not None and not after.get("deleted_at")
    if was == became:
        return RecordEvent.CHANGED
    if not became:
        return RecordEvent.DELETED
    return RecordEvent.RESTORED if again or before is not None else RecordEvent.CREATED


def _own_changes(
    kind: EntityKind, before: Row, after: Row, default: str, names: KnownNames
) -> tuple[FieldChange, ...]:
    """The fields in the own row of a record that became different."""
    new = {column: value for column, value in after.items() if before.get(column) != value}
    old = {column: before.get(column) for column in new}
    currencies = (before.get("currency") or default, after.get("currency") or default)
    changes = list(changes_of_row(kind, old, new, currencies))
    told, links = {change.field for change in changes}, schema.tables()[kind.value].references
    for link in links:
        if link.column in new and link.target != "import_batch":
            numbers: list[int | None] = [row[link.column] for row in (old, new)]
            values = (None if number is None else names.of(link.target, number) for number in numbers)
            changes.append(FieldChange(field_of_link(kind, link.column), FieldType.TEXT, *values))
    for column in (*_CODES, *_MOMENTS):
        if column in new and column not in told:
            type_ = FieldType.TEXT if column in _CODES else FieldType.DATETIME
            changes.append(FieldChange(column, type_, old[column], new[column]))
    return tuple(changes)


def field_of_link(kind: EntityKind, column: str) -> str:
    """The field a link is shown as, or what its column is called."""
    records = records_of(kind)
    spec = None if records is None else declared().of(records).of_column(column)
    return column.removesuffix("_id") if spec is None else spec.key


Said = tuple[FieldType, Any]
"""A value as lists hold it (a text of a person, or a phrase with such texts in it), and what it is."""
Values = tuple[list[Said], list[Said]]
"""What the parts of one title said before and after."""


def change_of_parts(title: str, values: Values) -> FieldChange | None:
    """What became different, None where nothing did. Texts of several parts stand in one line."""
    old, new = values
    sides = [value for value in old if value not in new], [value for value in new if value not in old]
    types = {type_ for side in sides for type_, _ in side}
    if not types:
        return None
    if types == {FieldType.TEXT}:
        return FieldChange(title, FieldType.TEXT, *(_together([text for _, text in side]) for side in sides))
    return FieldChange(title, types.pop(), *(side[-1][1] if side else None for side in sides))


def _together(values: Sequence[str | Phrase]) -> str | Phrase | None:
    """Several things that were said, None for nothing."""
    texts = [value for value in values if isinstance(value, str)]
    if len(texts) == len(values):
        return ", ".join(texts) or None
    return values[0] if len(values) == 1 else phrase("changes.several", what=tuple(values))


def said_by(part: schema.Table, image: Mapping[str, Any], names: KnownNames) -> tuple[str, Said]:
    """The title of a part and what it says."""
    assert part.owner is not None
    spec = entities().get(EntityKind(part.owner.target))
    titles = {} if spec is None else dict(spec.parts)
    title = titles.get(part.name, part.name.replace("_", " "))
    if part.name in _VALUES:
        return title, (FieldType.TEXT, str(image[_VALUES[part.name]]))
    # a round is of people, companies or deals: the one it is of is named
    link = next(one for one in part.references if one != part.owner and image[one.column] is not None)
    name = names.of(link.target, int(image[link.column]))
    if link.target == "custom_field":
        field = names.own_field(int(image[link.column]))
        if field is None:
            return name, (FieldType.TEXT, image["text"] or "")
        value = custom_native(field, CustomValue(field.id, image["text"] or "", image["number"]))
        shape = SHAPES[field.type]
        return name, (shape if shape in _SHAPED else FieldType.TEXT, value)
    further = [image[column] for column in ("role", "status") if image.get(column)]
    return title, (FieldType.TEXT, " · ".join(str(value) for value in (name, *further)))
