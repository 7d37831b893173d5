"""The start of the product, as its own program: the real window on the file named, until the day is painted.

Composes what ``salesdesk FILE`` composes. Prints "painted" after the page of the day has painted itself with its steps read,
and ends.
"""

# ruff: noqa: E402 - the program loads what needs no Qt before Qt as well

from __future__ import annotations

import os
import sys
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from salesdesk.entry import load_before_qt, load_window

load_before_qt()

from PySide6.QtCore import QEvent, QObject, QTimer
from PySide6.QtWidgets import QApplication

load_window()

from salesdesk import log, paths
from salesdesk.app.desktop import Desktop
from salesdesk.ui.pages.today.page import TodayPage
from salesdesk.ui.preferences import THEME, Preferences
from salesdesk.ui.theme import Theme


class FirstPaint(QObject):
    """Says when the page has painted itself once it was read."""

    def __init__(self, page: TodayPage) -> None:
        super().__init__(page)
        self._page, self._said = page, False
        page.installEventFilter(self)
        page.update()  # should it have painted before this could watch

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Paint and not self._said and not self._page.stale:
            self._said = True
            QTimer.singleShot(0, self, self._say)  # after the painting that begins now
        return False

    def _say(self) -> None:
        print("painted", flush=True)
        QTimer.singleShot(0, QApplication.quit)


def main(file: Path) -> int:
    """Open ``file`` and wait for the day."""
    log.start(paths.log_folder())
    application = QApplication(sys.argv[:1])
    preferences = Preferences(paths.config_folder() / "window.ini")
    theme = Theme()
    theme.apply(application, preferences.get(THEME))
    desktop = Desktop(application, theme, preferences)
    desktop.open(file)
    assert desktop.window is not None
    page = desktop.window.page("today")
    assert isinstance(page, TodayPage)
    watch = FirstPaint(page)
    try:
        return application.exec()
    finally:
        del watch
        desktop.close()


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1])))
