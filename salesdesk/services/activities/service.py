"""Logging what happened and planning what is next."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from dataclasses import replace
from typing import Unpack

from salesdesk.domain.activities import (
    ACTIVITY_FIELDS,
    Activity,
    ActivityChange,
    ActivityEdit,
    ActivityKind,
    Repeat,
)
from salesdesk.domain.activities.answers import step_answered
from salesdesk.domain.activities.choices import Choices
from salesdesk.domain.activities.moments import end_of, lies_ahead, moved_end, moved_to
from salesdesk.domain.activities.repeating import checked_repeat
from salesdesk.domain.changes import ChangeSet, EntityKind, Unchanged
from salesdesk.domain.cleaning.text import one_line
from salesdesk.domain.conflicts import Seen
from salesdesk.domain.given_values import moment, shown_values
from salesdesk.errors import DomainError, InputError
from salesdesk.phrases import Phrase, phrase
from salesdesk.services.activities.closing import close_step
from salesdesk.services.activities.entries import (
    called,
    draft_of,
    given,
    logged_words,
    next_task,
    planned,
    repeating,
    started,
    with_end,
)
from salesdesk.services.activities.later_steps import Apply, days_moved, later_steps, with_later
from salesdesk.services.activities.occurrences import OccurrenceService
from salesdesk.services.activities.subjects import (
    EnteredValues,
    EntryDetails,
    LogValues,
    Subject,
    completed,
    details_in,
    subject_of,
)
from salesdesk.services.commands import Commands
from salesdesk.store.journal.writing import Writing
from salesdesk.store.records.activity_writer import ActivityWriter
from salesdesk.store.store import Store


class ActivityService:
    """Use cases of the timeline. Moments are UTC text, or a bare day of which no time is known."""

    def __init__(self, store: Store, commands: Commands) -> None:
        self._store, self._commands = store, commands
        self.occurrences = OccurrenceService(store, commands)

    # -- new entries --------------------------------------------------------------------------------------

    def lies_ahead(self, at: str) -> bool:
        """Whether an entry at this moment is one to be planned; else it is logged."""
        return lies_ahead(at, self._store.now(), self._store.today())

    def about(self, about: Subject) -> Subject:
        """The subject with what goes without saying: the only open deal of a person, and whom a deal is with."""
        return completed(self._store, about)

    def answered_by(self, kind: ActivityKind, about: Subject, outcome: str = "") -> Activity | None:
        """The step that logging this settles: an open one of the same person and kind whose time has come; None where
        nobody was reached, or there is none."""
        if not self._choices().is_contact(kind, outcome or None):
            return None
        return self.due_like(kind, about)

    def due_like(self, kind: ActivityKind, about: Subject) -> Activity | None:
        """An open step of the same person and kind whose time has come, whatever comes of it; None without one."""
        meant = completed(self._store, about)
        if meant.contact_id is None:
            return None
        steps = self._store.activities.open_steps(meant.contact_id)
        return step_answered(steps, kind, meant.deal_id, self._store.now(), self._store.today())

    def enter(
        self,
        kind: ActivityKind,
        about: Subject,
        at: str,
        *,
        repeat: Repeat | None = None,
        origin: object = None,
        **said: Unpack[EnteredValues],
    ) -> ChangeSet:
        """The one form: what lies ahead is planned, what does not is logged with ``outcome`` and ``next_step``. Of what is
        planned ``duration_minutes`` say when it ends, where ``end_at`` does not."""
        begins = moment(at, phrase("given.timeline_entry_at"), "at")
        if not self.lies_ahead(begins):
            return self.log(kind, about, origin=origin, at=begins, **said)
        details = details_in(said)
        if details.get("end_at") is None:
            details["end_at"] = end_of(begins, said.get("duration_minutes"))
        subject, body = said.get("subject", ""), said.get("body", "")
        return self.plan(
            about, subject, begins, kind=kind, body=body, repeat=repeat, origin=origin, **details
        )

    def log(
        self, kind: ActivityKind, about: Subject, *, origin: object = None, **said: Unpack[LogValues]
    ) -> ChangeSet:
        """Record what happened (now, unless ``at`` says when) and, in the same step, what is next:
        ``next_step`` of ``next_kind`` due at ``next_due`` (a day or UTC text), ``next_owner``'s. The step that it settles
        (``answered_by``) is done by that, unless it is not to be (``closes``); ``replaces`` names another that is done by
        it, as one whose place the next takes."""
        told, write = self.logging(kind, about, **said)
        return self._commands.run(told, write, origin=origin)

    def logging(
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
        next_kind: ActivityKind = ActivityKind.TASK,
        next_owner: int | None = None,
        closes: bool = True,
        replaces: int | None = None,
        **details: Unpack[EntryDetails],
    ) -> tuple[Phrase, Callable[[Writing], object]]:
        """What ``log`` writes, for a use case that writes more in the same step: what it is called, and the writing of it.
        What is next belongs to the same call round."""
        about = completed(self._store, about)
        values = self._given(
            {
                "kind": kind,
                "subject": subject,
                "body": body,
                "outcome": outcome,
                "duration_minutes": duration_minutes,
                "at": at,
                **details,
            }
        )
        if kind is ActivityKind.NOTE and not (values["subject"] or values["body"]):
            raise InputError("activities.empty_note", field="body")
        draft = draft_of(about, values)
        task = next_task(self._choices(), about, next_step, next_due, next_kind, next_owner)
        if task is not None:
            task = replace(task, call_round_id=draft.call_round_id)
        answered = self.answered_by(kind, about, outcome) if closes else None
        if replaces is not None:
            step = self._store.activities.get(replaces)
            answered = step if step.is_open else None  # somebody may have done it meanwhile

        def change(uow: Writing) -> None:
            writer, happened = ActivityWriter(uow), draft.at or uow.at
            writer.add(replace(draft, at=happened))
            if task is not None:
                writer.add(task)
            if answered is not None:
                close_step(self._store, uow, answered.id, happened, draft.outcome)

        told = logged_words(kind, self._choices())
        if answered is not None:
            told = phrase("changes.log_closing", log=told, step=called(answered, self._choices()))
        return told, change

    def plan(
        self,
        about: Subject,
        subject: str,
        due: str,
        *,
        kind: ActivityKind = ActivityKind.TASK,
        body: str = "",
        repeat: Repeat | None = None,
        origin: object = None,
        **details: Unpack[EntryDetails],
    ) -> ChangeSet:
        """Plan a task or an appointment; ``due`` is a day ``YYYY-MM-DD`` or UTC text. Only a task needs a ``subject``."""
        if not one_line(subject) and kind is ActivityKind.TASK:
            raise InputError("activities.no_subject", field="subject")
        repeat = checked_repeat(repeat)
        task = planned(self._choices(), completed(self._store, about), subject, due, kind, body, details)
        choice = self._choices().kind(kind)

        def change(uow: Writing) -> None:
            ActivityWriter(uow).add(started(task, repeat, _series(uow)))

        what = one_line(subject) or (choice.title if choice.is_named else phrase(f"changes.entry.{kind}"))
        return self._commands.run(phrase("changes.plan", subject=what), change, origin=origin)

    # -- entries that are there ---------------------------------------------------------------------------

    def finish(
        self,
        activity_id: int,
        *,
        outcome: str = "",
        at: str | None = None,
        duration_minutes: int | None = None,
        next_step: str = "",
        next_due: str | None = None,
        next_kind: ActivityKind = ActivityKind.TASK,
        changed: ActivityEdit | None = None,
        seen: Seen | None = None,
        origin: object = None,
    ) -> ChangeSet:
        """Tick off a step (now, unless ``at`` says when) and, in the same step, plan the next one and write what was
        ``changed`` of it, if anything; ``seen`` as for `DealService.change`. What comes again is made anew."""
        task = self._store.activities.get(activity_id)
        later = next_task(self._choices(), subject_of(task), next_step, next_due, next_kind)
        said = self._given({"outcome": outcome, "done_at": at, "duration_minutes": duration_minutes})

        def apply(uow: Writing, number: int, change: ActivityChange) -> None:
            took = said["duration_minutes"]
            kept = change if took is None else replace(change, duration_minutes=took)
            close_step(self._store, uow, number, said["done_at"] or uow.at, said["outcome"], kept)
            if later is not None:
                ActivityWriter(uow).add(later)

        told = phrase("changes.finish", subject=called(task, self._choices()))
        return self._edit(told, {activity_id: changed or {}}, seen, origin, apply)

    def reopen(
        self,
        activity_id: int,
        *,
        changed: ActivityEdit | None = None,
        seen: Seen | None = None,
        origin: object = None,
    ) -> ChangeSet:
        """Take back a tick and, in the same step, write what was ``changed``, if anything; ``seen`` as for
        `DealService.change`. The next one of a series stays: undo takes it back."""
        task = self._store.activities.get(activity_id)

        def apply(uow: Writing, number: int, change: ActivityChange) -> None:
            ActivityWriter(uow).change(number, replace(change, done_at=None))

        told = phrase("changes.reopen", subject=called(task, self._choices()))
        return self._edit(told, {activity_id: changed or {}}, seen, origin, apply)

    def change(
        self,
        activity_id: int,
        *,
        repeat: Repeat | Unchanged | None = Unchanged.UNCHANGED,
        only_this: bool = False,
        later: bool = False,
        seen: Seen | None = None,
        origin: object = None,
        **values: Unpack[ActivityEdit],
    ) -> ChangeSet:
        """Change an entry: correct it, move it, date it back; ``values`` are those of ``ACTIVITY_FIELDS``, ``seen`` as for
        `DealService.change`. Of a series it is this one and all that follow, or ``only_this``; ``repeat`` says how it comes
        again from now on, None not any more. With ``later`` the steps after it in its sequence are moved with it."""
        entry = self._store.activities.get(activity_id)
        wanted = repeat if isinstance(repeat, Unchanged) else checked_repeat(repeat)

        def apply(uow: Writing, number: int, change: ActivityChange) -> None:
            now = self._store.activities.get(number)
            if only_this:
                change = self.occurrences.parted(uow, now, change)
            elif not isinstance(wanted, Unchanged):
                change = repeating(change, now, wanted, _series(uow))
            ActivityWriter(uow).change(number, with_end(now, change))

        told = phrase("changes.edit_entry", entry=called(entry, self._choices()))
        write = with_later(self._store, apply) if later else apply
        return self._edit(told, {activity_id: values}, seen, origin, write)

    def reschedule(
        self,
        activities: Collection[int],
        to: str,
        *,
        later: bool = False,
        seen: Seen | None = None,
        origin: object = None,
    ) -> ChangeSet:
        """Move open steps to a moment or a day; on a day each keeps its time, and all keep their length. What is put off
        any longer than that is reminded of as before. With ``later`` the steps after each in its sequence are moved with
        it. Raises ``DomainError`` where none is open."""
        where = moment(to, phrase("given.timeline_entry_due_at"), "due_at")
        steps = self._open(activities)
        values: dict[int, ActivityEdit] = {}
        for step in steps:
            due = moved_to(step.due_at, where)
            values[step.id] = {"due_at": due, "snoozed_until": None}
            if step.end_at is not None:
                values[step.id]["end_at"] = moved_end(step.due_at or due, step.end_at, due)
        told = self._told_of("changes.reschedule", steps)
        return self._edit(told, values, seen, origin, with_later(self._store, _write) if later else _write)

    def later_steps(self, step: Activity, to: str | None) -> int:
        """How many steps after one in its sequence would go with it to another day; 0 where that is the same."""
        return len(later_steps(self._store, step)) if days_moved(step, to) else 0

    def snooze(
        self, activities: Collection[int], until: str, *, seen: Seen | None = None, origin: object = None
    ) -> ChangeSet:
        """Be reminded of open steps again at a moment, or when a day begins; they stay due when they are. Raises
        ``DomainError`` where none is open."""
        steps = self._open(activities)
        values: dict[int, ActivityEdit] = {step.id: {"snoozed_until": until} for step in steps}
        return self._edit(self._told_of("changes.snooze", steps), values, seen, origin, _write)

    def delete(self, activity_id: int, *, origin: object = None) -> ChangeSet:
        """Put an entry into the trash; of a series this one and all that follow (`OccurrenceService.leave_out`: this one
        alone)."""
        entry = self._store.activities.get(activity_id)
        return self._commands.run(
            phrase("changes.delete_entry", entry=called(entry, self._choices())),
            lambda uow: ActivityWriter(uow).trash([activity_id]),
            origin=origin,
        )

    @staticmethod
    def seen(activity: Activity) -> Seen:
        """What a change of an entry is made from, as it was read."""
        return Seen.of(activity.id, shown_values(activity, ACTIVITY_FIELDS))

    # -- what they share ----------------------------------------------------------------------------------

    def _choices(self) -> Choices:
        return self._store.activities.choices.all()

    def _given(self, values: Mapping[str, object]) -> ActivityEdit:
        return given(values, self._choices())

    def _open(self, activities: Collection[int]) -> list[Activity]:
        """Those of some entries that are still to do, however long the list is that they were chosen in."""
        found = [self._store.activities.get(number) for number in dict.fromkeys(activities)]
        steps = [entry for entry in found if entry.is_open]
        if not steps:
            raise DomainError("activities.none_open")
        return steps

    def _told_of(self, code: str, steps: Collection[Activity]) -> Phrase:
        only = next(iter(steps))
        if len(steps) == 1:
            return phrase(f"{code}_one", subject=called(only, self._choices()))
        return phrase(code, count=len(steps))

    def _edit(
        self,
        told: Phrase,
        values: Mapping[int, ActivityEdit],
        seen: Seen | None,
        origin: object,
        apply: Apply,
    ) -> ChangeSet:
        return self._commands.edit(
            told,
            EntityKind.ACTIVITY,
            {number: self._given(edit) for number, edit in values.items()},
            lambda uow, number, edit: apply(uow, number, ActivityChange(**edit)),
            self._fields_now,
            seen,
            origin=origin,
        )

    def _fields_now(
        self, entries: Collection[int], _keys: Collection[str]
    ) -> Mapping[int, Mapping[str, object]]:
        return {
            number: shown_values(self._store.activities.get(number), ACTIVITY_FIELDS) for number in entries
        }


def _write(uow: Writing, number: int, change: ActivityChange) -> None:
    ActivityWriter(uow).change(number, change)


def _series(uow: Writing) -> str:
    """What the entries of a series that begins here are told by."""
    return str(uow.open_batch())
