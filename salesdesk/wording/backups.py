"""Words about backups."""

from __future__ import annotations

from salesdesk.wording.templates import Refusal, Text

TEXTS: dict[str, Text] = {
    "backups.no_place": Refusal("No place for backups", "No backup was made. {why}"),
}
