"""Referrals as expressions: how many people somebody referred, and by whom somebody was."""

from __future__ import annotations

from collections.abc import Callable

from peewee import fn

from salesdesk.domain.relations import RelationKind
from salesdesk.store.engine.statements import Query
from salesdesk.store.engine.words import single
from salesdesk.store.lists.kinds import ListKind
from salesdesk.store.models.contacts import Contact
from salesdesk.store.models.relations import Relation


def referrals_of(of: ListKind) -> Query:
    """How many people a row referred, those in the trash left out."""
    relation, person = Relation.alias("f"), Contact.alias("p")
    people = relation.select(fn.COUNT(relation.id)).join(person, on=(person.id == relation.contact))
    return single(
        people.where((relation.other == of.row.id) & _is_referral(relation) & person.deleted_at.is_null())
    )


def referrer_of(of: ListKind) -> tuple[Query, Callable[[Query], Query]]:
    """The column with who referred a row, and how a condition on it becomes one on the row."""
    relation = Relation.alias("f")

    def frame(condition: Query) -> Query:
        return of.row.id.in_(relation.select(relation.contact).where(condition & _is_referral(relation)))

    return relation.other, frame


def _is_referral(relation: Query) -> Query:
    return relation.kind == RelationKind.REFERRED_BY.value
