"""What the journal, undo, the change feed, merging and erasing know about each table, read off the models once:
fields and foreign keys, and what a model's ``Meta`` says (see ``models.base.Record``)."""

from __future__ import annotations

from collections.abc import Collection
from functools import cache, partial
from typing import TYPE_CHECKING

from peewee import FloatField, ForeignKeyField

from salesdesk.domain.changes import EntityKind
from salesdesk.store.engine.statements import Query, Slot, one_of
from salesdesk.store.models import Models, Record, records
from salesdesk.store.models.by_table import model_of
from salesdesk.value_classes import dataclass

if TYPE_CHECKING:
    from salesdesk.store.engine.database import Database


@dataclass(frozen=True, slots=True)
class Reference:
    """Column ``column`` of table ``table`` names a row of ``target``; ``optional`` when the row can be without it."""

    table: str
    column: str
    target: str
    optional: bool = True


@dataclass(frozen=True, slots=True)
class Table:
    """A journalled table: its columns in order, what it points at and what owns its rows. ``part_key`` are the columns
    that make two parts of one owner the same, none when no two ever are; ``homes`` the references of which a row
    needs one to live on, none when it needs none."""

    name: str
    columns: tuple[str, ...]
    references: tuple[Reference, ...]
    owner: Reference | None
    part_key: tuple[str, ...] = ()
    homes: tuple[Reference, ...] = ()

    @property
    def kind(self) -> EntityKind | None:
        """The kind of record whose own table this is, None of a table of parts."""
        return EntityKind(self.name) if self.owner is None else None

    @property
    def owner_field(self) -> str:
        """The field of the model that names the owner of a part."""
        assert self.owner is not None
        return self.owner.column.removesuffix("_id")

    @property
    def is_ordered(self) -> bool:
        """Whether the parts of one owner stand in an order (0 first), the first being the primary one."""
        return self.owner is not None and "position" in self.columns

    @property
    def marks_primary(self) -> bool:
        """Whether one of the parts of an owner is marked as the primary one."""
        return self.owner is not None and "is_primary" in self.columns


def _table(model: type[Record]) -> Table:
    meta = model._meta
    references = {
        field.name: Reference(
            meta.table_name, field.column_name, field.rel_model._meta.table_name, bool(field.null)
        )
        for field in meta.sorted_fields
        if isinstance(field, ForeignKeyField)
    }
    owner = getattr(meta, "owner", None)
    return Table(
        meta.table_name,
        tuple(field.column_name for field in meta.sorted_fields),
        tuple(references.values()),
        None if owner is None else references[owner],
        tuple(meta.fields[name].column_name for name in getattr(meta, "part_key", ())),
        tuple(references[name] for name in getattr(meta, "homes", ())),
    )


def tables() -> dict[str, Table]:
    """Every journalled table by name."""
    return _tables_of(records())


@cache
def _tables_of(models: Models) -> dict[str, Table]:
    return {model._meta.table_name: _table(model) for model in models}


def referring_first(names: Collection[str]) -> list[str]:
    """Tables in such an order that one that refers to another comes before it, as far as there is one."""
    left, found = sorted(names), []
    while left:
        named = {r.target for table in left for r in tables()[table].references if r.target != table}
        free = [table for table in left if table not in named] or left[:1]
        found += free
        left = [table for table in left if table not in free]
    return found


def decimals(table: str) -> frozenset[str]:
    """The columns that hold numbers with decimals, which engines write each in its own way."""
    return _decimals_of(model_of(table))


@cache
def _decimals_of(model: type[Record]) -> frozenset[str]:
    fields = model._meta.sorted_fields
    return frozenset(field.column_name for field in fields if isinstance(field, FloatField))


def references_to(table: str) -> tuple[Reference, ...]:
    """Every reference that names rows of ``table``."""
    return tuple(r for t in tables().values() for r in t.references if r.target == table)


def named_parts() -> frozenset[str]:
    """The tables of parts whose rows others can name."""
    return _named_parts_of(records())


@cache
def _named_parts_of(models: Models) -> frozenset[str]:
    known = _tables_of(models)
    named = {reference.target for table in known.values() for reference in table.references}
    return frozenset(
        table.name for table in known.values() if table.owner is not None and table.name in named
    )


def parts_of(table: str) -> tuple[Table, ...]:
    """The tables whose rows are parts of the rows of ``table``."""
    return tuple(t for t in tables().values() if t.owner is not None and t.owner.target == table)


def links_to(table: str) -> tuple[Reference, ...]:
    """The references to ``table`` that are not those of its own parts: what other records, and their parts, say of it."""
    own = {part.owner for part in parts_of(table)}
    return tuple(reference for reference in references_to(table) if reference not in own)


def part_between(table: str, other: str) -> Table | None:
    """The table of parts of ``table`` that each name a row of ``other``: its tags, its values in custom fields."""
    return _part_between(records(), table, other)


@cache
def _part_between(models: Models, table: str, other: str) -> Table | None:
    assert models is records()
    return next((part for part in parts_of(table) if any(r.target == other for r in part.references)), None)


def free(table: str) -> tuple[str, ...]:
    """The columns that a row may have nothing in, and has nothing in where nothing is said; no references among them."""
    return _free_of(model_of(table))


@cache
def _free_of(model: type[Record]) -> tuple[str, ...]:
    fields = [field for field in model._meta.sorted_fields if not isinstance(field, ForeignKeyField)]
    return tuple(field.column_name for field in fields if field.null and field.default is None)


def defaults(table: str) -> dict[str, object]:
    """The values a new row has where the caller gives none."""
    return _defaults_of(model_of(table))


@cache
def _defaults_of(model: type[Record]) -> dict[str, object]:
    return {
        field.column_name: field.default for field in model._meta.sorted_fields if field.default is not None
    }


def existing(database: Database, table: str, ids: Collection[int]) -> set[int]:
    """Those of some ids that rows of a table have."""
    if not ids:
        return set()
    return set(database.column(database.shaped(("existing", table), partial(_existing, table)), list(ids)))


def _existing(table: str) -> Query:
    model = model_of(table)
    return model.select(model.id).where(one_of(model.id, Slot(0)))
