"""What a person does with deals: create, change, move, win, lose, delete."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from datetime import date
from typing import Any, Unpack, cast

from salesdesk.domain.changes import ChangeSet, EntityKind
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
    further_fields,
    in_card_order,
    position_between,
)
from salesdesk.domain.fields import FIELD
from salesdesk.domain.given_values import checked, moment, shown_values
from salesdesk.domain.pipelines import Pipeline, Stage, StageKind
from salesdesk.domain.typed_values import typed_value
from salesdesk.errors import DomainError, InputError
from salesdesk.phrases import Phrase, phrase
from salesdesk.services.commands import Commands
from salesdesk.store.journal.writing import Writing
from salesdesk.store.records.deal_writer import DealWriter
from salesdesk.store.store import Store


class DealService:
    """Use cases of deals and of the board."""

    def __init__(self, store: Store, commands: Commands) -> None:
        self._store, self._commands = store, commands

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
                board[stage.id] = in_card_order(self._store.deals.cards(stage, today))
            elif closed_since is not None:
                board[stage.id] = in_card_order(self._store.deals.cards(stage, today, since=closed_since))
        return board

    def totals(self, pipeline: Pipeline) -> dict[int, StageTotal]:
        """Column headers of the board in the file's currency."""
        return self._store.deals.totals(pipeline, self._store.settings.currency)

    # -- writing ----------------------------------------------------------------------------------------

    def create(
        self, title: str, stage_id: int, *, origin: object = None, **values: Unpack[DealValues]
    ) -> tuple[int, ChangeSet]:
        """Create a deal in a stage; ``values`` are those of ``DEAL_FIELDS``, ``further`` those of
        further declared fields as they were typed. Without a currency the file's is taken."""
        given = self._given({**values, "title": title})
        given.setdefault("currency", self._store.settings.currency)
        draft = DealDraft(stage=self._store.pipelines.stage(stage_id), **given)
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
        stage in the same step. ``seen`` is what the change was made from (see `seen`): raises ``EditConflict`` when
        somebody else gave one of the fields another value since."""
        deal = self._store.deals.get(deal_id)
        given: dict[str, Any] = dict(self._given(values))
        if stage_id is not None and stage_id != deal.stage_id:
            given["stage_id"] = self._open_stage(stage_id).id
        return self._edit(
            phrase("changes.edit_deal", title=deal.title), deal_id, given, self._apply, seen, origin
        )

    def _apply(self, uow: Writing, deal: int, given: Mapping[str, Any]) -> None:
        values = DealChange(**{key: value for key, value in given.items() if key != "stage_id"})
        writer = DealWriter(uow)
        if "stage_id" in given:
            stage = self._open_stage(given["stage_id"])
            writer.move(deal, stage, values, self._position(stage, deal, None))
        else:
            writer.change(deal, values)

    @staticmethod
    def seen(deal: Deal) -> Seen:
        """What a change of a deal is made from, as it was read."""
        return Seen.of(deal.id, _shown(deal))

    def _fields_now(
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
                DealWriter(uow).move(number, stage, DealChange(), self._position(stage, number, before))

        return self._edit(
            phrase("changes.move_deal", title=deal.title, stage=stage.name),
            deal_id,
            {"stage_id": stage.id},
            apply,
            seen,
            origin,
        )

    def win(
        self,
        deal_id: int,
        *,
        amount: int | None = None,
        closed_at: str | None = None,
        seen: Seen | None = None,
        origin: object = None,
    ) -> ChangeSet:
        """Close a deal as won; ``amount`` corrects what was agreed in the end; ``seen`` as for `change`."""
        deal = self._store.deals.get(deal_id)
        stage = self._closing_stage(deal, StageKind.WON)
        values = self._given(_closing(closed_at))
        if amount is not None:
            values |= self._given({"amount": amount})
        return self._close(phrase("changes.win_deal", title=deal.title), deal_id, stage, values, seen, origin)

    def lose(
        self,
        deal_id: int,
        reason: str,
        *,
        competitor: str | None = None,
        closed_at: str | None = None,
        seen: Seen | None = None,
        origin: object = None,
    ) -> ChangeSet:
        """Close a deal as lost, with the reason; ``seen`` as for `change`."""
        if not one_line(reason):
            raise InputError("deals.no_reason", field="lost_reason")
        deal = self._store.deals.get(deal_id)
        stage = self._closing_stage(deal, StageKind.LOST)
        values = self._given({"lost_reason": reason, "competitor": competitor, **_closing(closed_at)})
        return self._close(
            phrase("changes.lose_deal", title=deal.title), deal_id, stage, values, seen, origin
        )

    def _close(
        self, told: Phrase, deal_id: int, stage: Stage, values: DealEdit, seen: Seen | None, origin: object
    ) -> ChangeSet:
        """Close a deal; whoever keeps the stage that somebody else gave it closes nothing."""

        def apply(uow: Writing, number: int, given: Mapping[str, Any]) -> None:
            if "stage_id" in given:
                rest = DealChange(**{key: value for key, value in given.items() if key != "stage_id"})
                DealWriter(uow).move(number, stage, rest)

        return self._edit(told, deal_id, {**values, "stage_id": stage.id}, apply, seen, origin)

    def _edit(
        self,
        told: Phrase,
        deal_id: int,
        given: Mapping[str, Any],
        apply: Callable[[Writing, int, Mapping[str, Any]], None],
        seen: Seen | None,
        origin: object,
    ) -> ChangeSet:
        return self._commands.edit(
            told, EntityKind.DEAL, {deal_id: given}, apply, self._fields_now, seen, origin=origin
        )

    def delete(self, deals: Sequence[int], *, origin: object = None) -> ChangeSet:
        """Put deals into the trash."""
        return self._commands.run(
            phrase("changes.delete", what=self._counted(deals)),
            lambda uow: DealWriter(uow).trash(deals),
            origin=origin,
        )

    def restore(self, deals: Sequence[int], *, origin: object = None) -> ChangeSet:
        """Bring deals back from the trash."""
        return self._commands.run(
            phrase("changes.restore", what=self._counted(deals)),
            lambda uow: DealWriter(uow).restore(deals),
            origin=origin,
        )

    def _counted(self, deals: Sequence[int]) -> Phrase:
        if len(deals) != 1:
            return phrase("changes.deals", count=len(deals))
        return phrase("changes.quoted", name=self._store.deals.get(deals[0]).title)

    def _open_stage(self, stage_id: int) -> Stage:
        """A stage a deal may be put into without saying why."""
        stage = self._store.pipelines.stage(stage_id)
        if stage.kind is StageKind.LOST:
            raise DomainError("deals.lost_without_reason")
        return stage

    def _closing_stage(self, deal: Deal, kind: StageKind) -> Stage:
        stage = self._store.pipelines.get(deal.pipeline_id).first(kind)
        if stage is None:
            raise DomainError("deals.no_stage_for", kind=phrase(f"kinds.{kind.value}"))
        return stage

    def _given(self, values: DealEdit) -> DealEdit:
        if "title" in values and not one_line(str(values["title"] or "")):
            raise InputError("deals.no_title", field="title")
        given = cast(
            DealEdit, checked("deal", DEAL_FIELDS, {k: v for k, v in values.items() if k != "further"})
        )
        if "further" in values:
            given["further"] = self._further(values["further"])
        return given

    def _further(self, values: Mapping[str, Any]) -> dict[str, Any]:
        """Typed values of the fields a ``Deal`` does not name."""
        rules, known = self._store.settings.typing_rules, further_fields()
        for key in values:
            if key not in known:
                raise InputError("deals.no_such_field", field=key, key=key)
        return {
            key: typed_value(key, FIELD[key].title, FIELD[key].type, value, rules)
            for key, value in values.items()
        }

    def _position(self, stage: Stage, deal_id: int, before: int | None) -> float:
        places = sorted((p, i) for i, p in self._store.deals.neighbours(stage.id) if i != deal_id)
        if before is None:
            return position_between(places[-1][0] if places else None, None)
        at = next((n for n, (_, i) in enumerate(places) if i == before), len(places))
        after = places[at][0] if at < len(places) else None
        return position_between(places[at - 1][0] if at > 0 else None, after)


def _shown(deal: Deal) -> dict[str, object]:
    return {**shown_values(deal, DEAL_FIELDS), "stage_id": deal.stage_id}


def _closing(closed_at: str | None) -> DealEdit:
    return {"closed_at": closed_at} if closed_at else {}


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
