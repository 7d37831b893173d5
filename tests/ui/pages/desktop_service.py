"""A service of notifications on a bus, as a desktop has one: a program of its own that tells on its output what it was asked
for, one JSON object a line, and does on its input what a person would: "act NUMBER KEY", "close NUMBER"."""

from __future__ import annotations

import json
import sys

from PySide6.QtCore import ClassInfo, QCoreApplication, QObject, QSocketNotifier, Signal, Slot
from PySide6.QtDBus import QDBusAbstractAdaptor, QDBusConnection


@ClassInfo({"D-Bus Interface": "org.freedesktop.Notifications"})
class Notifications(QDBusAbstractAdaptor):
    ActionInvoked = Signal("uint", "QString")
    NotificationClosed = Signal("uint", "uint")

    def __init__(self, parent: QObject, capabilities: list[str]) -> None:
        super().__init__(parent)
        self._capabilities, self._last = capabilities, 0

    @Slot(result="QStringList")
    def GetCapabilities(self) -> list[str]:
        return self._capabilities

    @Slot(
        "QString", "uint", "QString", "QString", "QString", "QStringList", "QVariantMap", "int", result="uint"
    )
    def Notify(
        self, name: str, _replaces: int, _icon: str, summary: str, body: str, actions: list[str], hints: dict[str, object], _expires: int
    ) -> int:  # fmt: skip
        self._last += 1
        say(
            {
                "number": self._last,
                "name": name,
                "summary": summary,
                "body": body,
                "actions": actions,
                "hints": hints,
            }
        )
        return self._last

    @Slot("uint")
    def CloseNotification(self, number: int) -> None:
        say({"closed": number})


def say(told: dict[str, object]) -> None:
    print(json.dumps(told), flush=True)


def main(capabilities: list[str]) -> int:
    application = QCoreApplication([])
    bus = QDBusConnection.sessionBus()
    host = QObject()
    service = Notifications(host, capabilities)
    bus.registerObject("/org/freedesktop/Notifications", host)
    say({"ready": bus.registerService("org.freedesktop.Notifications")})

    def hear() -> None:
        words = sys.stdin.readline().split()
        if not words:
            application.quit()
        elif words[0] == "act":
            service.ActionInvoked.emit(int(words[1]), words[2])
        else:
            service.NotificationClosed.emit(int(words[1]), 2)

    heard = QSocketNotifier(sys.stdin.fileno(), QSocketNotifier.Type.Read)
    heard.activated.connect(hear)
    return application.exec()


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
