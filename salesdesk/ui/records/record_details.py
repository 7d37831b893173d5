"""What the panel beside a list says of a record: who it is, how to reach it, what happened."""

from __future__ import annotations

from functools import partial
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from salesdesk.domain.attachments import home_of
from salesdesk.ui.context import Context
from salesdesk.ui.pages.activities.timeline_panel import TimelinePanel
from salesdesk.ui.pages.files.drops import RecordDrops
from salesdesk.ui.records.field_writer import FieldWriter
from salesdesk.ui.records.fields_view import FieldsView
from salesdesk.ui.records.profile import RecordProfile
from salesdesk.ui.widgets.buttons import icon_button
from salesdesk.ui.widgets.chips import Avatar
from salesdesk.ui.widgets.scroll_column import ScrollColumn
from salesdesk.ui.widgets.text import ElidedLabel, label, line


class RecordDetails(QWidget):
    """``opened`` asks for the record's page, ``closed`` to hide the details."""

    opened = Signal(object)
    closed = Signal()

    def __init__(self, context: Context, profile: RecordProfile, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._context, self._profile = context, profile
        self._record: Any | None = None
        self._number: int | None = None
        self.avatar = Avatar(size=44)
        self.name = ElidedLabel("", "heading", minimum=60)
        self.subtitle = ElidedLabel("", "secondary", minimum=60)
        open_ = icon_button(context.theme, "external-link", self.tr("Open as page (Enter)"), self._open)
        close = icon_button(context.theme, "x", self.tr("Hide details"), self.closed.emit)
        self.fields = FieldsView(context.theme)
        self.timeline = TimelinePanel(context)
        self._empty = label(self.tr("Select a row to see its details here."), "secondary", wrap=True)
        self._empty.setAlignment(Qt.AlignmentFlag.AlignCenter)
        head = QHBoxLayout()
        head.setSpacing(12)
        names = QVBoxLayout()
        names.setSpacing(1)
        names.addStretch(1)
        names.addWidget(self.name)
        names.addWidget(self.subtitle)
        names.addStretch(1)
        head.addWidget(self.avatar)
        head.addLayout(names, 1)
        head.addWidget(open_, 0, Qt.AlignmentFlag.AlignTop)
        head.addWidget(close, 0, Qt.AlignmentFlag.AlignTop)
        self._whole = ScrollColumn(14)
        column = self._whole.column
        column.setSpacing(12)
        column.addLayout(head)
        column.addWidget(self.timeline.buttons)
        column.addWidget(self.timeline.log)
        column.addWidget(self.fields)
        column.addWidget(line("soft"))
        column.addWidget(self.timeline, 1)
        body = QVBoxLayout(self)
        body.setContentsMargins(15, 14, 0, 0)
        body.setSpacing(0)
        body.addWidget(self._empty, 1)
        body.addWidget(self._whole, 1)
        self._whole.hide()
        self._writer = FieldWriter(context, profile, self.fields, self, self.refresh)
        self.drops = RecordDrops(context, self)

    @property
    def number(self) -> int | None:
        """The record shown."""
        return self._number

    def show_record(self, number: int | None) -> None:
        """Show a record, or ask to select one."""
        fresh = number != self._number
        record = None if number is None else self._profile.load(number)
        if record is None and number is not None and not fresh and self.fields.is_editing:
            return  # somebody deleted it: what is being typed stays, and is asked about when it is saved
        self._record = record
        self.drops.set_home(home_of(self._profile.look.entity, None if record is None else number))
        self._number = number if self._record is not None else None
        self._whole.setVisible(self._record is not None)
        self._empty.setVisible(self._record is None)
        if self._record is None:
            return
        profile, record = self._profile, self._record
        self.avatar.set_name(profile.name(record))
        self.name.setText(profile.name(record))
        subtitle = profile.subtitle(record, whole=False)
        self.subtitle.setText(subtitle)
        self.subtitle.setVisible(bool(subtitle))
        typed = self._writer.show_record(record.id, record)
        self.fields.show_rows(profile.rows(record, whole=False), typed, fresh=fresh)
        self.timeline.show_record(profile.about(record), partial(profile.timeline, record))
        if fresh:
            self._whole.verticalScrollBar().setValue(0)

    def refresh(self) -> None:
        """Read the record anew."""
        self.show_record(self._number)

    def _open(self) -> None:
        if self._number is not None:
            self.opened.emit(self._number)
