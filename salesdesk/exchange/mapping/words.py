"""The words of column headers: the table of synonyms, and a header taken apart into words of that table.

``resources/mapping/fields.tsv`` says what each word means. Spaces never count when words are compared, so
"E-Mail", "e mail" and "EMail" are one entry; compounds ("Firmentelefon", "billingcity") are taken apart.
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_left
from collections import defaultdict
from dataclasses import dataclass, field
from functools import cache
from itertools import islice, takewhile
from typing import NamedTuple

from rapidfuzz import process
from rapidfuzz.distance import OSA

from salesdesk.domain.cleaning.amount_units import without_unit
from salesdesk.domain.cleaning.text import fold_key
from salesdesk.domain.fields import Fields, declared
from salesdesk.exchange.mapping import kept_words

_LONGEST_SPAN = 8  # words of a spaced script that are tried as one entry
_LONGEST_SPAN_UNSPACED = 14  # characters of a script without spaces
_SHORTEST_PIECE = 3  # letters of a compound's part
_MOST_PIECES = 3
_SHORTEST_CUT = 5  # letters of an abbreviation that may stand for the entry it begins
_LONGEST_WORD = 60  # letters of a word that is looked at closely
_SHORTEST_MISSPELT = 7  # letters of a word that may be read as a misspelt entry
_LINKS = ("", "s", "n", "en", "es", "e", "er")  # what Germanic languages put between the parts of a compound

# "(in)", "/in", ":in", "*in", "(e)", "·e": forms for both genders
_GENDER = re.compile(
    r"\((?:e|a|o|s|r|in|en|es|n|innen)\)|(?<=\w)[/:*·](?:in|innen|r|e|a|es)\b", re.IGNORECASE
)
_PLACEHOLDER = re.compile(r"\{\{.{0,80}?\}\}|<[^<>]{0,240}+>|\[[^\[\]:]{0,120}+:[^\[\]]{0,120}+\]")
_LEADING_NAMESPACE = re.compile(r"^custom\.(?=\S)", re.IGNORECASE)  # how programs mark fields of their users
_LEADING_REMARK = re.compile(r"^\s*\([^)]*\)\s*(?=\w)")
_ELISION = re.compile(r"\b(l|d|qu|dell|all|nell|sull|un|dall)['’]", re.IGNORECASE)
_PLURAL_ACRONYM = re.compile(r"\b([A-Z]{2,4})s\b")
_CAMEL = re.compile(r"(?<=[a-zà-ÿ])(?=[A-ZÀ-Þ])|(?<=[A-Z])(?=[A-Z][a-zà-ÿ])")
_CUT = re.compile(rf"(?<![^\W\d_])[^\W\d_]{{{_SHORTEST_CUT},}}+(?=\.(?:\W|$))")
_REMARK = re.compile(r"\(([^()]*)\)")
_DIGIT_EDGE = re.compile(r"(?<=\d)(?=\D)|(?<=\D)(?=\d)")
_UNSPACED = re.compile("([\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af\uf900-\ufaff])")
_UMLAUT = {"ä": "ae", "ö": "oe", "ü": "ue", "å": "aa", "ø": "oe"}
# Units and formats in brackets say how a value is written, not what it is.
_UNITS = frozenset(
    "utc gmt cet cest eur euro usd gbp chf sek nok dkk pln czk huf jpy optional required pflichtfeld optionnel "
    "opcional obligatorio obbligatorio mandatory iso yyyy mm dd tt mm jjjj jj aaaa jour mois annee percent prozent "
    "metadata html gb us de fr int international mandatory intl incl excl".split()
)


class Entry(NamedTuple):
    """One meaning of a word. ``weight`` 0..1; ``whole``: only when nothing else stands in the header. A tuple, because
    the table has tens of thousands."""

    meaning: str
    language: str
    weight: float
    whole: bool


@dataclass(frozen=True, slots=True)
class Lexicon:
    """The table: ``entries`` by folded, unspaced word; ``hints`` likewise, of whole headers; ``skip`` are small words
    without meaning; ``cues`` address the reader of a form; ``sheet_words`` name sheets by kind."""

    entries: dict[str, tuple[Entry, ...]]
    hints: dict[str, tuple[Entry, ...]]
    skip: frozenset[str]
    by_first_letter: dict[str, tuple[str, ...]]
    sheet_words: dict[str, frozenset[str]]
    cues: frozenset[str]
    in_order: list[str] = field(default_factory=list)
    """The words of ``entries``, sorted."""

    def find(self, key: str, whole: bool) -> tuple[Entry, ...]:
        found = self.entries.get(key, ())
        if whole or not found:
            return found
        return tuple(entry for entry in found if not entry.whole)


@dataclass(frozen=True, slots=True)
class Word:
    """One word of a header. ``remark``: it stood in brackets; ``unspaced``: a letter of a script without spaces;
    ``cut``: a point ended it, as it ends an abbreviation."""

    text: str
    remark: bool = False
    unspaced: bool = False
    cut: bool = False

    @property
    def is_number(self) -> bool:
        return self.text.isdigit()


@dataclass(frozen=True, slots=True)
class Span:
    """Words that are one entry of the table together. ``entries`` is empty for an unknown word or a number.

    ``certainty`` is less than 1 for a compound or a likely misspelling.
    """

    text: str
    entries: tuple[Entry, ...] = ()
    certainty: float = 1.0
    number: int | None = None
    remark: bool = False


def lexicon() -> Lexicon:
    """The table of ``resources/mapping/fields.tsv`` with the words that declared fields have of their own, read once
    per process."""
    return _lexicon(declared())


@cache
def _lexicon(fields: Fields) -> Lexicon:
    table = whole_table(fields)
    kept = kept_words.load(table)
    return kept if isinstance(kept, Lexicon) else parse_lexicon(table.decode())


def whole_table(fields: Fields) -> bytes:
    """The table as it is read: the lines of the file, and those of the words that declared fields have of their own."""
    own = [f"{key}\ten\t{' | '.join(spec.words)}\n" for key, spec in fields.items() if spec.words]
    return kept_words.TABLE.read_bytes() + "".join(own).encode()


def keep_lexicon() -> None:
    """Keep the table for the processes to come, which then need not take it apart."""
    table = whole_table(declared())
    kept_words.keep(table, parse_lexicon(table.decode()))


def parse_lexicon(table: str) -> Lexicon:
    """Reads the table's text; raises ValueError naming the line that is no entry."""
    rows: list[tuple[str, str, str]] = []
    for number, line in enumerate(table.splitlines(), 1):
        if not line.strip() or line.startswith("#"):
            continue
        parts = line.split("\t")
        if len(parts) != 3:
            raise ValueError(f"fields.tsv line {number}: expected three columns")
        rows.append((parts[0], parts[1], parts[2]))
    skip = _word_set(rows, "skip")
    found: dict[str, dict[tuple[str, str], Entry]] = defaultdict(dict)
    hints: dict[str, list[Entry]] = defaultdict(list)
    sheet_words: dict[str, frozenset[str]] = {}
    for meaning, language, words in rows:
        if meaning in ("skip", "cue"):
            continue
        if meaning.startswith("about.sheet."):
            kind = meaning.rpartition(".")[2]
            spoken_of = frozenset(_key(word, frozenset()) for word in words.split("|"))
            sheet_words[kind] = sheet_words.get(kind, frozenset()) | spoken_of
            continue
        certain = Entry(meaning, language, 1.0, False)  # what nearly all words of the line are
        sense, is_hint = (meaning, language), meaning.startswith("hint.")
        for raw in words.split("|"):
            word, _, weight = raw.strip().partition("~")
            whole = word.startswith("=")
            entry = Entry(meaning, language, float(weight or 1), whole) if weight or whole else certain
            for spelling in _spellings(word.lstrip("=")):
                key = _key(spelling, skip)
                if key and is_hint:
                    hints[key].append(entry)
                elif key:
                    found[key].setdefault(sense, entry)
    entries = {key: tuple(by_meaning.values()) for key, by_meaning in found.items()}
    letters: dict[str, list[str]] = defaultdict(list)
    for key, known in entries.items():
        if len(key) >= 6 and any("." not in entry.meaning and not entry.whole for entry in known):
            letters[key[0]].append(key)
    by_letter = {letter: tuple(keys) for letter, keys in letters.items()}
    spoken = {key: tuple(known) for key, known in hints.items()}
    return Lexicon(entries, spoken, skip, by_letter, sheet_words, _word_set(rows, "cue"), sorted(entries))


