"""Logging what happened and planning what is next."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, replace
from typing import Unpack, cast

from salesdesk.domain.activities import (
    ACTIVITY_FIELDS,
    Activity,
    ActivityChange,
    ActivityDraft,
    ActivityEdit,
    ActivityKind,
)
from salesdesk.domain.changes import ChangeSet, EntityKind
from salesdesk.domain.cleaning.text import one_line, tidy
from salesdesk.domain.conflicts import Seen
from salesdesk.domain.given_values import checked, shown_values
from salesdesk.errors import InputError
from salesdesk.phrases import Phrase, phrase
from salesdesk.services.commands import Commands
from salesdesk.store.journal.writing import Writing
from salesdesk.store.records.activity_writer import ActivityWriter
from salesdesk.store.store import Store


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
        values = _given(
            {
                "kind": kind.value,
                "subject": subject,
                "body": body,
                "outcome": outcome,
                "duration_minutes": duration_minutes,
                "at": at,
            }
        )
        if kind is ActivityKind.NOTE and not (values["subject"] or values["body"]):
            raise InputError("activities.empty_note", field="body")
        draft = ActivityDraft(
            kind.value,
            values["subject"],
            values["body"],
            contact_id=about.contact_id,
            company_id=about.company_id,
            deal_id=about.deal_id,
            at=values["at"],
            outcome=values["outcome"],
            duration_minutes=values["duration_minutes"],
        )
        task = _task(about, next_step, next_due, ActivityKind.TASK, field="next_due")

        def change(uow: Writing) -> None:
            writer = ActivityWriter(uow)
            writer.add(replace(draft, at=draft.at or uow.at))
            if task is not None:
                writer.add(task)

        return self._commands.run(phrase(f"changes.log.{kind.value}"), change, origin=origin)

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
        if not one_line(subject):
            raise InputError("activities.no_subject", field="subject")
        task = _task(self._completed(about), subject, due, kind, body)

        def change(uow: Writing) -> None:
            if task is not None:
                ActivityWriter(uow).add(task)

        return self._commands.run(phrase("changes.plan", subject=one_line(subject)), change, origin=origin)

    def finish(
        self,
        activity_id: int,
        *,
        outcome: str = "",
        next_step: str = "",
        next_due: str | None = None,
        changed: ActivityEdit | None = None,
        seen: Seen | None = None,
        origin: object = None,
    ) -> ChangeSet:
        """Tick off a task and, in the same step, plan the next one and write what was ``changed`` of it, if anything;
        ``seen`` as for `DealService.change`."""
        task = self._store.activities.get(activity_id)
        following = _task(_about(task), next_step, next_due, ActivityKind.TASK, field="next_due")

        def apply(uow: Writing, number: int, given: ActivityChange) -> None:
            writer, done = ActivityWriter(uow), one_line(outcome) or task.outcome
            writer.change(number, replace(given, done_at=uow.at, outcome=done))
            if following is not None:
                writer.add(following)

        told = phrase("changes.finish", subject=task.subject)
        return self._edit(told, activity_id, changed or {}, seen, origin, apply)

    def reopen(
        self,
        activity_id: int,
        *,
        changed: ActivityEdit | None = None,
        seen: Seen | None = None,
        origin: object = None,
    ) -> ChangeSet:
        """Take back a tick and, in the same step, write what was ``changed``, if anything; ``seen`` as for
        `DealService.change`."""
        task = self._store.activities.get(activity_id)

        def apply(uow: Writing, number: int, given: ActivityChange) -> None:
            ActivityWriter(uow).change(number, replace(given, done_at=None))

        told = phrase("changes.reopen", subject=task.subject)
        return self._edit(told, activity_id, changed or {}, seen, origin, apply)

    def change(
        self,
        activity_id: int,
        *,
        seen: Seen | None = None,
        origin: object = None,
        **values: Unpack[ActivityEdit],
    ) -> ChangeSet:
        """Change an entry; ``values`` are those of ``ACTIVITY_FIELDS``, ``seen`` as for `DealService.change`."""
        entry = self._store.activities.get(activity_id)
        told = phrase("changes.edit_entry", entry=_called(entry))
        return self._edit(told, activity_id, values, seen, origin, _change)

    def _edit(
        self,
        told: Phrase,
        activity: int,
        values: ActivityEdit,
        seen: Seen | None,
        origin: object,
        apply: Callable[[Writing, int, ActivityChange], None],
    ) -> ChangeSet:
        return self._commands.edit(
            told,
            EntityKind.ACTIVITY,
            {activity: _given(values)},
            lambda uow, number, given: apply(uow, number, ActivityChange(**given)),
            self._fields_now,
            seen,
            origin=origin,
        )

    @staticmethod
    def seen(activity: Activity) -> Seen:
        """What a change of an entry is made from, as it was read."""
        return Seen.of(activity.id, shown_values(activity, ACTIVITY_FIELDS))

    def _fields_now(
        self, entries: Collection[int], _keys: Collection[str]
    ) -> Mapping[int, Mapping[str, object]]:
        return {
            number: shown_values(self._store.activities.get(number), ACTIVITY_FIELDS) for number in entries
        }

    def delete(self, activity_id: int, *, origin: object = None) -> ChangeSet:
        """Put an entry into the trash."""
        entry = self._store.activities.get(activity_id)
        return self._commands.run(
            phrase("changes.delete_entry", entry=_called(entry)),
            lambda uow: ActivityWriter(uow).trash([activity_id]),
            origin=origin,
        )

    def _completed(self, about: Subject) -> Subject:
        """What happens on a deal happens with its person and company too."""
        contact, company = about.contact_id, about.company_id
        if about.deal_id is not None:
            deal = self._store.deals.get(about.deal_id)
            contact, company = contact or deal.contact_id, company or deal.company_id
        if contact is not None and company is None:
            company = self._store.activities.company_of(contact)
        return Subject(contact, company, about.deal_id)


def _change(uow: Writing, number: int, given: ActivityChange) -> None:
    ActivityWriter(uow).change(number, given)


def _given(values: ActivityEdit) -> ActivityEdit:
    """Values as they are stored; an entry without a subject has an empty one."""
    given = cast(ActivityEdit, checked("timeline_entry", ACTIVITY_FIELDS, values))
    if "subject" in given:
        given["subject"] = given["subject"] or ""
    return given


def _task(
    about: Subject,
    subject: str,
    due: str | None,
    kind: ActivityKind,
    body: str = "",
    *,
    field: str = "due_at",
) -> ActivityDraft | None:
    """Something to do, None when there is nothing; ``field`` is where its day is asked."""
    if not one_line(subject):
        return None
    if not due or not one_line(due):
        raise InputError(
            "activities.no_day" if field == "due_at" else "activities.no_day_of_next", field=field
        )
    given = _given({"kind": kind.value, "subject": subject, "body": tidy(body), "due_at": due})
    task = ActivityDraft(**given)
    return replace(task, contact_id=about.contact_id, company_id=about.company_id, deal_id=about.deal_id)


def _about(activity: Activity) -> Subject:
    return Subject(activity.contact_id, activity.company_id, activity.deal_id)


def _called(entry: Activity) -> str | Phrase:
    return entry.subject or phrase(f"changes.entry.{entry.kind.value}")
