"""By which words a text is found, and what is looked for when somebody types.

Both sides are folded (``fold_key``), and whatever can be written in two ways meets in the middle: letters that are also
written as two (ü and ue, ø and oe, å and aa; after the machine-readable zone of travel documents, ICAO Doc 9303, part 3) are stored in both ways and typed in both ways; a word with an
apostrophe or a hyphen inside is found as one word and by each of its parts; runs of scripts that set no spaces are stored
in pairs of characters, and words of scripts that write articles and prepositions together with the noun by all their endings.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from typing import NamedTuple

from salesdesk.domain.cleaning.text import fold_key

NAME = "\ue000"
"""Stands before each word of a record's own name, which is stored once more with it."""
LINKED = "\ue001"
"""Stands before words that are not the record's own but those of a record it belongs to."""

_MOST_CHUNKS = 8
_MOST_PAIRS = 4  # pairs of letters of one text that are read as one
_MOST_PARTS = 8  # of one chunk, typed
_LONGEST_NAME = 12  # characters of a run that may be a family name and a given name
_LONGEST_ENDINGS = 24  # letters of a word that is found by its endings

_TWO = {"ä": "ae", "ö": "oe", "ü": "ue", "ø": "oe", "đ": "dj"}
_TWO_LETTERS = (
    str.maketrans(_TWO),
    str.maketrans({**_TWO, "å": "aa"}),
    str.maketrans({"å": "aa"}),  # a language of its own: Ångström is Angstroem, and Aangstroem
)
_ONE_LETTER = {"ae": "äÄ", "oe": "öÖøØ", "ue": "üÜ", "aa": "åÅ", "dj": "đĐ"}
"""What may stand where two letters are typed; folded it is the first of them."""
_PAIRS = re.compile("|".join(_ONE_LETTER))
_HAS_TWO = re.compile("[äöüøđåÄÖÜØĐÅ]")

APOSTROPHES = "'’‘‛`´′ʹʻʼʽʾʿˈꞌ＇"
_HYPHENS = "\u2010\u2011\u2012\u2013\u2212\u00b7-"
_JOINING = re.compile(rf"\w[&{APOSTROPHES}{_HYPHENS}]\w|\w\.\w\.")
_APART = str.maketrans(dict.fromkeys(APOSTROPHES + _HYPHENS, " "))
_JOINED = str.maketrans(dict.fromkeys(APOSTROPHES + _HYPHENS + "&"))
_JOINED_AND_DOTS = str.maketrans(dict.fromkeys(APOSTROPHES + _HYPHENS + "&."))
_NO_APOSTROPHES = str.maketrans(dict.fromkeys(APOSTROPHES))
_INNER = re.compile("(?<=[a-z])(?=[A-Z])")
_SEVERAL_WAYS = re.compile(rf"[äöüøđåÄÖÜØĐÅ]|[&{APOSTROPHES}{_HYPHENS}]\w|\.\w\.")
_CAPITAL_INSIDE = re.compile("[a-z][A-Z]")
_BEYOND_LATIN = re.compile("[^\x00-\u02af]")

# Letters that Arabic and Persian keyboards write each in their way, the line that stretches a word, and digits.
_ARABIC = {
    "ة": "ه", "ى": "ي", "ی": "ي", "ې": "ي", "ک": "ك", "ٱ": "ا", "ہ": "ه", "ۀ": "ه", "ـ": None,
    **{chr(start + number): str(number) for start in (0x660, 0x6F0) for number in range(10)},
}  # fmt: skip
_SAME_LETTERS = str.maketrans(_ARABIC)

_SPACELESS = (
    "\u0e00-\u0fff\u1000-\u109f\u1780-\u17ff\u2e80-\u2fdf\u3005-\u3007\u3040-\u30ff\u3100-\u312f\u31a0-\u31bf"
    "\u31f0-\u31ff\u3400-\u4dbf\u4e00-\u9fff\ua000-\ua48f\uac00-\ud7af\uf900-\ufaff\U00020000-\U0003ffff"
)
"""Thai, Lao, Tibetan, Burmese, Khmer, Chinese, Japanese, Yi; Korean, which sets spaces but none within a name."""
_RUNS = re.compile(f"([{_SPACELESS}]+)")
_WRITTEN_TOGETHER = re.compile("[\u05d0-\u08ff]")
"""Hebrew, Arabic, Syriac."""


class Term(NamedTuple):
    """A word that is looked for: ``whole``, or as the beginning of one."""

    word: str
    whole: bool = False


Spelling = tuple[Term, ...]
"""Terms that must all be found."""
Chunk = tuple[Spelling, ...]
"""Spellings of which one must be found."""


# -- what is stored ---------------------------------------------------------------------------------------


