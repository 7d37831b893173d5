"""Which theme this person wants on this computer."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QApplication

from salesdesk.ui.context import Context
from salesdesk.ui.preferences import THEME


def theme_titles() -> dict[str, str]:
    """The themes by their keys."""
    tr = QCoreApplication.translate
    return {
        "system": tr("ThemeChoice", "As the system"),
        "light": tr("ThemeChoice", "Light"),
        "dark": tr("ThemeChoice", "Dark"),
    }


def choose_theme(context: Context, key: str) -> None:
    """Show the window in a theme from now on, and remember it."""
    context.preferences.set(THEME, key)
    application = QApplication.instance()
    if isinstance(application, QApplication):
        context.theme.apply(application, key)
