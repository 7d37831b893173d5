"""Companies of a file that share a name and are of different kinds: Acme GmbH is not Acme Inc., and nobody knows which is Acme."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from salesdesk.domain.cleaning.companies import kind_of_firm
from salesdesk.domain.companies import plain_fields
from salesdesk.domain.fields import RecordKind
from salesdesk.domain.matching.mailboxes import is_office
from salesdesk.services.imports.plan.drafts import FirmKeys, SheetDrafts

_APART = "\x1f"
"""Stands between the key of a name and the kind of company, where the key alone is that of several."""

Called = Mapping[str, Sequence[tuple[int, str]]]
"""The companies of the database with a key: (id, name), the oldest first."""


def bare_key(key: str) -> str:
    """The key that is stored with a company."""
    return key.partition(_APART)[0]


@dataclass(frozen=True, slots=True)
class KnownFirms:
    """Which companies of the database names can mean. ``ids`` is the oldest by key, ``namesakes`` all of a key that is that of
    several, ``kinds`` the companies that a name may mean that does not say its kind, by its key: nobody knows which."""

    ids: dict[str, int] = field(default_factory=dict)
    namesakes: dict[str, list[int]] = field(default_factory=dict)
    kinds: dict[str, tuple[str, ...]] = field(default_factory=dict)

    def add(self, key: str, numbers: Sequence[int]) -> None:
        """Companies of a key, the oldest first."""
        if numbers:
            self.ids[key] = numbers[0]
        if len(numbers) > 1:
            self.namesakes[key] = list(numbers)


def told_apart(firms: FirmKeys, called: Called) -> tuple[FirmKeys, KnownFirms]:
    """(keys by name, companies by key): names that share a key keep it unless they, or those of the database, are of
    different kinds. A name that does not say its kind is then a company of its own."""
    names: dict[str, list[str]] = defaultdict(list)
    for name, key in firms.items():
        names[key].append(name)
    apart, there = FirmKeys(firms), KnownFirms()
    for key, written in names.items():
        known = called.get(key, ())
        if len(written) == 1 and len(known) < 2 and all(name == written[0] for _, name in known):
            there.add(key, [number for number, _ in known])  # as nearly always, of a hundred thousand
            continue
        every = _by_kind([*(name for _, name in known), *written])
        if len(every) < 2:
            there.add(key, [number for number, _ in known])
            continue
        for name in written:
            apart[name] = f"{key}{_APART}{kind_of_firm(name)}"
        for kind in {"": "", **every}:
            of_kind = [number for number, name in known if kind_of_firm(name) == kind]
            there.add(f"{key}{_APART}{kind}", of_kind)
        if f"{key}{_APART}" not in there.ids:
            there.kinds[f"{key}{_APART}"] = tuple(every.values())
    return apart, there


def _by_kind(names: Iterable[str]) -> dict[str, str]:
    """The first name of each kind that names say, in their order."""
    found: dict[str, str] = {}
    for name in names:
        if kind := kind_of_firm(name):
            found.setdefault(kind, name)
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
