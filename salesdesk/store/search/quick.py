"""Finding records while a person types: names that begin with the text first, then every other match."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from peewee import ForeignKeyField, fn

from salesdesk.domain.cleaning.text import fold_key
from salesdesk.domain.entities import EntitySpec, entities
from salesdesk.domain.search_results import SearchGroup, SearchHit
from salesdesk.store.engine.statements import Named, Query, Slot, one_of
from salesdesk.store.lists.kinds import has_trash, naming_of
from salesdesk.store.models.by_table import column_of, model_of

if TYPE_CHECKING:
    from salesdesk.store.engine.database import Database

_LONGEST = 200  # what is pasted into a search box by mistake need not be read to its end


class QuickSearch:
    """Grouped hits over every kind of record that is searched. Never raises on what a person types."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def find(self, text: str, limit: int = 8) -> tuple[SearchGroup, ...]:
        """The best ``limit`` hits of each kind that has any; the groups always in the order of their declaration."""
        text = text[:_LONGEST].replace("\x00", " ")
        groups = (self._group(entities()[kind], text, limit) for kind in entities().searched)
        return tuple(group for group in groups if group.hits)

    def _group(self, entity: EntitySpec, text: str, limit: int) -> SearchGroup:
        ids = self._named(entity, text, limit + 1)
        if len(ids) <= limit:
            known = set(ids)
            found = self._database.search.find(entity.kind, text, limit + 1)
            ids += [row for row in found if row not in known]
        chosen = ids[:limit]
        shown = self._database.shaped(("hits", entity), partial(_shown, entity))
        rows = {row.id: row for row in self._database.select(shown, chosen)}
        hits = tuple(
            SearchHit(entity.kind, row, rows[row].title, _beside(entity, rows[row]))
            for row in chosen
            if row in rows
        )
        return SearchGroup(entity.kind, hits, len(ids) > limit)

    def _named(self, entity: EntitySpec, text: str, limit: int) -> list[int]:
        """Records whose name begins with the text, in order of name."""
        key = fold_key(text)
        if not key:
            return []
        named = self._database.shaped(("named", entity), partial(_beginning, entity))
        return self._database.column(named, key, key + "\U0010ffff", limit)


def _beside(entity: EntitySpec, row: Named) -> str:
    """What stands beside the name: of each group of columns the first that is filled."""
    parts = (getattr(row, f"beside_{place}") for place in range(len(entity.beside)))
    return " · ".join(part for part in parts if part)


def _beginning(entity: EntitySpec) -> Query:
    """Statement: so many (third value) records whose folded name lies between two texts, in order of name."""
    model, name = model_of(entity.table), column_of(entity.table, entity.key)
    begins = (name >= Slot(0)) & (name < Slot(1))
    alive = column_of(entity.table, "deleted_at").is_null()
    return model.select(model.id).where(alive, begins).order_by(name, model.id).limit(Slot(2))


def _shown(entity: EntitySpec) -> Query:
    """Statement: the names of some records with what stands beside them; of a link its name, one in the trash left out."""
    model = model_of(entity.table)
    row, meta = model.alias("r"), model._meta
    links: list[tuple[Query, Query]] = []

    def value(column: str) -> Query:
        field = meta.columns[column]
        if not isinstance(field, ForeignKeyField):
            return getattr(row, field.name)
        linked = field.rel_model.alias(f"r_{field.name}")
        own = linked.id == getattr(row, field.name)
        links.append((linked, own & linked.deleted_at.is_null() if has_trash(field.rel_model) else own))
        return getattr(linked, naming_of(field.rel_model)[0])

    beside = [
        fn.COALESCE(*map(value, group)) if len(group) > 1 else value(group[0]) for group in entity.beside
    ]
    name = getattr(row, meta.columns[entity.name].name)
    query = row.select(
        row.id, name.alias("title"), *(part.alias(f"beside_{place}") for place, part in enumerate(beside))
    )
    for linked, own in links:
        query = query.left_outer_join(linked, on=own, src=row)
    return query.where(one_of(row.id, Slot(0)))
