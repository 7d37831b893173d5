"""Words about exports."""

from __future__ import annotations

from salesdesk.wording.templates import Refusal, Text

TEXTS: dict[str, Text] = {
    "exports.cards_hold_contacts": Refusal(
        "Only contacts", "Contact cards (.vcf) hold contacts only. Export {kind} as .xlsx or .csv."
    ),
    "exports.people_are_addressed": Refusal(
        "Only contacts", "Only people are e-mailed or called: export contacts for that, not {kind}."
    ),
    "exports.no_columns": Refusal("No columns", "Choose at least one column to export."),
}
