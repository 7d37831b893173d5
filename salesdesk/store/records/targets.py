"""Targets in the database, and their one writer."""

from __future__ import annotations

from typing import TYPE_CHECKING

from salesdesk.domain.targets import Measure, Period, Target
from salesdesk.store.engine.statements import Query, Slot, Statement
from salesdesk.store.journal.writing import writes
from salesdesk.store.models.targets import Target as TargetRow

if TYPE_CHECKING:
    from salesdesk.store.engine.database import Database
    from salesdesk.store.journal.unit_of_work import UnitOfWork

_TABLE = "target"


@Statement
def _all() -> Query:
    t = TargetRow
    return t.select(t.id, t.owner.alias("owner"), t.measure, t.period, t.amount, t.currency).order_by(t.id)


@Statement
def _rows_of(measure: Slot, period: Slot) -> Query:
    t = TargetRow
    found = t.select(t.id, t.owner.alias("owner"), t.amount, t.currency)
    return found.where(t.measure == measure, t.period == period).order_by(t.id)


class TargetRepository:
    """What was typed, by owner, measure and period."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def all(self) -> list[Target]:
        """Every target that a person typed. Of two of one place the later one counts."""
        found = []
        for row in self._database.select(_all):
            period = Period.read(row.period)
            if period is not None and row.measure in set(Measure):
                found.append(
                    Target(row.id, row.owner, Measure(row.measure), period, row.amount, row.currency)
                )
        return found

    @writes
    def put(
        self,
        uow: UnitOfWork,
        owner: int | None,
        measure: Measure,
        period: Period,
        amount: int | None,
        currency: str | None,
    ) -> None:
        """Write one target, None to give it back."""
        there = [
            row
            for row in self._database.select(_rows_of, measure=measure.value, period=period.key)
            if row.owner == owner
        ]
        if amount is None:
            for row in there:
                uow.delete(_TABLE, row.id)
        elif not there:
            place = {"owner_id": owner, "measure": measure.value, "period": period.key}
            uow.insert(_TABLE, {**place, "amount": amount, "currency": currency})
        elif (there[-1].amount, there[-1].currency) != (amount, currency):
            uow.update(_TABLE, there[-1].id, {"amount": amount, "currency": currency})
