"""Finding records while a person types: names that begin with the text first, then every other match."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from peewee import fn

from salesdesk.domain.changes import EntityKind
from salesdesk.domain.cleaning.text import fold_key
from salesdesk.domain.search_results import SearchGroup, SearchHit
from salesdesk.store.engine.statements import Named, Query, Slot, Statement, one_of
from salesdesk.store.models.companies import Company
from salesdesk.store.models.contacts import Contact
from salesdesk.store.models.deals import Deal
from salesdesk.store.models.pipelines import Stage

if TYPE_CHECKING:
    from salesdesk.store.engine.database import Database

_LONGEST = 200  # what is pasted into a search box by mistake need not be read to its end


class QuickSearch:
    """Grouped hits over contacts, companies and deals. Never raises on what a person types."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def find(self, text: str, limit: int = 8) -> tuple[SearchGroup, ...]:
        """The best ``limit`` hits of each kind that has any; the groups always in the same order."""
        text = text[:_LONGEST].replace("\x00", " ")
        groups = (self._group(kind, text, limit) for kind in KINDS)
        return tuple(group for group in groups if group.hits)

    def _group(self, kind: EntityKind, text: str, limit: int) -> SearchGroup:
        ids = self._named(kind, text, limit + 1)
        if len(ids) <= limit:
            known = set(ids)
            ids += [row for row in self._database.search.find(kind, text, limit + 1) if row not in known]
        shown = ids[:limit]
        rows = {row.id: row for row in self._database.select(_SHOWN[kind], ids=shown)}
        hits = tuple(
            SearchHit(kind, row, rows[row].title, _beside(rows[row])) for row in shown if row in rows
        )
        return SearchGroup(kind, hits, len(ids) > limit)

    def _named(self, kind: EntityKind, text: str, limit: int) -> list[int]:
        """Records whose name begins with the text, in order of name."""
        key = fold_key(text)
        if not key:
            return []
        return self._database.column(_NAMED[kind], key=key, after=key + "\U0010ffff", limit=limit)


def _beside(row: Named) -> str:
    """What stands beside the name: for a deal its stage and company, else whatever tells two of one name apart."""
    parts = (row.stage, row.company) if hasattr(row, "stage") else (row.beside,)
    return " · ".join(part for part in parts if part)


def _named_in(model: Query, column: str) -> Statement:
    @Statement
    def named(key: Slot, after: Slot, limit: Slot) -> Query:
        name = getattr(model, column)
        begins = (name >= key) & (name < after)
        return (
            model.select(model.id)
            .where(model.deleted_at.is_null(), begins)
            .order_by(name, model.id)
            .limit(limit)
        )

    return named


def _company_of(record: Query) -> tuple[Query, Callable[[Query], Query]]:
    """The company a record belongs to, one in the trash left out."""
    company = Company.alias("o")
    own = (company.id == record.company) & company.deleted_at.is_null()
    return company, lambda query: query.left_outer_join(company, on=own, src=record)


@Statement
def _contacts(ids: Slot) -> Query:
    row = Contact.alias("r")
    company, joined = _company_of(row)
    beside = fn.COALESCE(company.name, row.email, row.phone)
    return joined(row.select(row.id, row.full_name.alias("title"), beside.alias("beside"))).where(
        one_of(row.id, ids)
    )


@Statement
def _companies(ids: Slot) -> Query:
    row = Company.alias("r")
    beside = fn.COALESCE(row.city, row.domain, row.industry)
    return row.select(row.id, row.name.alias("title"), beside.alias("beside")).where(one_of(row.id, ids))


@Statement
def _deals(ids: Slot) -> Query:
    row, stage = Deal.alias("r"), Stage.alias("g")
    company, joined = _company_of(row)
    query = row.select(
        row.id, row.title.alias("title"), stage.name.alias("stage"), company.name.alias("company")
    ).join(stage, on=(stage.id == row.stage))
    return joined(query).where(one_of(row.id, ids))


_SHOWN = {EntityKind.CONTACT: _contacts, EntityKind.COMPANY: _companies, EntityKind.DEAL: _deals}
_NAMED = {
    EntityKind.CONTACT: _named_in(Contact, "name_key"),
    EntityKind.COMPANY: _named_in(Company, "name_key"),
    EntityKind.DEAL: _named_in(Deal, "title_key"),
}
KINDS = tuple(_SHOWN)
