"""Words about deals."""

from __future__ import annotations

from salesdesk.wording.templates import Refusal, Text

TEXTS: dict[str, Text] = {
    "deals.closed_shown": "the closed deals to show",
    "deals.no_reason": Refusal("No reason", "Say why the deal was lost: reports count the reasons."),
    "deals.lost_without_reason": Refusal("A reason is needed", "A lost deal needs a reason: use “Lost”."),
    "deals.no_stage_for": Refusal(
        "No such stage", "This pipeline has no stage for {kind} deals. Add one in the settings."
    ),
    "deals.no_title": Refusal("No title", "Give the deal a title, so that it can be told apart."),
    "deals.no_such_field": Refusal("No such field", "A deal has no field “{key}”."),
    "deals.gone": Refusal("No such deal", "The deal number {number} does not exist any more."),
}
