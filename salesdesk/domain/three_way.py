"""What becomes of a record that two sides changed from one base: two editors, or the file and a workbook.

The rule, for each field by itself:

* changed by one side only: that side's value;
* changed by both to the same value: that value;
* changed by both to different values: a clash, for a person to decide.

A field that a side does not have is ``ABSENT``, so that adding and removing are changes like any other. What belongs
together, an amount and its currency say, is one field whose value is both (`domain.money.Money`): else one side's amount
could come to stand beside the other's currency.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Hashable, Mapping
from enum import Enum
from operator import eq
from typing import Generic, TypeVar

from salesdesk.value_classes import dataclass

Field = TypeVar("Field", bound=Hashable)


class Absent(Enum):
    """The value of a field that is not there."""

    ABSENT = "absent"


ABSENT = Absent.ABSENT


@dataclass(frozen=True, slots=True)
class Clash(Generic[Field]):
    """One field that both sides changed, differently."""

    field: Field
    base: object
    ours: object
    theirs: object


@dataclass(frozen=True, slots=True)
class Merged(Generic[Field]):
    """``values`` are the fields that are decided, without those that are gone; ``clashes`` those that are not, in the
    order of ``base``, then ``ours``, then ``theirs``."""

    values: Mapping[Field, object]
    clashes: tuple[Clash[Field], ...] = ()


def merge(
    base: Mapping[Field, object], ours: Mapping[Field, object], theirs: Mapping[Field, object]
) -> Merged[Field]:
    """Both sides' changes of ``base`` together. Values are compared by ``==``."""
    values: dict[Field, object] = {}
    clashes: list[Clash[Field]] = []
    for field in {**base, **ours, **theirs}:
        was, mine, other = (side.get(field, ABSENT) for side in (base, ours, theirs))
        if mine in (was, other):
            decided = other
        elif other == was:
            decided = mine
        else:
            clashes.append(Clash(field, was, mine, other))
            continue
        if decided is not ABSENT:
            values[field] = decided
    return Merged(values, tuple(clashes))


class Outcome(Enum):
    """What becomes of one field that both sides may have changed."""

    UNCHANGED = "unchanged"
    OURS = "ours"
    THEIRS = "theirs"
    SAME = "same"
    CLASH = "clash"


def outcome(
    base: object, ours: object, theirs: object, same: Callable[[object, object], bool] = eq
) -> Outcome:
    """The rule of ``merge`` for one field; ``same`` says which values are the same to a person."""
    if same(theirs, base):
        return Outcome.UNCHANGED if same(ours, base) else Outcome.OURS
    if same(ours, theirs):
        return Outcome.SAME
    return Outcome.THEIRS if same(ours, base) else Outcome.CLASH


def united(
    base: Collection[str], ours: Collection[str], theirs: Collection[str], key: Callable[[str], str]
) -> tuple[str, ...]:
    """Both sides' changes of a set of names, which never clash: what either added is there, what either took away is not.
    Ours come first, in their order; ``key`` says which names are the same."""
    was, said = {key(name) for name in base}, {key(name): name for name in theirs}
    kept = {key(name): name for name in ours if key(name) in said or key(name) not in was}
    new = {one: name for one, name in said.items() if one not in was}
    return tuple({**new, **kept}[one] for one in {**kept, **new})
