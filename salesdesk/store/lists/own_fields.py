"""The fields of a list as one file makes them: when people are to be spoken to again depends on the saved views of the
file, and nothing else does."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from peewee import JOIN

from salesdesk.domain.columns import filter_fields
from salesdesk.domain.fields import RecordKind
from salesdesk.domain.filters import parse_filter
from salesdesk.errors import InputError
from salesdesk.store.engine.statements import Query, Statement
from salesdesk.store.lists.fields import ListField, fields_of, touch_due
from salesdesk.store.lists.kinds import ListKind, kind_of
from salesdesk.store.lists.resolved import GivenPlaces, Resolved
from salesdesk.store.lists.resolvers import CustomOf, resolver_of
from salesdesk.store.models.lists import SavedView

if TYPE_CHECKING:
    from salesdesk.store.engine.database import Database


@dataclass(frozen=True, slots=True)
class OwnFields:
    """Fields by key; two of one ``stamp`` are the same."""

    stamp: Hashable
    fields: Mapping[str, ListField]


@Statement
def _views_kept_up() -> Query:
    v = SavedView
    kept = v.select(v.filter, v.touch_weeks).where(v.kind == RecordKind.CONTACTS.value, v.touch_weeks > 0)
    return kept.order_by(v.touch_weeks, v.id)


def own_fields(database: Database, kind: RecordKind, custom: CustomOf, today: Callable[[], str]) -> OwnFields:
    """The fields of the list of a kind."""
    fields = fields_of(kind)
    rows = database.select(_views_kept_up) if kind is RecordKind.CONTACTS else []
    if not rows:
        return OwnFields((), fields)
    of, resolver = kind_of(kind), resolver_of(database, custom, today, kind)
    views: list[tuple[Query, int]] = []
    stamp = []
    for row in rows:
        try:
            found = resolver.resolved(parse_filter(row.filter, filter_fields(kind)))
        except InputError:  # it names a field that is gone
            continue
        views.append((_is_in(of, found), row.touch_weeks))
        stamp.append((found.shape, repr(found.values), row.touch_weeks))
    return OwnFields(tuple(stamp), {**fields, "touch_due": touch_due(of, views)})


def _is_in(of: ListKind, found: Resolved) -> Query:
    """Whether a row is one of those that pass, found once for all rows."""
    query = of.row.select(of.row.id)
    for name in sorted(found.joins):
        linked = of.linked(name)
        query = query.join(linked, JOIN.LEFT_OUTER, on=of.on(name, linked), src=of.row)
    return of.row.id.in_(query.where(found.build(GivenPlaces(found.values))))
