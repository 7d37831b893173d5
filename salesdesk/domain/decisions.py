"""A decision as it is typed in the notes of a meeting: "! Mia calls Henrik about the cranes by wed".

Who does it, until when and which deal it is about are read out of the line. Nothing is guessed: what may be meant otherwise
is a doubt, and then there is none. A person stands at the beginning, behind "@" or in brackets at the end; whoever is only
spoken of ("ask Mia") does not do it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from enum import StrEnum
from typing import Any

from salesdesk.domain.cleaning.text import fold_key
from salesdesk.domain.decision_words import (
    AND,
    DOES,
    DOES_NOT,
    DOING,
    I_DO,
    MODAL,
    NOT_DOING,
    ONES_OWN,
    SAME_AS_WORDS,
)
from salesdesk.domain.known_names import (
    SHORTEST,
    KnownDeal,
    KnownDeals,
    KnownPeople,
    KnownPerson,
    Look,
    Token,
    tokens_of,
)
from salesdesk.domain.natural_dates.reading import Typist, read_when

MARK = "!"
_ENGLISH = Typist()
_SPACE = re.compile(r"\s+")
_SEPARATED = re.compile(r"\s*(?::|,|→|->|=>|–|—|-(?=\s))\s*")
_AT_END = re.compile(r"\s*(?:\(([^()]+)\)|(?:→|->|=>|\s[–—-])\s*([^\s()→–—-][^()→–—]*?))\s*$")
_MARKED_DEAL = re.compile(r"(?<!\S)#(?=\w*[^\W\d])")
_GUESTS = re.compile(r"[,;&\n]|\sand\s")
_LOOSE = " \t,;:·–—-"
_ORDERS = frozenset(fold_key(word) for word in DOING.values())


class Part(StrEnum):
    """What a line may leave open."""

    PERSON = "person"
    DAY = "day"
    DEAL = "deal"


@dataclass(frozen=True, slots=True)
class Decision:
    """What a line says. ``title`` is what is to be done; ``person`` who does it, None the one who types; ``due`` is a day or
    UTC text, None where none is said; ``deal`` what it is about. ``said`` are the parts that the line itself says, ``doubts``
    those that it says in more than one way: then there is none."""

    title: str
    person: KnownPerson | None = None
    due: str | None = None
    deal: KnownDeal | None = None
    said: frozenset[Part] = frozenset()
    doubts: frozenset[Part] = frozenset()


Chosen = KnownPerson | KnownDeal | str | None
"""What somebody chose for a part of a decision: a person, a deal, a day; None for oneself, for none, and for the next meeting."""


def corrected(decision: Decision, chosen: Mapping[Part, Chosen]) -> Decision:
    """A decision with what somebody chose instead of what was read."""
    fields = {Part.PERSON: "person", Part.DAY: "due", Part.DEAL: "deal"}
    values: dict[str, Any] = {fields[part]: value for part, value in chosen.items()}
    said = (decision.said - chosen.keys()) | {part for part, value in chosen.items() if value is not None}
    return replace(decision, said=frozenset(said), doubts=decision.doubts - chosen.keys(), **values)


def named_guest(decision: Decision, people: str) -> str:
    """Who of the ``people`` that are there ("You, Mia") a decision without a person begins with: somebody who is no owner and
    gets no task; "" for nobody."""
    if decision.person is not None or decision.said & {Part.PERSON} or decision.doubts & {Part.PERSON}:
        return ""
    said = tokens_of(decision.title)
    for name in filter(None, (part.strip() for part in _GUESTS.split(people))):
        words = [token.key for token in tokens_of(name)]
        for called in (words, words[:1]):
            count = len(called)
            if not called or [token.key for token in said[:count]] != called or len(said) == count:
                continue
            if not decision.title[said[count - 1].end :].startswith(ONES_OWN):
                return str(name)
    return ""


def is_decision(line: str) -> bool:
    """Whether a line of the notes is to be read as a decision."""
    return line.lstrip().startswith(MARK)


class DecisionReader:
    """Reads lines. ``here`` is the deal that is spoken of, which a line that names none is about."""

    def __init__(self, people: KnownPeople, deals: KnownDeals) -> None:
        self._people, self._deals = people, deals

    def read(self, line: str, now: datetime, typist: Typist = _ENGLISH, here: int | None = None) -> Decision:
        """What a line says; ``now`` is the person's local time."""
        text = _SPACE.sub(" ", line.strip().removeprefix(MARK)).strip()
        said: set[Part] = set()
        doubts: set[Part] = set()
        text, named = self._marked(text, doubts)
        text, numbers, is_said = self._person(text, doubts)
        if named:
            numbers, is_said = named, True
        person = self._people.one(numbers)
        if is_said:
            (said if person is not None or not numbers else doubts).add(Part.PERSON)
        deal = self._deal(text.replace("#", " "), here, said, doubts)
        if _MARKED_DEAL.search(text) and Part.DEAL not in said:
            deal = None
            doubts.add(Part.DEAL)
        title, due = _when(text, self._titles_in(text), now, typist, said, doubts)
        title = title.replace("#", "").strip(_LOOSE)
        if Part.PERSON in doubts:
            person = None
        return Decision(_capital(title), person, due, deal, frozenset(said), frozenset(doubts))

    # -- who ----------------------------------------------------------------------------------------------

    def _marked(self, text: str, doubts: set[Part]) -> tuple[str, set[int]]:
        """The line without the people behind "@", and who they are."""
        found: set[int] = set()
        while (at := _marked_place(text)) is not None:
            tokens = tokens_of(text[at + 1 :])
            numbers, end = self._people.at(tokens, 0) if tokens and tokens[0].start == 0 else (set(), 0)
            if not numbers:
                doubts.add(Part.PERSON)
                break
            if len(numbers) > 1 or (found and not numbers <= found):
                doubts.add(Part.PERSON)
            found |= numbers
            text = _SPACE.sub(" ", f"{text[:at]} {text[at + 1 + tokens[end - 1].end :].lstrip(':,')}").strip()
        return text, found

    def _person(self, text: str, doubts: set[Part]) -> tuple[str, set[int], bool]:
        """The line without who does it, who that is, and whether it is said at all."""
        if (ended := _AT_END.search(text)) is not None:
            called = ended.group(1) or ended.group(2)
            tokens = tokens_of(called)
            numbers, end = self._people.at(tokens, 0) if tokens else (set(), 0)
            if numbers and end == len(tokens):
                return text[: ended.start()].strip(), numbers, True
        tokens = tokens_of(text)
        if not tokens:
            return text, set(), False
        if tokens[0].key in I_DO and tokens[0].start == 0:
            return _without_modal(text[tokens[0].end :].lstrip(" :,")), set(), True
        numbers, end = self._people.at(tokens, 0)
        if not numbers or tokens[0].start != 0:
            return text, set(), False
        return self._beginning(text, tokens, numbers, end, doubts)

    def _beginning(
        self, text: str, tokens: list[Token], numbers: set[int], end: int, doubts: set[Part]
    ) -> tuple[str, set[int], bool]:
        """The same of a line that begins with a name."""
        behind = text[tokens[end - 1].end :]
        if (parted := _SEPARATED.match(behind)) is not None and not self._is_list(behind[parted.end() :]):
            return _without_modal(behind[parted.end() :]), numbers, True
        following = tokens[end] if end < len(tokens) else None
        if following is None or behind.startswith(ONES_OWN):
            return text, set(), False
        if following.key in AND or behind.lstrip().startswith(("&", "+", "/", ",")):
            doubts.add(Part.PERSON)
            return text, set(), False
        word = text[following.start : following.end]
        if following.key in DOES_NOT:
            return text, set(), False
        if following.key in MODAL:
            return _without_modal(behind.strip()), numbers, True
        if word[0].isupper() or word[0].isdigit():  # somebody else of that first name, or no sentence
            doubts.add(Part.PERSON)
            return text, set(), False
        if any(token.key in SAME_AS_WORDS for token in tokens[:end]) and following.key not in DOING:
            doubts.add(Part.PERSON)
            return text, set(), False
        done = DOING.get(following.key)
        if done is None and not _is_doing(following.key):  # "Mia anrufen": she is the one to be called
            doubts.add(Part.PERSON)
            return text, set(), False
        return (f"{done} {text[following.end :].strip()}" if done else text), numbers, True

    def _is_list(self, text: str) -> bool:
        """Whether another of the people follows: "Mia, Tom call …"."""
        tokens = tokens_of(text)
        return bool(tokens) and tokens[0].start == 0 and bool(self._people.at(tokens, 0)[0])

    # -- which deal ---------------------------------------------------------------------------------------

    def _titles_in(self, text: str) -> list[tuple[int, int]]:
        """The places of titles and names in a line, which say no day whatever words they have."""
        tokens, places, at = tokens_of(text), [], 0
        while at < len(tokens):
            for found, end in (self._deals.titled(tokens, at), self._deals.named(tokens, at)):
                if found:
                    places.append((tokens[at].start, tokens[end - 1].end))
                    at = end - 1
                    break
            at += 1
        return places

    def _deal(self, text: str, here: int | None, said: set[Part], doubts: set[Part]) -> KnownDeal | None:
        tokens = tokens_of(text)
        titled = [found for found, _ in _walked(tokens, self._deals.titled)]
        named = [found for found, _ in _walked(tokens, self._deals.named)]
        for groups in (titled, named):
            if not groups:
                continue
            together = set.intersection(*groups)
            if here is not None and here in together:
                together = {here}
            elif named and groups is titled and len(together) > 1:
                together = set.intersection(together, *named) or together
            found = self._deals.one(together)
            (said if found is not None else doubts).add(Part.DEAL)
            return found
        near = self._deals.near(tokens, self._people.words)
        if near:
            found = self._deals.one(near)
            (said if found is not None else doubts).add(Part.DEAL)
            return found
        return self._deals.get(here)


