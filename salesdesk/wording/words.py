"""From a phrase to words."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime

from salesdesk.errors import SalesDeskError
from salesdesk.phrases import Bound, Phrase, Value
from salesdesk.wording.catalogue import TEXTS
from salesdesk.wording.declared import title_by
from salesdesk.wording.speakable import speakable
from salesdesk.wording.templates import Counted, Refusal, Text, Translate

_LONGEST_LINE = 300


class Wording:
    """Words phrases by a catalogue of templates. ``translate`` gives a source text in the reader's language."""

    def __init__(self, texts: Mapping[str, Text] = TEXTS, translate: Translate = str) -> None:
        self._texts = texts
        self._translate = translate

    def __call__(self, told: Phrase | SalesDeskError) -> str:
        """The whole sentence, on one printable line. A code of another version, which this one has no words for, is told
        by itself with its values rather than not at all."""
        told = told.phrase if isinstance(told, SalesDeskError) else told
        if told.code == "said":
            return speakable(str(told.values.get("text", "")))
        text = self._texts.get(told.code) or title_by(told.code)
        if text is None:
            return speakable(str(told))
        return speakable(self._filled(text.sentence if isinstance(text, Refusal) else text, told))

    def line(self, told: Phrase) -> str:
        """What a change is called: not longer than a menu can show."""
        line = self(told)
        return line if len(line) <= _LONGEST_LINE else f"{line[: _LONGEST_LINE - 1]}…"

    def title(self, told: Phrase | SalesDeskError) -> str:
        """The heading of what an error says; "" for a phrase without one."""
        told = told.phrase if isinstance(told, SalesDeskError) else told
        if told.code == "said":
            return str(told.values.get("title", ""))
        text = self._texts.get(told.code)
        return self._filled(text.title, told) if isinstance(text, Refusal) else ""

    def _filled(self, text: str | Counted, told: Phrase) -> str:
        if isinstance(text, Counted):
            text = text.one if told.values.get(text.by) == 1 else text.many
        try:
            return self._translate(text).format_map(
                {name: self._shown(held) for name, held in told.values.items()}
            )
        except (KeyError, ValueError, IndexError):  # a journal of another version holds other values
            return str(told)

    def _shown(self, value: Value) -> object:
        match value:
            case None:
                return ""
            case Phrase():
                return self(value)
            case tuple():
                return ", ".join(str(self._shown(held)) for held in value)
            case Bound():
                return str(value)
            case datetime():
                return value.isoformat(" ", "minutes")
            case date():
                return value.isoformat()
            case _:
                return value


_ENGLISH = Wording()


def worded(told: Phrase | SalesDeskError) -> str:
    """What a phrase or an error says, in English."""
    return _ENGLISH(told)


def title_of(error: Phrase | SalesDeskError) -> str:
    """The heading of an error, in English."""
    return _ENGLISH.title(error)


def line_of(told: Phrase) -> str:
    """What a change is called, in English."""
    return _ENGLISH.line(told)
