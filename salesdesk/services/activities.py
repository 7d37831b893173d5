"""Logging what happened and planning what is next."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from salesdesk.domain.activities import KIND_TITLES, Activity, ActivityKind
from salesdesk.domain.changes import ChangeSet
from salesdesk.errors import InputError
from salesdesk.services.commands import Commands
from salesdesk.store.store import Store
from salesdesk.store.unit_of_work import UnitOfWork


@dataclass(frozen=True, slots=True)
class Subject:
    """What an activity is about; any of the three may be missing."""

    contact_id: int | None = None
    company_id: int | None = None
    deal_id: int | None = None


class ActivityService:
    """Use cases of the timeline."""

    def __init__(self, store: Store, commands: Commands) -> None:
        self._store, self._commands = store, commands

    def log(
        self,
        kind: ActivityKind,
        about: Subject,
        *,
        subject: str = "",
        body: str = "",
        outcome: str = "",
        duration_minutes: int | None = None,
        at: str | None = None,
        next_step: str = "",
        next_due: str | None = None,
        origin: object = None,
    ) -> ChangeSet:
        """Record what happened (now, unless ``at`` says when) and, in the same step, what is next: a task
        ``next_step`` due at ``next_due`` (a day or UTC text)."""
        about = self._completed(about)
        if kind is ActivityKind.NOTE and not (subject.strip() or body.strip()):
            raise InputError("Empty note", "Write something into the note first.", "body")
        if next_step.strip() and not next_due:
            raise InputError("No date", "Say when the next step is due.", "next_due")

        def change(uow: UnitOfWork) -> None:
            values = {
                **_links(about),
                "kind": kind.value,
                "subject": subject.strip(),
                "body": body.strip() or None,
                "outcome": outcome.strip() or None,
                "duration_minutes": duration_minutes,
                "at": at or uow.at,
            }
            self._store.activities.add(uow, values)
            if next_step.strip():
                self._add_task(uow, about, next_step.strip(), next_due, ActivityKind.TASK)

        return self._commands.run(f"Log {KIND_TITLES[kind].lower()}", change, origin=origin)

    def plan(
        self,
        about: Subject,
        subject: str,
        due: str,
        *,
        kind: ActivityKind = ActivityKind.TASK,
        body: str = "",
        origin: object = None,
    ) -> ChangeSet:
        """Plan a task or an appointment; ``due`` is a day ``YYYY-MM-DD`` or UTC text."""
        if not subject.strip():
            raise InputError("No subject", "Say what is to be done.", "subject")
        if not due:
            raise InputError("No date", "Say when it is due.", "due_at")
        about = self._completed(about)
        return self._commands.run(
            f"Plan “{subject.strip()}”",
            lambda uow: self._add_task(uow, about, subject.strip(), due, kind, body),
            origin=origin,
        )

    def finish(
        self,
        activity_id: int,
        *,
        outcome: str = "",
        next_step: str = "",
        next_due: str | None = None,
        origin: object = None,
    ) -> ChangeSet:
        """Tick off a task and, when given, plan the next one with it."""
        task = self._store.activities.get(activity_id)
        if next_step.strip() and not next_due:
            raise InputError("No date", "Say when the next step is due.", "next_due")

        def change(uow: UnitOfWork) -> None:
            self._store.activities.change(
                uow, activity_id, {"done_at": uow.at, "outcome": outcome.strip() or task.outcome}
            )
            if next_step.strip():
                self._add_task(uow, _about(task), next_step.strip(), next_due, ActivityKind.TASK)

        return self._commands.run(f"Finish “{task.subject}”", change, origin=origin)

    def reopen(self, activity_id: int) -> ChangeSet:
        """Take back a tick."""
        task = self._store.activities.get(activity_id)
        return self._commands.run(
            f"Reopen “{task.subject}”",
            lambda uow: self._store.activities.change(uow, activity_id, {"done_at": None}),
        )

    def change(self, activity_id: int, *, origin: object = None, **values: Any) -> ChangeSet:
        """Change an entry."""
        entry = self._store.activities.get(activity_id)
        name = entry.subject or KIND_TITLES[entry.kind].lower()
        return self._commands.run(
            f"Edit “{name}”",
            lambda uow: self._store.activities.change(uow, activity_id, values),
            origin=origin,
        )

    def delete(self, activity_id: int, *, origin: object = None) -> ChangeSet:
        """Put an entry into the trash."""
        entry = self._store.activities.get(activity_id)
        name = entry.subject or KIND_TITLES[entry.kind].lower()
        return self._commands.run(
            f"Delete “{name}”",
            lambda uow: uow.update("activity", activity_id, {"deleted_at": uow.at, "updated_at": uow.at}),
            origin=origin,
        )

    def _add_task(
        self,
        uow: UnitOfWork,
        about: Subject,
        subject: str,
        due: str | None,
        kind: ActivityKind,
        body: str = "",
    ) -> None:
        self._store.activities.add(
            uow,
            {**_links(about), "kind": kind.value, "subject": subject, "body": body or None, "due_at": due},
        )

    def _completed(self, about: Subject) -> Subject:
        """What happens on a deal happens with its person and company too."""
        contact, company = about.contact_id, about.company_id
        if about.deal_id is not None:
            deal = self._store.deals.get(about.deal_id)
            contact, company = contact or deal.contact_id, company or deal.company_id
        if contact is not None and company is None:
            company = self._store.database.value("SELECT company_id FROM contact WHERE id = ?", (contact,))
        return Subject(contact, company, about.deal_id)


def _about(activity: Activity) -> Subject:
    return Subject(activity.contact_id, activity.company_id, activity.deal_id)


def _links(about: Subject) -> dict[str, int | None]:
    return {"contact_id": about.contact_id, "company_id": about.company_id, "deal_id": about.deal_id}
