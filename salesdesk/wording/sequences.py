"""Words about sequences."""

from __future__ import annotations

from salesdesk.wording.templates import Counted, Refusal, Text

TEXTS: dict[str, Text] = {
    "sequences.gone": Refusal("No such sequence", "The sequence number {number} does not exist any more."),
    "sequences.no_steps": Refusal("No steps", "Give the sequence at least one step."),
    "sequences.no_words": Refusal("A step without words", "Say what is to be done in step {place}."),
    "sequences.days": Refusal("No number of days", "Give step {place} whole days from 0 to {most:,}."),
    "sequences.time": Refusal("No time", "“{text}” is no time of day for step {place}. Write it like 09:30."),
    "sequences.no_day_before": Refusal(
        "No day", "A step of this sequence is counted back from a day. Say which day that is."
    ),
    "sequences.nobody": Refusal(
        "Nothing to start",
        "It starts with nobody: {refused:,} do not want to be addressed so, with {running:,} it is under way already.",
    ),
    "sequences.nothing_left": Refusal("Nothing left", "Nothing of this sequence is still to be done."),
    "sequences.not_for_deals": Refusal("Not for deals", "Only a sequence for deals can start with a deal."),
    "changes.sequences": Counted("{count:,} sequence", "{count:,} sequences"),
    "changes.start_sequence": Counted(
        "Start “{name}” with {count:,} record", "Start “{name}” with {count:,} records"
    ),
    "changes.stop_sequence": Counted("Stop a sequence", "Stop {count:,} sequences"),
    "changes.move_sequence": Counted(
        "Move {count:,} step of a sequence by {days} days",
        "Move {count:,} steps of a sequence by {days} days",
    ),
    "changes.sequence_on_won": "Choose what starts when a deal of {name} is won",
    "changes.sequence_on_lost": "Choose what starts when a deal of {name} is lost",
}
