"""Removing a stage in which deals stand: where they go."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from PySide6.QtWidgets import QComboBox, QWidget

from salesdesk.domain.pipelines import Pipeline, Stage, StageKind
from salesdesk.ui.widgets.dialog import Dialog
from salesdesk.ui.widgets.form import FormField
from salesdesk.ui.write_queue import WriteQueue


class RemoveStageDialog(Dialog):
    """Asks for the open stage that takes the deals of another; ``write`` gets it, one call of a service, ``done`` the
    result."""

    def __init__(
        self,
        parent: QWidget | None,
        writes: WriteQueue,
        stage: Stage,
        held: int,
        pipelines: Sequence[Pipeline],
        write: Callable[[int], Any],
        done: Callable[[Any], object],
    ) -> None:
        said = self.tr("1 deal stands in it, the trash included.") if held == 1 else ""
        said = said or self.tr("{0} deals stand in it, the trash included.").format(held)
        super().__init__(parent, self.tr("Remove {0}").format(stage.name), said, width=420)
        self._writes, self._write, self._done = writes, write, done
        self.target = QComboBox()
        own = sorted(pipelines, key=lambda one: one.id != stage.pipeline_id)
        for pipeline in own:
            for other in pipeline.stages:
                if other.kind is StageKind.OPEN and other.id != stage.id:
                    name = other.name if len(own) == 1 else f"{pipeline.name}: {other.name}"
                    self.target.addItem(name, other.id)
        self.target.setCurrentIndex(_behind(self.target, stage, own))
        self.add(FormField(self.tr("Its deals go to"), self.target))
        self.add_cancel(self.tr("Cancel"))
        self.add_button(self.tr("Move deals and remove"), self._save, tone="danger", default=True)
        self.target.setFocus()

    def _save(self) -> None:
        into = self.target.currentData()
        self.save(
            self._writes,
            lambda: self._write(into),
            what=self.windowTitle(),
            text=self.target.currentText(),
            done=self._done,
        )


def _behind(target: QComboBox, stage: Stage, pipelines: Sequence[Pipeline]) -> int:
    """The place of the stage that comes after, else the one before."""
    own = [one for one in pipelines[0].stages if one.kind is StageKind.OPEN] if pipelines else []
    later = [one.id for one in own if one.position > stage.position]
    earlier = [one.id for one in own if one.position < stage.position]
    wanted = next(iter((*later[:1], *earlier[-1:])), None)
    return max(0, target.findData(wanted))
