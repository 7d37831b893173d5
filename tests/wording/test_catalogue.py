"""Every code that the layers below use has words, with the same values; no words are left over."""

from __future__ import annotations

import ast
import gc
import re
import string
from collections import defaultdict
from collections.abc import Iterator, Sequence
from functools import cache
from pathlib import Path

import pytest

import salesdesk.errors
from salesdesk.wording import TEXTS, Counted, Refusal, Text

pytestmark = pytest.mark.xdist_group("the source, read once")

ROOT = Path(__file__).parents[2] / "salesdesk"
_OWN_VALUES = {"field", "path"}
"""What errors keep beside their phrase."""
_HELPERS = {"refuse", "_refused"}
"""What makes an error about a file from its path, a code and values, and names the file itself."""
_MAKERS = {"phrase", "Phrase"} | {
    name
    for name, value in vars(salesdesk.errors).items()
    if isinstance(value, type) and issubclass(value, Exception)
}


@cache
def _calls() -> Sequence[tuple[str, ast.Call]]:
    return tuple(_found())


@cache
def _nodes() -> Sequence[tuple[str, ast.ClassDef | ast.Call]]:
    """Every class and every call in the program, with its file and line."""
    gc.disable()  # a million nodes, which have no cycles: to look for some takes as long as to read them
    try:
        return [
            (f"{file.relative_to(ROOT)}:{node.lineno}", node)
            for file in sorted(ROOT.rglob("*.py"))
            for node in ast.walk(ast.parse(file.read_text("utf-8")))
            if isinstance(node, ast.ClassDef) or (isinstance(node, ast.Call) and node.args)
        ]
    finally:
        gc.enable()


def _called(call: ast.Call) -> str:
    return call.func.attr if isinstance(call.func, ast.Attribute) else getattr(call.func, "id", "")


def _found() -> Iterator[tuple[str, ast.Call]]:
    for _place, node in _nodes():  # errors of a layer's own
        if isinstance(node, ast.ClassDef) and any(getattr(base, "id", "") in _MAKERS for base in node.bases):
            _MAKERS.add(node.name)
    for place, node in _nodes():
        if isinstance(node, ast.Call) and len(node.args) < 3:
            names = _HELPERS if len(node.args) == 2 else _MAKERS
            if _called(node) in names:
                yield place, node


def _codes(argument: ast.expr) -> list[str]:
    """The codes an argument names; for one that is put together, its beginning with "…" behind it."""
    match argument:
        case ast.Constant(value=str(code)):
            return [code]
        case ast.JoinedStr(values=[ast.Constant(value=str(begun)), *_]):
            return [f"{begun}…"]
        case ast.IfExp(body=body, orelse=other):
            return _codes(body) + _codes(other)
    return []


def _placeholders(text: Text) -> set[str]:
    match text:
        case Refusal(title=title, sentence=sentence):
            return _placeholders(title) | _placeholders(sentence)
        case Counted(one=one, many=many, by=by):
            return _placeholders(one) | _placeholders(many) | {by}
        case str():
            return {
                name.split(".")[0].split("[")[0] for _, name, _, _ in string.Formatter().parse(text) if name
            }
    raise AssertionError(text)


def test_every_code_has_words() -> None:
    for place, call in _calls():
        for code in _codes(call.args[-1]):
            known = any(text.startswith(code[:-1]) for text in TEXTS) if code.endswith("…") else code in TEXTS
            assert known, f"{place} says {code!r}, which has no words in salesdesk/wording"


def test_words_name_the_values_that_are_given() -> None:
    given: dict[str, set[str]] = defaultdict(set)
    open_ended = set()
    for place, call in _calls():
        for code in _codes(call.args[-1]):
            if code.endswith("…"):
                continue
            if any(word.arg is None for word in call.keywords):
                open_ended.add(code)
                continue
            values = {word.arg for word in call.keywords if word.arg} - _OWN_VALUES
            if len(call.args) == 2:  # a helper gives what its texts may leave out
                values |= {"file", "name"} & _placeholders(TEXTS[code])
            missing = _placeholders(TEXTS[code]) - values
            assert not missing, f"{place} says {code!r} without {sorted(missing)}"
            given[code] |= values
    for code, values in given.items():
        left = values - _placeholders(TEXTS[code]) - {"count"}
        assert not left or code in open_ended, f"nobody reads {sorted(left)} of {code!r}"


def test_no_words_are_left_over() -> None:
    source = "\n".join(
        file.read_text("utf-8") for file in ROOT.rglob("*.py") if file.parent.name != "wording"
    )
    said = set(re.findall(r'(?="([\w.]+)")', source))
    begun = {code.rpartition(".")[0] + "." for code in TEXTS.keys() - said}
    put_together = {one for one in begun if f'f"{one}' in source}
    for code in TEXTS:
        assert code in said or code.rpartition(".")[0] + "." in put_together, f"nobody says {code!r}"


def test_texts_can_be_filled() -> None:
    for code, text in TEXTS.items():
        assert all(name.isidentifier() for name in _placeholders(text)), code
        sentence = text.sentence if isinstance(text, Refusal) else text
        for one in (sentence.one, sentence.many) if isinstance(sentence, Counted) else (sentence,):
            assert one, code
            assert not isinstance(text, Refusal) or one[-1] in ".!?…}", f"{code}: a refusal is a sentence"


def test_everything_that_is_not_understood_says_what_was_wanted() -> None:
    """The last word of these calls is the end of a code that is put together where it is said."""
    wanted = set()
    for _place, node in _nodes():
        if isinstance(node, ast.Call):
            last = node.args[-1]
            if _called(node) in ("_not_understood", "_required") and isinstance(last, ast.Constant):
                wanted.add(f"values.wanted.{last.value!s}")
    assert len(wanted) > 10
    assert wanted == {code for code in TEXTS if code.startswith("values.wanted.")}
