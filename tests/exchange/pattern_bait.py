"""Strings that make a regular expression work: derived from its own parts, so that no pattern is forgotten.

For every repetition in a pattern there is a text that leads up to it, a long run of what it repeats, and an end that
does not fit; beside them stand runs of signs that trouble many patterns.
"""

from __future__ import annotations

import ast
import importlib
import inspect
import pkgutil
import re
from collections.abc import Iterator
from re import _parser as parser  # the only description of a pattern's parts there is
from types import ModuleType
from typing import Any

UNITS = (
    "a", "A", "1", "0", " ", "-", ".", ",", "@", "a@", "a.", "1.", "1,", "1 ", "-1", "a ", "a-", "\t", "\n", " \n", "(", ")", "[",
    "<", "<a", "</", '"', "'", "/", "\\", ":", ";", "|", "#a ", "_", "ä", "日", "\u00a0", "x,", "A.", "a1", "1a", "(a)", "Aa",
    "aA", "{{", '="', '" ', "=",
)  # fmt: skip
_ENDS = ("", "!", "\u2620", "\n\n")


def modules(packages: tuple[str, ...]) -> Iterator[ModuleType]:
    """Every module in ``packages`` and in the packages within them."""
    for package in packages:
        found = importlib.import_module(package)
        for info in pkgutil.walk_packages(found.__path__, f"{package}."):
            yield importlib.import_module(info.name)


def patterns(module: ModuleType) -> dict[str, tuple[re.Pattern[Any], frozenset[str]]]:
    """The module's own patterns by place, each with the ways it is used ("search", "match", "fullmatch")."""
    found: dict[str, tuple[re.Pattern[Any], frozenset[str]]] = {}
    source = inspect.getsource(module)
    for name, value in vars(module).items():
        if f"\n{name} " not in source and f"\n{name}:" not in source:
            continue
        for place, pattern in _within(value, name):
            found[f"{module.__name__}.{place}"] = pattern, _uses(source, name)
    for number, call in enumerate(_inline(source)):
        found[f"{module.__name__}:{number}"] = call
    return found


def _within(value: object, place: str) -> Iterator[tuple[str, re.Pattern[Any]]]:
    if isinstance(value, re.Pattern):
        yield place, value
    elif isinstance(value, dict):
        for key, inner in value.items():
            yield from _within(inner, f"{place}[{key!r}]")
    elif isinstance(value, list | tuple):
        for at, inner in enumerate(value):
            yield from _within(inner, f"{place}[{at}]")


_WAYS = {"match": "match", "fullmatch": "fullmatch"}


def _uses(source: str, name: str) -> frozenset[str]:
    used = re.findall(rf"\b{name}(?:\[[^\]]*\])?\.(\w+)\(", source)
    return frozenset(_WAYS.get(way, "search") for way in used) or frozenset({"fullmatch", "match"})


def _inline(source: str) -> Iterator[tuple[re.Pattern[Any], frozenset[str]]]:
    """Patterns written where they are used: ``re.sub("…", …)``."""
    for node in ast.walk(ast.parse(source)):
        if (
            isinstance(node, ast.Call)
            and isinstance(node.func, ast.Attribute)
            and isinstance(node.func.value, ast.Name)
            and node.func.value.id == "re"
            and node.func.attr not in ("compile", "escape")
            and node.args
            and isinstance(node.args[0], ast.Constant)
            and isinstance(node.args[0].value, str | bytes)
        ):
            yield re.compile(node.args[0].value), frozenset({_WAYS.get(node.func.attr, "search")})


