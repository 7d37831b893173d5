"""The one writer of deals, which keeps the history of their stages."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from typing import Any

from salesdesk.domain.changes import UNCHANGED, named
from salesdesk.domain.cleaning.text import fold_key
from salesdesk.domain.deals import DealChange, DealDraft, StageStep, closing_day, further_fields
from salesdesk.domain.fields import RecordKind
from salesdesk.domain.fields.stored import stored, stored_values
from salesdesk.domain.pipelines import StageKind, StagePlace, StageStanding, goes_back
from salesdesk.store.records.deals import further_columns
from salesdesk.store.records.record_writer import OwnedWriter
from salesdesk.store.records.sequence_stops import SequenceStops
from salesdesk.store.records.won_companies import make_customers

_COLUMNS = (
    "title", "title_key", "contact_id", "company_id", "pipeline_id", "stage_id", "position", "amount", "currency",
    "probability", "expected_close", "stage_since", "closed_at", "won_reason", "lost_reason", "competitor", "owner_id", "source_id",
    "campaign_id", "notes", "external_id", "import_batch_id", "created_at", "updated_at",
)  # fmt: skip
_EVENT = ("deal_id", "from_stage_id", "to_stage_id", "at", "actor", "amount")


class DealWriter(OwnedWriter):
    """Writes deals within one unit of work."""

    kind = RecordKind.DEALS
    table = "deal"

    def add(self, draft: DealDraft) -> int:
        """Create a deal, with the first event of its history. Returns the id."""
        return self.add_many([draft]).start

    def add_many(self, drafts: Sequence[DealDraft]) -> range:
        """Create deals with their history. Returns their ids, in order."""
        ids = self._uow.insert_many(
            "deal", (*_COLUMNS, *further_columns()), [_row(draft, self._uow.at) for draft in drafts]
        )
        events: list[tuple[Any, ...]] = []
        for deal, draft in zip(ids, drafts, strict=True):
            for step in draft.way or (StageStep(None, draft.stage.id, draft.entered or self._uow.at),):
                events.append((deal, step.before, step.after, step.at, self._uow.actor, draft.amount))
        self._uow.insert_many("stage_event", _EVENT, events)
        won = [deal for deal, draft in zip(ids, drafts, strict=True) if draft.stage.kind is StageKind.WON]
        make_customers(self._uow, won)
        return ids

    def change(self, deal_id: int, change: DealChange) -> None:
        """Change fields of a deal other than its stage."""
        self.change_many({deal_id: change})

    def change_many(
        self,
        changes: Mapping[int, DealChange],
        moves: Mapping[int, StagePlace] | None = None,
    ) -> None:
        """Change fields of deals; ``moves`` puts those of them it names into another stage."""
        rows, events = self._changed(changes, moves or {})
        self._uow.update_many("deal", rows)
        self._uow.insert_many("stage_event", _EVENT, events)
        make_customers(self._uow, _to_be_looked_at(changes, moves or {}))
        for deal, stage in (moves or {}).items():
            if stage.kind is not StageKind.OPEN:
                SequenceStops(self._uow).closed(deal, stage.kind)

    def move(
        self,
        deal_id: int,
        stage: StagePlace,
        change: DealChange,
        position: float | None = None,
    ) -> None:
        """Put a deal into a stage, at ``position`` when given; a change of stage is recorded with its moment."""
        rows, events = self._changed({deal_id: change}, {deal_id: stage})
        if position is not None:
            rows[deal_id]["position"] = position
        self._uow.insert_many("stage_event", _EVENT, events)
        self._uow.update_many("deal", rows)
        make_customers(self._uow, _to_be_looked_at({deal_id: change}, {deal_id: stage}))
        if stage.kind is not StageKind.OPEN:
            SequenceStops(self._uow).closed(deal_id, stage.kind)

    def arrange(self, places: Mapping[int, float]) -> None:
        """Give deals their places among the cards of their stage; those that stand there already are left alone."""
        now = self._uow.rows("deal", places, ("position",)) if places else {}
        moved = {
            deal: place for deal, place in places.items() if deal in now and now[deal]["position"] != place
        }
        self._uow.update_many("deal", {deal: {"position": place} for deal, place in moved.items()})

    def trash(self, ids: Collection[int]) -> set[int]:
        """Put deals into the trash. One that is there already is stamped anew; ids that do not exist any more are left out."""
        # Unlike people and companies, a deal bears the moment it was last deleted: files made by former versions
        # hold it so, and the same operations have to leave the same records and the same journal.
        gone = {"deleted_at": self._uow.at, "updated_at": self._uow.at}
        return self._uow.update_many("deal", dict.fromkeys(self.existing(ids), gone))

    def restore(self, ids: Collection[int]) -> set[int]:
        """Bring deals back from the trash; ids that do not exist any more are left out."""
        back = {"deleted_at": None, "updated_at": self._uow.at}
        return self._uow.update_many("deal", dict.fromkeys(self.existing(ids), back))

    def _changed(
        self, changes: Mapping[int, DealChange], moves: Mapping[int, StagePlace]
    ) -> tuple[dict[int, dict[str, Any]], list[tuple[Any, ...]]]:
        """The columns that become different by deal, and the events of deals that enter another stage."""
        events: list[tuple[Any, ...]] = []
        rows: dict[int, dict[str, Any]] = {}
        present = self._uow.rows("deal", moves, ("stage_id", "amount", "stage_since")) if moves else {}
        standing = self._standing(
            {row["stage_id"] for row in present.values()} | {s.id for s in moves.values()}
        )
        for deal, change in changes.items():
            values = {**named(change), "updated_at": self._uow.at}
            values |= stored_values(RecordKind.DEALS, values.pop("further"))
            if "title" in values:
                values["title_key"] = fold_key(values["title"])
            if values.get("closed_at"):
                values["closed_at"] = closing_day(values["closed_at"])
            stage, was = moves.get(deal), present.get(deal)
            if stage is not None and was is not None and was["stage_id"] != stage.id:
                at = self._entered(stage, change, was["stage_since"])
                values |= _entering(stage, change, at)
                if change.probability is UNCHANGED and goes_back(
                    standing[was["stage_id"]], standing[stage.id]
                ):
                    values["probability"] = None
                amount = was["amount"] if change.amount is UNCHANGED else change.amount
                events.append((deal, was["stage_id"], stage.id, at, self._uow.actor, amount))
            rows[deal] = values
        return rows, events

    def _standing(self, stages: Collection[int]) -> dict[int, StageStanding]:
        rows = self._uow.rows("stage", stages, ("pipeline_id", "position", "kind")) if stages else {}
        return {
            stage: StageStanding(row["pipeline_id"], row["position"], StageKind(row["kind"]))
            for stage, row in rows.items()
        }

    def _entered(self, stage: StagePlace, change: DealChange, since: str) -> str:
        """When a deal comes into its stage: now, or on the day it was closed, never before it came into the former one."""
        now: str = self._uow.at
        if stage.kind is StageKind.OPEN or change.closed_at is UNCHANGED or not change.closed_at:
            return now
        day = closing_day(change.closed_at)
        return now if day >= closing_day(now) else max(f"{day}T12:00:00Z", since)


def _to_be_looked_at(changes: Mapping[int, DealChange], moves: Mapping[int, StagePlace]) -> list[int]:
    """The deals whose companies may be customers now: they were won, or are about another company."""
    return [
        deal
        for deal, change in changes.items()
        if change.company_id or (deal in moves and moves[deal].kind is StageKind.WON)
    ]


def _entering(stage: StagePlace, change: DealChange, at: str) -> dict[str, Any]:
    """What becomes of the columns of a deal that enters a stage."""
    given, competitor = change.closed_at, change.competitor
    closed_at = at if given is UNCHANGED else given
    closed = closing_day(closed_at) if closed_at and stage.kind is not StageKind.OPEN else None
    values = {
        "stage_id": stage.id,
        "pipeline_id": stage.pipeline_id,
        "stage_since": at,
        "closed_at": closed,
    }
    if stage.kind is not StageKind.LOST:
        values |= {"lost_reason": None, "competitor": None if competitor is UNCHANGED else competitor}
    if stage.kind is not StageKind.WON:
        values["won_reason"] = None
    return values


def _row(draft: DealDraft, at: str) -> tuple[Any, ...]:
    """The columns of a new deal."""
    entered = draft.entered or at
    is_open = draft.stage.kind is StageKind.OPEN or draft.end_unknown
    closed = None if is_open else closing_day(draft.closed_at or entered)
    return (
        draft.title, fold_key(draft.title), draft.contact_id, draft.company_id, draft.stage.pipeline_id, draft.stage.id,
        draft.position, draft.amount, draft.currency, draft.probability, draft.expected_close, entered, closed,
        draft.won_reason, draft.lost_reason, draft.competitor, draft.owner_id, draft.source_id, draft.campaign_id, draft.notes,
        draft.external_id, draft.import_batch_id, draft.created_at or at, draft.updated_at or at,
        *(part for key in further_fields() for part in stored(RecordKind.DEALS, key, draft.further.get(key))),
    )  # fmt: skip
