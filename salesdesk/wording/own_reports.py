"""Words about reports of one's own."""

from __future__ import annotations

from salesdesk.wording.templates import Counted, Refusal, Text

_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")

TEXTS: dict[str, Text] = {
    "reports.no_such_report": Refusal(
        "No such report", "There is no report “{name}” over a period. Choose one of those that are listed."
    ),
    "own_reports.gone": Refusal("No such report", "This report does not exist any more. Choose another one."),
    "own_reports.not_grouped": Refusal(
        "Cannot be grouped", "Rows cannot be grouped by “{name}”. Choose a field of the list."
    ),
    "own_reports.not_measured": Refusal(
        "Cannot be added up", "“{name}” holds no numbers. Choose a field with amounts or numbers."
    ),
    "own_reports.no_list": Refusal("No such list", "There is no list of {kind}. Choose one of: {kinds}."),
    "own_reports.named": "{name}",
    "own_reports.none": "None",
    "own_reports.other": Counted("Other ({count:,})", "Other ({count:,})"),
    "own_reports.earlier": "Earlier",
    "own_reports.yes": "Yes",
    "own_reports.no": "No",
    "own_reports.percent": "{number} %",
    "own_reports.below": "Under {high}",
    "own_reports.range": "{low}–{high}",
    "own_reports.range_to": "{low} to {high}",
    "own_reports.from": "{low}+",
    "own_reports.in_unit": "{name} ({unit})",
    "own_reports.any_number": "Any",
    "own_reports.as_written": "Amounts are put into the ranges of {name} as they are written, each in its currency.",
    "own_reports.day": "{day} {month} {year}",
    "own_reports.week": "Week {week}, {year}",
    **{f"own_reports.month.{number}": f"{name} {{year}}" for number, name in enumerate(_MONTHS, 1)},
    **{f"own_reports.month_name.{number}": name for number, name in enumerate(_MONTHS, 1)},
    "own_reports.quarter": "Q{quarter} {year}",
    "own_reports.year": "{year}",
    "own_reports.rows.contacts": "Contacts",
    "own_reports.rows.companies": "Companies",
    "own_reports.rows.deals": "Deals",
    "own_reports.rows.activities": "Activities",
    "own_reports.rows.call_rounds": "Call rounds",
    "own_reports.rows.sequences": "Sequences",
    "own_reports.count": "Number of {kind}",
    "own_reports.sum": "Sum of {name}",
    "own_reports.average": "Average {name}",
    "own_reports.median": "Median {name}",
    "own_reports.share": "Share of {kind}",
    "own_reports.share_of": "Share of {name}",
    "own_reports.days_open": "days open",
    "own_reports.by": "{what} by {first}",
    "own_reports.by_two": "{what} by {first} and {second}",
    "own_reports.apart": Counted(
        "{count:,} amount is in a currency without a rate and is left out of sums in {currency}.",
        "{count:,} amounts are in currencies without a rate and are left out of sums in {currency}.",
    ),
    "own_reports.without": Counted("{count:,} row has no {name}.", "{count:,} rows have no {name}."),
    "own_reports.several": "A row with several values of {name} is counted in each of their groups.",
    "changes.add_report": "Add report “{name}”",
    "changes.change_report": "Change report “{name}”",
    "changes.rename_report": "Rename report “{former}” to “{name}”",
    "changes.delete_report": "Delete report “{name}”",
}
