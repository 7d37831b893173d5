"""What a person does with sequences."""

from __future__ import annotations

from collections.abc import Collection
from collections.abc import Sequence as Several
from dataclasses import dataclass, replace
from datetime import date, timedelta

from salesdesk.domain.activities import ActivityChange, ActivityKind
from salesdesk.domain.activities.moments import local_day, moved_to
from salesdesk.domain.changes import Cause, ChangeSet
from salesdesk.domain.fields import RecordKind
from salesdesk.domain.names import clean_name
from salesdesk.domain.pipelines import StageKind
from salesdesk.domain.sequences import (
    Ending,
    Sequence,
    SequenceFor,
    SequenceRun,
    SequenceStep,
    checked_steps,
    days_of,
    due_on,
)
from salesdesk.errors import DomainError
from salesdesk.phrases import phrase
from salesdesk.services.activities.entries import planned, with_end
from salesdesk.services.activities.subjects import Subject, completed
from salesdesk.services.commands import Commands
from salesdesk.services.plain_records import PlainRecords
from salesdesk.store.journal.writing import Writing
from salesdesk.store.records.activity_writer import ActivityWriter
from salesdesk.store.records.sequence_stops import SequenceStops
from salesdesk.store.records.sequences import SequenceRepository, SequenceWriter
from salesdesk.store.store import Store


@dataclass(frozen=True, slots=True)
class StopRules:
    """What ends a start of a sequence before its last step."""

    reply: bool = True
    won: bool = True
    opt_out: bool = True


@dataclass(frozen=True, slots=True)
class PlannedStep:
    """A step as it would be planned: ``due`` is a day or UTC text."""

    step: SequenceStep
    due: str


@dataclass(frozen=True, slots=True)
class StartPlan:
    """What starting a sequence would do: with these ``records``, each with the days of its steps. ``refused`` do not want to
    be addressed in the way of a step, with ``running`` it is under way, and ``undated`` lack the day it leads up to."""

    sequence: Sequence
    records: dict[int, tuple[PlannedStep, ...]]
    refused: int = 0
    running: int = 0
    undated: int = 0


