"""Words about campaigns."""

from __future__ import annotations

from salesdesk.wording.templates import Counted, Refusal, Text

TEXTS: dict[str, Text] = {
    "campaigns.ends_before_start": Refusal(
        "Wrong period", "The campaign ends before it starts. Correct one of the two dates."
    ),
    "campaigns.changed_meanwhile": Refusal(
        "Changed by somebody else",
        Counted(
            "Somebody else recorded a response of one of these members meanwhile, or removed it. Nothing was changed: "
            "look at it as it is now, and choose again.",
            "Somebody else recorded responses of {count:,} of these members meanwhile, or removed them. Nothing was "
            "changed: look at them as they are now, and choose again.",
        ),
    ),
    "campaigns.nobody_addressed": Refusal(
        "Nobody to address",
        Counted(
            "This person opted out of what the campaign sends, so nothing was recorded as sent.",
            "These {count:,} people opted out of what the campaign sends, so nothing was recorded as sent.",
        ),
    ),
    "campaigns.gone": Refusal("No such campaign", "The campaign number {number} does not exist any more."),
}
