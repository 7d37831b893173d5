"""One record as it will be, and leafing through the rows."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from salesdesk.domain.fields import CUSTOM, IGNORE
from salesdesk.domain.imports import CleanedSheet, ImportPlan
from salesdesk.domain.sheets import SheetAnalysis
from salesdesk.services.imports import NAME_PARTS, Origins
from salesdesk.ui.pages.imports.review.raw_rows import RawRows
from salesdesk.ui.pages.imports.steps.value_panel import is_same, part_title
from salesdesk.ui.pages.imports.texts import field_title, parsed_text, shown_value, tr
from salesdesk.ui.theme import Theme
from salesdesk.ui.value_texts import number_text
from salesdesk.ui.widgets.buttons import icon_button
from salesdesk.ui.widgets.key_value import KeyValueList
from salesdesk.ui.widgets.text import label, plain_tip

_FIRST = (
    "full_name first_name last_name company job_title phone mobile email deal_title deal_value stage "
    "expected_close order_number order_total"
).split()
_LONGEST, _LONGEST_KEY = 160, 20
Pair = tuple[str, str]


@dataclass(frozen=True, slots=True)
class PreviewLine:
    """A field of a row: its value, the text of the file where that is another one, and what it was split into."""

    title: str
    value: str
    raw: str = ""
    parts: str = ""


class PreviewValue(QWidget):
    """A value with quiet lines below: how the file has it, and what it was split into."""

    def __init__(self, line: PreviewLine, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(1)
        value = label(_short(line.value, _LONGEST), wrap=True)
        value.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        layout.addWidget(value)
        said = [line.value]
        if line.parts:
            layout.addWidget(label(line.parts, "note", wrap=True))
            said.append(line.parts)
        if line.raw:
            words = tr("in your file: {0}").format(line.raw)
            layout.addWidget(label(_short(words, _LONGEST), "note", wrap=True))
            said.append(words)
            self.setToolTip(plain_tip(words))
        value.setAccessibleName(", ".join(said))


class RecordPreview(QWidget):
    """Shows one row of one sheet under the fields it goes to, and what it was read from."""

    def __init__(self, theme: Theme, raw: RawRows, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._raw = raw
        self.lines: Sequence[PreviewLine] = ()
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

    def _drafts(self) -> CleanedSheet | None:
        if self._plan is None or self._place >= len(self._plan.work.sheets):
            return None
        drafts = self._plan.work.sheets[self._place]
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
        self._fill(row_lines(drafts, self.row, self._raw.row(self._place, self.row)))

    def refresh(self) -> None:
        """Show the row again, now that more of the file is known."""
        self._show_row()

    def _fill(self, lines: Sequence[PreviewLine]) -> None:
        if lines == self.lines and lines:
            return
        self.lines = lines
        self._values.clear()
        for line in lines:
            self._values.add(
                _short(line.title, _LONGEST_KEY),
                PreviewValue(line) if line.raw or line.parts else _short(line.value, _LONGEST),
            )
        if not lines:
            self._values.add(tr("Nothing"), tr("No column of this sheet is imported."))


def _short(text: str, most: int) -> str:
    return text if len(text) <= most else text[:most].rstrip() + "…"


def row_values(drafts: CleanedSheet, row: int) -> list[Pair]:
    """(title, value) of a cleaned row for people, the telling ones first; parts of a whole name are left out."""
    return [(line.title, line.value) for line in row_lines(drafts, row, None)]


def row_lines(drafts: CleanedSheet, row: int, raw: Sequence[str] | None) -> list[PreviewLine]:
    """The values of a cleaned row; with ``raw``, its texts by column, also what each was read from."""
    values, origins = drafts.rows[row], Origins(drafts)
    currency = str(drafts.value(row, "currency") or "")
    whole = drafts.value(row, "full_name")
    order = [f for f in _FIRST if f in drafts.fields] + [f for f in drafts.fields if f not in _FIRST]
    lines = []
    for field in order:
        if (whole and field in NAME_PARTS) or field == "currency":
            continue
        value = values[drafts.fields[field]]
        shown = shown_value(field, value, currency)
        if shown:
            title = tr("Name") if field == "full_name" else field_title(field)
            parts = _name_parts(drafts, row) if raw is not None and field == "full_name" else ""
            text = origins.raw_of(row, field, raw) if raw is not None else ""
            lines.append(PreviewLine(title, shown, "" if is_same(text, value, shown) else text, parts))
    for guess in drafts.analysis.columns:
        value = origins.value(row, guess) if guess.field == CUSTOM else None
        shown = shown_value(CUSTOM, value)
        if shown:
            text = raw[guess.index].strip() if raw is not None and guess.index < len(raw) else ""
            title = next(c.title for c in drafts.custom if c.position == origins.position(guess))
            lines.append(PreviewLine(title, shown, "" if is_same(text, value, shown) else text))
    return lines


def _name_parts(drafts: CleanedSheet, row: int) -> str:
    """The parts of a name, where there are several."""
    parts = [(part, drafts.value(row, part)) for part in NAME_PARTS]
    told = [f"{part_title(part)} {value}" for part, value in parts if value]
    return " · ".join(told) if len(told) > 1 else ""


def _of_sample(analysis: SheetAnalysis) -> list[PreviewLine]:
    """The first value of every mapped column."""
    lines = []
    for column in analysis.columns:
        value = column.parsed[0] if column.parsed else ""
        if column.field != IGNORE and value:
            title = column.header if column.field == CUSTOM else field_title(column.field)
            lines.append(PreviewLine(title, parsed_text(column.field, value)))
    return lines
