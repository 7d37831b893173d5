"""Rules of the domain said as expressions; beside each stands the function it must agree with."""

from __future__ import annotations

from peewee import Case, Value, fn

from salesdesk.domain.money import USUAL_DIGITS, currencies_by_digits
from salesdesk.domain.pipelines import CLOSED_PROBABILITY
from salesdesk.store.engine.statements import Query
from salesdesk.store.engine.words import days_between


def _exactly(value: object) -> Query:
    """A constant that is not made what the column beside it holds."""
    return Value(value, converter=False)


def effective_probability(own: Query, stage: Query) -> Query:
    """``domain.deals.effective_probability``: ``own`` is the deal's, ``stage`` the row of its stage."""
    closed = [(stage.kind == kind.value, _exactly(percent)) for kind, percent in CLOSED_PROBABILITY.items()]
    return Case(None, closed, fn.COALESCE(own, stage.probability))


def weighted_amount(minor: Query, probability: Query) -> Query:
    """``domain.deals.weighted_amount``; NULL without an amount."""
    whole, half, hundred = minor * probability, _exactly(50), _exactly(100)
    below = _exactly(0) - (half - whole) / hundred
    return Case(None, [(minor < _exactly(0), below)], (whole + half) / hundred)


def major_amount(minor: Query, currency: Query) -> Query:
    """``domain.money.Money.amount`` as a number that compares with one a person wrote."""
    units = [
        (currency.in_(codes), _exactly(10.0**digits)) for digits, codes in currencies_by_digits().items()
    ]
    return minor / Case(None, units, _exactly(10.0**USUAL_DIGITS))


def is_on_or_after(stored: Query, moment: Query, day: Query) -> Query:
    """``domain.days.is_on_or_after``: a stored moment, or a bare day among moments, is not before a day begins."""
    return (stored >= moment) | (stored == day)


def is_before(stored: Query, moment: Query, day: Query) -> Query:
    """The opposite of ``is_on_or_after``, unknown where nothing is stored."""
    return (stored < moment) & (stored != day)


def days_to_close(created_at: Query, closed_at: Query, import_batch: Query) -> Query:
    """``domain.deals.days_to_close``; NULL for a deal that is not closed. ``import_batch`` is NULL for one that came with
    no file."""
    first, length = _exactly(1), _exactly(10)
    days = days_between(
        fn.SUBSTR(created_at, first, length),
        fn.SUBSTR(closed_at, first, length),
    )
    unknown = (days < _exactly(0)) | ((days == _exactly(0)) & import_batch.is_null(False))
    return Case(None, [(unknown, None)], days)
