"""Pipelines and their stages: data a person can change, with defaults for a new file."""

from __future__ import annotations

from enum import StrEnum
from typing import NamedTuple, Protocol

from salesdesk.value_classes import dataclass


class StageKind(StrEnum):
    """Whether a deal in the stage is still open, or how it ended."""

    OPEN = "open"
    WON = "won"
    LOST = "lost"


CLOSED_PROBABILITY = {StageKind.WON: 100, StageKind.LOST: 0}
"""What is closed is certain, in per cent, whatever was thought before."""


class CardOrder(StrEnum):
    """What the cards of a stage are sorted by on the board."""

    NEXT_STEP = "next_step"
    BY_HAND = "by_hand"
    AMOUNT = "amount"
    CLOSE = "close"

    @classmethod
    def read(cls, stored: str | None) -> CardOrder:
        """An order as it is stored; without one, and where it is one of a later version, by the next step."""
        return cls(stored) if stored in list(cls) else cls.NEXT_STEP


@dataclass(frozen=True, slots=True)
class Stage:
    """One stage. ``probability`` 0..100 per cent; ``stale_days`` of silence until a deal counts as quiet, and ``usual_days``
    it usually stays, until it counts as too long there; 0 for never. ``best_case`` says whether its deals count in full for
    the best case of the forecast. One that is ``removed`` is there for the history alone."""

    id: int
    pipeline_id: int
    name: str
    position: int
    kind: StageKind
    probability: int
    stale_days: int
    card_order: CardOrder = CardOrder.NEXT_STEP
    best_case: bool = False
    usual_days: int = 0
    removed: bool = False


class StagePlace(Protocol):
    """What must be known of a stage to put a deal into it."""

    @property
    def id(self) -> int: ...
    @property
    def pipeline_id(self) -> int: ...
    @property
    def kind(self) -> StageKind: ...


@dataclass(frozen=True, slots=True)
class StageStanding:
    """Where a stage stands in its pipeline, which is all that is asked of one a deal leaves."""

    pipeline_id: int
    position: int
    kind: StageKind


def goes_back(before: StageStanding, after: StageStanding) -> bool:
    """Whether a deal that changes its stage is further from being won than it was: it goes to an earlier open stage, or is
    opened again. What a person thought of its chances there holds no more."""
    if after.kind is not StageKind.OPEN:
        return False
    if before.kind is not StageKind.OPEN:
        return True
    return before.pipeline_id == after.pipeline_id and after.position < before.position


class NewStage(NamedTuple):
    """A stage to be made; ``stale_days`` of silence until a deal counts as quiet, and ``usual_days`` it usually stays, 0 for
    never."""

    name: str
    kind: StageKind
    probability: int
    stale_days: int
    usual_days: int = 0


@dataclass(frozen=True, slots=True)
class StageChange:
    """What becomes different of a stage; None stays."""

    name: str | None = None
    probability: int | None = None
    stale_days: int | None = None
    position: int | None = None
    card_order: CardOrder | None = None
    best_case: bool | None = None
    usual_days: int | None = None


@dataclass(frozen=True, slots=True)
class Pipeline:
    """A pipeline with its stages in order. ``former`` are stages that were removed and that the history names: no deal
    stands in one. An ``archived`` pipeline is offered no more."""

    id: int
    name: str
    position: int
    stages: tuple[Stage, ...]
    former: tuple[Stage, ...] = ()
    archived: bool = False

    def first(self, kind: StageKind) -> Stage | None:
        """The first stage of a kind, None when the pipeline has none."""
        return next((stage for stage in self.stages if stage.kind is kind), None)

    def stage(self, stage_id: int) -> Stage | None:
        """One stage by id."""
        return next((stage for stage in self.stages if stage.id == stage_id), None)


DEFAULT_PIPELINE = "New business"
DEFAULT_STAGES: tuple[NewStage, ...] = (
    NewStage("Prospecting", StageKind.OPEN, 10, 14, 45),
    NewStage("Education", StageKind.OPEN, 25, 14, 45),
    NewStage("Demo", StageKind.OPEN, 50, 10, 30),
    NewStage("Proposal", StageKind.OPEN, 65, 10, 30),
    NewStage("Negotiation", StageKind.OPEN, 80, 7, 21),
    NewStage("Won", StageKind.WON, 100, 0),
    NewStage("Lost", StageKind.LOST, 0, 0),
)
"""The stages of a new file."""

DEAL_ROLES = ("Decision maker", "Buyer", "User", "Influencer", "Technical expert", "Supporter", "Opponent")
"""What people may be in a deal until a person says otherwise."""

WON_REASONS: tuple[str, ...] = (
    "Quality",
    "Price",
    "Trust",
    "Speed",
    "Recommended",
    "Other",
)
"""Reasons offered when a deal is won; any other text may be typed, and none is needed."""

LOST_REASONS: tuple[str, ...] = (
    "Price",
    "Competitor",
    "No budget",
    "No need",
    "Bad timing",
    "No answer",
    "Other",
)
"""Reasons offered when a deal is lost; any other text may be typed."""
