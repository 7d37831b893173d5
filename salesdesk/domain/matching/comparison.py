"""Compares two profiles: one level per feature and the rarity, in bits, of what both share."""

from __future__ import annotations

from functools import lru_cache

from rapidfuzz.distance import OSA, JaroWinkler, LCSseq

from salesdesk.domain.matching.addresses import Street
from salesdesk.domain.matching.conflict import conflict_level
from salesdesk.domain.matching.features import (
    CITY_CLOSE,
    CITY_SAME,
    DATE_SAME,
    DATE_TYPO,
    DIFFERENT,
    IDENTITY_SAME,
    INITIAL,
    MAIL_FUZZY,
    MAIL_SAME,
    MISSING,
    NAME_CLOSE,
    NAME_FUZZY,
    PHONE_CLOSE,
    PHONE_LOCAL,
    PHONE_SAME,
    PLACE_CITY_ONLY,
    PLACE_FUZZY,
    PLACE_REGION,
    PLACE_SAME,
    POSTAL_ONLY,
    STRAIGHT,
    STREET_CLOSE,
    STREET_HALF,
    STREET_NAME,
    STREET_NEAR,
    STREET_NUMBER,
    STREET_SAME,
    WEB_SAME,
)
from salesdesk.domain.matching.organisation_comparison import employer_level, organisation_level
from salesdesk.domain.matching.person_comparison import (
    birthday_level,
    emails_level,
    made_of_names,
    middle_level,
    names_levels,
)
from salesdesk.domain.matching.profiles import Profile

_UNLIKE = (DIFFERENT, NAME_FUZZY)

Levels = tuple[int, ...]
Bits = tuple[float, ...]

_jaro_winkler = JaroWinkler.similarity
_edits = OSA.distance
_common = LCSseq.similarity


Compared = tuple[Levels, Bits]


def compare(a: Profile, b: Profile) -> Compared:
    """Levels and rarity bits per feature, in the order of ``features.FIRST`` … ``features.CONFLICT``.

    Bits are 0 for a level without rarity. Symmetric: compare(a, b) == compare(b, a).
    """
    compared = _compare(a, b, thorough=True)
    assert compared is not None
    return compared


def compare_promising(a: Profile, b: Profile) -> Compared | None:
    """Like ``compare``, but None as soon as nothing that is a person's own agrees: two people with other names
    in one office share company, street and switchboard, and there are many of them."""
    return _compare(a, b, thorough=False)


def _compare(a: Profile, b: Profile, thorough: bool) -> Compared | None:
    first = last = swap = middle = birthday = MISSING
    first_bits = last_bits = 0.0
    if a.person:
        first, last, swap, first_bits, last_bits = names_levels(a, b)
        if a.birthday and b.birthday:
            birthday = birthday_level(a, b)
        if (
            not thorough
            and first <= INITIAL
            and last <= INITIAL
            and (first == DIFFERENT or last == DIFFERENT)
            and birthday < DATE_TYPO
            and not (a.links and b.links)
            and not (a.external_id and b.external_id)
            and (not a.emails or not b.emails or emails_level(a, b, first, last)[0] < MAIL_FUZZY)
        ):
            return None
    email, email_bits = MISSING, 0.0
    if a.emails and b.emails:
        email, email_bits = emails_level(a, b, first, last) if swap == STRAIGHT else emails_level(a, b)
    if a.person:
        if MAIL_FUZZY <= email < MAIL_SAME and last >= NAME_CLOSE and made_of_names(a, b):
            # j.smith at two providers: no more than the names say, and jsmith, msmith are two people
            email = MISSING if first != DIFFERENT else DIFFERENT
        if a.middle and b.middle:
            middle = middle_level(a.middle, b.middle)
    phone, phone_bits = _phones(a, b) if a.phones and b.phones else (MISSING, 0.0)
    fax = _phone_level(a.fax, b.fax) if a.fax and b.fax else MISSING
    street, street_bits = _addresses(a, b) if a.streets and b.streets else (MISSING, 0.0)
    place = _place(a, b)
    name, name_bits = MISSING, 0.0
    if a.words and b.words:
        name, name_bits = employer_level(a, b) if a.person else organisation_level(a, b)
    web = MISSING
    if a.web and b.web:
        web = WEB_SAME if a.web == b.web else DIFFERENT
    identity = MISSING
    if a.external_id and b.external_id:
        identity = IDENTITY_SAME if a.external_id == b.external_id else DIFFERENT
    if a.links and b.links and not set(a.links).isdisjoint(b.links):
        identity = IDENTITY_SAME
    conflict = MISSING
    if first in _UNLIKE or last in _UNLIKE:
        own, shared = (birthday, email, identity), (phone, fax, street, name, web)
        conflict = conflict_level(a, b, (first, last, swap), own, shared)
    place_bits = 0.0
    if place >= PLACE_CITY_ONLY and place != CITY_CLOSE:
        place_bits = a.postal_bits if place >= POSTAL_ONLY else a.city_bits
    return (
        (
            first,
            last,
            swap,
            middle,
            birthday,
            email,
            phone,
            fax,
            street,
            place,
            name,
            web,
            identity,
            conflict,
        ),
        (
            first_bits,
            last_bits,
            0.0,
            0.0,
            a.birthday_bits if birthday == DATE_SAME else 0.0,
            email_bits,
            phone_bits,
            a.fax_bits if fax >= PHONE_LOCAL else 0.0,
            street_bits,
            place_bits,
            name_bits,
            a.web_bits if web == WEB_SAME else 0.0,
            16.0 if identity == IDENTITY_SAME else 0.0,
            0.0,
        ),
    )


