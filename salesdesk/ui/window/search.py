"""What the search field and the command palette find: records and commands, as data."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from salesdesk.value_classes import dataclass


@dataclass(frozen=True, slots=True)
class Command:
    """Something that can be done from the palette or the New menu."""

    title: str
    icon: str
    run: Callable[[], object]
    shortcut: str = ""
    detail: str = ""


@dataclass(frozen=True, slots=True)
class Hit:
    """A found record, or a list of some; choosing it opens ``page`` with ``target``. ``group`` is its heading ("People");
    ``opened`` is called when it is chosen."""

    group: str
    title: str
    detail: str
    icon: str
    page: str
    target: object
    opened: Callable[[], object] | None = None


@dataclass(frozen=True, slots=True)
class Found:
    """What a search answers; ``footer`` says over how much it looked ("48,120 people in 3 ms"); ``commands``
    are what can be done with the best hit ("Log a call with Amara Okafor"); ``lists`` lead to everything that was found.
    ``later`` looks once more where little was found, and delivers what is only nearly written so."""

    hits: Sequence[Hit] = ()
    footer: str = ""
    commands: Sequence[Command] = ()
    lists: Sequence[Hit] = ()
    later: Callable[[Callable[[Sequence[Hit]], object]], object] | None = None


Search = Callable[[str], Found]
"""Finds records for typed text; called on every key press, so it must be quick."""


def from_each_group(hits: Sequence[Hit], most: int) -> list[Hit]:
    """So many of the hits, in their order: the first of each group before the second of any."""
    rank: dict[str, int] = {}
    places = []
    for place, hit in enumerate(hits):
        rank[hit.group] = rank.get(hit.group, -1) + 1
        places.append((rank[hit.group], place))
    return [hits[place] for place in sorted(place for _, place in sorted(places)[:most])]


def matching_commands(commands: Sequence[Command], text: str) -> list[Command]:
    """The commands that contain every word of ``text``, those that begin with it first."""
    words = text.casefold().split()
    found = [one for one in commands if all(word in one.title.casefold() for word in words)]
    return sorted(found, key=lambda one: not one.title.casefold().startswith(text.casefold().strip()))
