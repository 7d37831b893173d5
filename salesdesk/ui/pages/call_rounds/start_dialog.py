"""Starting a call round: of a list that is there, or of a saved view."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtWidgets import QComboBox, QLineEdit, QWidget

from salesdesk.domain.call_rounds import RoundAbout
from salesdesk.domain.changes import ChangeSet
from salesdesk.domain.fields import RecordKind
from salesdesk.domain.filters import Filter
from salesdesk.domain.saved_views import SavedView
from salesdesk.errors import InputError, SalesDeskError
from salesdesk.services.call_rounds import CallRoundService, MadeRound
from salesdesk.ui.context import Context
from salesdesk.ui.pages.call_rounds.texts import about_title
from salesdesk.ui.value_texts import number_text
from salesdesk.ui.widgets.dialog import Dialog
from salesdesk.ui.widgets.form import FormField
from salesdesk.ui.wording import worded

Chosen = tuple[RoundAbout, Sequence[int], str]
"""Whom to call: what they are, their numbers in order, and what the list is called."""


def rounds_of(context: Context) -> CallRoundService:
    """The use cases of call rounds."""
    area = context.services.area_of(RecordKind.CALL_ROUNDS)
    assert isinstance(area, CallRoundService)
    return area


class StartRoundDialog(Dialog):
    """Asks for a name and a reason, and without a ``chosen`` list for the list. The round opens when it was made."""

    def __init__(self, parent: QWidget | None, context: Context, chosen: Chosen | None = None) -> None:
        super().__init__(parent, "", width=460)
        self._context, self._chosen = context, chosen
        self.heading.setText(self.tr("Start a call round"))
        self.setWindowTitle(self.heading.text())
        self.text.setText(
            self.tr(
                "The list is worked one by one. Whoever does not want to be called is left out. You can leave at any time and go on later."
            )
        )
        self.text.show()
        origin = chosen[2] if chosen is not None else ""
        self._list = QComboBox(self)
        self._list.hide()
        self._name = FormField(self.tr("Name"), QLineEdit(origin))
        self._why = FormField(
            self.tr("Why you call"),
            QLineEdit(),
            hint=self.tr("Stands beside everybody you call; may stay empty."),
        )
        if chosen is None:
            self._list.show()
            self._fill_lists()
            self.add(FormField(self.tr("List"), self._list))
        else:
            count = len(chosen[1])
            words = self.tr("{0} {1} is on the list.") if count == 1 else self.tr("{0} {1} are on the list.")
            said = words.format(number_text(count), about_title(chosen[0], count))
            self.text.setText(f"{said} {self.text.text()}")
        self.add(self._name)
        self.add(self._why)
        self.add_cancel(self.tr("Cancel"))
        self.add_button(self.tr("Start"), self._start, tone="primary", default=True)
        self._name.editor.setFocus()
        self._name.editor.selectAll()  # type: ignore[attr-defined]

    def _fill_lists(self) -> None:
        store = self._context.store
        views = store.saved_views.all()
        for about in RoundAbout:
            kind = RecordKind(about.value)
            self._list.addItem(self.tr("All {0}").format(about_title(about)), (about, None))
            for view in views:
                if view.kind is kind:
                    self._list.addItem(f"{view.name} ({about_title(about)})", (about, view))
        self._list.activated.connect(self._name_it)
        first = next((i for i in range(self._list.count()) if self._list.itemData(i)[1] is not None), 0)
        self._list.setCurrentIndex(first)
        self._name_it()

    def _name_it(self) -> None:
        _about, view = self._list.currentData()
        editor = self._name.editor
        assert isinstance(editor, QLineEdit)
        if not editor.isModified():
            editor.setText(view.name if isinstance(view, SavedView) else "")

    def _ids(self) -> Chosen:
        if self._chosen is not None:
            return self._chosen
        about, view = self._list.currentData()
        reader = self._context.store.list_of(RecordKind(about.value))
        if isinstance(view, SavedView):
            return about, reader.ids(view.filter, view.sort).tolist(), view.name
        return about, reader.ids(Filter()).tolist(), self._list.currentText()

    def _start(self) -> None:
        self._name.set_error("")
        about, ids, origin = self._ids()
        name, why = self._name.editor.text(), self._why.editor.text()  # type: ignore[attr-defined]
        rounds = rounds_of(self._context)
        self.save(
            self._context.writes,
            lambda: rounds.start(name, about, ids, purpose=why, origin=origin),
            what=self.windowTitle(),
            text=name,
            done=self._started,
            refused=self._refuse,
        )

    def _started(self, made: tuple[MadeRound, ChangeSet]) -> None:
        round_, changes = made
        said = self.tr("Call round started: {0} on the list").format(number_text(round_.people))
        if round_.refused:
            said += self.tr(", {0} left out because they do not want to be called").format(
                number_text(round_.refused)
            )
        self._context.messages.done(said, changes)
        self._context.navigate("call_round", round_.number)

    def _refuse(self, error: SalesDeskError) -> None:
        self._name.set_error(worded(error))
        if isinstance(error, InputError):
            self._name.editor.setFocus()
