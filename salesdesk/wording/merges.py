"""Words about merges."""

from __future__ import annotations

from salesdesk.wording.templates import Refusal, Text

TEXTS: dict[str, Text] = {
    "merges.survivor_not_among_them": Refusal(
        "Not among them", "The record that goes on must be one of those to be merged."
    ),
    "merges.not_merged": Refusal("Cannot be merged", "Contacts and companies can be merged, not {kind}."),
    "merges.two_at_least": Refusal("Two at least", "Choose two or more records to merge."),
    "merges.no_such_option": Refusal(
        "No such choice", "This merge cannot be done as chosen: no option {place} for {name}."
    ),
    "merges.unknown_fields": Refusal(
        "No such choice", "This merge cannot be done as chosen: unknown fields: {names}."
    ),
    "merges.gone": Refusal(
        "No such record", "The {what} number {number} does not exist or lies in the trash."
    ),
}
