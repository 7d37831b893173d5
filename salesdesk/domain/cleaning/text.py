"""Plain text: what a person sees in a cell, tidied, and the folded form that two spellings share."""

from __future__ import annotations

import re
import unicodedata
from datetime import date, datetime, time, timedelta
from functools import cache

from salesdesk.domain.sheets import Cell, CellError, CurrencyNumber

# Letters that Unicode does not decompose, although people type them without the stroke or as two letters.
LETTER_FOLDS = {
    "ß": "ss", "ẞ": "ss", "ø": "o", "Ø": "o", "ł": "l", "Ł": "l", "æ": "ae", "Æ": "ae", "œ": "oe",
    "Œ": "oe", "đ": "d", "Đ": "d", "ð": "d", "Ð": "d", "þ": "th", "Þ": "th", "ı": "i", "ħ": "h",
    "Ħ": "h", "ŧ": "t", "Ŧ": "t", "ŋ": "n", "Ŋ": "n", "ĸ": "k", "ſ": "s", "ƒ": "f", "&": " and ",
    "'": "", "’": "", "‘": "", "ʼ": "", "`": "", "´": "", "′": "",
}  # fmt: skip
"""What stands for letters that Unicode does not decompose, and for signs between words."""

_FOLD = str.maketrans(LETTER_FOLDS)
# Combining classes that make another letter, not an accented one: none, nukta, kana voicing, virama.
PART_OF_LETTER = (0, 7, 8, 9)
"""Classes of combining marks that belong to their letter."""
_NOT_WORD = re.compile(r"[\W_]+")

# Zero-width characters, direction marks, the byte order mark, soft hyphen: invisible, and fatal to comparing.
_INVISIBLE = "\u00ad\u200b\u200c\u200d\u200e\u200f\u2060\u2061\u2062\u2063\u2064\ufeff\u061c\u180e"
_DIRECTION = "\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"
_SPACES = (
    "\u00a0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u202f\u205f\u3000\t\v\f"
)
_CONTROLS = (*range(0x09), *range(0x0E, 0x20), *range(0x7F, 0xA0))
_NO_CHARACTERS = (*range(0xD800, 0xE000), *range(0xFDD0, 0xFDF0), 0xFFFE, 0xFFFF)
_TIDY: dict[int, str | None] = dict.fromkeys((*_CONTROLS, *_NO_CHARACTERS))
_TIDY.update({ord(char): None for char in _INVISIBLE + _DIRECTION})
_TIDY.update({ord(char): " " for char in _SPACES})
_TIDY.update({0x85: "\n", 0x2028: "\n", 0x2029: "\n"})
# Anything ``tidy`` would touch: the characters above, line breaks, double and outer spaces.
_UNTIDY = re.compile(f"[{re.escape(''.join(map(chr, sorted({*_TIDY, 10, 13}))))}]|  |^ | $")
_BREAK_RUN = re.compile(r"\n{3,}")

_KEPT_NUMBER = re.compile(r"'[=+\-@]|'[\d.,]+\Z")

LONGEST_VALUE = 1_000
"""Characters of a cell that may be one value; in longer texts nothing is looked for."""

EMPTY_WORDS: frozenset[str] = frozenset(
    {
        "n/a", "#n/a", "na", "n.a.", "n.a", "-", "--", "---", "–", "—", "none", "null", "(null)", "<null>",
        "nil", "nan", "#null!", "(none)", "(blank)", "(empty)", "undefined", "unknown", "?", "??", ".", "/",
        "k.a.", "k. a.", "keine", "keine angabe", "s/o", "sin datos", "non renseigné", "not available",
        "not applicable", "not provided", "tbd", "\\n", "x/x",
    }
)  # fmt: skip
"""Lower-case texts that people and programs write for "nothing here". Only typed fields (phone, e-mail, date,
number …) read them as empty: a company may well be called "None"."""


def fold_key(text: str) -> str:
    """The form in which two spellings of the same words are equal: no case, accents, punctuation or space.

    "Müller-Lüdenscheidt & Søn" and "MULLER LUDENSCHEIDT AND SON" give the same key. Letters of other
    scripts are kept. Used for every ``*_key`` column, for matching and for header words; idempotent.
    """
    if text.isascii():
        if text.isalnum():
            return text.lower()
        return _NOT_WORD.sub(" ", text.lower().translate(_FOLD)).strip()
    # Western names: letter by letter, which is all that happens to them below, at a fifth of the time
    plain = text.translate(latin_folds())
    if plain.isascii():
        return _NOT_WORD.sub(" ", plain).strip()
    return _fold_any(text)