def _word_set(rows: list[tuple[str, str, str]], wanted: str) -> frozenset[str]:
    return frozenset(
        fold_key(word) for meaning, _, words in rows if meaning == wanted for word in words.split("|")
    )


def _spellings(word: str) -> tuple[str, ...]:
    """A word, and the word with ä as ae for people without umlauts."""
    if not word.isascii() and any(letter in word for letter in _UMLAUT):
        return word, "".join(_UMLAUT.get(letter, letter) for letter in word)
    return (word,)


def _key(text: str, skip: frozenset[str]) -> str:
    if (
        text.islower() and text.replace(" ", "").isalpha()
    ):  # most entries: nothing in them separates but spaces
        plain = fold_key(text)
        if plain.isascii():
            words = plain.split()
            return "".join([word for word in words if word not in skip] or words)
    return "".join([word.text for word in split_words(text, skip)])


def split_words(header: str, skip: frozenset[str]) -> tuple[Word, ...]:
    """A header's words, folded: camelCase, underscores, digits and brackets separate; small words are dropped.

    Letters of scripts without spaces are words of their own. When only small words are there, they stay.
    """
    text = unicodedata.normalize("NFKC", header).replace("\ufeff", "")
    text = without_unit(_LEADING_NAMESPACE.sub("", _LEADING_REMARK.sub("", _PLACEHOLDER.sub(" ", text))))
    text = (
        _ELISION.sub(" ", _GENDER.sub("", text))
        .replace("#", " number ")
        .replace("№", " number ")
        .replace("%", " percent ")
        .replace("〒", "郵便番号")
    )
    pieces: list[tuple[str, bool]] = []
    start = 0
    for remark in _REMARK.finditer(text):
        pieces.append((text[start : remark.start()], False))
        pieces.append((remark.group(1), True))
        start = remark.end()
    pieces.append((text[start:], False))
    cut = frozenset(fold_key(word) for word in _CUT.findall(text))
    words: list[Word] = []
    for piece, in_brackets in pieces:
        for token in _tokens(piece):
            if in_brackets and token in _UNITS and not token.isdigit():
                continue
            words.append(Word(token, in_brackets, bool(_UNSPACED.fullmatch(token)), token in cut))
    if words and all(word.remark for word in words):
        words = [Word(word.text, False, word.unspaced, word.cut) for word in words]
    kept = [word for word in words if word.text not in skip]
    return tuple(kept or words)


