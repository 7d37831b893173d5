"""Which rows of a list: a tree of conditions, as data that a chip, a saved view, a report figure and the command line's
``--filter`` all speak.

Text form: ``stage:lead,customer owner:"Anna Berg" created>=2026-01-01 -tag:vip email:? nordwind``.
``field:a,b`` is one of; ``field~x`` contains; ``field:?`` is filled, ``-field:?`` empty; ``>=``, ``<=``, ``>``, ``<``
compare; ``field:30d`` on a date is the last 30 days; a leading ``-`` turns a condition round; other words search.

All of it must hold. Brackets may join alternatives with ``or``: ``(country:DE or city:Wien) -tag:vip``. Inside them,
what stands side by side (or with ``and`` between) belongs together before ``or``, brackets may stand in brackets, and a
minus before brackets turns them round. Brackets without any comparison or quoted word are words to search for, as in
``Berg (Wien)``; inside a group, a word ``or`` to search for is quoted.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from enum import StrEnum

from salesdesk.domain.cleaning.text import one_line, tidy
from salesdesk.errors import InputError


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


Part = Condition | Words | Group


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
        """Every comparison and every text of the tree, in their order."""
        return _leaves(self.parts)


@dataclass(frozen=True, slots=True)
class Sort:
    """The order of a list by one field; rows without a value come last either way."""

    field: str = ""
    descending: bool = False


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
        else:
            yield part


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
_VALUE = re.compile(r'"([^"]*)"|([^,"]+)')
_DAYS = re.compile(r"^(\d{1,4})d$")
_DEEPEST = 20
_TRIES = 200  # brackets that turned out to be words; each was read to the end of the text

_Token = re.Match[str]


def parse_filter(text: str, known_fields: frozenset[str]) -> Filter:
    """Read the text form. Raises ``InputError`` naming the word that is no field (a word without an operator is
    a search word, so only a wrong field name in a comparison can be wrong)."""
    parts: list[Part] = []
    words: list[str] = []
    at, tries = 0, _TRIES
    while match := _TOKEN.search(text, at):
        at, start = match.end(), match.start()
        if tries and _OPENING.match(text, start) and (not start or text[start - 1].isspace()):
            inside = _bracketed(text, start, known_fields)
            if inside is not None:
                at = inside[-1].end()
                part = _joined(iter(inside), known_fields)
                parts += [part] if part is not None else []
                continue
            tries -= 1
        if match["field"] is None:
            words.append(match["quoted"] if match["quoted"] is not None else match["word"])
        elif _is_address(match, known_fields):
            words.append(match[0])
        else:
            parts.append(_comparison(match, known_fields))
    return Filter(tuple(parts), " ".join(words))


def _bracketed(text: str, start: int, known_fields: frozenset[str]) -> list[_Token] | None:
    """What stands between the brackets that open at ``start``, brackets included; None when they are no group."""
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
        elif match["quoted"] or (match["field"] and _is_known(match["field"], known_fields)):
            compares = True
    if depth or not compares or not (at == len(text) or text[at].isspace()):
        return None
    if deepest > _DEEPEST:
        raise InputError("filters.too_deep", field="filter", most=_DEEPEST)
    return found


def _joined(tokens: Iterator[_Token], known_fields: frozenset[str]) -> Part | None:
    """The group up to the bracket that closes it, as one part."""
    alternatives: list[list[Part]] = [[]]
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
        elif word == Join.ANY:
            alternatives.append([])
            continue
        elif word == Join.ALL:
            continue
        else:
            given = token["quoted"] if token["quoted"] is not None else token[0]
            said = one_line(given.replace('"', " "))
            part = Words(said) if said else None
        if part is not None:
            alternatives[-1].append(part)
    found = (group(Join.ALL, parts) for parts in alternatives)
    return group(Join.ANY, (part for part in found if part is not None))


def _is_known(field: str, known_fields: frozenset[str]) -> bool:
    return field in known_fields or field.startswith("custom.")


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
    """A search word that would be taken for a comparison or a group stands between quotes."""
    match = _TOKEN.match(word)
    taken = (match is not None and match["field"] is not None) or _OPENING.match(word)
    return f'"{word}"' if taken else word


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
