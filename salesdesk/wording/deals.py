"""Words about deals."""

from __future__ import annotations

from salesdesk.wording.templates import Text

TEXTS: dict[str, Text] = {
    "deals.closed_shown": "the closed deals to show",
}
