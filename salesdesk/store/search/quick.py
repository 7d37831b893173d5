"""Finding records while a person types: names that begin with the text first, then every other match."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import TYPE_CHECKING

from peewee import Case, ForeignKeyField, fn

from salesdesk.domain.changes import EntityKind
from salesdesk.domain.cleaning.text import fold_key
from salesdesk.domain.entities import EntitySpec, entities
from salesdesk.domain.search_results import NO_FACTS, SearchGroup, SearchHit
from salesdesk.domain.search_words import typed_chunks
from salesdesk.store.engine.statements import Named, Query, Slot, one_of
from salesdesk.store.journal import schema
from salesdesk.store.journal.schema import Reference
from salesdesk.store.lists.kinds import has_trash, is_listed, naming_of
from salesdesk.store.models.by_table import column_of, model_of
from salesdesk.store.search.facts import facts
from salesdesk.store.search.index import phone_runs
from salesdesk.store.search.places import places

if TYPE_CHECKING:
    from salesdesk.store.engine.database import Database

_LONGEST = 200  # what is pasted into a search box by mistake need not be read to its end


class QuickSearch:
    """Grouped hits over every kind of record that is searched. Never raises on what a person types."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def find(self, text: str, limit: int = 8) -> tuple[SearchGroup, ...]:
        """The best ``limit`` hits of each kind that has any; the groups always in the order of their declaration."""
        groups = (self._group(entities()[kind], text, limit) for kind in entities().searched)
        return tuple(group for group in groups if group.hits)

    def similar(self, text: str, limit: int = 8) -> tuple[SearchGroup, ...]:
        """The same where one letter of one word is taken to be mistyped; records of a kind without names are left out.
        Second to ``find``: it takes longer."""
        named = [entities()[kind] for kind in entities().searched if entities()[kind].key]
        similar = self._database.search.find_similar
        found = ((one, similar(one.kind, _bounded(text), limit + 1)) for one in named)
        groups = (self._shown(one, ids, "", limit) for one, ids in found if ids)
        return tuple(group for group in groups if group.hits)

    def known(self, records: Sequence[tuple[EntityKind, int]]) -> list[SearchHit]:
        """Records that are there and not in the trash, as hits, in their order."""
        found: dict[tuple[EntityKind, int], SearchHit] = {}
        for kind in {kind for kind, _ in records} & set(entities().searched):
            wanted = [number for of, number in records if of == kind]
            alive = self._database.column(
                self._database.shaped(("alive", kind), partial(_alive, kind)), wanted
            )
            hits = self._shown(entities()[kind], alive, "", len(alive)).hits
            found |= {(kind, hit.id): hit for hit in hits}
        return [found[one] for one in dict.fromkeys(records) if one in found]

    def ids(self, kind: EntityKind, text: str, limit: int) -> list[int]:
        """The best records of one kind: those whose name begins with the text in order of name, those with these words in
        their name, then all others, the newest first."""
        text = _bounded(text)
        found = dict.fromkeys(self._named(entities()[kind], text, limit))
        for more in (self._database.search.find_named, self._database.search.find):
            if len(found) < limit:
                found.update(dict.fromkeys(more(kind, text, limit)))
        return list(found)[:limit]

    def _group(self, entity: EntitySpec, text: str, limit: int) -> SearchGroup:
        return self._shown(entity, self.ids(entity.kind, text, limit + 1), text, limit)

    def _shown(self, entity: EntitySpec, ids: list[int], text: str, limit: int) -> SearchGroup:
        chosen = ids[:limit]
        if not chosen:
            return SearchGroup(entity.kind, ())
        shown = self._database.shaped(("hits", entity), partial(_shown, entity))
        rows = {row.id: row for row in self._database.select(shown, chosen)}
        beside = {number: _beside(entity, row) for number, row in rows.items()}
        seen = {number: f"{row.title} {beside[number]}" for number, row in rows.items()}
        typed = _bounded(text)
        told = facts(self._database, entity.kind, list(rows))
        where = places(self._database, entity.kind, seen, typed_chunks(typed), phone_runs(typed)[0])
        hits = tuple(
            SearchHit(
                entity.kind,
                number,
                rows[number].title,
                beside[number],
                where.get(number),
                _of(entity, rows[number]),
                told.get(number, NO_FACTS),
            )
            for number in chosen
            if number in rows
        )
        return SearchGroup(entity.kind, hits, len(ids) > limit)

    def _named(self, entity: EntitySpec, text: str, limit: int) -> list[int]:
        """Records whose name begins with the text, in order of name."""
        key = fold_key(text)
        if not key or not entity.key:
            return []
        named = self._database.shaped(("named", entity), partial(_beginning, entity))
        return self._database.column(named, key, key + "\U0010ffff", limit)


def _bounded(text: str) -> str:
    return text[:_LONGEST].replace("\x00", " ")


def _of(entity: EntitySpec, row: Named) -> tuple[EntityKind, int] | None:
    """The record on whose page one without a page stands: the first of its homes outside the trash."""
    if entity.record_page:
        return None
    for place, home in enumerate(_homes(entity)):
        number = getattr(row, f"home_{place}")
        if number is not None:
            return EntityKind(home.target), number
    return None


def _homes(entity: EntitySpec) -> tuple[Reference, ...]:
    return () if entity.record_page else schema.tables()[entity.table].homes


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


def _alive(kind: EntityKind) -> Query:
    """Statement: those of some records that are not in the trash."""
    model = model_of(kind.value)
    there = model.select(model.id).where(one_of(model.id, Slot(0)))
    return there.where(is_listed(model)) if has_trash(model) else there


def _shown(entity: EntitySpec) -> Query:
    """Statement: the names of some records with what stands beside them; of a link its name, one in the trash left out."""
    model = model_of(entity.table)
    row, meta = model.alias("r"), model._meta
    links: dict[str, tuple[Query, Query]] = {}

    def linked_to(column: str) -> Query:
        field = meta.columns[column]
        if column not in links:
            linked = field.rel_model.alias(f"r_{field.name}")
            own = linked.id == getattr(row, field.name)
            links[column] = linked, own & linked.deleted_at.is_null() if has_trash(field.rel_model) else own
        return links[column][0]

    def linked_id(column: str) -> Query:
        return linked_to(column).id

    def value(column: str) -> Query:
        field = meta.columns[column]
        if not isinstance(field, ForeignKeyField):
            return getattr(row, field.name)
        return getattr(linked_to(column), naming_of(field.rel_model)[0])

    beside = [
        fn.COALESCE(*map(value, group)) if len(group) > 1 else value(group[0]) for group in entity.beside
    ]
    name = getattr(row, meta.columns[entity.name].name)
    if entity.unnamed:
        name = Case(None, [(name == "", getattr(row, meta.columns[entity.unnamed].name))], name)
    query = row.select(
        row.id,
        name.alias("title"),
        *(part.alias(f"beside_{place}") for place, part in enumerate(beside)),
        *(linked_id(home.column).alias(f"home_{place}") for place, home in enumerate(_homes(entity))),
    )
    for linked, own in links.values():
        query = query.left_outer_join(linked, on=own, src=row)
    # what an index still has of an entry about somebody in the trash is not shown
    shown = one_of(row.id, Slot(0))
    return query.where(shown, is_listed(row)) if has_trash(model) else query.where(shown)
