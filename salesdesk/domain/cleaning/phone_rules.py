"""The numbering plans of phonenumbers, compiled for the plain case.

``phonenumbers.parse`` plus validation costs some 20 microseconds; a file has a hundred thousand numbers.
Most are digits with the usual punctuation that are simply valid, and for those the answer follows from one
or two regular expressions. ``read_plain`` gives exactly the answer of phonenumbers, or None ("ask it").
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from typing import NamedTuple

from phonenumbers import (
    COUNTRY_CODE_TO_REGION_CODE,
    PhoneMetadata,
    PhoneNumberDesc,
    country_code_for_region,
)

_DIGITS_OF_CODE = (1, 2, 3)
_SIMPLE_PREFIX = re.compile(r"\d*")


@dataclass(frozen=True, slots=True)
class RegionRules:
    """One region's plan: ``valid`` matches a valid national number, ``mobile`` one that can only be
    mobile; ``leading`` (when the plan has one) decides the region before anything else."""

    region: str
    code: str
    general: re.Pattern[str]
    valid: re.Pattern[str]
    mobile: re.Pattern[str] | None
    leading: re.Pattern[str] | None
    lengths: frozenset[int]
    prefix: re.Pattern[str] | None
    prefix_is_plain: bool  # digits that are simply left out
    abroad: re.Pattern[str] | None  # what is dialled before a calling code, unless it is simply 00


class PlainNumber(NamedTuple):
    """A number read from a plan: calling code, national digits and region. Not ``valid``: of a possible length
    only; the region is then the main one of the calling code. A tuple, because a file has a hundred thousand."""

    code: str
    national: str
    region: str
    valid: bool

    @property
    def is_mobile(self) -> bool:
        """Whether the number can only be a mobile one."""
        plan = rules_of(self.region)
        if plan is None or plan.mobile is None or not self.valid:
            return False
        return plan.mobile.match(self.national) is not None


def _one(desc: PhoneNumberDesc | None) -> str | None:
    if desc is None or not desc.national_number_pattern:
        return None
    lengths = sorted(length for length in (desc.possible_length or ()) if length > 0)
    if tuple(desc.possible_length or ()) == (-1,):
        return None
    guard = f"(?=(?:{'|'.join(f'.{{{length}}}' for length in lengths)})\\Z)" if lengths else ""
    return f"{guard}(?:{desc.national_number_pattern})\\Z"


def _any(descs: Iterable[PhoneNumberDesc | None]) -> str | None:
    parts = [part for desc in descs if (part := _one(desc)) is not None]
    return "|".join(f"(?:{part})" for part in parts) or None


@cache
def rules_of(region: str) -> RegionRules | None:
    """The compiled plan of a region (ISO 3166 alpha-2), None when it has none."""
    data = PhoneMetadata.metadata_for_region(region, None)
    if data is None or not country_code_for_region(region) or data.general_desc is None:
        return None
    special = (data.premium_rate, data.toll_free, data.shared_cost, data.voip, data.personal_number,
               data.pager, data.uan, data.voicemail, data.fixed_line)  # fmt: skip
    general = _one(data.general_desc)
    every = _any((data.fixed_line, data.mobile, *special))  # the commonest first
    if general is None or every is None:
        return None
    other, mobile = _any(special), _one(data.mobile)
    only_mobile = None
    if mobile is not None and not data.same_mobile_and_fixed_line_pattern:
        only_mobile = re.compile(f"(?!{other})(?:{mobile})" if other else mobile)
    prefix = data.national_prefix_for_parsing or ""
    abroad = data.international_prefix or "00"
    return RegionRules(
        region,
        str(country_code_for_region(region)),
        re.compile(f"(?:{data.general_desc.national_number_pattern})\\Z"),
        re.compile(f"(?={general})(?:{every})"),
        only_mobile,
        re.compile(data.leading_digits) if data.leading_digits else None,
        frozenset(data.general_desc.possible_length or ()),
        re.compile(prefix) if prefix else None,
        _SIMPLE_PREFIX.fullmatch(prefix) is not None and not data.national_prefix_transform_rule,
        re.compile(abroad) if abroad != "00" else None,
    )


@cache
def regions_of(code: str) -> tuple[RegionRules, ...]:
    """The plans behind a calling code, the main one first; empty for unknown and for non-geographic codes."""
    names = COUNTRY_CODE_TO_REGION_CODE.get(int(code), ()) if code[:1] != "0" else ()
    plans = tuple(rules_of(name) for name in names)
    return tuple(plan for plan in plans if plan) if all(plans) else ()


def _without_prefix(national: str, plan: RegionRules) -> str | None:
    """The national number without trunk prefix, None when the plain rule does not decide."""
    match = plan.prefix.match(national) if plan.prefix is not None else None
    if match is None:
        return national
    if not plan.prefix_is_plain or plan.general.match(national):
        return None
    return national[match.end() :]


def _found(code: str, national: str, plans: tuple[RegionRules, ...]) -> PlainNumber | None:
    for plan in plans:
        if plan.leading is not None:
            if not plan.leading.match(national):
                continue
            if not plan.valid.match(national):
                break
        elif not plan.valid.match(national):
            continue
        return PlainNumber(code, national, plan.region, True)
    if plans and len(national) in plans[0].lengths:
        return PlainNumber(code, national, plans[0].region, False)
    return None


def read_plain(digits: str, *, international: bool, country: str | None) -> PlainNumber | None:
    """A plainly valid or possible number, exactly as phonenumbers would read it; None when that is not certain.

    ``digits`` are ASCII digits only: after the "+" when ``international``, else as dialled in ``country``.
    """
    length = len(digits)
    if not 6 <= length <= 17:
        return None
    plan = None
    if not international:
        plan = rules_of(country) if country else None
        if plan is None:
            return None
        if plan.abroad is not None:
            if plan.abroad.match(digits):
                return None
        elif digits.startswith("00"):
            if digits.startswith("000"):
                return None
            digits, international = digits[2:], True
    if international:
        for size in _DIGITS_OF_CODE:
            plans = regions_of(digits[:size])
            if plans:
                national = _without_prefix(digits[size:], plans[0])
                return _found(digits[:size], national, plans) if national else None
        return None
    assert plan is not None
    if digits.startswith(plan.code):
        return None  # phonenumbers weighs whether the calling code was written without "+"
    if length >= 12 and digits[0] != "0":
        return None  # more likely another country's number without "+"
    national = _without_prefix(digits, plan)
    return _found(plan.code, national, regions_of(plan.code)) if national else None


def calling_code(country: str) -> str:
    """The digits of a country's calling code."""
    return str(country_code_for_region(country))


def may_lack_zero(digits: str, country: str | None) -> bool:
    """Whether a spreadsheet may have dropped a zero here, one that belongs to the national numbers of a country or
    begins what is dialled before them."""
    plan = rules_of(country) if country else None
    if plan is None:
        return False
    with_zero = "0" + digits
    if plan.general.match(with_zero) is not None:
        return True
    prefix = plan.prefix.match(with_zero) if plan.prefix is not None else None
    return prefix is not None and prefix.end() > 1 and plan.valid.match(with_zero[prefix.end() :]) is not None
