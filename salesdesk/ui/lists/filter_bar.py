"""The row of filters above a list: chips, a field to find in the list, and saving the view."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QToolTip, QWidget

from salesdesk.domain.columns import canonical, filter_fields
from salesdesk.domain.fields import FieldType
from salesdesk.domain.filters import (
    Condition,
    Counted,
    Filter,
    Group,
    Op,
    Part,
    Sort,
    Words,
    is_joined,
    parse_filter,
)
from salesdesk.domain.names import name_key
from salesdesk.errors import InputError
from salesdesk.ui.context import Context
from salesdesk.ui.lists.counted_words import counted_words
from salesdesk.ui.lists.filter_words import (
    BIRTHDAY,
    FilterField,
    condition_words,
    field_of,
    held_values,
    is_ticked,
    names_of,
    part_words,
    value_choices,
    with_part,
)
from salesdesk.ui.lists.look import ListLook, field_title
from salesdesk.ui.lists.popups import ActionsPopup, ValuesPopup
from salesdesk.ui.theme import ThemeWatcher
from salesdesk.ui.widgets.buttons import FilterChip, link_button
from salesdesk.ui.widgets.find_field import FindField
from salesdesk.ui.widgets.flow_layout import FlowLayout
from salesdesk.ui.widgets.text import plain_tip, set_look
from salesdesk.ui.wording import worded

_TYPING_MS = 160
_DATES = (FieldType.DATE, FieldType.DATETIME)


class FilterBar(QWidget):
    """Chips for the usual fields, one more for every other condition and every group, "+ Filter", a text field.

    ``changed`` carries the Filter after every change by the person; ``only_cleared`` is sent when the chip that
    stands for a fixed choice of records is removed; ``save_requested`` asks to keep the list under a name.
    """

    changed = Signal(object)
    only_cleared = Signal()
    save_requested = Signal()
    builder_requested = Signal()
    """Groups and counts are wanted: the builder comes in the place of the chips."""
    answered = Signal()
    """A condition was asked for in a dialog, or words were confirmed: the list comes next."""

    def __init__(self, context: Context, look: ListLook, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._context, self._look = context, look
        self._filter = Filter()
        self._only = ""
        self.setAccessibleName(self.tr("Filters"))
        self._chips = FlowLayout()
        self.text = FindField(self.tr("Find in this list"))
        self.text.setFixedWidth(176)
        self.text.setProperty("compact", True)
        self.save = link_button(self.tr("Save as view"), self.save_requested.emit)
        right = QWidget()
        right.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        row = QHBoxLayout(right)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        self.build = link_button(self.tr("Builder"), self.builder_requested.emit)
        self.build.setToolTip(
            plain_tip(self.tr("Conditions in groups, with the rows each of them leaves (F)"))
        )
        row.addWidget(self.text)
        row.addWidget(self.build)
        row.addWidget(self.save)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(12)
        layout.addLayout(self._chips, 1)
        layout.addWidget(right, 0, Qt.AlignmentFlag.AlignTop)
        self._typing = QTimer(self)
        self._typing.setSingleShot(True)
        self._typing.setInterval(_TYPING_MS)
        self._typing.timeout.connect(self._take_text)
        self.text.textEdited.connect(self._on_typed)
        for confirmed in (self.text.returnPressed, self.text.left):
            confirmed.connect(partial(self._take_text, whole=True))
        ThemeWatcher(self, context.theme)
        self._rebuild()

    @property
    def filter(self) -> Filter:
        """What the bar shows."""
        return self._filter

    def set_filter(self, filter_: Filter, only: str = "") -> None:
        """Show a filter; ``only`` names a fixed choice of records ("12 chosen people")."""
        self._typing.stop()
        self._filter, self._only = filter_, only
        if self.text.text().strip() != filter_.text.strip():
            self.text.setText(filter_.text)
        self._rebuild()

    def replace_filter(self, filter_: Filter) -> None:
        """Take over a filter that the person made elsewhere."""
        if filter_ != self._filter:
            self.set_filter(filter_, self._only)
            self.changed.emit(filter_)

    def chips(self) -> list[FilterChip]:
        """The chips in their order."""
        widgets = [self._chips.itemAt(at) for at in range(self._chips.count())]
        found = [item.widget() for item in widgets if item is not None]
        return [widget for widget in found if isinstance(widget, FilterChip)]

    def _rebuild(self) -> None:
        focused = self._focused_place()
        self._chips.clear()
        quick: dict[str, Condition] = {}
        others: list[Part] = []
        for part in self._filter.parts:
            key = canonical(self._look.kind, part.field) if isinstance(part, Condition) else ""
            if isinstance(part, Condition) and key in self._look.quick and key not in quick:
                quick[key] = part
            else:
                others.append(part)
        if self._only:
            chip = FilterChip(self._only, active=True)
            chip.cleared.connect(self.only_cleared)
            self._chips.addWidget(chip)
        for key in self._look.quick:
            self._add_chip(key, quick.get(key))
        for part in others:
            if isinstance(part, Condition):
                self._add_chip(canonical(self._look.kind, part.field), part)
            else:
                self._add_group(part)
        more = FilterChip(self.tr("+ Filter"))
        more.clicked.connect(partial(self._ask, None))
        self._chips.addWidget(more)
        self._chips.invalidate()
        if focused is not None and focused < self._chips.count():
            self.chips()[focused].setFocus()

    def _focused_place(self) -> int | None:
        return next((at for at, chip in enumerate(self.chips()) if chip.hasFocus()), None)

    def _add_chip(self, key: str, condition: Condition | None) -> None:
        field = field_of(self._look, self._context.store, key)
        if condition is None:
            chip = FilterChip(field_title(key, field.title))
        else:
            chip = self._active_chip(
                condition, condition_words(condition, field, names_of(field.key, self._context))
            )
        chip.clicked.connect(partial(self._open, chip, field, condition))
        self._chips.addWidget(chip)

    def _add_group(self, part: Words | Counted | Group) -> None:
        chip = self._active_chip(
            part, part_words(part, self._said, lambda one: counted_words(one, self._context))
        )
        take_away = (self.tr("Take away"), partial(self._replace, part, None))
        chip.clicked.connect(lambda: ActionsPopup(chip.accessibleName(), [take_away], self).show_below(chip))
        self._chips.addWidget(chip)

    def _active_chip(self, part: Part, words: str) -> FilterChip:
        chip = FilterChip(_short(words), active=True)
        chip.setToolTip(plain_tip(words))
        chip.setAccessibleName(words)
        chip.cleared.connect(partial(self._replace, part, None))
        return chip

    def _said(self, condition: Condition) -> str:
        field = field_of(self._look, self._context.store, condition.field)
        return condition_words(condition, field, names_of(field.key, self._context))

    def _open(
        self, chip: FilterChip, field: FilterField, condition: Condition | None, _on: bool = False
    ) -> None:
        choices = value_choices(field, self._context.store, self._look.kind)
        plain = condition is None or is_ticked(condition, field)
        if field.type in _DATES and condition is None and field.key != BIRTHDAY:
            self._open_dates(chip, field)
        elif choices is not None and field.type is not FieldType.BOOLEAN and plain:
            self._open_values(chip, field, condition, choices)
        else:
            self._ask(condition or Condition(field.key, Op.CONTAINS, ()))

    def _open_values(
        self,
        chip: FilterChip,
        field: FilterField,
        condition: Condition | None,
        choices: list[tuple[str, str]],
    ) -> None:
        names = names_of(field.key, self._context)
        ticked = held_values(condition, field, names) if condition is not None else ()
        known = {name_key(word) for choice in choices for word in choice}
        # What is gone from the list is still held, and can be taken away.
        choices = [*choices, *((value, value) for value in ticked if value and name_key(value) not in known)]
        popup = ValuesPopup(
            field.title,
            choices,
            ticked,
            self,
            empty=""
            if field.key == "lifecycle_stage"
            else self.tr("Without {0}").format(field.title.lower()),
            more=self.tr("More…"),
        )
        popup.changed.connect(partial(self._take_values, field))
        popup.emptiness_wanted.connect(partial(self._take_emptiness, field))
        popup.more_wanted.connect(partial(self._ask, condition or Condition(field.key, Op.IS, ())))
        popup.show_below(chip)

    def _open_dates(self, chip: FilterChip, field: FilterField) -> None:
        def last(days: int, *, negated: bool = False) -> Condition:
            return Condition(field.key, Op.LAST_DAYS, (str(days),), negated)

        offers = [
            (self.tr("In the last 7 days"), last(7)),
            (self.tr("In the last 30 days"), last(30)),
            (self.tr("Not in the last 14 days"), last(14, negated=True)),
            (self.tr("Not in the last 90 days"), last(90, negated=True)),
            (self.tr("Never"), Condition(field.key, Op.FILLED, (), True)),
        ]
        actions = [(text, partial(self._replace, None, condition)) for text, condition in offers]
        actions.append((self.tr("Another date…"), partial(self._ask, Condition(field.key, Op.AT_LEAST, ()))))
        ActionsPopup(field.title, actions, self).show_below(chip)

    def _take_values(self, field: FilterField, values: object) -> None:
        """Each tick filters at once; the popup stays open, so the chip is found by its field, not by identity."""
        former = self._condition_on(field.key)
        wanted = tuple(values) if isinstance(values, tuple) else ()
        negated = former is not None and former.op is Op.IS and former.negated
        self._replace(former, Condition(field.key, Op.IS, wanted, negated) if wanted else None)

    def _take_emptiness(self, field: FilterField) -> None:
        self._replace(self._condition_on(field.key), Condition(field.key, Op.FILLED, (), True))

    def _condition_on(self, key: str) -> Condition | None:
        conditions = (part for part in self._filter.parts if isinstance(part, Condition))
        return next((c for c in conditions if canonical(self._look.kind, c.field) == key), None)

    def _ask(self, condition: Condition | None, _on: bool = False) -> None:
        former = condition if condition in self._filter.parts else None
        from salesdesk.ui.lists.condition_dialog import ConditionDialog

        dialog = ConditionDialog(self.window(), self._context, self._look, condition)
        dialog.chosen.connect(partial(self._replace, former))
        dialog.accepted.connect(self.answered)
        dialog.open()

    def _replace(self, former: Part | None, wanted: Part | None) -> None:
        self._change(with_part(self._filter, former, wanted))

    def _change(self, filter_: Filter) -> None:
        if filter_ != self._filter:
            self._filter = filter_
            self._rebuild()
            self.changed.emit(filter_)

    def _on_typed(self) -> None:
        self._show_fault("")
        self._typing.start()

    def _take_text(self, *, whole: bool = False) -> None:
        """Words filter while they are typed. Comparisons and alternatives become chips once they are ``whole``: half of one
        is nothing to search for."""
        self._typing.stop()
        try:
            typed = self._read(self.text.text().strip())
        except InputError as error:
            if whole:
                self._show_fault(worded(error))
            return
        if not typed.parts:
            self._change(Filter(self._filter.parts, typed.text))
        elif whole:
            self.text.setText(typed.text)
            self._change(Filter((*self._filter.parts, *typed.parts), typed.text))
        if whole:
            self.answered.emit()

    def _read(self, text: str) -> Filter:
        """What was typed; "Re: offer" are words. Raises ``InputError`` for what this list cannot be asked."""
        kind = self._look.kind
        try:
            typed = parse_filter(text, filter_fields(kind))
        except InputError as error:
            if error.phrase.code != "filters.unknown_field" or is_joined(text):
                raise
            typed = Filter(text=text)
        self._context.store.list_of(kind).refuse_unknown(typed, Sort())
        return typed

    def _show_fault(self, words: str) -> None:
        set_look(self.text, invalid=bool(words))
        self.text.setToolTip(plain_tip(words))
        self.text.setAccessibleDescription(words)
        if words:
            QToolTip.showText(
                self.text.mapToGlobal(self.text.rect().bottomLeft()), plain_tip(words), self.text
            )


def _short(words: str, most: int = 48) -> str:
    return words if len(words) <= most else words[: most - 1].rstrip(", ") + "…"
