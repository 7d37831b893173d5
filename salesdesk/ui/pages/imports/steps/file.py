"""Step one: which file, which of its sheets, and how they are read."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import partial

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtGui import QAction, QActionGroup, QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QMenu, QVBoxLayout, QWidget

from salesdesk.domain.fields import RecordKind
from salesdesk.domain.sheets import SheetAnalysis
from salesdesk.services.imports import is_imported, left_out_because
from salesdesk.ui.context import Context
from salesdesk.ui.models.columns import Column
from salesdesk.ui.pages.imports.run.queue import FileQueue
from salesdesk.ui.pages.imports.run.run import ImportRun, imported_kinds
from salesdesk.ui.pages.imports.steps.files_card import MOST_ROWS, FilesCard
from salesdesk.ui.pages.imports.steps.head_table import HeadTable
from salesdesk.ui.pages.imports.steps.settings_bar import SettingsBar
from salesdesk.ui.pages.imports.tables import PillDelegate, RowSource, TickDelegate, wizard_table
from salesdesk.ui.pages.imports.texts import REASONS, kind_title, tr
from salesdesk.ui.value_texts import number_text
from salesdesk.ui.widgets.buttons import MENU_MARK, button, primary_button
from salesdesk.ui.widgets.cards import Card
from salesdesk.ui.widgets.menu_place import corner_of
from salesdesk.ui.widgets.record_header import HEIGHT
from salesdesk.ui.widgets.record_table import ROW
from salesdesk.ui.widgets.text import ElidedLabel, label
from salesdesk.ui.wording import worded

_MOST_SHEETS, _FEWEST_SHEETS = 5, 3
_ROOMY = 520


@dataclass(frozen=True, slots=True)
class SheetRow:
    """A sheet with what becomes of it."""

    analysis: SheetAnalysis
    kind: RecordKind
    used: bool
    note: str


class FileStep(QWidget):
    """Sheets above, the first rows of the chosen one below. ``next_requested`` goes to the columns,
    ``another_requested`` asks for another file, ``file_chosen`` for one of several that were dropped."""

    next_requested = Signal()
    another_requested = Signal()
    file_chosen = Signal(object)

    def __init__(
        self, context: Context, run: ImportRun, queue: FileQueue, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._run, self._queue = run, queue
        self._place = 0
        self._source = RowSource()
        self.files = FilesCard(context.theme)
        self.sheets, self._model = wizard_table(
            context.theme,
            tr("Sheets"),
            (
                Column("tick", tr("Use"), 56, "left", lambda r: r.used, _used_text),
                Column("name", tr("Sheet"), 220, "left", lambda r: r.analysis.name, kind="strong"),
                Column("kind", tr("Holds"), 160, "left", lambda r: r.kind, lambda k: kind_title(k)),
                Column(
                    "rows", tr("Rows"), 90, "right", lambda r: r.analysis.rows, number_text, kind="number"
                ),
                Column("note", "", 300, "left", lambda r: r.note, kind="secondary"),
            ),
            self._source,
            delegates={"tick": TickDelegate, "kind": PillDelegate},
        )
        self.settings = SettingsBar(with_kind=False)
        self.head = HeadTable(context.theme)
        self._head_title = ElidedLabel("", "section")
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(12)
        sheets = Card(flush=True)
        sheets.add(self.sheets)
        self._lists = QBoxLayout(QBoxLayout.Direction.TopToBottom)
        self._lists.setSpacing(12)
        self._lists.addWidget(self.files, 1, Qt.AlignmentFlag.AlignTop)
        self._lists.addWidget(sheets, 2, Qt.AlignmentFlag.AlignTop)
        outer.addLayout(self._lists)
        outer.addWidget(self.settings)
        first = Card(flush=True)
        title = QHBoxLayout()
        title.setContentsMargins(16, 10, 16, 8)
        title.addWidget(self._head_title)
        first.add(title)
        first.add(self.head, 1)
        outer.addWidget(first, 1)
        buttons = QHBoxLayout()
        buttons.setSpacing(8)
        buttons.addWidget(button(tr("Choose another file…"), self.another_requested.emit))
        self._nothing = label("", "secondary", "warn", wrap=True)
        buttons.addWidget(self._nothing, 1)
        self.say_kind = button(tr("It holds") + MENU_MARK, self._choose_unknown)
        self.say_kind.setAccessibleName(tr("What the sheet holds"))
        buttons.addWidget(self.say_kind)
        self.next = primary_button(tr("Match columns"), self.next_requested.emit)
        buttons.addWidget(self.next)
        outer.addLayout(buttons)
        self.settings.requested.connect(run.request_sheet)
        self.sheets.ticked.connect(self._turn)
        self.sheets.pressed_cell.connect(self._choose_kind)
        self.sheets.current_changed.connect(self._on_current)
        self.files.chosen.connect(self.file_chosen)

    def refresh(self) -> None:
        """Show what the run knows."""
        run = self._run
        self.files.show_files(self._queue)
        rows = []
        for analysis in run.analyses:
            reason = left_out_because(run.decisions, analysis)
            kind = run.decisions.request(analysis.name).kind or analysis.kind
            note = " · ".join([*([tr(REASONS[reason])] if reason else []), *map(worded, analysis.remarks())])
            rows.append(SheetRow(analysis, kind, not reason, note))
        self._source.keys = rows
        self._model.reload()
        self._fit_sheets()
        self.next.setEnabled(bool(run.used))
        self._show_nothing()
        if rows:
            if self._place >= len(rows):
                self._place = 0
            if self.sheets.current_id() != self._place:
                self.sheets.select_id(self._place)
            self._show_sheet()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit_sheets()

    def _fit_sheets(self) -> None:
        """In a low window the rows of the file need the room more: the lists are short and side by side."""
        roomy = self.height() >= _ROOMY
        direction = QBoxLayout.Direction.TopToBottom if roomy else QBoxLayout.Direction.LeftToRight
        self._lists.setDirection(direction)
        most = _MOST_SHEETS if roomy else _FEWEST_SHEETS
        self.files.show_most(MOST_ROWS if roomy else _FEWEST_SHEETS)
        self.sheets.setFixedHeight(HEIGHT + min(len(self._source.keys), most) * ROW + 2)

    @property
    def _unknown(self) -> int | None:
        """The place of a sheet with rows of which it is not known what they are."""
        rows: Sequence[SheetRow] = self._source.keys
        places = [at for at, row in enumerate(rows) if not is_imported(row.kind) and row.analysis.rows]
        return self._place if self._place in places else next(iter(places), None)

    def _show_nothing(self) -> None:
        """What to do when no sheet is imported."""
        unknown = self._unknown
        self.say_kind.setVisible(not self._run.used and unknown is not None)
        text = ""
        if not self._run.used and unknown is not None:
            name = self._source.keys[unknown].analysis.name
            text = tr(
                "It is not known what “{0}” holds: say it here, or choose another row for the column names."
            ).format(name)
        elif not self._run.used:
            text = tr(
                "No sheet with rows to import. Choose another row for the column names, or another file."
            )
        self._nothing.setText(text)

    def show_place(self, place: int) -> None:
        """Look at one sheet."""
        self._place = place

    def _show_sheet(self) -> None:
        analysis = self._run.analyses[self._place]
        head = self._run.heads.get(analysis.name, {})
        self.settings.show_sheet(analysis, self._run.decisions.request(analysis.name), head)
        self.head.show_rows(head, analysis.header_row)
        self._head_title.setText(tr("“{0}” as it stands in the file").format(analysis.name))

    def _on_current(self, place: object) -> None:
        if isinstance(place, int) and place < len(self._run.analyses):
            self._place = place
            self._show_sheet()

    def _turn(self, places: Sequence[int]) -> None:
        for place in places:
            self.use_sheet(place, use=not self._source.keys[place].used)

    def use_sheet(self, place: int, *, use: bool) -> None:
        """Take a sheet into the import or leave it out."""
        run = self._run
        analysis = run.analyses[place]
        decisions = run.decisions
        request = replace(run.decisions.request(analysis.name), use=use)
        if use and (request.kind or analysis.kind) not in imported_kinds():
            request = replace(request, kind=RecordKind.CONTACTS)
        shown = decisions.shown
        if not analysis.visible:
            shown = shown | {analysis.name} if use else shown - {analysis.name}
        run.decide(replace(decisions, shown=shown, requests={**decisions.requests, analysis.name: request}))

    def _choose_kind(self, place: int, _key: str) -> None:
        cell = self.sheets.cell_rect(place, "kind")
        self._open_kinds(place, self.sheets, corner_of(self.sheets, cell))

    def _choose_unknown(self) -> None:
        place = self._unknown
        if place is not None:
            self._open_kinds(place, self.say_kind, self.say_kind.mapToGlobal(QPoint(0, 0)))

    def _open_kinds(self, place: int, anchor: QWidget, at: QPoint) -> None:
        row: SheetRow = self._source.keys[place]
        menu = QMenu(anchor)
        menu.setObjectName("kind_menu")
        group = QActionGroup(menu)
        for kind in imported_kinds():
            action = QAction(kind_title(kind), menu)
            action.setCheckable(True)
            action.setChecked(kind is row.kind)
            group.addAction(action)
            menu.addAction(action)
            action.triggered.connect(partial(self._set_kind, place, kind))
        menu.aboutToHide.connect(menu.deleteLater)
        menu.popup(at)

    def _set_kind(self, place: int, kind: RecordKind, _checked: bool = False) -> None:
        request = self._run.decisions.request(self._run.analyses[place].name)
        self._run.request_sheet(replace(request, kind=kind, use=True))


def _used_text(used: bool) -> str:
    return tr("imported") if used else tr("left out")
