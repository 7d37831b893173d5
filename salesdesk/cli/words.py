"""Numbers with the words that go with them."""

from __future__ import annotations

from collections.abc import Mapping

_ONE = {"companies": "company", "activities": "activity", "addresses": "address", "entries": "entry"}


def counted(count: int, plural: str) -> str:
    """ "1 new contact", "4,812 rows": a count with its noun, given in the plural."""
    if count == 1:
        what, of, whose = plural.partition(" of ")
        *before, noun = what.split(" ")
        plural = " ".join([*before, _ONE.get(noun, noun.removesuffix("s"))]) + of + whose
    return f"{count:,} {plural}"


def listed(counts: Mapping[str, int]) -> str:
    """ "2 contacts, 1 company": every count that is not zero, "" without any."""
    return ", ".join(counted(count, plural) for plural, count in counts.items() if count)
