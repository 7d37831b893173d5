"""When people are to be spoken to again, as expressions; ``domain.keep_in_touch`` says the rule."""

from __future__ import annotations

from collections.abc import Sequence
from functools import reduce
from operator import or_

from peewee import Case, Value, fn

from salesdesk.store.engine.statements import Query
from salesdesk.store.engine.words import days_later
from salesdesk.store.lists.kinds import ListKind
from salesdesk.value_classes import dataclass

_DAYS = 7


@dataclass(frozen=True, slots=True)
class Rule:
    """Those for whom ``fits`` holds, which ``people`` finds by their numbers, are spoken to every ``weeks``."""

    weeks: int
    fits: Query
    people: Query


def _exactly(value: object) -> Query:
    return Value(value, converter=False)


def rule_of_tag(of: ListKind, tag: int, weeks: int) -> Rule:
    """What is said of those with a tag."""
    assert of.tags is not None
    given, owner = of.tags
    tagged = given.select(owner).where(given.tag == _exactly(tag))
    return Rule(weeks, fn.EXISTS(tagged.where(owner == of.row.id)), tagged)


def due_day(of: ListKind, rules: Sequence[Rule] = ()) -> Query:
    """The day on which somebody is to be spoken to again, that on which they were added where nobody has yet; NULL for
    those who are not kept in touch with. What is said of the person comes first, then the ``rules``, the fewest weeks first."""
    row = of.row
    said = [(row.touch_weeks > _exactly(0), row.touch_weeks), (row.touch_weeks.is_null(False), None)]
    weeks = Case(None, [*said, *((rule.fits, _exactly(rule.weeks)) for rule in rules)], None)
    # said once in the whole expression: a rule is looked up for every row
    after = weeks * Case(None, [(row.last_contacted_at.is_null(), _exactly(0))], _exactly(_DAYS))
    last = fn.COALESCE(row.last_contacted_at, row.created_at)
    return days_later(fn.SUBSTR(last, _exactly(1), _exactly(10)), after)


def is_kept_up(of: ListKind, rules: Sequence[Rule] = ()) -> Query:
    """Whether anything at all is said of how often, by the indexes of the file."""
    row, own = of.row, of.model.alias("k")
    said = own.select(own.id).where(own.touch_weeks.is_null(False))
    return reduce(or_, (row.id.in_(people) for people in (said, *(rule.people for rule in rules))))
