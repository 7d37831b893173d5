"""Headers that say something only together: a word they share, the person several of them are about, a row of numbers
of which each names no more than a place."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import replace

from salesdesk.exchange.mapping.header_reading import Reading
from salesdesk.exchange.mapping.words import Entry, Lexicon, split_words

_ENUMERATION = re.compile(r"\s*(\d{1,3})\s*[.):]\s*(?=\S)")
_FIRST_WORD = re.compile(r"[\W_]*(?:[A-Z]{2,}(?=[A-Z][a-z])|[A-Z]?[^\W\d_A-Z]+|[^\W\d_]+)[\W_]*")
_ACRONYM = re.compile(r"[\W_]*[A-Z]{2,3}[\W_]")
_PERSON_NAMES = ("full_name", "first_name", "last_name", "head.contact")
_SHARED, _MOSTLY = 3, 0.5
_LONGEST_NAME = 5  # words; what is longer is a question, and questions begin alike
_NAMES = ("head.name", "head.name_or_last", "head.name_or_first")
_NUMBERS = ("head.code", "head.id", "head.number")
_PHONES = ("phone", "mobile", "fax")
_SHORTEST_OTHER = 5  # letters of words that name somebody else
_PLACES = frozenset({"work", "home", "other", "main"})


def without_enumeration(headers: Sequence[str]) -> Sequence[str]:
    """Headers numbered like the questions of a form ("1. Name", "2. E-mail") without their numbers."""
    numbered = [_ENUMERATION.match(header) for header in headers]
    numbers = {match.group(1) for match in numbered if match}
    if len(numbers) < 3 or len(numbers) * 2 < len(headers):
        return headers
    return [
        header[match.end() :] if match else header for header, match in zip(headers, numbered, strict=True)
    ]


def without_prefix(headers: Sequence[str], known: Lexicon) -> Sequence[str]:
    """Headers without the program's own word for the record, "BP code", "BP name": a first word that nobody knows and
    that half of them begin with, or that a name and a number of the same thing share.

    A word that is known says whose the values are and stays.
    """
    firsts: list[str] = []
    for header in headers:
        words = split_words(header, known.skip)
        own = 1 < len(words) <= _LONGEST_NAME and not words[0].is_number and not words[0].remark
        firsts.append(words[0].text if own and not _says_something(words[0].text, header, known) else "")
    counts = Counter(first for first in firsts if first)
    shared = {
        first for first, count in counts.items() if count >= _SHARED and count >= _MOSTLY * len(headers)
    }
    for first in counts.keys() - shared:
        rests = [_rest(header, known) for header, of in zip(headers, firsts, strict=True) if of == first]
        if _any_mean(rests, _NAMES, known) and _any_mean(rests, _NUMBERS, known):
            shared.add(first)
    if not shared:
        return headers
    return [
        _without_first(header) if first in shared else header
        for header, first in zip(headers, firsts, strict=True)
    ]


def _says_something(word: str, header: str, known: Lexicon) -> bool:
    """Whether a first word is known. Two or three capitals are often something else in another language."""
    found = known.find(word, True)
    if _ACRONYM.match(header):
        return any(not entry.meaning.startswith(("none.", "about.")) for entry in found)
    return bool(found)


def _without_first(header: str) -> str:
    match = _FIRST_WORD.match(header)
    return header[match.end() :] or header if match else header


def _rest(header: str, known: Lexicon) -> str:
    return "".join(word.text for word in split_words(_without_first(header), known.skip))


def _any_mean(keys: Iterable[str], meanings: tuple[str, ...], known: Lexicon) -> bool:
    return any(entry.meaning in meanings for key in keys for entry in known.find(key, True))


def of_one_person(readings: Sequence[Reading]) -> list[Reading]:
    """Takes out what is about somebody else: the second contact of a row ("Contact 2 Email", or "E-mail 2" behind
    "Contact 2"), and with one detail of a billing contact all the others."""
    others: set[int] = set()
    result: list[Reading] = []
    for reading in readings:
        number = reading.line or reading.group or 1
        named = reading.means(*_PERSON_NAMES)
        if number > 1 and not reading.noise and (named or "person" in reading.whose):
            others.add(number)
            result.append(replace(reading, noise="somebody"))
        elif number in others and reading.means("email", "phone", "mobile", "fax", "job_title"):
            result.append(replace(reading, noise="somebody"))
        else:
            result.append(reading)
    people = {reading.other for reading in result if len(reading.other) >= _SHORTEST_OTHER}
    return [
        replace(reading, noise="somebody")
        if any(reading.whole_key.startswith(other) for other in people)
        else reading
        for reading in result
    ]


def numbers_of_places(readings: Sequence[Reading], known: Lexicon) -> list[Reading]:
    """Reads "Business" and "Home 2" between phones as phones: there the word only says where it rings."""
    places = [_place(reading, readings, known) for reading in readings]
    bare = [bool(place) for place in places]
    result = list(readings)
    for index, reading in enumerate(readings):
        if bare[index] and _between_phones(index, readings, bare):
            said = Entry("phone", "en", 1.0, False)
            result[index] = replace(reading, senses=(said,), weight=0.9, noise="", blocks=places[index])
    return result


def _place(reading: Reading, readings: Sequence[Reading], known: Lexicon) -> frozenset[str]:
    """Where a header says it is, when it says nothing else; "Business" is a firm only where no other column is."""
    if reading.whose or reading.unknown or reading.noise not in ("", "unknown"):
        return frozenset()
    if not reading.senses:
        return reading.blocks if reading.blocks <= _PLACES else frozenset()
    said = known.find(reading.whole_key.rstrip("0123456789"), True)
    blocks = frozenset(entry.meaning[6:] for entry in said if entry.meaning.startswith("block."))
    firms = sum(other.means("company") for other in readings)
    return blocks & _PLACES if reading.means("company") and firms > 1 else frozenset()


def _between_phones(index: int, readings: Sequence[Reading], bare: Sequence[bool]) -> bool:
    """Whether the next columns on one side that name a thing, or on both where there are two, are phones."""
    sides = [range(index - 1, -1, -1), range(index + 1, len(readings))]
    near = [next((n for n in side if not bare[n]), None) for side in sides]
    found = [readings[n].means(*_PHONES) for n in near if n is not None]
    return any(found)