def _phones(a: Profile, b: Profile) -> tuple[int, float]:
    best, bits = MISSING, 0.0
    others = b.phones
    for place, left in enumerate(a.phones):
        for other, right in enumerate(others):
            level = _phone_level(left, right)
            if level > best:
                best = level
                if level >= PHONE_LOCAL:
                    bits = min(a.phone_bits[place], b.phone_bits[other])
    return best, bits


def _phone_level(left: str, right: str) -> int:
    if left == right:
        return PHONE_SAME if len(left) >= 7 else PHONE_LOCAL
    size = min(len(left), len(right))
    ends_alike = left[-1] == right[-1]
    if size >= 6 and ends_alike and left[-size:] == right[-size:]:
        return PHONE_SAME if size >= 9 else PHONE_LOCAL
    if size >= 7:
        tail = min(size, 10)
        if not ends_alike and left[-tail:-2] != right[-tail:-2]:
            return (
                DIFFERENT  # the last digit is one slip, or two digits changed places: the others would agree
            )
        if _edits(left[-tail:], right[-tail:], score_cutoff=1) <= 1:
            return PHONE_CLOSE
    return DIFFERENT


def _addresses(a: Profile, b: Profile) -> tuple[int, float]:
    """The best of the lines against each other: forms and clerks mix up first and second line."""
    best, bits = MISSING, 0.0
    others = b.streets
    for place, left in enumerate(a.streets):
        for other, right in enumerate(others):
            level = _streets(left, right)
            shared = min(a.street_bits[place], b.street_bits[other]) if level >= STREET_CLOSE else 0.0
            if level > best or (level == best and shared > bits):
                best, bits = level, shared
    return best, bits


def _streets(a: Street, b: Street) -> int:
    same_number = a.number == b.number
    left, right = a.joined, b.joined
    if left == right:
        words = 2 if left else 0
    else:
        words = _street_words(left, right, a.words, b.words) if left and right else 0
    if words == 2 and a.direction and b.direction and a.direction != b.direction:
        words = 1 if same_number else 0
        return STREET_NEAR if same_number and a.number else DIFFERENT
    if not a.number or not b.number:
        if same_number and words:
            return STREET_SAME if words == 2 else STREET_CLOSE
        return STREET_HALF if words else DIFFERENT
    if same_number:
        if words:
            return STREET_SAME if words == 2 else STREET_CLOSE
        return STREET_NUMBER
    if words:
        size = max(len(a.number), len(b.number))
        if size >= 2 and _edits(a.number, b.number, score_cutoff=1) == 1:
            return STREET_NEAR
        return STREET_NAME
    return DIFFERENT


@lru_cache(maxsize=32_768)
def _street_words(left: str, right: str, words: tuple[str, ...], others: tuple[str, ...]) -> int:
    """Of two names of streets: 1 alike (typing error, one within the other), 0 others."""
    small, large = (words, others) if len(words) <= len(others) else (others, words)
    if all(word in large for word in small) and len(small[0]) > 2:
        return 1
    size = max(len(left), len(right))
    if _jaro_winkler(left, right, score_cutoff=0.9):
        return 1
    if size >= 5 and _edits(left, right, score_cutoff=max(1, size // 4)) <= max(1, size // 4):
        return 1
    if len(small) > 1 or len(large) > 1:
        shorter = min(len(left), len(right))
        if shorter >= 5 and (left.startswith(right[:shorter]) and right.startswith(left[:shorter])):
            return 1
    return 0


def _place(a: Profile, b: Profile) -> int:
    postal = city = -1  # -1 unknown, 0 different, 1 alike, 2 same
    if a.postal and b.postal:
        left, right = a.postal, b.postal
        if left == right:
            postal = 2
        else:
            postal = 1 if _edits(left, right, score_cutoff=1) == 1 and len(left) > 3 else 0
    if a.city and b.city:
        city = 2 if a.city == b.city else cities_alike(a.city, b.city)
    if postal == 2:
        return POSTAL_ONLY if city == 0 else PLACE_SAME
    if city == 2:
        return PLACE_CITY_ONLY if postal == 0 else CITY_SAME
    if city == 1:
        return PLACE_FUZZY if postal == 0 else CITY_CLOSE
    if postal == 1:
        return PLACE_FUZZY
    if a.region and a.region == b.region:
        return PLACE_REGION
    if postal == 0 or city == 0:
        return DIFFERENT
    return DIFFERENT if a.region and b.region else MISSING


@lru_cache(maxsize=32_768)
def cities_alike(left: str, right: str) -> bool:
    """Whether two towns are one with a slip or a part of the name; a file has few pairs of towns."""
    size = max(len(left), len(right))
    return bool(
        _jaro_winkler(left, right, score_cutoff=0.88)
        or _common(sorted(left), sorted(right)) >= 0.8 * size
        or (min(len(left), len(right)) >= 5 and (left.startswith(right) or right.startswith(left)))
    )
