"""The window's composition root: opens a file, builds what the pages share, and shows the window."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QApplication

from salesdesk import __version__, log, paths, unfinished
from salesdesk.app.desktop import Desktop
from salesdesk.errors import SalesDeskError, WrongKey
from salesdesk.exchange.reading import forked
from salesdesk.recent_files import default_file
from salesdesk.store.engine.any_engine import place_of
from salesdesk.store.engine.server_address import ServerAddress
from salesdesk.ui.preferences import LANGUAGE, THEME, Preferences
from salesdesk.ui.theme import Theme
from salesdesk.ui.translations import install_language, use_locale
from salesdesk.ui.wording import worded

if TYPE_CHECKING:
    from salesdesk.app.first_file import FirstFile


def run(words: Sequence[str]) -> int:
    """Show the window on the file named in ``words`` (or the one used last) until it is closed.

    Returns the exit code: 0, or 1 when no file was opened. A file that cannot be opened is told on standard error, and
    where there is a display in a dialog that offers its backups and other files.
    """
    parser = argparse.ArgumentParser(prog="salesdesk")
    parser.add_argument("--database", metavar="PATH")
    parser.add_argument("file", nargs="?", metavar="FILE")
    chosen = parser.parse_args(list(words))
    log.start(paths.log_folder())
    unfinished.clean()
    application = QApplication.instance() or QApplication(sys.argv[:1])
    assert isinstance(application, QApplication)
    application.setApplicationName("SalesDesk")
    application.setApplicationVersion(__version__)
    application.setDesktopFileName("salesdesk")
    preferences = Preferences(paths.config_folder() / "window.ini")
    translator = install_language(application, preferences.get(LANGUAGE))
    use_locale(preferences.get(LANGUAGE))  # before any widget takes over the system's
    theme = Theme()
    theme.apply(application, preferences.get(THEME))
    desktop = Desktop(application, theme, preferences)
    first: FirstFile | None = None
    path = None
    try:
        path = _chosen(chosen.file or chosen.database)
        try:
            desktop.open(path)
        except WrongKey:
            desktop.ask_password(path)
    except SalesDeskError as error:
        from salesdesk.app.first_file import FirstFile, somebody_can_answer  # most files open

        print(worded(error), file=sys.stderr)
        if not somebody_can_answer(application):
            return 1
        first = FirstFile(application, desktop, theme, preferences)
        first.ask(worded(error), path if isinstance(path, Path) else None)
    forked.keep()
    try:
        return int(application.exec())
    finally:
        forked.leave()
        if first is not None:
            first.close()
        desktop.close()
        if translator is not None:
            application.removeTranslator(translator)


def _chosen(named: str | None) -> Path | ServerAddress:
    return default_file() if named is None else place_of(named)
