"""Which rows of a list: a tree of conditions, as data that a chip, a saved view, a report figure and the command line's
``--filter`` all speak.

Text form: ``stage:lead,customer owner:"Anna Berg" created>=2026-01-01 -tag:vip email:? nordwind``.
``field:a,b`` is one of; ``field~x`` contains; ``field:?`` is filled, ``-field:?`` empty; ``>=``, ``<=``, ``>``, ``<``
compare; ``field:30d`` on a date is the last 30 days; a leading ``-`` turns a condition round; other words search.

What stands side by side (or with ``and`` or ``&&`` between) must hold together, before ``or`` (``||``) joins alternatives:
``country:DE -tag:vip or city:Wien``. Brackets hold parts together and may stand in brackets, and a minus or ``not`` before
them, before a comparison or before a word turns it round: ``(country:DE or city:Wien) -tag:vip``. Brackets around plain
words, as in ``Berg (Wien)``, are words to search for, and so is ``and`` among plain words. A word ``or`` to search for is
quoted.

``activities[kind:call at:30d]>=2`` counts the activities of a row that pass the filter between the square brackets;
``deals[…]``, ``contacts[…]`` and ``campaigns[…]`` likewise, without a number at least one. A field of the person's own is
called ``custom.shoe_size`` or ``custom."Shoe size"``, alone it asks whether it is filled. What cannot be meant (an ``or`` without something on both sides, brackets around comparisons that do not close) is
refused and never searched for.
"""

from __future__ import annotations

from collections.abc import Iterator
from re import Match

from salesdesk.domain.cleaning.text import one_line
from salesdesk.domain.filter_grammar import (
    BOTH,
    COMPARED_INSIDE,
    COUNTED_START,
    DAYS,
    DEEPEST,
    EITHER,
    INSIDE,
    NEGATED_WORD,
    NOT,
    OPENING,
    TOKEN,
    VALUE,
)
from salesdesk.domain.filter_tree import (
    Condition,
    Counted,
    Filter,
    Group,
    Join,
    Op,
    Part,
    Sort,
    Words,
    group,
    turned_round,
)
from salesdesk.domain.filter_writing import filter_text
from salesdesk.domain.hanging_lists import countable_fields
from salesdesk.errors import InputError

__all__ = [
    "Condition",
    "Counted",
    "Filter",
    "Group",
    "Join",
    "Op",
    "Part",
    "Sort",
    "Words",
    "filter_text",
    "group",
    "is_joined",
    "parse_filter",
    "turned_round",
]

_TRIES = 200  # brackets that turned out to be words; each was read to the end of the text

_Token = Match[str]


def parse_filter(text: str, known_fields: frozenset[str]) -> Filter:
    """Read the text form. Raises ``InputError`` naming the word that is no field (a word without an operator is
    a search word, so only a wrong field name in a comparison can be wrong), and for alternatives and brackets that
    cannot be meant."""
    read = _Reading(known_fields)
    at, tries = 0, _TRIES
    while match := TOKEN.search(text, at):
        at, start = match.end(), match.start()
        if tries and OPENING.match(text, start) and (not start or text[start - 1].isspace()):
            inside = _bracketed(text, start, known_fields)
            if inside is not None:
                at = inside[-1].end()
                read.add(_joined(iter(inside), known_fields))
                continue
            tries -= 1
        read.take(match)
    return read.filter()


def is_joined(text: str) -> bool:
    """Whether a text has alternatives or brackets, so that it means more than words to search for."""
    return any(word.lower() in EITHER or OPENING.match(word) for word in text.split())


class _Reading:
    """What stands outside brackets, read from left to right: alternatives of parts and of words to search for."""

    def __init__(self, known_fields: frozenset[str]) -> None:
        self._known = known_fields
        self._parts: list[Part] = []
        self._words: list[str] = []
        self._alternatives: list[Part] = []
        self._joins = False  # whether a word stood for "or"
        self._plain_and: set[int] = set()  # places of an "and" among the words

    def take(self, token: _Token) -> None:
        """Read what is no group."""
        if token["quoted"] is not None:
            self._say(token["quoted"])
        elif (part := _whole(token)) is not None:
            self.add(part)
        elif token["field"] is None or _is_address(token, self._known):
            self._take_word(token[0])
        else:
            self.add(_comparison(token, self._known))

    def _take_word(self, word: str) -> None:
        lower = word.lower()
        if lower in EITHER:
            self._end_alternative()
            self._joins = True
        elif lower in BOTH:
            self._plain_and.add(len(self._words))
            self._say(word)
        elif NEGATED_WORD.match(word):
            said = one_line(word[1:].replace('"', " "))
            self.add(Words(said, negated=True) if said else None)
        else:
            if COUNTED_START.match(word):
                raise _wrong_brackets()
            if (inner := COMPARED_INSIDE.search(word)) and _is_known(inner["field"], self._known):
                raise _wrong_brackets()
            self._say(word)

    def _say(self, word: str) -> None:
        self._words.append(word)

    def add(self, part: Part | None) -> None:
        """A comparison, a group or a word that is turned round."""
        if part is not None:
            turns = bool(self._words) and self._words[-1].lower() == NOT
            if turns:
                self._words.pop()
            self._parts.append(turned_round(part) if turns else part)

    def _end_alternative(self) -> None:
        parts, said = self._parts, self._search_words()
        part = group(Join.ALL, [*parts, *([Words(said)] if said else [])])
        if part is None:
            raise InputError("filters.or_alone", field="filter")
        self._alternatives.append(part)
        self._parts, self._words, self._plain_and = [], [], set()

    def _search_words(self) -> str:
        """The words; an "and" is one of them only where nothing is compared."""
        if self._parts or self._joins:
            self._words = [word for place, word in enumerate(self._words) if place not in self._plain_and]
        return one_line(" ".join(self._words).replace('"', " ")) if self._joins else " ".join(self._words)

    def filter(self) -> Filter:
        """All that was read."""
        if not self._joins:
            return Filter(tuple(self._parts), self._search_words())
        self._end_alternative()
        return Filter((Group(Join.ANY, tuple(self._alternatives)),))


