"""Words about custom fields."""

from __future__ import annotations

from salesdesk.wording.templates import Counted, Refusal, Text

TEXTS: dict[str, Text] = {
    "custom_fields.gone": Refusal(
        "No such field", "This custom field does not exist any more. Choose another one."
    ),
    "custom_fields.no_choice": Refusal("No such choice", "“{choice}” is no choice of {title} any more."),
    "custom_fields.same_choice": Refusal(
        "The same", "Choose another choice of {title} to join “{choice}” with."
    ),
    "custom_fields.choice_used": Refusal(
        "Still used",
        Counted(
            "“{choice}” cannot be removed from {title}: {count:,} record has it. Change that first.",
            "“{choice}” cannot be removed from {title}: {count:,} records have it. Change them first.",
        ),
    ),
    "custom_fields.used": Refusal(
        "Still used",
        Counted(
            "The field {title} cannot be deleted: {count:,} record has a value in it. Empty it there first.",
            "The field {title} cannot be deleted: {count:,} records have a value in it. Empty it there first.",
        ),
    ),
}
