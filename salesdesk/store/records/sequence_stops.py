"""What ends a start of a sequence before its last step: its steps that are still to be done go, in the same unit of work."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from salesdesk.domain.activities.choices import Choices
from salesdesk.domain.days import local_day
from salesdesk.domain.pipelines import StageKind
from salesdesk.domain.sequences import Ending, RunState, is_reply
from salesdesk.store.engine.statements import Query, Slot, Statement, one_of
from salesdesk.store.journal.writing import writes
from salesdesk.store.models.activities import Activity
from salesdesk.store.models.deals import Deal
from salesdesk.store.models.sequence_runs import SequenceRun
from salesdesk.store.models.sequences import Sequence as SequenceRow

if TYPE_CHECKING:
    from salesdesk.store.journal.unit_of_work import UnitOfWork


def _running() -> Query:
    u, q = SequenceRun, SequenceRow
    return u.select(u.id).join(q, on=u.sequence == q.id).where(u.state == RunState.RUNNING.value)


@Statement
def _any_running() -> Query:
    return _running().limit(1)


def _with(contacts: Slot) -> Query:
    """Runs about people, and about the deals that are with them."""
    d = Deal.alias("d")
    theirs = d.select(d.id).where(one_of(d.contact, contacts))
    return one_of(SequenceRun.contact, contacts) | SequenceRun.deal.in_(theirs)


@Statement
def _stopped_by_reply(contacts: Slot, companies: Slot, day: Slot) -> Query:
    begun = SequenceRun.started_on <= day
    met = _with(contacts) | one_of(SequenceRun.company, companies)
    return _running().where(SequenceRow.stop_on_reply == True, begun, met)  # noqa: E712


@Statement
def _stopped_by_refusal(contacts: Slot) -> Query:
    return _running().where(SequenceRow.stop_on_opt_out == True, _with(contacts))  # noqa: E712


@Statement
def _stopped_by_winning(deal: Slot, contact: Slot, company: Slot) -> Query:
    u = SequenceRun
    met = (u.deal == deal) | (u.contact == contact) | (u.company == company)
    return _running().where(SequenceRow.stop_on_won == True, met)  # noqa: E712


@Statement
def _of_deal(deal: Slot) -> Query:
    return _running().where(SequenceRow.stop_on_won == True, SequenceRun.deal == deal)  # noqa: E712


@Statement
def _to_do(runs: Slot) -> Query:
    a = Activity
    return a.select(a.id, a.sequence_run).where(
        one_of(a.sequence_run, runs), a.due_at.is_null(False), a.done_at.is_null(), a.deleted_at.is_null()
    )


def _day(row: Mapping[str, Any]) -> str:
    """The day an entry took place on."""
    return local_day(row["at"] or row["done_at"]).isoformat()


class SequenceStops:
    """Ends starts of sequences, within one unit of work."""

    @writes
    def __init__(self, uow: UnitOfWork) -> None:
        self._uow, self._database = uow, uow.database

    def answered(self, rows: Iterable[Mapping[str, Any]], choices: Choices) -> None:
        """These entries are there: whoever replied in one is not followed up any more."""
        happened = [
            row
            for row in rows
            if (row["at"] or row["done_at"])
            and row["deleted_at"] is None
            and is_reply(row["kind"], row["outcome"], choices)
        ]
        for day in sorted({_day(row) for row in happened}):
            met = [row for row in happened if _day(row) == day]
            people = {row["contact_id"] for row in met} - {None}
            self.replied(sorted(people), sorted({row["company_id"] for row in met} - {None}), day)

    def replied(self, contacts: Sequence[int], companies: Sequence[int] = (), day: str | None = None) -> None:
        """These people answered, and somebody at these companies did, today or on a day: what was started by then ends."""
        if (contacts or companies) and self.is_any():
            by = day or local_day(self._uow.at).isoformat()
            runs = self._database.column(
                _stopped_by_reply, contacts=list(contacts), companies=list(companies), day=by
            )
            self.stop(runs, Ending.REPLY)

    def refused(self, contacts: Collection[int]) -> None:
        """These people do not want to be addressed any more."""
        if contacts and self.is_any():
            self.stop(self._database.column(_stopped_by_refusal, contacts=list(contacts)), Ending.OPT_OUT)

    def closed(self, deal: int, kind: StageKind) -> None:
        """A deal was closed: won, it ends what is done about it, with its person and its company; lost, what is done about it."""
        if not self.is_any():
            return
        if kind is StageKind.LOST:
            self.stop(self._database.column(_of_deal, deal=deal), Ending.LOST)
            return
        row = self._uow.row("deal", deal)
        about = {"deal": deal, "contact": row["contact_id"] or 0, "company": row["company_id"] or 0}
        self.stop(self._database.column(_stopped_by_winning, **about), Ending.WON)

    def stop(self, runs: Collection[int], why: Ending) -> None:
        """End these starts, as far as they have anything left to do."""
        steps = self._database.select(_to_do, runs=list(runs)) if runs else []
        if not steps:
            return
        gone = {"deleted_at": self._uow.at, "updated_at": self._uow.at}
        self._uow.update_many("activity", {step.id: gone for step in steps})
        ended = {"state": RunState.STOPPED.value, "ended_at": self._uow.at, "ended_why": why.value}
        self._uow.update_many("sequence_run", {step.sequence_run: ended for step in steps})

    def is_any(self) -> bool:
        """Whether anything is begun that could end."""
        return self._database.first(_any_running) is not None
