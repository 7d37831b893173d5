"""Step two: the columns of each sheet beside what will happen."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from salesdesk.domain.changes import EntityKind
from salesdesk.domain.cleaning.text import fold_key
from salesdesk.domain.entities import entities
from salesdesk.domain.fields import FieldType, RecordKind
from salesdesk.domain.sheets import SheetRequest
from salesdesk.services.imports import left_out_because
from salesdesk.ui.context import Context
from salesdesk.ui.pages.imports.review.raw_rows import RawRows
from salesdesk.ui.pages.imports.run.run import ImportRun
from salesdesk.ui.pages.imports.steps.columns_table import ColumnsTable
from salesdesk.ui.pages.imports.steps.outcome_card import OutcomeCard
from salesdesk.ui.pages.imports.steps.settings_bar import SettingsBar
from salesdesk.ui.pages.imports.steps.sheet_tabs import SheetTabs
from salesdesk.ui.pages.imports.steps.value_panel import FEWEST, MOST, ValuePanel
from salesdesk.ui.pages.imports.texts import left_out_text, tr
from salesdesk.ui.widgets.buttons import link_button
from salesdesk.ui.widgets.cards import Card
from salesdesk.ui.widgets.text import ElidedLabel, line, plain_tip

_ROOMY = 560


class MatchStep(QWidget):
    """Columns left, outcome right. ``sheet_changed`` says that another sheet is shown,
    ``sheets_requested`` asks to choose among the sheets again."""

    sheet_changed = Signal()
    sheets_requested = Signal()

    def __init__(self, context: Context, run: ImportRun, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._context, self._run = context, run
        self.tabs = SheetTabs()
        self.settings = SettingsBar()
        self.columns = ColumnsTable(context.theme)
        self.raw = RawRows(run, self)
        self.values = ValuePanel(self.raw)
        self.outcome = OutcomeCard(context.theme, run, self.raw)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(12)
        top = QHBoxLayout()
        top.setSpacing(12)
        top.addWidget(self.tabs, 0, Qt.AlignmentFlag.AlignTop)
        top.addWidget(self.settings, 1, Qt.AlignmentFlag.AlignTop)
        outer.addLayout(top)
        self.left_out = QWidget()
        told = QHBoxLayout(self.left_out)
        told.setContentsMargins(0, 0, 0, 0)
        told.setSpacing(8)
        self._left_text = ElidedLabel("", "note")
        told.addWidget(self._left_text)
        told.addWidget(link_button(tr("Choose sheets"), self.sheets_requested.emit, accent=True))
        told.addStretch(1)
        outer.addWidget(self.left_out)
        cards = QHBoxLayout()
        cards.setSpacing(16)
        table = Card(flush=True)
        table.add(self.columns, 1)
        self._rule = line("soft")
        table.add(self._rule)
        table.add(self.values)
        cards.addWidget(table, 5)
        cards.addWidget(self.outcome, 3)
        outer.addLayout(cards, 1)
        self.settings.requested.connect(run.request_sheet)
        self.columns.requested.connect(run.request_sheet)
        self.columns.selected.connect(self._show_values)
        self.raw.arrived.connect(self._show_values)
        self.raw.arrived.connect(self.outcome.preview.refresh)
        self.tabs.chosen.connect(self._on_sheet)
        self.outcome.fresh_requested.connect(self._start_fresh)
        self.outcome.reread_requested.connect(run.replan)

    @property
    def place(self) -> int:
        """The sheet that is shown, by its place in the file."""
        return self.tabs.place

    def refresh(self) -> None:
        """Show what the run knows."""
        run = self._run
        self.tabs.show_sheets(run.analyses, run.used)
        left = [(sheet, left_out_because(run.decisions, sheet)) for sheet in run.analyses]
        self._left_text.setText(left_out_text(left))
        self._left_text.setToolTip(plain_tip(left_out_text(left, len(left))))
        self.left_out.setVisible(bool(self._left_text.text()))
        if self.place >= len(run.analyses):
            return
        analysis = run.analyses[self.place]
        request = run.decisions.request(analysis.name)
        self.settings.show_sheet(analysis, request, run.heads.get(analysis.name, {}))
        kind = _table_of(request.kind or analysis.kind)
        custom = {fold_key(field.title) for field in self._context.store.custom_fields.of(kind)}
        remembered = analysis.name in run.remembered
        self.columns.show_sheet(analysis, request, custom, types=self._types(request), remembered=remembered)
        self.raw.show(self.place)
        self._show_values()
        self.outcome.refresh(self.place)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._show_values()

    def _show_values(self) -> None:
        """The values of the column at hand; fewer in a low window, where the columns need the room."""
        plan = self._run.plan
        if plan is not None and not self._run.is_ready:
            return  # what is shown stays until it is known anew
        drafts = plan.work.sheets[self.place] if plan is not None and self.place < len(plan.sheets) else None
        most = MOST if self.height() >= _ROOMY else FEWEST
        self.values.show_column(drafts, self.columns.current, most)
        self._rule.setVisible(self.values.isVisibleTo(self))

    def _types(self, request: SheetRequest) -> dict[int, FieldType]:
        """What the columns kept as custom fields hold, as far as it is known."""
        plan = self._run.plan
        if plan is None or self.place >= len(plan.work.sheets):
            return dict(request.types)
        return {column.index: column.type for column in plan.work.sheets[self.place].layout.custom}

    def _on_sheet(self) -> None:
        self.refresh()
        self.sheet_changed.emit()

    def _start_fresh(self) -> None:
        self._run.decide(replace(self._run.decisions, remembered=False))


def _table_of(kind: RecordKind) -> str:
    """The table whose own fields rows of a kind fill; what is no record of its own fills those of a person."""
    spec = entities().of_records(kind)
    return spec.table if spec is not None and spec.custom else EntityKind.CONTACT.value
