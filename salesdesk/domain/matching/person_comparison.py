"""How alike two people are in name, birthday and e-mail address."""

from __future__ import annotations

import re
from functools import lru_cache

from rapidfuzz.distance import OSA, JaroWinkler, LCSseq

from salesdesk.domain.matching.conflict import told_apart
from salesdesk.domain.matching.east import unlike_scripts
from salesdesk.domain.matching.features import (
    DATE_NEAR,
    DATE_PART,
    DATE_SAME,
    DATE_TYPO,
    DIFFERENT,
    INITIAL,
    MAIL_CLOSE,
    MAIL_DOMAIN,
    MAIL_FUZZY,
    MAIL_LOCAL,
    MAIL_SAME,
    MIDDLE_INITIAL,
    MIDDLE_SAME,
    MISSING,
    NAME_CLOSE,
    NAME_FUZZY,
    NAME_SAME,
    NAME_VARIANT,
    STRAIGHT,
    SWAPPED,
)
from salesdesk.domain.matching.given_names import NameMatch, are_forms, match_given, plain_vowels
from salesdesk.domain.matching.profiles import Email, NamePart, Profile
from salesdesk.domain.matching.romanize import skeleton, spelling_key
from salesdesk.domain.matching.signs import told_apart as signs_told_apart

_jaro_winkler = JaroWinkler.similarity
_edits = OSA.distance
_common = LCSseq.similarity
_NEAR_DAYS = 190
_NUMBER = re.compile(r"\d+")


def names_levels(a: Profile, b: Profile) -> tuple[int, int, int, float, float]:
    """Levels of first name, last name and swapping, and the rarity bits of the two names when they are equal."""
    af, al, bf, bl = a.first, a.last, b.first, b.last
    # equal names are mostly one object (``ProfileMaker``)
    first = (NAME_SAME if af is bf else name_level(af, bf, True)) if af and bf else MISSING
    last = (NAME_SAME if al is bl else name_level(al, bl, False)) if al and bl else MISSING
    if first == NAME_SAME and a.signs and b.signs and signs_told_apart(a.signs, b.signs):
        first = DIFFERENT  # 芳 and 方 only sound the same
    if first < NAME_CLOSE and last < NAME_CLOSE:
        crossed_first = name_level(af, bl, True) if af and bl else MISSING
        crossed_last = name_level(al, bf, True) if al and bf else MISSING
        if crossed_first + crossed_last > first + last and (
            crossed_first >= NAME_CLOSE or crossed_last >= NAME_CLOSE
        ):
            return (
                crossed_first,
                crossed_last,
                SWAPPED,
                min(a.first_bits, b.last_bits) if crossed_first == NAME_SAME else 0.0,
                min(a.last_bits, b.first_bits) if crossed_last == NAME_SAME else 0.0,
            )
    return (
        first,
        last,
        STRAIGHT if first or last else MISSING,
        a.first_bits if first == NAME_SAME else 0.0,
        a.last_bits if last == NAME_SAME else 0.0,
    )


def name_level(a: NamePart, b: NamePart, given: bool) -> int:
    """How alike two given (or family) names are: NAME_SAME … DIFFERENT."""
    left, right = a.joined, b.joined
    if left == right:
        return NAME_SAME
    if left > right:
        a, b, left, right = b, a, right, left
    return _other_name_level(left, right, a.words, b.words, given, a.bare or b.bare)


@lru_cache(maxsize=200_000)
def _other_name_level(
    left: str, right: str, words: tuple[str, ...], others: tuple[str, ...], given: bool, bare: bool
) -> int:
    """How alike two names are that are not the same; few of the many pairs of people have another pair of names."""
    if left[0].isdecimal() and right[0].isdecimal() and _NUMBER.findall(left) != _NUMBER.findall(right):
        return DIFFERENT  # numbered names: "Test 1" is no slip of "Test 2"
    if unlike_scripts(left, right):
        return MISSING
    short, long = (left, right) if len(left) <= len(right) else (right, left)
    if len(short) == 1:
        return INITIAL if long[0] == short else DIFFERENT
    if given:
        match = match_given(words or (left,), others or (right,))
        if match >= NameMatch.MEET:
            # of single words only forms of one name are more than a slip or another spelling
            return NAME_VARIANT if words or others or are_forms(left, right) else NAME_CLOSE
        if match is NameMatch.APART:
            return DIFFERENT  # two names, however alike: Mario, Maria
        if len(short) >= 3 and long.startswith(short):
            return NAME_VARIANT
    if (words or others) and _share_word(words or (left,), others or (right,)):
        return NAME_VARIANT
    if plain_vowels(left) == plain_vowels(right) or spelling_key(left) == spelling_key(right):
        return NAME_CLOSE
    if bare and len(skeleton(left)) > 1 and skeleton(left) == skeleton(right):
        return NAME_CLOSE
    size = len(long)
    if size >= 4:
        similarity = _jaro_winkler(left, right, score_cutoff=0.8)
        if similarity >= 0.94 or (similarity and _edits(left, right, score_cutoff=1) == 1):
            return NAME_CLOSE
        same_letters = _common(sorted(left), sorted(right))
        if same_letters >= size - 1 and size - len(short) <= 1 and size > 4:
            return NAME_CLOSE if similarity >= 0.88 else NAME_FUZZY
        if similarity >= 0.86 or same_letters >= 0.75 * size:
            return NAME_FUZZY
        return DIFFERENT
    slip = _edits(left, right, score_cutoff=1) == 1
    return NAME_FUZZY if slip or sorted(left) == sorted(right) else DIFFERENT


