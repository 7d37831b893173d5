"""A company that bought something is a customer."""

from __future__ import annotations

from collections.abc import Collection
from typing import TYPE_CHECKING

from salesdesk.domain.lifecycle import CUSTOMER, before_customer
from salesdesk.domain.pipelines import StageKind
from salesdesk.store.engine.statements import Query, Slot, Statement, one_of
from salesdesk.store.models.companies import Company
from salesdesk.store.models.deals import Deal
from salesdesk.store.models.pipelines import Stage
from salesdesk.store.records.company_writer import CompanyWriter

if TYPE_CHECKING:
    from salesdesk.store.journal.unit_of_work import UnitOfWork


@Statement
def _with_won_deals(deals: Slot, earlier: Slot) -> Query:
    """The companies of won deals that are not said to be customers yet."""
    return (
        Company.select(Company.id)
        .distinct()
        .join(Deal, on=Deal.company == Company.id)
        .join(Stage, on=Deal.stage == Stage.id)
        .where(
            one_of(Deal.id, deals),
            Stage.kind == StageKind.WON.value,
            one_of(Company.lifecycle_stage, earlier),
        )
        .order_by(Company.id)
    )


def make_customers(uow: UnitOfWork, deals: Collection[int]) -> None:
    """Move the companies of those deals that are won on to customers, in the same step; one that is further stays."""
    if deals:
        found = uow.database.column(_with_won_deals, deals=list(deals), earlier=list(before_customer()))
        if found:
            CompanyWriter(uow).set_lifecycle(found, CUSTOMER)
