"""Words about starting with the computer."""

from __future__ import annotations

from salesdesk.wording.templates import Refusal, Text

TEXTS: dict[str, Text] = {
    "autostart.not_written": Refusal(
        "Not changed", "Whether SalesDesk starts with the computer could not be changed: {why}."
    ),
}
