"""Columns as data: shared by the table, its header menu, exports and tests."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from salesdesk.domain.birthdays import has_no_year
from salesdesk.domain.days import local_day
from salesdesk.ui.value_texts import time_text
from salesdesk.value_classes import dataclass

KINDS = ("text", "name", "strong", "secondary", "chip", "tags", "money", "number", "date", "check")


@dataclass(frozen=True, slots=True)
class Column:
    """One column of a list.

    ``width`` is in logical pixels at 100 %; ``align`` is "left", "right" or "center". ``value`` takes the row
    object and gives the native value; ``text`` makes the shown text of that value (default: ``str``, "" for
    None). ``sort_key`` is the field of ``domain.filters.Sort``; None: the header does not sort. ``kind`` is one
    of ``KINDS`` and decides how the cell is painted: "name" draws an avatar, "chip" a pill coloured by
    ``tone(value)``, "tags" one pill for each text of a sequence. ``choices`` gives (value, text) pairs for
    editing in place; a "date" is stored as ISO text and typed in any way that names a day. ``visible`` False: offered in the column chooser, not shown at first.
    """

    key: str
    title: str
    width: int
    align: str
    value: Callable[[Any], object]
    text: Callable[[Any], str] | None = None
    sort_key: str | None = None
    editable: bool = False
    kind: str = "text"
    tone: Callable[[Any], str] | None = None
    choices: Callable[[], Sequence[tuple[object, str]]] | None = None
    visible: bool = True

    def shown(self, row: object) -> str:
        """The text of this column for a row object."""
        value = self.value(row)
        if self.text is not None:
            return self.text(value)
        if value is None:
            return ""
        if self.kind == "tags" and isinstance(value, (list, tuple, set, frozenset)):
            return ", ".join(str(part) for part in value)
        return str(value)

    def copied(self, row: object) -> str:
        """The text for the clipboard: as shown, but a day with its year, as every spreadsheet reads it and the list takes it
        back."""
        value = self.value(row)
        shown = self.shown(row)
        if self.kind != "date" or not isinstance(value, str) or not value or has_no_year(value):
            return shown
        day, clock = local_day(value).isoformat(), time_text(value)
        return f"{day} {clock}" if clock and shown.endswith(clock) else day

    def typed_text(self, value: object) -> str:
        """The text of a value as it comes from an editor: a choice by its name."""
        if value is None:
            return ""
        named = dict(self.choices()) if self.choices is not None else {}
        return named.get(value) or str(value)
