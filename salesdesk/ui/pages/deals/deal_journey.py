"""The stages of a deal as a strip: when it came to each, how long it stayed, and where it takes too long."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from PySide6.QtCore import QCoreApplication

from salesdesk.domain.deals import Deal
from salesdesk.domain.pipelines import Pipeline, Stage, StageKind
from salesdesk.domain.stage_stays import Stay, stays
from salesdesk.store.store import Store
from salesdesk.ui.records.profile import JourneyStep
from salesdesk.ui.value_texts import day_text, time_text


def _tr(text: str) -> str:
    return QCoreApplication.translate("deals", text)


def deal_journey(deal: Deal, store: Store) -> list[JourneyStep]:
    """The open stages of the deal's pipeline in order and how it ends: lost where it is lost, else won. The code of a step
    is the number of its stage."""
    pipeline = store.pipelines.get(deal.pipeline_id)
    usual = store.deal_ways.usual_days(pipeline)
    known = stays(store.deals.stage_history(deal.id), store.clock(), usual)
    today = date.fromisoformat(store.today())
    present = pipeline.stage(deal.stage_id)
    shown = _shown(pipeline, present)
    now = shown.index(present) if present in shown else -1
    return [
        _step(stage, known, today, reached=place <= now, current=place == now)
        for place, stage in enumerate(shown)
    ]


def _shown(pipeline: Pipeline, present: Stage | None) -> list[Stage]:
    ended = present if present is not None and present.kind is not StageKind.OPEN else None
    end = ended or pipeline.first(StageKind.WON)
    open_ = [stage for stage in pipeline.stages if stage.kind is StageKind.OPEN]
    return [*open_, *([end] if end is not None else [])]


def _step(
    stage: Stage, known: Mapping[int, Stay], today: date, *, reached: bool, current: bool
) -> JourneyStep:
    stay = known.get(stage.id)
    late = current and stay is not None and stay.is_late and stage.kind is StageKind.OPEN
    ends = {StageKind.WON: "good", StageKind.LOST: "bad"}
    tone = ends.get(stage.kind, "warn" if late else "")
    note = ""
    if stay is not None and (reached or current):
        parts = [day_text(stay.entered, today)]
        if current and stage.kind is StageKind.OPEN and stay.usual is not None:
            usual = span_text(stay.usual)
            parts.append(_tr("{0}, usual {1}").format(span_text(stay.days), usual))
        elif stage.kind is StageKind.OPEN:
            parts.append(span_text(stay.days))
        note = " · ".join(parts)
    elif reached and not current:
        note = _tr("skipped")
    return JourneyStep(
        str(stage.id), stage.name, note, reached, current, _tip(stage, stay, current=current, late=late), tone
    )


def _tip(stage: Stage, stay: Stay | None, *, current: bool, late: bool) -> str:
    """Everything that is known of the deal in a stage, and what a click does."""
    lines = [stage.name]
    if stay is not None:
        lines.append(_tr("First there on {0}").format(_moment(stay.entered)))
        if stay.times > 1:
            lines.append(_tr("{0} times, last on {1}").format(stay.times, _moment(stay.since)))
        if stage.kind is StageKind.OPEN:
            lines.append(_tr("{0} there in all").format(span_text(stay.days)))
        if stay.usual is not None:
            usual = _tr("usually {0}").format(span_text(stay.usual))
            lines.append(_tr("{0}: longer than usual").format(usual) if late else usual)
        if stay.actor:
            lines.append(_tr("moved by {0}").format(stay.actor))
    if current:
        lines.append(_tr("The stage now"))
    elif stage.kind is StageKind.OPEN:
        lines.append(_tr("Click to move the deal here"))
    else:
        lines.append(_tr("Click to close the deal"))
    return "\n".join(lines)


def _moment(stored: str) -> str:
    return f"{day_text(stored)} {time_text(stored)}".strip()


def span_text(days: float) -> str:
    """A length of time in days, under a day in hours: "4 d", "5 h"."""
    if days >= 1:
        return _tr("{0} d").format(round(days))
    hours = round(days * 24)
    return _tr("{0} h").format(hours) if hours else _tr("< 1 h")