class SequenceService(PlainRecords):
    """Use cases of sequences; each is one step to undo."""

    records = RecordKind.SEQUENCES
    _counted_as = "changes.sequences"

    def __init__(self, store: Store, commands: Commands) -> None:
        super().__init__(store, commands)
        assert isinstance(self._list, SequenceRepository)
        self._sequences = self._list

    # -- templates ----------------------------------------------------------------------------------------

    def make(
        self, name: str, about: SequenceFor, steps: Several[SequenceStep], stops: StopRules | None = None
    ) -> tuple[int, ChangeSet]:
        """Make a sequence. Returns its number too. Raises ``InputError`` for steps that cannot be."""
        name, given = clean_name(name, "sequence"), checked_steps(steps)
        made: list[int] = []

        def change(uow: Writing) -> None:
            writer = SequenceWriter(uow)
            made.append(writer.add(name, about, _columns(stops or StopRules())))
            writer.set_steps(made[0], given)

        changes = self._commands.run(phrase("changes.add", name=name), change)
        return made[0], changes

    def rewrite(self, number: int, name: str, steps: Several[SequenceStep], stops: StopRules) -> ChangeSet:
        """Give a sequence another name, other steps and other rules. What was started goes on as it was planned."""
        name, given = clean_name(name, "sequence"), checked_steps(steps)
        self._sequences.get(number)
        values = {"sequence_name": name, **{f"stop_on_{key}": on for key, on in _rules(stops).items()}}

        def change(uow: Writing) -> None:
            writer = SequenceWriter(uow)
            writer.change_many({number: values})
            writer.set_steps(number, given)

        return self._commands.run(phrase("changes.edit", what=name), change)

    # -- starting -----------------------------------------------------------------------------------------

    def plan(self, number: int, ids: Several[int], start: date, before: date | None = None) -> StartPlan:
        """What starting would do, nothing is written. Steps that lead up to a day are counted back from ``before``, of a deal
        without it from when it is expected to be closed."""
        sequence = self._sequences.get(number)
        wanted = list(dict.fromkeys(ids))
        refused = self._refused(sequence, wanted) if sequence.stop_on_opt_out else set()
        running = self._sequences.running(number, sequence.about, wanted)
        expected: dict[int, str | None] = {}
        if sequence.leads_up and before is None and sequence.about is SequenceFor.DEALS:
            expected = self._sequences.closing_days(wanted)
        records: dict[int, tuple[PlannedStep, ...]] = {}
        undated = 0
        for record in wanted:
            if record in refused or record in running:
                continue
            day = before or _day(expected.get(record))
            if sequence.leads_up and day is None and sequence.about is SequenceFor.DEALS:
                undated += 1
                continue
            days = days_of(sequence.steps, start, day)
            records[record] = tuple(
                PlannedStep(step, due_on(step, one)) for step, one in zip(sequence.steps, days, strict=True)
            )
        return StartPlan(sequence, records, len(refused), len(running - refused), undated)

    def start(
        self, number: int, ids: Several[int], start: date, before: date | None = None
    ) -> tuple[StartPlan, ChangeSet]:
        """Plan the steps with each of some records. Raises ``DomainError`` where it starts with none."""
        plan = self.plan(number, ids, start, before)
        if not plan.records:
            raise DomainError("sequences.nobody", refused=plan.refused, running=plan.running)
        changes = self._commands.run(
            phrase("changes.start_sequence", name=plan.sequence.name, count=len(plan.records)),
            lambda uow: self.write_start(uow, plan, start, before),
            cause=Cause.EDIT if len(plan.records) == 1 else Cause.BULK_EDIT,
        )
        return plan, changes

    def write_start(self, uow: Writing, plan: StartPlan, start: date, before: date | None = None) -> None:
        """Write what was planned, for a use case that writes more in the same step."""
        writer, entries, choices = (
            SequenceWriter(uow),
            ActivityWriter(uow),
            self._store.activities.choices.all(),
        )
        about = plan.sequence.about
        for record, steps in plan.records.items():
            run = writer.start(
                plan.sequence.id,
                about,
                record,
                start.isoformat(),
                None if before is None else before.isoformat(),
            )
            subject = completed(self._store, _subject(about, record))
            entries.add_many(
                [
                    replace(
                        planned(
                            choices,
                            subject,
                            one.step.subject,
                            one.due,
                            ActivityKind(one.step.kind),
                            one.step.body or "",
                        ),
                        sequence_run=run,
                    )
                    for one in steps
                ]
            )

    # -- what was started ---------------------------------------------------------------------------------

    def stop(self, runs: Collection[int]) -> ChangeSet:
        """End starts: their steps that are still to be done go to the trash."""
        return self._commands.run(
            phrase("changes.stop_sequence", count=len(runs)),
            lambda uow: SequenceStops(uow).stop(runs, Ending.BY_HAND),
        )

    def move(self, runs: Collection[int], days: int) -> ChangeSet:
        """Move all steps of starts that are still to be done by so many days, forward or back; each keeps its time. Raises
        ``DomainError`` where nothing is to be done."""
        steps = self._sequences.to_do(runs)
        if not steps:
            raise DomainError("sequences.nothing_left")
        moved = {
            number: moved_to(due, (local_day(due) + timedelta(days=days)).isoformat())
            for number, due in steps.items()
        }

        def change(uow: Writing) -> None:
            for number, due in moved.items():
                step = self._store.activities.get(number)
                ActivityWriter(uow).change(
                    number, with_end(step, ActivityChange(due_at=due, snoozed_until=None))
                )

        told = phrase("changes.move_sequence", count=len(steps), days=days)
        return self._commands.run(told, change, cause=Cause.BULK_EDIT)

    def runs_with(self, about: Subject) -> list[SequenceRun]:
        """The starts of sequences with the record that a subject is about first."""
        if about.deal_id is not None:
            return self._sequences.runs_with(deal=about.deal_id)
        if about.contact_id is not None:
            return self._sequences.runs_with(contact=about.contact_id)
        return self._sequences.runs_with(company=about.company_id)

    # -- closing deals ------------------------------------------------------------------------------------

    def set_on_closing(self, pipeline: int, kind: StageKind, sequence: int | None) -> ChangeSet:
        """Say which sequence for deals starts with a deal of a pipeline that is won or lost; None for none."""
        name = self._store.pipelines.get(pipeline).name
        if sequence is not None and self._sequences.get(sequence).about is not SequenceFor.DEALS:
            raise DomainError("sequences.not_for_deals")
        return self._commands.run(
            phrase(f"changes.sequence_on_{kind.value}", name=name),
            lambda uow: SequenceWriter(uow).on_closing(pipeline, kind, sequence),
        )

    def after_closing(self, uow: Writing, deal: int, pipeline: int, kind: StageKind) -> Sequence | None:
        """A deal was closed in this unit of work: what is to start with that does, from today on. Returns it."""
        number = self._sequences.on_closing().get((pipeline, kind))
        if number is None:
            return None
        today = date.fromisoformat(self._store.today())
        plan = self.plan(number, [deal], today, today)
        if not plan.records:
            return None
        self.write_start(uow, plan, today, today if plan.sequence.leads_up else None)
        return plan.sequence

    def _refused(self, sequence: Sequence, ids: Several[int]) -> set[int]:
        """Those with whom the steps could not be done: their person refuses the way of one."""
        people = self._sequences.callers(sequence.about, ids)
        asked = [person for person in people.values() if person is not None]
        out: set[int] = set()
        for way in sequence.ways:
            out |= set(self._store.opt_outs.audience(way, asked).left_out)
        return {record for record, person in people.items() if person in out}


def _day(stored: str | None) -> date | None:
    return date.fromisoformat(stored[:10]) if stored else None


def _subject(about: SequenceFor, record: int) -> Subject:
    if about is SequenceFor.CONTACTS:
        return Subject(contact_id=record)
    return Subject(company_id=record) if about is SequenceFor.COMPANIES else Subject(deal_id=record)


def _rules(stops: StopRules) -> dict[str, bool]:
    return {"reply": stops.reply, "won": stops.won, "opt_out": stops.opt_out}


def _columns(stops: StopRules) -> dict[str, bool]:
    return {f"stop_on_{key}": on for key, on in _rules(stops).items()}
