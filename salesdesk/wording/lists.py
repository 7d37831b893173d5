"""Words about lists."""

from __future__ import annotations

from salesdesk.wording.templates import Refusal, Text

TEXTS: dict[str, Text] = {
    "lists.not_changed_at_once": Refusal("No such records", "Lists of {kind} are not changed many at once."),
    "lists.no_such_column": Refusal("Unknown column", "{kind} have no column “{name}”. They have: {known}."),
    "lists.no_list_of": Refusal("No such list", "There is no list of {kind}. Choose one of: {lists}."),
    "lists.no_names_of": Refusal("No such list", "There is no list of names for {kind}."),
    "lists.named.contacts": "Contacts",
    "lists.named.companies": "Companies",
    "lists.named.deals": "Deals",
    "lists.named.activities": "Activities",
    "lists.named.orders": "Orders",
    "lists.named.products": "Products",
    "lists.named.unknown": "Unknown",
}
