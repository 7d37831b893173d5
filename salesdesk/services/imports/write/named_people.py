"""Writes whom cells of several names add: roles in deals, participants of entries, and the people who are new by it."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from salesdesk.domain.cleaning.text import fold_key
from salesdesk.domain.contacts import NewContacts, split_name
from salesdesk.domain.imports import RowRef
from salesdesk.domain.lifecycle import DEFAULT
from salesdesk.domain.named_people import DEAL_ROLES, PARTICIPANTS
from salesdesk.services.imports.plan.work import PlannedPeople, PlannedWork
from salesdesk.store.journal.writing import Writing
from salesdesk.store.records.activity_writer import ActivityWriter
from salesdesk.store.records.contact_writer import ContactWriter
from salesdesk.store.records.deal_roles import DealRoleWriter


class ImportedPeople:
    """The people of the cells of one plan. ``made`` counts those who are new by them."""

    def __init__(
        self, uow: Writing, planned: PlannedWork, contact_id: Callable[[int], int | None], number: int
    ) -> None:
        """``contact_id`` resolves references of the plan, ``number`` is that of the import. Makes who is new."""
        self._uow, self._planned, self._contact_id = uow, planned, contact_id
        names = {
            fold_key(who): who for one in planned.people for who, _ in one.people if isinstance(who, str)
        }
        self._new = {key: self._create(name, number) for key, name in names.items()}
        self.made = len(self._new)

    def _create(self, name: str, number: int) -> int:
        full, parts = split_name(name)
        said = {part: value for part, value in parts.items() if value}
        new = NewContacts(
            names=[full],
            fields=tuple(said),
            values=[tuple(said.values())],
            emails=[[]],
            phones=[[]],
            companies=[None],
            stages=[DEFAULT],
            owners=[None],
            sources=[None],
            do_not_email=[False],
            do_not_call=[False],
            created=[None],
            imported=number,
        )
        return ContactWriter(self._uow).create_many(new).start

    def give_roles(self, made: Mapping[RowRef, int]) -> None:
        """Write the roles in deals; ``made`` are the new deals by the rows that make them."""
        given = [
            (planned.record or made[planned.row], contact, role)
            for planned in self._of(DEAL_ROLES)
            for contact, role in self._people(planned)
        ]
        if given:
            DealRoleWriter(self._uow).add_missing(given)

    @property
    def of_new_entries(self) -> dict[RowRef, tuple[int, ...]]:
        """Who takes part in entries that rows make."""
        return {
            planned.row: tuple(contact for contact, _ in self._people(planned))
            for planned in self._of(PARTICIPANTS)
            if not planned.record
        }

    def join_entries(self) -> None:
        """Let people take part in entries that are there already, beside those who do."""
        ActivityWriter(self._uow).join(
            {
                planned.record: [who for who, _ in self._people(planned)]
                for planned in self._of(PARTICIPANTS)
                if planned.record
            }
        )

    def _of(self, field: str) -> list[PlannedPeople]:
        return [planned for planned in self._planned.people if planned.field == field]

    def _people(self, planned: PlannedPeople) -> list[tuple[int, str]]:
        found = ((self._id(who), role) for who, role in planned.people)
        return [(contact, role) for contact, role in found if contact]

    def _id(self, who: int | str) -> int | None:
        return self._new[fold_key(who)] if isinstance(who, str) else self._contact_id(who)
