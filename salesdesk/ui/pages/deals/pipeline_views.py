"""What the views of a pipeline have in common: which pipeline it is, and the way from one view to another."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QCoreApplication, Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QHBoxLayout, QMenu, QWidget

from salesdesk.domain.pipelines import Pipeline
from salesdesk.ui.context import Context
from salesdesk.ui.widgets.buttons import MENU_MARK, SegmentedButtons, button

_PAGES = {"board": "pipeline", "list": "deals", "forecast": "forecast"}
OF_PIPELINE = "pipeline"
"""A view is opened for ``(OF_PIPELINE, id)`` where it is to show one pipeline and no deal."""


def _tr(text: str) -> str:
    return QCoreApplication.translate("deals", text)


def pipeline_of(target: object) -> int | None:
    """The pipeline a view is opened for, None when it is opened for something else."""
    if isinstance(target, tuple) and len(target) == 2 and target[0] == OF_PIPELINE:
        return int(target[1])
    return None


class ViewButtons(SegmentedButtons):
    """Board, List and Forecast; the one chosen is what the page asks for, which stays as it is."""

    view_asked = Signal(str)

    def __init__(self, here: str, parent: QWidget | None = None) -> None:
        options = [("board", _tr("Board")), ("list", _tr("List")), ("forecast", _tr("Forecast"))]
        super().__init__(options, here, name=_tr("View"), parent=parent)
        self._here = here
        self.chosen.connect(self._ask)

    def show_here(self) -> None:
        """Say again where one is."""
        self.set_current(self._here)

    def _ask(self, view: str) -> None:
        self.show_here()
        if view != self._here:
            self.view_asked.emit(view)


def page_of(view: str) -> str:
    """The key of the page of a view."""
    return _PAGES[view]


class PipelineChooser(QWidget):
    """The name of the pipeline shown, and a menu with the others; ``chosen`` carries one."""

    chosen = Signal(object)

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._context = context
        self._shown: Pipeline | None = None
        self.button = button("", self._ask, tone="quiet")
        self.button.setAccessibleName(_tr("Pipeline"))
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(self.button)

    def show_pipeline(self, pipeline: Pipeline) -> None:
        """Say which one is shown."""
        self._shown = pipeline
        self.button.setText(f"{pipeline.name}{MENU_MARK}")

    def known(self, wanted: Pipeline | None) -> Pipeline:
        """A pipeline as it is stored now, also one that is archived; the first that is offered where it is gone, or none was
        chosen yet."""
        pipelines: list[Pipeline] = self._context.store.pipelines.all()
        here = (one for one in pipelines if wanted is not None and one.id == wanted.id)
        return next(here, next((one for one in pipelines if not one.archived), pipelines[0]))

    def _ask(self) -> None:
        menu = QMenu(self)
        for pipeline in self._context.store.pipelines.offered():
            action = QAction(pipeline.name, menu)
            action.setCheckable(True)
            action.setChecked(self._shown is not None and pipeline.id == self._shown.id)
            action.triggered.connect(partial(self.chosen.emit, pipeline))
            menu.addAction(action)
        menu.aboutToHide.connect(menu.deleteLater)
        menu.popup(self.button.mapToGlobal(self.button.rect().bottomLeft()))
