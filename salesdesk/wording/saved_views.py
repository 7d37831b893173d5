"""Words about saved views."""

from __future__ import annotations

from salesdesk.wording.templates import Refusal, Text

TEXTS: dict[str, Text] = {
    "saved_views.one_is_gone": Refusal(
        "No such view", "One of the saved views does not exist any more. Look at the list again."
    ),
    "saved_views.list_size": Refusal(
        "No list of that size",
        "A list holds between 1 and {most} records. Narrow the filter, or save it as a view.",
    ),
    "saved_views.gone": Refusal(
        "No such view", "This saved view does not exist any more. Choose another one."
    ),
}
