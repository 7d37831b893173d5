"""Words about duplicates."""

from __future__ import annotations

from salesdesk.wording.templates import Refusal, Text

TEXTS: dict[str, Text] = {
    "duplicates.no_rows": Refusal("No rows", "{file} has no sheet with rows."),
    "duplicates.no_such_column": Refusal("No such column", "{file} has no column «{column}»."),
    "duplicates.none_of_kind": Refusal(
        "No duplicates of these", "Duplicates are found among contacts and companies, not among {kind}."
    ),
    "duplicates.not_compared": Refusal(
        "Nothing to compare", "Only contacts and companies are compared, not {kind}. Choose one of them."
    ),
}
