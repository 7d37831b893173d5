"""Whether two statements of an address are of one place: only then may one of them complete the other."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from salesdesk.domain.cleaning.text import fold_key
from salesdesk.domain.matching.addresses import parse_streets

ADDRESS = ("street", "street_2", "city", "region", "postal_code", "country")
"""The fields of an address, which are true together."""


def is_other_address(known: Mapping[str, Any], told: Mapping[str, Any]) -> bool:
    """Whether two addresses (``ADDRESS`` fields, None or "" for nothing) contradict each other: another street, code, town or
    country. Another spelling of a street is the same, and a town may be called otherwise beside the same code."""
    if _differ(known.get("country"), told.get("country")) or _streets_differ(known, told):
        return True
    code, other = (_code(values.get("postal_code")) for values in (known, told))
    if code and other:
        return code != other
    town, elsewhere = (fold_key(str(values.get("city") or "")) for values in (known, told))
    return bool(town and elsewhere) and town not in elsewhere and elsewhere not in town


def _differ(one: Any, other: Any) -> bool:
    return bool(one and other) and fold_key(str(one)) != fold_key(str(other))


def _streets_differ(known: Mapping[str, Any], told: Mapping[str, Any]) -> bool:
    lines = (str(known.get("street") or ""), str(told.get("street") or ""))
    one, other = ({street.key for street in parse_streets(line)} for line in lines)
    return bool(one and other) and one.isdisjoint(other)


def _code(code: Any) -> str:
    return fold_key(str(code or "")).replace(" ", "").lstrip("0")
