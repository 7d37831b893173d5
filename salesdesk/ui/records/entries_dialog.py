"""Editing a list of entries of one record: addresses, numbers, companies."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial

from PySide6.QtWidgets import QComboBox, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from salesdesk.domain.fields import FieldType
from salesdesk.ui.context import Context
from salesdesk.ui.records.profile import FieldRow
from salesdesk.ui.records.value_editor import SuggestingEdit
from salesdesk.ui.widgets.buttons import icon_button, link_button
from salesdesk.ui.widgets.dialog import Dialog
from salesdesk.ui.widgets.text import label


@dataclass(frozen=True, slots=True)
class Entry:
    """One line: its row id (0 = new), the value, and a kind ("work") or a role."""

    id: int
    value: str
    kind: str = ""


@dataclass(frozen=True, slots=True)
class EntryWords:
    """What the dialog calls its lines. ``kinds`` (code, text) makes the second field a list, else it is typed."""

    title: str
    text: str
    value: str
    kind: str
    add: str
    kinds: Sequence[tuple[str, str]] = ()
    suggest: Callable[[str], list[str]] | None = None


class EntriesDialog(Dialog):
    """Lines with a value and a kind; the first line is the primary one. ``write`` calls the service that writes the
    entries, all in one change (see ``WriteQueue.run``); a refusal is shown above the buttons. ``saved`` follows."""

    def __init__(
        self,
        parent: QWidget | None,
        context: Context,
        words: EntryWords,
        entries: Sequence[Entry],
        write: Callable[[list[Entry]], object],
        saved: Callable[[], object],
    ) -> None:
        super().__init__(parent, words.title, words.text, width=540)
        self._context, self._words, self._write, self._saved = context, words, write, saved
        self._lines: list[_Line] = []
        self._column = QVBoxLayout()
        self._column.setSpacing(8)
        self.add(self._column)
        self.body.addStretch(1)
        self.add_button(words.add, self._add_empty, left=True)
        self.add_cancel(self.tr("Cancel"))
        self.add_button(self.tr("Save"), self._accept, tone="primary", default=True)
        for entry in entries or [Entry(0, "")]:
            self._add_line(entry)
        self._lines[0].value.setFocus()

    def _add_empty(self) -> None:
        self._add_line(Entry(0, ""))
        self._lines[-1].value.setFocus()

    def _add_line(self, entry: Entry) -> None:
        line = _Line(self._context, self._words, entry)
        line.remove.clicked.connect(lambda: self._remove(line))
        line.first.clicked.connect(lambda: self._make_first(line))
        self._lines.append(line)
        self._column.addWidget(line)
        self._show_primary()

    def _remove(self, line: _Line) -> None:
        self._lines.remove(line)
        self._column.removeWidget(line)
        line.hide()
        line.deleteLater()
        self._show_primary()

    def _make_first(self, line: _Line) -> None:
        self._lines.remove(line)
        self._lines.insert(0, line)
        self._column.removeWidget(line)
        self._column.insertWidget(0, line)
        self._show_primary()
        line.value.setFocus()

    def _show_primary(self) -> None:
        for at, line in enumerate(self._lines):
            line.set_primary(at == 0)

    def entries(self) -> list[Entry]:
        """The lines with a value, in order."""
        return [line.entry() for line in self._lines if line.value.text().strip()]

    def _accept(self) -> None:
        entries = self.entries()
        self.save(
            self._context.writes,
            partial(self._write, entries),
            what=" · ".join(part for part in (self._words.title, self._words.text) if part),
            text=", ".join(entry.value for entry in entries),
            done=lambda _result: self._saved(),
        )


class _Line(QWidget):
    def __init__(self, context: Context, words: EntryWords, entry: Entry) -> None:
        super().__init__()
        self._id = entry.id
        self.value: QLineEdit = QLineEdit(entry.value)
        if words.suggest is not None:
            self.value = SuggestingEdit(
                FieldRow("", words.value, edit=entry.value, type=FieldType.TEXT, suggest=words.suggest)
            )
        self.value.setAccessibleName(words.value)
        self.value.setPlaceholderText(words.value)
        self._kind: QComboBox | QLineEdit
        if words.kinds:
            self._kind = box = QComboBox()
            for code, text in words.kinds:
                box.addItem(text, code)
            box.setCurrentIndex(max(0, box.findData(entry.kind)))
            box.setFixedWidth(112)
        else:
            self._kind = QLineEdit(entry.kind)
            self._kind.setPlaceholderText(words.kind)
            self._kind.setFixedWidth(168)
        self._kind.setAccessibleName(words.kind)
        self._primary = label(self.tr("primary"), "caption")
        self.first = link_button(self.tr("make primary"))
        for part in (self._primary, self.first):
            part.setFixedWidth(86)
        self.remove = icon_button(context.theme, "x", self.tr("Remove"))
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        row.addWidget(self.value, 1)
        for widget in (self._kind, self._primary, self.first, self.remove):
            row.addWidget(widget)

    def set_primary(self, primary: bool) -> None:
        """Whether this is the first line."""
        self._primary.setVisible(primary)
        self.first.setVisible(not primary)

    def entry(self) -> Entry:
        """The line as typed."""
        kind = self._kind.currentData() if isinstance(self._kind, QComboBox) else self._kind.text().strip()
        return Entry(self._id, self.value.text().strip(), str(kind or ""))
