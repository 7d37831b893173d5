"""How people are related to each other: from both ends, with the right word each way."""

from __future__ import annotations

from enum import StrEnum

from salesdesk.domain.cleaning.text import one_line
from salesdesk.errors import InputError
from salesdesk.value_classes import dataclass

LONGEST_WORD = 60
"""Characters of a word of a person's own."""


class RelationKind(StrEnum):
    """What relations there are; the value is the code that is kept."""

    REFERRED_BY = "referred_by"
    ASSISTANT_OF = "assistant_of"
    REPORTS_TO = "reports_to"
    PARTNER_OF = "partner_of"
    WORKS_WITH = "works_with"
    OWN = "own"  # in words of the person's own

    @property
    def is_mutual(self) -> bool:
        """Whether both ends are the same to each other."""
        return self in _MUTUAL


_ONE_WAY = (RelationKind.REFERRED_BY, RelationKind.ASSISTANT_OF, RelationKind.REPORTS_TO)
"""What somebody is to another who is something else in turn."""
_MUTUAL = (RelationKind.PARTNER_OF, RelationKind.WORKS_WITH)


@dataclass(frozen=True, slots=True)
class Tie:
    """A relation as it is said of somebody: the ``kind``, and whether it is said from its beginning (Anna: referred by Ben) or
    from its end (Ben: referred Anna). Of the person's own kind ``word`` is what stands on this side and ``back`` what stands on
    the other one."""

    kind: RelationKind
    forward: bool = True
    word: str = ""
    back: str = ""


@dataclass(frozen=True, slots=True)
class Relation:
    """A relation of one person to another, whose number, name and post it holds; ``id`` is its row. The ``note`` is read
    from both ends."""

    id: int
    tie: Tie
    person_id: int
    name: str
    job_title: str = ""
    note: str = ""


def offered_ties() -> tuple[Tie, ...]:
    """The ties that every file has, in the order in which they are offered; of mutual ones one."""
    one_way = (Tie(kind, forward) for kind in _ONE_WAY for forward in (True, False))
    return (*one_way, *map(Tie, _MUTUAL))


def checked_tie(tie: Tie) -> Tie:
    """A tie as it is kept: an own one has a word on this side, and the same on the other where none is said. Raises
    ``InputError``."""
    if tie.kind is not RelationKind.OWN:
        return Tie(tie.kind, tie.forward or tie.kind.is_mutual)
    word, back = one_line(tie.word)[:LONGEST_WORD], one_line(tie.back)[:LONGEST_WORD]
    if not word:
        raise InputError("relations.no_word", field="word")
    return Tie(RelationKind.OWN, tie.forward, word, back or word)
