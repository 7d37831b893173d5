"""Words about reports."""

from __future__ import annotations

from salesdesk.wording.templates import Refusal, Text

TEXTS: dict[str, Text] = {
    "reports.ends_before_start": Refusal(
        "Wrong period", "The period ends ({last}) before it begins ({first}). Exchange the two days."
    ),
    "reports.outside_calendar": Refusal(
        "Wrong period", "A report covers days from {earliest} to {latest}. Choose days within them."
    ),
}
