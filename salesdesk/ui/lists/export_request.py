"""What is to be exported: what a page asks for, and what the dialog made of it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QLocale

from salesdesk.domain.fields import RecordKind
from salesdesk.domain.opt_outs import Way
from salesdesk.ui.lists.look import ListLook
from salesdesk.ui.preferences import Option

FORMAT = Option("export/format", ".xlsx")
SEPARATOR = Option("export/separator", "")
OPEN_AFTER = Option("export/open_after", False)
LINKED: Option[dict[str, object]] = Option("export/linked", {})
"""The kinds of linked sheets that were ticked last, by the kind they belong to."""
COLUMN_SETS: Option[dict[str, object]] = Option("export/column_sets", {})
"""The sets of columns that were given a name: {kind: {name: [keys]}}."""


@dataclass(frozen=True, slots=True)
class ExportRequest:
    """What may be written: records in order, column keys in order. ``name`` is the file name offered, ``way`` how the people
    in the file will be addressed, if they will be. ``selected`` are the records chosen among them, offered first where
    there are some; ``total`` is how many there are in the file in all, where the list shows less."""

    look: ListLook
    ids: Sequence[int]
    columns: tuple[str, ...]
    name: str
    way: Way | None = None
    selected: Sequence[int] = ()
    total: int | None = None


@dataclass(frozen=True, slots=True)
class ExportChoice:
    """What the dialog came to. ``suffix`` is the format; ``ids`` None means every record of the kind; ``linked`` are the
    further sheets, ``private`` columns that leave in none of them; ``separator`` stands between the cells of a text."""

    suffix: str
    ids: Sequence[int] | None
    columns: tuple[str, ...]
    way: Way | None = None
    linked: tuple[RecordKind, ...] = ()
    private: frozenset[str] = frozenset()
    separator: str = ","
    open_after: bool = False

    @property
    def decimal(self) -> str:
        """What stands in the numbers of a text: that of the person's language, unless it separates cells."""
        point = QLocale().decimalPoint()
        return point if point != self.separator else "."


def usual_separator() -> str:
    """What spreadsheets of the person's language expect between the cells of a text."""
    return ";" if QLocale().decimalPoint() == "," else ","


def sets_of(
    stored: Mapping[str, object], kind: RecordKind, known: Sequence[str]
) -> dict[str, tuple[str, ...]]:
    """The named sets of columns of one kind, without columns that are gone."""
    found: dict[str, tuple[str, ...]] = {}
    sets = stored.get(kind.value)
    for name, keys in sets.items() if isinstance(sets, dict) else ():
        kept = tuple(key for key in keys if key in known) if isinstance(keys, list) else ()
        if kept:
            found[str(name)] = kept
    return found


def with_set(
    stored: Mapping[str, object], kind: RecordKind, name: str, keys: Sequence[str] | None
) -> dict[str, object]:
    """The stored sets with one more, or with another content; None takes it away."""
    sets = stored.get(kind.value)
    kept = {key: value for key, value in sets.items() if key != name} if isinstance(sets, dict) else {}
    if keys is not None:
        kept[name] = list(keys)
    return {**stored, kind.value: kept}
