"""Records that cells link to by name: followed where they are there, made where they are not, refused where several are
called so."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from salesdesk.domain.campaigns import CampaignDraft, Channel
from salesdesk.domain.changes import EntityKind
from salesdesk.domain.contacts import ContactDraft, split_name
from salesdesk.domain.fields import RecordKind
from salesdesk.domain.merging_back import MergeCell, NewName
from salesdesk.domain.names import name_key
from salesdesk.errors import InputError
from salesdesk.services.called import called
from salesdesk.services.merging_back.cells import CellReader
from salesdesk.store.journal.writing import Writing
from salesdesk.store.records.campaign_writer import CampaignWriter
from salesdesk.store.records.companies import company_called
from salesdesk.store.records.company_writer import CompanyWriter
from salesdesk.store.records.contact_writer import ContactWriter
from salesdesk.store.store import Store

_LISTS = {"owner": EntityKind.OWNER, "source": EntityKind.SOURCE, "tag": EntityKind.TAG}
_KINDS = {
    **_LISTS,
    "company": EntityKind.COMPANY,
    "contact": EntityKind.CONTACT,
    "campaign": EntityKind.CAMPAIGN,
}


class Links:
    """Finds and makes what names mean."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._known: dict[tuple[str, str], int | None] = {}

    def found(self, what: str, name: str) -> int | None:
        """The record of a name, None where there is none. Raises ``InputError`` where several have it."""
        place = what, name_key(name)
        if place not in self._known:
            self._known[place] = self._find(what, name)
        return self._known[place]

    def check(self, reader: CellReader, name: str) -> None:
        """Refuse a name that can neither be followed nor made."""
        what = reader.links_to
        if what in ("pipeline", "stage"):
            return  # refused with the other values of a deal
        if self.found(what, name) is None and what == "deal":
            raise InputError("merging_back.no_deal", field=reader.key, name=name)

    def new_names(self, cells: Iterable[tuple[MergeCell, CellReader]]) -> tuple[NewName, ...]:
        """Those that are to be made, with how many cells name each."""
        counts: Counter[tuple[str, str]] = Counter()
        named: dict[tuple[str, str], str] = {}
        for cell, reader in cells:
            for what, name in _names(cell, reader):
                if what in _KINDS and self.found(what, name) is None:
                    place = what, name_key(name)
                    counts[place] += 1
                    named.setdefault(place, name)
        return tuple(NewName(_KINDS[place[0]], named[place], count) for place, count in counts.items())

    def ensured(self, uow: Writing, what: str, name: str | None) -> int | None:
        """The record of a name, made now where there is none; None without a name."""
        if not name:
            return None
        what = {"deal_title": "deal", "lead_source": "source"}.get(what, what)
        found = self.found(what, name)
        if found is None:
            found = self._known[what, name_key(name)] = self._make(uow, what, name)
        return found

    def _find(self, what: str, name: str) -> int | None:
        if what in _LISTS:
            return self._store.name_list(_LISTS[what]).find(name)
        if what == "company":
            found = company_called(self._store.database, name)
            number, count = called(self._store, RecordKind.COMPANIES, "company", name) if found else (None, 0)
            if number is None and count > 1:
                raise InputError("merging_back.several_called", field="company", name=name, count=count)
            return found
        if what == "campaign":
            fits = (one.id for one in self._store.campaigns.all() if name_key(one.name) == name_key(name))
            return next(fits, None)
        kind, field = {
            "contact": (RecordKind.CONTACTS, "full_name"),
            "deal": (RecordKind.DEALS, "deal_title"),
        }[what]
        number, count = called(self._store, kind, field, name)
        if number is None and count:
            raise InputError("merging_back.several_called", field=field, name=name, count=count)
        return number

    def _make(self, uow: Writing, what: str, name: str) -> int:
        if what in _LISTS:
            return self._store.name_list(_LISTS[what]).make_as_written(uow, name)
        if what == "company":
            return CompanyWriter(uow).ensure(name)
        if what == "campaign":
            draft = CampaignDraft(name, Channel.OTHER.value, currency=self._store.settings.currency)
            return CampaignWriter(uow).add(draft)
        if what == "deal":
            raise InputError("merging_back.no_deal", field="deal_title", name=name)
        full, parts = split_name(name)
        return ContactWriter(uow).create(
            ContactDraft(full, {part: value for part, value in parts.items() if value})
        )


def _names(cell: MergeCell, reader: CellReader) -> Iterable[tuple[str, str]]:
    """What a cell names that may not be there."""
    if cell.theirs is None:
        return ()
    if cell.field == "tags":
        return [("tag", name) for name in cell.theirs]
    return [(reader.links_to, cell.theirs)] if reader.links_to else ()
