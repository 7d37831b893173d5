"""Whose e-mails are, and which of them are kept already."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from typing import TYPE_CHECKING

from salesdesk.store.engine.statements import Query, Slot, Statement, one_of
from salesdesk.store.models.activities import Activity, ActivityParticipant
from salesdesk.store.models.contacts import Contact, ContactEmail

if TYPE_CHECKING:
    from salesdesk.store.engine.database import Database

_AT_ONCE = 500


@dataclass(frozen=True, slots=True)
class KeptMail:
    """The entry of a mail that is kept: what it is about, and since when it lies in the trash."""

    id: int
    contact_id: int | None
    company_id: int | None
    deal_id: int | None
    deleted_at: str | None


class MailRepository:
    """Reads what keeping e-mails asks for."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def people(self, addresses: Collection[str]) -> dict[str, dict[int, str]]:
        """Who has some addresses (in small letters), outside the trash: by address, contact and name."""
        found: dict[str, dict[int, str]] = {}
        wanted = sorted(addresses)
        for start in range(0, len(wanted), _AT_ONCE):
            for row in self._database.select(_people, wanted=wanted[start : start + _AT_ONCE]):
                found.setdefault(row.key, {})[row.id] = row.name
        return found

    def kept(self, message_ids: Collection[str]) -> dict[str, KeptMail]:
        """The entries of mails that are kept, in the trash or not, by Message-ID."""
        wanted = sorted(message_ids)
        found: dict[str, KeptMail] = {}
        for start in range(0, len(wanted), _AT_ONCE):
            for row in self._database.select(_kept, wanted=wanted[start : start + _AT_ONCE]):
                held = KeptMail(row.id, row.contact_id, row.company_id, row.deal_id, row.deleted_at)
                found.setdefault(row.external_id, held)
        return found

    def takes_part(self, entry: int) -> tuple[int, ...]:
        """Who takes part in an entry besides the one it is about."""
        return tuple(self._database.column(_parts, entry=entry))


@Statement
def _people(wanted: Slot) -> Query:
    e = ContactEmail
    found = e.select(e.address_key.alias("key"), Contact.id, Contact.full_name.alias("name"))
    joined = found.join(Contact, on=e.contact == Contact.id)
    return joined.where(Contact.deleted_at.is_null(), one_of(e.address_key, wanted)).order_by(Contact.id)


@Statement
def _kept(wanted: Slot) -> Query:
    a = Activity
    columns = (a.id, a.external_id, a.contact, a.company, a.deal, a.deleted_at)
    return a.select(*columns).where(one_of(a.external_id, wanted), a.kind == "email").order_by(a.id)


@Statement
def _parts(entry: Slot) -> Query:
    p = ActivityParticipant
    return p.select(p.contact).where(p.activity == entry).order_by(p.id)