def stored_words(text: str) -> list[str]:
    """The folded words by which a text is found, in no order and each once."""
    latin = text.isascii() or _BEYOND_LATIN.search(text) is None
    plain = text
    if not latin:
        text = unicodedata.normalize("NFC", text.translate(_SAME_LETTERS))
        plain = text.translate(_NO_APOSTROPHES)
    found = dict.fromkeys(fold_key(plain).split())
    for ways in (_SEVERAL_WAYS, _CAPITAL_INSIDE):
        end = -1
        for match in ways.finditer(text):
            if match.start() < end:
                continue  # of the same piece
            end = text.find(" ", match.end())
            end = len(text) if end < 0 else end
            for spelled in _other_spellings(text[text.rfind(" ", 0, match.start()) + 1 : end]):
                found.update(dict.fromkeys(fold_key(spelled).split()))
    if latin or "".join(found).isascii():
        return list(found)
    return list(dict.fromkeys(part for word in found for part in _stored(word)))


def marked(words: Iterable[str], mark: str) -> list[str]:
    """The same words with a mark before each."""
    return [mark + word for word in words]


def _other_spellings(chunk: str) -> Iterator[str]:
    """How what stands between two spaces can be written besides as it is."""
    for way in _ways(chunk):
        for spelled in _in_two_letters(way):
            if spelled != chunk:
                yield spelled
    if _INNER.search(chunk):
        yield _INNER.sub(" ", chunk).translate(_APART)


def _ways(chunk: str) -> tuple[str, ...]:
    """A chunk with its parts as they are folded, apart and as one."""
    plain = chunk.translate(_NO_APOSTROPHES)
    if _JOINING.search(chunk) is None:
        return (plain,)
    return (plain, chunk.translate(_APART), _joined(chunk))


def _in_two_letters(text: str) -> list[str]:
    """The text itself, and with letters written as two."""
    if _HAS_TWO.search(text) is None:
        return [text]
    lower = text.lower()
    tables = _TWO_LETTERS if "å" in lower else _TWO_LETTERS[:1]
    return [text, *dict.fromkeys(spelled for table in tables if (spelled := lower.translate(table)) != lower)]


def _joined(text: str) -> str:
    """A text without what joins its parts, and without the dots of an abbreviation."""
    one = text.translate(_JOINED)
    parts = one.split(".")
    short = len(parts) > 2 and all(len(part) < 2 for part in parts)
    return one.replace(".", "") if short else one


def _stored(word: str) -> Iterator[str]:
    if word.isascii():
        yield word
        return
    for part in _RUNS.split(word):
        if not part:
            continue
        if _RUNS.match(part):
            yield from (part[place : place + 2] for place in range(len(part)))
        else:
            yield part
            if _WRITTEN_TOGETHER.search(part):
                yield from (part[place:] for place in range(1, min(len(part), _LONGEST_ENDINGS) - 1))


# -- what is typed ----------------------------------------------------------------------------------------


@lru_cache(maxsize=64)  # one keystroke asks for every kind of record, and again for the places
def typed_chunks(text: str) -> tuple[Chunk, ...]:
    """What must be found of what a person typed: a spelling of each of the first words. Nothing when it holds no word."""
    chunks = (_chunk(part) for part in text.translate(_SAME_LETTERS).split()[:_MOST_CHUNKS])
    return tuple(dict.fromkeys(chunk for chunk in chunks if chunk))


def _chunk(text: str) -> Chunk:
    found: dict[Spelling, None] = {}
    for way in _ways(unicodedata.normalize("NFC", text)):
        for spelled in _in_two_letters(way):
            words = fold_key(spelled).split()[:_MOST_PARTS]
            if words:
                found[tuple(dict.fromkeys(term for word in words for term in _terms(word)))] = None
            if len(words) == 1:
                found.update(dict.fromkeys(_in_two_runs(words[0])))
    return tuple(one for one in found if not any(_covers(other, one) for other in found if other != one))


def _in_two_runs(word: str) -> Iterator[Spelling]:
    """How a name that is typed in one run may be stored in two: 山田太郎 as family and given name. The first of them ends with
    its last character, which is stored alone there."""
    if len(word) > _LONGEST_NAME or not _RUNS.fullmatch(word):
        return
    for end in range(1, len(word)):
        first, second = word[:end], word[end:]
        pairs = _terms(first) if end > 1 else ()
        yield tuple(dict.fromkeys((*pairs, Term(first[-1], whole=True), *_terms(second))))


def _covers(short: Spelling, spelling: Spelling) -> bool:
    """Whether the one word of ``short`` begins a word of the other, so that it finds whatever that does."""
    (first, *more) = short
    return not more and not first.whole and any(term.word.startswith(first.word) for term in spelling)


def _terms(word: str) -> Iterator[Term]:
    if word.isascii():
        yield Term(word)
        return
    for part in filter(None, _RUNS.split(word)):
        if len(part) == 1 or not _RUNS.match(part):
            yield Term(part)
        else:
            yield from (Term(part[place : place + 2], whole=True) for place in range(len(part) - 1))


class Written(NamedTuple):
    """One way a text may be written: folded (``key``), where the text as it was written has a letter of each of ``letters``."""

    key: str
    letters: tuple[str, ...] = ()


def set_apart(key: str) -> str | None:
    """A folded text without its spaces, where it is in a script whose names are written with and without them; None for any
    other."""
    bare = key.replace(" ", "")
    return bare if len(bare) > 1 and _RUNS.fullmatch(bare) else None


