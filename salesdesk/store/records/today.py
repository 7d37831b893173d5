"""What a day asks for, as it stands in the database."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import date, timedelta
from typing import TYPE_CHECKING

from peewee import fn

from salesdesk.domain.activities import Activity
from salesdesk.domain.days import day_start
from salesdesk.domain.pipelines import Stage, StageKind
from salesdesk.domain.rates import Rates, Sum
from salesdesk.domain.today import Birthday, WaitingDeal, WaitingFor, WaitingLead, days_ahead, next_birthday
from salesdesk.store.engine.statements import Query, Slot, Statement, one_of
from salesdesk.store.engine.words import days_between, number_of_rows
from salesdesk.store.lists.rules import effective_probability, is_before, weighted_amount
from salesdesk.store.models.activities import Activity as ActivityRow
from salesdesk.store.models.activities import is_shown
from salesdesk.store.models.companies import Company
from salesdesk.store.models.contacts import Contact
from salesdesk.store.models.deals import Deal
from salesdesk.store.models.lists import Source
from salesdesk.store.models.pipelines import Stage as StageRow
from salesdesk.store.records.activities import ActivityRepository

if TYPE_CHECKING:
    from salesdesk.store.engine.database import Database

MOST_STEPS = 500
MOST_WAITING = 20
LEADS = ("lead", "marketing_qualified", "sales_qualified")
_TOUCHES = ("call", "email", "letter", "meeting", "demo", "visit", "conference")


def _due_until(moment: Slot, day: Slot) -> Query:
    a = ActivityRow
    due = is_before(a.due_at, moment, day)
    return a.select(a.id).where(a.due_at.is_null(False), a.done_at.is_null(), due, is_shown(a))


@Statement
def _open_until(moment: Slot, day: Slot, limit: Slot) -> Query:
    return _due_until(moment, day).order_by(ActivityRow.due_at, ActivityRow.id).limit(limit)


@Statement
def _open_until_count(moment: Slot, day: Slot, limit: Slot) -> Query:
    return ActivityRow.select(number_of_rows()).from_(_due_until(moment, day).limit(limit))


@Statement
def _to_remind_of(limit: Slot) -> Query:
    a = ActivityRow
    asked = a.remind_minutes.is_null(False) | a.snoozed_until.is_null(False)
    waiting = a.select(a.id).where(a.due_at.is_null(False), a.done_at.is_null(), asked, is_shown(a))
    return waiting.order_by(a.due_at, a.id).limit(limit)


@Statement
def _done_between(begin: Slot, end: Slot, limit: Slot) -> Query:
    a = ActivityRow
    done = a.select(a.id).where(a.due_at.is_null(False), a.done_at >= begin, a.done_at < end, is_shown(a))
    return done.order_by(a.done_at.desc(), a.id).limit(limit)


@Statement
def _amounts(deals: Slot) -> Query:
    return Deal.select(Deal.id, Deal.amount, Deal.currency).where(one_of(Deal.id, deals))


def _open_deals() -> Query:
    """Open deals with what their line shows."""
    d = Deal
    return (
        d.select(
            d.id, d.title, fn.COALESCE(Company.name, "").alias("company_name"), d.amount, d.currency,
            StageRow.name.alias("stage_name"), d.stage_since, StageRow.stale_days,
        )
        .join(StageRow, on=d.stage == StageRow.id)
        .left_outer_join(Company, on=(d.company == Company.id) & Company.deleted_at.is_null())
        .where(d.deleted_at.is_null(), StageRow.kind == StageKind.OPEN.value)
    )  # fmt: skip


def _has_step(deal: Query) -> Query:
    a = ActivityRow.alias()
    step = a.select(a.id).where(
        a.deal == deal, a.due_at.is_null(False), a.done_at.is_null(), a.deleted_at.is_null()
    )
    return fn.EXISTS(step)


def _spoken_since(deal: Query, since: Query) -> Query:
    a = ActivityRow.alias()
    moment = fn.COALESCE(a.done_at, a.at)
    return fn.EXISTS(a.select(a.id).where(a.deal == deal, a.deleted_at.is_null(), moment >= since))


@Statement
def _without_step(limit: Slot) -> Query:
    return _open_deals().where(~_has_step(Deal.id)).order_by(Deal.stage_since, Deal.id).limit(limit)


@Statement
def _without_step_count() -> Query:
    d = Deal
    counted = d.select(fn.COUNT(d.id)).join(StageRow, on=d.stage == StageRow.id)
    return counted.where(d.deleted_at.is_null(), StageRow.kind == StageKind.OPEN.value, ~_has_step(d.id))


@Statement
def _quiet(stage: Slot, since: Slot, limit: Slot) -> Query:
    quiet = _open_deals().where(Deal.stage == stage, Deal.stage_since < since, ~_spoken_since(Deal.id, since))
    return quiet.order_by(Deal.stage_since, Deal.id).limit(limit)


@Statement
def _quiet_count(stage: Slot, since: Slot) -> Query:
    d = Deal
    return d.select(fn.COUNT(d.id)).where(
        d.deleted_at.is_null(), d.stage == stage, d.stage_since < since, ~_spoken_since(d.id, since)
    )


@Statement
def _last_spoken(deals: Slot) -> Query:
    a = ActivityRow
    moment = fn.MAX(fn.COALESCE(a.done_at, a.at)).alias("at")
    return a.select(a.deal, moment).where(one_of(a.deal, deals), a.deleted_at.is_null()).group_by(a.deal)


@Statement
def _leads(stages: Slot, since: Slot, limit: Slot) -> Query:
    c, a = Contact, ActivityRow.alias()
    step = a.select(a.id).where(
        a.contact == c.id, a.due_at.is_null(False), a.done_at.is_null(), a.deleted_at.is_null()
    )
    # Not by the index of stages: most people are leads, and only the newest ones are asked for.
    stage = fn.COALESCE(c.lifecycle_stage, "")
    found = (
        c.select(
            c.id, c.full_name, fn.COALESCE(Company.name, "").alias("company_name"),
            fn.COALESCE(Source.name, "").alias("source_name"), c.lifecycle_stage, c.created_at,
        )
        .left_outer_join(Company, on=(c.company == Company.id) & Company.deleted_at.is_null())
        .left_outer_join(Source, on=c.source == Source.id)
        .where(c.deleted_at.is_null(), one_of(stage, stages), c.created_at >= since, ~fn.EXISTS(step))
    )  # fmt: skip
    return found.order_by(c.created_at.desc(), c.id.desc()).limit(limit)


@Statement
def _born_on(days: Slot, limit: Slot) -> Query:
    c = Contact
    found = c.select(
        c.id, c.full_name, c.birthday, fn.COALESCE(Company.name, "").alias("company_name")
    ).left_outer_join(Company, on=(c.company == Company.id) & Company.deleted_at.is_null())
    # Behind the year, or where "--" stands for it; the years that look like a day are sorted out when they are read.
    born = one_of(fn.SUBSTR(c.birthday, 6, 5), days) | one_of(fn.SUBSTR(c.birthday, 3, 5), days)
    return found.where(c.deleted_at.is_null(), c.birthday.is_null(False), born).limit(limit)


@Statement
def _expected_until(day: Slot) -> Query:
    """Open deals to be closed by a day, by all that their part in a sum depends on."""
    d, stage = Deal.alias("d"), StageRow.alias("g")
    weighted = weighted_amount(d.amount, effective_probability(d.probability, stage))
    return (
        d.select(
            d.stage, d.currency, fn.COALESCE(fn.SUM(d.amount), 0).alias("amount"),
            fn.COUNT(d.amount).alias("valued"), fn.COALESCE(fn.SUM(weighted), 0).alias("weighted"),
        )
        .join(stage, on=stage.id == d.stage)
        .where(d.deleted_at.is_null(), stage.kind == StageKind.OPEN.value, d.expected_close <= day)
        .group_by(d.stage, d.currency)
    )  # fmt: skip


@Statement
def _created_between(begin: Slot, end: Slot) -> Query:
    c = Contact
    return c.select(fn.COUNT(c.id)).where(c.deleted_at.is_null(), c.created_at >= begin, c.created_at < end)


@Statement
def _first_answers(begin: Slot, kinds: Slot) -> Query:
    """For people added since: how many days until somebody first spoke to them."""
    c, a = Contact, ActivityRow
    return (
        c.select(days_between(c.created_at, fn.MIN(a.at)).alias("days"))
        .join(a, on=a.contact == c.id)
        .where(
            c.deleted_at.is_null(), c.created_at >= begin, a.deleted_at.is_null(), a.at >= c.created_at,
            one_of(a.kind, kinds),
        )
        .group_by(c.id, c.created_at)
    )  # fmt: skip


class TodayRepository:
    """Reads what a day asks for."""

    def __init__(self, database: Database, activities: ActivityRepository) -> None:
        self._database, self._activities = database, activities

    def open_steps(self, today: date) -> list[Activity]:
        """What is to be done by the end of a day, the earliest first; at most ``MOST_STEPS``."""
        end = day_start(today + timedelta(days=1))
        ids = self._database.column(_open_until, moment=end.moment, day=end.day, limit=MOST_STEPS)
        return self._activities.several(ids)

    def open_count(self, today: date) -> int:
        """How many `open_steps` there are."""
        end = day_start(today + timedelta(days=1))
        return int(self._database.single(_open_until_count, moment=end.moment, day=end.day, limit=MOST_STEPS))

    def steps_to_remind_of(self) -> list[Activity]:
        """Open steps somebody wants to be reminded of, whenever that is; at most ``MOST_STEPS``."""
        return self._activities.several(self._database.column(_to_remind_of, limit=MOST_STEPS))

    def done_steps(self, today: date) -> list[Activity]:
        """Steps done on a day, the latest first."""
        begin, end = day_start(today), day_start(today + timedelta(days=1))
        ids = self._database.column(_done_between, begin=begin.moment, end=end.moment, limit=MOST_WAITING)
        return self._activities.several(ids)

    def amounts(self, deals: Sequence[int]) -> dict[int, tuple[int | None, str | None]]:
        """(minor units, currency) of deals."""
        rows = self._database.select(_amounts, deals=list(deals)) if deals else ()
        return {row.id: (row.amount, row.currency) for row in rows}

    def deals_without_step(self) -> tuple[list[WaitingDeal], int]:
        """Open deals for which nothing is planned, the longest in their stage first, and how many there are."""
        rows = self._database.select(_without_step, limit=MOST_WAITING)
        found = [
            WaitingDeal(
                row.id, row.title, row.company_name, row.amount, row.currency, row.stage_name, WaitingFor.STEP
            )
            for row in rows
        ]
        return found, int(self._database.single(_without_step_count))

    def quiet_deals(self, stages: Sequence[Stage], today: date) -> tuple[list[WaitingDeal], int]:
        """Open deals nobody has spoken of for longer than their stage usually takes, the longest first, and how many."""
        rows, count = [], 0
        for stage in stages:
            if stage.kind is StageKind.OPEN and stage.stale_days > 0:
                since = day_start(today - timedelta(days=stage.stale_days - 1)).moment
                rows += self._database.select(_quiet, stage=stage.id, since=since, limit=MOST_WAITING)
                count += int(self._database.single(_quiet_count, stage=stage.id, since=since))
        spoken = {
            row.deal_id: row.at for row in self._database.select(_last_spoken, deals=[r.id for r in rows])
        }
        found = []
        for row in rows:
            last = max(row.stage_since, spoken.get(row.id) or "")[:10]
            days = (today - date.fromisoformat(last)).days
            found.append(
                WaitingDeal(
                    row.id, row.title, row.company_name, row.amount, row.currency, row.stage_name,
                    WaitingFor.SPEECH, days, row.stale_days,
                )
            )  # fmt: skip
        return sorted(found, key=lambda deal: -deal.days)[:MOST_WAITING], count

    def leads_without_step(self, today: date, days: int) -> list[WaitingLead]:
        """Leads added in the last ``days`` with whom nothing is planned, the newest first."""
        since = day_start(today - timedelta(days=days)).moment
        rows = self._database.select(_leads, stages=list(LEADS), since=since, limit=MOST_WAITING)
        return [
            WaitingLead(
                row.id, row.full_name, row.company_name, row.source_name, row.lifecycle_stage, row.created_at
            )
            for row in rows
        ]

    def birthdays(self, today: date) -> list[Birthday]:
        """Birthdays of the days ahead, the next first."""
        days = days_ahead(today)
        rows = self._database.select(_born_on, days=list(days), limit=MOST_STEPS)
        found = [
            Birthday(row.id, row.full_name, row.company_name, *next_birthday(row.birthday, today))
            for row in rows
            if row.birthday[-5:] in days
        ]
        return sorted(found, key=lambda one: (one.day, one.name))

    def expected(self, until: date, currency: str, rates: Rates, best: Collection[int]) -> tuple[Sum, Sum]:
        """(weighted, best case) of what should be closed by a day, in ``currency`` by the rates of now; ``best`` are the
        stages whose deals count in full."""
        from salesdesk.domain.forecast import best_case  # the steps are shown before there are figures

        weighted, full = Sum(currency, rates), Sum(currency, rates)
        for row in self._database.select(_expected_until, day=until.isoformat()):
            weighted.add(int(row.weighted), row.currency, None, row.valued)
            at_best = best_case(int(row.amount), int(row.weighted), in_full=row.stage_id in best)
            full.add(at_best, row.currency, None, row.valued)
        return weighted, full

    def added_between(self, first: date, last: date) -> int:
        """How many people were added from one day to another, both included."""
        begin, end = day_start(first).moment, day_start(last + timedelta(days=1)).moment
        return int(self._database.single(_created_between, begin=begin, end=end))

    def days_to_answer(self, since: date) -> list[float]:
        """Of people added since a day, in how many days each was first spoken to."""
        rows = self._database.select(_first_answers, begin=day_start(since).moment, kinds=list(_TOUCHES))
        return [max(0.0, float(row.days)) for row in rows if row.days is not None]
