"""Several people in one text: who has which role in a deal, who took part in something."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from salesdesk.domain.cleaning.text import fold_key, one_line
from salesdesk.domain.fields import RecordKind

DEAL_ROLES, PARTICIPANTS = "deal_roles", "participants"
PEOPLE_FIELDS = {RecordKind.DEALS: DEAL_ROLES, RecordKind.ACTIVITIES: PARTICIPANTS}
"""The field of a kind whose values name several people."""
_BETWEEN = "; "
_SAID = ": "
_ENDS = re.compile(r"[;\n\r]+")
_IN_BRACKETS = re.compile(r"(?P<name>[^()]+?)\s*\((?P<role>[^()@]+)\)")
_ADDRESS = re.compile(r"[^\s<>@]+@[^\s<>@]+")
_FEWEST_WORDS = 2  # of what is a whole name and not one half of "Berg, Anna"


@dataclass(frozen=True, slots=True)
class NamedPerson:
    """One person of such a text. ``name`` is a name, or an address where the text says no more; ``email`` the address that it
    says; ``role`` is "" where it says none."""

    name: str
    role: str = ""
    email: str = ""

    @property
    def key(self) -> tuple[str, str]:
        """What tells it from the others of the text: the name and the role, folded."""
        return fold_key(self.name), fold_key(self.role)

    @property
    def text(self) -> str:
        """How a list shows it."""
        return f"{self.role}{_SAID}{self.name}" if self.role else self.name


def named_people(field: str, text: str) -> tuple[NamedPerson, ...]:
    """The people of a text, each once, in their order. A role stands before the name ("User: Ben Tal"), as lists show it, or in
    brackets behind it ("Ben Tal (User)")."""
    parts = [part for part in map(one_line, _ENDS.split(text)) if part]
    if field == PARTICIPANTS:
        parts = [name for part in parts for name in _by_commas(part)]
    found = [_with_role(part) if field == DEAL_ROLES else _person(part, "") for part in parts]
    return tuple({one.key: one for one in reversed(found)}.values())[::-1]


def people_text(people: Iterable[NamedPerson]) -> str:
    """People as a list shows them."""
    return _BETWEEN.join(one.text for one in people)


def people_keys(field: str, text: str | None) -> frozenset[tuple[str, str]]:
    """What two texts have in common that name the same people, in whichever order and writing."""
    return frozenset(person.key for person in named_people(field, text or ""))


def _by_commas(part: str) -> list[str]:
    """Whole names between commas; "Berg, Anna" is one."""
    names = [one_line(name) for name in part.split(",")]
    whole = all(len(name.split()) >= _FEWEST_WORDS or _ADDRESS.fullmatch(name) for name in names)
    return names if whole else [part]


def _with_role(part: str) -> NamedPerson:
    role, said, name = part.rpartition(_SAID)
    if said:
        return _person(name, one_line(role))
    found = _IN_BRACKETS.fullmatch(part)
    return _person(found["name"], one_line(found["role"])) if found else _person(part, "")


def _person(text: str, role: str) -> NamedPerson:
    address = _ADDRESS.search(text)
    if address is None:
        return NamedPerson(one_line(text), role)
    name = one_line((text[: address.start()] + text[address.end() :]).replace("<>", "").replace("()", ""))
    return NamedPerson(name or address[0], role, address[0])
