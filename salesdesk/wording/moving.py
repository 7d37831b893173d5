"""Words about moving."""

from __future__ import annotations

from salesdesk.wording.templates import Refusal, Text

TEXTS: dict[str, Text] = {
    "moving.exists": Refusal("Exists already", "{file} exists already. Name a new file."),
}
