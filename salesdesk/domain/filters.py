"""Which rows of a list: a tree of conditions, as data that a chip, a saved view, a report figure and the command line's
``--filter`` all speak.

Text form: ``stage:lead,customer owner:"Anna Berg" created>=2026-01-01 -tag:vip email:? nordwind``.
``field:a,b`` is one of; ``field~x`` contains; ``field:?`` is filled, ``-field:?`` empty; ``>=``, ``<=``, ``>``, ``<``
compare; ``field:30d`` on a date is the last 30 days; a leading ``-`` turns a condition round; other words search.

What stands side by side (or with ``and`` or ``&&`` between) must hold together, before ``or`` (``||``) joins alternatives:
``country:DE -tag:vip or city:Wien``. Brackets hold parts together and may stand in brackets, and a minus or ``not`` before
them, before a comparison or before a word turns it round: ``(country:DE or city:Wien) -tag:vip``. Brackets around plain
words, as in ``Berg (Wien)``, are words to search for, and so is ``and`` among plain words. A word ``or`` to search for is
quoted. What cannot be meant (an ``or`` without something on both sides, brackets around comparisons that do not close) is
refused and never searched for.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from salesdesk.domain.cleaning.text import one_line, tidy
from salesdesk.domain.filter_tree import (
    Condition,
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
from salesdesk.errors import InputError

__all__ = [
    "Condition",
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

# -- reading ----------------------------------------------------------------------------------------------

_COMPARED = r"(?P<negated>-)?(?P<field>[A-Za-z_][\w.]*)(?P<op>:\?|>=|<=|[:~<>=])"
_TOKEN = re.compile(
    _COMPARED + r"""(?P<values>(?:"[^"]*"|[^\s"])*)|"(?P<quoted>[^"]*)"|(?P<word>\S+)""",
)
_INSIDE = re.compile(  # a bracket ends a value there, unless the value has opened it
    r"\s*(?:(?P<open>-?\()|(?P<close>\))|"
    + _COMPARED
    + r"""(?P<values>(?:"[^"]*"|\([^\s"()]*\)|[^\s"()])*)|"(?P<quoted>[^"]*)"|(?P<word>[^\s()]+))""",
)
_OPENING = re.compile(r"-?\(")
_COMPARED_INSIDE = re.compile(r"\(" + _COMPARED)
_EITHER, _BOTH, _NOT = frozenset({"or", "||", "|"}), frozenset({"and", "&&", "&"}), "not"
_NEGATED_WORD = re.compile(r"-(?=[^\W\d_])")
_VALUE = re.compile(r'"([^"]*)"|([^,"]+)')
_DAYS = re.compile(r"^(\d{1,4})d$")
_DEEPEST = 20
_TRIES = 200  # brackets that turned out to be words; each was read to the end of the text

_Token = re.Match[str]


def parse_filter(text: str, known_fields: frozenset[str]) -> Filter:
    """Read the text form. Raises ``InputError`` naming the word that is no field (a word without an operator is
    a search word, so only a wrong field name in a comparison can be wrong), and for alternatives and brackets that
    cannot be meant."""
    read = _Reading(known_fields)
    at, tries = 0, _TRIES
    while match := _TOKEN.search(text, at):
        at, start = match.end(), match.start()
        if tries and _OPENING.match(text, start) and (not start or text[start - 1].isspace()):
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
    return any(word.lower() in _EITHER or _OPENING.match(word) for word in text.split())


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
        elif token["field"] is None or _is_address(token, self._known):
            self._take_word(token[0])
        else:
            self.add(_comparison(token, self._known))

    def _take_word(self, word: str) -> None:
        lower = word.lower()
        if lower in _EITHER:
            self._end_alternative()
            self._joins = True
        elif lower in _BOTH:
            self._plain_and.add(len(self._words))
            self._say(word)
        elif _NEGATED_WORD.match(word):
            said = one_line(word[1:].replace('"', " "))
            self.add(Words(said, negated=True) if said else None)
        else:
            if (inner := _COMPARED_INSIDE.search(word)) and _is_known(inner["field"], self._known):
                raise _wrong_brackets()
            self._say(word)

    def _say(self, word: str) -> None:
        self._words.append(word)

    def add(self, part: Part | None) -> None:
        """A comparison, a group or a word that is turned round."""
        if part is not None:
            turns = bool(self._words) and self._words[-1].lower() == _NOT
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
    while match := _INSIDE.match(text, at):
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
            or (match["field"] and _is_known(match["field"], known_fields))
            or (match["word"] or "").lower() in _EITHER
        ):
            compares = True
    if not compares and (not depth or not any(token["word"] for token in found)):
        return None
    if depth or not (at == len(text) or text[at].isspace()):
        raise _wrong_brackets()
    if deepest > _DEEPEST:
        raise InputError("filters.too_deep", field="filter", most=_DEEPEST)
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
        elif token["field"] and not _is_address(token, known_fields):
            part = _comparison(token, known_fields)
        elif word in _EITHER:
            alternatives.append([])
            continue
        elif word in _BOTH:
            continue
        elif word == _NOT:
            turns = not turns
            continue
        else:
            given = token["quoted"] if token["quoted"] is not None else token[0].strip()
            negated = token["quoted"] is None and _NEGATED_WORD.match(given) is not None
            said = one_line(given[negated:].replace('"', " "))
            part = Words(said, negated) if said else None
        if part is not None:
            alternatives[-1].append(turned_round(part) if turns else part)
        turns = False
    if len(alternatives) > 1 and not all(alternatives):
        raise InputError("filters.or_alone", field="filter")
    return group(Join.ANY, (part for part in (group(Join.ALL, parts) for parts in alternatives) if part))


