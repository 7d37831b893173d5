"""A line that counts what hangs on a record: how many, of which sort, since when."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QComboBox, QLineEdit, QSpinBox, QWidget

from salesdesk.domain.columns import canonical
from salesdesk.domain.fields import FieldType
from salesdesk.domain.filters import Condition, Counted, Filter, Op, Part
from salesdesk.domain.hanging_lists import list_of
from salesdesk.domain.lifecycle import STAGES, parse_lifecycle
from salesdesk.domain.money import Money
from salesdesk.domain.typed_values import typed_value
from salesdesk.ui.context import Context
from salesdesk.ui.lists.builder.editors import PartEditor
from salesdesk.ui.lists.builder.values import Choices, ValuesButton, choice_box
from salesdesk.ui.lists.counted_words import COUNTING, NOT_REACHED, RESPONSES, choice_title
from salesdesk.ui.lists.filter_words import status_choices
from salesdesk.ui.lists.look import stage_title

_SINCE = (7, 14, 30, 60, 90, 180, 365)
_EVER, _PLANNED, _ANY = "ever", "planned", "any"
_MOST = 999


def _tr(text: str) -> str:
    return QCoreApplication.translate("filters", text)


@dataclass(frozen=True, slots=True)
class _Slot:
    """One thing that can be asked of what is counted: the field, what it is called, and what stands there while nothing
    is chosen. ``when`` is a span of time, ``amount`` the least amount."""

    field: str
    title: str
    nothing: str
    when: bool = False
    amount: bool = False


_SLOTS: dict[str, tuple[_Slot, ...]] = {
    "activities": (
        _Slot("kind", "Kind", "of any kind"),
        _Slot("outcome", "Outcome", "any outcome"),
        _Slot("happened_at", "When", "at any time", when=True),
    ),
    "deals": (
        _Slot("stage_kind", "Status", "in any state"),
        _Slot("deal_value", "Least amount", "from amount", amount=True),
    ),
    "contacts": (_Slot("lifecycle_stage", "Stage", "in any stage"),),
    "campaigns": (
        _Slot("campaign", "Campaign", "any campaign"),
        _Slot("response", "Response", "any response"),
        _Slot("responded_at", "When", "at any time", when=True),
    ),
}


class CountingEditor(PartEditor):
    """How many of ``of`` must hang on a record. ``shows`` says beforehand whether all of a part has a place here."""

    def __init__(self, context: Context, of: str, part: Counted | None = None) -> None:
        super().__init__()
        self._context, self._of = context, of
        self._member = of == "campaigns"
        if self._member:
            self._how = choice_box(_tr("Comparison"), [("", _tr("member of")), ("-", _tr("not member of"))])
        else:
            self._how = choice_box(
                _tr("Comparison"), [(op.value, _tr(words)) for op, words in COUNTING.items()]
            )
        self._number = QSpinBox()
        self._number.setAccessibleName(_tr("Number"))
        self._number.setRange(0, _MOST)
        self._number.setFixedWidth(72)
        self._number.setValue(1)
        self._number.setVisible(not self._member)
        self.row.addWidget(self._how)
        self.row.addWidget(self._number)
        self._asked: list[tuple[_Slot, QWidget]] = []
        for slot in _SLOTS[of]:
            self._add(slot)
        if part is not None:
            self._start(part)
        self._how.currentIndexChanged.connect(self.changed)
        self._number.valueChanged.connect(self.changed)

    @classmethod
    def shows(cls, part: Counted) -> bool:
        """Whether the line has a place for all that a part asks."""
        slots = {slot.field: slot for slot in _SLOTS[part.of]}
        if part.filter.text or not 0 <= part.number <= _MOST:
            return False
        if part.of == "campaigns" and (part.op, part.number) != (Op.AT_LEAST, 1):
            return False
        if part.negated and part.of != "campaigns":
            return False
        seen: list[str] = []
        for one in part.filter.parts:
            if not isinstance(one, Condition) or _key(part.of, one.field) not in slots:
                return False
            slot = slots[_key(part.of, one.field)]
            seen.append(slot.field)
            if slot.when:
                fits = (one.op is Op.FILLED and part.of == "activities") or (
                    one.op is Op.LAST_DAYS and not one.negated
                )
            elif slot.amount:
                fits = one.op is Op.AT_LEAST and not one.negated
            else:
                fits = one.op is Op.IS and not one.negated
            if not fits:
                return False
        return len(set(seen)) == len(seen)

    def _add(self, slot: _Slot) -> None:
        made: QWidget
        if slot.when:
            box = choice_box(_tr(slot.title), self._spans())
            box.currentIndexChanged.connect(self.changed)
            made = box
        elif slot.amount:
            edit = QLineEdit()
            edit.setAccessibleName(_tr(slot.title))
            edit.setPlaceholderText(_tr(slot.nothing))
            edit.setMaximumWidth(120)
            edit.textChanged.connect(self.changed)
            made = edit
        else:
            values = ValuesButton(_tr(slot.title), self._choices(slot.field), _tr(slot.nothing))
            values.changed.connect(self.changed)
            made = values
        self._asked.append((slot, made))
        self.row.addWidget(made)

    def _spans(self) -> Choices:
        spans = [(str(days), _tr("in the last {0} days").format(days)) for days in _SINCE]
        if self._member:
            return [(_ANY, _tr("at any time")), *spans]
        return [(_EVER, _tr("at any time")), *spans, (_PLANNED, _tr("still to be done"))]

    def _choices(self, field: str) -> Choices:
        store = self._context.store
        match field:
            case "kind":
                return [(one.code, choice_title(one)) for one in store.activities.choices.all().kinds]
            case "outcome":
                outcomes = [(one.code, choice_title(one)) for one in store.activities.choices.all().outcomes]
                return [(NOT_REACHED, _tr(NOT_REACHED)), *outcomes]
            case "stage_kind":
                return status_choices()
            case "lifecycle_stage":
                return [(stage.code, stage_title(stage.code)) for stage in STAGES]
            case "campaign":
                return [(one.name, one.name) for one in store.campaigns.all()]
            case _:
                return [(code, _tr(words)) for code, words in RESPONSES.items()]

    def _start(self, part: Counted) -> None:
        self._how.setCurrentIndex(
            max(0, self._how.findData("-" if part.negated else "" if self._member else part.op.value))
        )
        self._number.setValue(part.number)
        given = {_key(part.of, one.field): one for one in part.filter.parts if isinstance(one, Condition)}
        for slot, widget in self._asked:
            one = given.get(slot.field)
            if isinstance(widget, QComboBox):
                _show_span(widget, one)
            elif one is None:
                continue
            elif isinstance(widget, ValuesButton):
                values = one.values
                if slot.field == "lifecycle_stage":
                    values = tuple(parse_lifecycle(value) or value for value in values)
                widget.set_values(values)
            elif isinstance(widget, QLineEdit):
                widget.setText(one.values[0])

    def part(self) -> Part | None:
        conditions = [one for slot, widget in self._asked if (one := self._condition(slot, widget))]
        if self._member:
            negated = self._how.currentData() == "-"
            return Counted(self._of, Filter(tuple(conditions)), Op.AT_LEAST, 1, negated)
        return Counted(self._of, Filter(tuple(conditions)), Op(self._how.currentData()), self._number.value())

    def _condition(self, slot: _Slot, widget: QWidget) -> Condition | None:
        if isinstance(widget, QComboBox):
            chosen = str(widget.currentData())
            if chosen in (_EVER, _PLANNED):
                return Condition(slot.field, Op.FILLED, (), chosen == _PLANNED)
            return None if chosen == _ANY else Condition(slot.field, Op.LAST_DAYS, (chosen,))
        if isinstance(widget, QLineEdit):
            text = widget.text().strip()
            return Condition(slot.field, Op.AT_LEAST, (self._amount(slot, text),)) if text else None
        assert isinstance(widget, ValuesButton)
        return Condition(slot.field, Op.IS, widget.values()) if widget.values() else None

    def _amount(self, slot: _Slot, text: str) -> str:
        """A typed amount as filters write it. Raises ``InputError`` for what is none."""
        rules = self._context.store.settings.typing_rules
        value = typed_value(slot.field, _tr(slot.title), FieldType.MONEY, text, rules)
        return f"{value.amount.normalize():f}" if isinstance(value, Money) else str(value)


def _key(of: str, field: str) -> str:
    """The field of what is counted that a filter names, short forms resolved."""
    kind = list_of(of)
    return field if kind is None else canonical(kind, field)


def _show_span(box: QComboBox, condition: Condition | None) -> None:
    """Choose the span of a condition; one that the list has not is added."""
    if condition is None:
        wanted = _ANY
        if box.findData(wanted) < 0:
            box.insertItem(0, _tr("done or planned"), wanted)
    elif condition.op is Op.FILLED:
        wanted = _PLANNED if condition.negated else _EVER
    else:
        wanted = condition.values[0]
        if box.findData(wanted) < 0:
            box.addItem(_tr("in the last {0} days").format(wanted), wanted)
    box.setCurrentIndex(box.findData(wanted))
