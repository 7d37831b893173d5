"""What became of deals between two meetings, as the report that compares two dates finds it."""

from __future__ import annotations

from datetime import date, timedelta

from salesdesk.domain.days import local_day
from salesdesk.domain.meetings import Move, MovedDeal, MovedGroup
from salesdesk.domain.reports import ReportName, ReportSpec
from salesdesk.services.reports.changes import Compared, Moved
from salesdesk.store.store import Store

_STEPS = {Move.NEW: "new", Move.FORWARD: "on", Move.SLIPPED: "slipped", Move.WON: "won", Move.LOST: "lost"}


def moved_between(store: Store, since: date | str, last: date | str) -> tuple[MovedGroup, ...]:
    """The deals that are new, moved on, slipped, were won or lost since a moment (UTC text) or the end of a day, up to another
    one; those worth most first."""
    then, now = (local_day(one) if isinstance(one, str) else one for one in (since, last))
    now = max(then, now)
    spec = ReportSpec(ReportName.CHANGES, min(then + timedelta(days=1), now), now, compare=then)
    if isinstance(since, str) and isinstance(last, str):
        last = max(since, last)
    moments = (since if isinstance(since, str) else None, last if isinstance(last, str) else None)
    found = Compared(store, spec, store.settings.currency, moments)
    return tuple(_group(found, move) for move in Move)


def _group(found: Compared, move: Move) -> MovedGroup:
    step = found.steps[_STEPS[move]]
    deals = tuple(_deal(found, one, move) for one in found.moved[_STEPS[move]])
    return MovedGroup(move, len(step.ids), step.value, deals, step.rows(), step.left_out)


def _deal(found: Compared, one: Moved, move: Move) -> MovedDeal:
    """A deal with its stages, of a slipped one with its expected days."""
    if move is Move.SLIPPED:
        before = one.then.close if one.then is not None else None
        return MovedDeal(one.id, before or "", one.now.close or "")
    return MovedDeal(one.id, found.stage(one.then) or "", found.stage(one.now) or "")
