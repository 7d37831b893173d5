"""Words about campaigns."""

from __future__ import annotations

from salesdesk.wording.templates import Refusal, Text

TEXTS: dict[str, Text] = {
    "campaigns.ends_before_start": Refusal(
        "Wrong period", "The campaign ends before it starts. Correct one of the two dates."
    ),
    "campaigns.gone": Refusal("No such campaign", "The campaign number {number} does not exist any more."),
}
