"""Words about companies."""

from __future__ import annotations

from salesdesk.wording.templates import Refusal, Text

TEXTS: dict[str, Text] = {
    "companies.no_name": Refusal("Name missing", "A company needs a name."),
    "companies.not_to_edit": Refusal(
        "Not a field to edit", "“{title}” cannot be typed into a company. Choose another field."
    ),
    "companies.gone": Refusal("No such company", "The company number {number} does not exist any more."),
}
