"""Words about moving."""

from __future__ import annotations

from salesdesk.wording.templates import Refusal, Text

TEXTS: dict[str, Text] = {
    "moving.exists": Refusal("Exists already", "{file} exists already. Name a new file."),
    "moving.not_empty": Refusal(
        "Not empty", "{name} holds records already. Name a new file or an empty database."
    ),
    "moving.rows_missing": Refusal(
        "Not moved", "Not every row of {table} arrived in {name}. Nothing was moved."
    ),
    "moving.not_sound": Refusal(
        "Copy not sound",
        "{file} was not read back as it was written, so it was removed. Make it on another disk.",
    ),
}
