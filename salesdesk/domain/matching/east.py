"""Names in Chinese signs in Latin letters, as their owners write them abroad: 王 小明 is Wang Xiaoming, 山田 明 Yamada Akira.

The tables are ``resources/names/pinyin.txt`` (how a sign is read in Mandarin) and ``resources/names/japanese.txt`` (names of
Japan, which are read as wholes); their sources and licences stand in them. A sign that is in neither stays as it is.
"""

from __future__ import annotations

import re
from functools import cache

from salesdesk.paths import resource_text

_SIGNS = re.compile("[\u3400-\u9fff\uf900-\ufaff々]")
_KANA = re.compile("[\u3040-\u30ff]")
_AS_FAMILY = {
    "曾": "zeng",
    "单": "shan",
    "單": "shan",
    "解": "xie",
    "仇": "qiu",
    "查": "zha",
    "盖": "ge",
    "任": "ren",
    "区": "ou",
}
"""Signs that are read in another way as a family name."""


def has_signs(text: str) -> bool:
    """Whether a name is written in Chinese signs, at least in part."""
    return _SIGNS.search(text) is not None


def in_latin(given: str, family: str) -> tuple[str, str]:
    """Given and family name in Latin letters. Of Japanese names, which their family names and kana tell, those that are in no
    table stay in signs, for nobody can tell how they are read."""
    if _is_japanese(given, family):
        return _japanese("given", given), _japanese("family", family)
    return _mandarin(given), _AS_FAMILY.get(family) or _mandarin(family)


def _is_japanese(given: str, family: str) -> bool:
    if _KANA.search(given + family) or "々" in family:
        return True
    known = family in _japanese_names()["family"]
    return known and (len(family) > 1 or (len(given) > 1 and given in _japanese_names()["given"]))


def _japanese(which: str, name: str) -> str:
    return _japanese_names()[which].get(name, name)


def _mandarin(name: str) -> str:
    readings = _pinyin()
    return "".join(readings.get(sign, sign) for sign in name)


@cache
def _pinyin() -> dict[str, str]:
    rows = (line.split() for line in _lines("pinyin"))
    return {sign: syllable for syllable, signs in rows for sign in signs}


@cache
def _japanese_names() -> dict[str, dict[str, str]]:
    found: dict[str, dict[str, str]] = {"family": {}, "given": {}}
    for line in _lines("japanese"):
        which, latin, *writings = line.split()
        found[which].update(dict.fromkeys(writings, latin))
    return found


def _lines(name: str) -> list[str]:
    return [
        line for line in resource_text(f"names/{name}.txt").splitlines() if line and not line.startswith("#")
    ]


def unlike_scripts(one: str, other: str) -> bool:
    """Whether two names are in scripts of which nobody can tell whether they say the same."""
    return one.isascii() != other.isascii() and has_signs(one + other)
