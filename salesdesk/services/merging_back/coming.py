"""What rows without a record bring: records of their own, and others that they or cells name and nobody is called so yet."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, replace

from salesdesk.domain.changes import EntityKind
from salesdesk.domain.fields import RecordKind
from salesdesk.domain.merging_back import MergeCell, NewName, NewRow, NewRowState
from salesdesk.domain.names import name_key
from salesdesk.domain.sheets import Problem
from salesdesk.phrases import Phrase, phrase

Called = tuple[EntityKind, str]
"""A kind of record and what one of them is called, folded."""
_NAMED = {
    RecordKind.CONTACTS: (EntityKind.CONTACT, "full_name"),
    RecordKind.COMPANIES: (EntityKind.COMPANY, "company"),
    RecordKind.DEALS: (EntityKind.DEAL, "deal_title"),
}


@dataclass(frozen=True, slots=True)
class Understood:
    """New rows after the import looked at them, with the problems it found, what is made because they name it, and what else is to be said."""

    rows: tuple[NewRow, ...] = ()
    problems: tuple[Problem, ...] = ()
    names: tuple[NewName, ...] = ()
    notes: tuple[Phrase, ...] = ()


def together(
    of_cells: Iterable[NewName], of_rows: Iterable[NewName], coming: Collection[Called]
) -> tuple[NewName, ...]:
    """Names that are to be made, without those of records that are ``coming`` anyway. What cells name is made once; rows
    may make two people of one name, who work at two companies."""
    made: list[NewName] = []
    places: dict[Called, int] = {}
    for name, is_cell in (*((one, False) for one in of_rows), *((one, True) for one in of_cells)):
        called = name.kind, name_key(name.name)
        if called in coming:
            continue
        place = places.get(called)
        if place is not None and (is_cell or name.kind is not EntityKind.CONTACT):
            made[place] = replace(made[place], cells=made[place].cells + name.cells)
        else:
            places.setdefault(called, len(made))
            made.append(name)
    return tuple(made)


def coming_names(cells: Iterable[MergeCell], understood: Understood) -> Counter[Called]:
    """What people, companies and deals will be called that are not called so yet: those of new rows, and renamed ones."""
    rows = understood.rows
    found: Counter[Called] = Counter()
    for row in rows:
        if row.kind in _NAMED and row.state is NewRowState.NEW:
            found[_NAMED[row.kind][0], name_key(row.name)] += 1
    for cell in cells:
        kind, field = _NAMED.get(cell.kind, (None, ""))
        if kind is not None and cell.is_open and cell.field == field and cell.theirs:
            found[kind, name_key(str(cell.theirs))] += 1
    return found


def unclear_link(
    cell: MergeCell, links_to: str, coming: Mapping[Called, int], leaving: Collection[Called], there: bool
) -> Phrase | None:
    """Why a cell that names a person or a deal cannot be followed although it could be now: by then several are called so,
    or nobody is any more. ``there`` says whether one is called so now."""
    kind = _LINKED.get(links_to)
    if kind is None or not cell.theirs:
        return None
    called = kind, name_key(str(cell.theirs))
    count = coming.get(called, 0) + there
    if count > 1:
        return phrase("merging_back.several_called", name=str(cell.theirs), count=count)
    if called in leaving and there:
        return phrase("merging_back.renamed_too", name=str(cell.theirs))
    return None


def given_up(cells: Iterable[MergeCell]) -> frozenset[Called]:
    """What people and deals are called that a cell gives another name."""
    found = set()
    for cell in cells:
        kind, field = _NAMED.get(cell.kind, (None, ""))
        if kind is not None and cell.is_open and cell.field == field and cell.ours:
            found.add((kind, name_key(str(cell.ours))))
    return frozenset(found)


_LINKED = {"contact": EntityKind.CONTACT, "deal": EntityKind.DEAL}
