"""The people whom one cell names: who has which role in a deal, who took part in an entry.

Such a cell only adds. Who is called so, or has the address that is written, is linked; a name that nobody has makes a person, as
one that a deal names does; one that several have links nobody and is told. Of several the one is meant whom the row is about
anyhow, or who is there already.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from functools import cached_property

from salesdesk.domain.cleaning.text import fold_key
from salesdesk.domain.fields import RecordKind
from salesdesk.domain.imports import CellChange, LeftCell, Mode, Resolution, RowState, Why
from salesdesk.domain.named_people import DEAL_ROLES, PEOPLE_FIELDS, NamedPerson, people_keys
from salesdesk.domain.sheets import Problem
from salesdesk.phrases import Phrase, phrase
from salesdesk.services.imports.plan.known_people import name_keys, names_people, new_people, people_of
from salesdesk.services.imports.plan.sheet import PlannedSheet
from salesdesk.services.imports.plan.work import PlannedPeople, PlannedWork

_OUT = (RowState.PROBLEM, RowState.LEFT_OUT)
Whom = int | str
"""A reference of the plan, or the name of somebody to be made."""


def plan_people(sheets: Iterable[PlannedSheet], work: PlannedWork) -> None:
    """Note whom cells add to the deals and entries that rows are or make."""
    planner = _People(work)
    for sheet in sheets:
        if not names_people(sheet.drafts):
            continue
        for row in range(len(sheet.drafts.rows)):
            if sheet.states[row] not in _OUT:
                planner.plan(sheet, row)


class _People:
    def __init__(self, work: PlannedWork) -> None:
        self._work, self._basis, self._decisions = work, work.basis, work.decisions
        self._known = work.basis.people
        self._new_deals = set(work.deal_rows)
        self._added: dict[tuple[str, int], set[tuple[Whom, str]]] = defaultdict(set)
        """What earlier rows add to a record that is there."""

    def plan(self, sheet: PlannedSheet, row: int) -> None:
        drafts, ref = sheet.drafts, (sheet.drafts.place, row)
        field, record = PEOPLE_FIELDS[drafts.kind], sheet.targets[row]
        if not self._is_taken(sheet, row, field):
            return
        if ref in self._basis.own.rows and not self._says_other(sheet, row, field):
            return
        there = self._there(field, record)
        added = self._added[field, record] if record else set()
        fresh: list[tuple[tuple[Whom, str], NamedPerson]] = []
        for person in people_of(drafts, row):
            whom = self._whom(sheet, row, person, {who for who, _ in there})
            if isinstance(whom, Phrase):
                sheet.say(self._problem(sheet, row, field, person, whom))
                continue
            given = (fold_key(whom) if isinstance(whom, str) else whom, fold_key(person.role))
            if given in there or given in added or (field != DEAL_ROLES and whom == sheet.contacts[row]):
                continue
            added.add(given)
            fresh.append(((whom, person.role), person))
        ticked = (*ref, field) not in self._decisions.cells_off
        if fresh and record:
            changes = tuple(CellChange(field, None, person.text, ticked) for _, person in fresh)
            sheet.changes[row] = (*sheet.changes.get(row, ()), *changes)
            if sheet.states[row] == RowState.UNCHANGED and ticked:
                sheet.states[row] = RowState.CHANGED
        if fresh and ticked:
            self._work.people.append(PlannedPeople(ref, field, record, tuple(whom for whom, _ in fresh)))

    def _is_taken(self, sheet: PlannedSheet, row: int, field: str) -> bool:
        """Whether the row makes a record, or adds to one that is there."""
        ref = (sheet.drafts.place, row)
        if not sheet.targets[row]:
            is_deal = sheet.drafts.kind is RecordKind.DEALS
            return ref in self._new_deals if is_deal else sheet.states[row] == RowState.NEW
        match = sheet.matches.get(row)
        return (
            match is not None
            and match.resolution is Resolution.UPDATE
            and self._decisions.mode(field) is not Mode.NEVER
        )

    def _says_other(self, sheet: PlannedSheet, row: int, field: str) -> bool:
        """Whether a row of our own export says something else than its record, and nobody edited that since; what is left
        alone is told."""
        own = self._basis.own.rows[sheet.drafts.place, row]
        given, stored = own.differing.get(field, ("", ""))
        if not given:
            return False
        removed = people_keys(field, stored) - people_keys(field, given)
        if field in own.edited or removed:
            why = Why.EDITED if field in own.edited else Why.CANNOT
            drafts = sheet.drafts
            place = (drafts.analysis.name, drafts.numbers[row], drafts.kind, own.record, own.name)
            self._work.left.append(LeftCell(*place, field, given, stored, why))
        return field not in own.edited

    def _there(self, field: str, record: int) -> set[tuple[Whom, str]]:
        """Who is there already, with the folded role."""
        if field == DEAL_ROLES:
            return {(contact, role) for _, contact, role in self._known.roles.get(record, ())}
        return {(contact, "") for contact in self._known.participants.get(record, ())}

    def _whom(self, sheet: PlannedSheet, row: int, person: NamedPerson, there: set[Whom]) -> Whom | Phrase:
        if not person.role and sheet.drafts.kind is RecordKind.DEALS:
            return phrase("problems.person_without_role", text=person.name)
        found = self._found(person)
        for among in ({sheet.contacts[row]}, there):
            meant = [one for one in found if one in among]
            if len(found) > 1 and len(meant) == 1:
                found = meant
        if len(found) > 1:
            return phrase("problems.person_of_several", text=person.name, count=len(found))
        if found:
            return found[0]
        if person.name == person.email:
            return phrase("problems.person_without_name", text=person.email)
        return person.name

    def _found(self, person: NamedPerson) -> list[int]:
        """The contacts, known and new, that have the address, or else the name."""
        keys = self._known.keys
        if person.email:
            address = person.email.lower()
            if found := [*keys.emails.get(address, ()), *self._new.get(address, ())]:
                return list(dict.fromkeys(found))
        for name in name_keys(person.name):
            known = [contact for contact, _ in keys.names.get(name, ())]
            if found := [*known, *self._new.get(name, ())]:
                return found
        return []

    @cached_property
    def _new(self) -> Mapping[str, list[int]]:
        found: dict[str, list[int]] = defaultdict(list)
        for key, ref in new_people(self._work.contact_rows, self._work.keys):
            if key and ref not in found[key]:
                found[key].append(ref)
        return found

    def _problem(
        self, sheet: PlannedSheet, row: int, field: str, person: NamedPerson, why: Phrase
    ) -> Problem:
        drafts = sheet.drafts
        header = next((column.header for column in drafts.analysis.columns if column.field == field), "")
        return Problem(drafts.analysis.name, drafts.numbers[row], header, person.text, why, "warning")
