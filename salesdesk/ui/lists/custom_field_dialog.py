"""Adding a field of the person's own, and changing one."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QLineEdit, QPlainTextEdit, QWidget

from salesdesk.domain.changes import ChangeSet
from salesdesk.domain.custom_fields import CustomField, CustomType
from salesdesk.ui.context import Context
from salesdesk.ui.lists.look import ListLook
from salesdesk.ui.value_texts import number_text
from salesdesk.ui.widgets.dialog import Dialog
from salesdesk.ui.widgets.form import FormField
from salesdesk.ui.widgets.text import label
from salesdesk.ui.wording import worded

_SAMPLES = 4
TYPES = {
    CustomType.TEXT: "Text",
    CustomType.NUMBER: "Number",
    CustomType.DATE: "Date",
    CustomType.CHOICE: "Choice from a list",
    CustomType.BOOLEAN: "Yes or no",
    CustomType.MONEY: "Amount of money",
}


class CustomFieldDialog(Dialog):
    """Name, type and, for a choice, its list. ``added`` carries the column key of the new field. With ``field`` it changes
    that one; what becomes of its values with another type is said before."""

    added = Signal(str)

    def __init__(
        self, parent: QWidget | None, context: Context, look: ListLook, field: CustomField | None = None
    ) -> None:
        title = self.tr("Add field") if field is None else self.tr("Change field")
        super().__init__(parent, title, width=420)
        self.text.setText(self._sentence(look, field))
        self.text.show()
        self._context, self._look, self._field = context, look, field
        self._title = FormField(self.tr("Name"), QLineEdit(field.title if field else ""))
        self._type = QComboBox()
        for type_, words in TYPES.items():
            self._type.addItem(self.tr(words), type_)
        choices = QPlainTextEdit("\n".join(field.choices) if field else "")
        choices.setFixedHeight(96)
        choices.setTabChangesFocus(True)
        self._choices = FormField(self.tr("Choices, one a line"), choices)
        self.add(self._title)
        self.add(FormField(self.tr("Type"), self._type))
        self.add(self._choices)
        self.add_cancel(self.tr("Cancel"))
        self.add_button(title if field is None else self.tr("Save"), self._save, tone="primary", default=True)
        if field is not None:
            self._type.setCurrentIndex(self._type.findData(field.type))
        self._becomes = label("", "secondary", wrap=True)
        self._becomes.hide()
        self.add(self._becomes)
        self._choices.setVisible(self._type.currentData() == CustomType.CHOICE)
        self._type.currentIndexChanged.connect(self._show_choices)
        self._title.editor.setFocus()

    def _sentence(self, look: ListLook, field: CustomField | None) -> str:
        if field is None:
            text = self.tr(
                "Every one of your {0} gets this field: in the list, filters, imports and exports."
            )
            return text.format(self.tr(look.many))
        return self.tr(
            "Saved views, filters and remembered columns go on working. A choice that records have cannot go."
            if field.type is CustomType.CHOICE
            else "Saved views, filters and remembered columns go on working."
        )

    def _show_choices(self) -> None:
        field, type_ = self._field, CustomType(self._type.currentData())
        other = field is not None and type_ is not field.type
        self._choices.setVisible(type_ is CustomType.CHOICE and not other)
        self._becomes.setVisible(other)
        if field is not None and other:
            self._becomes.setText(self._converted(field, type_))
        self.adjustSize()

    def _converted(self, field: CustomField, type_: CustomType) -> str:
        """What becomes of the values when the field gets another type."""
        found = self._context.services.custom_fields.retyping(field.id, type_)
        lost = sum(found.lost.values())
        text = self.tr("{0} values are kept.").format(number_text(len(found.kept)))
        if lost:
            some = ", ".join(f"“{one}”" for one in list(found.lost)[:_SAMPLES])
            more = " …" if len(found.lost) > _SAMPLES else ""
            gone = self.tr("{0} cannot be read so and are taken away: {1}").format(
                number_text(lost), some + more
            )
            text = f"{text} {gone}"
        return text

    def _save(self) -> None:
        lines = self._choices.editor.toPlainText().splitlines()  # type: ignore[attr-defined]
        choices = list(dict.fromkeys(line.strip() for line in lines if line.strip()))
        type_ = CustomType(self._type.currentData())
        other = self._field is not None and type_ is not self._field.type
        if type_ is CustomType.CHOICE and not choices and not other:
            self._choices.set_error(self.tr("Write at least one choice."))
            return
        title = self._title.editor.text()  # type: ignore[attr-defined]
        listed = choices if type_ is CustomType.CHOICE else ()
        if self._field is None:
            self._create(title, type_, listed)
        elif other:
            self._retype(self._field, title, type_)
        else:
            self._change(self._field, title, listed)

    def _create(self, title: str, type_: CustomType, choices: Sequence[str]) -> None:
        create, kind = self._context.services.custom_fields.create, self._look.entity.value
        self._write(title, lambda: create(kind, title, type_, choices), self._created)

    def _change(self, field: CustomField, title: str, choices: Sequence[str]) -> None:
        change = self._context.services.custom_fields.change
        said = self.tr("Field {0} changed").format(title.strip())
        self._write(
            title,
            lambda: change(field.id, title, choices, seen=field),
            lambda changes: self._context.messages.done(said, changes),
        )

    def _retype(self, field: CustomField, title: str, type_: CustomType) -> None:
        service = self._context.services.custom_fields
        said = self.tr("Field {0} changed").format(title.strip())

        def write() -> ChangeSet:
            if title.strip() != field.title:
                service.change(field.id, title, field.choices, seen=field)
            return service.retype(field.id, type_)

        self._write(title, write, lambda changes: self._context.messages.done(said, changes))

    def _write(self, title: str, write: Callable[[], Any], done: Callable[[Any], object]) -> None:
        self.save(
            self._context.writes,
            write,
            what=self.windowTitle(),
            text=title,
            done=done,
            refused=lambda error: self._title.set_error(worded(error)),
        )

    def _created(self, made: tuple[int, ChangeSet]) -> None:
        field = self._context.store.custom_fields.get(made[0])
        self._context.messages.done(self.tr("Field {0} added").format(field.title))
        self.accepted.connect(lambda: self.added.emit(field.name))
