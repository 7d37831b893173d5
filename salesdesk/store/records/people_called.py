"""Finding the one person whom somebody means to erase: by what is their own, never by what only mentions them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from salesdesk.domain.changes import EntityKind
from salesdesk.domain.cleaning.text import fold_key
from salesdesk.store.engine.statements import Query, Slot, Statement, one_of
from salesdesk.store.engine.words import folded
from salesdesk.store.models.contacts import Contact, ContactEmail

if TYPE_CHECKING:
    from salesdesk.store.engine.database import Database

_MOST = 12
_LEAST_DIALLED = 6


def people_called(database: Database, words: str) -> list[tuple[int, str, str]]:
    """People whose own name, address or number some words are, as (number, name, address); those in the trash where no
    other is. "#28" is a number of a record."""
    typed = words.strip()
    if typed.startswith("#") and typed[1:].isascii() and typed[1:].isdigit() and len(typed) < 18:
        return _known(database, [int(typed[1:])])
    address, digits = typed.lower(), "".join(filter(str.isdigit, typed))
    found = database.column(_addressed, address=address) if "@" in typed else []
    if not found and len(digits) >= _LEAST_DIALLED:
        found = database.search.find(EntityKind.CONTACT, typed, _MOST)
    if not found:
        found = database.search.find_named(EntityKind.CONTACT, typed, _MOST)
    if not found:
        found = database.column(_in_trash, key=fold_key(typed))
    people = _known(database, found)
    exact = [one for one in people if fold_key(one[1]) == fold_key(typed)]
    return exact or people


def _known(database: Database, people: list[int]) -> list[tuple[int, str, str]]:
    return [(row.id, row.full_name, row.email or "") for row in database.select(_titled, people=people)]


@Statement
def _titled(people: Slot) -> Query:
    columns = (Contact.id, Contact.full_name, Contact.email)
    return Contact.select(*columns).where(one_of(Contact.id, people)).order_by(Contact.id)


@Statement
def _addressed(address: Slot) -> Query:
    there = ContactEmail.select(ContactEmail.contact).join(Contact, on=ContactEmail.contact == Contact.id)
    return there.where(ContactEmail.address_key == address, Contact.deleted_at.is_null()).distinct()


@Statement
def _in_trash(key: Slot) -> Query:
    same = (Contact.name_key == key) | (folded(Contact.email) == key)
    return Contact.select(Contact.id).where(Contact.deleted_at.is_null(False), same)
