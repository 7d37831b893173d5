"""Compares two profiles: one level per feature and the rarity, in bits, of what both share."""

from __future__ import annotations

from rapidfuzz.distance import OSA, JaroWinkler, LCSseq

from salesdesk.domain.matching.addresses import Street
from salesdesk.domain.matching.features import (
    CITY_CLOSE,
    CITY_SAME,
    DATE_NEAR,
    DATE_PART,
    DATE_SAME,
    DATE_TYPO,
    DIFFERENT,
    IDENTITY_SAME,
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
    ORG_CLOSE,
    ORG_PART,
    ORG_PARTIAL,
    ORG_SAME,
    ORG_WEAK,
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
    SWAPPED,
    WEB_SAME,
)
from salesdesk.domain.matching.nicknames import NICKNAMES
from salesdesk.domain.matching.profiles import Email, NamePart, Profile

Levels = tuple[int, ...]
Bits = tuple[float, ...]

_jaro_winkler = JaroWinkler.similarity
_edits = OSA.distance
_common = LCSseq.similarity
_NEAR_DAYS = 190
_OTHER = (DIFFERENT, 0.0)


Compared = tuple[Levels, Bits]


def compare(a: Profile, b: Profile) -> Compared:
    """Levels and rarity bits per feature, in the order of ``features.FIRST`` … ``features.IDENTITY``.

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
    email, email_bits = _emails(a, b) if a.emails and b.emails else (MISSING, 0.0)
    if a.person:
        first, last, swap, first_bits, last_bits = _names(a, b)
        if a.birthday and b.birthday:
            birthday = _birthday(a, b)
        if MAIL_FUZZY <= email < MAIL_SAME and last >= NAME_CLOSE and _made_of_names(a, b):
            # j.smith at two providers: no more than the names say, and jsmith, msmith are two people
            email = MISSING if first != DIFFERENT else DIFFERENT
        if (
            not thorough
            and first <= INITIAL
            and last <= INITIAL
            and (first == DIFFERENT or last == DIFFERENT)
            and email < MAIL_FUZZY
            and birthday < DATE_TYPO
            and not (a.links and b.links)
            and not (a.external_id and b.external_id)
        ):
            return None
        if a.middle and b.middle:
            middle = _middle(a.middle, b.middle)
    phone, phone_bits = _phones(a, b) if a.phones and b.phones else (MISSING, 0.0)
    fax = _phone_level(a.fax, b.fax) if a.fax and b.fax else MISSING
    street, street_bits = _addresses(a, b) if a.streets and b.streets else (MISSING, 0.0)
    place = _place(a, b)
    name, name_bits = MISSING, 0.0
    if a.words and b.words:
        name, name_bits = _employer(a, b) if a.person else _organisation(a, b)
    web = MISSING
    if a.web and b.web:
        web = WEB_SAME if a.web == b.web else DIFFERENT
    identity = MISSING
    if a.external_id and b.external_id:
        identity = IDENTITY_SAME if a.external_id == b.external_id else DIFFERENT
    if a.links and b.links and not set(a.links).isdisjoint(b.links):
        identity = IDENTITY_SAME
    place_bits = 0.0
    if place >= PLACE_CITY_ONLY and place != CITY_CLOSE:
        place_bits = a.postal_bits if place >= POSTAL_ONLY else a.city_bits
    return (
        (first, last, swap, middle, birthday, email, phone, fax, street, place, name, web, identity),
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
        ),
    )


def _names(a: Profile, b: Profile) -> tuple[int, int, int, float, float]:
    af, al, bf, bl = a.first, a.last, b.first, b.last
    first = name_level(af, bf, True) if af and bf else MISSING
    last = name_level(al, bl, False) if al and bl else MISSING
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
    short, long = (left, right) if len(left) <= len(right) else (right, left)
    if len(short) == 1:
        return INITIAL if long[0] == short else DIFFERENT
    if given:
        groups = NICKNAMES.get(left)
        if groups and right in NICKNAMES and not groups.isdisjoint(NICKNAMES[right]):
            return NAME_VARIANT
        if len(short) >= 3 and long.startswith(short):
            return NAME_VARIANT
    if (a.words or b.words) and _share_word(a, b):
        return NAME_VARIANT
    size = len(long)
    if size >= 4:
        similarity = _jaro_winkler(left, right, score_cutoff=0.8)
        if similarity >= 0.94 or (similarity and _edits(left, right, score_cutoff=1) == 1):
            return NAME_CLOSE
        same_letters = _common(a.letters, b.letters)
        if same_letters >= size - 1 and size - len(short) <= 1 and size > 4:
            return NAME_CLOSE if similarity >= 0.88 else NAME_FUZZY
        if similarity >= 0.86 or same_letters >= 0.75 * size:
            return NAME_FUZZY
        return DIFFERENT
    return NAME_FUZZY if _edits(left, right, score_cutoff=1) == 1 or a.letters == b.letters else DIFFERENT


def _share_word(a: NamePart, b: NamePart) -> bool:
    left = a.words or (a.joined,)
    right = b.words or (b.joined,)
    return any(len(word) > 2 and word in right for word in left)


def _middle(a: str, b: str) -> int:
    if a == b:
        return MIDDLE_SAME if len(a) > 1 else MIDDLE_INITIAL
    if len(a) == 1 or len(b) == 1:
        return MIDDLE_INITIAL if a[0] == b[0] else DIFFERENT
    if a.startswith(b) or b.startswith(a) or _jaro_winkler(a, b) >= 0.9:
        return MIDDLE_SAME
    return DIFFERENT


def _birthday(a: Profile, b: Profile) -> int:
    left, right = a.birthday, b.birthday
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


def _emails(a: Profile, b: Profile) -> tuple[int, float]:
    best, bits = DIFFERENT, 0.0
    for left, found in zip(a.emails, a.email_bits, strict=True):
        for right in b.emails:
            if left.key == right.key:
                if best < MAIL_SAME or found > bits:
                    best, bits = MAIL_SAME, found
            elif best < MAIL_CLOSE:
                best = max(best, _email_level(left, right))
    return best, bits


def _email_level(left: Email, right: Email) -> int:
    """How alike two different addresses are."""
    if left.local == right.local and len(left.local) > 3:
        size = max(len(left.domain), len(right.domain))
        slip = _edits(left.domain, right.domain, score_cutoff=2) <= 2 < size
        return MAIL_CLOSE if slip and left.domain and right.domain else MAIL_LOCAL
    same_domain = left.domain == right.domain
    left_size, right_size = len(left.key), len(right.key)
    size = max(left_size, right_size)
    if abs(left_size - right_size) * 4 <= size:
        limit = size // 4
        edits = _edits(left.key, right.key, score_cutoff=limit)
        if edits * 9 <= size and edits <= 3 and not _numbered(left.local, right.local):
            return MAIL_CLOSE
        if edits <= limit or (size > 9 and _common(left.letters, right.letters) >= 0.88 * size):
            return MAIL_DOMAIN if same_domain and edits * 6 > size else MAIL_FUZZY
    return MAIL_DOMAIN if same_domain and left.business else DIFFERENT


def _made_of_names(a: Profile, b: Profile) -> bool:
    return any(mail.named for mail in a.emails) and any(mail.named for mail in b.emails)


def _numbered(left: str, right: str) -> bool:
    """Whether two local parts are the same but for a number (anna1, anna2): neighbours, not slips."""
    return left.rstrip("0123456789") == right.rstrip("0123456789") and left != right


def _phones(a: Profile, b: Profile) -> tuple[int, float]:
    best, bits = MISSING, 0.0
    for left, left_bits in zip(a.phones, a.phone_bits, strict=True):
        for right, right_bits in zip(b.phones, b.phone_bits, strict=True):
            level = _phone_level(left, right)
            if level > best:
                best = level
                if level >= PHONE_LOCAL:
                    bits = min(left_bits, right_bits)
    return best, bits


def _phone_level(left: str, right: str) -> int:
    if left == right:
        return PHONE_SAME if len(left) >= 7 else PHONE_LOCAL
    size = min(len(left), len(right))
    if size >= 6 and left[-size:] == right[-size:]:
        return PHONE_SAME if size >= 9 else PHONE_LOCAL
    if size >= 7:
        tail = min(size, 10)
        if _edits(left[-tail:], right[-tail:], score_cutoff=1) <= 1:
            return PHONE_CLOSE
    return DIFFERENT


def _addresses(a: Profile, b: Profile) -> tuple[int, float]:
    """The best of the lines against each other: forms and clerks mix up first and second line."""
    best, bits = MISSING, 0.0
    for left, left_bits in zip(a.streets, a.street_bits, strict=True):
        for right, right_bits in zip(b.streets, b.street_bits, strict=True):
            level = _streets(left, right)
            shared = min(left_bits, right_bits) if level >= STREET_CLOSE else 0.0
            if level > best or (level == best and shared > bits):
                best, bits = level, shared
    return best, bits


def _streets(a: Street, b: Street) -> int:
    same_number = a.number == b.number
    words = _street_words(a, b)
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


def _street_words(a: Street, b: Street) -> int:
    """2 the same street name, 1 alike (typing error, one within the other), 0 another."""
    left, right = a.joined, b.joined
    if left == right:
        return 2 if left else 0
    if not left or not right:
        return 0
    small, large = (a.words, b.words) if len(a.words) <= len(b.words) else (b.words, a.words)
    if all(word in large for word in small) and len(small[0]) > 2:
        return 1
    size = max(len(left), len(right))
    if _jaro_winkler(left, right, score_cutoff=0.85) >= 0.9:
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
        left, right = a.city, b.city
        if left == right:
            city = 2
        else:
            size = max(len(left), len(right))
            city = 0
            if (
                _jaro_winkler(left, right, score_cutoff=0.85) >= 0.88
                or _common(a.city_letters, b.city_letters) >= 0.8 * size
                or (min(len(left), len(right)) >= 5 and (left.startswith(right) or right.startswith(left)))
            ):
                city = 1
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


def _employer(a: Profile, b: Profile) -> tuple[int, float]:
    """As ``_organisation`` without looking for typing errors word by word: the employer only helps along."""
    if a.organisation == b.organisation:
        return ORG_SAME, _phrase_bits(a.word_bits)
    shared = a.word_set & b.word_set
    if not shared:
        alike = _jaro_winkler(a.organisation, b.organisation, score_cutoff=0.92)
        return (
            (ORG_CLOSE, 0.8 * min(_phrase_bits(a.word_bits), _phrase_bits(b.word_bits))) if alike else _OTHER
        )
    matched = [bits for word, bits in zip(a.words, a.word_bits, strict=True) if word in shared]
    total = sum(matched)
    if total >= 0.85 * min(a.total_bits, b.total_bits):
        level = ORG_CLOSE if total >= 0.85 * max(a.total_bits, b.total_bits) else ORG_PART
        return level, _phrase_bits(matched)
    if _jaro_winkler(a.organisation, b.organisation, score_cutoff=0.94):
        return ORG_CLOSE, 0.8 * min(_phrase_bits(a.word_bits), _phrase_bits(b.word_bits))
    return (ORG_PARTIAL if total >= 0.55 * min(a.total_bits, b.total_bits) else ORG_WEAK), 0.0


def _organisation(a: Profile, b: Profile) -> tuple[int, float]:
    if a.organisation == b.organisation:
        return ORG_SAME, _phrase_bits(a.word_bits)
    left, right = a.word_set, b.word_set
    shared = left & right
    matched = [bits for word, bits in zip(a.words, a.word_bits, strict=True) if word in shared]
    total = sum(matched)
    if len(shared) < len(left) and len(shared) < len(right):
        others = [(word, bits) for word, bits in zip(b.words, b.word_bits, strict=True) if word not in shared]
        for word, bits in zip(a.words, a.word_bits, strict=True):
            if word in shared or not others:
                continue
            found = _like(word, others)
            if found:
                gained = 0.85 * min(bits, found[1])
                matched.append(gained)
                # the pair's full weight counts as covered, less the doubt
                total += 0.9 * (bits + found[1]) / 2
                others.remove(found)
    smaller = min(a.total_bits, b.total_bits)
    larger = max(a.total_bits, b.total_bits)
    if not matched or not smaller:
        joined_left, joined_right = "".join(a.words), "".join(b.words)
        if _jaro_winkler(joined_left, joined_right, score_cutoff=0.9) >= 0.92:
            return ORG_CLOSE, 0.8 * min(_phrase_bits(a.word_bits), _phrase_bits(b.word_bits))
        return DIFFERENT, 0.0
    if total >= 0.85 * larger:
        return ORG_CLOSE, _phrase_bits(matched)
    joined_left, joined_right = "".join(a.words), "".join(b.words)
    if _jaro_winkler(joined_left, joined_right, score_cutoff=0.93) or joined_left == joined_right:
        size = max(len(joined_left), len(joined_right))
        if _edits(joined_left, joined_right, score_cutoff=size // 6) <= size // 6:
            return ORG_CLOSE, 0.9 * min(_phrase_bits(a.word_bits), _phrase_bits(b.word_bits))
    if total >= 0.85 * smaller:
        return ORG_PART, _phrase_bits(matched)
    share = total / smaller
    if share >= 0.55:
        return ORG_PARTIAL, 0.0
    return (ORG_WEAK, 0.0) if share >= 0.25 else (DIFFERENT, 0.0)


def _like(word: str, others: list[tuple[str, float]]) -> tuple[str, float] | None:
    for other in others:
        text = other[0]
        if len(word) < 3 or len(text) < 3:
            continue
        if word.startswith(text) or text.startswith(word) or _jaro_winkler(word, text) >= 0.9:
            return other
    return None


def _phrase_bits(bits: tuple[float, ...] | list[float]) -> float:
    """Rarity of several words together: words of one name come in phrases, so only the rarest counts full."""
    if not bits:
        return 0.0
    top = max(bits)
    return min(top + 0.4 * (sum(bits) - top), 14.0)
