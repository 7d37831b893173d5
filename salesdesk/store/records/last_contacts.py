"""When somebody was last in touch with people and companies: what happened moves it forward, and what is deleted or was
written down wrong takes it back."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from functools import cached_property
from typing import TYPE_CHECKING, Any

from salesdesk.domain.activities.choices import Choices
from salesdesk.store.engine.statements import Query, Slot, Statement, one_of
from salesdesk.store.models.activities import Activity, ActivityParticipant
from salesdesk.store.models.journal import ChangeEntry
from salesdesk.store.records.activity_choices import ActivityChoiceRepository

if TYPE_CHECKING:
    from salesdesk.store.journal.unit_of_work import UnitOfWork

Row = Mapping[str, Any]
_LINKS = {"contact": "contact_id", "company": "company_id"}
_COLUMN = "last_contacted_at"


def moment_of(row: Row, choices: Choices) -> str | None:
    """When an entry was a contact by the kinds and outcomes of the file, None where it was none."""
    if row["deleted_at"] is not None or not choices.is_contact(row["kind"], row["outcome"]):
        return None
    moment: str | None = row["at"] or row["done_at"]
    return moment


class LastContacts:
    """Keeps the "last contact" of people and companies, within one unit of work."""

    def __init__(self, uow: UnitOfWork) -> None:
        self._uow, self._database = uow, uow.database

    @cached_property
    def choices(self) -> Choices:
        """The kinds and outcomes of the file."""
        return ActivityChoiceRepository(self._database).all()

    def note(self, rows: Iterable[Row]) -> None:
        """These entries happened: the "last contact" of whom they are about moves forward."""
        latest: dict[str, dict[int, str]] = {table: {} for table in _LINKS}
        for row in rows:
            moment = moment_of(row, self.choices)
            for table, link in _LINKS.items():
                if moment is not None and row[link] is not None:
                    latest[table][row[link]] = max(moment, latest[table].get(row[link], ""))
        for table, moments in latest.items():
            known = self._uow.rows(table, moments, (_COLUMN,)) if moments else {}
            later = {r: m for r, m in moments.items() if r in known and (known[r][_COLUMN] or "") < m}
            self._set(table, later)

    def correct(self, before: Iterable[Row]) -> None:
        """These entries were like this, and are not any more: whose "last contact" was one of them gets the one before."""
        lost: dict[str, dict[int, set[str]]] = {table: defaultdict(set) for table in _LINKS}
        for row in before:
            moment = moment_of(row, self.choices)
            for table, link in _LINKS.items():
                if moment is not None and row[link] is not None:
                    lost[table][row[link]].add(moment)
        for table, moments in lost.items():
            known = self._uow.rows(table, moments, (_COLUMN,)) if moments else {}
            wrong = {record for record, row in known.items() if row[_COLUMN] in moments[record]}
            self._set(table, {record: self._before(table, record) for record in sorted(wrong)})

    def _set(self, table: str, moments: Mapping[int, str | None]) -> None:
        at = self._uow.at
        self._uow.update_many(table, {r: {_COLUMN: m, "updated_at": at} for r, m in moments.items()})

    def _before(self, table: str, record: int) -> str | None:
        """The newest contact that still is one, or what was said to be the last one by anything but an entry."""
        link = _LINKS[table]
        statement = self._database.shaped(("entries of", table), lambda: _entries_of(link))
        rows = [row._asdict() for row in self._database.select(statement, record)]
        happened = [moment for row in rows if (moment := moment_of(row, self.choices))]
        told = {row["at"] or row["done_at"] for row in rows} | self._former([row["id"] for row in rows])
        said = next((value for value in self._values_of(table, record) if value and value not in told), None)
        return max([*happened, *([said] if said else [])], default=None)

    def _former(self, entries: Collection[int]) -> set[str]:
        """The moments entries had before they were changed."""
        found: set[str] = set()
        for row in self._database.select(_images, table="activity", rows=list(entries)):
            image = json.loads(row.before)
            found |= {image[key] for key in ("at", "done_at") if image.get(key)}
        return found

    def _values_of(self, table: str, record: int) -> Iterable[str | None]:
        """What the "last contact" of a record was, the newest first."""
        for row in self._database.select(_images, table=table, rows=[record]):
            image = json.loads(row.before)
            if _COLUMN in image:
                yield image[_COLUMN]


def _entries_of(link: str) -> Query:
    """Statement: what happened with a person or company; with a person also where they only took part."""
    a, p = Activity, ActivityParticipant
    columns = (a.id, a.kind, a.outcome, a.at, a.done_at, a.deleted_at)
    theirs = getattr(a, link.removesuffix("_id")) == Slot(0)
    if link == "contact_id":
        theirs |= a.id.in_(p.select(p.activity).where(p.contact == Slot(0)))
    return a.select(*columns).where(theirs).order_by(a.id)


@Statement
def _images(table: Slot, rows: Slot) -> Query:
    """What rows were before they were changed, the newest first."""
    e = ChangeEntry
    changed = e.select(e.before).where(e.table == table, one_of(e.row, rows), e.before.is_null(False))
    return changed.order_by(e.id.desc())
