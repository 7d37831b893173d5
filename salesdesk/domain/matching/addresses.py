"""Street lines taken apart so that "27 N. Washington St., Suite 4" and "27 north washington" compare."""

from __future__ import annotations

import re
from dataclasses import dataclass

from salesdesk.domain.cleaning.text import fold_key

_TYPES = frozenset(
    """
    st str street strasse straat ave av aven avenue avenu rd road rte route dr drive drv ln lane ct court pl place plaza plz blvd
    boulevard boul bvd bd hwy highway fwy pkwy pky parkway sq square ter terr terrace cir circle crcl cct circuit cres crescent cr
    cl close way wy aly alley walk row mews gardens gdns grove gr grv parade pde esplanade esp loop trl trail tpke turnpike expy
    expressway rue chemin allee quai calle carrer avenida avda rua via viale piazza corso platz weg gasse damm ring ufer laan
    gate gata gatan vej veien ulica ul plaats
    """.split()
)
_DIRECTIONS = {
    "n": "n", "north": "n", "s": "s", "south": "s", "e": "e", "east": "e", "w": "w",
    "west": "w", "ne": "ne", "northeast": "ne", "nw": "nw", "northwest": "nw", "se": "se",
    "southeast": "se", "sw": "sw", "southwest": "sw",
}  # fmt: skip
_UNITS = frozenset(
    "suite ste apt apartment unit room rm floor fl flr bldg building lot flat level po".split()
)
_NOISE = frozenset(
    "the of at and between btwn bet near off corner cor de la le les du des del der den".split()
)
_ORDINALS = {
    "first": "1", "second": "2", "third": "3", "fourth": "4", "fifth": "5", "sixth": "6", "seventh": "7",
    "eighth": "8", "ninth": "9", "tenth": "10", "eleventh": "11", "twelfth": "12",
}  # fmt: skip
_ORDINAL = re.compile(r"(\d+)(?:st|nd|rd|th)[a-z]?")
_STUCK = re.compile(r"\b(\d+)([a-z]{4,})")
_NUMBER = re.compile(r"(\d+)([a-z]?)")
_GLUED_TYPE = re.compile(
    r"([a-z]{4,}?)(?:strasse|straat|str|gatan|gata|vej|veien|gasse|weg|allee|platz|damm)"
)
_WORD = re.compile(r"[^\W_]+")
_UNIT_SLASH = re.compile(r"^\s*(\d+[a-z]?)\s*/\s*(\d+[a-z]?)\b", re.IGNORECASE)
_UNIT_MARK = re.compile(r"#\s*\w+")


@dataclass(frozen=True, slots=True)
class Street:
    """A street line: house ``number`` ("" when none), ``words`` of the street's name without type and
    direction, ``direction`` ("n", "sw" …, "" when none) and ``joined``, the words without spaces."""

    number: str
    words: tuple[str, ...]
    direction: str
    joined: str

    @property
    def key(self) -> str:
        """Number and name together, the value whose rarity counts."""
        return f"{self.number} {self.joined}"


def parse_streets(line: str, second_line: str = "") -> tuple[Street, ...]:
    """The address lines taken apart, the one with a house number first; () when nothing is in them.

    A house number in a line of its own belongs to the street in the other.
    """
    found = [street for street in (_parse(line), _parse(second_line)) if street is not None]
    if len(found) == 2:
        first, second = found
        if bool(first.words) != bool(second.words) and not (first.number and second.number):
            named, numbered = (first, second) if first.words else (second, first)
            return (Street(numbered.number or named.number, named.words, named.direction, named.joined),)
        if first == second:
            return (first,)
        found.sort(key=lambda street: not street.number)
    return tuple(found)


def _parse(line: str) -> Street | None:
    if not line:
        return None
    line = _UNIT_MARK.sub(" ", line)
    slash = _UNIT_SLASH.match(line)
    if slash:
        line = line[slash.start(2) :]
    tokens = _WORD.findall(_STUCK.sub(r"\1 \2", fold_key(line)))
    number = direction = ""
    words: list[str] = []
    types: list[str] = []
    skip = False
    for place, token in enumerate(tokens):
        if skip:
            skip = False
            continue
        if token in _UNITS:
            if token == "po":
                words.append("pobox")
                skip = place + 1 < len(tokens) and tokens[place + 1] == "box"
            elif place + 1 < len(tokens) and (len(tokens[place + 1]) < 3 or tokens[place + 1].isdigit()):
                skip = True
            continue
        if token in _NOISE and (place or len(tokens) == 1):
            continue
        if token in _TYPES:
            types.append(token)
            continue
        if token in _DIRECTIONS:
            direction = direction or _DIRECTIONS[token]
            continue
        ordinal = _ORDINAL.fullmatch(token)
        if ordinal:
            words.append(ordinal.group(1))
            continue
        plain = _NUMBER.fullmatch(token)
        if plain:
            if not number:
                number = plain.group(1).lstrip("0") or "0"
            elif not words:
                # a range such as 9208-9214, or "12 105 St": the next word decides
                following = tokens[place + 1] if place + 1 < len(tokens) else ""
                if following in _TYPES or not following:
                    words.append(plain.group(1))
            elif len(plain.group(1)) < 4:
                words.append(plain.group(1))
            continue
        token = _ORDINALS.get(token, token)
        glued = _GLUED_TYPE.fullmatch(token)
        words.append(glued.group(1) if glued else token)
    if not words and types:
        words = types  # "12 The Avenue", "12 Broadway Court" keep what they have
    if not words and direction:
        words = [direction]
    if not number and not words:
        return None
    return Street(number, tuple(words), direction, "".join(words))
