"""Which rows of a list: conditions joined by "and", as data that a chip, a saved view, a report figure and the
command line's ``--filter`` all speak.

Text form: ``stage:lead,customer owner:"Anna Berg" created>=2026-01-01 -tag:vip email:? nordwind``.
``field:a,b`` is one of; ``field~x`` contains; ``field:?`` is filled, ``-field:?`` empty; ``>=``, ``<=``, ``>``, ``<``
compare; ``field:30d`` on a date is the last 30 days; a leading ``-`` turns a condition round; other words search.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
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


@dataclass(frozen=True, slots=True)
class Condition:
    """``field`` compared with ``values`` (texts as typed: ISO days, plain numbers, names, ids as ``#12``);
    ``negated`` turns it round. ``FILLED`` takes no value, ``LAST_DAYS`` one whole number."""

    field: str
    op: Op
    values: tuple[str, ...] = ()
    negated: bool = False


@dataclass(frozen=True, slots=True)
class Filter:
    """All conditions must hold, and every word of ``text`` must be found."""

    conditions: tuple[Condition, ...] = ()
    text: str = ""

    @property
    def is_empty(self) -> bool:
        """Whether every row passes."""
        return not self.conditions and not self.text.strip()

    def having(self, condition: Condition) -> Filter:
        """This filter with one more condition."""
        return Filter((*self.conditions, condition), self.text)

    def without(self, field: str) -> Filter:
        """This filter without any condition on ``field``."""
        return Filter(tuple(c for c in self.conditions if c.field != field), self.text)


@dataclass(frozen=True, slots=True)
class Sort:
    """The order of a list by one field; rows without a value come last either way."""

    field: str = ""
    descending: bool = False


_TOKEN = re.compile(
    r"""(?P<negated>-)?(?P<field>[A-Za-z_][\w.]*)(?P<op>:\?|>=|<=|[:~<>=])(?P<values>(?:"[^"]*"|[^\s"])*)"""
    r"""|"(?P<quoted>[^"]*)"|(?P<word>\S+)""",
    re.VERBOSE,
)
_VALUE = re.compile(r'"([^"]*)"|([^,"]+)')
_DAYS = re.compile(r"^(\d{1,4})d$")


def parse_filter(text: str, known_fields: frozenset[str]) -> Filter:
    """Read the text form. Raises ``InputError`` naming the word that is no field (a word without an operator is
    a search word, so only a wrong field name in a comparison can be wrong)."""
    conditions: list[Condition] = []
    words: list[str] = []
    for match in _TOKEN.finditer(text):
        field = match["field"]
        if field is None:
            words.append(match["quoted"] if match["quoted"] is not None else match["word"])
            continue
        if field not in known_fields and not field.startswith("custom."):
            if match["op"] == ":" and match["values"].startswith("//"):
                words.append(match[0])  # a web address, not a comparison
                continue
            raise InputError(
                "Unknown field in the filter",
                f"The filter names a field “{field}” that this list does not have. It has: {', '.join(sorted(known_fields))}.",
                "filter",
            )
        conditions.append(_condition(field, match["op"], match["values"], bool(match["negated"])))
    return Filter(tuple(conditions), " ".join(words))


def _condition(field: str, sign: str, raw: str, negated: bool) -> Condition:
    if sign == ":?":
        return Condition(field, Op.FILLED, (), negated)
    values = tuple(
        (quoted or plain).strip() if quoted or plain else "" for quoted, plain in _VALUE.findall(raw)
    )
    if not values:
        raise InputError(
            "Incomplete filter",
            f"The filter says “{field}{sign}” but not which value. Write for example {field}{sign}value.",
            "filter",
        )
    op = Op.IS if sign in (":", "=") else Op(sign)
    if op is Op.IS and len(values) == 1 and (days := _DAYS.match(raw)):
        return Condition(field, Op.LAST_DAYS, (days[1],), negated)
    return Condition(field, op, values, negated)


def filter_text(filter_: Filter) -> str:
    """The text form; ``parse_filter`` reads it back to an equal filter."""
    parts = [_condition_text(condition) for condition in filter_.conditions]
    parts += [_word_text(word) for word in tidy(filter_.text).replace('"', " ").split()]
    return " ".join(parts)


def _word_text(word: str) -> str:
    """A search word that would be taken for a comparison stands between quotes."""
    match = _TOKEN.match(word)
    return f'"{word}"' if match is not None and match["field"] is not None else word


def _condition_text(condition: Condition) -> str:
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
    values = ",".join(f'"{v}"' if re.search(r"[\s,]", v) or not v or not plain else v for v in texts)
    return f"{sign}{condition.field}{condition.op.value}{values}"
