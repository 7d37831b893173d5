"""Keeping in touch: people who are to be spoken to every so many weeks, counted from the last time somebody did.

How often is said of a person, or of a tag or a view of people; what is said of the person counts first, then the shortest
time of all tags and views. 0 of a person says: not at all, whatever tags and views say. Who was never spoken to is due
from the day they were added.
"""

from __future__ import annotations

from enum import StrEnum

from salesdesk.errors import InputError
from salesdesk.value_classes import dataclass

MOST_WEEKS = 520
"""Ten years: more is a slip of the hand."""


class TouchOf(StrEnum):
    """What a rule is said of; the value is the name of its table."""

    TAG = "tag"
    VIEW = "saved_view"


@dataclass(frozen=True, slots=True)
class TouchRule:
    """Everybody with a tag, or in a view, is spoken to every ``weeks``."""

    of: TouchOf
    id: int
    name: str
    weeks: int


@dataclass(frozen=True, slots=True)
class Touch:
    """How somebody is kept in touch with: every ``weeks`` (None not at all), by the rule of a tag or view where ``through``
    names one; ``due`` is the day (YYYY-MM-DD) by which they are to be spoken to again."""

    weeks: int | None
    through: TouchRule | None = None
    due: str | None = None


@dataclass(frozen=True, slots=True)
class TouchDue:
    """Somebody to be spoken to again since ``due``. ``last`` is when somebody did (UTC text), None never; ``next_step``
    when something is planned with them, None where nothing is."""

    contact_id: int
    name: str
    company_name: str
    due: str
    last: str | None
    next_step: str | None


def checked_weeks(weeks: int | None, *, field: str = "touch_weeks") -> int | None:
    """Weeks as they are kept. Raises ``InputError`` for fewer than none and more than ``MOST_WEEKS``."""
    if weeks is not None and not 0 <= weeks <= MOST_WEEKS:
        raise InputError("keep_in_touch.weeks", field=field, most=MOST_WEEKS)
    return weeks


def touch_of(own: int | None, rules: list[TouchRule], due: str | None) -> Touch:
    """How somebody is kept in touch with of whom ``own`` weeks are said and whom ``rules`` are about."""
    if own is not None:
        return Touch(own or None, None, due if own else None)
    rule = min(rules, key=lambda one: (one.weeks, one.of is not TouchOf.TAG, one.id), default=None)
    return Touch(None) if rule is None else Touch(rule.weeks, rule, due)


def typed_weeks(weeks: int | str | None) -> int | None:
    """Weeks as they were chosen or typed. Raises ``InputError`` for words that are no whole number."""
    if not isinstance(weeks, str):
        return weeks
    if not weeks.strip().isdecimal():
        raise InputError("keep_in_touch.weeks", field="touch_weeks", most=MOST_WEEKS)
    return checked_weeks(int(weeks))
