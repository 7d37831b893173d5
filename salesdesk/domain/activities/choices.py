"""The kinds and outcomes of one file: those everybody has, as the person renamed, ordered and put them away, and the
person's own.

A file holds a row for what is different there and for what is its own; a code without one is as the program declares it.
So every code that was ever written keeps its meaning, in older files, in the journal and in exports.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from enum import Enum
from functools import cached_property
from types import MappingProxyType

from salesdesk.domain.activities.kinds import KINDS, ActivityKind
from salesdesk.domain.cleaning.text import fold_key
from salesdesk.domain.outcomes import OUTCOMES, outcome_of
from salesdesk.value_classes import dataclass


class ChoiceList(Enum):
    """The lists; the value is the name of the table of each."""

    KINDS = "activity_kind"
    OUTCOMES = "activity_outcome"


@dataclass(frozen=True, slots=True)
class Choice:
    """One kind or outcome. ``title`` is an English source text, or the person's own words where ``is_named``;
    ``is_contact`` says whether one that took place, or that came of it, means to have been in touch; ``is_archived`` that
    it is not offered any more; ``is_own`` that the person added it."""

    code: str
    title: str
    icon: str
    is_contact: bool
    is_named: bool = False
    is_archived: bool = False
    is_own: bool = False


@dataclass(frozen=True, slots=True)
class StoredChoice:
    """What a file says of a code; None where it says nothing, and the declaration counts. ``position`` are places among
    all of the list, 0 the first."""

    code: str
    title: str | None = None
    icon: str | None = None
    position: int | None = None
    is_contact: bool | None = None
    is_archived: bool = False


def declared_choices(of: ChoiceList) -> tuple[Choice, ...]:
    """What every file has, in order."""
    if of is ChoiceList.KINDS:
        return tuple(Choice(k.value, s.title, s.icon, s.is_contact) for k, s in KINDS.items())
    return tuple(Choice(spec.title, spec.title, spec.icon, spec.is_contact) for spec in OUTCOMES)


OWN_ICON = "circle"
"""The picture of a choice to which nobody gave one."""


def combined(of: ChoiceList, rows: Iterable[StoredChoice]) -> tuple[Choice, ...]:
    """All choices of a list in a file, archived ones too, in the person's order."""
    stored = {row.code: row for row in rows}
    known = {choice.code: choice for choice in declared_choices(of)}
    own = (Choice(code, code, OWN_ICON, True, True, is_own=True) for code in stored if code not in known)
    found = [_applied(choice, stored.get(choice.code)) for choice in (*known.values(), *own)]
    places = {choice.code: place for place, choice in enumerate(found)}
    said = {code: row.position for code, row in stored.items() if row.position is not None}
    return tuple(sorted(found, key=lambda choice: (said.get(choice.code, places[choice.code]), choice.code)))


def _applied(choice: Choice, row: StoredChoice | None) -> Choice:
    if row is None:
        return choice
    return Choice(
        choice.code,
        row.title or choice.title,
        row.icon or choice.icon,
        choice.is_contact if row.is_contact is None else row.is_contact,
        choice.is_named or row.title is not None,
        row.is_archived,
        choice.is_own,
    )


@dataclass(frozen=True)
class Choices:
    """The kinds and outcomes of a file, each in order; it never changes."""

    kinds: tuple[Choice, ...]
    outcomes: tuple[Choice, ...]

    @classmethod
    def of(cls, rows: Mapping[ChoiceList, Iterable[StoredChoice]]) -> Choices:
        """Those of a file that says this."""
        return cls(*(combined(which, rows.get(which, ())) for which in ChoiceList))

    def listed(self, of: ChoiceList) -> tuple[Choice, ...]:
        """One of the two lists."""
        return self.kinds if of is ChoiceList.KINDS else self.outcomes

    @cached_property
    def _kinds(self) -> Mapping[str, Choice]:
        return MappingProxyType({choice.code: choice for choice in self.kinds})

    @cached_property
    def _outcomes(self) -> Mapping[str, Choice]:
        return MappingProxyType({choice.code: choice for choice in self.outcomes})

    @cached_property
    def offered_kinds(self) -> tuple[Choice, ...]:
        """Those that a person is offered: an order comes from a shop, and nobody logs one."""
        return tuple(c for c in self.kinds if not c.is_archived and c.code != ActivityKind.ORDER)

    @cached_property
    def offered_outcomes(self) -> tuple[Choice, ...]:
        """Those that a person is offered."""
        return tuple(choice for choice in self.outcomes if not choice.is_archived)

    def kind(self, code: str) -> Choice:
        """A kind by its code; of a code that nobody declared, as another file may have brought it, the code itself."""
        return self._kinds.get(code) or Choice(code, code, OWN_ICON, True, True)

    def outcome(self, code: str | None) -> Choice | None:
        """What came of an entry, None where that is in a person's own words."""
        return self._outcomes.get(code) if code else None

    def kind_named(self, text: str) -> ActivityKind | None:
        """The kind with a code or title, in whatever case."""
        found = _by_name(self.kinds, text)
        return None if found is None else ActivityKind(found)

    def stored_outcome(self, text: str | None) -> str | None:
        """An outcome as it is stored: by its code where the words are its title or mean one that everybody has, else as
        they were written."""
        if not text or text in self._outcomes:
            return text
        named, known = _by_name(self.outcomes, text), outcome_of(text)
        return named or (known.title if known is not None else text)

    def is_contact(self, kind: str, outcome: str | None) -> bool:
        """Whether something of this kind with this outcome, once it took place, means to have been in touch: "no answer"
        is an attempt, and what a person wrote in own words was said by somebody."""
        known = self.outcome(self.stored_outcome(outcome))
        return self.kind(kind).is_contact and (known is None or known.is_contact)


def _by_name(choices: Iterable[Choice], text: str) -> str | None:
    """The code of a choice by its title, else by the code itself; titles first, for a person may give one's to another."""
    key = fold_key(text)
    found = [c.code for c in choices if fold_key(c.title) == key]
    return next(iter(found or [c.code for c in choices if fold_key(c.code) == key]), None)
