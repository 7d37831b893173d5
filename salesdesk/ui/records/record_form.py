"""A form over many fields of one record, new or known."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QComboBox, QGridLayout, QLineEdit, QPlainTextEdit, QVBoxLayout, QWidget

from salesdesk.domain.changes import EntityKind
from salesdesk.domain.conflicts import EditConflict, Seen
from salesdesk.domain.fields import FieldType
from salesdesk.errors import InputError, SalesDeskError
from salesdesk.ui.context import Context
from salesdesk.ui.records.profile import FieldRow
from salesdesk.ui.records.value_editor import SuggestingEdit
from salesdesk.ui.widgets.buttons import link_button
from salesdesk.ui.widgets.dialog import Dialog
from salesdesk.ui.widgets.drafts import DraftOf
from salesdesk.ui.widgets.form import FormField
from salesdesk.ui.widgets.layouts import clear
from salesdesk.ui.widgets.text import label
from salesdesk.ui.wording import worded

_LOOKALIKE_MS = 250


@dataclass(frozen=True, slots=True)
class FormSection:
    """Fields under a heading ("" = none)."""

    title: str
    rows: Sequence[FieldRow]


@dataclass(frozen=True, slots=True)
class Lookalike:
    """A known record that resembles what is typed: its name and why; ``open`` goes there."""

    text: str
    open: Callable[[], object]


class RecordForm(Dialog):
    """Fields in two columns. ``write`` gets only the fields whose text changed; it is one call of a service (see
    ``WriteQueue.run``), and its ``InputError`` is shown below the field. ``saved`` gets its result; without a change
    nothing is written, unless the record is ``new``. ``lookalikes`` is asked while typing, in the worker. With ``seen``, what a
    known record of a ``kind`` held when the form was opened, ``write`` may refuse by ``EditConflict``, which is asked over the form."""

    def __init__(
        self,
        parent: QWidget | None,
        context: Context,
        title: str,
        sections: Sequence[FormSection],
        write: Callable[[Mapping[str, object]], Any],
        saved: Callable[[Any], object],
        *,
        new: bool = False,
        button: str = "",
        lookalikes: Callable[[Mapping[str, object]], Sequence[Lookalike]] | None = None,
        more: Callable[[], object] | None = None,
        seen: Seen | None = None,
        kind: EntityKind | None = None,
    ) -> None:
        super().__init__(parent, title, width=600)
        self._seen = seen
        numbers = sorted(seen.values) if seen is not None else []
        about = tuple((kind, number) for number in numbers) if kind is not None else ()
        self.draft = DraftOf(f"{title} {numbers if seen is not None else ''}", about)
        self._context, self._write, self._saved, self._new = context, write, saved, new
        self._lookalikes = lookalikes
        self._asked = 0
        self._fields: dict[str, FormField] = {}
        self._rows: dict[str, FieldRow] = {}
        for section in sections:
            self.add(self._grid(section))
        self.body.addStretch(1)
        self._similar = QVBoxLayout()
        self._similar.setSpacing(2)
        self.add_foot(self._similar)
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(_LOOKALIKE_MS)
        self._timer.timeout.connect(self._ask_lookalikes)
        if more is not None:
            self.add_button(self.tr("More fields…"), more, left=True)
        self.add_cancel(self.tr("Cancel"))
        self.add_button(button or self.tr("Save"), self._accept, tone="primary", default=True)
        next(iter(self._fields.values())).editor.setFocus()

    def _grid(self, section: FormSection) -> QGridLayout:
        grid = QGridLayout()
        grid.setHorizontalSpacing(12)
        grid.setVerticalSpacing(10)
        at = 0
        if section.title:
            heading = label(section.title, "section")
            heading.setContentsMargins(0, 6, 0, 0)
            grid.addWidget(heading, 0, 0, 1, 2)
            at = 2
        for row in section.rows:
            field = self._field(row)
            wide = row.type is FieldType.LONG_TEXT
            at += at % 2 if wide else 0
            grid.addWidget(field, at // 2, at % 2, 1, 2 if wide else 1, Qt.AlignmentFlag.AlignTop)
            at += 2 if wide else 1
        for column in (0, 1):
            grid.setColumnStretch(column, 1)
        return grid

    def _field(self, row: FieldRow) -> FormField:
        editor: QWidget
        if row.choices is not None:
            box = QComboBox()
            for value, text in row.choices:
                box.addItem(text, value)
            box.setCurrentIndex(max(0, box.findText(row.edit)))
            editor = box
        elif row.type is FieldType.LONG_TEXT:
            editor = QPlainTextEdit(row.edit)
            editor.setFixedHeight(76)
            editor.setTabChangesFocus(True)
        elif row.suggest is not None:
            editor = SuggestingEdit(row)
        else:
            editor = QLineEdit(row.edit)
        if isinstance(editor, QLineEdit):
            editor.textEdited.connect(self._on_typed)
        field = FormField(row.name or row.title, editor)
        self._fields[row.key], self._rows[row.key] = field, row
        return field

    def field(self, key: str) -> FormField:
        """The form field of one key."""
        return self._fields[key]

    def fill(self, values: Mapping[str, str]) -> None:
        """Write texts into fields as if they were typed."""
        for key, text in values.items():
            editor = self._fields[key].editor
            if text and isinstance(editor, QLineEdit):
                editor.setText(text)
        self._timer.start()

    def changed(self) -> dict[str, object]:
        """The fields whose value is not what it was, as typed."""
        found: dict[str, object] = {}
        for key, field in self._fields.items():
            row, editor = self._rows[key], field.editor
            if isinstance(editor, QComboBox):
                if editor.currentText() != row.edit:
                    found[key] = editor.currentData()
            else:
                text = editor.toPlainText() if isinstance(editor, QPlainTextEdit) else editor.text()  # type: ignore[attr-defined]
                if text.strip() != row.edit.strip():
                    found[key] = text.strip()
        return found

    def _on_typed(self) -> None:
        for field in self._fields.values():
            if field.error():
                field.set_error("")
        if self._lookalikes is not None:
            self._timer.start()

    def _ask_lookalikes(self) -> None:
        ask, typed = self._lookalikes, self.changed()
        self._asked += 1
        number = self._asked

        def show(found: Sequence[Lookalike]) -> None:
            if number == self._asked:  # else more was typed meanwhile
                self._show_lookalikes(found)

        if ask is not None:
            self._context.tasks.run(lambda _work: ask(typed), done=show, owner=self)

    def _show_lookalikes(self, found: Sequence[Lookalike]) -> None:
        clear(self._similar)
        if found:
            self._similar.addWidget(label(self.tr("Is it one of these?"), "secondary", "warn"))
        for one in found[:3]:
            link = link_button(one.text, accent=True, flush=True)
            link.clicked.connect(self.reject)
            link.clicked.connect(lambda _on=False, run=one.open: run())
            self._similar.addWidget(link, 0, Qt.AlignmentFlag.AlignLeft)

    def _accept(self) -> None:
        for field in self._fields.values():
            field.set_error("")
        self._save(self.changed())

    def _save(self, changed: Mapping[str, object]) -> None:
        write = self._write
        if not changed and not self._new:
            self.accept()
            return

        def left(dropped: Collection[tuple[int, str]]) -> None:
            gone = {key for _, key in dropped}
            self._save({key: value for key, value in changed.items() if key not in gone})

        self.save(
            self._context.writes,
            lambda: write(changed),
            what=self.windowTitle(),
            text=", ".join(str(value) for value in changed.values()),
            done=self._saved,
            refused=self._refuse,
            disagreed=None if self._seen is None else partial(self._ask, self._seen, left),
        )

    def _ask(
        self, seen: Seen, left: Callable[[Collection[tuple[int, str]]], object], error: EditConflict
    ) -> None:
        from salesdesk.ui.dialogs.conflict import ask_who_stays

        ask_who_stays(self, self._context, error.clashes, seen, left)

    def _refuse(self, error: SalesDeskError) -> None:
        wanted = self._fields.get(error.field) if isinstance(error, InputError) else None
        refused = wanted or next(iter(self._fields.values()))
        refused.set_error(worded(error))
        refused.editor.setFocus()
