"""Which sequence starts with a deal that is won or lost, by pipeline."""

from __future__ import annotations

from functools import partial

from PySide6.QtWidgets import QComboBox, QGridLayout, QWidget

from salesdesk.domain.fields import RecordKind
from salesdesk.domain.pipelines import Pipeline, StageKind
from salesdesk.domain.sequences import SequenceFor
from salesdesk.services.sequences import SequenceService
from salesdesk.ui.context import Context
from salesdesk.ui.widgets.cards import Card
from salesdesk.ui.widgets.text import ElidedLabel, label


class OnClosingCard(Card):
    """A row for each pipeline. Every choice is saved at once and is one step to undo."""

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(parent=parent, title="When a deal is closed")
        self._context = context
        self._rows = QWidget()
        self.add(self._rows)
        self.note = label("", "caption", wrap=True)
        self.add(self.note)

    def refresh(self) -> None:
        """Show the choices as they are stored."""
        store = self._context.store
        offered, chosen = store.sequences.named(SequenceFor.DEALS), store.sequences.on_closing()
        fresh = QWidget()
        grid = QGridLayout(fresh)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(8)
        grid.setVerticalSpacing(6)
        for place, title in enumerate(
            (self.tr("Pipeline"), self.tr("When won, start"), self.tr("When lost, start"))
        ):
            grid.addWidget(label(title, "caption"), 0, place)
            grid.setColumnStretch(place, 1)
        for row, pipeline in enumerate(store.pipelines.all(), 1):
            grid.addWidget(ElidedLabel(pipeline.name), row, 0)
            for column, kind in ((1, StageKind.WON), (2, StageKind.LOST)):
                grid.addWidget(
                    self._box(pipeline, kind, offered, chosen.get((pipeline.id, kind))), row, column
                )
        fresh.setMinimumHeight(grid.sizeHint().height())
        fresh.setVisible(bool(offered))
        self.body.replaceWidget(self._rows, fresh)
        self._rows.hide()
        self._rows.deleteLater()
        self._rows = fresh
        self.note.setText(
            self.tr(
                "Its steps are planned from the day on which the deal is closed here, in the same step to undo."
            )
            if offered
            else self.tr(
                "Make a sequence for deals on the page Sequences; then it can start with a deal that is won or lost."
            )
        )

    def _box(
        self, pipeline: Pipeline, kind: StageKind, offered: list[tuple[int, str]], chosen: int | None
    ) -> QComboBox:
        box = QComboBox()
        titles = {
            StageKind.WON: self.tr("What starts when {0} is won"),
            StageKind.LOST: self.tr("What starts when {0} is lost"),
        }
        box.setAccessibleName(titles[kind].format(pipeline.name))
        box.addItem(self.tr("nothing"), None)
        for number, name in offered:
            box.addItem(name, number)
        box.setCurrentIndex(max(0, box.findData(chosen)))
        box.activated.connect(lambda _place: self._choose(pipeline, kind, box))
        return box

    def _choose(self, pipeline: Pipeline, kind: StageKind, box: QComboBox) -> None:
        service = self._context.services.area_of(RecordKind.SEQUENCES)
        assert isinstance(service, SequenceService)
        said = self.tr("{0}: {1}").format(box.accessibleName(), box.currentText())
        self._context.writes.run(
            partial(service.set_on_closing, pipeline.id, kind, box.currentData()),
            what=said,
            done=lambda changes: self._context.messages.done(said, changes),
            owner=self,
        )
