"""Which fields of records were edited after a batch of the journal: what a cell of an older export must not overwrite."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping
from typing import TYPE_CHECKING, Any

from salesdesk.domain.entities import entity_of
from salesdesk.domain.fields import FieldType, RecordKind, declared
from salesdesk.store.engine.statements import Query, Slot, Statement, one_of
from salesdesk.store.journal import schema
from salesdesk.store.models.by_table import model_of
from salesdesk.store.models.journal import ChangeEntry as E

if TYPE_CHECKING:
    from salesdesk.store.engine.database import Database

_EMAILS = ("email", "email_2", "email_3")
_OF_PART = {
    "contact_email": _EMAILS,
    "contact_phone": ("phone", "mobile", "phone_2", "phone_3", "fax"),
    "contact_company": ("company",),
    "contact_tag": ("tags",),
    "company_tag": ("tags",),
    "deal_role": ("deal_roles",),
    "activity_participant": ("participants",),
}
"""The fields that lie in the rows of a part."""
_CHUNK = 20_000
Fields = dict[int, set[str]]


@Statement
def _entries(batch: Slot, table: Slot) -> Query:
    """What happened to the rows of a table after a batch."""
    return (
        E.select(E.row, E.last_row, E.before, E.after).where(E.batch > batch, E.table == table).order_by(E.id)
    )


def edited_since(database: Database, batch: int, kind: RecordKind, numbers: Collection[int]) -> Fields:
    """The fields of records that are not what they were at a batch, by record; a field of a person's own by "custom:" and
    its number. Where that cannot be told for sure, a field counts as edited."""
    table = entity_of(kind).table
    found: Fields = defaultdict(set)
    _own_columns(database, batch, kind, numbers, found)
    for part in schema.parts_of(table):
        for owner, row in _parts(database, batch, part):
            field = row.get("field_id")
            found[owner].update([f"custom:{field}"] if field else _OF_PART.get(part.name, ()))
    _names(database, batch, kind, numbers, found)
    return {number: fields for number, fields in found.items() if fields}


def _own_columns(
    database: Database, batch: int, kind: RecordKind, numbers: Collection[int], found: Fields
) -> None:
    """A column counts when it is not now what it was then."""
    table, fields, wanted = entity_of(kind).table, declared().of(kind), set(numbers)
    former: dict[int, dict[str, Any]] = defaultdict(dict)
    for entry in database.select(_entries, batch=batch, table=table):
        if entry.row in wanted and entry.before is not None and entry.after is not None:
            former[entry.row] = {**json.loads(entry.before), **former[entry.row]}
    for number, row in _rows(database, table, former).items():
        for column, value in former[number].items():
            spec = fields.of_column(column)
            if spec is not None and row.get(column) != value:
                found[number].add(spec.key)


def _parts(database: Database, batch: int, part: schema.Table) -> Iterator[tuple[int, Mapping[str, Any]]]:
    """(owner, what is known of the row) of the rows of a part that came, went or changed."""
    assert part.owner is not None
    present: set[int] = set()
    for entry in database.select(_entries, batch=batch, table=part.name):
        before = json.loads(entry.before) if entry.before is not None else {}
        if before.get(part.owner.column) is not None:
            yield before[part.owner.column], before
        present.update(range(entry.row, entry.last_row + 1))
    for row in _rows(database, part.name, present).values():
        yield row[part.owner.column], row


def _names(database: Database, batch: int, kind: RecordKind, numbers: Collection[int], found: Fields) -> None:
    """A field that shows the name of another record counts when that was given another name."""
    entity, fields = entity_of(kind), declared().of(kind)
    for reference in schema.tables()[entity.table].references:
        spec = fields.of_column(reference.column)
        if spec is None or spec.type is FieldType.INTEGER:
            continue
        renamed = {
            entry.row
            for entry in database.select(_entries, batch=batch, table=reference.target)
            if entry.before is not None
            and entry.after is not None
            and any("name" in column or "title" in column for column in json.loads(entry.before))
        }
        if renamed:
            for number, row in _rows(database, entity.table, numbers).items():
                if row[reference.column] in renamed:
                    found[number].add(spec.key)


def _rows(database: Database, table: str, numbers: Collection[int]) -> dict[int, dict[str, Any]]:
    def whole() -> Query:
        model = model_of(table)
        return model.select().where(one_of(model.id, Slot(0)))

    statement, wanted = database.shaped(("whole", table), whole), list(numbers)
    found = {}
    for start in range(0, len(wanted), _CHUNK):
        for row in database.select(statement, wanted[start : start + _CHUNK]):
            found[row.id] = row._asdict()
    return found
