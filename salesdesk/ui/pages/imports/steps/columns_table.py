"""The columns of a sheet: header, first value, field, note."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from salesdesk.domain.cleaning.text import fold_key
from salesdesk.domain.fields import CUSTOM, IGNORE, FieldType, RecordKind
from salesdesk.domain.opt_outs import WAYS
from salesdesk.domain.sheets import ColumnGuess, SheetAnalysis, SheetRequest
from salesdesk.ui.models.columns import Column
from salesdesk.ui.pages.imports.steps.choice_popup import ChoicePopup
from salesdesk.ui.pages.imports.steps.field_offer import TYPE_TITLES, FieldOffer
from salesdesk.ui.pages.imports.tables import PillDelegate, RowSource, SamplesDelegate, wizard_table
from salesdesk.ui.pages.imports.texts import setting_note, target_text, tr
from salesdesk.ui.theme import Theme

SURE = 0.9
_SEVERAL = (CUSTOM, IGNORE, "notes", "tags", *WAYS)


@dataclass(frozen=True, slots=True)
class ColumnRow:
    """One line: the guess, what it goes to in words, and a note with its tone."""

    column: ColumnGuess
    target: str
    note: str
    tone: str


class ColumnsTable(QWidget):
    """Choosing a field emits ``requested`` with a SheetRequest; ``selected`` says that another column is at hand."""

    requested = Signal(object)
    selected = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._request = SheetRequest("")
        self._kind = RecordKind.CONTACTS
        self._custom: Collection[str] = ()
        self._types: Mapping[int, FieldType] = {}
        self._source = RowSource()
        self.table, self.model = wizard_table(
            theme,
            tr("Columns"),
            (
                Column("header", tr("In your file"), 150, "left", lambda r: r.column.header, kind="strong"),
                Column("samples", tr("First value"), 190, "left", lambda r: r.column.samples, _first),
                Column("target", tr("Goes to"), 240, "left", lambda r: r.target),
                Column("note", tr("Note"), 110, "left", lambda r: (r.note, r.tone), _note, tone=_tone),
            ),
            self._source,
            delegates={"target": PillDelegate, "samples": SamplesDelegate},
        )
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self.table)
        self.table.pressed_cell.connect(self._choose)
        self.table.current_changed.connect(lambda _place: self.selected.emit())

    @property
    def current(self) -> ColumnGuess | None:
        """The column at hand: the selected one, or the first."""
        rows: Sequence[ColumnRow] = self._source.keys
        place = self.table.current_id()
        if place is not None and place < len(rows):
            return rows[place].column
        return rows[0].column if rows else None

    def show_sheet(
        self,
        analysis: SheetAnalysis,
        request: SheetRequest,
        custom: Collection[str],
        *,
        types: Mapping[int, FieldType],
        remembered: bool,
    ) -> None:
        """Show the columns of a sheet; ``custom`` are the folded titles of custom fields there are already, ``types``
        what the columns kept as new ones were found to hold."""
        self._request, self._kind = request, request.kind or analysis.kind
        self._custom, self._types = custom, types
        taken = Counter(column.field for column in analysis.columns if column.field not in _SEVERAL)
        twice = frozenset(field for field, times in taken.items() if times > 1)
        rows = []
        for column in analysis.columns:
            note, tone = _note_of(column, analysis, request, custom, twice, remembered=remembered)
            if note == tr("new") and column.index in types:
                note = f"{note} · {tr(TYPE_TITLES.get(types[column.index], 'Text')).lower()}"
            target = target_text(column.field, column.header, column.samples, column.parsed)
            rows.append(ColumnRow(column, target, note, tone))
        self._source.keys = rows
        self.model.reload()

    def choose(self, index: int, choice: object) -> None:
        """Send column ``index`` (0-based) to a field, given by its name, or to a new custom field of a FieldType."""
        request = self._request
        if isinstance(choice, FieldType):
            request = replace(request, types={**request.types, index: choice})
            choice = CUSTOM
        self.requested.emit(replace(request, mapping={**request.mapping, index: str(choice)}))

    def _choose(self, place: int, _key: str) -> None:
        row: ColumnRow = self._source.keys[place]
        used: Mapping[str, str] = {
            other.column.field: other.column.header
            for other in self._source.keys
            if other is not row and other.column.field not in _SEVERAL
        }
        is_new = fold_key(row.column.header) not in self._custom
        type_ = self._types.get(row.column.index, FieldType.TEXT) if is_new else None
        offer = FieldOffer(row.column.header, self._kind, row.column.field, used, type_)
        name = tr("Field for {0}").format(row.column.header)
        popup = ChoicePopup(self._theme, name, offer, self, hint=tr("Find a field"))
        popup.chosen.connect(partial(self.choose, row.column.index))
        popup.go_to(type_ if row.column.field == CUSTOM and type_ is not None else row.column.field)
        popup.show_at(self.table.cell_rect(place, "target"), self.table.viewport())


def _first(samples: tuple[str, ...]) -> str:
    return samples[0] if samples else ""


def _note(value: tuple[str, str]) -> str:
    return value[0]


def _tone(value: tuple[str, str]) -> str:
    return value[1]


def _note_of(
    column: ColumnGuess,
    analysis: SheetAnalysis,
    request: SheetRequest,
    custom: Collection[str],
    twice: Collection[str],
    *,
    remembered: bool,
) -> tuple[str, str]:
    """What is to be said about a column, and in which tone."""
    field = column.field
    if field in twice:
        return tr("chosen twice"), "bad"
    if not column.samples:
        return tr("empty"), "ink_3"
    if field == IGNORE:
        return "", ""
    own = column.note == "chosen" and column.index not in request.mapping
    if remembered and own:
        return tr("as last time"), "ink_3"
    if column.confidence < SURE and field != CUSTOM and column.index not in request.mapping:
        return tr("please check"), "warn"
    if field == CUSTOM:
        return ("" if fold_key(column.header) in custom else tr("new")), "ink_3"
    if field == "full_name":
        return tr("split"), "ink_3"
    if column.note == "inverted":
        return tr("turned round"), "ink_3"
    return setting_note(field, column.samples, analysis.settings), "ink_3"
