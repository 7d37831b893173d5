"""What people are in deals, in the database, and its one writer."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from typing import TYPE_CHECKING

from salesdesk.domain.cleaning.text import fold_key
from salesdesk.domain.deals import DealRole
from salesdesk.errors import DomainError
from salesdesk.store.engine.statements import Query, Slot, Statement, one_of
from salesdesk.store.journal.writing import writes
from salesdesk.store.models.contacts import Contact
from salesdesk.store.models.deals import Deal
from salesdesk.store.models.deals import DealRole as RoleRow

if TYPE_CHECKING:
    from salesdesk.store.engine.database import Database
    from salesdesk.store.journal.unit_of_work import UnitOfWork

_TABLE = "deal_role"


@Statement
def _of_deal(deal: Slot) -> Query:
    r = RoleRow
    named = r.select(r.id, r.deal, r.contact, Contact.full_name.alias("name"), r.role, r.role_key)
    joined = named.join(Contact, on=r.contact == Contact.id)
    return joined.where(r.deal == deal, Contact.deleted_at.is_null()).order_by(r.id)


@Statement
def _of_contact(contact: Slot) -> Query:
    r = RoleRow
    named = r.select(r.id, r.deal, r.contact, Deal.title.alias("name"), r.role, r.role_key)
    joined = named.join(Deal, on=r.deal == Deal.id)
    return joined.where(r.contact == contact, Deal.deleted_at.is_null()).order_by(r.deal.desc(), r.id)


@Statement
def _of_contacts(contacts: Slot) -> Query:
    r = RoleRow
    return (
        r.select(r.id, r.deal, r.contact, r.role, r.role_key)
        .where(one_of(r.contact, contacts))
        .order_by(r.id)
    )


@Statement
def _same(deal: Slot, contact: Slot) -> Query:
    r = RoleRow
    return r.select(r.id, r.role, r.role_key).where(r.deal == deal, r.contact == contact)


@Statement
def _in_deals(deals: Slot) -> Query:
    r = RoleRow
    return r.select(r.id, r.deal, r.contact, r.role, r.role_key).where(one_of(r.deal, deals)).order_by(r.id)


def roles_in(database: Database, deals: Collection[int]) -> dict[int, list[tuple[int, int, str]]]:
    """(row, contact, folded role) of what people are in some deals, in their order; those in the trash included."""
    found: dict[int, list[tuple[int, int, str]]] = {}
    for row in database.select(_in_deals, deals=list(deals)):
        found.setdefault(row.deal_id, []).append((row.id, row.contact_id, row.role_key))
    return found


class DealRoleRepository:
    """Reads who is what in which deal; who lies in the trash is nothing until restored."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def of_deal(self, deal: int) -> list[DealRole]:
        """The people with a role in a deal, in the order in which they were named."""
        return [_read(row) for row in self._database.select(_of_deal, deal=deal)]

    def of_contact(self, contact: int) -> list[DealRole]:
        """The deals in which a person has a role, newest first."""
        return [_read(row) for row in self._database.select(_of_contact, contact=contact)]


def _read(row: object) -> DealRole:
    return DealRole(row.id, row.deal_id, row.contact_id, row.name, row.role)  # type: ignore[attr-defined]


def _said(role: str) -> dict[str, str]:
    return {"role": role, "role_key": fold_key(role)}


class DealRoleWriter:
    """Writes roles within one unit of work."""

    @writes
    def __init__(self, uow: UnitOfWork) -> None:
        self._uow, self._database = uow, uow.database

    def add(self, deal: int, contact: int, role: str) -> int:
        """Give a person a role in a deal. Returns the row. Raises ``DomainError`` for one they have there."""
        self._refuse_known(deal, contact, role)
        return self._uow.insert(_TABLE, {"deal_id": deal, "contact_id": contact, **_said(role)})

    def add_missing(self, given: Iterable[tuple[int, int, str]]) -> None:
        """Give people roles (deal, contact, role) that they do not have there yet."""
        wanted = list(given)
        there = {
            (deal, contact, key)
            for deal, rows in roles_in(self._database, {deal for deal, _, _ in wanted}).items()
            for _, contact, key in rows
        }
        fresh = {(deal, who, fold_key(role)): role for deal, who, role in reversed(wanted)}
        rows = [(*key, role) for key, role in reversed(fresh.items()) if key not in there]
        self._uow.insert_many(_TABLE, ("deal_id", "contact_id", "role_key", "role"), rows)

    def change(self, number: int, contact: int, role: str) -> None:
        """Let somebody else have a role, or another role. Raises ``DomainError`` where it is gone, or is there already."""
        known = self._uow.rows(_TABLE, [number], ("deal_id",))
        if not known:
            raise DomainError("deal_roles.gone")
        self._refuse_known(known[number]["deal_id"], contact, role, besides=number)
        self._uow.update_many(_TABLE, {number: {"contact_id": contact, **_said(role)}})

    def remove(self, number: int) -> None:
        """Take a role away."""
        self._uow.delete(_TABLE, number)

    def rename(self, deals: Collection[int], role: str, to: str) -> None:
        """Call a role otherwise in deals; who has the other one there already has it once."""
        key, given = fold_key(role), list(self._database.select(_in_deals, deals=list(deals)))
        there = {(row.deal_id, row.contact_id) for row in given if row.role_key == fold_key(to) != key}
        for row in given:
            if row.role_key != key:
                continue
            if (row.deal_id, row.contact_id) in there:
                self._uow.delete(_TABLE, row.id)
            else:
                there.add((row.deal_id, row.contact_id))
                self._uow.update_many(_TABLE, {row.id: _said(to)})

    def move(self, losers: Sequence[int], survivor: int) -> None:
        """Merging: what the losers are in a deal the survivor is; a role that the survivor has there stays with the losers."""
        rows = list(self._database.select(_of_contacts, contacts=[survivor, *losers]))
        there = {(row.deal_id, row.role_key) for row in rows if row.contact_id == survivor}
        changes = {}
        for row in rows:
            key = (row.deal_id, row.role_key)
            if row.contact_id != survivor and key not in there:
                there.add(key)
                changes[row.id] = {"contact_id": survivor}
        self._uow.update_many(_TABLE, changes)

    def _refuse_known(self, deal: int, contact: int, role: str, besides: int = 0) -> None:
        for row in self._database.select(_same, deal=deal, contact=contact):
            if row.id != besides and row.role_key == fold_key(role):
                raise DomainError("deal_roles.known", role=row.role)
