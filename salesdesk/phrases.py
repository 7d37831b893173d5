"""What the lower layers say: a code and values, put into words only where a person reads it (``salesdesk.wording``).

So a refusal can be shown in any language, and the journal, which outlives the language it was written in, as well.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import field
from datetime import date, datetime
from typing import Any, Union

from salesdesk.value_classes import dataclass


class Bound(float):
    """Where a range of numbers begins or ends. A reader sees it in few digits ("10 k"), data hold it as it is."""

    def __str__(self) -> str:
        """The number as it is, its thousands set apart."""
        return f"{int(self):,}" if self.is_integer() else f"{float(self):,}"


Value = Union[str, int, float, bool, None, date, "Phrase", tuple["Value", ...]]
"""What a phrase tells about. A ``datetime`` is a ``date`` too; texts are what a person typed or called something, never
words of ours; a tuple is told as a list."""


@dataclass(frozen=True, slots=True)
class Phrase:
    """One thing to say. ``code`` names its wording, "area.what_it_says"; ``values`` fill that wording by name."""

    code: str
    values: Mapping[str, Value] = field(default_factory=dict)

    def __str__(self) -> str:
        """For logs, not for people: the code with its values."""
        told = ", ".join(f"{name}={_logged(value)}" for name, value in self.values.items())
        return f"{self.code}({told})" if told else self.code

    def __hash__(self) -> int:
        return hash((self.code, tuple(self.values.items())))


Words = Callable[[Phrase], str]
"""What puts a phrase into words. The composition roots hand it to those who write what people read (workbooks)."""


def phrase(code: str, /, **values: Value) -> Phrase:
    """A phrase by its code and the values that its wording names."""
    return Phrase(code, values)


def said(text: str, title: str = "") -> Phrase:
    """What already is in the reader's words: said by the interface or the command line themselves."""
    return Phrase("said", {"title": title, "text": text})


def in_locale(told: Phrase, day: Callable[[date], Value], bound: Callable[[Bound], str]) -> Phrase:
    """A phrase whose days, moments and bounds, those of phrases within it too, are texts as its reader writes them."""

    def shown(value: Value) -> Value:
        match value:
            case date():
                return day(value)
            case Bound():
                return bound(value)
            case Phrase():
                return in_locale(value, day, bound)
            case tuple():
                return tuple(map(shown, value))
        return value

    if not told.values:
        return told
    return Phrase(told.code, {name: shown(held) for name, held in told.values.items()})


def to_json(told: Phrase) -> str:
    """A phrase as the journal keeps it. ``from_json`` gives an equal one back."""
    return json.dumps(_packed(told), ensure_ascii=False, separators=(",", ":"))


def from_json(text: str) -> Phrase:
    """The phrase that ``to_json`` wrote. Raises ``ValueError`` when it is none."""
    found = _unpacked(json.loads(text))
    if not isinstance(found, Phrase):
        raise ValueError("no phrase")
    return found


def _packed(value: Value) -> Any:
    match value:
        case Phrase():
            return {"say": value.code} | {name: _packed(held) for name, held in value.values.items()}
        case tuple():
            return [_packed(held) for held in value]
        case datetime():
            return {"at": value.isoformat()}
        case date():
            return {"on": value.isoformat()}
        case _:
            return value


def _unpacked(value: Any) -> Value:
    match value:
        case {"say": str(code)}:
            return Phrase(code, {name: _unpacked(held) for name, held in value.items() if name != "say"})
        case {"at": str(moment)}:
            return datetime.fromisoformat(moment)
        case {"on": str(day)}:
            return date.fromisoformat(day)
        case list():
            return tuple(_unpacked(held) for held in value)
        case str() | int() | float() | None:
            return value
    raise ValueError("no phrase")


def _logged(value: Value) -> str:
    return f"[{', '.join(map(_logged, value))}]" if isinstance(value, tuple) else str(value)
