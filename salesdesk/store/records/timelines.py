"""What happened with a record: activities, stage moves of deals, lifecycle and changes, newest first.

Where each entry stands is read at once, for all of them, so that a filter finds what lies years back; what it says is read
page by page, as it is shown.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from typing import TYPE_CHECKING, Literal, NamedTuple

from salesdesk.domain.activities import TimelineEntry, TimelineKind
from salesdesk.domain.activities.timeline import TimelinePart, part_of
from salesdesk.domain.changes import EntityKind
from salesdesk.store.engine.statements import Query, Slot, Statement
from salesdesk.store.models.contacts import Contact, ContactCompany, LifecycleEvent
from salesdesk.store.models.deals import Deal, StageEvent
from salesdesk.store.models.pipelines import Stage
from salesdesk.store.records.activities import ActivityRepository
from salesdesk.store.records.record_changes import RecordChanges

if TYPE_CHECKING:
    from salesdesk.store.engine.database import Database

_MOST_PEOPLE = 500  # whose changes a company tells


def _moves(of_deals: Query) -> Query:
    """Moves of deals outside the trash; ``before`` is None where the deal was made."""
    e, former, later = StageEvent, Stage.alias(), Stage.alias()
    return (
        e.select(e.id, e.at, e.actor, Deal.title, former.name.alias("before"), later.name.alias("after"))
        .join(Deal, on=e.deal == Deal.id)
        .left_outer_join(former, on=e.from_stage == former.id)
        .join(later, on=e.to_stage == later.id)
        .where(of_deals, Deal.deleted_at.is_null())
    )


def _of_company(company: Slot) -> Query:
    """The condition of the deals of a company and of its people."""
    people = ContactCompany.select(ContactCompany.contact).where(ContactCompany.company == company)
    return (Deal.company == company) | Deal.contact.in_(people)


@Statement
def _moves_of_contact(record: Slot) -> Query:
    return _moves(Deal.contact == record)


@Statement
def _moves_of_company(record: Slot) -> Query:
    return _moves(_of_company(record))


@Statement
def _moves_of_deal(record: Slot) -> Query:
    return _moves(Deal.id == record)


@Statement
def _deals_of_contact(record: Slot) -> Query:
    return Deal.select(Deal.id).where(Deal.contact == record, Deal.deleted_at.is_null())


@Statement
def _deals_of_company(record: Slot) -> Query:
    return Deal.select(Deal.id).where(_of_company(record), Deal.deleted_at.is_null())


@Statement
def _people_of_company(company: Slot, limit: Slot) -> Query:
    link = ContactCompany
    return (
        link.select(link.contact)
        .join(Contact, on=link.contact == Contact.id)
        .where(link.company == company, Contact.deleted_at.is_null())
        .order_by(link.contact)
        .limit(limit)
    )


@Statement
def _lifecycle(contact: Slot) -> Query:
    e = LifecycleEvent
    moved = (e.contact == contact) & e.from_stage.is_null(False)  # where it began says how it was made
    return e.select(e.id, e.at, e.actor, e.from_stage, e.to_stage).where(moved)


@Statement
def _lifecycle_of_people(company: Slot) -> Query:
    e = LifecycleEvent
    return (
        e.select(e.id, e.at, e.actor, e.from_stage, e.to_stage, Contact.full_name.alias("name"))
        .join(ContactCompany, on=ContactCompany.contact == e.contact)
        .join(Contact, on=Contact.id == e.contact)
        .where(ContactCompany.company == company, Contact.deleted_at.is_null(), e.from_stage.is_null(False))
    )


class _Place(NamedTuple):
    """Where an entry stands. ``number`` is that of an activity whose ``entry`` is read when it is shown."""

    moment: str
    number: int
    part: TimelinePart
    pinned: bool = False
    entry: TimelineEntry | None = None


def _newest_first(place: _Place) -> tuple[str, bool, int]:
    """What sorts entries; of one moment that a record was made is told last."""
    made = place.entry is not None and place.entry.kind is TimelineKind.CREATED
    return place.moment, not made, place.number


class Timeline:
    """Everything that happened with one record."""

    def __init__(self, activities: ActivityRepository, places: Iterable[_Place]) -> None:
        self._activities = activities
        self._places = sorted(places, key=_newest_first, reverse=True)
        self._narrowed: dict[frozenset[TimelinePart], list[_Place]] = {}

    def count(self, parts: Collection[TimelinePart] = ()) -> int:
        """How many entries there are of some parts, or of all; pinned ones are not counted."""
        return len(self._of(parts))

    def page(self, start: int, count: int, parts: Collection[TimelinePart] = ()) -> list[TimelineEntry]:
        """At most ``count`` entries of some parts or of all from the ``start``-th on, newest first, without those that are
        pinned."""
        return self._read(self._of(parts)[start : start + count])

    def pinned(self, parts: Collection[TimelinePart] = ()) -> list[TimelineEntry]:
        """The entries that stay on top, newest first."""
        wanted = [one for one in self._places if one.pinned and (not parts or one.part in parts)]
        return self._read(wanted)

    def newest(self, limit: int) -> list[TimelineEntry]:
        """The first ``limit`` entries, pinned ones where they belong."""
        return self._read(self._places[:limit])

    def _of(self, parts: Collection[TimelinePart]) -> list[_Place]:
        wanted = frozenset(parts or TimelinePart)
        if wanted not in self._narrowed:
            self._narrowed[wanted] = [one for one in self._places if one.part in wanted and not one.pinned]
        return self._narrowed[wanted]

    def _read(self, places: list[_Place]) -> list[TimelineEntry]:
        wanted = [one.number for one in places if one.entry is None]
        read = {entry.id: entry for entry in self._activities.several(wanted)} if wanted else {}
        found = []
        for place in places:
            if place.entry is not None:
                found.append(place.entry)
            elif place.number in read:
                activity = read[place.number]
                found.append(TimelineEntry(TimelineKind.ACTIVITY, place.moment, activity=activity))
        return found


class TimelineRepository:
    """Reads timelines. Entries carry codes and values; whoever shows them words them."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._activities = ActivityRepository(database)

    def contact(self, number: int) -> Timeline:
        """What happened with a person and their deals."""
        deals = self._database.column(_deals_of_contact, record=number)
        return self._timeline(
            self._entries("contact_id", number),
            self._stage_moves(_moves_of_contact, number),
            self._lifecycle(_lifecycle, contact=number),
            self._changes(EntityKind.CONTACT, number),
            self._changes_of(EntityKind.DEAL, deals, TimelinePart.DEAL),
        )

    def company(self, number: int) -> Timeline:
        """What happened with a company, its people and their deals."""
        deals = self._database.column(_deals_of_company, record=number)
        people = self._database.column(_people_of_company, company=number, limit=_MOST_PEOPLE)
        return self._timeline(
            self._entries("company_id", number),
            self._stage_moves(_moves_of_company, number),
            self._lifecycle(_lifecycle_of_people, company=number),
            self._changes(EntityKind.COMPANY, number),
            self._changes_of(EntityKind.DEAL, deals, TimelinePart.DEAL),
            self._changes_of(EntityKind.CONTACT, people, TimelinePart.CHANGE),
        )

    def deal(self, number: int) -> Timeline:
        """What happened with a deal; that it was made its first stage tells."""
        moves = [*self._stage_moves(_moves_of_deal, number)]
        told = {TimelineKind.CREATED} if moves else set()
        changes = self._changes(EntityKind.DEAL, number)
        rest = (one for one in changes if one.entry is not None and one.entry.kind not in told)
        return self._timeline(self._entries("deal_id", number), moves, rest)

    def record(self, kind: EntityKind, number: int) -> Timeline:
        """What became different of a record of any kind."""
        return self._timeline(self._changes(kind, number))

    def of_contact(self, number: int, limit: int = 100) -> list[TimelineEntry]:
        """The newest entries of a person."""
        return self.contact(number).newest(limit)

    def of_company(self, number: int, limit: int = 100) -> list[TimelineEntry]:
        """The newest entries of a company."""
        return self.company(number).newest(limit)

    def of_deal(self, number: int, limit: int = 100) -> list[TimelineEntry]:
        """The newest entries of a deal."""
        return self.deal(number).newest(limit)

    def of_record(self, kind: EntityKind, number: int, limit: int = 100) -> list[TimelineEntry]:
        """The newest changes of a record of any kind."""
        return self.record(kind, number).newest(limit)

    def _timeline(self, *sources: Iterable[_Place]) -> Timeline:
        return Timeline(self._activities, (place for source in sources for place in source))

    def _entries(self, link: Literal["contact_id", "company_id", "deal_id"], number: int) -> Iterator[_Place]:
        for key in self._activities.keys_of(link, number):
            yield _Place(key.moment, key.number, part_of(key.kind), key.pinned)

    def _stage_moves(self, statement: Statement, number: int) -> Iterator[_Place]:
        for row in self._database.select(statement, record=number):
            entry = TimelineEntry(
                TimelineKind.STAGE, row.at, row.title, row.before, row.after, actor=row.actor
            )
            yield _Place(row.at, row.id, TimelinePart.DEAL, entry=entry)

    def _lifecycle(self, statement: Statement, **record: int) -> Iterator[_Place]:
        for row in self._database.select(statement, **record):
            entry = TimelineEntry(
                TimelineKind.LIFECYCLE,
                row.at,
                getattr(row, "name", ""),
                row.from_stage,
                row.to_stage,
                actor=row.actor,
            )
            yield _Place(row.at, row.id, TimelinePart.CHANGE, entry=entry)

    def _changes(self, kind: EntityKind, number: int) -> Iterator[_Place]:
        """Everything that became different of the record the timeline is of."""
        for entry in RecordChanges(self._database).of(kind, number):
            yield _Place(entry.moment, entry.batch or 0, TimelinePart.CHANGE, entry=entry)

    def _changes_of(self, kind: EntityKind, numbers: list[int], part: TimelinePart) -> Iterator[_Place]:
        """What became different of other records it tells of."""
        for entry in RecordChanges(self._database).of_several(kind, numbers):
            yield _Place(entry.moment, entry.batch or 0, part, entry=entry)
