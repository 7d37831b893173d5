"""A person's addresses, numbers or companies that two sides changed from one list: the three-way rule for each entry.

An entry goes by its id (``email:7``); which of them is the primary one is a field of its own (``email:primary``). Entries
that a side added have no id and are all kept.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import TypeVar

from salesdesk.domain.contacts import EmailEntry, Employment, PhoneEntry
from salesdesk.domain.three_way import Clash, Merged, merge

Part = TypeVar("Part", EmailEntry, PhoneEntry, Employment)

PRIMARY = "primary"


def parts_seen(name: str, parts: Sequence[Part]) -> dict[str, object]:
    """The fields of a list of entries. ``name`` is what one is called: "email", "phone" or "company"."""
    fields: dict[str, object] = {f"{name}:{part.id}": _placeless(part) for part in parts if part.id}
    if parts:
        fields[f"{name}:{PRIMARY}"] = _placeless(_first(parts))
    return fields


def merged_parts(
    name: str, seen: Mapping[str, object], ours: Sequence[Part], theirs: Sequence[Part]
) -> tuple[list[Part], tuple[Clash[str], ...]]:
    """What becomes of the entries, in their order, and what is to be decided. ``seen`` are the fields both began with."""
    primary = f"{name}:{PRIMARY}"
    base = {key: part for key, part in seen.items() if part is not None}
    mine, other = parts_seen(name, ours), parts_seen(name, theirs)
    first = merge({primary: _which(base)}, {primary: _which(mine)}, {primary: _which(other)})
    sides = [{key: part for key, part in side.items() if key != primary} for side in (base, mine, other)]
    outcome: Merged[str] = merge(sides[0], sides[1], sides[2])
    asked: list[Clash[str]] = [
        Clash(primary, base.get(primary), mine.get(primary), other.get(primary)) for _ in first.clashes
    ]
    kept, found = dict(outcome.values), list[Part]()
    for part in _in_order(list(sides[0]), name, ours, theirs):
        key = f"{name}:{part.id}"
        decided = kept.pop(key, None) if part.id else part
        if isinstance(decided, type(part)):
            found.append(decided if key in other else replace(decided, id=0))
    return _with_primary(found, first.values.get(primary)), (*outcome.clashes, *asked)


def _in_order(base: Sequence[str], name: str, ours: Sequence[Part], theirs: Sequence[Part]) -> list[Part]:
    """All the entries, in the order of the side that changed it; entries of both stand there twice."""
    mine, other = ([f"{name}:{part.id}" for part in side if part.id] for side in (ours, theirs))
    if mine != base or other == base or (ours and not ours[0].id):
        return list(ours) + list(theirs)
    return list(theirs) + list(ours)


def _with_primary(parts: list[Part], primary: object) -> list[Part]:
    """The entries with the primary one first, where it is known and there; of companies it is said to be it."""
    chosen = next((n for n, part in enumerate(parts) if (part.id or _placeless(part)) == primary), 0)
    if parts:
        parts.insert(0, parts.pop(chosen))
    return [
        replace(part, is_primary=not place) if isinstance(part, Employment) else part
        for place, part in enumerate(parts)
    ]


def _first(parts: Sequence[Part]) -> Part:
    """The primary one: the first, of companies the one that is said to be."""
    return next((part for part in parts if isinstance(part, Employment) and part.is_primary), parts[0])


def _placeless(part: Part) -> Part:
    """What an entry says, wherever it stands."""
    if isinstance(part, Employment):
        return replace(part, is_primary=False)
    return replace(part, position=0)


def _which(fields: Mapping[str, object]) -> object:
    """Which entry is the primary one, whatever it says: its id, or a new one as it is."""
    part = next((part for key, part in fields.items() if key.endswith(f":{PRIMARY}")), None)
    return getattr(part, "id", 0) or part
