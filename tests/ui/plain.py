"""The look of the application between tests: the light theme, one for the process, or none."""

from __future__ import annotations

from functools import cache

from PySide6.QtCore import QCoreApplication, QEvent
from PySide6.QtWidgets import QApplication

from salesdesk.ui.theme import Theme


def in_the_light(app: QApplication) -> Theme:
    """The light theme, in force. It is made once, as in the program: to read its files, to draw its icons and to
    understand its style sheet takes longer than many a test. What a test did to the look is put right here."""
    theme = _theme()
    if theme._wanted != "light" or app.styleSheet() != _sheet():
        theme.apply(app, "light")
    return theme


def be_plain(app: QApplication) -> None:
    """Take the style sheet away once the windows that are already given up have gone: Qt would first dress each of
    their parts anew."""
    if app.styleSheet():
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
        app.setStyleSheet("")
        app.setPalette(app.style().standardPalette())


@cache
def _theme() -> Theme:
    return Theme()


@cache
def _sheet() -> str:
    return _theme().style_sheet()
