"""Words about filters."""

from __future__ import annotations

from salesdesk.wording.templates import Refusal, Text

TEXTS: dict[str, Text] = {
    "filters.too_deep": Refusal(
        "Filter too deep", "The filter has more than {most} brackets in one another. Write it with fewer."
    ),
    "filters.or_alone": Refusal(
        "Incomplete filter",
        "In the filter, “or” stands between two conditions, and one of them is missing. To search for the word, write it "
        "in quotation marks.",
    ),
    "filters.brackets": Refusal(
        "Brackets in the filter",
        "The brackets in the filter do not fit together. Write for example (country:DE or city:Wien) tag:vip, with a space "
        "before and after.",
    ),
    "filters.unknown_field": Refusal(
        "Unknown field in the filter",
        "The filter names a field “{name}” that this list does not have. It has: {known}.",
    ),
    "filters.incomplete": Refusal(
        "Incomplete filter",
        "The filter says “{name}{sign}” but not which value. Write for example {name}{sign}value.",
    ),
    "filters.no_such_field": Refusal("Unknown field", "This list has no field “{name}”. Choose another one."),
    "filters.nothing_to_compare": Refusal(
        "Incomplete filter",
        "The filter compares {name} with nothing that it can be compared with. Choose a value.",
    ),
    "filters.no_size": Refusal(
        "Nothing to compare", "{name} has a name and no size. Compare it with “:” or “~”."
    ),
    "filters.nothing_hangs": Refusal(
        "Nothing to count", "The filter counts {name}, and nothing of that hangs on the rows of this list."
    ),
    "filters.campaigns_plain": Refusal(
        "Campaigns in the filter",
        "Between campaigns[ and ] the filter takes conditions beside each other, on campaign, response, responded_at and "
        "added_at. Write for example campaigns[response:replied responded_at:30d].",
    ),
    "filters.too_long": Refusal(
        "Filter too long",
        "The filter has more than {parts} words and comparisons, or more than {values} values in one. Shorten it.",
    ),
    "filters.no_number": Refusal(
        "Not a number", "“{text}” is not a number for {name}. Write it as 1500 or 12.5."
    ),
    "filters.not_yes_or_no": Refusal("Not yes or no", "“{text}” is neither yes nor no for {name}."),
    "filters.no_record_number": Refusal(
        "Not a record number", "“{text}” is not the number of a record. Write it as #12."
    ),
    "filters.no_date": Refusal(
        "Not a date",
        "“{text}” is not a date for {name}. Write it as 2026-03-31, 2026-03, 2026, “14 days ago” or “in 14 days”.",
    ),
}
