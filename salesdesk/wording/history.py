"""Words about history."""

from __future__ import annotations

from salesdesk.wording.templates import Refusal, Text

TEXTS: dict[str, Text] = {
    "history.not_told": Refusal(
        "No history", "The history of the field “{name}” cannot be told. Choose another one."
    ),
}