def _tokens(text: str) -> list[str]:
    spaced = _CAMEL.sub(" ", _PLURAL_ACRONYM.sub(lambda acronym: acronym.group().lower(), text))
    folded = fold_key(spaced)
    if not folded.isascii():
        folded = _UNSPACED.sub(r" \1 ", folded)
    return _DIGIT_EDGE.sub(" ", folded).split() if any(map(str.isdigit, folded)) else folded.split()


def take_apart(words: tuple[Word, ...], known: Lexicon) -> tuple[Span, ...]:
    """The words as entries of the table, with the fewest unknown words and the longest entries."""
    count = len(words)
    numbers = sum(word.is_number for word in words)
    best: list[tuple[float, tuple[Span, ...]]] = [(0.0, ())]
    for end in range(1, count + 1):
        options: list[tuple[float, tuple[Span, ...]]] = []
        last = words[end - 1]
        longest = _LONGEST_SPAN_UNSPACED if last.unspaced else _LONGEST_SPAN
        for start in range(max(0, end - longest), end):
            cost, before = best[start]
            found = _spans(words[start:end], end - start + numbers >= count, known)
            if found is not None:
                options.append((cost + found[0], before + found[1]))
        best.append(min(options, key=lambda option: option[0]))
    return best[count][1]


def _spans(words: tuple[Word, ...], whole: bool, known: Lexicon) -> tuple[float, tuple[Span, ...]] | None:
    """What the words are as one entry, and its cost; a single word may be a compound or unknown."""
    text = "".join(word.text for word in words)
    remark = words[0].remark
    # "Facture n°" is no "facturen": a letter of its own does not end the word before it
    inflected = (
        len(words) == 2 and len(words[1].text) == 1 < 4 <= len(words[0].text) and words[1].text.isalpha()
    )
    entries = () if inflected else known.find(text, whole)
    if entries:
        return 0.3, (Span(text, entries, 1.0, None, remark),)
    if len(words) == 1:
        if words[0].is_number:
            return 0.05, (Span(text, (), 1.0, int(text[:4]), remark),)
        return _single(words[0], known)
    bare = [word for word in words if not word.is_number]
    if 1 < len(bare) < len(words) and not words[0].is_number and not words[-1].is_number:
        # a number inside a known phrase: "Organization 1 - Title"
        entries = known.find("".join(word.text for word in bare), whole)
        if entries:
            number = next(int(word.text[:4]) for word in words if word.is_number)
            return 0.35, (Span(text, entries, 1.0, number, remark),)
    return None


