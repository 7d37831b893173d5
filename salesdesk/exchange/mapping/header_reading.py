"""A column header as it was understood on its own."""

from __future__ import annotations

from dataclasses import dataclass

from salesdesk.exchange.mapping.words import Entry

ADDRESS_PARTS = frozenset({"street", "street_2", "city", "region", "postal_code", "country"})
CONSENT = frozenset({"do_not_email", "may_email", "do_not_call"})


@dataclass(frozen=True, slots=True)
class Reading:
    """A header understood on its own.

    ``senses``: what it may mean, fields and ``head.…`` words. ``weight`` 0..1: how well the words fit.
    ``noise``: why it is no field ("" when it may be one): "somebody", "about", "none" or "unknown".
    ``whose`` and ``blocks``: qualifiers. ``group``: the number before the meaning ("Address 2 - City"), ``line``:
    the number after it ("Street 2"). ``hints``: record kinds it speaks for. ``words``: how many words it has.
    ``against``: meanings of the same word in some language that are no field of ours. ``other``: the words that name
    somebody else, unspaced. ``leader``: the unknown words, which may tell a block of columns from another.
    """

    header: str
    senses: tuple[Entry, ...] = ()
    weight: float = 0.0
    noise: str = "unknown"
    whose: frozenset[str] = frozenset()
    blocks: frozenset[str] = frozenset()
    group: int | None = None
    line: int | None = None
    hints: tuple[tuple[str, float], ...] = ()
    words: int = 0
    unknown: int = 0
    whole_key: str = ""
    against: tuple[Entry, ...] = ()
    other: str = ""
    leader: str = ""

    def means(self, *meanings: str) -> bool:
        return not self.noise and any(sense.meaning in meanings for sense in self.senses)
