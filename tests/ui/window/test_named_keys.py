"""Every key that a button, a label, a field or a tooltip in sight names does something on the page where it is named."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

from PySide6.QtCore import QEvent, QObject
from PySide6.QtGui import QKeySequence, QShortcutEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QLabel, QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from salesdesk.services.meetings.service import MeetingService
from salesdesk.ui.page_registry import page_entries
from salesdesk.ui.window.main_window import MainWindow
from salesdesk.ui.window.workspace import Workspace
from tests.ui.pages.office import Office
from tests.ui.window.test_sample import idle, look_around, new_office, new_workspace

__all__ = ["new_office", "new_workspace"]

_NAMED = re.compile(
    r"(?P<chord>(?:(?:Ctrl|Alt|Shift)[+ ])+(?:F\d{1,2}|[A-Z0-9]|[A-Z][a-z]+)\b)"
    r"|\((?P<single>F\d{1,2}|[A-Z]|Del|Esc|Space)\)|(?P<enter>↵)"
)
_RECORDS = ("contact", "company", "deal", "campaign", "meeting")


class Heard(QObject):
    """Hears the shortcuts that keys set off, and keeps them from doing anything."""

    def __init__(self) -> None:
        super().__init__()
        self.keys: list[str] = []

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if isinstance(event, QShortcutEvent):
            assert not event.isAmbiguous(), event.key().toString()
            self.keys.append(event.key().toString())
            return True
        return False


def texts_of(widget: QWidget) -> Iterator[str]:
    yield widget.toolTip()
    if isinstance(widget, QAbstractButton | QLabel):
        yield widget.text()
    if isinstance(widget, QLineEdit):
        yield widget.placeholderText()


def named_keys(window: MainWindow) -> Iterator[tuple[QWidget, str]]:
    """The keys named in sight, each with what names it."""
    for widget in window.findChildren(QWidget):
        if widget.isVisible() and widget.isEnabled():
            for text in texts_of(widget):
                for found in _NAMED.finditer(text):
                    written = found["chord"] or found["single"] or "Return"
                    yield widget, written.replace(" ", "+").replace("Enter", "Return")


def test_every_key_that_is_named_works(
    qtbot: QtBot, qapp: QApplication, new_office: Office, new_workspace: Workspace
) -> None:
    look_around(qtbot, new_office, new_workspace)
    window, store, heard = new_workspace.window, new_office.store, Heard()
    pages = [entry.key for entry in page_entries(new_office.context, lambda: window.page("start"))]
    meetings = MeetingService(store, new_office.services.commands)
    meeting, _ = meetings.start("weekly", date(2026, 11, 23), "Weekly sales")
    places: list[tuple[str, int | None]] = [(key, None) for key in pages if key not in _RECORDS]
    for key, ids in (
        ("contact", store.contacts.ids()), ("company", store.companies.ids()), ("deal", store.deals.ids()),
        ("campaign", [campaign.id for campaign in store.campaigns.all()]), ("meeting", [meeting]),
    ):  # fmt: skip
        if key in pages:
            places.append((key, ids[0]))
    seen: dict[str, set[str]] = {}
    dead: list[tuple[str, str]] = []
    for place, record in places:
        if record is None:
            window.show_page(place)
        else:
            new_office.context.navigate(place, record)
        idle(qtbot, new_office)
        qtbot.waitUntil(lambda place=place: window.current_key == place)  # type: ignore[misc]
        for widget, key in list(named_keys(window)):
            page = window.page(place)
            focus = getattr(page, "list", page) if key == "Return" else page
            window.activateWindow()
            qtbot.waitUntil(window.isActiveWindow)
            focus.setFocus()
            qapp.installEventFilter(heard)
            QTest.keySequence(window, QKeySequence(key))
            qapp.removeEventFilter(heard)
            seen.setdefault(place, set()).add(key)
            if not heard.keys:
                dead.append((place, f"{key} of {type(widget).__name__}"))
            heard.keys.clear()
    assert dead == []
    assert all("Ctrl+K" in keys for keys in seen.values())
    assert "Ctrl+E" in seen["contact"] & seen["company"]
    assert {"Return", "Ctrl+Return"} <= seen["duplicates"]
