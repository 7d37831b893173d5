"""The application without a look of its own, as the next test expects it."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, QEvent
from PySide6.QtWidgets import QApplication


def be_plain(app: QApplication) -> None:
    """Take the style sheet away once the windows that are already given up have gone: Qt would first dress each of
    their parts anew."""
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    app.setStyleSheet("")
