"""The window as a stage: a page alone on the whole screen, for a room to look at."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from salesdesk.ui.window.main_window import MainWindow


class WindowStage:
    """``is_presenting`` while a page is shown to a room: nobody is reminded of anything then."""

    def __init__(self, window: MainWindow) -> None:
        self._window = window
        self.is_presenting = self._was_maximized = False

    def present(self, on: bool) -> None:
        """Show the page alone on the whole screen, or what stands around it again."""
        window, self.is_presenting = self._window, on
        for part in (window.rail, window.top_bar, window.status):
            part.setVisible(not on)
        if on:
            self._was_maximized = window.isMaximized()
            window.showFullScreen()
        elif self._was_maximized:
            window.showMaximized()
        else:
            window.showNormal()
