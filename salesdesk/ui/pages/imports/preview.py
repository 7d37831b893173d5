"""One record as it will be, and leafing through the rows."""

from __future__ import annotations

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from salesdesk.domain.fields import CUSTOM, IGNORE
from salesdesk.domain.imports import ImportPlan
from salesdesk.domain.sheets import SheetAnalysis
from salesdesk.services.import_drafts import SheetDrafts
from salesdesk.ui.pages.imports.texts import field_title, parsed_text, shown_value, tr
from salesdesk.ui.theme import Theme
from salesdesk.ui.value_texts import number_text
from salesdesk.ui.widgets.buttons import icon_button
from salesdesk.ui.widgets.key_value import KeyValueList
from salesdesk.ui.widgets.text import label

_FIRST = (
    "full_name first_name last_name company job_title phone mobile email deal_title deal_value stage "
    "expected_close order_number order_total"
).split()
_PARTS = ("first_name", "last_name", "middle_name", "honorific", "suffix", "nickname")
_LONGEST, _LONGEST_KEY = 160, 20
Pair = tuple[str, str]


class RecordPreview(QWidget):
    """Shows one row of one sheet under the fields it goes to."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._plan: ImportPlan | None = None
        self._place = 0
        self.row = 0
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(8)
        heading = QHBoxLayout()
        heading.setSpacing(4)
        heading.addWidget(label(tr("Preview"), "section"))
        heading.addStretch(1)
        self._where = label("", "note")
        self.previous = icon_button(theme, "chevron-left", tr("Previous row"), self._go_back)
        self.following = icon_button(theme, "chevron-right", tr("Next row"), self._go_on)
        for part in (self._where, self.previous, self.following):
            heading.addWidget(part)
        layout.addLayout(heading)
        self._values = KeyValueList(108)
        layout.addWidget(self._values)

    def show_sheet(self, plan: ImportPlan | None, analysis: SheetAnalysis | None, place: int) -> None:
        """Show a row of sheet ``place``: of the plan, or of the sample while there is none."""
        if place != self._place:
            self.row = 0
        self._plan, self._place = plan, place
        if self._drafts() is not None:
            self._show_row()
            return
        self.previous.setEnabled(False)
        self.following.setEnabled(False)
        self._where.setText("")
        self._fill(_of_sample(analysis) if analysis is not None else [])

    def _drafts(self) -> SheetDrafts | None:
        if self._plan is None or self._place >= len(self._plan.work.sheets):
            return None
        drafts: SheetDrafts = self._plan.work.sheets[self._place]
        return drafts if drafts.rows else None

    def _go_back(self) -> None:
        self.row -= 1
        self._show_row()

    def _go_on(self) -> None:
        self.row += 1
        self._show_row()

    def _show_row(self) -> None:
        drafts = self._drafts()
        if drafts is None:
            return
        last = len(drafts.rows) - 1
        self.row = max(0, min(self.row, last))
        self.previous.setEnabled(self.row > 0)
        self.following.setEnabled(self.row < last)
        self._where.setText(tr("row {0}").format(number_text(drafts.numbers[self.row])))
        self._fill(row_values(drafts, self.row))

    def _fill(self, pairs: list[Pair]) -> None:
        self._values.clear()
        for key, value in pairs:
            self._values.add(_short(key, _LONGEST_KEY), _short(value, _LONGEST))
        if not pairs:
            self._values.add(tr("Nothing"), tr("No column of this sheet is imported."))


def _short(text: str, most: int) -> str:
    return text if len(text) <= most else text[:most].rstrip() + "…"


def row_values(drafts: SheetDrafts, row: int) -> list[Pair]:
    """(field, value) of a cleaned row for people, the telling ones first; parts of a whole name are left out."""
    values = drafts.rows[row]
    currency = str(drafts.value(row, "currency") or "")
    whole = drafts.value(row, "full_name")
    order = [f for f in _FIRST if f in drafts.fields] + [f for f in drafts.fields if f not in _FIRST]
    pairs = []
    for field in order:
        if (whole and field in _PARTS) or field == "currency":
            continue
        text = shown_value(field, values[drafts.fields[field]], currency)
        if text:
            pairs.append((tr("Name") if field == "full_name" else field_title(field), text))
    for column in drafts.custom:
        text = shown_value(CUSTOM, values[column.position])
        if text:
            pairs.append((column.title, text))
    return pairs


def _of_sample(analysis: SheetAnalysis) -> list[Pair]:
    """The first value of every mapped column."""
    pairs = []
    for column in analysis.columns:
        value = column.parsed[0] if column.parsed else ""
        if column.field != IGNORE and value:
            title = column.header if column.field == CUSTOM else field_title(column.field)
            pairs.append((title, parsed_text(column.field, value)))
    return pairs
