"""The lists: whose records each shows, and what follows from the model of these records."""

from __future__ import annotations

from functools import cache, cached_property
from typing import TYPE_CHECKING, Any

from peewee import ForeignKeyField

from salesdesk.domain.changes import EntityKind
from salesdesk.domain.entities import EntitySpec, entities, entity_of
from salesdesk.domain.fields import RecordKind
from salesdesk.domain.filters import Sort
from salesdesk.store.engine.indexes import OUTSIDE_TRASH, all_indexes
from salesdesk.store.engine.statements import Query
from salesdesk.store.journal import schema
from salesdesk.store.models import Record
from salesdesk.store.models.activities import Activity, is_shown
from salesdesk.store.models.by_table import model_of
from salesdesk.store.models.imports import ImportBatch
from salesdesk.store.models.lists import CustomField, Tag
from salesdesk.value_classes import dataclass

if TYPE_CHECKING:
    from salesdesk.store.engine.database import Database


@dataclass(frozen=True)
class ListKind:
    """One kind of list: the records of ``model``, as ``entity`` declares them. ``first_sort`` is the order of a list
    nobody has sorted."""

    model: type[Record]
    entity: EntitySpec
    first_sort: Sort

    @property
    def name_field(self) -> str:
        """The field a record is called by."""
        return self.entity.name_field

    @property
    def table(self) -> str:
        """The name of the records' table."""
        return str(_meta(self.model).table_name)

    @cached_property
    def row(self) -> Query:
        """The record itself in every statement."""
        return self.model.alias("r")

    @cached_property
    def links(self) -> tuple[str, ...]:
        """The columns that name another record, as a person sees it."""
        return tuple(
            str(field.column_name)
            for field in _meta(self.model).sorted_fields
            if isinstance(field, ForeignKeyField) and field.rel_model is not ImportBatch
        )

    def column(self, name: str) -> Query:
        """A column of the records by its name in the table."""
        return getattr(self.row, _meta(self.model).columns[name].name)

    def is_linked(self, name: str) -> bool:
        """Whether a field of the records names a record of another table."""
        return isinstance(_meta(self.model).fields.get(name), ForeignKeyField)

    def linked(self, name: str) -> Query:
        """The record that a field names, to be joined by ``on``."""
        return _meta(self.model).fields[name].rel_model.alias(f"r_{name}")

    def on(self, name: str, linked: Query) -> Query:
        """The condition of that join; a record in the trash is no one's."""
        same = linked.id == getattr(self.row, name)
        return same & linked.deleted_at.is_null() if has_trash(linked.model) else same

    @cached_property
    def key(self) -> Query | None:
        """The folded name of a record, None where it has none."""
        return self.column(self.entity.key) if self.entity.key else None

    @cached_property
    def ordered_by(self) -> frozenset[str]:
        """The columns in whose order an index has the rows, the trash left out."""
        found = (
            columns
            for table, columns, condition in all_indexes()
            if (table, condition) == (self.table, OUTSIDE_TRASH)
        )
        return frozenset(found)

    @cached_property
    def values(self) -> tuple[Query, Query] | None:
        """The values of custom fields with the column of the record they belong to; None where there are none."""
        return self._part("v", CustomField)

    @cached_property
    def tags(self) -> tuple[Query, Query] | None:
        """The tags given to records with the column of the record; None where there are none."""
        return self._part("x", Tag)

    def _part(self, alias: str, other: type[Record]) -> tuple[Query, Query] | None:
        """The table between these records and those of another one."""
        between = schema.part_between(self.table, _meta(other).table_name)
        if between is None:
            return None
        part = model_of(between.name).alias(alias)
        return part, getattr(part, between.owner_field)


def naming_of(model: type[Record]) -> tuple[str, str]:
    """The fields of a model that hold what its records are called, and the same folded."""
    entity = entities().get(EntityKind(_meta(model).table_name))
    return ("name", "name_key") if entity is None else (entity.name, entity.key or entity.name)


def is_listed(row: Any) -> Query:
    """The condition under which a row stands in its list: neither it nor all it is about lies in the trash."""
    if _meta(row).table_name == _meta(Activity).table_name:
        return is_shown(row)
    return row.deleted_at.is_null()


def is_empty(database: Database, kind: RecordKind) -> bool:
    """Whether a list has no row; what else reads lists need not be loaded for it."""
    row = kind_of(kind).row
    one = database.shaped(("any", kind), lambda: row.select(row.id).where(is_listed(row)).limit(1))
    return database.first(one) is None


def has_trash(model: type[Record]) -> bool:
    """Whether records of a model can lie in the trash."""
    return "deleted_at" in _meta(model).fields


def _meta(model: type[Record]) -> Any:
    return model._meta


@cache
def _kind_of(entity: EntitySpec, model: type[Record]) -> ListKind:
    latest = entity.newest_first
    first = Sort(latest, descending=True) if latest else Sort(entity.name_field)
    return ListKind(model, entity, first)


def kind_of(kind: RecordKind) -> ListKind:
    """The list of a kind of record, as ``domain.entities`` declares it."""
    entity = entity_of(kind)
    return _kind_of(entity, model_of(entity.table))
