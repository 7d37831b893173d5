"""What the journal, undo and the change feed know about each table, read off the models once."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from salesdesk.domain.changes import EntityKind

if TYPE_CHECKING:
    from salesdesk.store.models import Record

_ENTITIES = frozenset(kind.value for kind in EntityKind)

_OWNERS = {
    # A row here is a part of its owner: it lives and dies with it, and a change of it is a change of the owner.
    "contact_company": "contact_id",
    "contact_email": "contact_id",
    "contact_phone": "contact_id",
    "contact_tag": "contact_id",
    "contact_value": "contact_id",
    "lifecycle_event": "contact_id",
    "company_tag": "company_id",
    "company_value": "company_id",
    "deal_value": "deal_id",
    "stage_event": "deal_id",
    "campaign_member": "campaign_id",
}


@dataclass(frozen=True, slots=True)
class Reference:
    """Column ``column`` of table ``table`` names a row of ``target``."""

    table: str
    column: str
    target: str


@dataclass(frozen=True, slots=True)
class Table:
    """A journalled table: its columns in order, what it points at and what owns its rows."""

    name: str
    columns: tuple[str, ...]
    references: tuple[Reference, ...]
    owner: Reference | None

    @property
    def kind(self) -> EntityKind | None:
        """The entity whose own table this is."""
        return EntityKind(self.name) if self.name in _ENTITIES else None


def _table(model: type[Record]) -> Table:
    from peewee import ForeignKeyField

    meta = model._meta
    references = tuple(
        Reference(meta.table_name, field.column_name, field.rel_model._meta.table_name)
        for field in meta.sorted_fields
        if isinstance(field, ForeignKeyField)
    )
    owner = next((r for r in references if r.column == _OWNERS.get(meta.table_name)), None)
    return Table(meta.table_name, tuple(f.column_name for f in meta.sorted_fields), references, owner)


@cache
def tables() -> dict[str, Table]:
    """Every journalled table by name."""
    from salesdesk.store.models import RECORDS  # the models are needed to write, not to show a list

    return {model._meta.table_name: _table(model) for model in RECORDS}


@cache
def digested() -> dict[str, str]:
    """The tables whose rows are digested, each with the SQL of what is hashed of a row: its number, a JSON array of
    its values, then those whose JSON depends on how SQLite prints them, as they are."""
    from peewee import FloatField

    from salesdesk.store.models import JOURNAL, RECORDS

    found = {"file_identity": 'rowid, json_array("uuid")'}  # the rest of it is written anew all the time
    for model in (*RECORDS, *JOURNAL):
        fields = model._meta.sorted_fields
        printed = ", ".join(f'"{f.column_name}"' for f in fields if not isinstance(f, FloatField))
        kept = [f'"{f.column_name}"' for f in fields if isinstance(f, FloatField)]
        found[model._meta.table_name] = ", ".join(("rowid", f"json_array({printed})", *kept))
    return found


@cache
def references_to(table: str) -> tuple[Reference, ...]:
    """Every reference that names rows of ``table``."""
    return tuple(r for t in tables().values() for r in t.references if r.target == table)


@cache
def defaults(table: str) -> dict[str, object]:
    """The values a new row has where the caller gives none."""
    from salesdesk.store.models import RECORDS

    model = next(m for m in RECORDS if m._meta.table_name == table)
    return {f.column_name: f.default for f in model._meta.sorted_fields if f.default is not None}
