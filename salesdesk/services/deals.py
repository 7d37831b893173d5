"""What a person does with deals: create, change, move, win, lose, delete."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from datetime import date
from typing import Any, Unpack

from salesdesk.domain.card_order import in_card_order, place_of_new, places_with
from salesdesk.domain.changes import Cause, ChangeSet, EntityKind
from salesdesk.domain.cleaning.text import one_line
from salesdesk.domain.conflicts import Seen
from salesdesk.domain.deals import (
    DEAL_FIELDS,
    Deal,
    DealCard,
    DealChange,
    DealDraft,
    DealEdit,
    DealValues,
    StageTotal,
)
from salesdesk.domain.forecast import WonSum
from salesdesk.domain.given_values import moment, shown_values
from salesdesk.domain.pipelines import CardOrder, Pipeline, Stage, StageChange, StageKind
from salesdesk.domain.progress import Work
from salesdesk.errors import DomainError, InputError
from salesdesk.phrases import Phrase, phrase
from salesdesk.services.deal_fields import DealFields
from salesdesk.services.deal_roles import DealRoleService
from salesdesk.services.later_rates import later_rates
from salesdesk.store.journal.writing import Writing
from salesdesk.store.records.deal_writer import DealWriter


class DealService(DealFields):
    """Use cases of deals and of the board."""

    @property
    def roles(self) -> DealRoleService:
        """What people are in deals."""
        return DealRoleService(self._store, self._commands)

    # -- reading for the board --------------------------------------------------------------------------

    def board(self, pipeline: Pipeline, *, closed_since: str | None = None) -> dict[int, list[DealCard]]:
        """The cards of every stage in the order they are shown. Won and lost columns show deals closed since
        ``closed_since`` (UTC text); without it they are left out."""
        today = date.fromisoformat(self._store.today())
        if closed_since is not None:
            closed_since = moment(closed_since, phrase("deals.closed_shown"), "closed_since")
        board = {}
        for stage in pipeline.stages:
            if stage.kind is StageKind.OPEN:
                cards = self._store.deals.cards(stage, today)
                board[stage.id] = in_card_order(cards, stage.card_order)
            elif closed_since is not None:
                cards = self._store.deals.cards(stage, today, since=closed_since)
                board[stage.id] = in_card_order(cards, stage.card_order)
        return board

    def totals(self, pipeline: Pipeline) -> dict[int, StageTotal]:
        """Column headers of the board in the file's currency."""
        rates = self._store.rates.current(self._store.today())
        return self._store.deals.totals(pipeline, self._store.settings.currency, rates)

    def cards_of(self, pipeline: Pipeline, deals: Collection[int]) -> dict[int, DealCard]:
        """The cards of some deals, those that are not in an open stage of the pipeline left out."""
        today = date.fromisoformat(self._store.today())
        found: dict[int, DealCard] = {}
        for number in deals:
            try:
                deal = self._store.deals.get(number)
            except DomainError:
                continue
            stage = pipeline.stage(deal.stage_id)
            if stage is not None and stage.kind is StageKind.OPEN and deal.deleted_at is None:
                card = self._store.deals.card(number, stage, today)
                found |= {number: card} if card is not None else {}
        return found

    def won(self, first: date, last: date) -> WonSum:
        """What was won from one day to another, in the file's currency."""
        rates = self._store.rates.current(self._store.today())
        currency = self._store.settings.currency
        tally = self._store.figures.closed("won", first, last, "all", currency, rates).get("")
        if tally is None:
            return WonSum()
        later = later_rates(rates, currency, self._store.rates.first_closed(first, last))
        return WonSum(tally.count, tally.amount, tally.apart, later)

    # -- writing ----------------------------------------------------------------------------------------

    def create(
        self, title: str, stage_id: int, *, origin: object = None, **values: Unpack[DealValues]
    ) -> tuple[int, ChangeSet]:
        """Create a deal in a stage; ``values`` are those of ``DEAL_FIELDS``, ``further`` those of
        further declared fields as they were typed. Without a currency the file's is taken."""
        given = self._given({**values, "title": title})
        given.setdefault("currency", self._store.settings.currency)
        stage = self._stage_there(stage_id)
        places = [place for _, place in self._store.deals.neighbours(stage.id)]
        draft = DealDraft(stage=stage, position=place_of_new(places), **given)
        created: list[int] = []
        changes = self._commands.run(
            phrase("changes.add_deal", title=draft.title),
            lambda uow: created.append(DealWriter(uow).add(draft)),
            origin=origin,
        )
        return created[0], changes

    def change(
        self,
        deal_id: int,
        *,
        stage_id: int | None = None,
        seen: Seen | None = None,
        origin: object = None,
        **values: Unpack[DealEdit],
    ) -> ChangeSet:
        """Change fields of a deal; ``values`` are those of ``DEAL_FIELDS``. Another ``stage_id`` puts it at the end of that
        stage in the same step. ``seen`` is what the change was made from (see `as_read`): raises ``EditConflict`` when
        somebody else gave one of the fields another value since."""
        deal = self._store.deals.get(deal_id)
        given: dict[str, Any] = dict(self._given(values))
        if stage_id is not None and stage_id != deal.stage_id:
            given["stage_id"] = self._open_stage(stage_id).id
        return self._edit_whole(
            phrase("changes.edit_deal", title=deal.title), deal_id, given, self._write, seen, origin
        )

    def _write(self, uow: Writing, deal: int, given: Mapping[str, Any]) -> None:
        values = DealChange(**{key: value for key, value in given.items() if key != "stage_id"})
        if "stage_id" in given:
            stage = self._open_stage(given["stage_id"])
            self._enter(uow, self._store.deals.get(deal), stage, values, self._last_place(stage))
        else:
            DealWriter(uow).change(deal, values)

    @staticmethod
    def as_read(deal: Deal) -> Seen:
        """What a change of a deal is made from, as it was read."""
        return Seen.of(deal.id, _shown(deal))

    def _whole_now(
        self, deals: Collection[int], _keys: Collection[str]
    ) -> Mapping[int, Mapping[str, object]]:
        return {number: _shown(self._store.deals.get(number)) for number in deals}

    def move(
        self,
        deal_id: int,
        stage_id: int,
        *,
        before: int | None = None,
        seen: Seen | None = None,
        origin: object = None,
    ) -> ChangeSet:
        """Put a deal into an open stage, in front of card ``before`` (None: at the end). ``seen`` is the stage it was
        taken from: raises ``EditConflict`` when somebody else put it into another one since. A place within a stage
        that it left meanwhile is no change."""
        stage = self._open_stage(stage_id)
        deal = self._store.deals.get(deal_id)

        def apply(uow: Writing, number: int, given: Mapping[str, Any]) -> None:
            if "stage_id" in given:
                places = self._places_with(stage, number, before)
                self._enter(uow, self._store.deals.get(number), stage, DealChange(), places.pop(number))
                DealWriter(uow).arrange(places)

        return self._edit_whole(
            phrase("changes.move_deal", title=deal.title, stage=stage.name),
            deal_id,
            {"stage_id": stage.id},
            apply,
            seen,
            origin,
        )

    def _places_with(self, stage: Stage, deal_id: int, before: int | None) -> dict[int, float]:
        order = sorted(self._store.deals.neighbours(stage.id), key=lambda place: (place[1], place[0]))
        return places_with(order, deal_id, before)

    def sort_cards(
        self,
        stage_id: int,
        order: CardOrder,
        *,
        moved: int | None = None,
        before: int | None = None,
        origin: object = None,
    ) -> ChangeSet:
        """Sort the cards of a stage on the board. By hand they stand from now on as they are shown; ``moved`` is the card
        that is put in front of ``before`` (None: at the end) at once."""
        stage = self._store.pipelines.stage(stage_id)

        def apply(uow: Writing) -> None:
            self._store.pipelines.change_stage(uow, stage_id, StageChange(card_order=order))
            if order is CardOrder.BY_HAND and stage.card_order is not order:
                today = date.fromisoformat(self._store.today())
                cards = in_card_order(self._store.deals.cards(stage, today), stage.card_order)
                shown = [card.id for card in cards if card.id != moved]
                if moved is not None:
                    shown.insert(shown.index(before) if before in shown else len(shown), moved)
                DealWriter(uow).arrange({deal: float(place) for place, deal in enumerate(shown)})

        told = phrase(f"changes.sort_cards.{order.value}", stage=stage.name)
        return self._commands.run(told, apply, origin=origin)

    def win(
        self,
        deal_id: int,
        *,
        amount: int | None = None,
        closed_at: str | None = None,
        won_reason: str | None = None,
        competitor: str | None = None,
        stage: Stage | None = None,
        seen: Seen | None = None,
        origin: object = None,
    ) -> ChangeSet:
        """Close a deal as won, today or on the day ``closed_at``; ``amount`` corrects what was agreed in the end, ``competitor``
        is who was beaten. It ends in ``stage``, without one in the first such of its pipeline. Of one that is won already
        it corrects what is said of it. ``seen`` as for `change`."""
        values = DealEdit(won_reason=won_reason, competitor=competitor)
        ends = stage or StageKind.WON
        return self._close(deal_id, ends, values, amount, closed_at, seen, origin)

    def lose(
        self,
        deal_id: int,
        reason: str,
        *,
        amount: int | None = None,
        competitor: str | None = None,
        closed_at: str | None = None,
        stage: Stage | None = None,
        seen: Seen | None = None,
        origin: object = None,
    ) -> ChangeSet:
        """Close a deal as lost, with the reason; otherwise as `win`. Its steps that would come again go to the trash."""
        if not one_line(reason):
            raise InputError("deals.no_reason", field="lost_reason")
        values = DealEdit(lost_reason=reason, competitor=competitor)
        ends = stage or StageKind.LOST
        return self._close(deal_id, ends, values, amount, closed_at, seen, origin)

    def _close(
        self,
        deal_id: int,
        ends: Stage | StageKind,
        values: DealEdit,
        amount: int | None,
        closed_at: str | None,
        seen: Seen | None,
        origin: object,
    ) -> ChangeSet:
        """Close a deal; whoever keeps the stage that somebody else gave it closes nothing."""
        deal = self._store.deals.get(deal_id)
        if closed_at:
            values |= DealEdit(closed_at=closed_at)
        if amount is not None:
            values |= DealEdit(amount=amount)
        given = self._given(values)
        kind = ends.kind if isinstance(ends, Stage) else ends
        if self._store.pipelines.stage(deal.stage_id).kind is kind:
            told = phrase("changes.correct_closing", title=deal.title)
            return self._edit_whole(told, deal_id, given, self._write, seen, origin)
        stage = self._stage_there(ends.id) if isinstance(ends, Stage) else self._closing_stage(deal, kind)

        def apply(uow: Writing, number: int, given: Mapping[str, Any]) -> None:
            if "stage_id" in given:
                rest = DealChange(**{key: value for key, value in given.items() if key != "stage_id"})
                self._enter(uow, self._store.deals.get(number), stage, rest)

        told = phrase("changes.win_deal" if kind is StageKind.WON else "changes.lose_deal", title=deal.title)
        return self._edit_whole(told, deal_id, {**given, "stage_id": stage.id}, apply, seen, origin)

    def _edit_whole(
        self,
        told: Phrase,
        deal_id: int,
        given: Mapping[str, Any],
        apply: Callable[[Writing, int, Mapping[str, Any]], None],
        seen: Seen | None,
        origin: object,
    ) -> ChangeSet:
        return self._commands.edit(
            told, EntityKind.DEAL, {deal_id: given}, apply, self._whole_now, seen, origin=origin
        )

    def delete(self, ids: Sequence[int], *, work: Work | None = None, origin: object = None) -> ChangeSet:
        """Put deals into the trash."""
        told = phrase("changes.delete", what=self._counted(ids))
        return self._bulk(told, ids, lambda uow, part: DealWriter(uow).trash(part), work, origin, Cause.EDIT)

    def restore(self, ids: Sequence[int], *, work: Work | None = None, origin: object = None) -> ChangeSet:
        """Bring deals back from the trash."""
        told = phrase("changes.restore", what=self._counted(ids))
        return self._bulk(
            told, ids, lambda uow, part: DealWriter(uow).restore(part), work, origin, Cause.EDIT
        )

    def _counted(self, ids: Sequence[int]) -> str | Phrase:
        counted = super()._counted(ids)
        return phrase("changes.quoted", name=counted) if isinstance(counted, str) else counted

    def _closing_stage(self, deal: Deal, kind: StageKind) -> Stage:
        stage = self._store.pipelines.get(deal.pipeline_id).first(kind)
        if stage is None:
            raise DomainError("deals.no_stage_for", kind=phrase(f"kinds.{kind.value}"))
        return stage


def _shown(deal: Deal) -> dict[str, object]:
    return {**shown_values(deal, DEAL_FIELDS), "stage_id": deal.stage_id}


BOARD_KINDS = (
    EntityKind.DEAL,
    EntityKind.ACTIVITY,
    EntityKind.STAGE,
    EntityKind.PIPELINE,
    EntityKind.CONTACT,
    EntityKind.COMPANY,
    EntityKind.OWNER,
    EntityKind.SETTING,
)
"""What a change must concern to alter the board."""
