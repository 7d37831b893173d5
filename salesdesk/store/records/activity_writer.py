"""The one writer of activities and tasks, which keeps when somebody was last in touch."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
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
        values, before = named(change), self._rows([activity_id])
        if "outcome" in values:
            values["outcome"] = self._contacts.choices.stored_outcome(values["outcome"])
        if "participant_ids" in values:
            self._set_participants(activity_id, values.pop("participant_ids"))
        self._uow.update("activity", activity_id, {**values, "updated_at": self._uow.at})
        after = self._rows([activity_id])
        if before != after:
            self._contacts.correct(before)
            self._contacts.note(after)
            self._stops.answered(after, self._contacts.choices)

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
            for part in self._uow.database.select(_participants, activities=list(rows)):
                found.append({**rows[part.activity_id], "contact_id": part.contact_id, "company_id": None})
        return found

    def _row(self, draft: ActivityDraft) -> tuple[Any, ...]:
        """The columns of a new entry."""
        at, outcome = self._uow.at, self._contacts.choices.stored_outcome(draft.outcome)
        given = (getattr(draft, column) for column in _GIVEN)
        return (*given, outcome, draft.created_at or at, draft.updated_at or at)


@Statement
def _participants(activities: Slot) -> Query:
    p = ActivityParticipant
    return p.select(p.id, p.activity, p.contact).where(one_of(p.activity, activities)).order_by(p.id)
