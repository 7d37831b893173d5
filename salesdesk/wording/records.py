"""Words about records."""

from __future__ import annotations

from salesdesk.wording.templates import Refusal, Text

TEXTS: dict[str, Text] = {
    "records.no_lifecycle_stage": Refusal(
        "No such stage", "“{text}” is not a lifecycle stage. They are: {stages}."
    ),
    "records.gone": Refusal(
        "No such record", "The {what} number {number} does not exist any more. Choose another one."
    ),
    "records.changed_at_once": Refusal(
        "Changed meanwhile", "Somebody else changed the same record at the same moment. Do it once more."
    ),
    "records.part_gone": Refusal(
        "Changed meanwhile",
        "One of these entries is not there any more. Look at the record again, then change it.",
    ),
}
