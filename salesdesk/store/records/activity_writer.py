"""The one writer of activities and tasks, which keeps when somebody was last in touch."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from salesdesk.domain.activities import ActivityChange, ActivityDraft
from salesdesk.domain.changes import named
from salesdesk.domain.outcomes import stored_outcome
from salesdesk.store.journal.writing import writes
from salesdesk.store.records.last_contacts import LastContacts

if TYPE_CHECKING:
    from salesdesk.store.journal.unit_of_work import UnitOfWork

_COLUMNS = (
    "kind", "subject", "body", "contact_id", "company_id", "deal_id", "campaign_id", "owner_id", "at", "due_at",
    "done_at", "outcome", "duration_minutes", "amount", "currency", "external_id", "import_batch_id", "created_at",
    "updated_at",
)  # fmt: skip
_TOLD = ("kind", "outcome", "at", "done_at", "contact_id", "company_id", "deleted_at")
"""What an entry tells of a contact."""


class ActivityWriter:
    """Writes the entries of timelines within one unit of work."""

    @writes
    def __init__(self, uow: UnitOfWork) -> None:
        self._uow, self._contacts = uow, LastContacts(uow)

    def add(self, draft: ActivityDraft) -> int:
        """Create an entry. What happened moves the "last contact" of its person and company forward."""
        return self.add_many([draft]).start

    def add_many(self, drafts: Sequence[ActivityDraft], *, touches: bool = True) -> range:
        """Create entries. Returns their ids, in order. Without ``touches`` the "last contact" of people and companies
        stays: whoever writes a whole past says himself when that was."""
        ids = self._uow.insert_many("activity", _COLUMNS, [_row(draft, self._uow.at) for draft in drafts])
        if touches:
            self._contacts.note(self._rows(ids))
        return ids

    def change(self, activity_id: int, change: ActivityChange) -> None:
        """Change an entry. Where it was the "last contact" of somebody and is not any more, the one before is."""
        values, before = named(change), self._rows([activity_id])
        if "outcome" in values:
            values["outcome"] = stored_outcome(values["outcome"])
        self._uow.update("activity", activity_id, {**values, "updated_at": self._uow.at})
        after = self._rows([activity_id])
        if before != after:
            self._contacts.correct(before)
            self._contacts.note(after)

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

    def _rows(self, activities: Iterable[int]) -> list[Mapping[str, Any]]:
        return list(self._uow.rows("activity", activities, _TOLD).values())


def _row(draft: ActivityDraft, at: str) -> tuple[Any, ...]:
    """The columns of a new entry."""
    return (
        draft.kind, draft.subject, draft.body, draft.contact_id, draft.company_id, draft.deal_id, draft.campaign_id,
        draft.owner_id, draft.at, draft.due_at, draft.done_at, stored_outcome(draft.outcome), draft.duration_minutes, draft.amount,
        draft.currency, draft.external_id, draft.import_batch_id, draft.created_at or at, draft.updated_at or at,
    )  # fmt: skip
