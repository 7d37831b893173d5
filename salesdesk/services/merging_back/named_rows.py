"""Whom and what a new row names by a name alone, when the workbook itself brings others of that name."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from salesdesk.domain.changes import EntityKind
from salesdesk.domain.cleaning.text import fold_key
from salesdesk.domain.contacts import split_name
from salesdesk.domain.fields import RecordKind
from salesdesk.domain.merging_back import MergeCell, NewName, NewRow, NewRowState
from salesdesk.domain.names import name_key, same_name
from salesdesk.phrases import Phrase, phrase
from salesdesk.services.imports.plan.drafts import FirmKeys
from salesdesk.services.merging_back.coming import Called, Understood, coming_names, given_up
from salesdesk.store.records.imports import ImportRepository


@dataclass(frozen=True, slots=True)
class Renamed:
    """What people and deals will be called whom cells give another name, with how many of each; and what they are called no
    more."""

    coming: Mapping[Called, int] = field(default_factory=dict)
    leaving: Collection[Called] = ()

    @classmethod
    def by(cls, cells: Iterable[MergeCell]) -> Renamed:
        """Those that cells of a workbook rename."""
        found = list(cells)
        return cls(coming_names(found, Understood()), given_up(found))


class NamedByRows:
    """Refuses what nobody can tell. ``renamed`` are the records that cells of the workbook rename."""

    def __init__(self, repository: ImportRepository, renamed: Renamed) -> None:
        self._repository, self._renamed, self._firms = repository, renamed, FirmKeys()

    def refusal(self, row: NewRow, before: Sequence[NewRow], made: Iterable[NewName]) -> Phrase | None:
        """Why it cannot be told whom or what a row means, None where it can; ``before`` are the rows that are written before
        it, ``made`` what an import of the rows of its kind alone would make beside them."""
        new = [one for one in before if one.state is NewRowState.NEW]
        return self._person(row, new, made) or self._deal(row, new)

    def _person(self, row: NewRow, new: Sequence[NewRow], made: Iterable[NewName]) -> Phrase | None:
        name, firm = row.values.get("full_name", ""), row.values.get("company", "")
        if not name:
            return None
        called, key = (EntityKind.CONTACT, name_key(name)), fold_key(split_name(name)[0])
        known = self._repository.contact_keys(set(), set(), set(), {key}).names
        there = [company for _, company in known.get(key, ())]
        rows = [
            self._firms[company] if (company := one.values.get("company", "")) else ""
            for one in new
            if one.kind is RecordKind.CONTACTS and same_name(one.name, name)
        ]
        renamed = self._renamed.coming.get(called, 0)
        if there and called in self._renamed.leaving:
            return phrase("merging_back.renamed_too", name=name)
        count = len(there) + len(rows) + renamed
        at_firm = [*there, *rows].count(self._firms[firm]) if firm else 0
        if count < 2 or (at_firm == 1 and not renamed):
            return None
        makes = any(one.kind is EntityKind.CONTACT and same_name(one.name, name) for one in made)
        if not (rows or renamed or makes):
            return None
        return phrase("merging_back.several_called", name=name, count=count)

    def _deal(self, row: NewRow, new: Sequence[NewRow]) -> Phrase | None:
        title = row.values.get("deal_title", "")
        if not title or row.kind is not RecordKind.ACTIVITIES:
            return None
        called = EntityKind.DEAL, name_key(title)
        there = len(self._repository.deals_by_title({fold_key(title)}).get(fold_key(title), ()))
        coming = self._renamed.coming.get(called, 0)
        coming += sum(one.kind is RecordKind.DEALS and same_name(one.name, title) for one in new)
        if there and called in self._renamed.leaving:
            return phrase("merging_back.renamed_too", name=title)
        if coming and there + coming > 1:
            return phrase("merging_back.several_called", name=title, count=there + coming)
        return None
