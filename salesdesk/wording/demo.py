"""Words about demo."""

from __future__ import annotations

from salesdesk.wording.templates import Refusal, Text

TEXTS: dict[str, Text] = {
    "demo.not_that_many": Refusal(
        "Not that many", "Demo data can have 1 to {most:,} contacts, not {count:,}."
    ),
    "demo.not_empty": Refusal(
        "Not an empty file",
        "{file} already holds records, and demo data would mix with them. Name a new file, for example with --database demo.salesdesk.",
    ),
    "demo.nothing_to_clear": Refusal(
        "Nothing to clear", "This file holds no demo data, or it was cleared already."
    ),
}
