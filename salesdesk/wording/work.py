"""Words about long work."""

from __future__ import annotations

from salesdesk.wording.templates import Refusal, Text

TEXTS: dict[str, Text] = {
    "work.cancelled": Refusal("Cancelled", "Cancelled. Nothing was changed."),
    "work.fault": Refusal(
        "Not saved", "This was not saved because of a fault in SalesDesk. What you typed is still there."
    ),
}