def bait(pattern: re.Pattern[Any], size: int) -> list[Any]:
    """Texts of about ``size`` signs for ``pattern``; as many, in the same order, for every size."""
    raw = pattern.pattern
    text = raw if isinstance(raw, str) else raw.decode("latin-1")
    tree = parser.parse(text, pattern.flags & ~re.UNICODE if isinstance(raw, bytes) else pattern.flags)
    pumps = dict.fromkeys(
        [*(("", unit) for unit in UNITS), *_pumps(tree, "")]
    )  # in the same order every time
    found: list[str] = []
    for head, unit in pumps:
        run = unit * (size // max(1, len(unit)))
        for end in _ENDS:
            found.append(head + run + end)
        for group in (head + unit, f"{head} "):
            found.append(group * (size // max(1, len(group))) + "!")
    if isinstance(raw, str):
        return found
    return [text.encode("latin-1", "replace") for text in found]


def _pumps(tree: Any, head: str) -> Iterator[tuple[str, str]]:
    """(what leads up to it, what it repeats) for every repetition in a part of a pattern."""
    for kind, value in tree:
        name = str(kind)
        if name in ("MAX_REPEAT", "MIN_REPEAT", "POSSESSIVE_REPEAT"):
            least, most, inner = value
            unit = _example(inner)
            if most > 6 and unit:
                yield head, unit
                yield head + _example(inner), _example(inner, other=True) or unit
            yield from _pumps(inner, head)
            head += unit * max(1, least)
        elif name == "BRANCH":
            for branch in value[1]:
                yield from _pumps(branch, head)
            head += _example(value[1][0])
        elif name == "SUBPATTERN":
            yield from _pumps(value[-1], head)
            head += _example(value[-1])
        elif name == "ATOMIC_GROUP":
            yield from _pumps(value, head)
            head += _example(value)
        elif name in ("ASSERT", "ASSERT_NOT"):
            yield from _pumps(value[1], head)
        else:
            head += _example([(kind, value)])


def _example(tree: Any, *, other: bool = False) -> str:
    """A text that a part of a pattern matches, roughly."""
    out = ""
    for kind, value in tree:
        name = str(kind)
        if name == "LITERAL":
            out += chr(value)
        elif name == "NOT_LITERAL":
            out += "a" if value != ord("a") else "b"
        elif name == "ANY":
            out += " " if other else "x"
        elif name == "IN":
            out += _member(value, other=other)
        elif name in ("MAX_REPEAT", "MIN_REPEAT", "POSSESSIVE_REPEAT"):
            out += _example(value[2], other=other) * max(1, value[0])
        elif name == "BRANCH":
            out += _example(value[1][-1 if other else 0], other=other)
        elif name == "SUBPATTERN":
            out += _example(value[-1], other=other)
        elif name == "ATOMIC_GROUP":
            out += _example(value, other=other)
    return out


_CATEGORIES = {"CATEGORY_DIGIT": "1", "CATEGORY_WORD": "a", "CATEGORY_SPACE": " ", "CATEGORY_NOT_DIGIT": "a",
               "CATEGORY_NOT_WORD": "-", "CATEGORY_NOT_SPACE": "a"}  # fmt: skip
_TRIED = "a1A -.,@/()'\"\t\n:;_#ä日"


def _member(members: Any, *, other: bool) -> str:
    kinds = [(str(kind), value) for kind, value in members]
    if kinds[0][0] == "NEGATE":
        taken = re.compile(_class(kinds[1:]))
        free = [char for char in _TRIED if not taken.match(char)]
        return (free[-1] if other else free[0]) if free else "\u2603"
    chosen = kinds[-1 if other else 0]
    if chosen[0] == "LITERAL":
        return chr(chosen[1])
    if chosen[0] == "RANGE":
        return chr(chosen[1][0])
    return _CATEGORIES.get(str(chosen[1]), "a")


def _class(kinds: list[tuple[str, Any]]) -> str:
    signs = ""
    for name, value in kinds:
        if name == "LITERAL":
            signs += re.escape(chr(value))
        elif name == "RANGE":
            signs += f"{re.escape(chr(value[0]))}-{re.escape(chr(value[1]))}"
        else:
            short = str(value).removeprefix("CATEGORY_")
            letter = {"DIGIT": "d", "WORD": "w", "SPACE": "s"}[short.removeprefix("NOT_")]
            signs += "\\" + (letter.upper() if short.startswith("NOT_") else letter)
    return f"[{signs}]"
