"""Full-text search over records, kept in step by the unit of work: what its engines share.

What a person types is found as the beginning of words, without accents and case, or as a run of digits of a phone
number. ``fts5`` does it in a file, ``tsvector`` on a server.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from functools import cache, partial
from typing import TYPE_CHECKING, Any, NamedTuple

from salesdesk.domain.changes import EntityKind
from salesdesk.domain.cleaning.text import fold_key
from salesdesk.domain.entities import Entities, entities
from salesdesk.domain.fields import Fields, Kept, declared
from salesdesk.store.engine.statements import Slot, Statement, one_of
from salesdesk.store.journal import schema
from salesdesk.store.models.by_table import model_of

if TYPE_CHECKING:
    from salesdesk.store.engine.database import Database

WITH_PHONES = (EntityKind.CONTACT, EntityKind.COMPANY)

_BY_HAND: dict[str, frozenset[str]] = {
    "contact": frozenset({"nickname"}),
    "company": frozenset({"email", "website", "domain", "phone_digits"}),
}
"""Columns that the texts of the engines put in a place made for them: beside the name, among addresses and numbers."""


class Linked(NamedTuple):
    """A record is found by the folded name (``key``) of the record of ``table`` that its ``column`` refers to."""

    column: str
    table: str
    key: str


@dataclass(frozen=True, slots=True)
class SearchedColumns:
    """What the index holds of one kind of record: its folded name (``key``), those of records it refers to, and ``other``
    columns by their words alone. ``followed`` are all columns whose change concerns the index."""

    key: str
    linked: tuple[Linked, ...]
    other: tuple[str, ...]
    followed: frozenset[str]


def searched_columns(table: str) -> SearchedColumns | None:
    """What the index holds of the records of a table, None when it knows nothing of them."""
    return _searched_columns(table, entities(), declared())


@cache
def _searched_columns(table: str, known: Entities, fields: Fields) -> SearchedColumns | None:
    entity = known.get(EntityKind(table))
    if entity is None or not entity.searched or entity.records is None:
        return None
    of = fields.of(entity.records)
    linked = tuple(
        link
        for key in of.searched
        if of[key][1].kept is Kept.OWN and (link := _link_of(table, of.columns(key)[:1], known)) is not None
    )
    by_hand = _BY_HAND.get(table, frozenset())
    placed = {entity.key, "deleted_at", *(link.column for link in linked), *by_hand}
    plain = (of.columns(key)[0] for key in of.searched if of[key][1].kept is Kept.PLAIN)
    other = tuple(column for column in plain if column not in placed)
    return SearchedColumns(entity.key, linked, other, frozenset({*placed, *other}))


def _link_of(table: str, columns: tuple[str, ...], known: Entities) -> Linked | None:
    """The link a column is, None of one that only repeats the first of several, which are parts."""
    for reference in schema.tables()[table].references:
        target = known.get(EntityKind(reference.target))
        if (reference.column,) == columns and target is not None and target.key:
            repeated = schema.part_between(table, reference.target) is not None
            return None if repeated else Linked(reference.column, reference.target, target.key)
    return None


def other_columns(table: str) -> tuple[str, ...]:
    """The columns of a table that are searched by their words alone."""
    found = searched_columns(table)
    return () if found is None else found.other


def followed(table: str) -> frozenset[str]:
    """The columns of a table whose change concerns the index, none of a table that it knows nothing of."""
    found = searched_columns(table)
    return frozenset() if found is None else found.followed


SEARCHED_PARTS = frozenset({"contact_email", "contact_phone", "contact_company"})
"""Tables whose rows are found through the contact they belong to."""

SHORTEST_RUN = 3
"""Digits that make a run worth looking for."""

_MOST_WORDS = 8


class SearchIndex(ABC):
    """The search index of one database."""

    def __init__(self, database: Database) -> None:
        self._database = database

    @abstractmethod
    def create(self, kinds: Collection[EntityKind]) -> None:
        """Create the index tables of some kinds of records. Part of the caller's transaction."""

    @abstractmethod
    def reindex(self, kind: EntityKind, ids: Collection[int], fresh: Collection[int] = ()) -> None:
        """Index records afresh (or forget them when they are gone). Part of the caller's transaction. ``fresh`` are
        those of them that the index has never known."""

    @abstractmethod
    def refill(self, kind: EntityKind) -> None:
        """Index all records of a kind, where none is indexed yet. Part of the caller's transaction."""

    @abstractmethod
    def renew(self) -> None:
        """Make the index anew, whatever an older version made of it. Part of the caller's transaction."""

    @abstractmethod
    def matching(self, kind: EntityKind, text: str) -> tuple[str, list[Any]]:
        """SELECT of the ids that match, in no order, with its parameters; "" when nothing can match."""

    def reindex_for_names(self, renamed: Mapping[str, Collection[int]]) -> None:
        """Records are found through the names of those they refer to as well: a renamed company through its people and
        deals, a renamed contact through deals. ``renamed`` are ids by table."""
        companies = list(renamed.get("company", ()))
        if companies:
            self.reindex(EntityKind.CONTACT, set(self._database.column(_people_of, companies=companies)))
        for kind in entities().searched:
            columns = searched_columns(kind.value)
            found: set[int] = set()
            for link in columns.linked if columns is not None else ():
                if ids := list(renamed.get(link.table, ())):
                    statement = self._database.shaped(
                        ("linked by", kind, link), partial(_linked, kind.value, link)
                    )
                    found.update(self._database.column(statement, ids))
            self.reindex(kind, found)

    def find(self, kind: EntityKind, text: str, limit: int = 200) -> list[int]:
        """Ids of records that match every word of ``text`` at the start of some word of theirs, or as a run of
        digits of a phone number.

        Not ranked (a person sees the newest first): ranking a two-letter prefix of a million contacts takes longer
        than a keystroke. Empty text finds nothing.
        """
        sql, parameters = self.matching(kind, text)
        if not sql:
            return []
        return [row[0] for row in self._database.rows(f"{sql} ORDER BY 1 DESC LIMIT ?", (*parameters, limit))]

    def count(self, kind: EntityKind, text: str) -> int:
        """How many records match."""
        sql, parameters = self.matching(kind, text)
        return int(self._database.value(f"SELECT count(*) FROM ({sql}) AS found", parameters)) if sql else 0


