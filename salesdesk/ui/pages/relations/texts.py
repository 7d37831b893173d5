"""What people are to each other, in words."""

from __future__ import annotations

from salesdesk.domain.relations import RelationKind, Tie
from salesdesk.phrases import phrase
from salesdesk.ui.wording import line_of


def tie_text(tie: Tie) -> str:
    """What stands on this side of a relation: "Referred by", or a person's own word."""
    if tie.kind is RelationKind.OWN:
        return tie.word
    if tie.forward:
        return line_of(phrase(f"relations.forth.{tie.kind.value}"))
    return line_of(phrase(f"relations.back.{tie.kind.value}"))
