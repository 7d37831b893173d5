"""Saving the rows with problems as a workbook."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from salesdesk.ui.context import Context
from salesdesk.ui.files.dialogs import WORKBOOK, choose_target
from salesdesk.ui.pages.imports.run.run import PROBLEMS_BY_DEFAULT, ImportRun
from salesdesk.ui.pages.imports.texts import count_text, tr


class ProblemFile(QObject):
    """Asks where to, has the run in hand write it, and says that it is done."""

    def __init__(self, host: QWidget, context: Context, run: Callable[[], ImportRun | None]) -> None:
        super().__init__(host)
        self._host, self._context, self._run = host, context, run

    def choose(self) -> None:
        """Ask for a file."""
        run = self._run()
        if run is None:
            return
        choose_target(
            self._host,
            self._context,
            "problems",
            tr("Save the problem rows"),
            [tr(WORKBOOK)],
            PROBLEMS_BY_DEFAULT.format(Path(run.name).stem),
            self._save,
        )

    def _save(self, path: Path) -> None:
        run = self._run()
        if run is not None:
            run.save_problems(path)

    def told(self, saved: tuple[Path, int]) -> None:
        """Say what was saved."""
        path, rows = saved
        self._context.messages.say(tr("{0} saved as {1}").format(count_text(rows, "rows"), path.name))
