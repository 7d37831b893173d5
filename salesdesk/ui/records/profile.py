"""What a record is shown as: rows of fields, cards beside them, and what can be done. Contacts and companies
each describe themselves; the panel and the page only draw."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Protocol

from PySide6.QtWidgets import QWidget

from salesdesk.domain.conflicts import Seen
from salesdesk.domain.fields import FieldType
from salesdesk.services.activities import Subject
from salesdesk.store.records.timelines import Timeline
from salesdesk.ui.lists.look import ListLook
from salesdesk.ui.reaching import Uses

Chips = tuple[tuple[str, str], ...]
"""Text and tone of each chip."""


@dataclass(frozen=True, slots=True)
class FieldRow:
    """One field. ``text`` is what is shown ("" = empty), ``edit`` what an editor starts with; ``choices`` makes
    the editor a list, ``suggest`` completes what is typed. ``run`` replaces the editor: a dialog, or a place to
    go to; ``open`` is where the value leads besides editing it, ``uses`` are what else can be done with it. ``retry``: the value was refused, so leaving the editor
    without a change tries it again."""

    key: str
    title: str
    text: str = ""
    edit: str = ""
    type: FieldType = FieldType.TEXT
    chips: Chips = ()
    tone: str = ""
    choices: Sequence[tuple[object, str]] | None = None
    suggest: Callable[[str], list[str]] | None = None
    run: Callable[[], object] | None = None
    open: Callable[[], object] | None = None
    editable: bool = True
    name: str = ""
    retry: bool = False
    uses: Uses = ()

    asks: Callable[[object], bool] | None = None
    """Gets the value chosen; whether a dialog was opened that asks for more and then writes it."""

    @property
    def is_empty(self) -> bool:
        """Whether there is nothing to show."""
        return not self.text and not self.chips

    @property
    def spoken(self) -> str:
        """The field and its value for a screen reader."""
        value = ", ".join([*([self.text] if self.text else []), *(text for text, _tone in self.chips)])
        return f"{self.name or self.title}: {value}"


@dataclass(frozen=True, slots=True)
class SideEntry:
    """One line of a side card: pressing it does ``run``; ``remove`` is offered in its menu."""

    title: str
    detail: str = ""
    value: str = ""
    chips: Chips = ()
    avatar: bool = False
    run: Callable[[], object] | None = None
    actions: Sequence[tuple[str, Callable[[], object]]] = ()


@dataclass(frozen=True, slots=True)
class SideCard:
    """A card beside the timeline; ``add`` is what its plus does, ``empty`` what it says without entries."""

    title: str
    entries: Sequence[SideEntry]
    empty: str = ""
    add: Callable[[], object] | None = None
    add_text: str = ""


@dataclass(frozen=True, slots=True)
class JourneyStep:
    """One step of the way: reached or not, with a short note when. ``tip`` tells more while the mouse rests on it;
    ``tone`` is that of a reached bar: "" as usual, warn for one that takes too long, bad for one that ended badly."""

    code: str
    title: str
    note: str = ""
    reached: bool = False
    current: bool = False
    tip: str = ""
    tone: str = ""


class RecordProfile(Protocol):
    """A kind of record as the panel and the page need it; ``record`` is what ``load`` gave."""

    look: ListLook

    def load(self, number: int) -> Any | None:
        """The whole record, None when it is gone or in the trash."""

    def name(self, record: Any) -> str:
        """What the record is called."""

    def subtitle(self, record: Any, *, whole: bool) -> str:
        """A quiet line below the name, longer on the page."""

    def rows(self, record: Any, *, whole: bool) -> list[FieldRow]:
        """The fields; ``whole`` adds what the page shows and the panel leaves out."""

    def seen(self, number: int, keys: Collection[str]) -> Seen:
        """What an edit of these fields is made from that is begun now."""

    def edit(self, number: int, values: Mapping[str, object], seen: Seen) -> object:
        """Write fields; raises ``InputError`` and ``EditConflict``."""

    def about(self, record: Any) -> Subject:
        """What a logged activity belongs to."""

    def timeline(self, record: Any) -> Timeline:
        """What happened."""

    def journey(self, record: Any) -> list[JourneyStep]:
        """The lifecycle so far."""

    def cards(self, record: Any) -> list[SideCard]:
        """What hangs on the record."""

    def actions(self, record: Any) -> list[tuple[str, Callable[[], object]]]:
        """Further things to do, for a menu."""

    def edit_all(self, record: Any, parent: QWidget) -> None:
        """Open the form with every field."""
