"""The lists: whose records each shows, and what follows from the model of these records."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache, cached_property
from typing import Any

from peewee import ForeignKeyField

from salesdesk.domain.entities import entity_of
from salesdesk.domain.fields import RecordKind
from salesdesk.domain.filters import Sort
from salesdesk.store.engine.statements import Query
from salesdesk.store.models import RECORDS, Record
from salesdesk.store.models.by_table import model_of
from salesdesk.store.models.imports import ImportBatch
from salesdesk.store.models.lists import CustomField, Tag


@dataclass(frozen=True)
class ListKind:
    """One kind of list. ``name_field`` is the field a record is called by, ``first_sort`` the order of a list nobody
    has sorted, ``indexed`` the fields whose order an index of ``store.engine.indexes`` has, the trash left out."""

    model: type[Record]
    name_field: str
    first_sort: Sort
    indexed: frozenset[str]

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
    def values(self) -> tuple[Query, Query] | None:
        """The values of custom fields with the column of the record they belong to; None where there are none."""
        return self._part("v", CustomField)

    @cached_property
    def tags(self) -> tuple[Query, Query] | None:
        """The tags given to records with the column of the record; None where there are none."""
        return self._part("x", Tag)

    def _part(self, alias: str, other: type[Record]) -> tuple[Query, Query] | None:
        """The table between these records and those of another one."""
        for model in RECORDS:
            refs = _meta(model).model_refs
            if (
                self.model in refs
                and other in refs
                and getattr(_meta(model), "owner", None) == refs[self.model][0].name
            ):
                part = model.alias(alias)
                return part, getattr(part, refs[self.model][0].name)
        return None


def has_trash(model: type[Record]) -> bool:
    """Whether records of a model can lie in the trash."""
    return "deleted_at" in _meta(model).fields


def _meta(model: type[Record]) -> Any:
    return model._meta


_INDEXED: dict[RecordKind, frozenset[str]] = {
    RecordKind.CONTACTS: frozenset(
        {"full_name", "company", "email", "phone", "created_at", "last_contacted_at"}
    ),
    RecordKind.COMPANIES: frozenset({"company", "created_at"}),
    RecordKind.DEALS: frozenset({"deal_title"}),
}
_NEWEST_FIRST = frozenset({RecordKind.ACTIVITIES})
"""Lists that begin with what was made last, for nobody knows what it is called."""


@cache
def kind_of(kind: RecordKind) -> ListKind:
    """The list of a kind of record, as ``domain.entities`` declares it."""
    entity = entity_of(kind)
    first = Sort("created_at", descending=True) if kind in _NEWEST_FIRST else Sort(entity.name_field)
    indexed = _INDEXED.get(kind, frozenset()) | {"id"}
    return ListKind(model_of(entity.table), entity.name_field, first, indexed)
