"""The quick log over any page: with whom first, then what happened."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from salesdesk.domain.activities import Activity, ActivityKind
from salesdesk.domain.fields import RecordKind
from salesdesk.services.activities import Subject
from salesdesk.ui.context import Context
from salesdesk.ui.pages.activities.log_subject import called
from salesdesk.ui.pages.activities.quick_log import QuickLog
from salesdesk.ui.pages.record_picker import RecordPicker
from salesdesk.ui.widgets.dialog import Dialog
from salesdesk.ui.widgets.form import FormField
from salesdesk.ui.widgets.text import label

_WIDTH, _HEIGHT = 700, 530  # with room for what the words will say


class LogDialog(Dialog):
    """What happened with somebody, and what is next. ``about`` None: who it was is found first, by a few letters. ``step`` is the one from which it
    was begun."""

    def __init__(
        self,
        parent: QWidget | None,
        context: Context,
        about: Subject | None = None,
        kind: ActivityKind = ActivityKind.CALL,
        step: Activity | None = None,
    ) -> None:
        super().__init__(parent, "", width=_WIDTH)
        self._context, self._kind, self._step = context, kind, step
        self.log = QuickLog(context, self)
        self.log.closed.connect(self.accept)
        self.picker = RecordPicker(context, RecordKind.CONTACTS)
        self.picker.changed.connect(self._on_person)
        self._who = FormField(self.tr("With whom?"), self.picker)
        self._hint = label(
            self.tr("Type a few letters of a name, a company or a number, and press Enter."),
            "note",
            wrap=True,
        )
        self.add(self._who)
        self.add(self._hint)
        self.add(self.log, 1)
        if about is None:
            self._name(self.tr("Log what happened"))
            self.log.hide()
            self.picker.setFocus(Qt.FocusReason.OtherFocusReason)
        else:
            self._who.hide()
            self._begin(about)

    def _name(self, title: str) -> None:
        self.setWindowTitle(title)
        self.heading.setText(title)

    def _on_person(self) -> None:
        person = self.picker.record_id()
        self.log.setVisible(person is not None)
        if person is not None:
            self._begin(Subject(contact_id=person))

    def _begin(self, about: Subject) -> None:
        self._hint.hide()
        self._name(self.tr("Log with {0}").format(called(self._context, about)))
        self.log.start(about, self._kind, guesses=True, step=self._step)
        self.resize(_WIDTH, _HEIGHT)
