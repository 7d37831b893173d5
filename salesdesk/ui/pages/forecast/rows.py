"""The deals that the heads and figures of the forecast stand for, as filters of their list."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from salesdesk.domain.filters import Condition, Filter, Op
from salesdesk.domain.forecast import ForecastPlace, Span, quarter_start
from salesdesk.domain.today import quarter_end

_CLOSE = "expected_close"


@dataclass(frozen=True, slots=True)
class ForecastRows:
    """Of one pipeline, and of one owner by name where there is one."""

    pipeline: int
    owner: str | None
    today: date

    def of_place(self, place: ForecastPlace) -> Filter:
        """The open deals of a column."""
        if place.span is Span.OVERDUE:
            return self.open_deals(Condition(_CLOSE, Op.BELOW, (self.today.isoformat(),)))
        if place.first is None:
            return self.open_deals(Condition(_CLOSE, Op.FILLED, (), negated=True))
        first = max(place.first, self.today)
        when = [Condition(_CLOSE, Op.AT_LEAST, (first.isoformat(),))]
        if place.last is not None:
            when.append(Condition(_CLOSE, Op.AT_MOST, (place.last.isoformat(),)))
        return self.open_deals(*when)

    def of_figure(self, figure: str) -> Filter:
        """The deals of a figure: "overdue", "quarter" (open until its end), "won" (in the quarter), "pace" (won this
        month)."""
        if figure == "overdue":
            return self.of_place(ForecastPlace(Span.OVERDUE))
        if figure == "quarter":
            return self.open_deals(Condition(_CLOSE, Op.AT_MOST, (quarter_end(self.today).isoformat(),)))
        first = quarter_start(self.today) if figure == "won" else self.today.replace(day=1)
        return self._narrowed(
            Condition("stage_kind", Op.IS, ("won",)),
            Condition("closed_at", Op.AT_LEAST, (first.isoformat(),)),
            Condition("closed_at", Op.AT_MOST, (self.today.isoformat(),)),
        )

    def open_deals(self, *conditions: Condition) -> Filter:
        """Open deals of which more must hold."""
        return self._narrowed(Condition("stage_kind", Op.IS, ("open",)), *conditions)

    def _narrowed(self, *conditions: Condition) -> Filter:
        own = [Condition("pipeline", Op.IS, (f"#{self.pipeline}",))]
        if self.owner:
            own.append(Condition("owner", Op.IS, (self.owner,)))
        return Filter((*own, *conditions))
