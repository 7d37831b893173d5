"""Asks who of the people of e-mails, whom nobody knows, becomes a contact."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from salesdesk.domain.mails import Stranger
from salesdesk.services.mails import MailDrop
from salesdesk.ui.context import Context
from salesdesk.ui.widgets.buttons import link_button
from salesdesk.ui.widgets.dialog import Dialog
from salesdesk.ui.widgets.layouts import clear
from salesdesk.ui.widgets.text import ElidedLabel, label

_SHOWN = 100
"""Strangers that are shown."""


class _Row(QWidget):
    """One stranger: whether it becomes a contact, and under which name."""

    def __init__(self, stranger: Stranger, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.stranger = stranger
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 2, 0, 2)
        row.setSpacing(10)
        self.box = QCheckBox()
        self.box.setChecked(stranger.offered)
        self.box.setAccessibleName(self.tr("Add {0}").format(stranger.name or stranger.address))
        self.name = QLineEdit(stranger.name)
        self.name.setCursorPosition(0)
        self.name.setPlaceholderText(self.tr("Name"))
        self.name.setAccessibleName(self.tr("Name of {0}").format(stranger.address))
        self.name.textEdited.connect(lambda _text: self.box.setChecked(True))
        who = QVBoxLayout()
        who.setSpacing(0)
        who.addWidget(ElidedLabel(stranger.address, minimum=80))
        count = stranger.mails
        said = self.tr("1 e-mail") if count == 1 else self.tr("{0} e-mails").format(count)
        wrote = self.tr("wrote") if stranger.wrote else self.tr("was written to")
        who.addWidget(label(f"{wrote} · {said}", "note"))
        self.me = link_button(self.tr("This is me"))
        self.me.setAccessibleName(self.tr("{0} is me").format(stranger.address))
        row.addWidget(self.box, 0, Qt.AlignmentFlag.AlignVCenter)
        row.addWidget(self.name, 5)
        row.addLayout(who, 6)
        row.addWidget(self.me, 0, Qt.AlignmentFlag.AlignVCenter)


class MailPeopleDialog(Dialog):
    """``decided`` carries the drop, the names of those to add by address, and the addresses that are the person's own."""

    decided = Signal(object)

    def __init__(self, parent: QWidget | None, context: Context, drop: MailDrop) -> None:
        super().__init__(
            parent,
            self.tr("Some people of these e-mails are not in your contacts"),
            self.tr(
                "Tick who is to be added. An e-mail is kept with everybody in it whom you know; one with nobody you know is "
                "left out."
            ),
            width=680,
        )
        self._context, self._drop = context, drop
        self._own: list[str] = []
        self._rows: list[_Row] = []
        self._list = QVBoxLayout()
        self._list.setSpacing(2)
        self.add(self._list)
        self._further = label("", "note", wrap=True)
        self.add(self._further)
        self.add_cancel(self.tr("Cancel"))
        self._ok = self.add_button(self.tr("Keep e-mails"), self._decide, tone="primary", default=True)
        self._fill()

    def _fill(self) -> None:
        clear(self._list)
        shown = self._drop.strangers[:_SHOWN]
        self._rows = [_Row(stranger) for stranger in shown]
        for row in self._rows:
            row.me.clicked.connect(partial(self._mine, row.stranger.address))
            self._list.addWidget(row)
            row.show()
        left = len(self._drop.strangers) - len(shown)
        self._further.setText(self.tr("{0} more, who are in fewer e-mails, are not shown.").format(left))
        self._further.setVisible(left > 0)

    def _mine(self, address: str) -> None:
        """An address is the person's own: who is asked about is worked out anew."""
        self._own.append(address)
        mails, drop = self._context.services.mails, self._drop
        self._context.tasks.run(lambda _work: mails.with_own(drop, address), done=self._show_drop, owner=self)

    def _show_drop(self, drop: MailDrop) -> None:
        self._drop = drop
        self._fill()

    def _decide(self) -> None:
        added = {row.stranger.address: row.name.text().strip() for row in self._rows if row.box.isChecked()}
        self.decided.emit((self._drop, added, tuple(self._own)))
        self.accept()
