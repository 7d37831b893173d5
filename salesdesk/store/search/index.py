"""Full-text search over contacts, companies and deals, kept in step by the unit of work: what its engines share.

What a person types is found as the beginning of words, without accents and case, or as a run of digits of a phone
number. ``fts5`` does it in a file, ``tsvector`` on a server.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Collection, Iterable
from functools import cache
from typing import TYPE_CHECKING, Any

from salesdesk.domain.changes import EntityKind
from salesdesk.domain.cleaning.text import fold_key
from salesdesk.domain.entities import records_of
from salesdesk.domain.fields import Fields, Kept, declared
from salesdesk.store.engine.statements import Slot, Statement, one_of

if TYPE_CHECKING:
    from salesdesk.store.engine.database import Database

KINDS = (EntityKind.CONTACT, EntityKind.COMPANY, EntityKind.DEAL)
WITH_PHONES = (EntityKind.CONTACT, EntityKind.COMPANY)

_PLACED: dict[str, frozenset[str]] = {
    "contact": frozenset({"name_key", "nickname", "deleted_at"}),
    "company": frozenset({"name_key", "email", "website", "domain", "phone_digits", "deleted_at"}),
    "deal": frozenset({"title_key", "company_id", "contact_id", "deleted_at"}),
}
"""The columns the index holds in a place made for them: names, addresses, numbers."""


@cache
def _other(table: str, fields: Fields) -> tuple[str, ...]:
    records = records_of(EntityKind(table))
    of = None if records is None else fields.of(records)
    columns = (
        () if of is None else (of.columns(key)[0] for key in of.searched if of[key][1].kept is Kept.PLAIN)
    )
    return tuple(column for column in columns if column not in _PLACED[table])


def other_columns(table: str) -> tuple[str, ...]:
    """The columns of a table that are searched by their words alone."""
    return _other(table, declared())


def followed(table: str) -> frozenset[str]:
    """The columns of a table whose change concerns the index, none of a table that it knows nothing of."""
    return _followed(table, declared())


@cache
def _followed(table: str, fields: Fields) -> frozenset[str]:
    return _PLACED[table].union(_other(table, fields)) if table in _PLACED else frozenset()


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
    def create(self) -> None:
        """Create the index tables. Part of the caller's transaction."""

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

    def reindex_for_names(self, contacts: Iterable[int], companies: Iterable[int]) -> None:
        """A renamed company is found through its people and deals too, a renamed contact through deals."""
        for_contacts, for_companies = list(contacts), list(companies)
        people = self._database.column(_people_of, companies=for_companies)
        self.reindex(EntityKind.CONTACT, set(people))
        deals = self._database.column(_deals_of, contacts=for_contacts, companies=for_companies)
        self.reindex(EntityKind.DEAL, set(deals))

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


@Statement
def _deals_of(contacts: Slot, companies: Slot) -> Any:
    from salesdesk.store.models.deals import Deal

    return Deal.select(Deal.id).where(one_of(Deal.contact, contacts) | one_of(Deal.company, companies))


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
