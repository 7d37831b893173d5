"""A dialog of questions with two sides each: ours and theirs."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import partial
from typing import Generic, TypeVar

from PySide6.QtCore import QCoreApplication

from salesdesk.ui.widgets.conflict_cell import Choice, ConflictCell, Side
from salesdesk.ui.widgets.dialog import Dialog

K = TypeVar("K")


def _tr(text: str) -> str:
    return QCoreApplication.translate("conflicts", text)


class Questions(Generic[K]):
    """The questions of a dialog, one cell each, and what each decides about: keys of any kind."""

    def __init__(self, dialog: Dialog) -> None:
        self._dialog = dialog
        self._asked: list[tuple[ConflictCell, list[K]]] = []

    @property
    def cells(self) -> list[ConflictCell]:
        """The questions in order."""
        return [cell for cell, _ in self._asked]

    def add(self, cell: ConflictCell, *keys: K) -> None:
        """Ask one more."""
        self._asked.append((cell, list(keys)))
        self._dialog.add(cell)

    def add_rest(self, keys: Iterable[K], ours: str, theirs: str) -> None:
        """Decide all ``keys`` by one question; nothing where there are none."""
        rest = list(keys)
        if rest:
            title = _tr("{0} more").format(self._dialog.locale().toString(len(rest)))
            self.add(ConflictCell(title, Choice(ours, ""), Choice(theirs, "")), *rest)

    def close_with(self, text: str, decided: Callable[[], object], *, all_ours: str, all_theirs: str) -> None:
        """Append the buttons; ``text`` is the one that decides. With several questions two more answer all alike."""
        if len(self._asked) > 1:
            for side, words in ((Side.OURS, all_ours), (Side.THEIRS, all_theirs)):
                self._dialog.add_button(words, partial(self.choose_all, side), left=True)
        self._dialog.add_cancel(_tr("Cancel"))
        self._dialog.add_button(text, decided, tone="primary", default=True)
        self.cells[0].setFocus()

    def choose_all(self, side: Side) -> None:
        """Answer all alike."""
        for cell in self.cells:
            cell.choose(side)

    def decided_for(self, side: Side) -> list[K]:
        """The keys of the questions answered so."""
        return [key for cell, keys in self._asked if cell.side is side for key in keys]
