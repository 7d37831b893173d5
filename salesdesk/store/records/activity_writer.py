"""The one writer of activities and tasks, which keeps when somebody was last in touch."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Any

from salesdesk.domain.activities import ActivityChange, ActivityDraft, ActivityKind
from salesdesk.domain.changes import named
from salesdesk.store.journal.writing import writes

if TYPE_CHECKING:
    from salesdesk.store.journal.unit_of_work import UnitOfWork

_COLUMNS = (
    "kind", "subject", "body", "contact_id", "company_id", "deal_id", "campaign_id", "owner_id", "at", "due_at",
    "done_at", "outcome", "duration_minutes", "amount", "currency", "external_id", "import_batch_id", "created_at",
    "updated_at",
)  # fmt: skip
_NO_TOUCH = frozenset({ActivityKind.NOTE.value, ActivityKind.TASK.value})
"""Kinds that say nothing about having been in touch."""


class ActivityWriter:
    """Writes the entries of timelines within one unit of work."""

    @writes
    def __init__(self, uow: UnitOfWork) -> None:
        self._uow = uow

    def add(self, draft: ActivityDraft) -> int:
        """Create an entry. What happened moves the "last contact" of its person and company forward."""
        return self.add_many([draft]).start

    def add_many(self, drafts: Sequence[ActivityDraft], *, touches: bool = True) -> range:
        """Create entries. Returns their ids, in order. Without ``touches`` the "last contact" of people and companies
        stays: whoever writes a whole past says himself when that was."""
        ids = self._uow.insert_many("activity", _COLUMNS, [_row(draft, self._uow.at) for draft in drafts])
        if touches:
            self._note_contact([(d.kind, d.at or d.done_at, d.contact_id, d.company_id) for d in drafts])
        return ids

    def change(self, activity_id: int, change: ActivityChange) -> None:
        """Change an entry."""
        self._uow.update("activity", activity_id, {**named(change), "updated_at": self._uow.at})
        row = self._uow.row("activity", activity_id)
        self._note_contact([(row["kind"], row["at"] or row["done_at"], row["contact_id"], row["company_id"])])

    def trash(self, activities: Iterable[int]) -> None:
        """Put entries into the trash."""
        self._uow.update_many(
            "activity", {a: {"deleted_at": self._uow.at, "updated_at": self._uow.at} for a in activities}
        )

    def _note_contact(self, happened: Iterable[tuple[str, str | None, int | None, int | None]]) -> None:
        """(kind, moment, person, company) of what happened: the "last contact" of these moves forward, never back."""
        latest: dict[str, dict[int, str]] = {"contact": {}, "company": {}}
        for kind, moment, contact, company in happened:
            if moment is None or kind in _NO_TOUCH:
                continue
            for table, record in (("contact", contact), ("company", company)):
                if record is not None:
                    latest[table][record] = max(moment, latest[table].get(record, ""))
        for table, moments in latest.items():
            known = self._uow.rows(table, moments, ("last_contacted_at",)) if moments else {}
            self._uow.update_many(
                table,
                {
                    record: {"last_contacted_at": moments[record], "updated_at": self._uow.at}
                    for record, row in known.items()
                    if (row["last_contacted_at"] or "") < moments[record]
                },
            )


def _row(draft: ActivityDraft, at: str) -> tuple[Any, ...]:
    """The columns of a new entry."""
    return (
        draft.kind, draft.subject, draft.body, draft.contact_id, draft.company_id, draft.deal_id, draft.campaign_id,
        draft.owner_id, draft.at, draft.due_at, draft.done_at, draft.outcome, draft.duration_minutes, draft.amount,
        draft.currency, draft.external_id, draft.import_batch_id, draft.created_at or at, draft.updated_at or at,
    )  # fmt: skip