@cache
def latin_folds() -> dict[int, str]:
    """Folded forms of the ASCII letters and of the letters with accents of Western and Central Europe (Latin-1,
    Latin Extended-A), where they are ASCII. The others stay what they are."""
    found = {ord(char): char.lower() for char in map(chr, range(0x80))}
    found.update({code: text for code, text in _FOLD.items() if code < 0x80})
    for code in range(0xC0, 0x180):
        folded = _fold_any(chr(code))
        # "ŀ" leaves a mark behind it that parts words, and "×" is no letter
        if folded.isascii() and chr(code).isalpha() and _fold_any(f"a{chr(code)}a") == f"a{folded}a":
            found[code] = folded
    return found


def _fold_any(text: str) -> str:
    """``fold_key`` of a text in any script."""
    folded = unicodedata.normalize("NFKD", text.translate(_FOLD)).casefold()
    # case folding may bring back what was decomposed before (for example "ŉ"), so decompose once more
    folded = unicodedata.normalize("NFKD", folded).translate(_FOLD)
    bare = "".join([char for char in folded if unicodedata.combining(char) in PART_OF_LETTER])
    if bare.isascii():
        return _NOT_WORD.sub(" ", bare).strip()
    words = "".join(
        [char if char.isalnum() or unicodedata.category(char)[0] == "M" else " " for char in bare]
    )
    return unicodedata.normalize("NFC", " ".join(words.split()))


def tidy(text: str) -> str:
    """Trims, drops invisible and control characters, turns every kind of space into one; line breaks stay.

    Lines lose their outer spaces and at most one blank line follows another. May return "".
    """
    if text.isascii() and text.isprintable():
        return _single_spaces(text.strip())
    if _UNTIDY.search(text) is None:
        return text
    text = _single_spaces(text.replace("\r\n", "\n").replace("\r", "\n").translate(_TIDY))
    if "\n" in text:
        text = text.replace(" \n", "\n").replace("\n ", "\n")
        text = _BREAK_RUN.sub("\n\n", text) if "\n\n\n" in text else text
    return text.strip()


def _single_spaces(text: str) -> str:
    """A run is halved each time: for long texts of many runs that takes a tenth of the time of a pattern."""
    while "  " in text:
        text = text.replace("  ", " ")
    return text


def one_line(text: str) -> str:
    """``tidy`` for fields of one line: inner line breaks become spaces."""
    clean = tidy(text)
    return " ".join(clean.split()) if "\n" in clean else clean


def unquoted(text: str) -> str:
    """A text of one line without the quotation marks around it. A single apostrophe is part of its word ("'t Hof"),
    unless it is the mark by which a spreadsheet keeps a number as text."""
    text = text.strip('" ')
    while len(text) > 1 and text[0] == text[-1] == "'" and " '" not in text:
        text = text[1:-1].strip('" ')
    if text == "'":
        return ""
    return text[1:].lstrip() if _KEPT_NUMBER.match(text) else text


def is_empty_word(text: str) -> bool:
    """Whether a tidied text says "nothing here" ("n/a", "-", "NULL", "#N/A" …)."""
    return len(text) < 16 and text.lower() in EMPTY_WORDS


def number_text(number: int | float) -> str:
    """A number without exponent and without ".0": 4.0 → "4", 4.93e11 → "493000000000", 0.1 → "0.1"."""
    if isinstance(number, int):
        return str(number)
    if number != number or number in (float("inf"), float("-inf")):
        return ""
    if number.is_integer() and abs(number) < 1e21:
        return str(int(number))
    text = repr(number)
    if "e" not in text:
        return text
    return f"{number:.17f}".rstrip("0").rstrip(".") if abs(number) < 1 else text


def cell_text(cell: Cell | CellError) -> str:
    """How a person sees a cell: error codes as Excel shows them, dates in ISO form, whole floats as integers.

    Text is returned untouched; an empty cell is "".
    """
    if isinstance(cell, str):
        return cell
    if cell is None:
        return ""
    if isinstance(cell, CellError):
        return cell.code
    if isinstance(cell, bool):
        return "TRUE" if cell else "FALSE"
    if isinstance(cell, CurrencyNumber):
        return f"{number_text(float(cell))} {cell.sign}"
    if isinstance(cell, (int, float)):
        return number_text(cell)
    if isinstance(cell, datetime):
        if cell.tzinfo is None and cell.time() == time():
            return cell.date().isoformat()
        return cell.isoformat(sep=" ", timespec="seconds")
    if isinstance(cell, date):
        return cell.isoformat()
    if isinstance(cell, time):
        return cell.isoformat(timespec="seconds")
    return _duration_text(cell)


def _duration_text(span: timedelta) -> str:
    total = round(span.total_seconds())
    sign, total = ("-", -total) if total < 0 else ("", total)
    return f"{sign}{total // 3600}:{total // 60 % 60:02d}:{total % 60:02d}"


def clean_text(cell: Cell | CellError) -> str | None:
    """The tidied text of a cell, or None when nothing is left.

    A numeric 4.0 becomes "4", while the *text* "4.0" stays "4.0". Inner line breaks are kept.
    """
    if cell is None:
        return None
    text = tidy(cell if isinstance(cell, str) else cell_text(cell))
    return text or None
