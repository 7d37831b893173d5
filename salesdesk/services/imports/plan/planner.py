"""Computes what an import will do: a pure function of the cleaned rows, the basis and the person's decisions."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from salesdesk.domain.cleaning.text import fold_key
from salesdesk.domain.entities import entities
from salesdesk.domain.fields import RecordKind
from salesdesk.domain.imports import (
    CellChange,
    Counts,
    ImportDecisions,
    ImportPlan,
    Resolution,
    RowMatch,
    RowRef,
    RowState,
)
from salesdesk.domain.matching.exact import MatchKey
from salesdesk.domain.matching.records import Evidence, Grade
from salesdesk.domain.opt_outs import KeptOptOuts
from salesdesk.services.imports.changes import ChangeFinder, unticked
from salesdesk.services.imports.lists import StageFinder, list_values
from salesdesk.services.imports.matches import shown_name
from salesdesk.services.imports.plan.assumed import assumed, stages_without_chance
from salesdesk.services.imports.plan.basis import ImportBasis
from salesdesk.services.imports.plan.drafts import DEAL_FACTS, Row, SheetDrafts
from salesdesk.services.imports.plan.entries import was_imported
from salesdesk.services.imports.plan.firms import speaks_of_firm
from salesdesk.services.imports.plan.houses import Houses, elsewhere, told
from salesdesk.services.imports.plan.known_deals import KnownDeals
from salesdesk.services.imports.plan.named_people import plan_people
from salesdesk.services.imports.plan.own_changes import parted
from salesdesk.services.imports.plan.people import Found, People, PersonKeys
from salesdesk.services.imports.plan.persons import Persons
from salesdesk.services.imports.plan.plain import plan_plain
from salesdesk.services.imports.plan.rows import completed, said_otherwise
from salesdesk.services.imports.plan.sameness import same_contact, same_person, several_called
from salesdesk.services.imports.plan.sheet import PlannedSheet, is_employer
from salesdesk.services.imports.plan.steps import plan_steps
from salesdesk.services.imports.plan.work import Likeness, PlannedWork

_ORDER = (
    RecordKind.COMPANIES,
    RecordKind.CONTACTS,
    RecordKind.DEALS,
    RecordKind.ORDERS,
    RecordKind.ACTIVITIES,
)
REASONS_BY_KEY = {
    MatchKey.EXTERNAL_ID: Evidence("same_external_id", 0.0, field="external_id"),
    MatchKey.EMAIL: Evidence("same_email", 0.0, field="email"),
    MatchKey.PHONE: Evidence("same_phone", 0.0, field="phone"),
    MatchKey.NAME_COMPANY: Evidence("same_name_and_company", 0.0, field="name_company"),
    MatchKey.NAME: Evidence("same_name", 0.0, field="name"),
}
_OTHER_NAME = Evidence("different_name", 0.0, field="name")
_SAME_FIRM = Evidence("same_name", 0.0, field="name")
_SAME_ORDER = Evidence("same_order", 0.0, field="order")


def plan_import(
    file_name: str,
    sheets: Sequence[SheetDrafts],
    keys: Mapping[int, PersonKeys],
    firms: Mapping[str, str],
    basis: ImportBasis,
    decisions: ImportDecisions,
    *,
    likenesses: Mapping[RowRef, Likeness] | None = None,
    notes: Sequence[tuple[str, str]] = (),
    timings: Mapping[str, float] | None = None,
) -> ImportPlan:
    """The plan. ``keys`` are the person keys by place of the sheet, ``firms`` match keys by company name,
    ``likenesses`` what the matcher found for rows without a key."""
    return _Planner(sheets, keys, firms, basis, decisions, likenesses or {}).plan(
        file_name, notes, timings or {}
    )


class _Planner:
    def __init__(
        self,
        sheets: Sequence[SheetDrafts],
        keys: Mapping[int, PersonKeys],
        firms: Mapping[str, str],
        basis: ImportBasis,
        decisions: ImportDecisions,
        likenesses: Mapping[RowRef, Likeness],
    ) -> None:
        self._all, self._keys, self._firms = sheets, keys, firms
        self._basis, self._decisions, self._likenesses = basis, decisions, likenesses
        names = {i: known.folded_name for i, known in basis.contacts.items()}
        self._by_place = by_place = {sheet.place: sheet for sheet in sheets}
        self._work = PlannedWork(sheets, keys, basis, decisions, StageFinder(basis.lists, decisions.lists))
        contact_rows = self._work.contact_rows

        def first_row(
            ref: int,
        ) -> tuple[SheetDrafts, int]:  # without ``self``: all keys would outlive the plan
            place, row = contact_rows[-ref - 1]
            return by_place[place], row

        persons = Persons(basis.contacts, first_row)
        self._people = People(basis.contact_keys, decisions.match_keys, names, persons)
        self._changes = ChangeFinder(decisions, basis.lists, basis.own.rows)
        self._company_refs: dict[str, int] = dict(basis.firms_known.ids)
        self._houses = Houses(basis)
        self._deals = KnownDeals(basis)
        self._orders: dict[str, RowRef] = {}
        self._planned: dict[int, PlannedSheet] = {}

    def plan(
        self, file_name: str, notes: Sequence[tuple[str, str]], timings: Mapping[str, float]
    ) -> ImportPlan:
        planned = self._planned = {
            sheet.place: PlannedSheet.begun(sheet, self._decisions, self._basis.imported, self._basis.own)
            for sheet in self._all
        }
        in_order = [
            planned[s.place]
            for kind in (*_ORDER, *entities().plain)
            for s in self._all
            if s.used and s.kind is kind
        ]
        for sheet in in_order:
            if sheet.drafts.kind is RecordKind.COMPANIES:
                self._plan_companies(sheet)
            elif sheet.drafts.kind is RecordKind.CONTACTS:
                self._plan_contacts(sheet)
            elif sheet.drafts.kind in entities().plain:
                plan_plain(sheet, self._work, self._changes, self._company_of)
            else:
                self._plan_linked(sheet)
        for sheet in in_order:
            self._work.contacts[sheet.drafts.place] = sheet.contacts
            self._work.companies[sheet.drafts.place] = sheet.companies
        plan_steps(in_order, self._work)
        plan_people(in_order, self._work)
        plans = tuple(planned[sheet.place].finished() for sheet in self._all)
        lists = list_values(
            [s for s in self._all if s.used], self._basis, self._decisions, self._work.stages, self._firms
        )
        counts = sum((plan.counts for plan in plans), Counts())
        kept = KeptOptOuts(len(self._changes.kept_opt_outs))
        return ImportPlan(
            file_name,
            plans,
            lists,
            counts,
            self._basis.batch,
            self._work,
            (*notes, *self._work.notes),
            timings,
            tuple(self._work.left),
            kept,
            (*assumed(self._all, plans), *stages_without_chance(lists)),
        )

    def _held(self, drafts: SheetDrafts, row: int, known: Mapping[int, object]) -> Found | None:
        """The record that the row became when it was imported before, or that an earlier plan found for it, while it is
        there."""
        own = self._basis.own.rows.get((drafts.place, row))
        imported = own.record if own else self._basis.imported.get((drafts.place, row), 0)
        if imported > 0 and imported in known:
            return Found(imported, MatchKey.EXTERNAL_ID)
        match = self._decisions.held.get((drafts.place, row))
        if match is None or match.key is None or match.record is None or match.record not in known:
            return None
        return Found(match.record, match.key)

    # -- companies --------------------------------------------------------------------------------------

    def _plan_companies(self, sheet: PlannedSheet) -> None:
        drafts, basis = sheet.drafts, self._basis
        names, external = drafts.column("company"), drafts.column("external_id")
        fallback = zip(drafts.column("website"), drafts.column("email"), drafts.column("phone"), strict=True)
        seen: dict[str, int] = {}
        for row, (name, number, other) in enumerate(zip(names, external, fallback, strict=True)):
            if sheet.states[row] != RowState.NEW:
                continue
            name = name or next((value for value in other if value), None)
            if name is None:
                sheet.states[row] = RowState.LEFT_OUT
                continue
            key = self._firms[name]
            ref = (basis.company_external.get(number, 0) if number else 0) or self._company_refs.get(key, 0)
            by = (
                MatchKey.EXTERNAL_ID if number and number in basis.company_external else MatchKey.NAME_COMPANY
            )
            if (held := self._held(drafts, row, basis.companies)) is not None:
                ref, by = held.ref, held.key
            elif ref > 0 and by is MatchKey.NAME_COMPANY and not drafts.is_own:
                ref = self._houses.known(drafts, row, key, ref)
                if not ref:
                    sheet.say(elsewhere(drafts, row))
            if ref > 0:
                self._matched_company(sheet, row, ref, by)
            elif ref < 0 and not drafts.is_own and (ref := self._houses.same(drafts, row, key, ref)):
                sheet.states[row] = RowState.REPEATED
                first = self._work.company_rows[-ref - 1]
                sheet.matches[row] = RowMatch(
                    None, first[2], first[0], MatchKey.NAME_COMPANY, reasons=(_SAME_FIRM,)
                )
                known = self._complete(-ref - 1, first[2], drafts, row)
                if given := said_otherwise(self._by_place, first[2], (drafts.place, row), known):
                    self._work.given_of_companies.append((ref, (drafts.place, row), given))
            else:
                first_of_name = self._company_refs.get(key)
                ref = self._new_company(name, key, (drafts.place, row))
                self._houses.note(drafts, row, key, ref)
                self._company_refs[key] = first_of_name or ref
            sheet.companies[row] = ref
            seen[key] = ref

    def _complete(self, number: int, first: RowRef, drafts: SheetDrafts, row: int) -> Row | None:
        """The row of a new company with what a further row of its sheet adds; None where that is of another sheet."""
        if first[0] != drafts.place:
            return None
        there = self._work.completed.get(number, drafts.rows[first[1]])
        found = self._work.completed[number] = completed(drafts, there, drafts.rows[row])
        return found

    def _matched_company(self, sheet: PlannedSheet, row: int, ref: int, key: MatchKey) -> None:
        known = self._basis.companies[ref]
        sheet.targets[row] = ref
        sheet.matches[row] = RowMatch(
            ref,
            None,
            known.values["name"],
            key,
            reasons=(_SAME_FIRM if key is MatchKey.NAME_COMPANY else REASONS_BY_KEY[key],),
            resolution=self._decisions.on_match,
        )
        if self._decisions.on_match is Resolution.UPDATE:
            found = self._changes.of_company(sheet.drafts, row, ref, known)
            if self._changes.left:
                left = tuple((sheet.drafts.called(field), text) for field, text in self._changes.left)
                self._work.given_of_companies.append((ref, (sheet.drafts.place, row), left))
            self._note_changes(sheet, row, found)
        else:
            sheet.states[row] = RowState.UNCHANGED

    def _new_company(self, name: str, key: str, row: RowRef) -> int:
        self._work.company_rows.append((name, key, row))
        ref = -len(self._work.company_rows)
        self._company_refs[key] = ref
        return ref

    def _company_of(self, name: str | None, row: RowRef) -> int:
        """The company a row names: known, new, mapped or left out by decision; where several have the name, the one in the
        row's town, and else what is taken is said."""
        if not name:
            return 0
        key, sheet = self._firms[name], self._planned[row[0]]
        why = self._houses.unclear(key, name)
        if why is not None:
            if there := self._houses.of_town(sheet.drafts, row[1], key):
                return there
            if self._work.stages.company(key) is None:
                sheet.say(told(sheet.drafts, row[1], why))
        ref = self._company_refs.get(key)
        if ref is None:
            decided = self._work.stages.company(key)
            ref = self._new_company(name, key, row) if decided is None else decided
            self._company_refs[key] = ref
        return ref

    def _forget_company(self, sheet: PlannedSheet, row: int) -> None:
        """Takes the newest company back, because the row that names it changes nothing by it."""
        _, key, _ = self._work.company_rows.pop()
        del self._company_refs[key]
        sheet.companies[row] = 0

    # -- contacts ---------------------------------------------------------------------------------------

    def _plan_contacts(self, sheet: PlannedSheet) -> None:
        drafts, keys = sheet.drafts, self._keys[sheet.drafts.place]
        names = drafts.column("company")
        place, states = drafts.place, sheet.states
        has_likeness = bool(self._likenesses)
        holding = bool(self._basis.own.rows or self._basis.imported or self._decisions.held)
        for row in range(len(drafts.rows)):
            if states[row] != RowState.NEW:
                continue
            ref, firms = (place, row), len(self._work.company_rows)
            before = self._basis.imported.get(ref, 0) if holding else 0
            if before < 0:  # it became a company
                sheet.companies[row], states[row] = -before, RowState.UNCHANGED
                continue
            if names[row]:
                sheet.companies[row] = self._company_of(names[row], ref)
            if not (keys.names[row] or keys.emails[row] or keys.phones[row]):
                if not names[row]:
                    states[row] = RowState.LEFT_OUT
                elif sheet.companies[row] > 0:
                    states[row] = RowState.UNCHANGED
                continue
            found = (
                (self._held(drafts, row, self._basis.contacts) if holding else None)
                or self._people.find(drafts, row)
                or same_contact(self._basis, drafts, keys, row)
            )
            if found is not None and found.ref < 0 and drafts.is_own:
                found = None  # the rows of an export of ours are as many records
            if found is None and len(self._work.company_rows) > firms and speaks_of_firm(drafts, row):
                continue
            if found is not None and found.sure:
                self._matched(sheet, row, found)
            else:
                likeness = self._likenesses.get(ref) if has_likeness else None
                if likeness is not None and likeness.record is None and drafts.is_own:
                    likeness = None
                told = likeness is not None and self._like(sheet, row, likeness)
                if not told and (found is None or not self._doubtful(sheet, row, found)):
                    self._new_contact(sheet, row)
            named = sheet.names_company(row) and is_employer(
                self._planned, self._work.contact_rows, sheet, row
            )
            if len(self._work.company_rows) > firms and not named:
                self._forget_company(sheet, row)
        if drafts.has(*DEAL_FACTS):
            self._deals_of_contacts(sheet)

    def _new_contact(self, sheet: PlannedSheet, row: int) -> int:
        self._work.contact_rows.append((sheet.drafts.place, row))
        ref = -len(self._work.contact_rows)
        sheet.contacts[row] = ref
        self._people.add(sheet.drafts, row, ref)
        return ref

    def _matched(self, sheet: PlannedSheet, row: int, found: Found) -> None:
        """The row is a known contact, or one an earlier row makes."""
        sheet.contacts[row] = found.ref
        if found.ref < 0:
            first = self._work.contact_rows[-found.ref - 1]
            resolution = self._decisions.resolutions.get((sheet.drafts.place, row), Resolution.UPDATE)
            sheet.states[row] = RowState.REPEATED
            sheet.matches[row] = RowMatch(
                None,
                first,
                self._name(first),
                found.key,
                reasons=(REASONS_BY_KEY[found.key],),
                resolution=resolution,
            )
            if resolution is Resolution.CREATE:
                self._new_contact(sheet, row)
            elif resolution is Resolution.UPDATE:
                self._work.repeats.setdefault(-found.ref - 1, []).append((sheet.drafts.place, row))
                self._keep_spelling(sheet, row, found.ref)
                self._people.add(sheet.drafts, row, found.ref)
            return
        known = self._basis.contacts[found.ref]
        sheet.targets[row] = found.ref
        resolution = self._decisions.resolutions.get((sheet.drafts.place, row), self._decisions.on_match)
        sheet.matches[row] = RowMatch(
            found.ref,
            None,
            known.values["full_name"],
            found.key,
            reasons=(REASONS_BY_KEY[found.key],),
            resolution=resolution,
        )
        if resolution is Resolution.CREATE:
            sheet.targets[row] = 0
            self._new_contact(sheet, row)
            return
        # a later row may know the person by what this one says: the sheet of deals by name and company
        self._people.add(sheet.drafts, row, found.ref)
        if resolution is Resolution.SKIP:
            sheet.states[row] = RowState.UNCHANGED
        else:
            self._update_contact(sheet, row, found.ref)
            self._keep_spelling(sheet, row, found.ref)

    def _keep_spelling(self, sheet: PlannedSheet, row: int, ref: int) -> None:
        """A second name of a person is not lost, unless it takes the place of the first, which is then in the history."""
        renamed = any(change.field == "full_name" and change.ticked for change in sheet.changes.get(row, ()))
        if not renamed and not self._people.is_called(ref, sheet.drafts, row):
            name = shown_name(sheet.drafts, row)
            self._work.spellings.append((ref, (sheet.drafts.place, row), name))

    def _update_contact(self, sheet: PlannedSheet, row: int, record: int) -> None:
        known = self._basis.contacts[record]
        found = self._changes.of_contact(sheet.drafts, row, record, known, sheet.companies[row])
        if self._changes.left:
            left = tuple((sheet.drafts.called(field), text) for field, text in self._changes.left)
            self._work.given.append((record, (sheet.drafts.place, row), left))
        self._note_changes(sheet, row, found)

    def _note_changes(self, sheet: PlannedSheet, row: int, found: tuple[CellChange, ...]) -> None:
        own = self._basis.own.rows.get((sheet.drafts.place, row))
        if own is not None:
            found, left = parted(sheet.drafts, row, own, found, self._decisions)
            self._work.left += left
        if found:
            sheet.changes[row] = found
        sheet.states[row] = RowState.UNCHANGED if unticked(found) else RowState.CHANGED

    def _doubtful(self, sheet: PlannedSheet, row: int, found: Found) -> bool:
        """A key agrees and something speaks against it: the same personal e-mail under two names, one name with two
        e-mails."""
        record = found.ref if found.ref > 0 else None
        first = None if record else self._work.contact_rows[-found.ref - 1]
        name = self._basis.contacts[record].values["full_name"] if record else self._name(first)
        against = () if found.key in (MatchKey.NAME_COMPANY, MatchKey.NAME) else (_OTHER_NAME,)
        likeness = Likeness(record, first, name, 0.6, Grade.LIKELY, (REASONS_BY_KEY[found.key], *against))
        return self._like(sheet, row, likeness)

    def _like(self, sheet: PlannedSheet, row: int, like: Likeness) -> bool:
        """A possible duplicate; what is done is the person's decision, by default only the certain ones update."""
        ref = (sheet.drafts.place, row)
        target = like.record or (self._planned[like.row[0]].contacts[like.row[1]] if like.row else 0)
        if not target:
            return False
        if like.grade is Grade.CERTAIN and not self._people.fits(target, sheet.drafts, row):
            like = replace(like, grade=Grade.LIKELY)
        default = Resolution.UPDATE if like.grade is Grade.CERTAIN else Resolution.CREATE
        chosen = self._decisions.resolutions.get(ref, default)
        sheet.states[row] = RowState.POSSIBLE if like.record else RowState.REPEATED
        sheet.targets[row] = like.record or 0
        sheet.matches[row] = RowMatch(
            like.record, like.row, like.name, None, like.score, like.grade, like.reasons, chosen
        )
        if chosen is Resolution.CREATE:
            self._new_contact(sheet, row)
        elif chosen is Resolution.UPDATE:
            self._people.joined(target, sheet.drafts, row)
        if chosen is Resolution.UPDATE and like.record:
            sheet.contacts[row] = like.record
            state = sheet.states[row]
            self._update_contact(sheet, row, like.record)
            sheet.states[row] = state
            self._keep_spelling(sheet, row, like.record)
        elif chosen is Resolution.UPDATE:
            sheet.contacts[row] = target
            self._work.repeats.setdefault(-target - 1, []).append(ref)
            self._keep_spelling(sheet, row, target)
        return True

    def _name(self, row: RowRef | None) -> str:
        return "" if row is None else shown_name(self._by_place[row[0]], row[1])

    # -- deals, orders, activities ----------------------------------------------------------------------

    def _deals_of_contacts(self, sheet: PlannedSheet) -> None:
        """A person's row that names a deal makes one, unless that person has it already."""
        drafts = sheet.drafts
        seen: set[tuple[str, int, object]] = set()
        for row in range(len(drafts.rows)):
            contact = sheet.contacts[row]
            if not contact or not drafts.has_deal(row):
                continue
            title = drafts.deal_name(row)
            apart = None
            if contact > 0:
                known, apart = self._deals.find(drafts, row, title, contact, sheet.companies[row])
                if known or (apart and (drafts.place, row) in self._basis.imported):
                    continue
            deal = (fold_key(title), contact, drafts.value(row, "deal_value"))
            if sheet.states[row] == RowState.REPEATED and deal in seen:
                continue
            seen.add(deal)
            sheet.say(apart)
            sheet.say(self._work.new_deal(sheet.drafts, row))
            if sheet.states[row] == RowState.UNCHANGED:
                sheet.states[row] = RowState.CHANGED
                change = CellChange("deal_title", None, title, True)
                sheet.changes[row] = (*sheet.changes.get(row, ()), change)

    def _plan_linked(self, sheet: PlannedSheet) -> None:
        """Rows that name a person and a company and are something of their own."""
        drafts, keys = sheet.drafts, self._keys[sheet.drafts.place]
        names = drafts.column("company")
        self._deals.take_imported(drafts)
        for row in range(len(drafts.rows)):
            if sheet.states[row] != RowState.NEW:
                continue
            if drafts.kind is RecordKind.ORDERS and self._order_line(sheet, row):
                continue
            if (drafts.place, row) in self._basis.own.rows:
                self._plan_own(sheet, row)
                continue
            if sheet.refused(row, "full_name", several_called(self._basis, self._people, drafts, row)):
                continue
            sheet.companies[row] = self._company_of(names[row], (drafts.place, row))
            if keys.names[row] or keys.emails[row] or keys.phones[row]:
                found = self._people.find(drafts, row)
                if found is None or not found.sure:
                    found = self._people.named_alone(drafts, row)
                if found is not None:
                    sheet.contacts[row] = found.ref
                    self._keep_spelling(sheet, row, found.ref)
                elif person := same_person(self._basis, drafts, keys, row):
                    sheet.contacts[row] = person
                elif (keys.names[row] or keys.emails[row]) and not self._like_person(sheet, row):
                    continue
            if drafts.kind is RecordKind.DEALS:
                if sheet.is_person_only(row):
                    sheet.states[row] = RowState.NEW if sheet.contacts[row] < 0 else RowState.UNCHANGED
                else:
                    self._plan_deal(sheet, row)
            elif drafts.kind is RecordKind.ORDERS:
                self._plan_known_activity(sheet, row, drafts.value(row, "order_number"))
            else:
                self._plan_known_activity(sheet, row, drafts.value(row, "external_id"))
                known, refs = self._basis.activities_like, (sheet.contacts[row], sheet.companies[row])
                if sheet.states[row] == RowState.NEW and was_imported(drafts, row, *refs, known):
                    sheet.states[row] = RowState.UNCHANGED

    def _like_person(self, sheet: PlannedSheet, row: int) -> bool:
        """Whom a row names that no key knows: by decision somebody who is likely the same, by default a new contact, left
        to the review of duplicates. False when the row is left out."""
        ref = (sheet.drafts.place, row)
        like = self._likenesses.get(ref)
        target = 0
        if like is not None:
            target = like.record or (self._planned[like.row[0]].contacts[like.row[1]] if like.row else 0)
        if like is None or not target:
            self._new_contact(sheet, row)
            return True
        chosen = self._decisions.resolutions.get(ref, Resolution.CREATE)
        sheet.people[row] = RowMatch(
            like.record, like.row, like.name, None, like.score, like.grade, like.reasons, chosen
        )
        if chosen is Resolution.SKIP:
            sheet.states[row] = RowState.LEFT_OUT
        elif chosen is Resolution.UPDATE:
            sheet.contacts[row] = target
            self._keep_spelling(sheet, row, target)
        else:
            self._new_contact(sheet, row)
        return chosen is not Resolution.SKIP

    def _plan_own(self, sheet: PlannedSheet, row: int) -> None:
        """A row of our own export is its record: whom it names is not looked for."""
        if sheet.drafts.kind is RecordKind.DEALS:
            self._plan_deal(sheet, row)
            return
        record = sheet.targets[row]
        known = self._basis.activities[record]
        sheet.matches[row] = RowMatch(record, None, known.values["subject"], MatchKey.EXTERNAL_ID)
        self._note_changes(sheet, row, self._changes.of_entry(sheet.drafts, row, record, known))

    def _order_line(self, sheet: PlannedSheet, row: int) -> bool:
        """Further rows of an order hold its other products."""
        number = sheet.drafts.value(row, "order_number")
        if not number:
            return False
        ref = (sheet.drafts.place, row)
        first = self._orders.setdefault(number, ref)
        if first == ref:
            return False
        self._work.order_lines.setdefault(first, []).append(ref)
        sheet.states[row] = RowState.REPEATED
        sheet.matches[row] = RowMatch(None, first, number, MatchKey.EXTERNAL_ID, reasons=(_SAME_ORDER,))
        return True

    def _plan_deal(self, sheet: PlannedSheet, row: int) -> None:
        drafts = sheet.drafts
        number, title = drafts.value(row, "external_id"), drafts.value(row, "deal_title")
        held = self._held(drafts, row, self._basis.deals)
        record, apart = self._basis.deal_external.get(number, 0) if number else 0, None
        if not record and title and held is None:
            record, apart = self._deals.find(drafts, row, title, sheet.contacts[row], sheet.companies[row])
        key = (
            MatchKey.EXTERNAL_ID if number and number in self._basis.deal_external else MatchKey.NAME_COMPANY
        )
        if held is not None:
            record, key = held.ref, held.key
        if not record:
            sheet.say(apart)
            sheet.say(self._work.new_deal(sheet.drafts, row))
            return
        known = self._basis.deals[record]
        sheet.targets[row] = record
        sheet.matches[row] = RowMatch(
            record, None, known.values["title"], key, resolution=self._decisions.on_match
        )
        if self._decisions.on_match is Resolution.UPDATE:
            stage = self._work.stages.known_stage(drafts.value(row, "pipeline"), drafts.value(row, "stage"))
            changes = self._changes.of_deal(drafts, row, record, known, stage)
            if any(change.field == "stage" for change in changes):
                sheet.say(self._work.undated(drafts, row, record))
            self._note_changes(sheet, row, changes)
        else:
            sheet.states[row] = RowState.UNCHANGED

    def _plan_known_activity(self, sheet: PlannedSheet, row: int, number: str | None) -> None:
        record = self._basis.activity_external.get(number, 0) if number else 0
        if record:
            known = self._basis.activities[record]
            sheet.targets[row] = record
            sheet.states[row] = RowState.UNCHANGED
            sheet.matches[row] = RowMatch(
                record, None, known.values["subject"], MatchKey.EXTERNAL_ID, resolution=Resolution.SKIP
            )
