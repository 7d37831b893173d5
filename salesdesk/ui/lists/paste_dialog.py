"""What a pasted block would write, and which of its cells cannot be taken."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QGridLayout, QWidget

from salesdesk.ui.lists.paste import MOST_NAMED, PastedBlock, named_first
from salesdesk.ui.widgets.dialog import Dialog
from salesdesk.ui.widgets.text import ElidedLabel, label


class PasteDialog(Dialog):
    """``chosen`` is sent when the cells that can be taken are wanted. ``names`` are what the records are called."""

    chosen = Signal()

    def __init__(
        self, parent: QWidget | None, block: PastedBlock, names: Mapping[int, str], rows: str
    ) -> None:
        super().__init__(parent, "", width=620)
        locale = self.locale()
        cells, bad = locale.toString(block.cells), locale.toString(len(block.bad))
        title = self.tr("Some cells cannot be taken")
        self.heading.setText(title)
        self.setWindowTitle(title)
        said = self.tr("{0} cells of {1} can be pasted, {2} cannot:").format(cells, rows, bad)
        if not block.cells:
            said = self.tr("None of these cells can be pasted:")
        self.text.setText(said)
        self.text.show()
        grid = QGridLayout()
        grid.setHorizontalSpacing(12)
        grid.setVerticalSpacing(6)
        for column, stretch in enumerate((3, 2, 4)):
            grid.setColumnStretch(column, stretch)
        for row, cell in enumerate(block.bad[:MOST_NAMED]):
            whose = f"{names.get(cell.record, '')}, {cell.column}".removeprefix(", ")
            grid.addWidget(ElidedLabel(whose, "secondary", minimum=60), row, 0)
            grid.addWidget(ElidedLabel(cell.text or self.tr("empty"), "strong", minimum=40), row, 1)
            grid.addWidget(label(cell.reason, "secondary", "bad", wrap=True), row, 2)
        self.add(grid)
        more = len(block.bad) - MOST_NAMED
        if more > 0:
            self.add(label(self.tr("and {0} more").format(locale.toString(more)), "secondary"))
        if block.unknown:
            left = self.tr("Left out, because no column here has that title: {0}")
            self.add(label(left.format(named_first(block.unknown)), "secondary", wrap=True))
        if block.passed_over:
            left = self.tr("Left out, because the program fills them: {0}")
            self.add(label(left.format(named_first(block.passed_over)), "secondary", wrap=True))
        if block.left_over:
            left = self.tr("{0} rows of the block have no row of the list below.")
            self.add(label(left.format(locale.toString(block.left_over)), "secondary", wrap=True))
        self.body.addStretch(1)
        self.add_cancel(self.tr("Cancel"))
        if block.cells:
            text = self.tr("Paste the other {0} cells").format(cells)
            self.add_button(text, self._accept, tone="primary", default=True)

    def _accept(self) -> None:
        self.accept()
        self.chosen.emit()
