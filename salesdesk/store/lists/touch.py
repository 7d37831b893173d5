"""When people are to be spoken to again, as expressions; ``domain.keep_in_touch`` says the rule."""

from __future__ import annotations

from collections.abc import Sequence
from functools import reduce
from operator import or_

from peewee import Case, Value, fn

from salesdesk.store.engine.statements import Query
from salesdesk.store.engine.words import days_later, single
from salesdesk.store.lists.kinds import ListKind
from salesdesk.store.models.lists import Tag

_DAYS = 7
_NEVER = 9999

Views = Sequence[tuple[Query, int]]
"""Conditions on the row with the weeks that each means, the fewest first."""


def _exactly(value: object) -> Query:
    return Value(value, converter=False)


def weeks_between(of: ListKind, views: Views) -> Query:
    """Every how many weeks somebody is spoken to: as was said of the person, else as often as one of the tags or views says
    at most. NULL where nothing says so, or the person is left in peace."""
    assert of.tags is not None
    given, owner = of.tags
    tag = Tag.alias("t")
    said = (
        given.select(fn.MIN(tag.touch_weeks))
        .join(tag, on=(tag.id == given.tag))
        .where(owner == of.row.id, tag.touch_weeks.is_null(False))
    )
    by_tag = fn.COALESCE(single(said), _exactly(_NEVER))
    by_view = (
        Case(None, [(fits, _exactly(weeks)) for fits, weeks in views], _exactly(_NEVER)) if views else None
    )
    least = by_tag if by_view is None else Case(None, [(by_view < by_tag, by_view)], by_tag)
    own = Case(None, [(of.row.touch_weeks > _exactly(0), of.row.touch_weeks)], None)
    by_rule = Case(None, [(least < _exactly(_NEVER), least)], None)
    return Case(None, [(of.row.touch_weeks.is_null(False), own)], by_rule)


def due_day(of: ListKind, views: Views = ()) -> Query:
    """The day on which somebody is to be spoken to again, that on which they were added where nobody has yet; NULL for
    those who are not kept in touch with."""
    row, weeks = of.row, weeks_between(of, views)
    first, length = _exactly(1), _exactly(10)
    never = row.last_contacted_at.is_null()
    again = days_later(fn.SUBSTR(row.last_contacted_at, first, length), weeks * _exactly(_DAYS))
    added = Case(None, [(weeks.is_null(False), fn.SUBSTR(row.created_at, first, length))], None)
    return Case(None, [(never, added)], again)


def is_kept_up(of: ListKind, views: Views = ()) -> Query:
    """Whether anything at all is said of how often, by the indexes of the file."""
    assert of.tags is not None
    given, owner = of.tags
    tag = Tag.alias("t")
    tagged = given.select(owner).join(tag, on=(tag.id == given.tag)).where(tag.touch_weeks.is_null(False))
    found = [of.row.touch_weeks.is_null(False), of.row.id.in_(tagged), *(fits for fits, _ in views)]
    return reduce(or_, found)
