"""``fold_key`` as a function of a PostgreSQL server, step by step the same as ``domain.cleaning.text`` does it.

Its tables are made here from Python's own knowledge of the characters. Plain and Western European texts take short
ways, because a list may sort a hundred thousand of them.
"""

from __future__ import annotations

import sys
import unicodedata
from collections.abc import Iterable, Iterator, Mapping

from salesdesk.domain.cleaning.text import LETTER_FOLDS, PART_OF_LETTER, latin_folds

_ASCII = r"^[\x01-\x7f]*$"


def statements() -> Iterator[str]:
    """What makes the functions ``fold_any`` and ``fold``."""
    latin = {chr(code): folded for code, folded in latin_folds().items()}
    yield (
        "CREATE FUNCTION fold_any(given TEXT) RETURNS TEXT LANGUAGE plpgsql IMMUTABLE STRICT PARALLEL SAFE AS $fold$\n"
        "DECLARE found TEXT; BEGIN\n"
        f"found := {_mapped('given', latin)};\n"
        f"IF found ~ '{_ASCII}' THEN RETURN {_words('found', 'a-z0-9')}; END IF;\n"
        f"found := normalize({_mapped('given', LETTER_FOLDS)}, NFKD);\n"
        f"found := normalize({_mapped('found', _case_folds())}, NFKD);\n"
        f"found := {_mapped('found', LETTER_FOLDS)};\n"
        f"found := regexp_replace(found, {_literal(f'[{_ranges(_marks())}]+')}, '', 'g');\n"
        f"IF found ~ '{_ASCII}' THEN RETURN {_words('found', 'a-z0-9')}; END IF;\n"
        f"RETURN normalize({_words('found', _ranges(_letters()))}, NFC);\n"
        "END $fold$"
    )
    lower = 'lower(given COLLATE "C")'
    plain = {char: folded for char, folded in LETTER_FOLDS.items() if char.isascii()}
    yield (
        "CREATE FUNCTION fold(given TEXT) RETURNS TEXT LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE AS $fold$\n"
        f"SELECT CASE WHEN given ~ '{_ASCII}' "
        f"THEN {_words(_mapped(lower, plain), 'a-z0-9')} ELSE fold_any(given) END $fold$"
    )


def _mapped(expression: str, folds: Mapping[str, str]) -> str:
    """``expression`` with characters replaced by others, by none or by several. What replaces one must not be replaced
    in turn, except by itself."""
    single = {char: folded for char, folded in folds.items() if len(folded) == 1 and folded != char}
    none = [char for char, folded in folds.items() if not folded]
    for char, folded in folds.items():
        if len(folded) > 1:
            expression = f"replace({expression}, {_literal(char)}, {_literal(folded)})"
    before = "".join(single) + "".join(none)
    if not before:
        return expression
    return f"translate({expression}, {_literal(before)}, {_literal(''.join(single.values()))})"


def _words(expression: str, letters: str) -> str:
    return f"btrim(regexp_replace({expression}, {_literal(f'[^{letters}]+')}, ' ', 'g'), ' ')"


def _literal(text: str) -> str:
    """Text as SQL that needs nothing but ASCII. No quote and no backslash would be safe under every setting."""
    escaped = "".join(
        char
        if (char.isalnum() and char.isascii()) or char in " ,.-[]^+&"
        else f"\\{ord(char):04x}"
        if ord(char) < 0x10000
        else f"\\+{ord(char):06x}"
        for char in text
    )
    return f"U&'{escaped}'"


def _characters() -> Iterator[str]:
    return (chr(code) for code in range(1, sys.maxunicode + 1) if not 0xD800 <= code < 0xE000)


def _case_folds() -> dict[str, str]:
    return {char: folded for char in _characters() if (folded := char.casefold()) != char}


def _marks() -> Iterator[str]:
    """The marks that are no part of a letter."""
    return (char for char in _characters() if unicodedata.combining(char) not in PART_OF_LETTER)


def _letters() -> Iterator[str]:
    """What words are made of."""
    return (char for char in _characters() if char.isalnum() or unicodedata.category(char)[0] == "M")


def _ranges(characters: Iterable[str]) -> str:
    """Characters in the order of their numbers as the inside of a bracket."""
    found: list[list[str]] = []
    for char in characters:
        if found and ord(found[-1][1]) + 1 == ord(char):
            found[-1][1] = char
        else:
            found.append([char, char])
    return "".join(first if first == last else f"{first}-{last}" for first, last in found)
