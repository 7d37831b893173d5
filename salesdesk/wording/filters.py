"""Words about filters."""

from __future__ import annotations

from salesdesk.wording.templates import Refusal, Text

TEXTS: dict[str, Text] = {
    "filters.too_deep": Refusal(
        "Filter too deep", "The filter has more than {most} brackets in one another. Write it with fewer."
    ),
    "filters.unknown_field": Refusal(
        "Unknown field in the filter",
        "The filter names a field “{name}” that this list does not have. It has: {known}.",
    ),
    "filters.incomplete": Refusal(
        "Incomplete filter",
        "The filter says “{name}{sign}” but not which value. Write for example {name}{sign}value.",
    ),
}
