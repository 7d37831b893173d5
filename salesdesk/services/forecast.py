"""Open deals by the month they should be closed in, and putting them into another one."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date

from salesdesk.domain.changes import ChangeSet
from salesdesk.domain.conflicts import Seen
from salesdesk.domain.deals import DealCard
from salesdesk.domain.forecast import (
    Forecast,
    ForecastColumn,
    ForecastPlace,
    ForecastSum,
    Span,
    WonSum,
    best_case,
    forecast_places,
    place_of,
    quarter_start,
)
from salesdesk.domain.pipelines import Pipeline, StageKind
from salesdesk.domain.rates import Rates, Sum
from salesdesk.domain.today import month_before, quarter_end
from salesdesk.services.commands import Commands
from salesdesk.services.deals import DealService
from salesdesk.services.later_rates import later_rates
from salesdesk.store.store import Store


class ForecastService:
    """Use cases of the forecast."""

    def __init__(self, store: Store, commands: Commands) -> None:
        self._store, self._deals = store, DealService(store, commands)

    def cards(self, pipeline: Pipeline) -> dict[int, DealCard]:
        """The cards of every open deal of a pipeline, by deal."""
        today = date.fromisoformat(self._store.today())
        open_ = (stage for stage in pipeline.stages if stage.kind is StageKind.OPEN)
        return {card.id: card for stage in open_ for card in self._store.deals.cards(stage, today)}

    def read(
        self, pipeline: Pipeline, *, owner: str | None = None, cards: Mapping[int, DealCard] | None = None
    ) -> Forecast:
        """The forecast of a pipeline today, of the deals of everybody or of one owner, in the file's currency: what is open
        by the rates of today, what was won by those of its day. ``cards`` are those of its open deals, as far as they are
        known already."""
        store = self._store
        today, currency = date.fromisoformat(store.today()), store.settings.currency
        rates = store.rates.current(store.today())
        best = {stage.id for stage in pipeline.stages if stage.best_case}
        every = self.cards(pipeline) if cards is None else cards
        shown = [card for card in every.values() if owner is None or card.owner_name == owner]
        by_place: dict[ForecastPlace, list[DealCard]] = {place: [] for place in forecast_places(today)}
        for card in shown:
            by_place[place_of(card.expected_close, today)].append(card)
        month = self._won(pipeline, owner, today.replace(day=1), today, currency, rates)
        end = quarter_end(today).isoformat()
        return Forecast(
            currency=currency,
            today=today,
            columns=tuple(
                ForecastColumn(
                    place,
                    tuple(_largest_first(here, currency, rates)),
                    _added(here, best, currency, rates),
                    month if place.span is Span.MONTH and place.first == today.replace(day=1) else WonSum(),
                )
                for place, here in by_place.items()
            ),
            quarter=_added(
                (c for c in shown if c.expected_close and c.expected_close[:10] <= end), best, currency, rates
            ),
            quarter_won=self._won(pipeline, owner, quarter_start(today), today, currency, rates),
            month_won=month,
            month_before=self._won(pipeline, owner, *month_before(today), currency, rates),
        )

    def _won(
        self, pipeline: Pipeline, owner: str | None, first: date, last: date, currency: str, rates: Rates
    ) -> WonSum:
        found = self._store.figures.closed("won", first, last, "all", currency, rates, owner, pipeline.id)
        tally = found.get("")
        if tally is None:
            return WonSum()
        later = later_rates(rates, currency, self._store.rates.first_closed(first, last))
        return WonSum(tally.count, tally.amount, tally.apart, later)

    def set_close(
        self, deal_id: int, day: date | None, *, seen: Seen | None = None, origin: object = None
    ) -> ChangeSet:
        """Let a deal be closed on a day, None for none. ``seen`` is the day the deal was taken from (``expected_close``):
        raises ``EditConflict`` when somebody else gave it another one since."""
        return self._deals.change(
            deal_id,
            seen=seen,
            origin=origin,
            expected_close=day.isoformat() if day is not None else None,
        )


def _added(cards: Iterable[DealCard], best: set[int], currency: str, rates: Rates) -> ForecastSum:
    """Cards added up; ``best`` are the stages that count in full for the best case."""
    amount, weighted, full = (Sum(currency, rates) for _ in range(3))
    count = 0
    for card in cards:
        count += 1
        amount.add(card.amount or 0, card.currency)
        weighted.add(card.weighted, card.currency)
        in_full = card.stage_id in best
        full.add(best_case(card.amount or 0, card.weighted, in_full=in_full), card.currency)
    return ForecastSum(
        count, amount.amount, weighted.amount, full.amount, amount.beside, weighted.beside, full.beside
    )


def _largest_first(cards: Iterable[DealCard], currency: str, rates: Rates) -> list[DealCard]:
    """What is worth most first, whatever its currency; what no rate converts compares by its figure, as on the board."""

    def worth(card: DealCard) -> int:
        minor = card.amount or 0
        converted = rates.converted(minor, card.currency or currency, currency, None)
        return minor if converted is None else converted

    return sorted(
        cards, key=lambda card: (card.amount is None, -worth(card), card.expected_close or "9999", card.id)
    )
