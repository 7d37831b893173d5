"""Companies of a file that share a name and are of different kinds: Acme GmbH is not Acme Inc."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING

from salesdesk.domain.cleaning.companies import kind_of_firm
from salesdesk.domain.cleaning.text import fold_key
from salesdesk.domain.companies import plain_fields
from salesdesk.domain.fields import RecordKind
from salesdesk.domain.imports import RowState
from salesdesk.domain.matching.mailboxes import is_office
from salesdesk.domain.sheets import Problem
from salesdesk.phrases import phrase
from salesdesk.services.imports.plan.drafts import FirmKeys, SheetDrafts

if TYPE_CHECKING:
    from salesdesk.services.imports.plan.sheet import PlannedSheet

_WRITTEN = frozenset({RowState.NEW, RowState.CHANGED, RowState.POSSIBLE, RowState.REPEATED})

_APART = "\x1f"
"""Stands between the key of a name and the kind of company, where the key alone is that of several."""

Called = Mapping[str, Sequence[tuple[int, str]]]
"""The companies of the database with a key: (id, name), the oldest first."""


def bare_key(key: str) -> str:
    """The key that is stored with a company."""
    return key.partition(_APART)[0]


def told_apart(firms: FirmKeys, called: Called) -> tuple[FirmKeys, dict[str, int]]:
    """(keys by name, company ids by key): names that share a key keep it unless they, or those of the database, are of
    different kinds. A name that does not say its kind is then the oldest of them, or else the first in the file."""
    names: dict[str, list[str]] = defaultdict(list)
    for name, key in firms.items():
        names[key].append(name)
    apart, ids = FirmKeys(firms), {}
    for key, written in names.items():
        known = called.get(key, ())
        if len(written) == 1 and all(name == written[0] for _, name in known[:2]):
            if known:  # as nearly always, and there may be a hundred thousand
                ids[key] = known[0][0]
            continue
        kinds = _kinds(written)
        if len({**kinds, **_kinds(name for _, name in known)}) < 2:
            if known:
                ids[key] = known[0][0]
            continue
        first = next((kind_of_firm(name) for _, name in known), None) or next(iter(kinds), "")
        for name in written:
            apart[name] = f"{key}{_APART}{kind_of_firm(name) or first}"
        ids |= _ids(key, known, first)
    return apart, ids


def several_called(firms: FirmKeys, called: Called) -> dict[str, int]:
    """The names that several companies of the database have, with how many."""
    found = {}
    several = {key: known for key, known in called.items() if len(known) > 1}
    for name, key in firms.items() if several else ():
        count = sum(fold_key(other) == fold_key(name) for _, other in several.get(key, ()))
        if count > 1:
            found[name] = count
    return found


def namesakes(sheet: PlannedSheet, names: Mapping[str, int]) -> Iterator[Problem]:
    """What is to be said of rows that are linked to a company, or change one, by a name that several have (``names``): the
    oldest is taken."""
    drafts = sheet.drafts
    header = next((c.header for c in drafts.analysis.columns if c.field == "company"), "")
    for row, name in enumerate(drafts.column("company") if names and not drafts.is_own else ()):
        count = names.get(name or "", 0)
        if not count or sheet.companies[row] <= 0 or sheet.states[row] not in _WRITTEN:
            continue
        changes = sheet.changes.get(row, ())
        of_firm = drafts.kind is RecordKind.COMPANIES or any(change.field == "company" for change in changes)
        if sheet.targets[row] and not of_firm:
            continue
        told = phrase("problems.namesakes", text=str(name), count=count)
        yield Problem(drafts.analysis.name, drafts.numbers[row], header, str(name), told, "warning")


def _kinds(names: Iterable[str]) -> dict[str, None]:
    """The kinds that names say, in their order."""
    return dict.fromkeys(kind for name in names if (kind := kind_of_firm(name)))


def _ids(key: str, known: Sequence[tuple[int, str]], first: str) -> dict[str, int]:
    """The company of each kind; one that does not say its kind stands for names that do not."""
    found: dict[str, int] = {}
    for number, name in known:
        found.setdefault(f"{key}{_APART}{kind_of_firm(name) or first}", number)
    return found


_KEPT = frozenset(
    {
        *("company", "phone", "fax", "annual_revenue", "currency", "tags", "owner", "lead_source"),
        *("lifecycle_stage", "last_contacted_at", "created_at"),
    }
)
"""What a company keeps of a row beside its plain fields."""


def speaks_of_firm(drafts: SheetDrafts, row: int) -> bool:
    """Whether a row of a list of people names a company and nobody, and says nothing that the company cannot keep: its
    switchboard, its office's mailbox, its address."""
    keys = drafts.keys
    if drafts.kind is not RecordKind.CONTACTS or keys.names[row] or not keys.companies[row]:
        return False
    if not all(is_office(mail) for mail in keys.emails[row]):
        return False
    values = drafts.rows[row]
    places = {place for place, value in enumerate(values) if value is not None}
    kept = {place for field, place in drafts.fields.items() if field in _KEPT or field in plain_fields()}
    return places <= kept


class Houses:
    """The new companies of lists of companies by name and town: Hotel Post in Ulm is not that in Graz."""

    def __init__(self) -> None:
        self._refs: dict[tuple[str, str], int] = {}
        self._towns: dict[str, bool] = {}

    def note(self, sheet: SheetDrafts, row: int, key: str, ref: int) -> None:
        """A row made a new company."""
        town = _town(sheet, row)
        self._refs.setdefault((key, town), ref)
        self._towns[key] = self._towns.get(key, True) and bool(town)

    def same(self, sheet: SheetDrafts, row: int, key: str, ref: int) -> int:
        """The company of the file that a row repeats, ``ref`` where no towns tell; 0 where it names another town than each
        of its name before it."""
        town = _town(sheet, row)
        if (key, town) in self._refs:
            return self._refs[key, town]
        return 0 if town and self._towns.get(key, False) else ref


def _town(sheet: SheetDrafts, row: int) -> str:
    return fold_key(str(sheet.value(row, "city") or ""))