def _single(word: Word, known: Lexicon) -> tuple[float, tuple[Span, ...]]:
    if word.unspaced:
        return 0.4, (Span(word.text, (), 1.0, None, word.remark),)
    pieces = compound(word.text, known)
    if pieces:
        return 0.6, tuple(Span(piece, known.find(piece, False), 0.95, None, word.remark) for piece in pieces)
    return 1.0, (
        abbreviated(word, known) or misspelt(word, known) or Span(word.text, (), 1.0, None, word.remark),
    )


def abbreviated(word: Word, known: Lexicon) -> Span | None:
    """The shortest entry that an unknown word with a point begins ("Bemerk."), or None."""
    if not word.cut:
        return None
    keys = known.in_order
    at = bisect_left(keys, word.text)
    begun = takewhile(lambda key: key.startswith(word.text), islice(keys, at, None))
    whole = [key for key in begun if known.find(key, False)]
    if not whole:
        return None
    return Span(
        word.text, known.find(min(whole, key=lambda key: (len(key), key)), False), 0.9, None, word.remark
    )


def misspelt(word: Word, known: Lexicon) -> Span | None:
    """The field a long unknown word is one slip away from ("Telefone", "Adressse"), or None."""
    if not _SHORTEST_MISSPELT <= len(word.text) <= _LONGEST_WORD:
        return None
    near = process.extractOne(
        word.text,
        known.by_first_letter.get(word.text[0], ()),
        scorer=OSA.distance,
        score_cutoff=1,
    )
    if near is None:
        return None
    entries = tuple(entry for entry in known.find(near[0], False) if "." not in entry.meaning)
    return Span(near[0], entries, 0.7, None, word.remark) if entries else None


def compound(word: str, known: Lexicon) -> tuple[str, ...]:
    """The known parts of a compound ("firmentelefon" → "firma"-like + "telefon"), or () when it is none."""
    if not 2 * _SHORTEST_PIECE <= len(word) <= _LONGEST_WORD or word.isdigit():
        return ()
    starts: dict[int, tuple[str, ...]] = {0: ()}  # parts that lead up to a place where a part may start
    for end in range(_SHORTEST_PIECE, len(word) + 1):
        found = [
            (*starts[start], word[start:end])
            for start in range(end - _SHORTEST_PIECE + 1)
            if start in starts and len(starts[start]) < _MOST_PIECES and known.find(word[start:end], False)
        ]
        if not found:
            continue
        parts = min(found, key=len)
        for link in _LINKS:
            if word.startswith(link, end) and len(parts) < len(starts.get(end + len(link), (*parts, ""))):
                starts[end + len(link)] = parts
        if end == len(word):
            return parts if len(parts) > 1 else ()
    return ()
