"""What a person does with deals: create, change, move, win, lose, delete."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from salesdesk.domain.changes import Cause, ChangeSet, EntityKind
from salesdesk.domain.cleaning.text import one_line
from salesdesk.domain.deals import DEAL_FIELDS, Deal, DealCard, StageTotal, in_card_order, position_between
from salesdesk.domain.given_values import checked
from salesdesk.domain.pipelines import Pipeline, Stage, StageKind
from salesdesk.errors import DomainError, InputError
from salesdesk.services.commands import Commands
from salesdesk.store.journal.unit_of_work import UnitOfWork
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
        self, title: str, stage_id: int, *, origin: object = None, **values: Any
    ) -> tuple[int, ChangeSet]:
        """Create a deal in a stage; ``values`` are those of ``DEAL_FIELDS``. Without a currency the file's is taken."""
        given = _given({**values, "title": title})
        title = given["title"]
        stage = self._store.pipelines.stage(stage_id)
        given.setdefault("currency", self._store.settings.currency)
        created: list[int] = []

        def change(uow: UnitOfWork) -> None:
            created.append(self._store.deals.add(uow, stage, given))

        changes = self._commands.run(f"Add deal “{title}”", change, origin=origin)
        return created[0], changes

    def change(self, deal_id: int, *, origin: object = None, **values: Any) -> ChangeSet:
        """Change fields of a deal other than its stage; ``values`` are those of ``DEAL_FIELDS``."""
        deal = self._store.deals.get(deal_id)
        given = _given(values)
        return self._commands.run(
            f"Edit deal “{deal.title}”",
            lambda uow: self._store.deals.change(uow, deal_id, given),
            origin=origin,
        )

    def move(
        self, deal_id: int, stage_id: int, *, before: int | None = None, origin: object = None
    ) -> ChangeSet:
        """Put a deal into an open stage, in front of card ``before`` (None: at the end)."""
        stage = self._store.pipelines.stage(stage_id)
        if stage.kind is StageKind.LOST:
            raise DomainError("A reason is needed", "A lost deal needs a reason: use “Lost”.")
        deal = self._store.deals.get(deal_id)
        position = self._position(stage, deal_id, before)
        return self._commands.run(
            f"Move “{deal.title}” to {stage.name}",
            lambda uow: self._store.deals.move(uow, deal_id, stage, {"position": position}),
            origin=origin,
        )

    def win(
        self, deal_id: int, *, amount: int | None = None, closed_at: str | None = None, origin: object = None
    ) -> ChangeSet:
        """Close a deal as won; ``amount`` corrects what was agreed in the end."""
        deal = self._store.deals.get(deal_id)
        stage = self._closing_stage(deal, StageKind.WON)
        values = _given(_without_none(amount=amount, closed_at=closed_at))
        return self._commands.run(
            f"Win “{deal.title}”",
            lambda uow: self._store.deals.move(uow, deal_id, stage, values),
            origin=origin,
        )

    def lose(
        self,
        deal_id: int,
        reason: str,
        *,
        competitor: str | None = None,
        closed_at: str | None = None,
        origin: object = None,
    ) -> ChangeSet:
        """Close a deal as lost, with the reason."""
        if not one_line(reason):
            raise InputError(
                "No reason", "Say why the deal was lost: reports count the reasons.", "lost_reason"
            )
        deal = self._store.deals.get(deal_id)
        stage = self._closing_stage(deal, StageKind.LOST)
        values = {
            "competitor": None,
            **_given(_without_none(lost_reason=reason, competitor=competitor, closed_at=closed_at)),
        }
        return self._commands.run(
            f"Lose “{deal.title}”",
            lambda uow: self._store.deals.move(uow, deal_id, stage, values),
            origin=origin,
        )

    def delete(self, deals: Sequence[int], *, origin: object = None) -> ChangeSet:
        """Put deals into the trash."""
        return self._mark(deals, deleted=True, origin=origin)

    def restore(self, deals: Sequence[int], *, origin: object = None) -> ChangeSet:
        """Bring deals back from the trash."""
        return self._mark(deals, deleted=False, origin=origin)

    def _mark(self, deals: Sequence[int], *, deleted: bool, origin: object) -> ChangeSet:
        what = f"{len(deals)} deals" if len(deals) != 1 else f"“{self._store.deals.get(deals[0]).title}”"

        def change(uow: UnitOfWork) -> None:
            uow.update_many(
                "deal", {d: {"deleted_at": uow.at if deleted else None, "updated_at": uow.at} for d in deals}
            )

        return self._commands.run(
            f"{'Delete' if deleted else 'Restore'} {what}", change, cause=Cause.EDIT, origin=origin
        )

    def _closing_stage(self, deal: Deal, kind: StageKind) -> Stage:
        stage = self._store.pipelines.get(deal.pipeline_id).first(kind)
        if stage is None:
            raise DomainError(
                "No such stage",
                f"This pipeline has no stage for {kind.value} deals. Add one in the settings.",
            )
        return stage

    def _position(self, stage: Stage, deal_id: int, before: int | None) -> float:
        places = sorted((p, i) for i, p in self._store.deals.neighbours(stage.id) if i != deal_id)
        if before is None:
            return position_between(places[-1][0] if places else None, None)
        at = next((n for n, (_, i) in enumerate(places) if i == before), len(places))
        after = places[at][0] if at < len(places) else None
        return position_between(places[at - 1][0] if at > 0 else None, after)


def _given(values: dict[str, Any]) -> dict[str, Any]:
    if "title" in values and not one_line(str(values["title"] or "")):
        raise InputError("No title", "Give the deal a title, so that it can be told apart.", "title")
    return checked("deal", DEAL_FIELDS, values)


def _without_none(**values: Any) -> dict[str, Any]:
    return {name: value for name, value in values.items() if value is not None and value != ""}


BOARD_KINDS = (
    EntityKind.DEAL,
    EntityKind.ACTIVITY,
    EntityKind.STAGE,
    EntityKind.PIPELINE,
    EntityKind.CONTACT,
    EntityKind.COMPANY,
)
"""What a change must concern to alter the board."""
