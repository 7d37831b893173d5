"""What is counted of call rounds, sequences and meetings, as expressions."""

from __future__ import annotations

from collections.abc import Iterator

from peewee import Value, fn

from salesdesk.store.engine.statements import Query
from salesdesk.store.engine.words import joined, single
from salesdesk.store.lists.kinds import ListKind
from salesdesk.store.models.activities import Activity
from salesdesk.store.models.call_rounds import CallRoundMember
from salesdesk.store.models.companies import Company
from salesdesk.store.models.contacts import Contact
from salesdesk.store.models.deals import Deal
from salesdesk.store.models.meetings import MeetingNote
from salesdesk.store.models.sequence_runs import SequenceRun
from salesdesk.store.models.sequences import SequenceStep


def round_counts(of: ListKind) -> Iterator[tuple[str, Query]]:
    """By field how many are on the list of a round, are left to be called and were reached, and how many calls were made."""
    m, c, o, d = CallRoundMember.alias("m"), Contact.alias("c"), Company.alias("o"), Deal.alias("d")
    number = of.row.id
    members = m.select(fn.COUNT(m.id)).where(m.call_round == number)
    there = (
        (c.id.is_null(False) & c.deleted_at.is_null() & (c.do_not_call == Value(False, converter=False)))
        | (o.id.is_null(False) & o.deleted_at.is_null())
        | (d.id.is_null(False) & d.deleted_at.is_null())
    )
    left = (
        m.select(fn.COUNT(m.id))
        .left_outer_join(c, on=m.contact == c.id)
        .left_outer_join(o, on=m.company == o.id, src=m)
        .left_outer_join(d, on=m.deal == d.id, src=m)
        .where(m.call_round == number, m.state.in_(["waiting", "again"]), there)
    )
    a = Activity.alias("a")
    calls = a.select(fn.COUNT(a.id)).where(
        a.call_round == number, a.at.is_null(False), a.due_at.is_null(), a.deleted_at.is_null()
    )
    yield "round_people", single(members)
    yield "round_left", single(left)
    yield "round_reached", single(members.where(m.state == "done"))
    yield "round_calls", single(calls)


def sequence_counts(of: ListKind) -> Iterator[tuple[str, Query]]:
    """By field how many steps a sequence has, how often it was started, and how many starts have a step that is to be done."""
    step, run, a = SequenceStep.alias("p"), SequenceRun.alias("u"), Activity.alias("a")
    number = of.row.id
    runs = run.select(fn.COUNT(run.id)).where(run.sequence == number)
    to_do = a.select(a.id).where(
        a.sequence_run == run.id, a.due_at.is_null(False), a.done_at.is_null(), a.deleted_at.is_null()
    )
    yield "sequence_steps", single(step.select(fn.COUNT(step.id)).where(step.sequence == number))
    yield "sequence_started", single(runs)
    yield "sequence_running", single(runs.where(run.state == "running", fn.EXISTS(to_do)))


def meeting_counts(of: ListKind) -> Iterator[tuple[str, Query]]:
    """By field how much was decided in a meeting, and how much of that is still to do."""
    n, a = MeetingNote.alias("n"), Activity.alias("a")
    decided = n.select(fn.COUNT(n.id)).where(
        n.meeting == of.row.id, n.decided == Value(True, converter=False)
    )
    to_do = decided.join(a, on=n.activity == a.id).where(a.done_at.is_null(), a.deleted_at.is_null())
    yield "meeting_decisions", single(decided)
    yield "meeting_open", single(to_do)


def meeting_notes(of: ListKind) -> Query:
    """What was noted and decided in a meeting, a line for each paragraph."""
    n = MeetingNote.alias("n")
    written = n.select(joined(n.body, "\n", n.position)).where((n.meeting == of.row.id) & (n.body != ""))
    return single(written)
