"""Cells that name several people: roles in deals, participants of entries.

What a cell names still stays as it is; only who is new in it is looked for, and has to be there. Of several people of a name
the one is meant who is there already.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from salesdesk.domain.cleaning.text import fold_key
from salesdesk.domain.deals import DealRole
from salesdesk.domain.fields import RecordKind
from salesdesk.domain.named_people import DEAL_ROLES, PARTICIPANTS, NamedPerson, named_people
from salesdesk.domain.names import clean_name
from salesdesk.errors import InputError
from salesdesk.services.called import called
from salesdesk.store.journal.writing import Writing
from salesdesk.store.records.activity_writer import participants_in
from salesdesk.store.records.deal_roles import DealRoleRepository, DealRoleWriter
from salesdesk.store.store import Store


class PeopleOfRecords:
    """Checks and writes whom such cells name."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def check_roles(self, deal: int, text: str | None) -> None:
        """Refuse a text that names somebody who cannot be found, or says no role. Raises ``InputError``."""
        self._new_roles(named_people(DEAL_ROLES, text or ""), self._roles(deal))

    def write_roles(self, uow: Writing, texts: Mapping[int, str | None]) -> None:
        """Let deals have the roles that texts say, by deal. Raises as `check_roles`."""
        writer = DealRoleWriter(uow)
        for deal, text in texts.items():
            there, wanted = self._roles(deal), named_people(DEAL_ROLES, text or "")
            fresh = self._new_roles(wanted, there)
            kept = {one.key for one in wanted}
            gone = [role for role in there if _key(role) not in kept]
            for contact, role in fresh:
                other = next((one for one in gone if one.contact_id == contact), None)
                if other is None:
                    writer.add(deal, contact, role)
                else:  # the same person is something else by now
                    gone.remove(other)
                    writer.change(other.id, contact, role)
            for left in gone:
                writer.remove(left.id)

    def participants(self, entry: int, text: str | None) -> tuple[int, ...]:
        """Who takes part in an entry by a text; those in the trash, whom no list shows, stay. Raises ``InputError``."""
        about = self._store.activities.get(entry)
        there = {one.contact_id: one.name for one in about.participants}
        every = participants_in(self._store.database, [entry]).get(entry, ())
        found = [contact for contact in every if contact not in there]
        for person in named_people(PARTICIPANTS, text or ""):
            found.append(self._whom(PARTICIPANTS, person, there))
        return tuple(contact for contact in dict.fromkeys(found) if contact != about.contact_id)

    def _roles(self, deal: int) -> Sequence[DealRole]:
        return DealRoleRepository(self._store.database).of_deal(deal)

    def _new_roles(self, wanted: Iterable[NamedPerson], there: Sequence[DealRole]) -> list[tuple[int, str]]:
        """(contact, role) of those whom the deal does not have as they are named."""
        known, names = {_key(role) for role in there}, {role.contact_id: role.name for role in there}
        fresh = []
        for person in wanted:
            if person.key in known:
                continue
            if not person.role:
                raise InputError("merging_back.no_role", field=DEAL_ROLES, name=person.name)
            given = self._whom(DEAL_ROLES, person, names), clean_name(person.role, DEAL_ROLES)
            if not any(r.contact_id == given[0] and fold_key(r.role) == fold_key(given[1]) for r in there):
                fresh.append(given)
        return fresh

    def _whom(self, field: str, person: NamedPerson, there: Mapping[int, str]) -> int:
        """The contact that is meant: by the address, who is there already under the name, or the only one of it."""
        if person.email:
            number, count = called(self._store, RecordKind.CONTACTS, "email", person.email)
        else:
            same = [who for who, name in there.items() if fold_key(name) == fold_key(person.name)]
            if len(same) == 1:
                return same[0]
            number, count = called(self._store, RecordKind.CONTACTS, "full_name", person.name)
        if number is None and count:
            raise InputError("merging_back.several_called", field=field, name=person.name, count=count)
        if number is None:
            raise InputError("merging_back.no_person", field=field, name=person.name)
        return number


def _key(role: DealRole) -> tuple[str, str]:
    return fold_key(role.name), fold_key(role.role)
