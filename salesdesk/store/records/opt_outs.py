"""Opt-outs in the database: which contacts may be addressed, and keeping what they refused by address.

A row of ``suppression`` holds while its contact is in the trash or erased, or is there and says so itself. A contact that
is there and does not refuse has rows only when its refusal was taken back by undo: they wait.
"""

from __future__ import annotations

import secrets
from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from typing import TYPE_CHECKING

from peewee import JOIN

from salesdesk.domain.opt_outs import Audience, LeftOut, Way, Why, address_key, digest, known_as, left_out
from salesdesk.store.engine.statements import Query, Slot, Statement, one_of
from salesdesk.store.journal.writing import writes
from salesdesk.store.models.contacts import Contact, ContactEmail, ContactPhone
from salesdesk.store.models.opt_outs import Suppression
from salesdesk.store.records.sequence_stops import SequenceStops

if TYPE_CHECKING:
    from salesdesk.store.engine.database import Database
    from salesdesk.store.journal.unit_of_work import UnitOfWork

_COLUMNS = ("way", "address_key", "salt", "contact_id", "why", "since")
_NewRow = tuple[str, str, None, int, str, str]


class OptOutRepository:
    """Reads who may be addressed."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def audience(self, way: Way | None, contacts: Iterable[int]) -> Audience:
        """Those of some contacts who may be addressed by a way, and those who may not. Without a way everybody may."""
        wanted = list(dict.fromkeys(contacts))
        if way is None or not wanted:
            return Audience(tuple(wanted))
        refused = set(self._database.column(_REFUSING[way], contacts=wanted))
        keys = self.known_as(way, wanted)
        known = self.opted_out(way, {key for mine in keys.values() for key in mine})
        out = {c: why for c in wanted if (why := left_out(c in refused, keys.get(c, ()), known))}
        return Audience(tuple(c for c in wanted if c not in out), out)

    def of_contact(self, contact: int) -> Mapping[Way, LeftOut]:
        """The ways by which one contact may not be addressed, with the reason."""
        found = {way: self.audience(way, [contact]).left_out.get(contact) for way in Way}
        return {way: why for way, why in found.items() if why}

    def is_any(self, way: Way) -> bool:
        """Whether anything is opted out of this way by its address."""
        return self._database.first(_any, way=way.value) is not None

    def opted_out(self, way: Way, keys: Collection[str]) -> set[str]:
        """Those of some addresses (``known_as``) that are opted out."""
        wanted = {key for key in keys if key}
        if not wanted:
            return set()
        found = set(self._database.column(_holding, way=way.value, keys=sorted(wanted)))
        found |= set(self._database.column(_SAID[way], keys=sorted(wanted)))
        for salt in self._database.column(_salts, way=way.value):
            by_digest = {digest(key, salt): key for key in wanted - found}
            there = self._database.column(_holding, way=way.value, keys=sorted(by_digest))
            found |= {by_digest[one] for one in there}
        return found & wanted

    def keys(self, way: Way, contacts: Collection[int]) -> Mapping[int, tuple[str, ...]]:
        """The addresses of contacts as they are kept (``address_key``); who has none is left out."""
        return self._spelled(way, contacts, lambda text: (address_key(way, text),))

    def known_as(self, way: Way, contacts: Collection[int]) -> Mapping[int, tuple[str, ...]]:
        """The addresses of contacts as they may be kept (``known_as``); who has none is left out."""
        return self._spelled(way, contacts, lambda text: known_as(way, text))

    def _spelled(
        self, way: Way, contacts: Collection[int], spell: Callable[[str], tuple[str, ...]]
    ) -> Mapping[int, tuple[str, ...]]:
        found: dict[int, list[str]] = defaultdict(list)
        for row in self._database.select(_ADDRESSES[way], contacts=list(contacts)):
            found[row.contact_id] += filter(None, spell(row.text))
        return {contact: tuple(dict.fromkeys(keys)) for contact, keys in found.items() if keys}


class OptOutWriter:
    """Keeps what contacts refuse by address, within one unit of work."""

    @writes
    def __init__(self, uow: UnitOfWork) -> None:
        self._uow, self._database = uow, uow.database
        self._known = OptOutRepository(uow.database)

    def keep(self, way: Way, keys: Mapping[int, Iterable[str]], why: Why = Why.SAID) -> None:
        """Opt out the addresses of contacts that refuse a way; ``keys`` by contact."""
        self._uow.insert_many("suppression", _COLUMNS, self._missing(way, keys, why))

    def _missing(self, way: Way, keys: Mapping[int, Iterable[str]], why: Why = Why.SAID) -> list[_NewRow]:
        """The rows of addresses that are not opted out at their contact yet; what is begun with the contact ends."""
        SequenceStops(self._uow).refused(list(keys))
        mine = {(contact, key) for contact, all_keys in keys.items() for key in all_keys}
        there = self._database.select(_of_contacts, way=way.value, contacts=sorted(keys)) if mine else ()
        mine -= {(row.contact_id, row.address_key) for row in there}
        return [(way.value, key, None, contact, why.value, self._uow.at) for contact, key in sorted(mine)]

    def lift(self, way: Way, contacts: Collection[int], keys: Collection[str] = ()) -> None:
        """Somebody may be addressed again, because a person said so: opt-outs of these contacts end, and those of the same
        addresses, and of further ``keys``, whose contact is gone. What another contact refuses stays."""
        known = self._known.known_as(way, contacts).values()
        wanted = {key for mine in known for key in mine} | {*keys} - {""}
        salts = self._database.column(_salts, way=way.value)
        spelled = sorted(wanted | {digest(key, salt) for key in wanted for salt in salts})
        gone = self._database.column(_idle, way=way.value, keys=spelled)
        own = self._database.select(_of_contacts, way=way.value, contacts=list(contacts))
        self._uow.delete_many("suppression", {*gone, *(row.id for row in own)})

    def follow(
        self, contacts: Collection[int], *, unless: Mapping[Way, Collection[int]] | None = None
    ) -> None:
        """Bring contacts whose refusal or addresses were written into line: what they refuse is kept for each of their
        addresses, and who got an opted-out address refuses it, ``unless`` a person just said the contrary."""
        if not contacts:
            return
        rows: list[_NewRow] = []
        for way in Way:
            refused = self._refusing(way, contacts)
            spelled = self._known.known_as(way, contacts)
            allowed = set((unless or {}).get(way, ()))
            known = self._known.opted_out(way, {k for mine in spelled.values() for k in mine})
            new = {
                c
                for c in contacts
                if c not in refused and c not in allowed and left_out(False, spelled.get(c, ()), known)
            }
            flagged = {way.field: True, "updated_at": self._uow.at}
            self._uow.update_many("contact", dict.fromkeys(sorted(new), flagged))
            keys = self._known.keys(way, sorted(refused | new))
            rows += self._missing(way, {contact: keys.get(contact, ()) for contact in refused | new})
        by_contact = sorted(rows, key=lambda row: row[3])  # however many of them there are
        self._uow.insert_many("suppression", _COLUMNS, by_contact)

    def _refusing(self, way: Way, contacts: Collection[int]) -> set[int]:
        """Those of some contacts who refuse a way."""
        return set(self._database.column(_REFUSING[way], contacts=list(contacts)))

    def may_concern(self, way: Way) -> bool:
        """Whether any address is opted out of a way, so that new contacts must be looked at."""
        return self._known.is_any(way)

    def flags(self, way: Way, given: Sequence[bool], keys: Sequence[Sequence[str]]) -> list[bool]:
        """What new contacts refuse: what is ``given``, and who has an opted-out address; ``keys`` are their addresses
        (``known_as``)."""
        known = self._known.opted_out(way, {key for mine in keys for key in mine})
        return [left_out(bool(one), mine, known) is not None for one, mine in zip(given, keys, strict=True)]

    def erase(self, contacts: Collection[int]) -> None:
        """Of contacts that are to be erased only a keyed digest of what they refuse is kept, also where an older program's
        file told it without the contact."""
        changes = {}
        for way in Way:
            rows = self._database.select(_of_contacts, way=way.value, contacts=list(contacts))
            keys = {key for mine in self._known.known_as(way, contacts).values() for key in mine}
            rows += self._database.select(_nobodys, way=way.value, keys=sorted(keys))
            salt = next(iter(self._database.column(_salts, way=way.value)), None) or secrets.token_hex(16)
            for row in rows:
                if row.salt is None:
                    changes[row.id] = {"address_key": digest(row.address_key, salt), "salt": salt}
        self._uow.update_many("suppression", changes)


def _refusing(way: Way) -> Statement:
    refused = Contact.do_not_email if way is Way.EMAIL else Contact.do_not_call

    def build(contacts: Slot) -> Query:
        return Contact.select(Contact.id).where(one_of(Contact.id, contacts), refused == True)  # noqa: E712

    return Statement(build)


_REFUSING = {way: _refusing(way) for way in Way}


@Statement
def _emails(contacts: Slot) -> Query:
    return (
        ContactEmail.select(ContactEmail.contact, ContactEmail.address.alias("text"))
        .where(one_of(ContactEmail.contact, contacts))
        .order_by(ContactEmail.id)
    )


@Statement
def _numbers(contacts: Slot) -> Query:
    return (
        ContactPhone.select(ContactPhone.contact, ContactPhone.number.alias("text"))
        .where(one_of(ContactPhone.contact, contacts))
        .order_by(ContactPhone.id)
    )


_ADDRESSES = {Way.EMAIL: _emails, Way.PHONE: _numbers}


@Statement
def _any(way: Slot) -> Query:
    return Suppression.select(Suppression.id).where(Suppression.way == way).limit(1)


@Statement
def _salts(way: Slot) -> Query:
    """The secrets that digests were made with."""
    return (
        Suppression.select(Suppression.salt)
        .where(Suppression.way == way, Suppression.salt.is_null(False))
        .order_by(Suppression.salt)
        .distinct()
    )


def _refuses() -> Query:
    return ((Suppression.way == Way.EMAIL.value) & (Contact.do_not_email == True)) | (  # noqa: E712
        (Suppression.way == Way.PHONE.value) & (Contact.do_not_call == True)  # noqa: E712
    )


def _gone() -> Query:
    return Contact.id.is_null() | Contact.deleted_at.is_null(False)


def _with_contact(*columns: Query) -> Query:
    return Suppression.select(*columns).join(Contact, JOIN.LEFT_OUTER, on=Suppression.contact == Contact.id)


@Statement
def _holding(way: Slot, keys: Slot) -> Query:
    """Those of some keys that are opted out."""
    return (
        _with_contact(Suppression.address_key)
        .where(Suppression.way == way, one_of(Suppression.address_key, keys), _gone() | _refuses())
        .distinct()
    )


@Statement
def _idle(way: Slot, keys: Slot) -> Query:
    """The rows of some keys that no contact who is there stands behind."""
    return _with_contact(Suppression.id).where(
        Suppression.way == way, one_of(Suppression.address_key, keys), _gone() | ~_refuses()
    )


@Statement
def _nobodys(way: Slot, keys: Slot) -> Query:
    """The rows of some keys that name no contact."""
    return Suppression.select(Suppression.id, Suppression.address_key, Suppression.salt).where(
        Suppression.way == way, one_of(Suppression.address_key, keys), Suppression.contact.is_null()
    )


def _said_at(key: Query, refused: Query, keys: Slot) -> Query:
    """Those of some keys that are written so at a contact who refuses this way."""
    part = key.model
    return (
        part.select(key)
        .join(Contact, on=(part.contact == Contact.id))
        .where(one_of(key, keys), refused == True, Contact.deleted_at.is_null())  # noqa: E712
        .distinct()
    )


_SAID = {
    Way.EMAIL: Statement(lambda keys: _said_at(ContactEmail.address_key, Contact.do_not_email, keys)),
    Way.PHONE: Statement(lambda keys: _said_at(ContactPhone.digits, Contact.do_not_call, keys)),
}


@Statement
def _of_contacts(way: Slot, contacts: Slot) -> Query:
    return (
        Suppression.select(Suppression.id, Suppression.address_key, Suppression.salt, Suppression.contact)
        .where(Suppression.way == way, one_of(Suppression.contact, contacts))
        .order_by(Suppression.id)
    )
