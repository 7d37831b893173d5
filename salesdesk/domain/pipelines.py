"""Pipelines and their stages: data a person can change, with defaults for a new file."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class StageKind(StrEnum):
    """Whether a deal in the stage is still open, or how it ended."""

    OPEN = "open"
    WON = "won"
    LOST = "lost"


@dataclass(frozen=True, slots=True)
class Stage:
    """One stage. ``probability`` 0..100 per cent; ``stale_days`` of silence until a deal counts as quiet."""

    id: int
    pipeline_id: int
    name: str
    position: int
    kind: StageKind
    probability: int
    stale_days: int


@dataclass(frozen=True, slots=True)
class Pipeline:
    """A pipeline with its stages in order."""

    id: int
    name: str
    position: int
    stages: tuple[Stage, ...]

    def first(self, kind: StageKind) -> Stage | None:
        """The first stage of a kind, None when the pipeline has none."""
        return next((stage for stage in self.stages if stage.kind is kind), None)

    def stage(self, stage_id: int) -> Stage | None:
        """One stage by id."""
        return next((stage for stage in self.stages if stage.id == stage_id), None)


DEFAULT_PIPELINE = "New business"
DEFAULT_STAGES: tuple[tuple[str, StageKind, int, int], ...] = (
    # name, kind, probability in per cent, days until quiet
    ("Prospecting", StageKind.OPEN, 10, 14),
    ("Education", StageKind.OPEN, 25, 14),
    ("Demo", StageKind.OPEN, 50, 10),
    ("Proposal", StageKind.OPEN, 65, 10),
    ("Negotiation", StageKind.OPEN, 80, 7),
    ("Won", StageKind.WON, 100, 0),
    ("Lost", StageKind.LOST, 0, 0),
)
"""The stages of a new file."""

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
