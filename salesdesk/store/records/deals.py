"""Deals in the database: the board, one deal, and the writes that keep its stage history."""

from __future__ import annotations

from array import array
from datetime import date
from typing import TYPE_CHECKING, Any

from salesdesk.domain.cleaning.text import fold_key
from salesdesk.domain.deals import (
    Deal,
    DealCard,
    NextStep,
    StageTotal,
    effective_probability,
    next_step_state,
    quiet_days,
    weighted_amount,
)
from salesdesk.domain.pipelines import Pipeline, Stage, StageKind
from salesdesk.errors import DomainError

if TYPE_CHECKING:
    from salesdesk.store.engine.database import Database
    from salesdesk.store.journal.unit_of_work import UnitOfWork

_DEAL = """
    SELECT d.id, d.version, d.title, d.pipeline_id, d.stage_id, d.contact_id, coalesce(c.full_name, ''), d.company_id,
        coalesce(o.name, ''), d.amount, d.currency, d.probability, d.expected_close, d.stage_since, d.closed_at,
        d.lost_reason, d.competitor, d.owner_id, coalesce(w.name, ''), d.source_id, coalesce(s.name, ''), d.campaign_id,
        coalesce(g.name, ''), d.notes, d.created_at, d.updated_at, d.deleted_at
    FROM deal d LEFT JOIN contact c ON c.id = d.contact_id LEFT JOIN company o ON o.id = d.company_id
        LEFT JOIN owner w ON w.id = d.owner_id LEFT JOIN source s ON s.id = d.source_id
        LEFT JOIN campaign g ON g.id = d.campaign_id
"""
_CARD = """
    SELECT d.id, d.title, coalesce(o.name, ''), coalesce(c.full_name, ''), coalesce(w.name, ''), d.amount, d.currency,
        d.stage_id, d.probability, d.position, d.expected_close, d.stage_since, t.id, t.kind, t.subject, t.due_at,
        (SELECT max(coalesce(a.done_at, a.at)) FROM activity a WHERE a.deal_id = d.id AND a.deleted_at IS NULL)
    FROM deal d LEFT JOIN contact c ON c.id = d.contact_id LEFT JOIN company o ON o.id = d.company_id
        LEFT JOIN owner w ON w.id = d.owner_id
        LEFT JOIN activity t ON t.id = (
            SELECT n.id FROM activity n WHERE n.deal_id = d.id AND n.due_at IS NOT NULL AND n.done_at IS NULL
                AND n.deleted_at IS NULL ORDER BY n.due_at, n.id LIMIT 1)
"""


