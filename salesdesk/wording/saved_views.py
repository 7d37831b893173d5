"""Words about saved views."""

from __future__ import annotations

from salesdesk.wording.templates import Refusal, Text

TEXTS: dict[str, Text] = {
    "saved_views.one_is_gone": Refusal(
        "No such view", "One of the saved views does not exist any more. Look at the list again."
    ),
    "saved_views.gone": Refusal(
        "No such view", "This saved view does not exist any more. Choose another one."
    ),
}
