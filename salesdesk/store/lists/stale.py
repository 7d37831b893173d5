"""From which day on a deal is quiet, and from which it has been in its stage for longer than usual, as expressions. Beside
each stands the function of ``domain.deals`` it must agree with; days are those of the stored moments."""

from __future__ import annotations

from peewee import Case, Value, fn

from salesdesk.store.engine.statements import Query
from salesdesk.store.engine.words import days_later, single
from salesdesk.store.models.activities import Activity


def _exactly(value: object) -> Query:
    return Value(value, converter=False)


def _day(moment: Query) -> Query:
    return fn.SUBSTR(moment, _exactly(1), _exactly(10))


def quiet_from(row: Query, stage: Query) -> Query:
    """``domain.deals.quiet_days`` is not 0 from this day on; NULL where the stage is never quiet."""
    done = Activity.alias("spoken")
    touched = single(
        done.select(fn.MAX(fn.COALESCE(done.done_at, done.at))).where(
            (done.deal == row.id) & done.deleted_at.is_null()
        )
    )
    since = Case(None, [(touched > row.stage_since, touched)], row.stage_since)
    return Case(None, [(stage.stale_days > _exactly(0), days_later(_day(since), stage.stale_days))], None)


def late_from(row: Query, stage: Query) -> Query:
    """``domain.deals.late_days`` is not 0 from this day on; NULL where deals may stay for ever."""
    end = days_later(_day(row.stage_since), stage.usual_days + _exactly(1))
    return Case(None, [(stage.usual_days > _exactly(0), end)], None)
