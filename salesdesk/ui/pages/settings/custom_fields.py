"""The fields of the person's own: adding, changing, joining choices, and removing them with their values."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QListWidget, QListWidgetItem, QWidget

from salesdesk.domain.custom_fields import CustomField
from salesdesk.domain.entities import entities
from salesdesk.domain.fields import RecordKind
from salesdesk.domain.filters import Condition, Filter, Op
from salesdesk.errors import SalesDeskError
from salesdesk.ui.context import Context
from salesdesk.ui.lists.custom_field_dialog import TYPES, CustomFieldDialog
from salesdesk.ui.lists.look import look_of
from salesdesk.ui.lists.popups import NamePopup
from salesdesk.ui.pages.settings.uses import counted_uses
from salesdesk.ui.value_texts import number_text
from salesdesk.ui.widgets.buttons import SegmentedButtons, button
from salesdesk.ui.widgets.cards import Card
from salesdesk.ui.widgets.dialog import Choice, ask
from salesdesk.ui.widgets.first_row import choose_by_keyboard
from salesdesk.ui.widgets.text import label
from salesdesk.ui.wording import worded


class CustomFieldsCard(Card):
    """The fields of one kind of record at a time; a double click or Enter changes one."""

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(parent=parent, title="Custom fields")
        self._context = context
        kinds = [
            (spec.records.value, self.tr(spec.many))
            for spec in entities().values()
            if spec.custom and spec.records
        ]
        self._which = SegmentedButtons(kinds, name=self.tr("Fields of"))
        self._list = QListWidget()
        choose_by_keyboard(self._list)
        self._list.setAccessibleName(self.tr("Custom fields"))
        self._list.setFixedHeight(176)
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(self._which)
        row.addStretch(1)
        row.addWidget(button(self.tr("Add…"), self._add))
        self._change_button = button(self.tr("Change…"), self._change)
        self._remove_button = button(self.tr("Remove"), self._remove)
        self._join_button = button(self.tr("Join choices…"), self._ask_join)
        self._show_button = button(self.tr("Show records"), self._open_records)
        for made in (self._show_button, self._join_button, self._change_button, self._remove_button):
            row.addWidget(made)
        self.add(row)
        self.add(self._list)
        self._empty = label(
            self.tr("None yet. A column of a file that SalesDesk does not know becomes one as well."),
            "secondary",
            wrap=True,
        )
        self.add(self._empty)
        self.problem = label("", "secondary", "bad", wrap=True)
        self.problem.hide()
        self.add(self.problem)
        self._which.chosen.connect(self.refresh)
        self._list.itemActivated.connect(self._change)
        self._list.currentItemChanged.connect(self._show_buttons)

    def refresh(self, _choice: str = "") -> None:
        """Show the fields of the chosen kind of record, keeping the chosen one."""
        self._say("")
        chosen = self._field()
        self._list.clear()
        fields = self._context.store.custom_fields
        for field in fields.of(self._table()):
            entry = QListWidgetItem(self._text(field, fields.used(field)))
            entry.setData(Qt.ItemDataRole.UserRole, field)
            self._list.addItem(entry)
            if chosen is not None and field.id == chosen.id:
                self._list.setCurrentItem(entry)
        self._list.setVisible(bool(self._list.count()))
        self._empty.setHidden(bool(self._list.count()))
        self._show_buttons()

    def _text(self, field: CustomField, used: int) -> str:
        """Its name, its type with the choices, and how many records have a value in it."""
        type_ = self.tr(TYPES[field.type])
        if field.choices:
            type_ = f"{type_}: {', '.join(field.choices)}"
        has = self.tr("in {0} records") if used != 1 else self.tr("in {0} record")
        return (
            f"{field.title}  ·  {type_}  ·  {has.format(number_text(used)) if used else self.tr('not used')}"
        )

    def _kind(self) -> RecordKind:
        return RecordKind(self._which.current())

    def _table(self) -> str:
        return look_of(self._kind()).entity.value

    def _field(self) -> CustomField | None:
        item = self._list.currentItem()
        field: CustomField | None = item.data(Qt.ItemDataRole.UserRole) if item is not None else None
        return field

    def _show_buttons(self) -> None:
        field = self._field()
        for made in (self._change_button, self._remove_button):
            made.setEnabled(field is not None)
        used = field is not None and self._context.store.custom_fields.used(field) > 0
        self._show_button.setEnabled(used)
        self._join_button.setVisible(field is not None and len(field.choices) > 1)

    def _open_records(self) -> None:
        """Show the records that have a value in the field."""
        field = self._field()
        if field is not None:
            filled = Filter((Condition(field.name, Op.FILLED),))
            self._context.navigate(look_of(self._kind()).page, filled)

    def _ask_join(self) -> None:
        """Choose the choice that goes, then the one that takes its place."""
        field = self._field()
        if field is None:
            return
        counts = self._context.store.custom_fields.choice_counts(field)
        choices = [(one, f"{one}  ·  {number_text(counts.get(one, 0))}") for one in field.choices]
        popup = NamePopup(self.tr("Which choice goes?"), choices, self)
        popup.chosen.connect(partial(self._ask_into, field))
        popup.show_below(self._join_button)

    def _ask_into(self, field: CustomField, choice: object) -> None:
        others = [(one, one) for one in field.choices if one != choice]
        popup = NamePopup(self.tr("{0} becomes").format(choice), others, self)
        popup.chosen.connect(partial(self._join, field, str(choice)))
        popup.show_below(self._join_button)

    def _join(self, field: CustomField, choice: str, into: object) -> None:
        text = self.tr("{0} joined with {1}").format(choice, into)
        join = self._context.services.custom_fields.join_choices
        self._write(partial(join, field.id, choice, str(into)), text, text)

    def _say(self, problem: str) -> None:
        self.problem.setText(problem)
        self.problem.setVisible(bool(problem))

    def _add(self) -> None:
        CustomFieldDialog(self, self._context, look_of(self._kind())).open()

    def _change(self) -> None:
        field = self._field()
        if field is not None:
            CustomFieldDialog(self, self._context, look_of(self._kind()), field).open()

    def _remove(self) -> None:
        field = self._field()
        if field is None:
            return
        delete = self._context.services.custom_fields.delete
        what = self.tr("Remove {0}").format(field.title)
        said = self.tr("Removed {0}").format(field.title)
        used = self._context.store.custom_fields.used(field)
        if not used:
            self._write(partial(delete, field.id), what, said)
            return

        def answered(answer: str) -> None:
            if answer == "remove":
                self._write(partial(delete, field.id, everywhere=True), what, said)

        ask(
            self,
            what,
            self.tr("It has a value in {0}, which goes with the field; undo brings both back.").format(
                counted_uses(used)
            ),
            [Choice("", self.tr("Cancel")), Choice("remove", self.tr("Remove with values"), "danger", True)],
            answered,
        )

    def _write(self, change: Callable[[], object], what: str, said: str) -> None:
        self._say("")
        self._context.writes.run(
            change,
            what=what,
            done=lambda changes: self._context.messages.done(said, changes),
            failed=self._refused,
            owner=self,
        )

    def _refused(self, error: SalesDeskError) -> None:
        self._say(worded(error))