@Statement
def _people_of(companies: Slot) -> Any:
    from salesdesk.store.models.contacts import ContactCompany

    return (
        ContactCompany.select(ContactCompany.contact.alias("id"))
        .where(one_of(ContactCompany.company, companies))
        .distinct()
    )


def _linked(table: str, link: Linked) -> Any:
    """Statement: the records of a table that refer to some others."""
    model = model_of(table)
    return model.select(model.id).where(one_of(model._meta.columns[link.column], Slot(0)))


APOSTROPHES = "'’‘ʼ`´′"
"""A word with one of them is found with it, without it, and by what follows it."""

_APART = str.maketrans(APOSTROPHES, " " * len(APOSTROPHES))


def searched_words(text: str) -> str:
    """The folded words by which a text that is stored as it was typed is found."""
    apart = text.translate(_APART)
    return fold_key(text) if apart == text else f"{fold_key(text)} {fold_key(apart)}"


def words_of(text: str) -> list[str]:
    """The words of what a person typed, folded; the first ones of very many."""
    return fold_key(text.strip()).split()[:_MOST_WORDS]


def phone_runs(text: str) -> tuple[list[str], list[str]]:
    """(runs of phone digits, other folded words) of what a person typed.

    A text of digits and the signs people write in phone numbers is one run; else every word of three or more
    digits is one. Leading zeros and a leading plus are left out, because the stored number has a calling code there.
    """
    stripped = text.strip()
    digits = "".join(c for c in stripped if c.isdecimal() and c.isascii())
    if len(digits) >= SHORTEST_RUN and not any(c.isalpha() or c == "@" for c in stripped):
        return [_run(digits)], []
    words = words_of(stripped)
    runs = [w for w in words if len(w) >= SHORTEST_RUN and w.isdecimal() and w.isascii()]
    return [_run(w) for w in runs], [w for w in words if w not in runs]


def _run(digits: str) -> str:
    bare = digits.lstrip("0")
    return bare if len(bare) >= SHORTEST_RUN else digits
