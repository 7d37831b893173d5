"""What a known record has of the details a row adds to: its tags, addresses, numbers and companies."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from salesdesk.domain.fields import RecordKind
from salesdesk.domain.imports import CellChange, ImportPlan, RowRef
from salesdesk.errors import DomainError
from salesdesk.services.imports import EMAIL_FIELDS, PHONE_FIELDS
from salesdesk.store.store import Store
from salesdesk.ui.pages.imports.texts import shown_value, tr

_GROUPS = {"tags": "tags"} | dict.fromkeys(EMAIL_FIELDS, "email") | dict.fromkeys(PHONE_FIELDS, "phone")
_NOTHING: Mapping[str, Sequence[str]] = {}


@dataclass(frozen=True, slots=True)
class BeforeAfter:
    """A detail as it is and as it will be, in words."""

    before: str
    after: str


class KnownDetails:
    """Reads a record when one of its lines is first painted, and keeps it until another plan is shown."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._plan: ImportPlan | None = None
        self._there: dict[tuple[RecordKind, int], Mapping[str, Sequence[str]]] = {}
        self._rows: dict[tuple[RecordKind, int], list[RowRef]] = {}

    def show_plan(self, plan: ImportPlan | None) -> None:
        """Answer for the changes of this plan."""
        if plan is self._plan:
            return
        self._plan, self._there = plan, {}
        rows = defaultdict(list)
        for place, sheet in enumerate(plan.sheets if plan is not None else ()):
            for row in sorted(sheet.changes):
                rows[sheet.kind, sheet.targets[row]].append((place, row))
        self._rows = dict(rows)

    def of(self, ref: RowRef, at: int) -> BeforeAfter | None:
        """The change number ``at`` of a row, None when it is no detail and says itself what was there."""
        if self._plan is None:
            return None
        sheet = self._plan.sheets[ref[0]]
        change, record = sheet.changes[ref[1]][at], (sheet.kind, sheet.targets[ref[1]])
        if change.before is not None:
            return None
        if change.field == "company" and sheet.kind is RecordKind.CONTACTS:
            return self._company(record, str(change.after))
        group = _GROUPS.get(change.field)
        if group is None:
            return None
        there = [shown_value(change.field, value) for value in self._details(record).get(group, ())]
        before = [*there, *self._added_before(record, ref, at, group)]
        return BeforeAfter(", ".join(before), ", ".join([*before, shown_value(change.field, change.after)]))

    def _company(self, record: tuple[RecordKind, int], name: str) -> BeforeAfter:
        """The new company becomes the first one; the one that was is kept beside it."""
        former = next(iter(self._details(record).get("company", ())), "")
        stays = tr("{0} (and still at {1})").format(name, former)
        return BeforeAfter(former, stays if former else name)

    def _added_before(
        self, record: tuple[RecordKind, int], ref: RowRef, at: int, group: str
    ) -> Sequence[str]:
        """What earlier lines about the same record add."""
        assert self._plan is not None
        found = []
        for place, row in self._rows.get(record, ()):
            if (place, row) > ref:
                break
            changes: Sequence[CellChange] = self._plan.sheets[place].changes[row]
            if (place, row) == ref:
                changes = changes[:at]
            found += [
                shown_value(change.field, change.after)
                for change in changes
                if change.ticked and change.before is None and _GROUPS.get(change.field) == group
            ]
        return found

    def _details(self, record: tuple[RecordKind, int]) -> Mapping[str, Sequence[str]]:
        if record not in self._there:
            try:
                self._there[record] = self._read(*record)
            except DomainError:  # gone meanwhile; the plan is about to be computed anew
                self._there[record] = _NOTHING
        return self._there[record]

    def _read(self, kind: RecordKind, number: int) -> Mapping[str, Sequence[str]]:
        if kind is RecordKind.COMPANIES:
            return {"tags": self._store.companies.get(number).tags}
        if kind is not RecordKind.CONTACTS:
            return _NOTHING
        contact = self._store.contacts.get(number)
        links = sorted(contact.companies, key=lambda link: not link.is_primary)
        return {
            "tags": contact.tags,
            "email": [entry.address for entry in contact.emails],
            "phone": [
                entry.number + (f";ext={entry.extension}" if entry.extension else "")
                for entry in contact.phones
            ],
            "company": [link.company for link in links],
        }
