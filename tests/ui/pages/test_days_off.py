"""Days off are typed in the settings as days are shown."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QLocale, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit
from pytestqt.qtbot import QtBot

from salesdesk.ui.pages.settings.calendar import CalendarCard
from tests.ui.pages.office import Office


@pytest.fixture(autouse=True)
def as_before() -> Iterator[None]:
    before = QLocale()
    yield
    QLocale.setDefault(before)


@pytest.mark.parametrize(
    ("locale", "typed"), [("en_US", "12/24/2026, 1/8/2027"), ("de_DE", "24.12.2026, 08.01.2027")]
)
def test_days_off_are_typed_as_they_are_shown(qtbot: QtBot, office: Office, locale: str, typed: str) -> None:
    QLocale.setDefault(QLocale(locale))
    card = CalendarCard(office.context)
    qtbot.addWidget(card)
    card.refresh()
    card.show()
    editor = next(one for one in card.findChildren(QLineEdit) if one.accessibleName() == "Days off")
    QTest.keyClicks(editor, typed)
    QTest.keyClick(editor, Qt.Key.Key_Return)
    assert office.store.settings.get("days_off") == "2026-12-24,2027-01-08"
    card.refresh()
    assert editor.text() == typed
    editor.selectAll()
    QTest.keyClicks(editor, "Christmas")
    QTest.keyClick(editor, Qt.Key.Key_Return)
    assert office.store.settings.get("days_off") == "2026-12-24,2027-01-08"
    assert "“Christmas” is no day" in card._off.error()
