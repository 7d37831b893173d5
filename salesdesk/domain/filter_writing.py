"""The text form of a filter, as ``filters`` reads it back."""

from __future__ import annotations

import re

from salesdesk.domain.cleaning.text import one_line, tidy
from salesdesk.domain.filter_grammar import (
    BOTH,
    COMPARED_INSIDE,
    COUNTED_START,
    DAYS,
    EITHER,
    NEGATED_WORD,
    NOT,
    OPENING,
    TOKEN,
)
from salesdesk.domain.filter_tree import Condition, Counted, Filter, Group, Join, Op, Part, Words


def filter_text(filter_: Filter) -> str:
    """The text form; ``parse_filter`` reads it back to an equal filter."""
    parts = [
        _bracketed_text(part) if isinstance(part, Words | Group) else _leaf_text(part)
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
    if isinstance(part, Condition | Counted):
        return _leaf_text(part, inside=True)
    if part.negated:
        return _bracketed_text(part)
    if isinstance(part, Words):
        return _quoted(part.text)
    together = part.join is Join.ALL and outer.join is Join.ANY  # what stands side by side goes before "or"
    return _group_text(part) if together else _bracketed_text(part)


def _leaf_text(part: Condition | Counted, *, inside: bool = False) -> str:
    if isinstance(part, Condition):
        return _condition_text(part, inside=inside)
    within = filter_text(part.filter)
    return f"{'-' if part.negated else ''}{part.of}[{within}]{part.op.value}{part.number}"


def _quoted(text: str) -> str:
    said = one_line(text.replace('"', " "))
    return f'"{said}"'


def _word_text(word: str) -> str:
    """A search word that would be taken for something else stands between quotes."""
    match = TOKEN.match(word)
    named = match is not None and (match["field"] is not None or match["bare"] is not None)
    starts = any(sign.match(word) for sign in (OPENING, NEGATED_WORD, COUNTED_START))
    taken = named or starts or "]" in word or COMPARED_INSIDE.search(word) is not None
    return f'"{word}"' if taken or word.lower() in {*EITHER, *BOTH, NOT} else word


def _condition_text(condition: Condition, *, inside: bool = False) -> str:
    sign = "-" if condition.negated else ""
    if condition.op is Op.FILLED:
        return f"{sign}{condition.field}:?"
    if condition.op is Op.LAST_DAYS:
        return f"{sign}{condition.field}:{condition.values[0]}d"
    plain = len(condition.values) > 1 or not (
        DAYS.match(condition.values[0]) or condition.values[0][:1] == "?"
    )
    # comparing looks past quotes, and the text form has no way to write one
    texts = [one_line(value).replace('"', "”") for value in condition.values]
    signs = r"[\s,\]()]" if inside else r"[\s,\]]"
    values = ",".join(f'"{v}"' if re.search(signs, v) or not v or not plain else v for v in texts)
    return f"{sign}{condition.field}{condition.op.value}{values}"
