"""Whether a number may belong to one person: a mobile, or a line that a family or an office shares."""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache

import phonenumbers

_TYPE = phonenumbers.PhoneNumberType
_OF_ONE = frozenset({_TYPE.MOBILE, _TYPE.PERSONAL_NUMBER, _TYPE.PAGER})


@lru_cache(maxsize=16384)
def phone_kind(digits: str) -> int:
    """The ``PhoneNumberType`` of an international number without its plus sign; UNKNOWN for any other."""
    try:
        kind: int = phonenumbers.number_type(phonenumbers.parse(f"+{digits}", None))
    except phonenumbers.NumberParseException:
        return int(_TYPE.UNKNOWN)
    return kind


def is_mobile(digits: str) -> bool:
    """Whether a number is one person's, for sure. In North America nobody can tell."""
    return phone_kind(digits) in _OF_ONE


def may_be_own(digits: str) -> bool:
    """Whether a number is known and may be one person's."""
    return phone_kind(digits) not in (_TYPE.FIXED_LINE, _TYPE.UNKNOWN, _TYPE.TOLL_FREE, _TYPE.UAN)


@lru_cache(maxsize=16384)
def home_digits(digits: str, country: str | None) -> str | None:
    """What is dialled within its country of an international number without its plus sign; None when it is not of the
    ``country`` (ISO 3166), if one is given, or no number."""
    try:
        number = phonenumbers.parse(f"+{digits}", None)
    except phonenumbers.NumberParseException:
        return None
    if country and number.country_code != phonenumbers.country_code_for_region(country):
        return None
    return str(phonenumbers.national_significant_number(number))


def is_misread(digits: str, known: Iterable[str], country: str | None) -> bool:
    """Whether a number of a person is one of those that are ``known``, read as dialled in the ``country`` of its file."""
    national = home_digits(digits, country) if country else None
    return national is not None and any(home_digits(other, None) == national for other in known)
