"""The fields of a list as one file makes them: when people are to be spoken to again depends on the tags and the saved
views of the file, and nothing else does."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Mapping
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
from salesdesk.store.lists.touch import Rule, rule_of_tag
from salesdesk.store.models.lists import SavedView, Tag
from salesdesk.value_classes import dataclass

if TYPE_CHECKING:
    from salesdesk.store.engine.database import Database

_TOUCH = "touch_due"


@dataclass(frozen=True, slots=True)
class OwnFields:
    """Fields by key; two of one ``stamp`` are the same."""

    stamp: Hashable
    fields: Mapping[str, ListField]


@Statement
def _tags_kept_up() -> Query:
    t = Tag
    return t.select(t.id, t.touch_weeks).where(t.touch_weeks > 0).order_by(t.touch_weeks, t.id)


@Statement
def _views_kept_up() -> Query:
    v = SavedView
    kept = v.select(v.filter, v.touch_weeks).where(v.kind == RecordKind.CONTACTS.value, v.touch_weeks > 0)
    return kept.order_by(v.touch_weeks, v.id)


def own_fields(database: Database, kind: RecordKind, custom: CustomOf, today: Callable[[], str]) -> OwnFields:
    """The fields of the list of a kind."""
    fields = fields_of(kind)
    if kind is not RecordKind.CONTACTS:
        return OwnFields((), fields)
    of = kind_of(kind)
    tags, views = database.select(_tags_kept_up), database.select(_views_kept_up)
    if not tags and not views:
        return OwnFields((), fields)
    stamp: list[Hashable] = [(row.id, row.touch_weeks) for row in tags]
    rules = [rule_of_tag(of, row.id, row.touch_weeks) for row in tags]
    fields = {**fields, _TOUCH: touch_due(of, rules)}
    resolver = resolver_of(database, custom, today, kind, fields)
    for row in views:
        try:
            found = resolver.resolved(parse_filter(row.filter, filter_fields(kind)))
        except InputError:  # it names a field that is gone
            continue
        rules.append(_rule_of_view(of, found, row.touch_weeks))
        stamp.append((found.shape, repr(found.values), row.touch_weeks))
    in_order = sorted(rules, key=lambda rule: rule.weeks)
    return OwnFields(tuple(stamp), {**fields, _TOUCH: touch_due(of, in_order)})


def _rule_of_view(of: ListKind, found: Resolved, weeks: int) -> Rule:
    """What is said of those in a view. A few rows are asked one by one, unless other tables must be asked too."""
    query = of.row.select(of.row.id)
    for name in sorted(found.joins):
        linked = of.linked(name)
        query = query.join(linked, JOIN.LEFT_OUTER, on=of.on(name, linked), src=of.row)
    people = query.where(found.build(GivenPlaces(found.values)))
    fits = of.row.id.in_(people) if found.joins else found.build(GivenPlaces(found.values))
    return Rule(weeks, fits, people)
