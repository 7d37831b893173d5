"""Further sheets of a workbook: what belongs to the records that leave, with how many rows of each."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QVBoxLayout, QWidget

from salesdesk.domain.fields import RecordKind
from salesdesk.phrases import phrase
from salesdesk.services.exports import Linked
from salesdesk.ui.context import Context
from salesdesk.ui.lists.export_request import LINKED
from salesdesk.ui.task_runner import Task, unasked
from salesdesk.ui.value_texts import number_text
from salesdesk.ui.widgets.flow_layout import FlowLayout
from salesdesk.ui.widgets.text import label
from salesdesk.ui.wording import worded


class LinkedSheets(QWidget):
    """A box for each kind of linked records. The counts come from the worker; ``changed`` follows ticks and counts."""

    changed = Signal()

    def __init__(self, context: Context, kind: RecordKind, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._context, self._kind = context, kind
        self._boxes: dict[RecordKind, QCheckBox] = {}
        self._counts: dict[RecordKind, int] = {}
        self._task: Task | None = None
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        column.addWidget(label(self.tr("Further sheets with what belongs to them"), "secondary"))
        holder = QWidget()
        self._flow = FlowLayout(holder, spacing=16, row_spacing=6)
        column.addWidget(holder)
        remembered = context.preferences.get(LINKED).get(kind.value)
        self._ticked = set(map(str, remembered)) if isinstance(remembered, list) else set()

    @property
    def chosen(self) -> tuple[RecordKind, ...]:
        """The kinds that are ticked and have rows."""
        return tuple(kind for kind, box in self._boxes.items() if box.isChecked() and kind in self._counts)

    @property
    def rows(self) -> int:
        """How many rows the ticked sheets have."""
        return sum(self._counts.get(kind, 0) for kind in self.chosen)

    @property
    def is_empty(self) -> bool:
        """Whether nothing belongs to the records, as far as is known."""
        return not self._counts

    def count(self, read: Callable[[], Sequence[Linked]]) -> None:
        """Count anew; of several counts the last one is shown."""
        if self._task is not None:
            self._task.cancel()

        def counted(found: Sequence[Linked]) -> None:
            if self._task is task:
                self._task = None
                self._show(found)

        def failed(error: Exception) -> None:
            if self._task is task:
                self._task = None
            unasked(error)

        task = self._task = self._context.tasks.run(
            lambda _work: read(), done=counted, failed=failed, owner=self
        )

    def remember(self) -> None:
        """Tick the same ones next time."""
        stored = self._context.preferences.get(LINKED)
        ticked = sorted({*self._ticked, *(kind.value for kind in self.chosen)} - self._unticked())
        self._context.preferences.set(LINKED, {**stored, self._kind.value: ticked})

    def _unticked(self) -> set[str]:
        return {kind.value for kind, box in self._boxes.items() if not box.isChecked()}

    def _show(self, found: Sequence[Linked]) -> None:
        self._counts = {one.kind: one.count for one in found}
        for kind, count in self._counts.items():
            box = self._boxes.get(kind) or self._made(kind)
            name = worded(phrase(f"kinds.{kind.value}")).capitalize()
            box.setText(f"{name} · {number_text(count)}")
        for kind, box in self._boxes.items():
            box.setVisible(kind in self._counts)
        self.changed.emit()

    def _made(self, kind: RecordKind) -> QCheckBox:
        box = self._boxes[kind] = QCheckBox()
        box.setChecked(kind.value in self._ticked)
        box.toggled.connect(self.changed)
        self._flow.addWidget(box)
        return box
