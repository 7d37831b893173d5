"""Which way something is told outside of the window: by the desktop's notifications where they have buttons, else by the
icon in its tray, whose message opens a small window of ours; where there is neither, the caller says it in the window."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from salesdesk.ui.notices.notice import DONE, OPEN, SNOOZE, Notice
from salesdesk.ui.notices.session import session_is_there
from salesdesk.ui.task_runner import TaskRunner

if TYPE_CHECKING:
    from PySide6.QtWidgets import QSystemTrayIcon

    from salesdesk.ui.notices.desktop import DesktopNotices


def teller_for(tasks: TaskRunner, host: QWidget, tray: QSystemTrayIcon | None = None) -> Teller | None:
    """What can tell something outside of the window on this desktop, None when nothing can."""
    desktop: DesktopNotices | None = None
    if session_is_there():
        from salesdesk.ui.notices.desktop import DesktopNotices, session_bus

        bus = session_bus()
        desktop = None if bus is None else DesktopNotices(bus, host)
    return None if desktop is None and tray is None else Teller(tasks, host, desktop, tray)


class Teller(QObject):
    """``answered`` carries a notice and what was pressed. ``desktop`` and ``tray`` are None where there are none."""

    answered = Signal(object, str)

    def __init__(
        self,
        tasks: TaskRunner,
        host: QWidget,
        desktop: DesktopNotices | None = None,
        tray: QSystemTrayIcon | None = None,
    ) -> None:
        super().__init__(host)
        self._tasks, self._host, self._desktop, self._tray = tasks, host, desktop, tray
        self._waiting: list[Notice] = []
        if desktop is not None:
            desktop.answered.connect(self.answered)
        if tray is not None:
            tray.messageClicked.connect(self.ask)

    def tell(self, notices: Sequence[Notice], otherwise: Callable[[], object]) -> None:
        """Tell some things; ``otherwise`` is called where nothing outside of the window can."""
        desktop = self._desktop
        if desktop is None:
            self._tell_by_tray(notices, otherwise)
            return
        words = {OPEN: self.tr("Open"), DONE: self.tr("Done"), SNOOZE: self.tr("Snooze 1 h")}

        def send(_work: object) -> list[int]:
            if not desktop.offers_buttons():
                return []
            return [desktop.send(notice, words) for notice in notices]

        def sent(numbers: list[int]) -> None:
            if not all(numbers) or not numbers:
                self._tell_by_tray(notices, otherwise)
                return
            for number, notice in zip(numbers, notices, strict=True):
                desktop.keep(number, notice)

        self._tasks.run(send, done=sent, owner=self)

    def _tell_by_tray(self, notices: Sequence[Notice], otherwise: Callable[[], object]) -> None:
        tray = self._tray
        if tray is None or not tray.supportsMessages():
            otherwise()
            return
        tray.show()
        self._waiting = list(notices)
        text = notices[0].text if len(notices) == 1 else ", ".join(notice.title for notice in notices)
        many = self.tr("{0} reminders").format(len(notices))
        tray.showMessage(notices[0].title if len(notices) == 1 else many, text)

    def ask(self) -> None:
        """The message was pressed: ask what is to be done, one after the other."""
        from salesdesk.ui.notices.small_window import NoticeWindow

        notices, self._waiting = self._waiting, []
        for notice in notices:
            window = NoticeWindow(self._host, notice)
            window.answered.connect(self.answered)
            window.show()