def _walked(tokens: Sequence[Token], look: Look) -> Iterator[tuple[set[int], int]]:
    at = 0
    while at < len(tokens):
        found, end = look(tokens, at)
        if found:
            yield found, end
        at = max(end, at + 1)


def _marked_place(text: str) -> int | None:
    """The place of an "@" that marks a person: not that of an address."""
    found = re.search(r"(?<!\S)@(?=\w)", text)
    return None if found is None else found.start()


def _without_modal(text: str) -> str:
    """What is to be done, without the word that says that it is."""
    tokens = tokens_of(text)
    while tokens and tokens[0].start == 0 and tokens[0].key in MODAL:
        text = text[tokens[0].end :].lstrip()
        tokens = tokens_of(text)
    return text


def _is_doing(word: str) -> bool:
    """Whether a word may be what somebody does: "ruft", "appelle", "llama", or as it is said to them, "call"."""
    if word in _ORDERS:
        return True
    return len(word) >= SHORTEST and word.endswith(DOES) and word not in NOT_DOING


_HIDDEN = "zqx{}qz"


def _when(
    text: str,
    names: Sequence[tuple[int, int]],
    now: datetime,
    typist: Typist,
    said: set[Part],
    doubts: set[Part],
) -> tuple[str, str | None]:
    """What is left of a line without its day, and the day."""
    hidden, parts, last = [], [], 0
    for number, (start, end) in enumerate(names):
        parts += [text[last:start], _HIDDEN.format(number)]
        hidden.append(text[start:end])
        last = end
    reading = read_when("".join([*parts, text[last:]]), now, typist)
    title = reading.title
    for number, name in enumerate(hidden):
        title = title.replace(_HIDDEN.format(number), name)
    if reading.doubt is not None:
        doubts.add(Part.DAY)
        return title, None
    if reading.day is None:
        return title, None
    said.add(Part.DAY)
    if reading.moment is not None:
        return title, reading.moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
    return title, reading.day.isoformat()


def _capital(title: str) -> str:
    return title[:1].upper() + title[1:]
