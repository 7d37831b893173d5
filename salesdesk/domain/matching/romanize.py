"""Names of other scripts in Latin letters, as far as two writings of one name meet: "Иван", "Ивáн" and "Ivan".

No standard is followed to the letter. What is wanted is one plain spelling per name, near to how most people write it,
and what the many standards do differently is taken out again by ``spelling_key``. Scripts without vowels (Arabic, Hebrew)
come out as consonants; ``skeleton`` makes them of Latin names too.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

_CYRILLIC = {
    "а": "a", "б": "b", "в": "v", "г": "g", "д": "d", "е": "e", "ж": "zh", "з": "z", "и": "i", "й": "i", "к": "k",
    "л": "l", "м": "m", "н": "n", "о": "o", "п": "p", "р": "r", "с": "s", "т": "t", "у": "u", "ф": "f", "х": "kh",
    "ц": "ts", "ч": "ch", "ш": "sh", "щ": "shch", "ъ": "", "ы": "y", "ь": "", "э": "e", "ю": "yu", "я": "ya", "і": "i",
    "ї": "yi", "є": "ye", "ґ": "g", "ў": "u", "ђ": "dj", "ј": "j", "љ": "lj", "њ": "nj", "ћ": "c", "џ": "dz", "ѓ": "g",
    "ќ": "k", "ѕ": "z", "ә": "a", "ғ": "g", "қ": "k", "ң": "n", "ө": "o", "ұ": "u", "ү": "u", "һ": "h",
}  # fmt: skip
_GREEK_PAIRS = {
    "ου": "ou", "αι": "ai", "ει": "ei", "οι": "oi", "αυ": "av", "ευ": "ev", "μπ": "b", "ντ": "nt", "γκ": "gk",
    "γγ": "ng", "τζ": "tz", "τσ": "ts",
}  # fmt: skip
_GREEK = {
    "α": "a", "β": "v", "γ": "g", "δ": "d", "ε": "e", "ζ": "z", "η": "i", "θ": "th", "ι": "i", "κ": "k", "λ": "l",
    "μ": "m", "ν": "n", "ξ": "x", "ο": "o", "π": "p", "ρ": "r", "σ": "s", "ς": "s", "τ": "t", "υ": "y", "φ": "f",
    "χ": "ch", "ψ": "ps", "ω": "o",
}  # fmt: skip
_GEORGIAN = {
    "ა": "a", "ბ": "b", "გ": "g", "დ": "d", "ე": "e", "ვ": "v", "ზ": "z", "თ": "t", "ი": "i", "კ": "k", "ლ": "l",
    "მ": "m", "ნ": "n", "ო": "o", "პ": "p", "ჟ": "zh", "რ": "r", "ს": "s", "ტ": "t", "უ": "u", "ფ": "p", "ქ": "k",
    "ღ": "gh", "ყ": "q", "შ": "sh", "ჩ": "ch", "ც": "ts", "ძ": "dz", "წ": "ts", "ჭ": "ch", "ხ": "kh", "ჯ": "j",
    "ჰ": "h",
}  # fmt: skip
_ARMENIAN = {
    "ա": "a", "բ": "b", "գ": "g", "դ": "d", "ե": "e", "զ": "z", "է": "e", "ը": "y", "թ": "t", "ժ": "zh", "ի": "i",
    "լ": "l", "խ": "kh", "ծ": "ts", "կ": "k", "հ": "h", "ձ": "dz", "ղ": "gh", "ճ": "ch", "մ": "m", "յ": "y", "ն": "n",
    "շ": "sh", "ո": "o", "չ": "ch", "պ": "p", "ջ": "j", "ռ": "r", "ս": "s", "վ": "v", "տ": "t", "ր": "r", "ց": "ts",
    "ւ": "v", "փ": "p", "ք": "k", "և": "ev", "օ": "o", "ֆ": "f",
}  # fmt: skip
_HEBREW = {
    "א": "", "ב": "b", "ג": "g", "ד": "d", "ה": "h", "ו": "v", "ז": "z", "ח": "h", "ט": "t", "י": "y", "כ": "k",
    "ך": "k", "ל": "l", "מ": "m", "ם": "m", "נ": "n", "ן": "n", "ס": "s", "ע": "", "פ": "p", "ף": "p", "צ": "ts",
    "ץ": "ts", "ק": "k", "ר": "r", "ש": "sh", "ת": "t",
}  # fmt: skip
_ARABIC = {
    "ا": "a", "أ": "a", "إ": "i", "آ": "a", "ٱ": "a", "ء": "", "ئ": "", "ؤ": "", "ب": "b", "ت": "t", "ث": "th", "ج": "j",
    "ح": "h", "خ": "kh", "د": "d", "ذ": "dh", "ر": "r", "ز": "z", "س": "s", "ش": "sh", "ص": "s", "ض": "d", "ط": "t",
    "ظ": "z", "ع": "", "غ": "gh", "ف": "f", "ق": "q", "ك": "k", "ک": "k", "ل": "l", "م": "m", "ن": "n", "ه": "h",
    "ة": "a", "و": "w", "ي": "y", "ی": "y", "ى": "a", "پ": "p", "چ": "ch", "ژ": "zh", "گ": "g", "ـ": "",
}  # fmt: skip
_LETTERS = {**_CYRILLIC, **_GREEK, **_GEORGIAN, **_ARMENIAN, **_HEBREW, **_ARABIC}
_UNVOICED = frozenset(_HEBREW) | frozenset(_ARABIC)
_SIGN = re.compile(r"(?:VOWEL SIGN|VOWEL) ([A-Z]+)")
_LETTER = re.compile(r"(?:LETTER|SYLLABLE)(?: SMALL)? ([A-Z]+)")
_INDIC = ("DEVANAGARI", "BENGALI", "GUJARATI", "GURMUKHI", "ORIYA", "TAMIL", "TELUGU", "KANNADA", "MALAYALAM")
_LATIN_LEFT = {"ə": "a", "ß": "ss", "ø": "o"}


@lru_cache(maxsize=65536)
def romanized(folded: str) -> str:
    """A folded name (``fold_key``) in lower-case Latin letters; signs nobody reads by letters (Chinese) stay."""
    if folded.isascii():
        return folded
    for pair, latin in _GREEK_PAIRS.items():
        folded = folded.replace(pair, latin)
    found = ""
    for char in folded:
        if char.isascii():
            found += char
            continue
        known = _LETTERS.get(char)
        if known is None:
            known = _LATIN_LEFT.get(char)
        if known is not None:
            found += known
            continue
        found = _by_name(found, char)
    if found.endswith("a") and _LETTER.search(unicodedata.name(char, "")) and _is_indic(char):
        found = found[:-1]  # the vowel that a last consonant has by itself is not spoken
    return found


def _is_indic(char: str) -> bool:
    return unicodedata.name(char, "").partition(" ")[0] in _INDIC


def _by_name(found: str, char: str) -> str:
    """Appends a letter by what Unicode calls it: the names of Indic letters, kana and Hangul syllables are their sounds."""
    name = unicodedata.name(char, "")
    script = name.partition(" ")[0]
    if script in _INDIC:
        if "VIRAMA" in name:
            return found[:-1] if found.endswith("a") else found
        sign = _SIGN.search(name)
        if sign:
            return (found[:-1] if found.endswith("a") else found) + _vowel(sign[1])
        if "ANUSVARA" in name or "CANDRABINDU" in name:
            return found + "n"
        letter = _LETTER.search(name)
        return found + _vowel(letter[1]) if letter else found
    if script in ("HIRAGANA", "KATAKANA", "HANGUL"):
        letter = _LETTER.search(name)
        return found + (letter[1].lower() if letter else "")
    if unicodedata.combining(char):
        return found
    return found + char


def _vowel(name: str) -> str:
    return {"AA": "a", "II": "i", "UU": "u", "VOCALIC": "ri", "EE": "e", "OO": "o"}.get(name, name.lower())


_RUN = re.compile(r"(.)\1+")
_SOFT_C = re.compile(r"c(?=[eiy])")
_AFTER = re.compile(r"(?<=[bcdfgjklmnpqrstvwxz])h|h$|(?<=[aeiou])h(?=[bcdfgjklmnpqrstvwxz])")
_STEPS = (
    ("shch", "s"), ("sch", "s"), ("tsch", "\x01"), ("tch", "\x01"), ("dsch", "j"), ("dzh", "j"), ("dj", "j"), ("sz", "s"),
    ("cz", "\x01"), ("kh", "\x01"), ("ph", "f"), ("ck", "k"), ("qu", "kv"), ("q", "k"), ("ks", "x"), ("tz", "z"), ("ts", "z"),
    ("yev", "ev"), ("yel", "el"), ("yek", "ek"), ("iy", "i"), ("ij", "i"), ("ii", "i"), ("yi", "i"), ("ya", "ia"),
    ("ja", "ia"), ("yu", "iu"), ("ju", "iu"), ("jo", "io"), ("yo", "io"), ("y", "i"), ("j", "i"), ("w", "v"),
    ("ou", "u"), ("oo", "u"), ("ee", "i"), ("ae", "a"), ("oe", "o"), ("ue", "u"), ("zh", "z"),
)  # fmt: skip


@lru_cache(maxsize=65536)
def spelling_key(name: str) -> str:
    """What is left of a Latin name when the ways to spell its sounds are taken out: Erik and Eric, Sara and Sarah, Yury
    and Juri, Filip and Philipp, Muller and Mueller give the same. Names with other endings (Mario, Maria) do not."""
    if not name.isascii():
        return name
    key = name
    for of, by in _STEPS:
        if of in key:
            key = key.replace(of, by)
    key = key.replace("chr", "kr").replace("ch", "\x01")
    key = _SOFT_C.sub("s", key)
    key = key.replace("c", "k").replace("\x01", "h")
    key = _AFTER.sub("", key)
    return _RUN.sub(r"\1", key)


_VOWELS = re.compile(r"[aeiouywh]+")


def unvoiced(text: str) -> bool:
    """Whether a folded name is written in a script that leaves its vowels out."""
    return any(char in _UNVOICED for char in text)


@lru_cache(maxsize=65536)
def skeleton(name: str) -> str:
    """The consonants of a name in Latin letters, spellings taken out: محمد and Mohammed both give "mmd"."""
    key = spelling_key(name.replace("dh", "d").replace("gh", "g").replace("th", "t"))
    return _RUN.sub(r"\1", _VOWELS.sub("", key.replace("j", "").replace("i", "").replace("v", "")))
