"""Notifications of a desktop that follows freedesktop.org, over D-Bus
(https://specifications.freedesktop.org/notification-spec/latest/), where its service offers buttons.

A call waits for the service's answer, so calls are for the worker, each with an interface made there; what the person
presses comes as a signal in the thread of the window.
"""

from __future__ import annotations

from html import escape
from typing import Any

from PySide6.QtCore import Q_ARG, Q_RETURN_ARG, SLOT, QMetaObject, QObject, Qt, Signal, Slot
from PySide6.QtDBus import QDBusConnection, QDBusInterface, QDBusMessage

from salesdesk.ui.notices.notice import Notice
from salesdesk.ui.notices.session import session_is_there

SERVICE = "org.freedesktop.Notifications"
PATH = "/org/freedesktop/Notifications"
_PATIENCE_MS = 2_000
_MOST_EARLY = 20


def session_bus() -> QDBusConnection | None:
    """The bus of this person's session; None where there is none."""
    bus = QDBusConnection.sessionBus() if session_is_there() else None
    return bus if bus is not None and bus.isConnected() else None


class DesktopNotices(QObject):
    """``answered`` carries the notice and what was pressed ("open" for the notice itself)."""

    answered = Signal(object, str)

    def __init__(self, bus: QDBusConnection, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._bus = bus
        self._shown: dict[int, Notice] = {}
        self._early: dict[int, str] = {}
        for signal, slot in (("ActionInvoked", self._acted), ("NotificationClosed", self._closed)):
            # it wants what SLOT gives, and says that it wants bytes
            heard: Any = SLOT(f"{slot.__name__}(QDBusMessage)")
            bus.connect(SERVICE, PATH, SERVICE, signal, self, heard)

    # ---- for the worker ----

    def offers_buttons(self) -> bool:
        """Whether there is a service and its notifications have buttons. Waits for its answer."""
        service = self._service()
        if not service.isValid():
            return False
        reply = service.call("GetCapabilities")
        told = reply.arguments() if reply.type() == QDBusMessage.MessageType.ReplyMessage else []
        return bool(told) and "actions" in told[0]

    def send(self, notice: Notice, words: dict[str, str]) -> int:
        """Show a notice with ``words`` on its buttons by their keys; "open" is also what pressing the notice itself means.
        Returns its number, 0 where the service took none. Waits for its answer."""
        service = self._service()
        actions = ["default", words["open"]]
        for key in notice.answers:
            actions += [key, words[key]]
        if not service.isValid():
            return 0
        # the interface knows of each argument what it is, which a message alone does not: numbers without a sign
        number: Any = QMetaObject.invokeMethod(
            service, "Notify", Qt.ConnectionType.DirectConnection, Q_RETURN_ARG("uint"),
            Q_ARG("QString", "SalesDesk"), Q_ARG("uint", 0), Q_ARG("QString", "salesdesk"),
            Q_ARG("QString", notice.title), Q_ARG("QString", escape(notice.text, quote=False)),
            Q_ARG("QStringList", actions),
            Q_ARG("QVariantMap", {"desktop-entry": "salesdesk", "category": "im"}), Q_ARG("int", -1),
        )  # fmt: skip
        return int(number or 0)

    def _service(self) -> QDBusInterface:
        made = QDBusInterface(SERVICE, PATH, SERVICE, self._bus)
        made.setTimeout(_PATIENCE_MS)
        return made

    # ---- in the window's thread ----

    def keep(self, number: int, notice: Notice) -> None:
        """A notice was shown under a number; whatever was pressed before is answered now."""
        self._shown[number] = notice
        if number in self._early:
            self._answer(number, self._early.pop(number))

    @Slot(QDBusMessage)
    def _acted(self, message: QDBusMessage) -> None:
        number, key = message.arguments()
        if int(number) in self._shown:
            self._answer(int(number), str(key))
        elif len(self._early) < _MOST_EARLY:  # another program's, or of one that is being shown
            self._early[int(number)] = str(key)

    @Slot(QDBusMessage)
    def _closed(self, message: QDBusMessage) -> None:
        self._shown.pop(int(message.arguments()[0]), None)

    def _answer(self, number: int, key: str) -> None:
        notice = self._shown.pop(number)
        meant = "open" if key == "default" else key
        if meant in notice.answers:
            self.answered.emit(notice, meant)
