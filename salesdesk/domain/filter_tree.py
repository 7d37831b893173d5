"""Which rows of a list, as a tree of conditions. ``filters`` reads and writes its text form."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from enum import StrEnum

from salesdesk.value_classes import dataclass


class Op(StrEnum):
    """How a field is compared; the value is its sign in the text form."""

    IS = ":"
    CONTAINS = "~"
    AT_LEAST = ">="
    AT_MOST = "<="
    ABOVE = ">"
    BELOW = "<"
    FILLED = ":?"
    LAST_DAYS = "last"


class Join(StrEnum):
    """How the parts of a group belong together; the value is the word between them in the text form."""

    ALL = "and"
    ANY = "or"


@dataclass(frozen=True, slots=True)
class Condition:
    """``field`` compared with ``values`` (texts as typed: ISO days, plain numbers, names, ids as ``#12``);
    ``negated`` turns it round. ``FILLED`` takes no value, ``LAST_DAYS`` one whole number."""

    field: str
    op: Op
    values: tuple[str, ...] = ()
    negated: bool = False


@dataclass(frozen=True, slots=True)
class Words:
    """Words of which every one must be found, as a part of a group."""

    text: str
    negated: bool = False


COUNTABLE = frozenset({"activities", "deals", "contacts", "campaigns"})
"""What hangs on a row and can be counted there; the names are those of the text form."""


@dataclass(frozen=True, slots=True)
class Counted:
    """So many records of another list hang on the row and pass ``filter``: at least two calls, at most one open deal.
    ``of`` is one of ``COUNTABLE``; ``op`` compares their ``number``; ``negated`` turns it round."""

    of: str
    filter: Filter
    op: Op = Op.AT_LEAST
    number: int = 1
    negated: bool = False


@dataclass(frozen=True, slots=True)
class Group:
    """Two or more parts of which all or any must hold; ``negated`` turns it round. ``group`` makes one of any number
    of parts."""

    join: Join
    parts: tuple[Part, ...]
    negated: bool = False

    def __post_init__(self) -> None:
        if len(self.parts) < 2:
            raise ValueError("A group joins at least two parts")


Part = Condition | Words | Counted | Group


@dataclass(frozen=True, slots=True)
class Filter:
    """All ``parts`` must hold, and every word of ``text`` must be found."""

    parts: tuple[Part, ...] = ()
    text: str = ""

    @property
    def is_empty(self) -> bool:
        """Whether every row passes."""
        return not self.parts and not self.text.strip()

    def having(self, *parts: Part) -> Filter:
        """This filter with more to hold."""
        return Filter((*self.parts, *parts), self.text)

    def leaves(self) -> Iterator[Condition | Words]:
        """Every comparison and every text of the tree, in their order, those of what is counted included."""
        return _leaves(self.parts)


@dataclass(frozen=True, slots=True)
class Sort:
    """The order of a list by one field, and where rows are equal there by the ``further`` ones; rows without a value come
    last either way."""

    field: str = ""
    descending: bool = False
    further: tuple[Sort, ...] = ()

    @property
    def keys(self) -> tuple[Sort, ...]:
        """The fields one after the other, each as an order by itself."""
        return (Sort(self.field, self.descending), *self.further)

    def then(self, field: str, descending: bool) -> Sort:
        """This order with one more field at the end; one that is there already keeps its place and takes the direction."""
        wanted = Sort(field, descending)
        keys = [wanted if key.field == field else key for key in self.keys]
        return sort_by([key for key in (*keys, *([] if wanted in keys else [wanted])) if key.field])


def sort_by(keys: Iterable[Sort]) -> Sort:
    """Several orders as one, the first one first."""
    given = list(keys)
    return Sort(given[0].field, given[0].descending, tuple(given[1:])) if given else Sort()


def group(join: Join, parts: Iterable[Part]) -> Part | None:
    """Parts as one: a single part as it is, None without any."""
    given = tuple(parts)
    if len(given) > 1:
        return Group(join, given)
    return given[0] if given else None


def turned_round(part: Part) -> Part:
    """A part that holds where this one does not."""
    return replace(part, negated=not part.negated)


def _leaves(parts: Iterable[Part]) -> Iterator[Condition | Words]:
    for part in parts:
        if isinstance(part, Group):
            yield from _leaves(part.parts)
        elif isinstance(part, Counted):
            yield from part.filter.leaves()
            if part.filter.text.strip():
                yield Words(part.filter.text)
        else:
            yield part
