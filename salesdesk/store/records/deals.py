"""Deals in the database: the board and one deal."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from datetime import date
from typing import Any

from peewee import Case, fn

from salesdesk.domain.deals import (
    Deal,
    DealCard,
    NextStep,
    StagedDeal,
    StageMove,
    StageTotal,
    closing_day,
    effective_probability,
    further_fields,
    late_days,
    next_step_state,
    quiet_days,
)
from salesdesk.domain.fields import RecordKind
from salesdesk.domain.fields.stored import read_stored, stored_in
from salesdesk.domain.pipelines import Pipeline, Stage, StageKind
from salesdesk.domain.rates import Rates, Sum
from salesdesk.errors import DomainError
from salesdesk.store.engine.statements import Named, Query, Slot, Statement, one_of
from salesdesk.store.lists import rules
from salesdesk.store.models.activities import Activity as ActivityRow
from salesdesk.store.models.campaigns import Campaign as CampaignRow
from salesdesk.store.models.companies import Company as CompanyRow
from salesdesk.store.models.contacts import Contact as ContactRow
from salesdesk.store.models.deals import Deal as DealRow
from salesdesk.store.models.deals import StageEvent
from salesdesk.store.models.lists import Owner, Source
from salesdesk.store.models.pipelines import Stage as StageRow
from salesdesk.store.records.deal_roles import DealRoleRepository
from salesdesk.store.records.repository import RecordRepository


def further_columns() -> tuple[str, ...]:
    """The columns of the fields that a ``Deal`` does not name."""
    return stored_in(RecordKind.DEALS, further_fields())


def _whole(row: Named) -> Deal:
    values = row._asdict()
    columns = {column: values.pop(column) for column in further_columns()}
    return Deal(**values, further=read_stored(RecordKind.DEALS, further_fields(), columns))


def _text(column: Query, name: str) -> Query:
    return fn.COALESCE(column, "").alias(name)


def _is_there(link: Query, model: Any) -> Query:
    """Joins what a deal is about, while it is not in the trash: there it has no name."""
    return (link == model.id) & model.deleted_at.is_null()


def _deals() -> Query:
    """Whole deals; the columns are called like the fields of ``Deal``."""
    d = DealRow
    return (
        d.select(
            d.id, d.version, d.title, d.pipeline, d.stage, d.contact, d.company, d.amount, d.currency, d.probability,
            d.expected_close, d.stage_since, d.closed_at, d.won_reason, d.lost_reason, d.competitor, d.owner, d.source, d.campaign,
            d.notes, d.created_at, d.updated_at, d.deleted_at, d.import_batch, _text(ContactRow.full_name, "contact_name"),
            _text(CompanyRow.name, "company_name"), _text(Owner.name, "owner_name"), _text(Source.name, "source_name"),
            _text(CampaignRow.name, "campaign_name"), *(getattr(d, column) for column in further_columns()),
        )
        .left_outer_join(ContactRow, on=_is_there(d.contact, ContactRow))
        .left_outer_join(CompanyRow, on=_is_there(d.company, CompanyRow))
        .left_outer_join(Owner, on=d.owner == Owner.id)
        .left_outer_join(Source, on=d.source == Source.id)
        .left_outer_join(CampaignRow, on=_is_there(d.campaign, CampaignRow))
    )  # fmt: skip


@Statement
def _by_id(number: Slot) -> Query:
    return _deals().where(DealRow.id == number)


@Statement
def _of_contact(contact: Slot) -> Query:
    return (
        _deals().where(DealRow.contact == contact, DealRow.deleted_at.is_null()).order_by(DealRow.id.desc())
    )


@Statement
def _of_company(company: Slot) -> Query:
    return (
        _deals().where(DealRow.company == company, DealRow.deleted_at.is_null()).order_by(DealRow.id.desc())
    )


@Statement
def _open_count() -> Query:
    return (
        DealRow.select(fn.COUNT(DealRow.id))
        .join(StageRow, on=DealRow.stage == StageRow.id)
        .where(DealRow.deleted_at.is_null(), StageRow.kind == StageKind.OPEN.value)
    )


@Statement
def _open_of_contact(contact: Slot) -> Query:
    return (
        DealRow.select(DealRow.id)
        .join(StageRow, on=DealRow.stage == StageRow.id)
        .where(
            DealRow.contact == contact, DealRow.deleted_at.is_null(), StageRow.kind == StageKind.OPEN.value
        )
        .order_by(DealRow.id)
    )


def _cards() -> Query:
    """What cards show, with the earliest open task and the last time somebody did anything."""
    d, step, done, task = DealRow, ActivityRow.alias(), ActivityRow.alias(), ActivityRow.alias()
    touched = done.select(fn.MAX(fn.COALESCE(done.done_at, done.at))).where(
        done.deal == d.id, done.deleted_at.is_null()
    )
    next_task = (
        task.select(task.id)
        .where(
            task.deal == d.id, task.due_at.is_null(False), task.done_at.is_null(), task.deleted_at.is_null()
        )
        .order_by(task.due_at, task.id)
        .limit(1)
    )
    return (
        d.select(
            d.id, d.title, _text(CompanyRow.name, "company_name"), _text(ContactRow.full_name, "contact_name"),
            _text(Owner.name, "owner_name"), d.amount, d.currency, d.stage, d.probability, d.position, d.expected_close,
            d.stage_since, step.id.alias("step_id"), step.kind.alias("step_kind"), step.subject.alias("step_subject"),
            step.due_at.alias("step_due"), touched.alias("touched"),
        )
        .left_outer_join(ContactRow, on=_is_there(d.contact, ContactRow))
        .left_outer_join(CompanyRow, on=_is_there(d.company, CompanyRow))
        .left_outer_join(Owner, on=d.owner == Owner.id)
        .left_outer_join(step, on=step.id == next_task)
        .where(d.deleted_at.is_null())
    )  # fmt: skip


@Statement
def _cards_of_stage(stage: Slot) -> Query:
    return _cards().where(DealRow.stage == stage)


@Statement
def _cards_closed_since(stage: Slot, since: Slot) -> Query:
    return _cards().where(DealRow.stage == stage, DealRow.closed_at >= since)


@Statement
def _card_of(number: Slot) -> Query:
    return _cards().where(DealRow.id == number)


@Statement
def _cards_of(numbers: Slot) -> Query:
    return _cards().where(one_of(DealRow.id, numbers))


@Statement
def _added_up(pipeline: Slot) -> Query:
    """Deals of a pipeline added up by all that decides how a sum is converted; each is weighted and rounded by itself."""
    d, stage = DealRow, StageRow
    weighted = rules.weighted_amount(d.amount, rules.effective_probability(d.probability, stage))
    return (
        d.select(
            d.stage, d.currency, d.closed_at, fn.COUNT(d.id).alias("number"),
            fn.COUNT(Case(None, [(d.amount != 0, d.id)], None)).alias("valued"), fn.COALESCE(fn.SUM(d.amount), 0).alias("amount"),
            fn.COALESCE(fn.SUM(weighted), 0).alias("weighted"),
        )
        .join(stage, on=d.stage == stage.id)
        .where(d.pipeline == pipeline, d.deleted_at.is_null())
        .group_by(d.stage, d.currency, d.closed_at)
    )  # fmt: skip


@Statement
def _places(stage: Slot) -> Query:
    return DealRow.select(DealRow.id, DealRow.position).where(
        DealRow.stage == stage, DealRow.deleted_at.is_null()
    )


@Statement
def _standing(numbers: Slot) -> Query:
    return DealRow.select(DealRow.id, DealRow.pipeline, DealRow.stage).where(one_of(DealRow.id, numbers))


@Statement
def _stage_moves(deal: Slot) -> Query:
    e = StageEvent
    return (
        e.select(e.at, e.from_stage.alias("before"), e.to_stage.alias("after"), e.actor)
        .where(e.deal == deal)
        .order_by(e.at, e.id)
    )


class DealRepository(RecordRepository):
    """The deals of one file."""

    @property
    def roles(self) -> DealRoleRepository:
        """What people are in them."""
        return DealRoleRepository(self._database)

    def get(self, deal_id: int) -> Deal:
        """One whole deal; refuses an unknown id."""
        found = self._database.first(_by_id, number=deal_id)
        if found is None:
            raise DomainError("deals.gone", number=deal_id)
        return _whole(found)

    def of_contact(self, contact_id: int) -> list[Deal]:
        """The deals of a person, newest first, trash left out."""
        return [_whole(row) for row in self._database.select(_of_contact, contact=contact_id)]

    def of_company(self, company_id: int) -> list[Deal]:
        """The deals of a company, newest first, trash left out."""
        return [_whole(row) for row in self._database.select(_of_company, company=company_id)]

    def open_of_contact(self, contact_id: int) -> list[int]:
        """The open deals of a person."""
        return self._database.column(_open_of_contact, contact=contact_id)

    def open_count(self) -> int:
        """How many open deals there are."""
        return int(self._database.single(_open_count))

    def cards(self, stage: Stage, today: date, *, since: str | None = None) -> list[DealCard]:
        """The cards of one stage, unordered. ``since`` leaves out deals closed before the day of that moment."""
        if since is None:
            rows = self._database.select(_cards_of_stage, stage=stage.id)
        else:
            rows = self._database.select(_cards_closed_since, stage=stage.id, since=closing_day(since))
        return [_card(row, stage, today) for row in rows]

    def card(self, deal_id: int, stage: Stage, today: date) -> DealCard | None:
        """One card, None when the deal is gone."""
        found = self._database.first(_card_of, number=deal_id)
        return _card(found, stage, today) if found else None

    def several_cards(self, deals: Sequence[int], stages: Mapping[int, Stage], today: date) -> list[DealCard]:
        """The cards of some deals in their order, those in the trash left out; ``stages`` are all by number."""
        rows = self._database.select(_cards_of, numbers=list(deals)) if deals else ()
        found = {row.id: _card(row, stages[row.stage_id], today) for row in rows}
        return [found[number] for number in dict.fromkeys(deals) if number in found]

    def totals(self, pipeline: Pipeline, currency: str, rates: Rates) -> dict[int, StageTotal]:
        """Count, sum and weighted sum per stage in ``currency`` (a deal without one counts as such); what is closed is
        converted by the rate of the day it was closed on, all else by that of today."""
        by_id = {stage.id: stage for stage in pipeline.stages}
        counts = dict.fromkeys(by_id, 0)
        sums = {stage: (Sum(currency, rates), Sum(currency, rates)) for stage in by_id}
        for row in self._database.select(_added_up, pipeline=pipeline.id):
            if row.stage_id in by_id:
                counts[row.stage_id] += row.number
                day = row.closed_at[:10] if row.closed_at else None
                amount, weighted = sums[row.stage_id]
                amount.add(int(row.amount), row.currency, day, row.valued)
                weighted.add(int(row.weighted), row.currency, day, row.valued)
        return {
            stage: StageTotal(
                stage,
                counts[stage],
                amount.amount,
                weighted.amount,
                amount.left_out,
                amount.beside,
                weighted.beside,
            )
            for stage, (amount, weighted) in sums.items()
        }

    def neighbours(self, stage_id: int) -> list[tuple[int, float]]:
        """(id, position) of every deal in a stage."""
        return [(row.id, row.position) for row in self._database.select(_places, stage=stage_id)]

    def standing(self, deals: Collection[int]) -> dict[int, StagedDeal]:
        """The stages of some deals; those that are gone are left out."""
        rows = self._database.select(_standing, numbers=list(deals)) if deals else ()
        return {row.id: StagedDeal(row.pipeline_id, row.stage_id) for row in rows}

    def stage_history(self, deal_id: int) -> list[StageMove]:
        """The stages a deal went through, oldest first."""
        return [StageMove(**row._asdict()) for row in self._database.select(_stage_moves, deal=deal_id)]


def _card(row: Named, stage: Stage, today: date) -> DealCard:
    step = NextStep(row.step_id, row.step_kind, row.step_subject, row.step_due) if row.step_id else None
    closed = stage.kind is not StageKind.OPEN
    return DealCard(
        id=row.id,
        title=row.title,
        company_name=row.company_name,
        contact_name=row.contact_name,
        owner_name=row.owner_name,
        amount=row.amount,
        currency=row.currency,
        stage_id=row.stage_id,
        probability=effective_probability(row.probability, stage),
        position=row.position,
        expected_close=row.expected_close,
        next_step=step,
        state=next_step_state(step.due_at if step else None, today, closed),
        quiet_days=quiet_days(stage, row.stage_since, row.touched, today),
        late_days=late_days(stage, row.stage_since, today),
    )
