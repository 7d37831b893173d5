"""A list at the left and the details of what is chosen in it at the right, or what stands there without anything to
list."""

from __future__ import annotations

from PySide6.QtWidgets import QHBoxLayout, QLayout, QStackedWidget, QVBoxLayout, QWidget

from salesdesk.ui.widgets.cards import Card

GAP = 16


class TwoPanes(QStackedWidget):
    """``left`` and ``right`` are cards that share the width as ``shares`` say; a share of 0 leaves the right one out, for
    lists whose rows say everything. ``empty`` takes their place while there is ``nothing``."""

    def __init__(
        self,
        empty: QWidget | None = None,
        *,
        shares: tuple[int, int] = (1, 1),
        titles: tuple[str, str] = ("", ""),
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.left, self.right = Card(titles[0], flush=True), Card(titles[1], flush=True)
        panes = QWidget()
        row = QHBoxLayout(panes)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(GAP)
        row.addWidget(self.left, shares[0])
        row.addWidget(self.right, shares[1])
        self.right.setVisible(shares[1] > 0)
        self.addWidget(panes)
        if empty is not None:
            self.addWidget(empty)

    def show_nothing(self, nothing: bool) -> None:
        """Show what stands there without anything to list, or the list again."""
        self.setCurrentIndex(1 if nothing else 0)

    def lay_list(self, table: QWidget, *bar: QWidget | QLayout) -> None:
        """Fill the left card: lines of what acts on the whole list, then the list."""
        if bar:
            self.left.add(_column(bar, (12, 8, 12, 8), 8))
        self.left.add(table, 1)

    def lay_details(self, head: tuple[QWidget, ...], details: QWidget, *foot: QWidget | QLayout) -> None:
        """Fill the right card: what is shown, its details, and what can be done with it."""
        self.right.add(_column(head, (16, 12, 16, 8), 2))
        self.right.add(details, 1)
        if foot:
            self.right.add(_column(foot, (16, 8, 16, 12), 8))


def line_of(*parts: QWidget, spacing: int = 8) -> QHBoxLayout:
    """Parts side by side from the left; the first takes the room that is left when it wants any."""
    row = QHBoxLayout()
    row.setSpacing(spacing)
    for part in parts:
        row.addWidget(part)
    row.addStretch(1)
    return row


def _column(
    parts: tuple[QWidget | QLayout, ...], margins: tuple[int, int, int, int], spacing: int
) -> QVBoxLayout:
    column = QVBoxLayout()
    column.setContentsMargins(*margins)
    column.setSpacing(spacing)
    for part in parts:
        if isinstance(part, QWidget):
            column.addWidget(part)
        else:
            column.addLayout(part)
    return column
