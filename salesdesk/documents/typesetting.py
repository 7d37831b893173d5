"""Pages set by typst from a template of ours and plain data: a text is data and never markup.

The shipped typeface comes first, then the fonts of the system; nothing is fetched. Letters that no font can draw are
found by the strict check that accessible PDFs need, and replaced by a sign, so that no empty boxes are printed.
"""

from __future__ import annotations

import ast
import json
import re
import unicodedata
from collections.abc import Callable, Mapping, Sequence
from functools import cache
from typing import Any, Literal

import typst

from salesdesk.documents.typeface import FAMILY
from salesdesk.paths import resource

SIGN = "(?)"
"""What stands for letters that no font can draw."""
_ACCESSIBLE: Literal["ua-1"] = "ua-1"
_UNDRAWN = re.compile(r'the\stext\s`"((?:[^"\\]|\\.)+)"`\scould\snot\sbe\sdisplayed')
_MOST_ROUNDS = 8
_UNSEEN = {"Cc", "Cs", "Cn"}
_TURNING = frozenset("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")

Data = dict[str, Any]


class TypesettingError(Exception):
    """The pages could not be made: a fault of the installation, not of the data."""


def typeset(template: str, made: Callable[[Sequence[str]], Data]) -> bytes:
    """The pages of a template of ``resources/documents`` as a PDF.

    ``made`` gives the data for the letters that cannot be drawn, first none: so the data can say which. Raises
    ``TypesettingError``.
    """
    undrawn: list[str] = []
    for _ in range(_MOST_ROUNDS):
        data = _without(cleaned(made(undrawn)), undrawn)
        try:
            return _compiled(template, data, [_ACCESSIBLE])
        except typst.TypstError as error:
            found = [letter for letter in _undrawn(error) if letter not in undrawn]
            if not found:
                raise TypesettingError(error.message) from error
            undrawn += found
    return _compiled(template, _without(cleaned(made(undrawn)), undrawn), [])


def _compiled(template: str, data: Data, standards: list[Literal["ua-1"]]) -> bytes:
    folder = resource("documents")
    compiler = typst.Compiler(
        (folder / template).read_bytes(),
        root=str(folder),
        font_paths=_fonts(),
        sys_inputs={"data": json.dumps(data, ensure_ascii=False)},
    )
    found = compiler.compile(format="pdf", pdf_standards=[*standards])
    assert isinstance(found, bytes)
    return found


@cache
def _fonts() -> typst.Fonts:
    """The shipped fonts and those of the system, looked for once."""
    return typst.Fonts(
        include_system_fonts=True, include_embedded_fonts=False, font_paths=[str(resource("fonts"))]
    )


def families() -> list[str]:
    """The shipped typeface, then those of the system that hold many letters: the order in which they are asked."""
    known = set(_fonts().families())
    wanted = (FAMILY, "Segoe UI", "Helvetica Neue", "Noto Sans", "DejaVu Sans", "Liberation Sans")
    return [name for name in wanted if name in known] or [FAMILY]


def _undrawn(error: typst.TypstError) -> list[str]:
    """The letters that the strict check complains of."""
    letters: list[str] = []
    for text in _UNDRAWN.findall(f"{error.message}\n{error.diagnostic}"):
        for letter in _unescaped(text):
            if letter not in letters and letter not in SIGN:
                letters.append(letter)
    return letters


def _unescaped(text: str) -> str:
    plain = re.sub(r"\\u\{([0-9a-fA-F]+)\}", lambda found: chr(int(found[1], 16)), text)
    if "\\" not in plain:
        return plain
    try:
        return str(ast.literal_eval(f'"{plain}"'))
    except (SyntaxError, ValueError):
        return plain


def cleaned(value: Any) -> Any:
    """Data without halves of letters, control characters and marks that turn the direction of the whole line."""
    if isinstance(value, str):
        if value.isascii() and value.isprintable():
            return value
        return "".join(_shown(letter) for letter in value)
    if isinstance(value, Mapping):
        return {key: cleaned(held) for key, held in value.items()}
    return [cleaned(held) for held in value] if isinstance(value, (list, tuple)) else value


def _shown(letter: str) -> str:
    if letter in "\n\t\r\v\f\u2028\u2029":
        return " "
    return "" if letter in _TURNING or unicodedata.category(letter) in _UNSEEN else letter


def _without(data: Data, undrawn: Sequence[str]) -> Data:
    """The data with one sign for each run of letters that cannot be drawn."""
    if not undrawn:
        return data
    runs = re.compile(f"[{re.escape(''.join(undrawn))}]+")

    def changed(value: Any) -> Any:
        if isinstance(value, str):
            return runs.sub(SIGN, value)
        if isinstance(value, Mapping):
            return {key: changed(held) for key, held in value.items()}
        return [changed(held) for held in value] if isinstance(value, list) else value

    return {key: changed(held) for key, held in data.items()}
