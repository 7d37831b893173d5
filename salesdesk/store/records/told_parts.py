"""What is said in a timeline of a part of its record, and of what hangs between the record and another one."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from salesdesk.domain.campaigns import MemberStatus
from salesdesk.domain.fields import FieldType
from salesdesk.domain.relations import RelationKind
from salesdesk.phrases import Phrase, phrase
from salesdesk.store.journal import schema
from salesdesk.store.records.batch_changes import Said, said_by
from salesdesk.store.records.names import KnownNames


def said_of_owner(
    part: schema.Table, owner: str, image: Mapping[str, Any], names: KnownNames
) -> tuple[str, Said]:
    """The title of a part and what it says on the record that its column ``owner`` names."""
    if part.name == "relation":
        return "relation", (FieldType.TEXT, _relation(owner, image, names))
    if part.name == "deal_role" and owner == "contact_id":
        text = f"{names.of('deal', int(image['deal_id']))} · {image['role']}"
        return "deal_roles", (FieldType.TEXT, text)
    if part.name == "campaign_member":
        status = image["status"] if image["status"] != MemberStatus.AUDIENCE.value else ""
        name = names.of("campaign", int(image["campaign_id"]))
        return "campaign", (FieldType.TEXT, " · ".join(text for text in (name, status) if text))
    return said_by(part, image, names)


def _relation(owner: str, image: Mapping[str, Any], names: KnownNames) -> Phrase:
    """How a relation reads on one of its two people."""
    kind, is_first = RelationKind(image["kind"]), owner == "contact_id"
    other = names.of("contact", int(image["other_id" if is_first else "contact_id"]))
    word: str | Phrase = str(image["word" if is_first else "back"] or "")
    if kind is not RelationKind.OWN:
        side = "forth" if is_first or kind.is_mutual else "back"
        word = phrase(f"relations.{side}.{kind.value}")
    if image["note"]:
        return phrase("relations.told_noted", word=word, name=other, note=str(image["note"]))
    return phrase("relations.told", word=word, name=other)
