"""What a field said before: who changed it and when, from what to what, and putting it back."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from functools import partial

from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from salesdesk.domain.custom_fields import PREFIX, SHAPES
from salesdesk.domain.entities import entity_of
from salesdesk.domain.fields import FIELD, FieldType, RecordKind
from salesdesk.services.field_history import FieldStep, Gone
from salesdesk.ui.context import Context
from salesdesk.ui.field_edits import FieldEdit
from salesdesk.ui.lists.columns import edit_text, value_text
from salesdesk.ui.lists.look import field_title, stage_title
from salesdesk.ui.value_texts import DASH, day_text, time_text
from salesdesk.ui.widgets.buttons import button
from salesdesk.ui.widgets.dialog import Dialog
from salesdesk.ui.widgets.text import label

_NAMED = frozenset({"stage", "company", "full_name", "campaign", "owner", "lead_source"})
"""Fields whose values are names."""


def _tr(text: str) -> str:
    return QCoreApplication.translate("records", text)


class FieldHistoryDialog(Dialog):
    """The changes of one field, newest first, or a sentence that there are none. What it said before one of them is put
    back by its button, in one step that can be undone."""

    def __init__(
        self, parent: QWidget | None, context: Context, kind: RecordKind, record: int, key: str
    ) -> None:
        steps = context.services.field_history.of(kind, record, key)
        said = _tr("What it said before, the newest change first.")
        text = said if steps else _tr("Nobody has changed this field since the record was made.")
        super().__init__(parent, _title(context, kind, key), text, width=480)
        self._context, self._kind, self._record, self._key = context, kind, record, key
        self._today = date.fromisoformat(context.store.today())
        area = context.services.area_of(kind)
        self._seen = area.seen(record, sorted({step.field for step in steps}))
        known: dict[str, object] = {}
        for step in steps:
            known.setdefault(step.field, step.after)  # what it says now
            self.add(self._line(step, is_now=step.before == known[step.field]))
        self.body.addStretch(1)
        self.add_button(_tr("Close"), self.accept, tone="primary", default=True).setFocus()

    def _line(self, step: FieldStep, *, is_now: bool) -> QWidget:
        line = QWidget()
        row = QHBoxLayout(line)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(12)
        layout = QVBoxLayout()
        layout.setSpacing(2)
        moment = f"{day_text(step.at, self._today)} {time_text(step.at)}".strip()
        before, after = self._worded(step, step.before), self._worded(step, step.after)
        said = f"{before} → {after}"
        if step.field != self._key:
            said = f"{field_title(step.field)}: {said}"
        layout.addWidget(label(said, wrap=True))
        layout.addWidget(label(" · ".join(part for part in (moment, step.actor) if part), "caption"))
        row.addLayout(layout, 1)
        if not isinstance(step.before, Gone) and not is_now:
            back = button(_tr("Put back"), partial(self._put_back, step, before))
            back.setProperty("compact", True)
            back.setAccessibleName(_tr("Put back {0}").format(before))
            row.addWidget(back, 0, Qt.AlignmentFlag.AlignVCenter)
        return line

    def _worded(self, step: FieldStep, value: object) -> str:
        if isinstance(value, Gone):
            return _tr("(not there any more)")
        if step.field == "lifecycle_stage" and value is not None:
            return stage_title(value)
        return value_text(self._type(step.field), value, self._today) or DASH

    def _type(self, key: str) -> FieldType:
        if key in _NAMED or ":" in key:
            return FieldType.TEXT
        if key.startswith(PREFIX):
            own = self._context.store.custom_fields.of(entity_of(self._kind).kind.value)
            return next((SHAPES[field.type] for field in own if field.name == key), FieldType.TEXT)
        return FIELD[key].type if key in FIELD else FieldType.TEXT

    def _put_back(self, step: FieldStep, shown: str) -> None:
        """Write what the field said before a change, as if it was typed."""
        entity, area = entity_of(self._kind), self._context.services.area_of(self._kind)
        text = "" if step.before is None else edit_text(self._type(step.field), step.before)
        if step.field == "lifecycle_stage":
            text = str(step.before or "")
        title = _title(self._context, self._kind, step.field)
        said = _tr("{0} is {1} again").format(title, shown)
        self.accept()
        self._context.edits.run(
            FieldEdit(
                entity.kind, {self._record: {step.field: text}}, said, shown, kept=False, seen=self._seen
            ),
            lambda edit: area.update(self._record, edit.values[self._record], seen=edit.seen),
            done=lambda changes: self._context.messages.done(said, changes),
        )


def _title(context: Context, kind: RecordKind, key: str) -> str:
    """What a field is called."""
    if key == "address":
        return _tr("Address")
    if key.startswith(PREFIX):
        fields = context.store.custom_fields.of(entity_of(kind).kind.value)
        return next((field.title for field in fields if field.name == key), key)
    return field_title(key.partition(":")[0])


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