def _is_known(field: str, known_fields: frozenset[str]) -> bool:
    return _key(field, known_fields) in known_fields or field.lower().startswith("custom.")


def _key(field: str, known_fields: frozenset[str]) -> str:
    """The key of a field, whatever its case."""
    return field if field in known_fields else field.lower()


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
        (quoted or plain).strip() if quoted or plain else "" for quoted, plain in _VALUE.findall(raw)
    )
    if not values:
        raise InputError("filters.incomplete", field="filter", name=field, sign=sign)
    op = Op.IS if sign in (":", "=") else Op(sign)
    if op is Op.IS and len(values) == 1 and (days := _DAYS.match(raw)):
        return Condition(field, Op.LAST_DAYS, (days[1],), negated)
    return Condition(field, op, values, negated)


# -- writing ----------------------------------------------------------------------------------------------


def filter_text(filter_: Filter) -> str:
    """The text form; ``parse_filter`` reads it back to an equal filter."""
    parts = [
        _condition_text(part) if isinstance(part, Condition) else _bracketed_text(part)
        for part in filter_.parts
    ]
    parts += [_word_text(word) for word in tidy(filter_.text).replace('"', " ").split()]
    return " ".join(parts)


def _bracketed_text(part: Words | Group) -> str:
    inside = _quoted(part.text) if isinstance(part, Words) else _group_text(part)
    return f"{'-' if part.negated else ''}({inside})"


def _group_text(part: Group) -> str:
    """What stands between the brackets of a group."""
    return (" or " if part.join is Join.ANY else " ").join(_inner_text(inner, part) for inner in part.parts)


def _inner_text(part: Part, outer: Group) -> str:
    if isinstance(part, Condition):
        return _condition_text(part, inside=True)
    if part.negated:
        return _bracketed_text(part)
    if isinstance(part, Words):
        return _quoted(part.text)
    together = part.join is Join.ALL and outer.join is Join.ANY  # what stands side by side goes before "or"
    return _group_text(part) if together else _bracketed_text(part)


def _quoted(text: str) -> str:
    said = one_line(text.replace('"', " "))
    return f'"{said}"'


def _word_text(word: str) -> str:
    """A search word that would be taken for something else stands between quotes."""
    match = _TOKEN.match(word)
    taken = (match is not None and match["field"] is not None) or _OPENING.match(word)
    taken = taken or _NEGATED_WORD.match(word) or _COMPARED_INSIDE.search(word)
    return f'"{word}"' if taken or word.lower() in {*_EITHER, *_BOTH, _NOT} else word


def _condition_text(condition: Condition, *, inside: bool = False) -> str:
    sign = "-" if condition.negated else ""
    if condition.op is Op.FILLED:
        return f"{sign}{condition.field}:?"
    if condition.op is Op.LAST_DAYS:
        return f"{sign}{condition.field}:{condition.values[0]}d"
    plain = len(condition.values) > 1 or not (
        _DAYS.match(condition.values[0]) or condition.values[0][:1] == "?"
    )
    # comparing looks past quotes, and the text form has no way to write one
    texts = [one_line(value).replace('"', "”") for value in condition.values]
    signs = r"[\s,()]" if inside else r"[\s,]"
    values = ",".join(f'"{v}"' if re.search(signs, v) or not v or not plain else v for v in texts)
    return f"{sign}{condition.field}{condition.op.value}{values}"
