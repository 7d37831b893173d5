"""Fields that are declared for deals and have no editor made for them."""

from __future__ import annotations

from PySide6.QtWidgets import QComboBox, QLineEdit

from salesdesk.domain.deals import Deal, further_fields
from salesdesk.ui.records.profile import FieldRow
from salesdesk.ui.records.row_kit import plain_row
from salesdesk.ui.widgets.form import FormField


def further_rows(deal: Deal | None) -> list[FieldRow]:
    """A row for each of them, with what the deal says."""
    return [plain_row(key, deal.further.get(key) if deal is not None else None) for key in further_fields()]


class FurtherFields:
    """Their editors: ``fields`` by key."""

    def __init__(self, deal: Deal | None) -> None:
        self._rows = {row.key: row for row in further_rows(deal)}
        self.fields = {key: FormField(row.title, _editor(row)) for key, row in self._rows.items()}

    def changed(self) -> dict[str, str]:
        """What was typed that is not what it was."""
        typed = {key: _text(field) for key, field in self.fields.items()}
        return {key: text for key, text in typed.items() if text != self._rows[key].edit.strip()}


def _editor(row: FieldRow) -> QComboBox | QLineEdit:
    if row.choices is None:
        return QLineEdit(row.edit)
    box = QComboBox()
    for value, text in row.choices:
        box.addItem(text, value)
    box.setCurrentIndex(max(0, box.findText(row.edit)))
    return box


def _text(field: FormField) -> str:
    editor = field.editor
    text = editor.currentText() if isinstance(editor, QComboBox) else editor.text()  # type: ignore[attr-defined]
    return str(text).strip()
