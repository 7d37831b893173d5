"""Words for the kinds of records and stages inside other sentences."""

from __future__ import annotations

from salesdesk.wording.templates import Text

TEXTS: dict[str, Text] = {
    "kinds.contacts": "contacts",
    "kinds.companies": "companies",
    "kinds.deals": "deals",
    "kinds.activities": "activities",
    "kinds.orders": "orders",
    "kinds.products": "products",
    "kinds.unknown": "unknown",
    "kinds.contact": "contact",
    "kinds.company": "company",
    "kinds.deal": "deal",
    "kinds.activity": "activity",
    "kinds.activity_kind": "kind of activity",
    "kinds.activity_outcome": "outcome",
    "kinds.campaign": "campaign",
    "kinds.call_round": "call round",
    "kinds.sequence": "sequence",
    "kinds.sequences": "sequences",
    "kinds.call_rounds": "call rounds",
    "kinds.closing_word": "reason or competitor",
    "kinds.pipeline": "pipeline",
    "kinds.stage": "stage",
    "kinds.tag": "tag",
    "kinds.owner": "owner",
    "kinds.source": "source",
    "kinds.custom_field": "custom field",
    "kinds.saved_view": "saved view",
    "kinds.message_template": "template",
    "kinds.target": "target",
    "kinds.own_report": "own report",
    "kinds.import_batch": "import batch",
    "kinds.setting": "setting",
    "kinds.duplicate_decision": "duplicate decision",
    "kinds.suppression": "opt-out",
    "kinds.open": "open",
    "kinds.won": "won",
    "kinds.lost": "lost",
}
