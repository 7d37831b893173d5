"""One line of the filter builder: a field, what is asked of it, and how many rows are left."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QWidget

from salesdesk.domain.filters import Condition, Counted, Part, Words
from salesdesk.domain.hanging_lists import countable
from salesdesk.errors import InputError
from salesdesk.ui.context import Context
from salesdesk.ui.lists.builder.counting import CountingEditor
from salesdesk.ui.lists.builder.editors import ConditionEditor, PartEditor, TextEditor, WordsEditor
from salesdesk.ui.lists.counted_words import NOUNS
from salesdesk.ui.lists.filter_words import field_of, filter_fields_of, question_of
from salesdesk.ui.lists.look import ListLook
from salesdesk.ui.widgets.buttons import icon_button
from salesdesk.ui.widgets.completion import FindingBox
from salesdesk.ui.widgets.text import ElidedLabel, label, plain_tip, set_look
from salesdesk.ui.wording import worded

JOINT_WIDTH, COUNT_WIDTH, FIELD_WIDTH = 44, 76, 152
_WORDS, _TEXT = "[words]", "[text]"


class RowsLeft(QLabel):
    """How many rows a line leaves; greyed while a newer number is on its way."""

    def __init__(self) -> None:
        super().__init__("")
        self.setFixedWidth(COUNT_WIDTH)
        self.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        self.setProperty("rows_left", True)

    def show_number(self, number: int | None) -> None:
        """The number, None where there is none."""
        text = "" if number is None else self.locale().toString(number)
        self.setText(text)
        self.setAccessibleName(self.tr("{0} rows left").format(text) if text else "")
        set_look(self, stale=False)

    def wait(self) -> None:
        """Another number is coming."""
        set_look(self, stale=True)


class FilterLine(QWidget):
    """``changed`` follows every change, ``removed`` asks to take the line away, ``moved`` to move it by so many places."""

    changed = Signal()
    removed = Signal()
    moved = Signal(int)

    def __init__(self, context: Context, look: ListLook, part: Part | None = None) -> None:
        super().__init__()
        self._context, self._look = context, look
        self._fields = filter_fields_of(look, context.store)
        self.joint = label("", "secondary")
        self.joint.setFixedWidth(JOINT_WIDTH)
        self.joint.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        self.field = FindingBox()
        self.field.setAccessibleName(self.tr("Field"))
        self.field.setFixedWidth(FIELD_WIDTH)
        for title, key in self._offers():
            self.field.addItem(title, key)
        self._editor: PartEditor = WordsEditor()
        self._hint = ElidedLabel("", "secondary")
        self.rows = RowsLeft()
        remove = icon_button(
            context.theme, "x", self.tr("Take this condition away"), self.removed.emit, size=14
        )
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.setSpacing(6)
        for widget in (self.joint, self.field, self._editor):
            self._row.addWidget(widget)
        self._row.addWidget(self._hint, 1)
        self._row.addWidget(self.rows)
        self._row.addWidget(remove)
        self._start(part)
        self.field.currentIndexChanged.connect(self._on_field)

    def _offers(self) -> list[tuple[str, str]]:
        counted = {of: self.tr(NOUNS[of][1]).capitalize() for of in countable(self._look.kind)}
        named = [(one.title, one.key) for one in self._fields.values() if f"{one.key}s" not in counted]
        titles = {title for title, _ in named}
        named += [
            (self.tr("{0}, counted").format(title) if title in titles else title, of)
            for of, title in counted.items()
        ]
        named.sort(key=lambda offer: offer[0].casefold())
        return [*named, (self.tr("Any words"), _WORDS), (self.tr("Filter in words"), _TEXT)]

    def _start(self, part: Part | None) -> None:
        key, editor = self._editor_of(part)
        self.field.setCurrentIndex(max(0, self.field.findData(key)))
        self._put(editor)

    def _editor_of(self, part: Part | None) -> tuple[str, PartEditor]:
        """The entry of the field and the editor that show a part; what no line has a place for stands in words."""
        if isinstance(part, Words):
            return _WORDS, WordsEditor(part)
        if isinstance(part, Counted) and CountingEditor.shows(part):
            return part.of, CountingEditor(self._context, part.of, part)
        if isinstance(part, Condition):
            field = field_of(self._look, self._context.store, part.field)
            if self.field.findData(field.key) >= 0 and question_of(part, field) is not None:
                return field.key, ConditionEditor(self._context, self._look, field, part)
        if part is not None:
            return _TEXT, TextEditor(self._context, self._look, part)
        first = next((key for key in self._look.quick if self.field.findData(key) >= 0), "")
        key = first or str(self.field.itemData(0))
        return key, self._new_editor(key)

    def _new_editor(self, key: str) -> PartEditor:
        if key == _WORDS:
            return WordsEditor()
        if key == _TEXT:
            return TextEditor(self._context, self._look)
        if key not in self._fields:
            return CountingEditor(self._context, key)
        return ConditionEditor(self._context, self._look, self._fields[key])

    def _put(self, editor: PartEditor) -> None:
        former, self._editor = self._editor, editor
        self._row.replaceWidget(former, editor)
        former.hide()
        former.deleteLater()
        editor.show()
        editor.changed.connect(self._on_changed)
        self._show_hint()

    def _on_field(self) -> None:
        self._put(self._new_editor(str(self.field.currentData())))
        self._on_changed()

    def _on_changed(self) -> None:
        self._show_hint()
        self.changed.emit()

    def _show_hint(self) -> None:
        fault = ""
        try:
            part = self._editor.part()
        except InputError as error:
            part, fault = None, worded(error)
        self._hint.setText(fault or self._editor.hint())
        incomplete = part is None
        set_look(self._editor, incomplete=incomplete)
        tip = fault or (
            self.tr("Not complete: this line counts only once it has a value.") if incomplete else ""
        )
        self._editor.setToolTip(plain_tip(tip))
        self._editor.setAccessibleDescription(tip)

    def part(self) -> Part | None:
        """What the line asks for, None while it is not complete or cannot be meant."""
        try:
            return self._editor.part()
        except InputError:
            return None

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.modifiers() & Qt.KeyboardModifier.AltModifier and event.key() in (
            Qt.Key.Key_Up,
            Qt.Key.Key_Down,
        ):
            self.moved.emit(-1 if event.key() == Qt.Key.Key_Up else 1)
            return
        super().keyPressEvent(event)
