"""The progress line of an import: it appears when work takes longer than a moment."""

from __future__ import annotations

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QWidget

from salesdesk.ui.pages.imports.run.run import ImportRun, Stage
from salesdesk.ui.pages.imports.texts import WORK_WORDS, tr
from salesdesk.ui.task_runner import Progress
from salesdesk.ui.widgets.progress import ProgressLine

PATIENCE_MS = 350
"""Work that takes no longer shows no line."""
_STAGES = {
    Stage.OPENING: "Reading {0}",
    Stage.PLANNING: "Reading all rows of {0}",
    Stage.WRITING: "Importing {0}",
    Stage.UNDOING: "Undoing the import of {0}",
}


class WorkLine(ProgressLine):
    """Follows the run it was given last. ``appeared`` says that it can be seen now."""

    appeared = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._run: ImportRun | None = None
        self._totals: dict[str, int] = {}
        self._patience = QTimer(self)
        self._patience.setSingleShot(True)
        self._patience.setInterval(PATIENCE_MS)
        self._patience.timeout.connect(self._appear)

    def follow(self, run: ImportRun) -> None:
        """Show what ``run`` is doing now."""
        self._run = run
        if not run.is_busy:
            self.stop()
        elif not self.isHidden():
            self.report(0, 0, _working_on(run))
        elif not self._patience.isActive():
            self._patience.start()

    def stop(self) -> None:
        """Hide the line."""
        self._run = None
        self._totals.clear()
        self._patience.stop()
        self.finish()

    def show_progress(self, progress: Progress) -> None:
        """Show how far it is."""
        if self._run is None:
            return
        if progress.total:
            self._totals[progress.what] = progress.total
        elif progress.what in self._totals:
            return  # the reader counts what the import counts as well, but knows no total
        known = WORK_WORDS.get(progress.what, "")
        words = tr(known).format(self._run.name) if known else _working_on(self._run)
        self.report(progress.done, progress.total, words, progress.what)

    def _appear(self) -> None:
        run = self._run
        if run is not None and run.is_busy:
            self.start(_working_on(run), cancellable=run.stage is not Stage.UNDOING)
            self.appeared.emit()


def _working_on(run: ImportRun) -> str:
    return tr(_STAGES.get(run.stage, "{0}")).format(run.name)
