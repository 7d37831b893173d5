"""Editing a list of entries of one record: addresses, numbers, companies."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any

from PySide6.QtWidgets import QComboBox, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from salesdesk.domain.conflicts import Seen
from salesdesk.domain.fields import FieldType
from salesdesk.domain.part_edits import PRIMARY
from salesdesk.ui.context import Context
from salesdesk.ui.dialogs.conflict import Dropped, ask_who_stays
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


@dataclass(frozen=True, slots=True)
class EntriesSeen:
    """What the lines were made from: the fields of a record as it was read, those of the lines called ``name:ID``.
    ``shown`` makes a line of the value of one."""

    record: int
    name: str
    seen: Seen
    shown: Callable[[Any], Entry]

    def without(self, entries: Sequence[Entry], dropped: Collection[str]) -> list[Entry]:
        """The lines of a person who gave up some for what stands there by now."""
        theirs = {key: value for key, value in self.seen.fields(self.record).items() if key in dropped}
        own, primary = {f"{self.name}:{entry.id}" for entry in entries}, f"{self.name}:{PRIMARY}"
        lines: list[Entry] = []
        for key, entry in [(f"{self.name}:{entry.id}", entry) for entry in entries]:
            if key not in dropped:
                lines.append(entry)
            elif theirs.get(key) is not None:
                lines.append(self.shown(theirs[key]))
        lines += [
            self.shown(value)
            for key, value in theirs.items()
            if key not in own and key != primary and value is not None
        ]
        if theirs.get(primary) is not None:
            first = self.shown(theirs[primary]).id
            lines.sort(key=lambda line: line.id != first)
        return lines


class EntriesDialog(Dialog):
    """Lines with a value and a kind; the first line is the primary one. ``write`` calls the service that writes the
    entries, all in one change (see ``WriteQueue.run``); a refusal is shown above the buttons. ``saved`` follows. Lines
    that somebody else changed since they were ``seen`` are asked about."""

    def __init__(
        self,
        parent: QWidget | None,
        context: Context,
        words: EntryWords,
        entries: Sequence[Entry],
        write: Callable[[list[Entry]], object],
        saved: Callable[[], object],
        seen: EntriesSeen,
    ) -> None:
        super().__init__(parent, words.title, words.text, width=540)
        self._seen = seen
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
        self.bring_into_view(self._lines[-1])

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
        self._save(self.entries())

    def _save(self, entries: list[Entry]) -> None:
        def left(dropped: Dropped) -> None:
            keys = {key for _, key in dropped}
            if "" in keys:  # the whole record stays in the trash
                self.accept()
            else:
                self._save(self._seen.without(entries, keys))

        self.save(
            self._context.writes,
            partial(self._write, entries),
            what=" · ".join(part for part in (self._words.title, self._words.text) if part),
            text=", ".join(entry.value for entry in entries),
            done=lambda _result: self._saved(),
            disagreed=lambda error: ask_who_stays(self, self._context, error.clashes, self._seen.seen, left),
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
