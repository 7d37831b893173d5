"""The words of a person, who has one language and is understood in the others too."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache

from salesdesk.domain.natural_dates.senses import Sense, Words
from salesdesk.domain.natural_dates.tokens import plain_key
from salesdesk.domain.natural_dates.words import english, french, german, spanish


@dataclass(frozen=True, slots=True)
class Lexicon:
    """The words that a person writes: first word -> (all the words, their senses), the longest first."""

    phrases: dict[str, tuple[tuple[tuple[str, ...], dict[Sense, float]], ...]] = field(default_factory=dict)


def _split(words: str) -> tuple[str, ...]:
    return tuple(words.replace("-", " ").replace("'", " ").replace(".", " ").split())


def _spellings(words: str, language: str) -> set[str]:
    found = {words, plain_key(words)}
    if language == "de":
        for one, other in (("ä", "ae"), ("ö", "oe"), ("ü", "ue")):
            found |= {text.replace(one, other) for text in found}
    # without its accents "à" would be an English article
    return {words} if len(words) < 3 else found


_NEVER_FOREIGN = frozenset({Sense.TINY_WEEKDAY, Sense.OWN, Sense.CLOCK_SIGN})
_CONTENT = frozenset({
    Sense.OFFSET, Sense.WEEKDAY, Sense.SHORT_WEEKDAY, Sense.TINY_WEEKDAY, Sense.MONTH, Sense.NUMBER, Sense.UNIT, Sense.PART,
    Sense.OWN, Sense.LENGTH, Sense.IN,
})  # fmt: skip


def lexicon_of(own: str, languages: Mapping[str, Words]) -> Lexicon:
    """The words of all ``languages``; where a word says something in the person's ``own`` it says nothing else."""
    found: dict[tuple[str, ...], dict[Sense, float]] = {}
    settled: set[tuple[str, ...]] = set()
    plain: set[tuple[str, ...]] = set()
    order = [own, *(language for language in languages if language != own)]
    for language in order:
        mine: dict[tuple[str, ...], dict[Sense, float]] = {}
        for sense, table in languages[language].items():
            if language != own and sense in _NEVER_FOREIGN:
                continue
            for value, words in table.items():
                for text in words.split("|"):
                    for spelling in _spellings(text, language):
                        mine.setdefault(_split(spelling), {})[sense] = value
        for key, senses in mine.items():
            if key in plain or (key in settled and any(sense in _CONTENT for sense in senses)):
                continue
            known = found.setdefault(key, {})
            for sense, value in senses.items():
                known.setdefault(sense, value)
        if language == own:
            plain = {key for key, senses in mine.items() if Sense.OWN in senses}
            settled = {key for key, senses in mine.items() if any(sense in _CONTENT for sense in senses)}
    by_first: dict[str, list[tuple[tuple[str, ...], dict[Sense, float]]]] = {}
    for key, senses in found.items():
        senses.pop(Sense.OWN, None)
        if senses:
            by_first.setdefault(key[0], []).append((key, senses))
    return Lexicon({
        first: tuple(sorted(entries, key=lambda entry: -len(entry[0]))) for first, entries in by_first.items()
    })  # fmt: skip


@cache
def known_lexicon(own: str) -> Lexicon:
    """The words of a person whose language is ``own`` (two letters; one that is not known counts as English)."""
    languages = {"en": english.WORDS, "de": german.WORDS, "fr": french.WORDS, "es": spanish.WORDS}
    return lexicon_of(own if own in languages else "en", languages)
