"""The figures of a meeting against those of the last one."""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import QEvent, Signal
from PySide6.QtGui import QFont, QFontMetrics, QResizeEvent
from PySide6.QtWidgets import QGridLayout, QWidget

from salesdesk.domain.days import local_day
from salesdesk.domain.meetings import FrozenFigure, Meeting, Snapshot
from salesdesk.domain.reports import Figure
from salesdesk.phrases import phrase
from salesdesk.services.meetings import MeetingFigures, MeetingView
from salesdesk.ui import fonts
from salesdesk.ui.context import Context
from salesdesk.ui.pages.meetings.texts import difference_text, long_day_text, tr
from salesdesk.ui.pages.reports.texts import cell_text, remarks, value_text
from salesdesk.ui.value_texts import time_text
from salesdesk.ui.widgets.cards import Card
from salesdesk.ui.widgets.layouts import clear, per_row
from salesdesk.ui.widgets.section_title import SectionTitle
from salesdesk.ui.widgets.text import ElidedLabel, label, set_look
from salesdesk.ui.wording import worded

_SMALL, _LEAST, _EDGES, _NARROWEST, _PADDING = 18, 14, 20, 96, 16


def shows_frozen(meeting: Meeting, today: str) -> bool:
    """Whether the figures of a meeting are those that were kept: it is over, or its day is."""
    return meeting.snapshot is not None and (meeting.ended_at is not None or meeting.held_on < today)


class FigureCell(Card):
    """One figure in a row of them: caption, value, and below how it differs."""

    def __init__(self, caption: str, value: str, note: str, tone: str, *, clickable: bool) -> None:
        super().__init__(padding=6, spacing=2, clickable=clickable)
        self.setProperty("plain", True)
        self._beside = (
            ElidedLabel(caption, "note", minimum=40),
            ElidedLabel(note or " ", "secondary", tone, minimum=40),
        )
        self._value = label(
            value, "figure_small", wrap=True
        )  # sums of several currencies stand in several lines
        for part in (self._beside[0], self._value, self._beside[1]):
            self.add(part)
        self.body.addStretch(1)
        self.setAccessibleName(f"{caption}: {value}")
        self.setAccessibleDescription(note)

    @property
    def needed(self) -> int:
        """The width in which all of it can be read, its value small if need be."""
        return max(self._value_width(_LEAST), *(part.sizeHint().width() + _EDGES for part in self._beside))

    @property
    def needed_large(self) -> int:
        """The width in which its value can be read in large."""
        return self._value_width(_SMALL)

    def show_large(self, large: bool) -> None:
        """Write the value large or small."""
        style = "figure_small" if large else "figure_least"
        if self._value.property("text_style") != style:
            set_look(self._value, text_style=style)

    def _value_width(self, size: int) -> int:
        """In pixels, as large as it is written while presenting."""
        self._value.ensurePolished()
        now = _SMALL if self._value.property("text_style") == "figure_small" else _LEAST
        scale = self._value.font().pixelSize() / now if self._value.font().pixelSize() > 0 else 1
        metrics = QFontMetrics(fonts.font(round(size * scale), QFont.Weight.Bold))
        amounts = self._value.text().split(" + ")
        parts = [*(f"{one} +" for one in amounts[:-1]), amounts[-1]]
        return max(map(metrics.horizontalAdvance, parts)) + _EDGES


class FiguresCard(Card):
    """``rows_wanted`` carries the rows behind a figure."""

    rows_wanted = Signal(object)

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(parent=parent)
        self._context = context
        self._head = SectionTitle(tr("Figures"), " ")
        self.add(self._head)
        self._row = QGridLayout()
        self._row.setSpacing(6)
        self.add(self._row)
        self._remarks = label("", "note", wrap=True)
        self.add(self._remarks)
        self._cells: list[FigureCell] = []
        self._per_row = 0
        self._shown: tuple[object, ...] = ()

    def show_figures(self, view: MeetingView, figures: MeetingFigures | None) -> None:
        """Show the figures as they are now or as they were kept, beside those of the meeting before."""
        meeting, today = view.meeting, date.fromisoformat(self._context.store.today())
        kept = meeting.snapshot if shows_frozen(meeting, self._context.store.today()) else None
        live = figures if kept is None else None
        said = remarks(live.pipeline) if live is not None and live.pipeline is not None else ""
        shown = (kept, live.figures if live is not None else (), view.compared, said)
        if shown == self._shown:
            return
        self._shown = shown
        self._head.note.setText(self._against(view, kept, today))
        self._head.note.show()
        self._remarks.setText(said)
        self._remarks.setVisible(bool(said))
        clear(self._row)
        self._cells = (
            [self._kept(figure, kept, view.compared) for figure in kept.figures]
            if kept is not None
            else [self._live(figure, figures, view.compared) for figure in figures.figures]
            if figures is not None
            else []
        )
        self._per_row = 0
        self._arrange()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._arrange()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange:
            self._arrange()

    def _arrange(self) -> None:
        """As many beside each other as can be read, with a line between; all values of one size."""
        if not self._cells:
            return
        longest, room = max(cell.needed for cell in self._cells), self.width() - 2 * _PADDING
        beside = per_row(len(self._cells), room, max(_NARROWEST, longest))
        large = beside * max(cell.needed_large for cell in self._cells) <= room
        for cell in self._cells:
            cell.show_large(large)
        if beside == self._per_row:
            return
        self._per_row = beside
        for cell in self._cells:
            self._row.removeWidget(cell)
        for column in range(len(self._cells)):
            self._row.setColumnStretch(column, 1 if column < beside else 0)
        for place, cell in enumerate(self._cells):
            self._row.addWidget(cell, place // beside, place % beside)
            set_look(cell, first=place % beside == 0)

    def _against(self, view: MeetingView, kept: Snapshot | None, today: date) -> str:
        parts = []
        if view.compared is not None:
            at = view.compared.at
            told = long_day_text(local_day(at).isoformat(), today)
            if (
                local_day(at).isoformat() == view.meeting.held_on
            ):  # of two meetings on one day the time tells them apart
                told = f"{told} {time_text(at)}"
            parts.append(tr("against {0}").format(told))
        else:
            parts.append(tr("first meeting, nothing to compare"))
        if kept is not None:
            moment = f"{long_day_text(local_day(kept.at).isoformat(), today)} {time_text(kept.at)}"
            parts.append(tr("as they were on {0}").format(moment))
        return " · ".join(parts)

    def _live(self, figure: Figure, figures: MeetingFigures | None, before: Snapshot | None) -> FigureCell:
        assert figures is not None
        value, earlier = figure.value.value, before.value(figure.key) if before is not None else None
        note, tone = difference_text(value, earlier, figure.type, figures.currency)
        if before is not None and before.currency != figures.currency:
            note, tone = "", ""
        card = FigureCell(
            worded(figure.caption),
            cell_text(figure.value, figure.type, figures.currency),
            note,
            tone,
            clickable=figure.value.rows is not None,
        )
        if figure.value.rows is not None:
            card.clicked.connect(lambda: self.rows_wanted.emit(figure.value.rows))
        return card

    def _kept(self, figure: FrozenFigure, kept: Snapshot, before: Snapshot | None) -> FigureCell:
        earlier = before.value(figure.key) if before is not None else None
        note, tone = difference_text(figure.value, earlier, figure.type, kept.currency)
        caption = worded(phrase(figure.caption))
        text = value_text(figure.value, figure.type, kept.currency)
        return FigureCell(caption, text, note, tone, clickable=False)
