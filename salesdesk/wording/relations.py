"""Words about relations between people: what each is to the other."""

from __future__ import annotations

from salesdesk.wording.templates import Refusal, Text

TEXTS: dict[str, Text] = {
    "relations.add": "Relate {one} and {other}",
    "relations.change": "Change the relation of {one} and {other}",
    "relations.gone": Refusal("Not related any more", "Somebody took this relation away. Add it anew."),
    "relations.remove": "Take the relation of {one} and {other} away",
    "relations.oneself": Refusal("Not related", "Nobody is related to oneself. Choose somebody else."),
    "relations.known": Refusal("Already related", "This relation is there already."),
    "relations.no_word": Refusal("No word", "Say in a word what the other one is."),
    "relations.told": "{word}: {name}",
    "relations.told_noted": "{word}: {name} ({note})",
    "relations.forth.referred_by": "Referred by",
    "relations.back.referred_by": "Referred",
    "relations.forth.assistant_of": "Assistant of",
    "relations.back.assistant_of": "Has as assistant",
    "relations.forth.reports_to": "Reports to",
    "relations.back.reports_to": "Leads",
    "relations.forth.partner_of": "Partner of",
    "relations.forth.works_with": "Works with",
}