class DealRepository:
    """Reads and writes deals."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def get(self, deal_id: int) -> Deal:
        """One whole deal; refuses an unknown id."""
        found = self._database.rows(_DEAL + "WHERE d.id = ?", (deal_id,))
        if not found:
            raise DomainError("No such deal", f"The deal number {deal_id} does not exist any more.")
        return Deal(*found[0])

    def of_contact(self, contact_id: int) -> list[Deal]:
        """The deals of a person, newest first, trash left out."""
        return [
            Deal(*row)
            for row in self._database.rows(
                _DEAL + "WHERE d.contact_id = ? AND d.deleted_at IS NULL ORDER BY d.id DESC", (contact_id,)
            )
        ]

    def of_company(self, company_id: int) -> list[Deal]:
        """The deals of a company, newest first, trash left out."""
        return [
            Deal(*row)
            for row in self._database.rows(
                _DEAL + "WHERE d.company_id = ? AND d.deleted_at IS NULL ORDER BY d.id DESC", (company_id,)
            )
        ]

    def count(self) -> int:
        """How many open deals there are."""
        return int(
            self._database.value(
                "SELECT count(*) FROM deal d JOIN stage s ON s.id = d.stage_id WHERE d.deleted_at IS NULL AND s.kind = 'open'"
            )
        )

    def open_ids(self, pipeline_id: int) -> array[int]:
        """Ids of the open deals of a pipeline."""
        rows = self._database.rows(
            "SELECT d.id FROM deal d JOIN stage s ON s.id = d.stage_id WHERE d.pipeline_id = ? AND s.kind = 'open' AND d.deleted_at IS NULL",
            (pipeline_id,),
        )
        return array("q", (i for (i,) in rows))

    def cards(self, stage: Stage, today: date, *, since: str | None = None) -> list[DealCard]:
        """The cards of one stage, unordered. ``since`` leaves out deals closed before that moment."""
        sql, parameters = _CARD + "WHERE d.stage_id = ? AND d.deleted_at IS NULL", [stage.id]
        if since is not None:
            sql, parameters = sql + " AND d.closed_at >= ?", [stage.id, since]  # type: ignore[list-item]
        return [self._card(row, stage, today) for row in self._database.rows(sql, parameters)]

    def card(self, deal_id: int, stage: Stage, today: date) -> DealCard | None:
        """One card, None when the deal is gone."""
        found = self._database.rows(_CARD + "WHERE d.id = ? AND d.deleted_at IS NULL", (deal_id,))
        return self._card(found[0], stage, today) if found else None

    def _card(self, row: tuple[Any, ...], stage: Stage, today: date) -> DealCard:
        step = NextStep(row[12], row[13], row[14], row[15]) if row[12] is not None else None
        closed = stage.kind is not StageKind.OPEN
        return DealCard(
            row[0], row[1], row[2], row[3], row[4], row[5], row[6], row[7],
            effective_probability(row[8], stage), row[9], row[10], step,
            next_step_state(step.due_at if step else None, today, closed),
            quiet_days(stage, row[11], row[16], today),
        )  # fmt: skip

    def totals(self, pipeline: Pipeline, currency: str) -> dict[int, StageTotal]:
        """Count, sum and weighted sum per stage. Sums hold deals in ``currency`` (a deal without one counts as
        such); deals in other currencies are counted but cannot be added up without a rate."""
        totals = {stage.id: StageTotal(stage.id, 0, 0, 0) for stage in pipeline.stages}
        by_id = {stage.id: stage for stage in pipeline.stages}
        for stage_id, amount, own, other, number in self._database.rows(
            "SELECT stage_id, coalesce(amount, 0), probability, coalesce(currency, ?) <> ?, count(*) FROM deal "
            "WHERE pipeline_id = ? AND deleted_at IS NULL GROUP BY 1, 2, 3, 4",
            (currency, currency, pipeline.id),
        ):
            if stage_id in totals:
                old, value = totals[stage_id], 0 if other else amount
                weight = weighted_amount(value, effective_probability(own, by_id[stage_id]))
                totals[stage_id] = StageTotal(
                    stage_id,
                    old.count + number,
                    old.amount + value * number,
                    old.weighted + weight * number,
                    old.foreign + (number if other and amount else 0),
                )
        return totals

    def neighbours(self, stage_id: int) -> list[tuple[int, float]]:
        """(id, position) of every deal in a stage."""
        return [
            (i, p)
            for i, p in self._database.rows(
                "SELECT id, position FROM deal WHERE stage_id = ? AND deleted_at IS NULL", (stage_id,)
            )
        ]

    def stage_history(self, deal_id: int) -> list[tuple[str, int | None, int, str]]:
        """(moment, from stage, to stage, actor), oldest first."""
        rows = self._database.rows(
            "SELECT at, from_stage_id, to_stage_id, actor FROM stage_event WHERE deal_id = ? ORDER BY at, id",
            (deal_id,),
        )
        return [(at, before, after, actor) for at, before, after, actor in rows]

    # -- writing ----------------------------------------------------------------------------------------

    def add(self, uow: UnitOfWork, stage: Stage, values: dict[str, Any]) -> int:
        """Create a deal in a stage, with the first event of its history."""
        row = {
            "created_at": uow.at,
            "updated_at": uow.at,
            "stage_since": uow.at,
            **values,
            "title_key": fold_key(values["title"]),
            "pipeline_id": stage.pipeline_id,
            "stage_id": stage.id,
        }
        if stage.kind is not StageKind.OPEN and not row.get("closed_at"):
            row["closed_at"] = uow.at
        deal = uow.insert("deal", row)
        self._event(uow, deal, None, stage.id, row.get("amount"))
        return deal

    def change(self, uow: UnitOfWork, deal_id: int, values: dict[str, Any]) -> None:
        """Change fields of a deal other than its stage."""
        if "title" in values:
            values = {**values, "title_key": fold_key(values["title"])}
        uow.update("deal", deal_id, {**values, "updated_at": uow.at})

    def move(self, uow: UnitOfWork, deal_id: int, stage: Stage, values: dict[str, Any]) -> None:
        """Put a deal into a stage; a change of stage is recorded with its moment."""
        row = uow.row("deal", deal_id)
        if row["stage_id"] != stage.id:
            closed = None if stage.kind is StageKind.OPEN else values.get("closed_at") or uow.at
            values = {
                **values,
                "stage_id": stage.id,
                "pipeline_id": stage.pipeline_id,
                "stage_since": uow.at,
                "closed_at": closed,
            }
            if stage.kind is not StageKind.LOST:
                values |= {"lost_reason": None, "competitor": values.get("competitor")}
            self._event(uow, deal_id, row["stage_id"], stage.id, values.get("amount", row["amount"]))
        uow.update("deal", deal_id, {**values, "updated_at": uow.at})

    def _event(
        self, uow: UnitOfWork, deal_id: int, before: int | None, after: int, amount: int | None
    ) -> None:
        values = {"deal_id": deal_id, "from_stage_id": before, "to_stage_id": after, "at": uow.at}
        uow.insert("stage_event", {**values, "actor": uow.actor, "amount": amount})