def ways_to_write(text: str) -> list[Written]:
    """The ways in which what is compared with may be written, the text itself first: "Müller" also as "mueller", and
    "mueller" also with an ü."""
    key = fold_key(text)
    found = [Written(one) for one in dict.fromkeys((key, *map(fold_key, _in_two_letters(text))))]
    pairs = [match.start() for match in _PAIRS.finditer(key)][:_MOST_PAIRS]
    for chosen in range(1, 1 << len(pairs)):
        starts = [start for place, start in enumerate(pairs) if chosen >> place & 1]
        letters = dict.fromkeys(_ONE_LETTER[key[start : start + 2]] for start in starts)
        short = "".join(letter for place, letter in enumerate(key) if place - 1 not in starts)
        found.append(Written(short, tuple(letters)))
    return found


class Sought:
    """Chunks that are looked for in texts one by one. Most texts show at a glance at their letters whether they have one."""

    def __init__(self, chunks: Sequence[Chunk]) -> None:
        self._chunks = chunks
        self._letters = [
            tuple(term.word for spelling in chunk for term in spelling[:1] if term.word.isascii())
            for chunk in chunks
        ]
        self._bare_letters = [tuple(map(_bare, letters)) for letters in self._letters]
        self._plain = [_plainly(chunk) for chunk in chunks]

    def __len__(self) -> int:
        return len(self._chunks)

    def count_in(self, text: str) -> int:
        """How many of the chunks a text has."""
        return len(self._chunks) - len(self._missing_in(text))

    def missing_in(self, text: str) -> Sought | None:
        """The chunks that a text has not, None when it has all."""
        missing = self._missing_in(text)
        return Sought(missing) if missing else None

    def _missing_in(self, text: str) -> list[Chunk]:
        lower = text.lower()
        open_ = [n for n, plain in enumerate(self._plain) if plain is None or plain.search(lower) is None]
        if not open_:
            return []
        told = text.isascii() and not _SEVERAL_WAYS.search(text) and not _CAPITAL_INSIDE.search(text)
        if told and not any(letters in lower for n in open_ for letters in self._letters[n]):
            return [self._chunks[n] for n in open_]
        if not told and _BEYOND_LATIN.search(text) is None:
            bare = (_bare(text), _bare(text.translate(_JOINED_AND_DOTS)))
            letters = (short for n in open_ for short in self._bare_letters[n])
            if not any(short in one for short in letters for one in bare):
                return [self._chunks[n] for n in open_]
        words = stored_words(text)
        return [chunk for chunk in self._chunks if not _finds(chunk, words)]


def _bare(text: str) -> str:
    """A text folded, with one letter for two that may stand for one: whatever way a word is written, it is in there."""
    return _PAIRS.sub(lambda pair: pair[0][0], fold_key(text))


@lru_cache(maxsize=64)
def _plainly(chunk: Chunk) -> re.Pattern[str] | None:
    """What finds the chunk where it is written in small letters as it is folded; None without such a spelling."""
    words = [spelling[0].word for spelling in chunk if len(spelling) == 1 and not spelling[0].whole]
    plain = [re.escape(word) for word in words if word.isascii() and word.isalnum()]
    return re.compile(rf"(?<![^\W_])(?:{'|'.join(plain)})") if plain else None


def _finds(chunk: Chunk, words: list[str]) -> bool:
    return any(all(_has(term, words) for term in spelling) for spelling in chunk)


def _has(term: Term, words: list[str]) -> bool:
    return term.word in words if term.whole else any(word.startswith(term.word) for word in words)


_AROUND = 50  # characters shown at most on each side of what was found
_PIECE = re.compile(r"\S+")
_END = re.compile(r"[.!?…。！？؟]\s|\n")


def excerpt(text: str, sought: Sought) -> str:
    """The sentence of a text in which one of the chunks stands, in one line, cut on both sides where it is long."""
    if len(text) <= 2 * _AROUND and "\n" not in text:
        return text
    at = next((match for match in _PIECE.finditer(text) if sought.count_in(match[0])), None)
    if at is None:  # its words stand apart
        return _cut(text, 0, min(len(text), 2 * _AROUND))
    start, end = max(0, at.start() - _AROUND), min(len(text), at.start() + 2 * _AROUND)
    for match in _END.finditer(text, start, end):
        if match.end() <= at.start():
            start = match.end()
        elif match.start() + 1 >= at.end():
            return _cut(text, start, match.start() + 1, whole=True)
    return _cut(text, start, end)


def _cut(text: str, start: int, end: int, *, whole: bool = False) -> str:
    """A piece of a text, not cut within words where there are any."""
    if start and not text[start - 1].isspace():
        start = next(
            (place + 1 for place in range(start, min(start + 20, end)) if text[place].isspace()), start
        )
    if end < len(text) and not whole:
        end = next((place for place in range(end, max(end - 20, start), -1) if text[place].isspace()), end)
    before = "" if not start or _END.match(text, start - 2) or text[start - 1] == "\n" else "… "
    after = "" if whole or end >= len(text) else " …"
    return f"{before}{' '.join(text[start:end].split())}{after}"
