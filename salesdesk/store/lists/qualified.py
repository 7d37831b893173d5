"""When people became leads worth the time of sales, as an expression; ``domain.campaigns.QUALIFIED`` says by which stages."""

from __future__ import annotations

from peewee import fn

from salesdesk.domain.campaigns import QUALIFIED
from salesdesk.domain.fields import FieldType
from salesdesk.store.engine.statements import Query
from salesdesk.store.engine.words import single
from salesdesk.store.lists.kinds import ListKind
from salesdesk.store.lists.list_field import ListField, Parts
from salesdesk.store.models.contacts import LifecycleEvent


def qualified_at(of: ListKind) -> ListField:
    """The moment somebody was qualified for the first time. It is filtered by all at once, not row by row."""
    event = LifecycleEvent.alias("y")
    first = fn.MIN(event.at)
    qualified = event.to_stage.in_(QUALIFIED)

    def having(condition: Query) -> Query:
        people = event.select(event.contact).where(qualified).group_by(event.contact)
        return of.row.id.in_(people.having(condition))

    return ListField(
        "qualified_at",
        FieldType.DATETIME,
        single(event.select(first).where((event.contact == of.row.id) & qualified)),
        grouped=Parts(first, having),
        details=event.select(event.contact, event.at).where(qualified).order_by(event.at.desc()),
    )
