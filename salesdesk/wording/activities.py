"""Words about activities."""

from __future__ import annotations

from salesdesk.wording.templates import Refusal, Text

TEXTS: dict[str, Text] = {
    "activities.empty_note": Refusal("Empty note", "Write something into the note first."),
    "activities.no_subject": Refusal("No subject", "Say what is to be done."),
    "activities.no_day": Refusal("No date", "Say when it is due."),
    "activities.no_day_of_next": Refusal("No date", "Say when the next step is due."),
    "activities.gone": Refusal("No such activity", "The activity number {number} does not exist any more."),
}
