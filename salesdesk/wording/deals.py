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
    "deals.amount_negative": Refusal(
        "Less than nothing", "The amount of a deal is not below zero. Type it again."
    ),
    "deals.closed_ahead": Refusal(
        "Not yet",
        "A deal cannot have been closed on a day to come. For what is planned there is the expected close.",
    ),
    "deals.no_title": Refusal("No title", "Give the deal a title, so that it can be told apart."),
    "deals.not_to_edit": Refusal(
        "Not a field to edit", "“{title}” cannot be typed into a deal. Choose another field."
    ),
    "deals.nobody_called": Refusal("Not one person", "Nobody is called “{name}”. Add the person first."),
    "deals.several_people": Refusal(
        "Not one person", "There are {count} people called “{name}”. Open the deal and choose one."
    ),
    "deals.no_campaign": Refusal("No such campaign", "There is no campaign “{name}”. Add it first."),
    "deals.no_pipeline": Refusal("No such pipeline", "There is no pipeline “{name}”. There are: {known}."),
    "deals.no_stage": Refusal("No such stage", "There is no stage “{name}”. There are: {known}."),
    "deals.no_open_stage": Refusal(
        "No such stage", "The pipeline {pipeline} has no stage for open deals. Add one first."
    ),
    "deals.no_such_field": Refusal("No such field", "A deal has no field “{key}”."),
    "deals.gone": Refusal("No such deal", "The deal number {number} does not exist any more."),
}
