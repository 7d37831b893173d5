"""Personal names, taken apart only as far as is sure."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from functools import lru_cache

from salesdesk.domain.cleaning import name_words as words_of
from salesdesk.domain.cleaning.companies import legal_form
from salesdesk.domain.cleaning.name_case import case_words, is_one_case, repair_case
from salesdesk.domain.cleaning.name_pairs import joining_places, particle_word, share_their_name
from salesdesk.domain.cleaning.name_particles import family_in_front, is_noble
from salesdesk.domain.cleaning.name_suffixes import (
    cased_suffix,
    is_generation,
    is_suffix,
    maiden_name,
    trailing_suffix,
)
from salesdesk.domain.cleaning.name_titles import are_titles, is_title, leading_titles, trailing_titles
from salesdesk.domain.cleaning.text import fold_key, one_line


@dataclass(frozen=True, slots=True)
class PersonName:
    """The parts of a name, "" where absent. ``full`` is the name in its own order without title and nickname.

    ``first`` and ``last`` are both "" when the order is not sure; ``full`` then holds the name untouched.
    """

    honorific: str = ""
    first: str = ""
    middle: str = ""
    last: str = ""
    suffix: str = ""
    nickname: str = ""
    full: str = ""


_QUOTED = re.compile(r"[\"“„«]\s{0,3}([^\"“”„«»]{2,30})\s{0,3}[\"”“»]|(?<=\s)['‘]([^'’‘]{2,20})['’](?=\s|$)")
_BRACKETED = re.compile(r"\s{0,3}[(\[]([^()\[\]]{1,30})[)\]]")
_ACADEMIC = re.compile(r"F\.?H\.?|T[UHA]|D?BA|DH|Uni|Univ\.?")  # behind a degree: "Dipl.-Ing. (FH)"
_CJK = re.compile(r"[\u3400-\u9fff\uf900-\ufaff\u3040-\u30ff\uac00-\ud7af々]")
_HANGUL = re.compile(r"[\uac00-\ud7a3]{2,4}")
_VIETNAMESE = re.compile("[ăĂđĐơƠưƯạẠảẢấ-ỹẤ-ỸỄễ]")
_PICTURES = re.compile("[\u2600-\u27bf\U0001f000-\U0001faff\ufe0f\u200d\u20e3]+")
_KANA_DOT = re.compile(r"[・･·]")
_SIMPLE = re.compile(
    r"([A-ZÀ-ÖØ-Þ][a-zß-öø-ÿ]{1,20}(?:-[A-ZÀ-ÖØ-Þ][a-zß-öø-ÿ]{1,20})?)"
    r" ([A-ZÀ-ÖØ-Þ][a-zß-öø-ÿ]{2,20}(?:-[A-ZÀ-ÖØ-Þ][a-zß-öø-ÿ]{1,20})?)"
)
_PINYIN_GIVEN = re.compile(
    r"(?:(?:zh|ch|sh|[bpmfdtnlgkhjqxrzcsyw])?(?:iang|iong|uang|ang|eng|ing|ong|ian|iao|uan|uai|ai|ei|ui|ao|ou|iu|ie|"
    r"ue|er|an|en|in|un|ia|ua|uo|a|o|e|i|u))"
)
_KOREAN_GIVEN = re.compile(r"[A-Z][a-z]{1,5}-[A-Za-z][a-z]{1,5}")


def simple_name(text: str) -> tuple[str, str] | None:
    """(first, last) of two plain words of which neither is anything but a name; None is not a verdict. Fast."""
    match = _SIMPLE.fullmatch(text)
    if match is None:
        return None
    first, last = match.groups()
    return (first, last) if _is_only_a_name(first) and _is_only_a_name(last) else None


@lru_cache(maxsize=8192)
def _is_only_a_name(word: str) -> bool:
    if word.isascii() and "-" not in word:
        return word.lower() not in _SPECIAL
    return _SPECIAL.isdisjoint(fold_key(word).split())


def looks_like_company(text: str) -> bool:
    """Whether a text in a name column is an organisation: a legal form, a word such as "Consulting", or "& Sons"."""
    key = fold_key(text)
    words = key.split()
    if not words:
        return False
    form = legal_form(text)
    if form:
        if (len(form.split()) > 1 and form != "s a") or form in words_of.STRONG_FORMS:
            return True
        # short forms are also surnames (Ag, Co, Se): only as a register writes them
        last = text.split()[-1].strip(",.")
        if len(words) > 1 and (
            last in ("AG", "KG", "SA", "AB", "AS", "SE", "SL", "SAS", "A/S", "Oy", "OY")
            or "& Co" in text
            or (" " in text and "." in text.split()[-1][:-1])
        ):
            return not is_one_case(text) or len(words) > 2
    if len(words) > 1 and any(word in words_of.COMPANY_WORDS for word in words):
        return True
    return bool(re.search(r"\w\.(?:com|de|net|org|io|co\.uk|fr|ch|at)\b", text)) and "@" not in text


def join_name(
    *, honorific: str = "", first: str = "", middle: str = "", last: str = "", suffix: str = ""
) -> str:
    """The parts as one name in the order in which its script is read: the family first in Chinese, Japanese, Korean and
    Vietnamese, else last; parts that are empty leave no gap."""
    if first and last and not (first.isascii() and last.isascii()) and is_family_first(first, last):
        return " ".join(part for part in (honorific, last, middle, first, suffix) if part)
    return " ".join(part for part in (honorific, first, middle, last, suffix) if part)


def is_family_first(first: str, last: str) -> bool:
    """Whether a name of these parts is written with the family first: both stand in a script that does so, or the family's
    name is Vietnamese and the given one written as only Vietnamese writes it."""
    if _CJK.search(first) and _CJK.search(last):
        return True
    return fold_key(last) in words_of.VIETNAMESE_SURE and _VIETNAMESE.search(f"{first} {last}") is not None


def clean_given(text: str) -> str:
    """The content of a first- or middle-name column, tidied, with the case repaired; what the Dutch write in a column
    between the names is small: "van der"."""
    bare = one_line(text).strip(" ,;")
    if is_one_case(bare) and all(word.lower() in words_of.WRITTEN_LOWER for word in bare.split()):
        return bare.lower()
    return repair_case(bare)


def clean_family(text: str) -> str:
    """The content of a last-name column, tidied, with the case repaired and its particles small."""
    return repair_case(one_line(text).strip(" ,;"), surname=True)


def parse_name(text: str, *, order: str = "auto") -> PersonName:
    """A person's name in parts.

    ``order`` "auto" reads Western order, "Last, First", a surname in capitals ("DUPONT Jean") or with particles in
    front ("de Gaulle Charles"), and Vietnamese, Chinese, Korean and Hungarian order where the words leave no doubt;
    "last_first" is for columns known to be so.
    Organisations and what is no name come back with ``full`` only.
    """
    bare = one_line(text).strip(" ,;")
    if not bare:
        return PersonName()
    plain = one_line(_PICTURES.sub(" ", bare)).strip(" ,;") if _PICTURES.search(bare) else bare
    if plain != bare:
        name = parse_name(plain, order=order)
        return replace(name, full=bare) if name.full == plain or not plain else name
    simple = simple_name(bare) if order == "auto" else None
    if simple is not None:
        return PersonName(first=simple[0], last=simple[1], full=bare)
    if "@" in bare or any(char.isdigit() for char in bare) or looks_like_company(bare):
        return PersonName(full=bare)
    if are_titles(bare.split()):
        return PersonName(full=bare)  # nobody's name, whatever it stands for
    name = _parsed(bare, order)
    if fold_key(name.suffix) in words_of.POSTS:
        return name
    for _ in range(4):  # what became visible only after taking a part off, as in "Dr. (Bob) Mr Smith"
        again = _parsed(name.full, "auto") if name.full else name
        if again.full == name.full:
            break
        name = replace(
            again, honorific=name.honorific or again.honorific, nickname=name.nickname or again.nickname
        )
    return name


_SPECIAL = (
    words_of.HONORIFICS
    | words_of.SUFFIXES
    | words_of.PARTICLES
    | words_of.VIETNAMESE
    | words_of.PINYIN
    | words_of.KOREAN
    | words_of.HUNGARIAN_GIVEN
    | words_of.HUNGARIAN_FAMILY
    | words_of.COMPANY_WORDS
    | words_of.STRONG_FORMS
    | words_of.COUPLES
    | words_of.MAIDEN
    | {"ben"}
)


def _nickname(text: str) -> tuple[str, str]:
    """(text without it, nickname) of a name with one in quotes or brackets."""
    match = _QUOTED.search(text)
    if match is None:
        match = _BRACKETED.search(text)
    if match is None or (match.start() == 0 and match.end() == len(text)):
        return text, ""
    nick = one_line(next(group for group in match.groups() if group))
    key = fold_key(nick).split()
    rest = one_line(text[: match.start()] + " " + text[match.end() :]).replace(" ,", ",").strip(" ,;")
    if is_generation(nick.split(), alone=True):
        return f"{rest} {nick}", ""
    if are_titles(nick.split()):
        return f"{nick} {rest}", ""
    if fold_key(nick) in words_of.POSTS and " " in rest:
        return f"{rest}, {nick}", ""
    if (
        not key
        or len(key) > 2
        or key[0] in words_of.MAIDEN
        or _ACADEMIC.fullmatch(nick)
        or key[0] in words_of.SUFFIXES
    ):
        return text, ""
    return (rest, nick) if rest and any(char.isalpha() for char in rest) else (text, "")


def _parsed(text: str, order: str) -> PersonName:
    text, nickname = _nickname(text)
    if _CJK.search(text):
        return replace(_east_asian(text), nickname=nickname)
    parts = [part for piece in text.split(",") if (part := piece.strip())]
    suffixes: list[str] = []
    titles: list[str] = []
    while len(parts) > 1:
        if all(is_suffix(word, sure=True) for word in parts[-1].split()):
            suffixes.insert(0, parts.pop())
        elif are_titles(parts[-1].split()):
            titles.insert(0, parts.pop())
        elif len(parts[-2].split()) > 1 and fold_key(parts[-1]) in words_of.POSTS:
            suffixes.insert(0, parts.pop())
        elif len(parts[-2].split()) > 1 and fold_key(parts[-1].split()[0]) in words_of.MAIDEN:
            maiden = parts.pop()
            parts[-1] = f"{parts[-1]} {maiden}"
        else:
            break
    if len(parts) > 2:
        return PersonName(nickname=nickname, full=text)
    one_case = is_one_case(text)
    if titles:  # before the name, where all readers look for them
        parts[-1] = " ".join([*titles, parts[-1]])
    suffix = ", ".join(suffixes) if not one_case else " ".join(cased_suffix(part) for part in suffixes)
    if len(parts) == 2:
        return _last_first(parts[0], parts[1], suffix, nickname, one_case)
    words = (parts[0] if parts else text).split()
    honorific, words = leading_titles(words)
    words, born = maiden_name(words, one_case)
    words, trailing = trailing_suffix(words, one_case)
    suffix = " ".join(part for part in (" ".join(trailing), suffix) if part)
    if one_case:
        words = case_words(" ".join(words)).split()
        front = family_in_front(words)
        words[:front] = case_words(" ".join(words[:front]), surname=True).split()
        honorific = _cased_title(honorific)
        suffix = " ".join(cased_suffix(part) for part in suffix.split())
    suffix = " ".join(part for part in (suffix, born) if part)
    return _assembled(words, honorific, suffix, nickname, order)


def _cased_title(title: str) -> str:
    return " ".join("-".join(piece.capitalize() for piece in word.split("-")) for word in title.split())


def _last_first(family: str, given: str, suffix: str, nickname: str, one_case: bool) -> PersonName:
    title, family_words = leading_titles(family.split())
    behind, family_words = trailing_titles(family_words)
    family_words, generation = trailing_suffix(family_words, one_case)
    honorific, given_words = leading_titles(given.split())
    honorific = " ".join(part for part in (title, honorific, behind) if part)
    given_words, trailing = trailing_suffix([*family_words, *given_words], one_case)
    given_words = given_words[len(family_words) :]
    particles: list[str] = []
    while len(given_words) > 1 and given_words[-1].islower() and given_words[-1] in words_of.PARTICLES:
        particles.insert(0, given_words.pop())  # "Beethoven, Ludwig van"
    if particles and len(given_words) > 1 and fold_key(given_words[-1]) in words_of.NOBLE:
        particles.insert(0, given_words.pop())
    last = " ".join([*particles, *family_words])
    first, *middle = [" ".join(given_words)] if joining_places(given_words) else given_words or [""]
    if one_case or is_one_case(family):
        last = case_words(last, surname=True)
    if one_case:
        first, middle = case_words(first), [case_words(word) for word in middle]
        honorific = _cased_title(honorific)
    suffix = " ".join(part for part in (*generation, " ".join(trailing), suffix) if part)
    full = join_name(first=first, middle=" ".join(middle), last=last, suffix=suffix)
    return PersonName(honorific, first, " ".join(middle), last, suffix, nickname, full)


def _assembled(words: list[str], honorific: str, suffix: str, nickname: str, order: str) -> PersonName:
    shouted = [index for index, word in enumerate(words) if _is_shouted(word)]
    if shouted and len(shouted) < len(words) and shouted == list(range(shouted[0], shouted[-1] + 1)):
        words, order = _quieted(words, shouted, order)
    front = family_in_front(words) if order == "auto" else 0
    words = words[front:] + words[:front]
    full = " ".join(part for part in (*words, suffix) if part)
    if len(words) in (1, front):
        alone = " ".join(words)
        if (front or is_generation(suffix.split())) and not honorific:
            return PersonName(last=alone, suffix=suffix, nickname=nickname, full=full)
        if honorific:  # without it "Frau Müller" would be nobody
            return PersonName(honorific, "", "", alone, suffix, nickname, f"{honorific} {full}")
        return PersonName(first=alone, suffix=suffix, nickname=nickname, full=full)
    first, middle, last = _split(words, order)
    return PersonName(honorific, first, middle, last, suffix, nickname, full)


def _is_shouted(word: str) -> bool:
    letters = [char for char in word if char.isalpha()]
    return (
        len(letters) > 2 and word.isupper() and "." not in word and word.lower() not in words_of.GENERATIONS
    )


def _quieted(words: list[str], shouted: list[int], order: str) -> tuple[list[str], str]:
    """A surname written in capitals: "DUPONT Jean" and "Jean DUPONT" are the same person."""
    low, high = shouted[0], shouted[-1] + 1
    while low > 0 and words[low - 1].isupper() and words[low - 1].lower() in words_of.PARTICLES:
        low -= 1
    family = case_words(" ".join(words[low:high]), surname=low > 0).split()
    others = words[:low] + words[high:]
    if low == 0 and others and all(word[:1].isupper() and not is_title(word, 2) for word in others):
        return others + family, order
    return words[:low] + family + words[high:], order


def _split(words: list[str], order: str) -> tuple[str, str, str]:
    keys = [fold_key(word) for word in words]
    couple = joining_places(words)
    if couple and share_their_name(words, couple):
        return " ".join(words[:-1]), "", words[-1]
    if couple or any(key in words_of.MAIDEN for key in keys[1:]):
        return "", "", ""
    if order == "last_first" or _is_family_first(words, keys):
        start = 1
        while start < len(words) - 1 and keys[start - 1] in words_of.PARTICLES:
            start += 1
        rest = words[start:]
        if keys[0] in words_of.VIETNAMESE_SURE and len(rest) > 1:
            return rest[-1], " ".join(rest[:-1]), " ".join(words[:start])
        return rest[0], " ".join(rest[1:]), " ".join(words[:start])
    start = len(words) - 1
    if len(words) > 2 and keys[-2] in words_of.SPANISH_FAMILY and keys[-1] not in words_of.JOINING_PARTICLES:
        start -= 1
    for index in range(1, len(words) - 1):
        key = keys[index]
        if is_noble(keys, index):
            start = index
            break
        small = words[index].islower() and (key in words_of.LOWER_PARTICLES or particle_word(words[index]))
        if key in words_of.PARTICLES or small:
            joins = key in words_of.JOINING_PARTICLES
            if joins and index < 2:
                continue
            start = index - 1 if joins else index
            break
    return words[0], " ".join(words[1:start]), " ".join(words[start:])


def _is_family_first(words: list[str], keys: list[str]) -> bool:
    """Whether the words themselves show family-first order beyond doubt."""
    head, rest = keys[0], keys[1:]
    if head in words_of.VIETNAMESE_SURE and not any(key in words_of.VIETNAMESE_SURE for key in rest):
        vietnamese = not " ".join(words).isascii() or (
            len(rest) > 1 and rest[0] in words_of.VIETNAMESE_MIDDLE
        )
        if vietnamese and len(words) <= 4:
            return True
    if len(words) == 2:
        if head in words_of.KOREAN and rest[0].split() and _KOREAN_GIVEN.fullmatch(words[1]):
            return True
        if (
            head in words_of.HUNGARIAN_FAMILY
            and rest[0] in words_of.HUNGARIAN_GIVEN
            and head not in words_of.HUNGARIAN_GIVEN
        ):
            return True
        if head in words_of.PINYIN and rest[0] not in words_of.PINYIN:
            syllables = _PINYIN_GIVEN.findall(rest[0])
            return (
                len(syllables) == 2
                and "".join(syllables) == rest[0]
                and len(rest[0]) >= 5
                and rest[0][0] in "xzqjy"
            )
    return False


def _east_asian(text: str) -> PersonName:
    """Chinese, Japanese and Korean script: family first where a space or a Hangul surname shows it."""
    if _KANA_DOT.search(text):
        first, *others = [part for part in _KANA_DOT.split(text) if part] or [text]
        return PersonName(
            first=first, middle=" ".join(others[:-1]), last=others[-1] if others else "", full=text
        )
    parts = text.split()
    if len(parts) == 2 and all(_CJK.search(part) for part in parts):
        return PersonName(first=parts[1], last=parts[0], full=text)
    if _HANGUL.fullmatch(text) and len(text) == 3 and text[0] in words_of.HANGUL_SURNAMES:
        return PersonName(first=text[1:], last=text[0], full=text)
    return PersonName(full=text)
