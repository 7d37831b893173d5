"""People and deals told by their names within a line that somebody types."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass

from salesdesk.domain.cleaning.text import fold_key
from salesdesk.domain.decision_words import COMMON

SHORTEST = 4
"""Letters of a word by which alone a deal of the meeting is told."""
_WORD = re.compile(r"\w+")


@dataclass(frozen=True, slots=True)
class KnownPerson:
    """Somebody who can be given a task."""

    id: int
    name: str


@dataclass(frozen=True, slots=True)
class KnownDeal:
    """What a deal is called, and the folded names of it, its company and its person."""

    id: int
    title: str
    title_key: str
    company_key: str = ""
    contact_key: str = ""


@dataclass(frozen=True, slots=True)
class Token:
    """A word of a line: folded, and where it stands."""

    key: str
    start: int
    end: int


def tokens_of(line: str) -> list[Token]:
    """The words of a line."""
    found = (Token(fold_key(word.group()), word.start(), word.end()) for word in _WORD.finditer(line))
    return [token for token in found if token.key]


def _words(key: str) -> tuple[str, ...]:
    return tuple(fold_key(word) for word in _WORD.findall(key))


Look = Callable[[Sequence[Token], int], tuple[set[int], int]]
"""Whose name begins at a place, and behind which token the longest such name ends."""


class KnownPeople:
    """Those who can be given a task, told by their names, and by first names that one of them alone has."""

    def __init__(self, people: Sequence[KnownPerson]) -> None:
        self._names: dict[tuple[str, ...], set[int]] = defaultdict(set)
        self._by_id = {person.id: person for person in people}
        for person in people:
            words = _words(person.name)
            for called in {words, _words(person.name.split()[0] if words else "")}:
                if called:
                    self._names[called].add(person.id)
        self._longest = max((len(words) for words in self._names), default=0)
        self.words = frozenset(word for words in self._names for word in words)
        """Every word of their names."""

    def at(self, tokens: Sequence[Token], place: int) -> tuple[set[int], int]:
        """Whose name begins with the token at a place, and behind which token the longest such name ends."""
        for length in range(min(self._longest, len(tokens) - place), 0, -1):
            found = self._names.get(tuple(token.key for token in tokens[place : place + length]))
            if found:
                return found, place + length
        return set(), place

    def one(self, numbers: Collection[int]) -> KnownPerson | None:
        """The one of them, None where they are several."""
        return self._by_id[next(iter(numbers))] if len(numbers) == 1 else None

    def starting(self, words: str) -> list[KnownPerson]:
        """Those of whom a name begins with some words, for an offer while typing."""
        wanted = fold_key(words)
        return [
            person
            for person in self._by_id.values()
            if any(part.startswith(wanted) for part in (fold_key(person.name), *_words(person.name)))
        ]


class KnownDeals:
    """Open deals told by their titles, and by the companies and people of one deal alone; ``near`` are those of the
    meeting, which a single word of their names can tell."""

    def __init__(self, deals: Sequence[KnownDeal], near: Collection[int] = ()) -> None:
        self._by_id = {deal.id: deal for deal in deals}
        self._titles: dict[tuple[str, ...], set[int]] = defaultdict(set)
        self._names: dict[tuple[str, ...], set[int]] = defaultdict(set)
        self._first: dict[str, int] = {}
        for deal in deals:
            self._keep(self._titles, _words(deal.title_key), deal.id)
            for key in (deal.company_key, deal.contact_key):
                self._keep(self._names, _words(key), deal.id)
        self._near: dict[str, set[int]] = defaultdict(set)
        for number in near:
            if number in self._by_id:
                self._tell_apart(self._by_id[number])

    def _keep(self, names: dict[tuple[str, ...], set[int]], words: tuple[str, ...], deal: int) -> None:
        if not words or (len(words) == 1 and (words[0] in COMMON or len(words[0]) < SHORTEST)):
            return
        names[words].add(deal)
        self._first[words[0]] = max(self._first.get(words[0], 0), len(words))

    def _tell_apart(self, deal: KnownDeal) -> None:
        for word in {*_words(deal.title_key), *_words(deal.company_key), *_words(deal.contact_key)}:
            if len(word) >= SHORTEST and word not in COMMON and not word.isdigit():
                self._near[word].add(deal.id)

    def get(self, number: int | None) -> KnownDeal | None:
        """A deal by its number."""
        return None if number is None else self._by_id.get(number)

    def starting(self, words: str) -> list[KnownDeal]:
        """Deals with a title of which a word begins with some words, for an offer while typing."""
        wanted = fold_key(words)
        return [
            deal
            for deal in self._by_id.values()
            if f" {deal.title_key}".find(f" {wanted}") >= 0 or not wanted
        ]

    def titled(self, tokens: Sequence[Token], place: int) -> tuple[set[int], int]:
        """Which deals have the title that begins at a place, and behind which token the longest such title ends."""
        return self._longest(self._titles, tokens, place)

    def named(self, tokens: Sequence[Token], place: int) -> tuple[set[int], int]:
        """Which deals are of the company or person whose name begins at a place."""
        return self._longest(self._names, tokens, place)

    def near(self, tokens: Iterable[Token], without: Collection[str]) -> set[int]:
        """Which deals of the meeting single words tell."""
        found: set[int] = set()
        for token in tokens:
            told = self._near.get(token.key, set()) if token.key not in without else set()
            if len(told) == 1:
                found |= told
        return found

    def one(self, numbers: Collection[int]) -> KnownDeal | None:
        """The one of them, None where they are several."""
        return self._by_id[next(iter(numbers))] if len(numbers) == 1 else None

    def _longest(
        self, names: dict[tuple[str, ...], set[int]], tokens: Sequence[Token], place: int
    ) -> tuple[set[int], int]:
        most = min(self._first.get(tokens[place].key, 0), len(tokens) - place)
        for length in range(most, 0, -1):
            found = names.get(tuple(token.key for token in tokens[place : place + length]))
            if found:
                return found, place + length
        return set(), place
