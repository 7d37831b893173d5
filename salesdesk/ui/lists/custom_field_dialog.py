"""Adding a field of the person's own."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QLineEdit, QPlainTextEdit, QWidget

from salesdesk.domain.changes import ChangeSet
from salesdesk.domain.custom_fields import CustomType
from salesdesk.ui.context import Context
from salesdesk.ui.lists.look import ListLook
from salesdesk.ui.widgets.dialog import Dialog
from salesdesk.ui.widgets.form import FormField
from salesdesk.ui.wording import worded

_TYPES = {
    CustomType.TEXT: "Text",
    CustomType.NUMBER: "Number",
    CustomType.DATE: "Date",
    CustomType.CHOICE: "Choice from a list",
    CustomType.BOOLEAN: "Yes or no",
    CustomType.MONEY: "Amount of money",
}


class CustomFieldDialog(Dialog):
    """Name, type and, for a choice, its list. ``added`` carries the column key of the new field."""

    added = Signal(str)

    def __init__(self, parent: QWidget | None, context: Context, look: ListLook) -> None:
        super().__init__(parent, "", width=420)
        self.heading.setText(self.tr("Add field"))
        self.setWindowTitle(self.tr("Add field"))
        self.text.setText(
            self.tr(
                "Every one of your {0} gets this field: in the list, filters, imports and exports."
            ).format(self.tr(look.many))
        )
        self.text.show()
        self._context, self._look = context, look
        self._title = FormField(self.tr("Name"), QLineEdit())
        self._type = QComboBox()
        for type_, words in _TYPES.items():
            self._type.addItem(self.tr(words), type_)
        choices = QPlainTextEdit()
        choices.setFixedHeight(96)
        choices.setTabChangesFocus(True)
        self._choices = FormField(self.tr("Choices, one a line"), choices)
        self._choices.hide()
        self.add(self._title)
        self.add(FormField(self.tr("Type"), self._type))
        self.add(self._choices)
        self.add_cancel(self.tr("Cancel"))
        self.add_button(self.tr("Add field"), self._save, tone="primary", default=True)
        self._type.currentIndexChanged.connect(self._show_choices)
        self._title.editor.setFocus()

    def _show_choices(self) -> None:
        self._choices.setVisible(self._type.currentData() == CustomType.CHOICE)
        self.adjustSize()

    def _save(self) -> None:
        lines = self._choices.editor.toPlainText().splitlines()  # type: ignore[attr-defined]
        choices = list(dict.fromkeys(line.strip() for line in lines if line.strip()))
        type_ = CustomType(self._type.currentData())
        if type_ is CustomType.CHOICE and not choices:
            self._choices.set_error(self.tr("Write at least one choice."))
            return
        title, kind = self._title.editor.text(), self._look.entity.value  # type: ignore[attr-defined]
        create = self._context.services.custom_fields.create
        self.save(
            self._context.writes,
            lambda: create(kind, title, type_, choices if type_ is CustomType.CHOICE else ()),
            what=self.windowTitle(),
            text=title,
            done=self._saved,
            refused=lambda error: self._title.set_error(worded(error)),
        )

    def _saved(self, made: tuple[int, ChangeSet]) -> None:
        field = self._context.store.custom_fields.get(made[0])
        self._context.messages.done(self.tr("Field {0} added").format(field.title))
        self.accepted.connect(lambda: self.added.emit(field.name))
