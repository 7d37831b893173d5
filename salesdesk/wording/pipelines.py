"""Words about pipelines."""

from __future__ import annotations

from salesdesk.wording.templates import Counted, Refusal, Text

TEXTS: dict[str, Text] = {
    "pipelines.pipeline_holds_deals": Refusal(
        "Pipeline in use",
        Counted(
            "“{name}” holds {count} deal, those in the trash included. Archive it instead: its deals stay.",
            "“{name}” holds {count} deals, those in the trash included. Archive it instead: its deals stay.",
        ),
    ),
    "pipelines.pipeline_in_history": Refusal(
        "Pipeline in use",
        "“{name}” stands in the history of deals and is kept for the reports. Archive it instead.",
    ),
    "pipelines.pipeline_at_the_end": Refusal("Cannot be moved", "“{name}” cannot be moved any further."),
    "pipelines.only_pipeline": Refusal(
        "Pipeline needed", "“{name}” stays: deals need a pipeline. Add another one first."
    ),
    "pipelines.fixed_probability": Refusal(
        "Fixed probability",
        "Won counts 100 % and lost 0 %; only open stages have a probability of their own.",
    ),
    "pipelines.stage_at_the_end": Refusal(
        "Cannot be moved",
        "“{name}” stays at the end: won and lost deals come last. Move an open stage instead.",
    ),
    "pipelines.stage_holds_deals": Refusal(
        "Stage in use",
        Counted(
            "“{name}” holds {count} deal. Say which stage it goes to.",
            "“{name}” holds {count} deals. Say which stage they go to.",
        ),
    ),
    "pipelines.closing_stage_needed": Refusal(
        "Stage needed", "“{name}” stays: a pipeline needs its won and its lost stage. Rename it instead."
    ),
    "pipelines.only_open_stage": Refusal(
        "Stage needed", "“{name}” stays: a pipeline needs an open stage. Add another one first."
    ),
    "pipelines.too_many_days": Refusal("Too many days", "A stage is quiet after at most {most:,} days."),
    "pipelines.no_probability": Refusal(
        "Wrong probability", "A probability is a whole number from 0 to 100."
    ),
    "pipelines.stage_is_first": Refusal(
        "Cannot be moved", "“{name}” cannot be moved any further: it is the first open stage."
    ),
    "pipelines.stage_is_last": Refusal(
        "Cannot be moved", "“{name}” cannot be moved any further: it is the last open stage."
    ),
    "pipelines.stage_removed": Refusal(
        "No such stage", "“{name}” was removed from its pipeline. Choose another stage."
    ),
    "pipelines.gone": Refusal("No such pipeline", "The pipeline number {number} does not exist any more."),
    "pipelines.stage_gone": Refusal("No such stage", "The stage number {number} does not exist any more."),
}
