"""Headers that ask in a whole sentence, as forms do."""

from __future__ import annotations

from salesdesk.domain.cleaning.text import fold_key
from salesdesk.exchange.mapping.header_parts import Part, is_soft
from salesdesk.exchange.mapping.header_reading import Reading
from salesdesk.exchange.mapping.words import Lexicon

# Answers that a form may ask for in a whole sentence.
_ASKED = frozenset(
    "first_name last_name full_name email phone mobile company job_title city country postal_code region street "
    "website linkedin lead_source birthday industry employees head.name head.address head.name_or_first "
    "head.name_or_last department".split()
)
_QUESTION_WORDS = 6  # a header this long without a table entry of its own is read as a sentence


def is_sentence(header: str, words: int) -> bool:
    """Whether a header is long enough, or asks."""
    return "?" in header or "？" in header or words >= _QUESTION_WORDS


def read_sentence(header: str, parts: list[Part], known: Lexicon, words: int) -> Reading:
    """A question or request: counts only when it addresses the reader and asks for something a contact has."""
    folded = f" {fold_key(header)} "
    addressed = any(f" {cue} " in folded for cue in known.cues if cue.isascii()) or any(
        cue in folded for cue in known.cues if not cue.isascii()
    )
    asked = [part for part in parts if any(entry.meaning in _ASKED for entry in part.fields)]
    if any("somebody" in part.whose for part in parts):
        return Reading(header, (), 0.0, "somebody", words=words)
    firm = [part for part in asked if not part.dual and not is_soft(part)] or asked
    if not firm:
        return Reading(header, (), 0.0, "unknown", words=words)
    chosen = next((part for part in firm if part.may_mean("email", "first_name", "last_name")), firm[0])
    senses = tuple(entry for entry in chosen.fields if entry.meaning in _ASKED)
    strong = {sense.meaning for sense in senses} & {
        "email",
        "first_name",
        "last_name",
        "full_name",
        "phone",
        "mobile",
    }
    filling = sum(part.unknown for part in parts)
    if not addressed or (not strong and filling > 4):
        return Reading(header, (), 0.0, "unknown", words=words)
    return Reading(header, senses, 0.9 if strong else 0.8, "", words=words, unknown=0)
