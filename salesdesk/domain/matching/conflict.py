"""Whether two people who share their surroundings are told apart by their names.

Employer, address, postal code, web site, mail domain and switchboard of a pair are one fact: both are found in the same
place. That fact cannot outvote two names that are not the same name, however many fields repeat it; only something that
belongs to one person alone can.
"""

from __future__ import annotations

import phonenumbers
from rapidfuzz.distance import JaroWinkler, LCSseq

from salesdesk.domain.matching.features import (
    DATE_PART,
    DATE_TYPO,
    DIFFERENT,
    HOUSEHOLD_CONFLICT,
    IDENTITY_SAME,
    MAIL_DOMAIN,
    MAIL_LOCAL,
    MAIL_SAME,
    MISSING,
    NAME_CLOSE,
    NAME_FUZZY,
    ONE_MOBILE,
    ORG_PART,
    PHONE_LOCAL,
    STREET_NEAR,
    SWAPPED,
    WEB_SAME,
    WORKPLACE_CONFLICT,
)
from salesdesk.domain.matching.given_names import NameMatch, match_given
from salesdesk.domain.matching.profiles import Email, NamePart, Profile
from salesdesk.domain.matching.telephones import phone_kind

_UNLIKE = (DIFFERENT, NAME_FUZZY)
_UNEQUAL = (*_UNLIKE, NAME_CLOSE)
_jaro_winkler = JaroWinkler.similarity
_common = LCSseq.similarity
# A name so damaged that it counts as another one mostly keeps more than this of its letters.
_ALIKE, _SHARED_LETTERS = 0.75, 0.6


def told_apart(left: Email, right: Email, first: int, last: int) -> bool:
    """Whether two addresses differ just where the names do: each is made of its owner's own name, so what they
    have in common is the firm's pattern."""
    return (first in _UNEQUAL and left.given and right.given) or (
        last in _UNEQUAL and left.named and right.named
    )


def conflict_level(
    a: Profile, b: Profile, names: tuple[int, int, int], own: tuple[int, int, int], shared: tuple[int, ...]
) -> int:
    """WORKPLACE_CONFLICT or HOUSEHOLD_CONFLICT when the names are two people's and nothing personal agrees, ONE_MOBILE
    when a mobile number of theirs alone does, else MISSING.

    ``names`` are the levels of first name, last name and swapping; ``own`` of birthday, e-mail and identity;
    ``shared`` of phone, fax, street, company and website.
    """
    first, last, swap = names
    if swap == SWAPPED:
        return MISSING
    birthday, email, identity = own
    phone, fax, street, company, web = shared
    if birthday >= DATE_TYPO or identity == IDENTITY_SAME or MAIL_LOCAL <= email < MAIL_SAME:
        return MISSING
    if email == MAIL_SAME and _own_email(a, b):
        return MISSING
    if phone >= PHONE_LOCAL:
        kind = _own_phone(a, b)
        if kind is not None:
            mobile = kind == phonenumbers.PhoneNumberType.MOBILE
            return ONE_MOBILE if mobile and _two_people(a, b, first, last) else MISSING
    if company >= ORG_PART or web == WEB_SAME or fax >= PHONE_LOCAL:
        return WORKPLACE_CONFLICT if _two_people(a, b, first, last) else MISSING
    if email == MAIL_DOMAIN and _spell_both(a, b, first, last):
        return WORKPLACE_CONFLICT  # a domain alone may be a person's own
    # at home one first name with two last names is rather a wedding than two people; and the birthdays of a
    # family seldom come so close that a slip explains what is between them
    if birthday < DATE_PART and (street >= STREET_NEAR or phone >= PHONE_LOCAL):
        return HOUSEHOLD_CONFLICT if _other_first_name(a, b, first) else MISSING
    return MISSING


def _two_people(a: Profile, b: Profile, first: int, last: int) -> bool:
    """Whether colleagues' names are two names, not one of them damaged."""
    # a name that stands in its owner's address as well holds no slip: nobody makes it twice
    if _spell_both(a, b, first, last) or (first == DIFFERENT and _two_given_names(a, b)):
        return True
    return (first == DIFFERENT and _apart(a.first, b.first, least=False)) or (
        last == DIFFERENT and _apart(a.last, b.last, least=False)
    )


def _other_first_name(a: Profile, b: Profile, first: int) -> bool:
    """The same question at one home address, where there is mostly no e-mail to ask: rather
    a damaged name when in doubt."""
    if first in _UNLIKE and a.spells_given and b.spells_given:
        return True
    return first == DIFFERENT and (_two_given_names(a, b) or _apart(a.first, b.first, least=True))


def _two_given_names(a: Profile, b: Profile) -> bool:
    """Whether both given names are known ones and no forms of one name: Mario and Maria."""
    if a.first is None or b.first is None:
        return False
    one, other = (part.words or (part.joined,) for part in (a.first, b.first))
    return match_given(one, other) is NameMatch.APART


def _apart(a: NamePart | None, b: NamePart | None, *, least: bool) -> bool:
    """Whether two names share fewer letters than a damaged name and the right one mostly do."""
    if a is None or b is None:
        return False
    sizes = len(a.joined), len(b.joined)
    size = min(sizes) if least else max(sizes)
    return (
        _jaro_winkler(a.joined, b.joined) < _ALIKE and _common(a.letters, b.letters) < _SHARED_LETTERS * size
    )


def _spell_both(a: Profile, b: Profile, first: int, last: int) -> bool:
    return (first in _UNLIKE and a.spells_given and b.spells_given) or (
        last in _UNLIKE and a.spells_family and b.spells_family
    )


def _own_email(a: Profile, b: Profile) -> bool:
    """Whether an address of both is one person's: made of a name, or no third record has it. Others that many have
    are an office's."""
    both = {mail.key for mail in a.emails} & {mail.key for mail in b.emails}
    named = {mail.key for mail in (*a.emails, *b.emails) if mail.named or mail.given}
    return not both <= (a.common | b.common) - named


def _own_phone(a: Profile, b: Profile) -> int | None:
    """The kind (``PhoneNumberType``) of a number both have that may be one person's: no third record has it, and it
    is no fixed line. None when there is no such number."""
    for number in a.phones:
        same = [other for other in b.phones if other[-7:] == number[-7:]]
        if number in a.common or not same or not b.common.isdisjoint(same):
            continue
        kind = phone_kind(max(number, *same, key=len))
        if kind != phonenumbers.PhoneNumberType.FIXED_LINE:
            return kind
    return None
