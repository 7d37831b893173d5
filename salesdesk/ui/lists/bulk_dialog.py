"""Giving many records a value in any field: what they hold now and what they will hold is shown before."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from enum import Enum, auto
from typing import Any

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QComboBox, QGridLayout, QLineEdit, QStackedWidget, QWidget

from salesdesk.domain.bulk_values import HeldValues
from salesdesk.domain.cleaning.tags import split_tags
from salesdesk.domain.cleaning.text import fold_key
from salesdesk.domain.columns import ListColumn
from salesdesk.domain.entities import entity_of
from salesdesk.domain.fields import FieldType
from salesdesk.domain.names import name_key
from salesdesk.errors import InputError
from salesdesk.services.areas import RecordArea
from salesdesk.ui.context import Context
from salesdesk.ui.lists.bulk_bar import BulkChanges, Change
from salesdesk.ui.lists.columns import choices_for, value_text
from salesdesk.ui.lists.look import ListLook, field_title, stage_title
from salesdesk.ui.task_runner import Task, unasked
from salesdesk.ui.widgets.completion import FindingBox, TypingBox
from salesdesk.ui.widgets.dialog import Dialog
from salesdesk.ui.widgets.form import FormField, pair
from salesdesk.ui.widgets.text import ElidedLabel, label, set_look
from salesdesk.ui.wording import worded

_DELAY_MS = 150
_WIDTH, _HEIGHT = 580, 470
_NAMED = frozenset({"owner", "lead_source"})
"""Fields whose names are made by being typed."""
_NEVER_EMPTY = frozenset({"lifecycle_stage", "stage", "pipeline"})


class Way(Enum):
    """What is done with the values."""

    SET = auto()
    CLEAR = auto()
    ADD = auto()
    TAKE = auto()


class BulkDialog(Dialog):
    """Asks which field, what it becomes, and shows before and after."""

    def __init__(
        self,
        parent: QWidget | None,
        context: Context,
        look: ListLook,
        changes: BulkChanges,
        ids: Sequence[int],
    ) -> None:
        super().__init__(parent, "", width=_WIDTH)
        self._context, self._look, self._changes, self._ids = context, look, changes, ids
        counted = look.counted(len(ids), self.locale().toString(len(ids)))
        self._of_all = title = self.tr("Change {0}").format(counted)
        self.heading.setText(title)
        self.setWindowTitle(title)
        self._custom = {one.name: one for one in context.store.custom_fields.of(look.entity.value)}
        columns = [column for column in context.store.list_of(look.kind).columns() if column.editable]
        self._columns = {column.key: column for column in columns}
        self._held: HeldValues | None = None
        self._reading: Task | None = None
        self._request = 0
        self.field = FindingBox()
        for column in sorted(columns, key=lambda one: self._title(one).casefold()):
            self.field.addItem(self._title(column), column.key)
        self.way = QComboBox()
        self.typed, self.chosen, self.named = QLineEdit(), QComboBox(), TypingBox()
        self._editors = QStackedWidget()
        for editor in (self.typed, self.chosen, self.named):
            editor.setAccessibleName(self.tr("Value"))
            self._editors.addWidget(editor)
        self._editors.setFixedHeight(34)
        self._asked = FormField(self.tr("Field"), self.field)
        self._value = FormField(self.tr("Value"), self._editors)
        self._lines = QWidget()
        self._preview = QGridLayout(self._lines)
        self._said = label("", "secondary", wrap=True)
        self.add(pair(self._asked, FormField(self.tr("What to do"), self.way)))
        self.add(self._value)
        self.add(self._said)
        self.add(self._lines)
        self.body.addStretch(1)
        self.resize(_WIDTH, _HEIGHT)  # what is shown comes and goes; the buttons stay where they are
        self.add_cancel(self.tr("Cancel"))
        self.apply = self.add_button(title, self._accept, tone="primary", default=True)
        self._delay = QTimer(self)
        self._delay.setSingleShot(True)
        self._delay.setInterval(_DELAY_MS)
        self._delay.timeout.connect(self._show_preview)
        self.field.currentIndexChanged.connect(self._take_field)
        self.field.unknown.connect(self._show_unknown)
        self.way.currentIndexChanged.connect(self._take_way)
        self.typed.textChanged.connect(self._delay.start)
        self.chosen.currentIndexChanged.connect(self._delay.start)
        self.named.editTextChanged.connect(self._delay.start)
        self.finished.connect(self._stop_reading)
        self._take_field()

    # ---- what is asked ----

    @property
    def column(self) -> ListColumn:
        """The field chosen."""
        return self._columns[str(self.field.currentData())]

    def _title(self, column: ListColumn) -> str:
        return field_title(column.key, column.title)

    def _show_unknown(self, text: str) -> None:
        self._asked.set_error(self.tr("There is no field “{0}”.").format(text) if text else "")
        self.apply.setEnabled(not text)

    def _take_field(self) -> None:
        column = self.column
        required = column.key in _NEVER_EMPTY or column.key == entity_of(self._look.kind).name_field
        ways = [(Way.SET, self.tr("Set to"))]
        if column.type is FieldType.TAGS:
            ways = [
                (Way.ADD, self.tr("Add tags")),
                (Way.TAKE, self.tr("Take tags away")),
                (Way.SET, self.tr("Set to exactly these tags")),
            ]
        if not required and not (column.type is FieldType.BOOLEAN and column.key not in self._custom):
            ways.append((Way.CLEAR, self.tr("Clear")))
        self.way.blockSignals(True)
        self.way.clear()
        for way, text in ways:
            self.way.addItem(text, way)
        self.way.blockSignals(False)
        self._fill_editor(column)
        self._read()
        self._take_way()

    def _fill_editor(self, column: ListColumn) -> None:
        custom = self._custom.get(column.key)
        offered = choices_for(column.key, column.type, custom, self._context.store)
        choices = [(value, text) for value, text in (offered() if offered else ()) if value is not None]
        if column.type is FieldType.TAGS:
            choices = [(one.name, one.name) for one in self._context.store.tags.all()]
        free = column.key in _NAMED or column.type is FieldType.TAGS
        box = self.named if free else self.chosen
        box.blockSignals(True)
        box.clear()
        for value, text in choices:
            box.addItem(text, value)
        if free:
            box.setCurrentIndex(-1)
            box.setEditText("")
        box.blockSignals(False)
        self.typed.setText("")
        self.typed.setPlaceholderText(_hint(column.type))
        self._editors.setCurrentWidget(box if choices or free else self.typed)

    def _take_way(self) -> None:
        self._value.setVisible(self.way.currentData() is not Way.CLEAR)
        self._delay.start()

    def value(self) -> str:
        """The value as it is typed, "" for none."""
        if self.way.currentData() is Way.CLEAR:
            return ""
        editor = self._editors.currentWidget()
        if editor is self.chosen:
            data = self.chosen.currentData()
            return self.chosen.currentText() if isinstance(data, bool) else str(data or "")
        return (self.typed.text() if editor is self.typed else self.named.currentText()).strip()

    # ---- before and after ----

    def _read(self) -> None:
        """Count what the records hold, on the worker."""
        self._stop_reading()
        self._held, self._request = None, self._request + 1
        request, key, ids = self._request, self.column.key, self._ids
        held = self._changes.service.held_values

        def arrived(found: HeldValues) -> None:
            if request == self._request:
                self._held, self._reading = found, None
                self._show_preview()

        self._reading = self._context.tasks.run(
            lambda work: held(ids, key, work=work), done=arrived, failed=unasked, owner=self
        )

    def _stop_reading(self) -> None:
        if self._reading is not None:
            self._reading.cancel()
            self._reading = None

    def _problem(self) -> str:
        """What is wrong with the value."""
        way, value = self.way.currentData(), self.value()
        if way is not Way.CLEAR and not value:
            return ""
        try:
            self._changes.service.refuse_value(self.column.key, value)
        except InputError as error:
            return worded(error)
        return ""

    def _show_preview(self) -> None:
        self._delay.stop()
        way, problem = self.way.currentData(), self._problem()
        self._value.set_error(problem)
        missing = way is not Way.CLEAR and not self.value()
        self.apply.setEnabled(not problem and not missing and not self._asked.error())
        self._begin_lines()
        held = self._held
        if held is None:
            self._said.setText(self.tr("Counting what they hold…"))
            return
        after = self._after() if not problem and not missing else None
        rows = [
            (self._shown(value), None if after is None else after(value), count)
            for value, count in held.counts
        ]
        changed = sum(count for before, then, count in rows if then is not None and then != before)
        if after is None:
            self._said.setText(self.tr("What they hold now:"))
            self.apply.setText(self._of_all)
        else:
            number = changed + held.others
            counted = self._look.counted(number, self.locale().toString(number))
            self._said.setText(self.tr("{0} change:").format(counted))
            self.apply.setText(self.tr("Change {0}").format(counted))
        for before, then, count in rows:
            self._add_line(before, then, self._look.counted(count, self.locale().toString(count)))
        if held.others:
            counted = self._look.counted(held.others, self.locale().toString(held.others))
            other = None if after is None else after(None)
            self._add_line(self.tr("other values"), other, counted)
        if after is None:
            return
        if held.records > len(held.first) > 0:
            self._add_heading(self.tr("The first of them"))
        for name, value in held.first:
            self._add_line(self._shown(value), after(value), name)

    def _begin_lines(self) -> None:
        """A grid keeps its rows however empty; other lines come into another one."""
        former, self._lines = self._lines, QWidget()
        self._preview = grid = QGridLayout(self._lines)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(12)
        grid.setVerticalSpacing(4)
        grid.setColumnStretch(0, 3)
        grid.setColumnStretch(2, 3)
        grid.setColumnStretch(3, 2)
        self.body.replaceWidget(former, self._lines)
        former.hide()
        former.deleteLater()

    def _add_heading(self, text: str) -> None:
        self._preview.addWidget(label(text, "caption"), self._preview.rowCount(), 0, 1, 4)

    def _add_line(self, before: str, then: str | None, beside: str) -> None:
        row = self._preview.rowCount()
        same = then is not None and then == before
        old = ElidedLabel(before or self.tr("empty"), "secondary", minimum=40)
        set_look(old, stale=not before)
        self._preview.addWidget(old, row, 0)
        if then is not None:
            self._preview.addWidget(label("→" if not same else "", "secondary"), row, 1)
            text = self.tr("stays") if same else then or self.tr("empty")
            self._preview.addWidget(ElidedLabel(text, "secondary" if same else "strong", minimum=40), row, 2)
        self._preview.addWidget(ElidedLabel(beside, "secondary", minimum=60), row, 3)

    def _after(self) -> Callable[[Any], str]:
        """What a value becomes, as it is shown."""
        way, value, column = self.way.currentData(), self.value(), self.column
        if column.type is FieldType.TAGS and way is not Way.CLEAR:
            given = split_tags(value)
            keys = {name_key(one) for one in given}

            def tags(held: Any) -> str:
                kept = [] if way is Way.SET else [one for one in held or () if name_key(one) not in keys]
                if way is Way.ADD:
                    known = {name_key(one): one for one in held or ()}
                    kept = [*(held or ()), *(one for one in given if name_key(one) not in known)]
                elif way is Way.SET:
                    kept = list(given)
                return ", ".join(sorted(kept, key=fold_key))

            return tags
        text = stage_title(value) if column.key == "lifecycle_stage" else value
        return lambda _held: text

    def _shown(self, value: Any) -> str:
        column = self.column
        if column.key == "lifecycle_stage":
            return stage_title(value)
        if column.type is FieldType.TAGS:
            return ", ".join(sorted(value or (), key=fold_key))
        return value_text(column.type, value)

    # ---- doing it ----

    def _accept(self) -> None:
        self.field.settle()
        self._show_preview()
        if not self.apply.isEnabled():
            return
        title = self._title(self.column).replace("{", "{{").replace("}", "}}")
        said = self._message().replace("%s", title)
        typed = {self.column.key: self.value()}
        # By the time an answer comes this dialog is gone: nothing is read from it then.
        changes, ids, change = self._changes, self._ids, self._change()
        self.accept()
        changes.ask_first(dict.fromkeys(ids, typed), lambda service: changes.run(ids, said, change(service)))

    def _message(self) -> str:
        way = self.way.currentData()
        if way is Way.CLEAR:
            return self.tr("%s of {0} cleared")
        if way in (Way.ADD, Way.TAKE):
            return self.tr("Tags of {0} changed")
        return self.tr("%s of {0} changed")

    def _change(self) -> Callable[[RecordArea], Change]:
        """The call of a service, once it is known by which use cases; what has a way of its own in bulk takes that."""
        way, key, value = self.way.currentData(), self.column.key, self.value()
        own = self._own_way(way, key, value)
        if own is not None:
            return lambda _service: own
        return lambda service: lambda ids, work, seen: service.edit_all(ids, key, value, work=work, seen=seen)

    def _own_way(self, way: Way, key: str, value: str) -> Change | None:
        changes = self._changes
        if way is Way.ADD:
            return lambda ids, work, _seen: changes.sales.tag(ids, value, work=work)
        if way is Way.TAKE:
            return lambda ids, work, _seen: changes.sales.untag(ids, value, work=work)
        if key == "lifecycle_stage":
            return lambda ids, work, seen: changes.sales.set_lifecycle(ids, value, work=work, seen=seen)
        if key == "owner" and self._look.has("lead_source"):
            return lambda ids, work, seen: changes.owned.set_owner(ids, value or None, work=work, seen=seen)
        if key == "lead_source":
            return lambda ids, work, seen: changes.owned.set_source(ids, value or None, work=work, seen=seen)
        return None


def _hint(type_: FieldType) -> str:
    """What a value may look like."""
    if type_ in (FieldType.DATE, FieldType.DATETIME):
        return "2026-03-31"
    return "1500" if type_ in (FieldType.NUMBER, FieldType.INTEGER, FieldType.MONEY) else ""
