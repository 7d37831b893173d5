"""What stands behind the field of a line: how it is compared and with what."""

from __future__ import annotations

from datetime import date, timedelta

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QLineEdit, QSpinBox, QWidget

from salesdesk.domain.columns import filter_fields
from salesdesk.domain.days import days_off, near_days
from salesdesk.domain.fields import RecordKind
from salesdesk.domain.filters import (
    Condition,
    Filter,
    Join,
    Op,
    Part,
    Sort,
    Words,
    filter_text,
    group,
    parse_filter,
)
from salesdesk.ui.context import Context
from salesdesk.ui.lists.builder.values import NARROWEST, ValuesButton
from salesdesk.ui.lists.condition_values import typed_text, typed_values, value_hint
from salesdesk.ui.lists.filter_words import (
    DATES,
    FilterField,
    Question,
    days_in,
    held_values,
    names_of,
    question_of,
    questions,
    value_choices,
)
from salesdesk.ui.lists.look import ListLook
from salesdesk.ui.value_texts import day_text

_MOST_DAYS = 3650


class PartEditor(QWidget):
    """Asks for one part of a filter. ``part`` is None while it is not complete; it raises ``InputError`` for what cannot be
    meant. ``hint`` reads what moves with the day."""

    changed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.row = QHBoxLayout(self)
        self.row.setContentsMargins(0, 0, 0, 0)
        self.row.setSpacing(6)

    def part(self) -> Part | None:
        """What is asked for now."""
        raise NotImplementedError

    def hint(self) -> str:
        """What the line means today, "" where it says so itself."""
        return ""


class ConditionEditor(PartEditor):
    """A field compared with values."""

    def __init__(
        self, context: Context, look: ListLook, field: FilterField, condition: Condition | None = None
    ) -> None:
        super().__init__()
        self._context, self._field = context, field
        self._rules = context.store.settings.typing_rules
        self._question = QComboBox()
        self._question.setAccessibleName(self.tr("Comparison"))
        self._question.setMinimumWidth(NARROWEST)
        for question in questions(field):
            self._question.addItem(self.tr(question.words))
        self._text = QLineEdit()
        self._text.setAccessibleName(self.tr("Value"))
        self._text.setPlaceholderText(value_hint(field) or self.tr("Value"))
        self._text.setMinimumWidth(120)
        self._days = QSpinBox()
        self._days.setAccessibleName(self.tr("Days"))
        self._days.setRange(0, _MOST_DAYS)
        self._days.setValue(14)
        self._choices = value_choices(field, context.store, look.kind)
        self._values = ValuesButton(field.title, self._choices or (), self.tr("Choose…"))
        for widget in (self._question, self._text, self._days, self._values):
            self.row.addWidget(widget)
        self._start(condition)
        self._show_value()
        self._question.currentIndexChanged.connect(self._on_question)
        self._text.textChanged.connect(self.changed)
        self._days.valueChanged.connect(self.changed)
        self._values.changed.connect(self.changed)

    def _start(self, condition: Condition | None) -> None:
        if condition is None:
            return
        at = question_of(condition, self._field)
        self._question.setCurrentIndex(at or 0)
        days = days_in(condition, self._asked())
        if days is not None:
            self._days.setValue(days)
        elif self._is_chosen():
            self._values.set_values(
                held_values(condition, self._field, names_of(self._field.key, self._context))
            )
        else:
            self._text.setText(typed_text(self._field, condition.values, self._rules))

    def _asked(self) -> Question:
        return questions(self._field)[max(0, self._question.currentIndex())]

    def _is_chosen(self) -> bool:
        """Whether values are ticked in a list: of a date only months are."""
        question = self._asked()
        if self._choices is None or question.op is not Op.IS:
            return False
        return question.monthly if self._field.type in DATES else True

    def _on_question(self) -> None:
        self._show_value()
        self.changed.emit()

    def _show_value(self) -> None:
        question = self._asked()
        chosen = self._is_chosen()
        self._days.setVisible(bool(question.days))
        self._days.setSuffix(self.tr(question.unit))
        self._values.setVisible(chosen)
        self._text.setVisible(bool(question.values) and not question.days and not chosen)

    def part(self) -> Part | None:
        field, question = self._field, self._asked()
        if question.op is Op.FILLED:
            return Condition(field.key, Op.FILLED, (), question.negated)
        if question.days:
            values: tuple[str, ...] = (question.days.format(self._days.value()),)
        elif self._is_chosen():
            values = self._values.values()
        else:
            values = typed_values(field, question, self._text.text(), self._rules)
        return Condition(field.key, question.op, values, question.negated) if values else None

    def hint(self) -> str:
        question = self._asked()
        if self._field.type not in DATES or not question.days:
            return ""
        today = date.fromisoformat(self._context.store.today())
        text = question.days.format(self._days.value())
        near, off = near_days(text), days_off(text)
        if near is not None and (near.yearly or self._field.key == "birthday"):
            return ""
        try:
            if question.op is Op.LAST_DAYS:
                return self._said(self.tr("since {0}, moves with the day"), today - timedelta(days=int(text)))
            if near is not None:
                return self._said(self.tr("until {0}, moves with the day"), today + timedelta(days=near.last))
            form = self.tr("before {0}, moves with the day")
            if off is not None and off >= 0 and question.op is Op.ABOVE:
                form = self.tr("after {0}, moves with the day")
            return self._said(form, today + timedelta(days=off or 0))
        except OverflowError:
            return ""

    def _said(self, form: str, day: date) -> str:
        today = date.fromisoformat(self._context.store.today())
        return form.format(day_text(day.isoformat(), today))


class WordsEditor(PartEditor):
    """Words that must be found in the record."""

    def __init__(self, words: Words | None = None) -> None:
        super().__init__()
        self._how = QComboBox()
        self._how.setAccessibleName(self.tr("Comparison"))
        self._how.addItems([self.tr("has the words"), self.tr("has not the words")])
        self._text = QLineEdit(words.text if words is not None else "")
        self._text.setAccessibleName(self.tr("Words"))
        self._text.setPlaceholderText(self.tr("Words"))
        self._how.setCurrentIndex(int(words is not None and words.negated))
        self.row.addWidget(self._how)
        self.row.addWidget(self._text, 1)
        self._how.currentIndexChanged.connect(self.changed)
        self._text.textChanged.connect(self.changed)

    def part(self) -> Part | None:
        text = " ".join(self._text.text().replace('"', " ").split())
        return Words(text, bool(self._how.currentIndex())) if text else None


class TextEditor(PartEditor):
    """A part that the lines cannot show, in the filter language."""

    def __init__(self, context: Context, look: ListLook, part: Part | None = None) -> None:
        super().__init__()
        self._context, self._kind = context, look.kind
        self._text = QLineEdit(filter_text(Filter((part,))) if part is not None else "")
        self._text.setAccessibleName(self.tr("Filter in words"))
        self._text.setPlaceholderText("(country:DE or city:Wien) -tag:vip")
        self._text.setMinimumWidth(240)
        self.row.addWidget(self._text, 1)
        self._text.textChanged.connect(self.changed)

    def part(self) -> Part | None:
        return part_of_text(self._text.text(), self._context, self._kind)


def part_of_text(text: str, context: Context, kind: RecordKind) -> Part | None:
    """A text of the filter language as one part, None without one. Raises ``InputError`` for what cannot be meant."""
    found = parse_filter(text, filter_fields(kind))
    context.store.list_of(kind).refuse_unknown(found, Sort())
    words = [Words(found.text)] if found.text.strip() else []
    return group(Join.ALL, [*found.parts, *words])
