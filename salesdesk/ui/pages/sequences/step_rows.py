"""The steps of a sequence, edited in rows."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QComboBox, QGridLayout, QHBoxLayout, QLineEdit, QSpinBox, QVBoxLayout, QWidget

from salesdesk.domain.activities import ActivityKind
from salesdesk.domain.sequences import MOST_DAYS, Anchor, SequenceStep
from salesdesk.ui.context import Context
from salesdesk.ui.pages.activities.boxes import kind_box
from salesdesk.ui.pages.sequences.texts import ANCHORS, anchor_title
from salesdesk.ui.widgets.buttons import icon_button, link_button
from salesdesk.ui.widgets.layouts import clear


class StepRow(QWidget):
    """One step: what it is, what is to be done, and when."""

    def __init__(self, context: Context, step: SequenceStep, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._body = step.body
        self.kind = kind_box(context, context.store.activities.choices.all(), ActivityKind(step.kind))
        self.kind.setAccessibleName(self.tr("Kind"))
        self.subject = QLineEdit(step.subject)
        self.subject.setPlaceholderText(self.tr("What is to be done?"))
        self.subject.setAccessibleName(self.tr("What is to be done"))
        self.days = QSpinBox()
        self.days.setRange(0, MOST_DAYS)
        self.days.setValue(step.days)
        self.days.setAccessibleName(self.tr("Days"))
        self.anchor = QComboBox()
        self.anchor.setAccessibleName(self.tr("Counted from"))
        for anchor in ANCHORS:
            self.anchor.addItem(anchor_title(anchor), anchor)
        self.anchor.setCurrentIndex(ANCHORS.index(step.anchor))
        self.at_time = QLineEdit(step.at_time or "")
        self.at_time.setPlaceholderText(self.tr("all day"))
        self.at_time.setAccessibleName(self.tr("Time, such as 09:30"))
        self.at_time.setFixedWidth(76)
        self.tools = QHBoxLayout()
        self.tools.setSpacing(2)
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 4, 0, 6)
        grid.setHorizontalSpacing(8)
        grid.setVerticalSpacing(6)
        grid.addWidget(self.kind, 0, 0)
        grid.addWidget(self.subject, 0, 1, 1, 3)
        grid.addLayout(self.tools, 0, 4)
        grid.addWidget(self.days, 1, 0)
        grid.addWidget(self.anchor, 1, 1)
        grid.addWidget(self.at_time, 1, 2)
        grid.setColumnStretch(3, 1)

    def step(self) -> SequenceStep:
        """The step as it stands in the row."""
        return SequenceStep(
            str(self.kind.currentData()),
            self.subject.text(),
            self.days.value(),
            Anchor(self.anchor.currentData()),
            self.at_time.text().strip() or None,
            self._body,
        )


class StepRows(QWidget):
    """The rows below each other, with moving, removing and adding."""

    changed = Signal()

    def __init__(
        self, context: Context, steps: Sequence[SequenceStep], parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._context = context
        self.rows: list[StepRow] = []
        self._column = QVBoxLayout()
        self._column.setSpacing(0)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addLayout(self._column)
        self.add_button = link_button(self.tr("Add a step"), self.add, accent=True, flush=True)
        outer.addWidget(self.add_button, 0, Qt.AlignmentFlag.AlignLeft)
        self._show(list(steps) or [SequenceStep("task", "", 0, Anchor.START)])

    def steps(self) -> list[SequenceStep]:
        """All steps as they stand in the rows."""
        return [row.step() for row in self.rows]

    def add(self) -> None:
        """One more step at the end."""
        self._show([*self.steps(), SequenceStep("task", "", 3)])
        self.rows[-1].subject.setFocus()

    def _show(self, steps: Sequence[SequenceStep]) -> None:
        clear(self._column)
        self.rows = []
        for place, step in enumerate(steps):
            row = StepRow(self._context, step)
            theme, number = self._context.theme, place + 1
            for icon, text, run, there in (
                ("arrow-up", self.tr("Move step {0} up"), partial(self._move, place, -1), place > 0),
                (
                    "arrow-down",
                    self.tr("Move step {0} down"),
                    partial(self._move, place, 1),
                    number < len(steps),
                ),
                ("x", self.tr("Remove step {0}"), partial(self._remove, place), len(steps) > 1),
            ):
                made = icon_button(theme, icon, text.format(number), run, size=14)
                made.setEnabled(there)
                row.tools.addWidget(made)
            self._column.addWidget(row)
            row.show()
            self.rows.append(row)
        self.changed.emit()

    def _move(self, place: int, by: int) -> None:
        steps = self.steps()
        steps[place], steps[place + by] = steps[place + by], steps[place]
        self._show(steps)

    def _remove(self, place: int) -> None:
        steps = self.steps()
        del steps[place]
        self._show(steps)
