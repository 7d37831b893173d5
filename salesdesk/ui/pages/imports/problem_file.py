"""Saving the rows with problems as a workbook."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QFileDialog, QWidget

from salesdesk.ui.messages import Messages
from salesdesk.ui.pages.imports.run import PROBLEMS_BY_DEFAULT, ImportRun
from salesdesk.ui.pages.imports.texts import tr


class ProblemFile(QObject):
    """Asks where to, has the run in hand write it, and says that it is done."""

    def __init__(self, host: QWidget, messages: Messages, run: Callable[[], ImportRun | None]) -> None:
        super().__init__(host)
        self._host, self._messages, self._run = host, messages, run

    def choose(self) -> None:
        """Ask for a file."""
        run = self._run()
        if run is None:
            return
        dialog = QFileDialog(self._host, tr("Save the problem rows"))
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setNameFilters([tr("Excel workbook (*.xlsx)")])
        dialog.setDefaultSuffix("xlsx")
        dialog.selectFile(PROBLEMS_BY_DEFAULT.format(Path(run.name).stem))
        dialog.fileSelected.connect(self._save)
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def _save(self, name: str) -> None:
        run = self._run()
        if run is not None:
            run.save_problems(Path(name))

    def told(self, saved: tuple[Path, int]) -> None:
        """Say what was saved."""
        path, rows = saved
        self._messages.say(tr("{0} rows saved as {1}").format(rows, path.name))
