"""The menu of a card, on the board and in the forecast."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QPoint
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu, QWidget

Entry = tuple[str, str, Callable[[int], object]]
"""What it is called, the key that does the same ("" for none), and what is called with the deal."""


def show_card_menu(
    parent: QWidget, deal: int, entries: Sequence[Entry], into: tuple[str, Sequence[Entry]], at: QPoint
) -> QMenu:
    """Show the menu of a deal; ``into`` is a menu within it, of places it can go to."""
    menu = QMenu(parent)
    for entry in entries:
        menu.addAction(_action(menu, deal, entry))
    title, places = into
    within = menu.addMenu(title)
    for entry in places:
        within.addAction(_action(within, deal, entry))
    menu.triggered.connect(_run)
    menu.aboutToHide.connect(menu.deleteLater)
    menu.popup(at)
    return menu


def _action(menu: QMenu, deal: int, entry: Entry) -> QAction:
    text, key, run = entry
    action = QAction(f"{text}\t{key}" if key else text, menu)
    action.setData((run, deal))
    return action


def _run(action: QAction) -> None:
    run, deal = action.data()
    run(deal)
