"""Sequences in the database: their steps, and where they were started."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from collections.abc import Sequence as Several
from typing import TYPE_CHECKING

from peewee import Case, fn

from salesdesk.domain.cleaning.text import fold_key
from salesdesk.domain.fields import RecordKind
from salesdesk.domain.pipelines import StageKind
from salesdesk.domain.sequences import (
    Anchor,
    Ending,
    RunState,
    Sequence,
    SequenceFor,
    SequenceRun,
    SequenceStep,
)
from salesdesk.errors import DomainError
from salesdesk.store.engine.statements import Named, Query, Slot, Statement, one_of
from salesdesk.store.models.activities import Activity
from salesdesk.store.models.companies import Company
from salesdesk.store.models.contacts import Contact
from salesdesk.store.models.deals import Deal
from salesdesk.store.models.pipelines import Pipeline
from salesdesk.store.models.sequence_runs import SequenceRun as RunRow
from salesdesk.store.models.sequences import Sequence as SequenceRow
from salesdesk.store.models.sequences import SequenceStep as StepRow
from salesdesk.store.records.plain import PlainWriter
from salesdesk.store.records.repository import RecordRepository

if TYPE_CHECKING:
    pass

_LINKS = {
    SequenceFor.CONTACTS: "contact_id",
    SequenceFor.COMPANIES: "company_id",
    SequenceFor.DEALS: "deal_id",
}
_CLOSED = {StageKind.WON: "won_sequence_id", StageKind.LOST: "lost_sequence_id"}
_STEP = ("sequence_id", "position", "kind", "subject", "body", "anchor", "days", "at_time")


@Statement
def _by_id(number: Slot) -> Query:
    return SequenceRow.select().where(SequenceRow.id == number, SequenceRow.deleted_at.is_null())


@Statement
def _named() -> Query:
    q = SequenceRow
    return q.select(q.id, q.name, q.about).where(q.deleted_at.is_null()).order_by(q.name_key, q.id)


@Statement
def _steps(sequence: Slot) -> Query:
    return StepRow.select().where(StepRow.sequence == sequence).order_by(StepRow.position, StepRow.id)


def _runs() -> Query:
    u, q, a = RunRow, SequenceRow, Activity.alias("a")
    c, o, d = Contact.alias("c"), Company.alias("o"), Deal.alias("d")
    mine = a.select(fn.COUNT(a.id)).where(a.sequence_run == u.id, a.deleted_at.is_null())
    return (
        u.select(
            u.id, u.sequence, q.name.alias("sequence_name"), u.contact, u.company, u.deal, u.started_on, u.before_on,
            u.state, u.ended_why, c.full_name, o.name.alias("firm"), d.title, mine.alias("steps"),
            mine.where(a.done_at.is_null(False)).alias("done"),
        )
        .join(q, on=u.sequence == q.id)
        .left_outer_join(c, on=u.contact == c.id, src=u)
        .left_outer_join(o, on=u.company == o.id, src=u)
        .left_outer_join(d, on=u.deal == d.id, src=u)
        .where(fn.COALESCE(c.deleted_at, o.deleted_at, d.deleted_at).is_null(), q.deleted_at.is_null())
    )  # fmt: skip


def _newest(runs: Query) -> Query:
    running = Case(None, [(RunRow.state == RunState.RUNNING.value, 0)], 1)
    return runs.order_by(running, RunRow.id.desc())


@Statement
def _runs_of(sequence: Slot, limit: Slot) -> Query:
    return _newest(_runs().where(RunRow.sequence == sequence)).limit(limit)


@Statement
def _runs_with(contact: Slot, company: Slot, deal: Slot) -> Query:
    u = RunRow
    return _newest(_runs().where((u.contact == contact) | (u.company == company) | (u.deal == deal)))


@Statement
def _next_steps(runs: Slot) -> Query:
    a = Activity
    return (
        a.select(a.id, a.sequence_run, a.subject, a.due_at)
        .where(
            one_of(a.sequence_run, runs), a.due_at.is_null(False), a.done_at.is_null(), a.deleted_at.is_null()
        )
        .order_by(a.due_at, a.id)
    )


@Statement
def _running_with(sequence: Slot, contacts: Slot, companies: Slot, deals: Slot) -> Query:
    u, a = RunRow, Activity.alias("a")
    to_do = a.select(a.id).where(
        a.sequence_run == u.id, a.due_at.is_null(False), a.done_at.is_null(), a.deleted_at.is_null()
    )
    met = one_of(u.contact, contacts) | one_of(u.company, companies) | one_of(u.deal, deals)
    return u.select(u.contact, u.company, u.deal).where(
        u.sequence == sequence, u.state == RunState.RUNNING.value, fn.EXISTS(to_do), met
    )


@Statement
def _callers(deals: Slot) -> Query:
    return Deal.select(Deal.id, Deal.contact).where(one_of(Deal.id, deals))


@Statement
def _closings(deals: Slot) -> Query:
    return Deal.select(Deal.id, Deal.expected_close).where(one_of(Deal.id, deals))


@Statement
def _on_closing() -> Query:
    return Pipeline.select(Pipeline.id, Pipeline.won_sequence, Pipeline.lost_sequence)


class SequenceRepository(RecordRepository):
    """Reads sequences and their starts."""

    def get(self, number: int) -> Sequence:
        """One sequence with its steps; refuses an unknown one, and one in the trash."""
        row = self._database.first(_by_id, number=number)
        if row is None:
            raise DomainError("sequences.gone", number=number)
        steps = tuple(_step(one) for one in self._database.select(_steps, sequence=number))
        return Sequence(
            row.id, row.name, SequenceFor(row.about), row.notes, bool(row.stop_on_reply), bool(row.stop_on_won),
            bool(row.stop_on_opt_out), steps,
        )  # fmt: skip

    def named(self, about: SequenceFor | None = None) -> list[tuple[int, str]]:
        """(number, name) of the sequences for one kind of record, or of all."""
        rows = self._database.select(_named)
        return [(row.id, row.name) for row in rows if about is None or row.about == about.value]

    def runs(self, sequence: int, limit: int = 200) -> list[SequenceRun]:
        """Where a sequence was started, running ones first, then the newest."""
        return self._whole(self._database.select(_runs_of, sequence=sequence, limit=limit))

    def runs_with(
        self, *, contact: int | None = None, company: int | None = None, deal: int | None = None
    ) -> list[SequenceRun]:
        """The starts of sequences with a record."""
        about = {"contact": contact or 0, "company": company or 0, "deal": deal or 0}
        return self._whole(self._database.select(_runs_with, **about))

    def to_do(self, runs: Collection[int]) -> dict[int, str]:
        """The steps of starts that are still to be done, with when they are due."""
        return {row.id: row.due_at for row in self._database.select(_next_steps, runs=list(runs))}

    def running(self, sequence: int, about: SequenceFor, ids: Several[int]) -> set[int]:
        """Those of some records with which a sequence is under way."""
        empty: dict[str, list[int]] = {"contacts": [], "companies": [], "deals": []}
        rows = self._database.select(_running_with, sequence=sequence, **{**empty, about.value: list(ids)})
        link = _LINKS[about]
        return {getattr(row, link) for row in rows}

    def callers(self, about: SequenceFor, ids: Several[int]) -> dict[int, int | None]:
        """Whom each record is about: the person a deal is with, of a company nobody."""
        if about is SequenceFor.CONTACTS:
            return {number: number for number in ids}
        if about is SequenceFor.COMPANIES:
            return dict.fromkeys(ids)
        people = dict(self._database.pairs(_callers, deals=list(ids)))
        return {deal: people.get(deal) for deal in ids}

    def closing_days(self, deals: Several[int]) -> dict[int, str | None]:
        """When deals are expected to be closed."""
        return dict(self._database.pairs(_closings, deals=list(deals)))

    def on_closing(self) -> dict[tuple[int, StageKind], int]:
        """What starts with a deal that is closed, by pipeline and how."""
        found: dict[tuple[int, StageKind], int] = {}
        for row in self._database.select(_on_closing):
            for kind, column in _CLOSED.items():
                if getattr(row, column) is not None:
                    found[row.id, kind] = getattr(row, column)
        return found

    def _whole(self, rows: Several[Named]) -> list[SequenceRun]:
        following: dict[int, Named] = {}
        for step in self._database.select(_next_steps, runs=[row.id for row in rows]):
            following.setdefault(step.sequence_run, step)
        return [_run(row, following.get(row.id)) for row in rows]


def _step(row: Named) -> SequenceStep:
    return SequenceStep(row.kind, row.subject, row.days, Anchor(row.anchor), row.at_time, row.body)


def _run(row: Named, following: Named | None) -> SequenceRun:
    state = RunState(row.state)
    if state is RunState.RUNNING and following is None:
        state = RunState.DONE
    return SequenceRun(
        row.id, row.sequence_id, row.sequence_name, row.title or row.full_name or row.firm or "", row.contact_id,
        row.company_id, row.deal_id, row.started_on, row.before_on, state,
        None if row.ended_why is None else Ending(row.ended_why), row.steps, row.done,
        "" if following is None else following.subject, None if following is None else following.due_at,
    )  # fmt: skip


class SequenceWriter(PlainWriter):
    """Writes sequences, their steps and their starts, within one unit of work."""

    kind, table = RecordKind.SEQUENCES, "sequence"

    def add(self, name: str, about: SequenceFor, stops: Mapping[str, bool]) -> int:
        """Make a sequence, without steps yet."""
        values = {"name": name, "name_key": fold_key(name), "about": about.value, **stops}
        return self._uow.insert(
            self.table, {**values, "created_at": self._uow.at, "updated_at": self._uow.at}
        )

    def set_steps(self, sequence: int, steps: Several[SequenceStep]) -> None:
        """Give a sequence exactly these steps, in this order. What was started before goes on as it was planned."""
        present = [row.id for row in self._database.select(_steps, sequence=sequence)]
        rows = [
            (sequence, place, step.kind, step.subject, step.body, step.anchor.value, step.days, step.at_time)
            for place, step in enumerate(steps)
        ]
        for number, row in zip(present, rows, strict=False):
            self._uow.update("sequence_step", number, dict(zip(_STEP, row, strict=True)))
        self._uow.delete_many("sequence_step", present[len(rows) :])
        self._uow.insert_many("sequence_step", _STEP, rows[len(present) :])
        self._uow.update(self.table, sequence, {"updated_at": self._uow.at})

    def start(
        self, sequence: int, about: SequenceFor, record: int, started_on: str, before_on: str | None
    ) -> int:
        """Note a start with a record. Returns its number, which its steps name."""
        values = {_LINKS[about]: record, "started_on": started_on, "before_on": before_on}
        return self._uow.insert(
            "sequence_run", {"sequence_id": sequence, "created_at": self._uow.at, **values}
        )

    def on_closing(self, pipeline: int, kind: StageKind, sequence: int | None) -> None:
        """Say what starts with a deal of a pipeline that is closed; None for nothing."""
        self._uow.update("pipeline", pipeline, {_CLOSED[kind]: sequence})
