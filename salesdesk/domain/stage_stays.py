"""How long deals stay in the stages of a pipeline: one deal so far, and what is usual."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import pairwise
from statistics import median

from salesdesk.domain.days import moment_of
from salesdesk.domain.deals import StageMove
from salesdesk.domain.pipelines import Pipeline, StageKind

FEWEST = 3
"""So many deals have to have left a stage before their time there is called usual."""


@dataclass(frozen=True, slots=True)
class Stay:
    """A deal in one stage. ``entered`` is when it came there first, ``since`` when last (UTC text or day); ``days`` the
    time it spent there in all, in days and parts of one; ``times`` how often it came; ``actor`` who moved it last;
    ``usual`` the days deals usually stay, None where nobody knows."""

    stage: int
    entered: str
    since: str
    days: float
    times: int
    actor: str
    usual: float | None = None

    @property
    def is_late(self) -> bool:
        """Whether the deal has been there for longer than is usual."""
        return self.usual is not None and self.days > self.usual


def stays(
    moves: Sequence[StageMove], now: datetime, usual: Mapping[int, float] | None = None
) -> dict[int, Stay]:
    """The stages a deal went through by number; ``moves`` as they happened, ``usual`` days by stage."""
    found: dict[int, Stay] = {}
    ends = [*(moment_of(later.at) for _, later in pairwise(moves)), now]
    for move, end in zip(moves, ends, strict=False):  # without any move nothing ends now
        days = max(0.0, (end - moment_of(move.at)).total_seconds() / 86400)
        known = found.get(move.after)
        found[move.after] = Stay(
            move.after,
            known.entered if known is not None else move.at,
            move.at,
            days + (known.days if known is not None else 0.0),
            1 + (known.times if known is not None else 0),
            move.actor,
            (usual or {}).get(move.after),
        )
    return found


def usual_days(pipeline: Pipeline, ways: Iterable[Sequence[StageMove]]) -> dict[int, float]:
    """How many days deals usually stay in the open stages of a pipeline: as the stage says, else the median of those that
    left it, or where those are too few, the days of silence the stage allows. A stage that says nothing is left out."""
    spent: dict[int, list[float]] = {}
    for moves in ways:
        for move, later in pairwise(moves):
            days = (moment_of(later.at) - moment_of(move.at)).total_seconds() / 86400
            spent.setdefault(move.after, []).append(max(0.0, days))
    usual = {}
    for stage in pipeline.stages:
        if stage.kind is not StageKind.OPEN:
            continue
        known = spent.get(stage.id, [])
        if stage.usual_days > 0:
            usual[stage.id] = float(stage.usual_days)
        elif len(known) >= FEWEST:
            usual[stage.id] = float(median(known))
        elif stage.stale_days > 0:
            usual[stage.id] = float(stage.stale_days)
    return usual


def usual_cycle(days: Sequence[int]) -> int | None:
    """How many days deals usually take until they are won; None where too few were."""
    return round(median(days)) if len(days) >= FEWEST else None
