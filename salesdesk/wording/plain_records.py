"""Words about records that have no words of their own."""

from __future__ import annotations

from salesdesk.wording.templates import Refusal, Text

TEXTS: dict[str, Text] = {
    "plain_records.gone": Refusal("No such record", "The {kind} number {number} does not exist any more."),
    "plain_records.no_name": Refusal("Name missing", "Each {kind} needs a name."),
    "plain_records.not_a_field": Refusal(
        "Not a field to edit", "“{title}” cannot be typed into a {kind}. Choose another field."
    ),
}
