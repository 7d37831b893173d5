"""Words about reports."""

from __future__ import annotations

from salesdesk.wording.templates import Refusal, Text

TEXTS: dict[str, Text] = {
    "reports.ends_before_start": Refusal(
        "Wrong period", "The period ends ({last}) before it begins ({first}). Exchange the two days."
    ),
    "reports.compared_later": Refusal(
        "Wrong date", "A period that ends on {last} cannot be compared with a later day ({compare})."
    ),
    "reports.outside_calendar": Refusal(
        "Wrong period", "A report covers days from {earliest} to {latest}. Choose days within them."
    ),
}