def _share_word(left: tuple[str, ...], right: tuple[str, ...]) -> bool:
    return any(len(word) > 2 and word in right for word in left)


def middle_level(a: str, b: str) -> int:
    """How alike two folded middle names are; an initial agrees with any name it begins."""
    if a == b:
        return MIDDLE_SAME if len(a) > 1 else MIDDLE_INITIAL
    if len(a) == 1 or len(b) == 1:
        return MIDDLE_INITIAL if a[0] == b[0] else DIFFERENT
    if a.startswith(b) or b.startswith(a) or _jaro_winkler(a, b) >= 0.9:
        return MIDDLE_SAME
    return DIFFERENT


def birthday_level(a: Profile, b: Profile) -> int:
    """How alike two birthdays are, damaged ones included; both sides must have one."""
    left, right = a.birthday, b.birthday
    if (
        left[0] == "-" or right[0] == "-"
    ):  # one of them has no year: the day and month of one in 365 people agree
        return DATE_PART if left[-4:] == right[-4:] else DIFFERENT
    if left == right:
        return DATE_SAME if len(left) >= 8 else DATE_NEAR
    if len(left) == 4 or len(right) == 4:
        return DATE_NEAR if left[:4] == right[:4] else DIFFERENT
    if left[:4] == right[:4] and left[4:6] == right[6:] and left[6:] == right[4:6]:
        return DATE_TYPO
    edits = _edits(left, right, score_cutoff=2)
    if edits == 1:
        return DATE_TYPO
    same_year = left[:4] == right[:4]
    same_month, same_day = left[4:6] == right[4:6], left[6:] == right[6:]
    if same_year + same_month + same_day >= 2 or edits == 2:
        return DATE_PART
    if same_year:
        return DATE_NEAR
    if a.day_number and b.day_number and abs(a.day_number - b.day_number) <= _NEAR_DAYS:
        return DATE_NEAR
    return DIFFERENT


def emails_level(a: Profile, b: Profile, first: int = MISSING, last: int = MISSING) -> tuple[int, float]:
    """The best level any two addresses reach, and the rarity bits of a shared one; both sides must have one.

    ``first`` and ``last`` are the levels of the names: addresses that differ as the names do are not alike.
    """
    best, bits = DIFFERENT, 0.0
    others = b.emails
    for left, found in zip(a.emails, a.email_bits, strict=True):
        for right in others:
            if left.key == right.key:
                if best < MAIL_SAME or found > bits:
                    best, bits = MAIL_SAME, found
            elif best < MAIL_CLOSE:
                level = _email_level(left, right)
                if level in (MAIL_FUZZY, MAIL_CLOSE) and told_apart(left, right, first, last):
                    level = MAIL_DOMAIN if left.business and left.domain == right.domain else DIFFERENT
                if level > best:
                    best = level
    return best, bits


def _email_level(left: Email, right: Email) -> int:
    """How alike two different addresses are."""
    if left.local == right.local and len(left.local) > 3:
        size = max(len(left.domain), len(right.domain))
        slip = _edits(left.domain, right.domain, score_cutoff=2) <= 2 < size
        return MAIL_CLOSE if slip and left.domain and right.domain else MAIL_LOCAL
    same_domain = left.domain == right.domain
    left_size, right_size = len(left.key), len(right.key)
    size = left_size if left_size > right_size else right_size
    if abs(left_size - right_size) * 4 <= size:
        limit = size // 4
        edits = _edits(left.key, right.key, score_cutoff=limit)
        if edits * 9 <= size and edits <= 3 and not _numbered(left.local, right.local):
            return MAIL_CLOSE
        if edits <= limit or (
            size > 9 and _common(left.letters, right.letters, score_cutoff=-(-88 * size // 100))
        ):
            return MAIL_DOMAIN if same_domain and edits * 6 > size else MAIL_FUZZY
    return MAIL_DOMAIN if same_domain and left.business else DIFFERENT


def made_of_names(a: Profile, b: Profile) -> bool:
    """Whether both sides have an address made of the family name."""
    return a.spells_family and b.spells_family


def _numbered(left: str, right: str) -> bool:
    """Whether two local parts are the same but for a number (anna1, anna2): neighbours, not slips."""
    return left.rstrip("0123456789") == right.rstrip("0123456789") and left != right
