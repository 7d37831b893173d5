"""Says beside a record that others resemble it, and leads there."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QWidget

from salesdesk.domain.fields import RecordKind
from salesdesk.ui.context import Context
from salesdesk.ui.lists.look import ListLook
from salesdesk.ui.widgets.chips import ChipButton

_SETTLE_MS = 150
_COMPARED = frozenset({RecordKind.CONTACTS, RecordKind.COMPANIES})


class AlikeChip(ChipButton):
    """Looks for duplicates once the person stays on a record, and is hidden where there are none."""

    def __init__(self, context: Context, look: ListLook, parent: QWidget | None = None) -> None:
        super().__init__("", "warn", parent)
        self.setText(self.tr("Possible duplicates"))
        self._context, self._look = context, look
        self._number: int | None = None
        self._settle = QTimer(self)
        self._settle.setSingleShot(True)
        self._settle.setInterval(_SETTLE_MS)
        self._settle.timeout.connect(self._look_for)
        self.clicked.connect(self._open)

    def ask(self, number: int | None, *, fresh: bool) -> None:
        """Be about this record from now on; ``fresh`` hides what was said of the one before."""
        self._number = number if self._look.kind in _COMPARED else None
        if fresh or number is None:
            self.hide()
        self._settle.start()

    def _look_for(self) -> None:
        number, likeness = self._number, self._context.services.likeness
        if number is None:
            return
        kind = self._look.kind

        def show(found: Sequence[object]) -> None:
            if number == self._number:
                self._show_count(len(found))

        self._context.tasks.run(lambda _work: likeness.stored(kind, number), done=show, owner=self)

    def _show_count(self, alike: int) -> None:
        self.setVisible(alike > 0)
        self.setText(
            self.tr("1 possible duplicate · review")
            if alike == 1
            else self.tr("{0} possible duplicates · review").format(alike)
        )

    def _open(self) -> None:
        self._context.navigate("duplicates", self._look.kind)