def _wrong_brackets() -> InputError:
    return InputError("filters.brackets", field="filter")


def _bracketed(text: str, start: int, known_fields: frozenset[str]) -> list[_Token] | None:
    """What stands between the brackets that open at ``start``, brackets included; None when they are no group. Raises
    ``InputError`` where they would be one and do not close, or something follows at once."""
    depth = deepest = 0
    compares = False
    found: list[_Token] = []
    at = start
    while match := INSIDE.match(text, at):
        found.append(match)
        at = match.end()
        if match["open"]:
            depth += 1
            deepest = max(depth, deepest)
        elif match["close"]:
            depth -= 1
            if not depth:
                break
        elif (
            match["quoted"]
            or match["counted"]
            or match["bare"]
            or (match["field"] and _is_known(match["field"], known_fields))
            or (match["word"] or "").lower() in EITHER
        ):
            compares = True
    if not compares and (not depth or not any(token["word"] for token in found)):
        return None
    if depth or not (at == len(text) or text[at].isspace()):
        raise _wrong_brackets()
    if deepest > DEEPEST:
        raise InputError("filters.too_deep", field="filter", most=DEEPEST)
    return found


def _joined(tokens: Iterator[_Token], known_fields: frozenset[str]) -> Part | None:
    """The group up to the bracket that closes it, as one part."""
    alternatives: list[list[Part]] = [[]]
    turns = False
    for token in tokens:
        part: Part | None
        word = (token["word"] or "").lower()
        if token["close"]:
            break
        if token["open"]:
            part = _joined(tokens, known_fields)
            if part is not None and token["open"].startswith("-"):
                part = turned_round(part)
        elif (whole := _whole(token)) is not None:
            part = whole
        elif token["field"] and not _is_address(token, known_fields):
            part = _comparison(token, known_fields)
        elif word in EITHER:
            alternatives.append([])
            continue
        elif word in BOTH:
            continue
        elif word == NOT:
            turns = not turns
            continue
        else:
            if COUNTED_START.match(word):
                raise _wrong_brackets()
            given = token["quoted"] if token["quoted"] is not None else token[0].strip()
            negated = token["quoted"] is None and NEGATED_WORD.match(given) is not None
            said = one_line(given[negated:].replace('"', " "))
            part = Words(said, negated) if said else None
        if part is not None:
            alternatives[-1].append(turned_round(part) if turns else part)
        turns = False
    if len(alternatives) > 1 and not all(alternatives):
        raise InputError("filters.or_alone", field="filter")
    return group(Join.ANY, (part for part in (group(Join.ALL, parts) for parts in alternatives) if part))


def _whole(token: _Token) -> Part | None:
    """What needs no comparison beside it: what is counted, and a field of the person's own that is named alone."""
    if token["bare"] is not None:
        return Condition(token["bare"], Op.FILLED, (), bool(token["lacks"]))
    if token["counted"] is None:
        return None
    of = token["counted"].lower()
    sign = token["than"] or Op.AT_LEAST.value
    op = Op.IS if sign == "=" else Op(sign)
    inside = parse_filter(token["within"], countable_fields(of))
    return Counted(of, inside, op, int(token["number"] or 1), bool(token["none"]))


def _is_known(field: str, known_fields: frozenset[str]) -> bool:
    return _key(field, known_fields) in known_fields or field.lower().startswith("custom.")


def _key(field: str, known_fields: frozenset[str]) -> str:
    """The key of a field, whatever its case."""
    if field in known_fields or '"' in field:
        return field
    return field.lower()


def _is_address(match: _Token, known_fields: frozenset[str]) -> bool:
    """Whether what looks like a comparison is a web address."""
    if _is_known(match["field"], known_fields):
        return False
    return bool(match["op"] == ":" and match["values"].startswith("//"))


def _comparison(match: _Token, known_fields: frozenset[str]) -> Condition:
    field, sign, raw, negated = match["field"], match["op"], match["values"], bool(match["negated"])
    if not _is_known(field, known_fields):
        raise InputError(
            "filters.unknown_field", field="filter", name=field, known=tuple(sorted(known_fields))
        )
    field = _key(field, known_fields)
    if sign == ":?":
        return Condition(field, Op.FILLED, (), negated)
    values = tuple(
        (quoted or plain).strip() if quoted or plain else "" for quoted, plain in VALUE.findall(raw)
    )
    if not values:
        raise InputError("filters.incomplete", field="filter", name=field, sign=sign)
    op = Op.IS if sign in (":", "=") else Op(sign)
    if op is Op.IS and len(values) == 1 and (days := DAYS.match(raw)):
        return Condition(field, Op.LAST_DAYS, (days[1],), negated)
    return Condition(field, op, values, negated)
