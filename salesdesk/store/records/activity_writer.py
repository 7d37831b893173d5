"""The one writer of activities and tasks, which keeps when somebody was last in touch."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from salesdesk.domain.activities import ActivityChange, ActivityDraft
from salesdesk.domain.changes import named
from salesdesk.store.engine.statements import Query, Slot, Statement, one_of
from salesdesk.store.journal.writing import writes
from salesdesk.store.models.activities import ActivityParticipant
from salesdesk.store.records.last_contacts import LastContacts
from salesdesk.store.records.parts import synchronise
from salesdesk.store.records.sequence_stops import SequenceStops

if TYPE_CHECKING:
    from salesdesk.store.engine.database import Database
    from salesdesk.store.journal.unit_of_work import UnitOfWork

_GIVEN = (
    "kind", "subject", "body", "contact_id", "company_id", "deal_id", "campaign_id", "owner_id", "at", "due_at",
    "done_at", "duration_minutes", "amount", "currency", "external_id", "import_batch_id", "end_at", "place", "priority",
    "remind_minutes", "snoozed_until", "pinned", "repeat_rule", "repeat_by", "repeat_at", "repeat_without", "series", "uid",
    "uid_said", "call_round_id", "sequence_run",
)  # fmt: skip
"""Columns of a new entry that hold what its draft says."""
_COLUMNS = (*_GIVEN, "outcome", "created_at", "updated_at")
_TOLD = ("kind", "outcome", "at", "done_at", "contact_id", "company_id", "deleted_at")
"""What an entry tells of a contact."""
_LINKS = ("contact_id", "company_id")
_TELLING = frozenset({*_TOLD, "participant_ids"})
_PARTS = "activity_participant"


class ActivityWriter:
    """Writes the entries of timelines within one unit of work."""

    @writes
    def __init__(self, uow: UnitOfWork) -> None:
        self._uow, self._contacts, self._stops = uow, LastContacts(uow), SequenceStops(uow)

    def add(self, draft: ActivityDraft) -> int:
        """Create an entry. What happened moves the "last contact" of its person and company forward."""
        return self.add_many([draft]).start

    def add_many(self, drafts: Sequence[ActivityDraft], *, touches: bool = True) -> range:
        """Create entries. Returns their ids, in order. Without ``touches`` the "last contact" of people and companies
        stays: whoever writes a whole past says himself when that was."""
        rows = [self._row(draft) for draft in drafts]
        ids = self._uow.insert_many("activity", _COLUMNS, rows)
        given = [
            (activity, contact)
            for activity, draft in zip(ids, drafts, strict=True)
            for contact in dict.fromkeys(draft.participants)
        ]
        if given:
            self._uow.insert_many(_PARTS, ("activity_id", "contact_id"), given)
        if touches:
            told = self._rows(ids, alone=not given)
            self._contacts.note(told)
            self._stops.answered(told, self._contacts.choices)
        return ids

    def change(self, activity_id: int, change: ActivityChange) -> None:
        """Change an entry. Where it was the "last contact" of somebody and is not any more, the one before is."""
        self.change_many({activity_id: change})

    def change_many(self, changes: Mapping[int, ActivityChange]) -> None:
        """Change entries. It leaves what changing one after the other leaves."""
        for run in self._apart(changes):
            self._change({activity: named(changes[activity]) for activity in run})

    def join(self, joining: Mapping[int, Sequence[int]]) -> None:
        """Let people take part in entries, behind those who do already."""
        there = participants_in(self._uow.database, joining)
        self.change_many(
            {
                activity: ActivityChange(participant_ids=(*there.get(activity, ()), *people))
                for activity, people in joining.items()
            }
        )

    def _change(self, values: Mapping[int, dict[str, Any]]) -> None:
        before = self._told(values)
        for activity, mine in values.items():
            if "outcome" in mine:
                mine["outcome"] = self._contacts.choices.stored_outcome(mine["outcome"])
            if "participant_ids" in mine:
                self._set_participants(activity, mine.pop("participant_ids"))
        at = self._uow.at
        self._uow.update_many("activity", {a: {**mine, "updated_at": at} for a, mine in values.items()})
        after = self._told(values)
        moved = [activity for activity in values if before.get(activity) != after.get(activity)]
        if moved:
            now = [row for activity in moved for row in after[activity]]
            self._contacts.correct([row for activity in moved for row in before[activity]])
            self._contacts.note(now)
            self._stops.answered(now, self._contacts.choices)

    def _apart(self, changes: Mapping[int, ActivityChange]) -> Iterator[list[int]]:
        """Entries in runs of which each may be written at once. Two that tell of one person or company are never in one
        run, for each moves the "last contact" from where the one before left it; what ends a sequence goes alone."""
        given = {activity: named(change) for activity, change in changes.items()} if len(changes) > 1 else {}
        telling = [activity for activity, values in given.items() if not _TELLING.isdisjoint(values)]
        before, alone = self._told(telling), bool(telling) and self._stops.is_any()
        run: list[int] = []
        met: set[tuple[str, int]] = set()
        for activity in changes:
            tells = activity in before
            people = _people([*before[activity], given[activity]]) if tells else set()
            if run and (not met.isdisjoint(people) or (alone and tells)):
                yield run
                run, met = [], set()
            run.append(activity)
            met |= people
            if alone and tells:
                yield run
                run, met = [], set()
        if run:
            yield run

    def _told(self, activities: Collection[int]) -> dict[int, list[Mapping[str, Any]]]:
        """What each of some entries tells of contacts."""
        rows = self._uow.rows("activity", activities, _TOLD)
        found: dict[int, list[Mapping[str, Any]]] = {activity: [row] for activity, row in rows.items()}
        for activity, row in self._of_participants(rows):
            found[activity].append(row)
        return found

    def trash(self, activities: Iterable[int]) -> None:
        """Put entries into the trash. They are nobody's "last contact" any more."""
        ids = list(activities)
        before = self._rows(ids)
        gone = {"deleted_at": self._uow.at, "updated_at": self._uow.at}
        self._uow.update_many("activity", dict.fromkeys(ids, gone))
        self._contacts.correct(before)

    def restored(self, activities: Iterable[int]) -> None:
        """Entries came back from the trash: they count as contacts again."""
        self._contacts.note(self._rows(activities))

    def _set_participants(self, activity: int, contacts: Sequence[int]) -> None:
        present = {
            row.contact_id: row.id for row in self._uow.database.select(_participants, activities=[activity])
        }
        wanted = [(activity, present.get(contact, 0), (contact,)) for contact in dict.fromkeys(contacts)]
        synchronise(self._uow, _PARTS, "activity_id", ("contact_id",), present.values(), wanted)

    def _rows(self, activities: Iterable[int], *, alone: bool = False) -> list[Mapping[str, Any]]:
        """What entries tell of contacts: of the one each is about, and unless they are known to be ``alone``, of everybody
        who takes part."""
        rows = self._uow.rows("activity", activities, _TOLD)
        found: list[Mapping[str, Any]] = list(rows.values())
        if not alone:
            found += [row for _, row in self._of_participants(rows)]
        return found

    def _of_participants(
        self, rows: Mapping[int, Mapping[str, Any]]
    ) -> Iterator[tuple[int, Mapping[str, Any]]]:
        """What entries tell of those who take part, with the entry."""
        for part in self._uow.database.select(_participants, activities=list(rows)):
            row = rows[part.activity_id]
            yield part.activity_id, {**row, "contact_id": part.contact_id, "company_id": None}

    def _row(self, draft: ActivityDraft) -> tuple[Any, ...]:
        """The columns of a new entry."""
        at, outcome = self._uow.at, self._contacts.choices.stored_outcome(draft.outcome)
        given = (getattr(draft, column) for column in _GIVEN)
        return (*given, outcome, draft.created_at or at, draft.updated_at or at)


def participants_in(database: Database, activities: Collection[int]) -> dict[int, list[int]]:
    """Who takes part in some entries, in their order; those in the trash included."""
    found: dict[int, list[int]] = {}
    for row in database.select(_participants, activities=list(activities)):
        found.setdefault(row.activity_id, []).append(row.contact_id)
    return found


def _people(told: Iterable[Mapping[str, Any]]) -> set[tuple[str, int]]:
    """The people and companies that entries tell of, and those they are to tell of."""
    found = {(column, row[column]) for row in told for column in _LINKS if row.get(column) is not None}
    return found | {("contact_id", contact) for row in told for contact in row.get("participant_ids") or ()}


@Statement
def _participants(activities: Slot) -> Query:
    p = ActivityParticipant
    return p.select(p.id, p.activity, p.contact).where(one_of(p.activity, activities)).order_by(p.id)
