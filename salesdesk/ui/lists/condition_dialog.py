"""Asking for any condition: the field, how it is compared, and with what."""

from __future__ import annotations

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import (
    QComboBox,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QSpinBox,
    QStackedWidget,
    QWidget,
)

from salesdesk.domain.filters import Condition, Filter, Op
from salesdesk.errors import InputError
from salesdesk.ui.context import Context
from salesdesk.ui.lists.condition_values import typed_text, typed_values, value_hint
from salesdesk.ui.lists.filter_words import (
    DATES,
    FilterField,
    Question,
    days_in,
    field_of,
    filter_fields_of,
    held_values,
    names_of,
    question_of,
    questions,
    value_choices,
)
from salesdesk.ui.lists.look import ListLook
from salesdesk.ui.widgets.completion import FindingBox
from salesdesk.ui.widgets.dialog import Dialog
from salesdesk.ui.widgets.first_row import choose_by_keyboard
from salesdesk.ui.widgets.form import FormField
from salesdesk.ui.widgets.text import label
from salesdesk.ui.wording import worded

_COUNT_DELAY_MS = 150


class ConditionDialog(Dialog):
    """``chosen`` carries the Condition. The number of records that would match is shown while choosing."""

    chosen = Signal(object)

    def __init__(
        self, parent: QWidget | None, context: Context, look: ListLook, condition: Condition | None = None
    ) -> None:
        super().__init__(parent, "", width=440)
        title = self.tr("Change filter") if condition is not None else self.tr("Add filter")
        self.heading.setText(title)
        self.setWindowTitle(title)
        self._context, self._look = context, look
        self._rules = context.store.settings.typing_rules
        self._fields = filter_fields_of(look, context.store)
        self._field = FindingBox()
        for field in self._fields.values():
            self._field.addItem(field.title, field.key)
        self._question = QComboBox()
        self._text = QLineEdit()
        self._days = QSpinBox()
        self._days.setRange(1, 3650)
        self._days.setValue(30)
        self._days.setSuffix(self.tr(" days"))
        self._choices = QListWidget()
        choose_by_keyboard(self._choices)
        self._choices.setMinimumHeight(168)
        self._stack = QStackedWidget()
        for page in (self._text, self._days, self._choices):
            self._stack.addWidget(page)
        self._value = FormField(self.tr("Value"), self._stack)
        for editor in (self._text, self._days, self._choices):
            editor.setAccessibleName(self.tr("Value"))
        self._found = label("", "secondary")
        self._asked = FormField(self.tr("Field"), self._field)
        self.add(self._asked)
        self.add(FormField(self.tr("Comparison"), self._question))
        self.add(self._value)
        self.add(self._found)
        self.add_cancel(self.tr("Cancel"))
        self._apply = self.add_button(self.tr("Apply"), self._accept, tone="primary", default=True)
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(_COUNT_DELAY_MS)
        self._start(condition)
        self._connect_signals()
        self._count()

    def _connect_signals(self) -> None:
        self._timer.timeout.connect(self._count)
        self._field.currentIndexChanged.connect(self._show_questions)
        self._field.unknown.connect(self._show_unknown)
        self._question.currentIndexChanged.connect(self._show_value)
        self._text.textChanged.connect(self._on_text)
        self._days.valueChanged.connect(self._timer.start)
        self._choices.itemChanged.connect(self._timer.start)

    def _start(self, condition: Condition | None) -> None:
        first = next(iter(self._fields))
        key = field_of(self._look, self._context.store, condition.field).key if condition else first
        self._field.setCurrentIndex(max(0, self._field.findData(key)))
        self._show_questions()
        if condition is None:
            return
        if (at := question_of(condition, self._chosen_field())) is not None:
            self._question.setCurrentIndex(at)
        self._show_value()
        if (days := days_in(condition, self._chosen_question())) is not None:
            self._days.setValue(days)
        self._text.setText(typed_text(self._chosen_field(), condition.values, self._rules))
        held = held_values(condition, self._chosen_field(), names_of(condition.field, self._context))
        for row in range(self._choices.count()):
            item = self._choices.item(row)
            if item.data(Qt.ItemDataRole.UserRole) in held:
                item.setCheckState(Qt.CheckState.Checked)

    def _chosen_field(self) -> FilterField:
        return self._fields[str(self._field.currentData() or next(iter(self._fields)))]

    def _chosen_question(self) -> Question:
        return questions(self._chosen_field())[max(0, self._question.currentIndex())]

    def _on_text(self, text: str) -> None:
        self._apply.setEnabled(
            bool(text.strip()) and not self._asked.error()
        )  # Enter may be quicker than the count
        self._timer.start()

    def _show_unknown(self, text: str) -> None:
        self._asked.set_error(self.tr("There is no field “{0}”.").format(text) if text else "")
        self._count()

    def _show_questions(self) -> None:
        field = self._chosen_field()
        self._question.blockSignals(True)
        self._question.clear()
        for question in questions(field):
            self._question.addItem(self.tr(question.words))
        self._question.blockSignals(False)
        self._choices.blockSignals(True)
        self._choices.clear()
        for value, text in value_choices(field, self._context.store, self._look.kind) or ():
            item = QListWidgetItem(text)
            item.setData(Qt.ItemDataRole.UserRole, value)
            item.setFlags(item.flags() | Qt.ItemFlag.ItemIsUserCheckable)
            item.setCheckState(Qt.CheckState.Unchecked)
            self._choices.addItem(item)
        self._choices.blockSignals(False)
        self._text.setPlaceholderText(value_hint(field))
        self._show_value()

    def _show_value(self) -> None:
        question = self._chosen_question()
        self._value.setVisible(question.values > 0)
        page: QWidget = self._text
        if question.days:
            page = self._days
            self._days.setSuffix(self.tr(question.unit))
        elif self._choices.count() and question.op is Op.IS and self._is_chosen(question):
            page = self._choices
        self._stack.setCurrentWidget(page)
        self._stack.setFixedHeight(168 if page is self._choices else 34)
        self._value.set_error("")
        self._timer.start()

    def _is_chosen(self, question: Question) -> bool:
        """Whether the values are ticked in the list: of a date only months are."""
        return self._chosen_field().type not in DATES or question.monthly

    def condition(self) -> Condition | None:
        """What is asked for now; None while the value is missing."""
        field, question = self._chosen_field(), self._chosen_question()
        if question.op is Op.FILLED:
            return Condition(field.key, Op.FILLED, (), question.negated)
        if question.days:
            days = question.days.format(self._days.value())
            return Condition(field.key, question.op, (days,), question.negated)
        if self._stack.currentWidget() is self._choices:
            items = [self._choices.item(row) for row in range(self._choices.count())]
            values = tuple(
                str(item.data(Qt.ItemDataRole.UserRole))
                for item in items
                if item.checkState() == Qt.CheckState.Checked
            )
        else:
            values = typed_values(field, question, self._text.text(), self._rules)
        return Condition(field.key, question.op, values, question.negated) if values else None

    def _count(self) -> None:
        self._timer.stop()
        self._found.setText("")
        self._value.set_error("")
        try:
            condition = None if self._asked.error() else self.condition()
            self._apply.setEnabled(condition is not None)
            if condition is None:
                return
            number = self._context.store.list_of(self._look.kind).count(Filter((condition,)))
        except InputError as error:
            self._value.set_error(worded(error))
            self._apply.setEnabled(False)
            return
        shown = self._look.counted(number, self.locale().toString(number))
        self._found.setText(
            self.tr("{0} match this").format(shown)
            if number != 1
            else self.tr("{0} matches this").format(shown)
        )

    def _accept(self) -> None:
        self._field.settle()  # Enter may come straight from typing
        self._count()
        condition = self.condition() if self._apply.isEnabled() else None
        if condition is not None:
            self.accept()
            self.chosen.emit(condition)
