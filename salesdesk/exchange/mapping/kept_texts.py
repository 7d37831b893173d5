"""Columns without a field whose figures are no numbers: somebody else's phone, a fourth one, a second postal code."""

from __future__ import annotations

from salesdesk.exchange.mapping.header_guess import read_header
from salesdesk.exchange.mapping.words import lexicon

_CODED = frozenset({"phone", "mobile", "fax", "postal_code"})


def is_kept_as_text(header: str) -> bool:
    """Whether the header speaks of what is written with figures and must keep its plus and its zeros."""
    return any(sense.meaning in _CODED for sense in read_header(header, lexicon()).senses)
