"""What a field said before: who changed it and when, from what to what."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QVBoxLayout, QWidget

from salesdesk.domain.fields import FIELD, RecordKind
from salesdesk.services.field_history import FieldStep, Gone
from salesdesk.ui.context import Context
from salesdesk.ui.lists.columns import value_text
from salesdesk.ui.lists.look import field_title, stage_title
from salesdesk.ui.value_texts import DASH, day_text, time_text
from salesdesk.ui.widgets.dialog import Dialog
from salesdesk.ui.widgets.text import label


def _tr(text: str) -> str:
    return QCoreApplication.translate("records", text)


class FieldHistoryDialog(Dialog):
    """The changes of one field, newest first, or a sentence that there are none."""

    def __init__(
        self, parent: QWidget | None, context: Context, kind: RecordKind, record: int, key: str
    ) -> None:
        steps = context.services.field_history.of(kind, record, key)
        said = _tr("What it said before, the newest change first.")
        text = said if steps else _tr("Nobody has changed this field since the record was made.")
        super().__init__(parent, field_title(key), text, width=420)
        self._key, self._today = key, date.fromisoformat(context.store.today())
        for step in steps:
            self.add(self._line(step))
        self.body.addStretch(1)
        self.add_button(_tr("Close"), self.accept, tone="primary", default=True).setFocus()

    def _line(self, step: FieldStep) -> QWidget:
        line = QWidget()
        layout = QVBoxLayout(line)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(2)
        moment = f"{day_text(step.at, self._today)} {time_text(step.at)}".strip()
        said = f"{self._worded(step.before)} → {self._worded(step.after)}"
        layout.addWidget(label(said, wrap=True))
        layout.addWidget(label(" · ".join(part for part in (moment, step.actor) if part), "caption"))
        return line

    def _worded(self, value: object) -> str:
        if isinstance(value, Gone):
            return _tr("(not there any more)")
        if self._key == "lifecycle_stage" and value is not None:
            return stage_title(value)
        return value_text(FIELD[self._key].type, value, self._today) or DASH


def history_action(
    parent: QWidget, context: Context, kind: RecordKind, record: int, key: str
) -> list[tuple[str, Callable[[], object]]]:
    """The entry of a menu that opens it; none for a field whose history is not told."""
    if not context.services.field_history.is_told(kind, key):
        return []
    return [
        (
            _tr("History of this field…"),
            lambda: FieldHistoryDialog(parent.window(), context, kind, record, key).open(),
        )
    ]
