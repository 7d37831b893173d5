"""The list model and its table: order, paging, narrow refresh, place, selection, editing, columns, clipboard."""

from __future__ import annotations

import time
from array import array
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace

import pytest
from PySide6.QtCore import QItemSelectionModel, QPoint, Qt
from PySide6.QtGui import QColor, QContextMenuEvent, QGuiApplication
from PySide6.QtWidgets import QApplication, QComboBox, QLineEdit, QMenu
from pytestqt.modeltest import ModelTester
from pytestqt.qtbot import QtBot

from salesdesk.domain.changes import ChangeSet, EntityKind
from salesdesk.domain.filters import Sort
from salesdesk.ui.models.columns import Column
from salesdesk.ui.models.record_table_model import PAGE, RecordIdRole, RecordTableModel, ValueRole
from salesdesk.ui.theme import Theme
from salesdesk.ui.widgets.record_header import ColumnLayout
from salesdesk.ui.widgets.record_table import RecordTable
from tests.ui.naming import assert_all_named


@dataclass(frozen=True)
class Row:
    id: int
    name: str
    stage: str
    tags: tuple[str, ...]
    amount: int


class Rows:
    """A table in memory that counts how it is read."""

    def __init__(self, count: int) -> None:
        self.rows = {n: Row(n, f"Person {n:04}", "Lead", ("a", "b"), n * 10) for n in range(1, count + 1)}
        self.pages: list[list[int]] = []
        self.readings = 0

    def ids(self, filter: object, sort: Sort | None) -> Sequence[int]:
        self.readings += 1
        kept = [row for row in self.rows.values() if not isinstance(filter, str) or filter in row.name]
        if sort is not None:
            kept.sort(key=lambda row: getattr(row, sort.field), reverse=sort.descending)
        return array("q", [row.id for row in kept])

    def page(self, ids: Sequence[int]) -> Mapping[int, Row]:
        self.pages.append(list(ids))
        return {number: self.rows[number] for number in ids if number in self.rows}

    def change(self, number: int, **values: object) -> ChangeSet:
        self.rows[number] = replace(self.rows[number], **values)  # type: ignore[arg-type]
        return ChangeSet(1, updated={EntityKind.CONTACT: frozenset({number})})

    def remove(self, number: int) -> ChangeSet:
        del self.rows[number]
        return ChangeSet(1, deleted={EntityKind.CONTACT: frozenset({number})})


COLUMNS = (
    Column("name", "Name", 160, "left", lambda r: r.name, sort_key="name", editable=True, kind="name"),
    Column(
        "stage", "Stage", 90, "left", lambda r: r.stage, editable=True, kind="chip",
        tone=lambda v: "good" if v == "Customer" else "",
        choices=lambda: [("Lead", "Lead"), ("Customer", "Customer")],
    ),
    Column("tags", "Tags", 120, "left", lambda r: r.tags, kind="tags"),
    Column("amount", "Amount", 90, "right", lambda r: r.amount, lambda v: f"€{v}", "amount", kind="money"),
    Column("id", "Number", 70, "right", lambda r: r.id, kind="number", visible=False),
)  # fmt: skip


def make_model(rows: Rows, **named: object) -> RecordTableModel:
    model = RecordTableModel(COLUMNS, rows, EntityKind.CONTACT, (EntityKind.TAG,), **named)  # type: ignore[arg-type]
    model.reload()
    return model


@pytest.fixture
def rows() -> Rows:
    return Rows(300)


@pytest.fixture
def table(qtbot: QtBot, theme: Theme, rows: Rows) -> RecordTable:
    made = RecordTable(theme, make_model(rows), "Contacts")
    qtbot.addWidget(made)
    made.resize(640, 420)
    made.show()
    return made


def test_cells_are_painted_in_the_colours_of_now(
    table: RecordTable, theme: Theme, qapp: QApplication
) -> None:
    place = table.visualRect(table.model().index(2, 1)).topLeft() + QPoint(4, 4)

    def ground() -> QColor:
        table.hovered_row = 2
        return table.viewport().grab().toImage().pixelColor(place)

    assert ground() == theme.color("background")
    theme.apply(qapp, "dark")
    assert theme.is_dark
    assert ground() == theme.color("background")


def test_a_column_keeps_its_delegate_while_it_is_the_same_one(table: RecordTable) -> None:
    before = [table.itemDelegateForColumn(at) for at in range(len(COLUMNS))]
    table.apply_columns(ColumnLayout(("stage", "name"), {}))
    assert [table.itemDelegateForColumn(at) for at in range(len(COLUMNS))] == before
    model_of(table).set_columns((COLUMNS[1], COLUMNS[0], *COLUMNS[2:]))
    table.apply_columns()
    after = [table.itemDelegateForColumn(at) for at in range(len(COLUMNS))]
    assert [one is other for one, other in zip(before, after, strict=True)] == [
        False,
        False,
        True,
        True,
        True,
    ]
    assert [type(one) for one in after[:2]] == [type(before[1]), type(before[0])]


def model_of(table: RecordTable) -> RecordTableModel:
    model = table.model()
    assert isinstance(model, RecordTableModel)
    return model


def test_the_model_keeps_qts_rules_filled_changed_and_emptied(qtmodeltester: ModelTester, rows: Rows) -> None:
    model = make_model(rows)
    qtmodeltester.check(model)
    model.on_changed(rows.change(5, name="Person 0005 b"))
    qtmodeltester.check(model)
    model.on_changed(rows.remove(7))
    assert model.rowCount() == 299
    qtmodeltester.check(model)
    model.set_sort(Sort("amount", descending=True))
    qtmodeltester.check(model)
    model.set_filter("nobody")
    assert model.rowCount() == 0
    qtmodeltester.check(model)
    assert model.rowCount(model.index(0, 0)) == 0


def test_rows_are_read_a_page_at_a_time_and_once(rows: Rows) -> None:
    model = make_model(rows)
    assert model.index(70, 0).data() == "Person 0071"
    assert model.index(71, 3).data() == "€720"
    assert model.index(71, 3).data(ValueRole) == 720
    assert model.index(71, 0).data(RecordIdRole) == 72
    assert rows.pages == [list(range(PAGE + 1, 2 * PAGE + 1))]


def test_an_update_that_keeps_the_order_repaints_without_a_reset(qtbot: QtBot, rows: Rows) -> None:
    model = make_model(rows)
    assert model.index(4, 1).data() == "Lead"
    with qtbot.assertNotEmitted(model.modelReset), qtbot.waitSignal(model.dataChanged):
        model.on_changed(rows.change(5, stage="Customer"))
    assert model.index(4, 1).data() == "Customer"


def test_a_change_of_other_records_is_not_even_read(qtbot: QtBot, rows: Rows) -> None:
    model = make_model(rows)
    readings = rows.readings
    model.on_changed(ChangeSet(1, updated={EntityKind.DEAL: frozenset({1})}))
    assert rows.readings == readings
    assert model.index(0, 2).data() == "a, b"
    rows.change(1, tags=("c",))
    model.on_changed(ChangeSet(1, updated={EntityKind.TAG: frozenset({9})}))
    assert model.index(0, 2).data() == "c"


def test_a_reset_keeps_current_selection_and_place_by_record(table: RecordTable, rows: Rows) -> None:
    model = model_of(table)
    table.select_id(200)
    table.verticalScrollBar().setValue(150 * 38)
    seen: list[object] = []
    table.current_changed.connect(seen.append)
    table.on_changed(rows.remove(3))
    assert table.current_id() == 200
    assert table.selected_ids() == [200]
    assert table.verticalScrollBar().value() == 150 * 38
    assert seen == []
    model.set_filter("Person 01")
    assert seen[-1] is None
    assert table.selected_ids() == []


def test_the_next_record_follows_removed_ones(table: RecordTable, rows: Rows) -> None:
    model = model_of(table)
    table.select_id(150)
    table.verticalScrollBar().setValue(140 * 38)
    table.selectionModel().select(
        table._ranges([150, 151, 152]), QItemSelectionModel.SelectionFlag.ClearAndSelect
    )
    for record in (150, 151, 152):
        del rows.rows[record]
    table.on_changed(ChangeSet(1, deleted={EntityKind.CONTACT: frozenset({150, 151, 152})}))
    assert (table.current_id(), table.selected_ids()) == (153, [153])
    assert table.verticalScrollBar().value() == 140 * 38
    table.select_id(300)
    table.on_changed(rows.remove(300))
    assert table.current_id() == 299
    seen: list[object] = []
    table.current_changed.connect(seen.append)
    rows.rows.clear()
    table.on_changed(ChangeSet(1, deleted={EntityKind.CONTACT: frozenset({299})}))
    assert (model.rowCount(), table.current_id(), seen[-1]) == (0, None, None)


def test_sorting_by_the_header_asks_the_source_and_keeps_the_record(table: RecordTable, rows: Rows) -> None:
    model = model_of(table)
    table.select_id(1)
    table.header.sectionClicked.emit(model.column_of("amount"))
    assert model.sorting == Sort("amount", False)
    table.header.sectionClicked.emit(model.column_of("amount"))
    assert model.sorting == Sort("amount", True)
    assert model.id_at(0) == 300
    assert table.current_id() == 1
    assert list(table.header.sorted_sections) == [model.column_of("amount")]
    table.header.sectionClicked.emit(model.column_of("tags"))
    assert model.sorting == Sort("amount", True), "a column without a sort key does not sort"


def test_selecting_everything_survives_a_refresh(table: RecordTable, rows: Rows) -> None:
    table.selectAll()
    assert len(table.selected_ids()) == 300
    table.on_changed(rows.remove(150))
    assert len(table.selected_ids()) == 299


def test_many_scattered_rows_stay_selected(table: RecordTable, rows: Rows) -> None:
    model = model_of(table)
    model.set_sort(Sort("amount", descending=True))
    wanted = list(range(300, 0, -3))
    selection = table.selectionModel()
    selection.clearSelection()
    for record in wanted:
        selection.select(
            model.index(model.row_of(record), 0),
            selection.SelectionFlag.Select | selection.SelectionFlag.Rows,
        )
    table.on_changed(rows.remove(2))
    assert table.selected_ids() == wanted


def test_a_million_rows_show_at_once(qtbot: QtBot, theme: Theme) -> None:
    class Many(Rows):
        def ids(self, filter: object, sort: Sort | None) -> Sequence[int]:
            return array("q", range(1, 1_000_001))

        def page(self, ids: Sequence[int]) -> Mapping[int, Row]:
            self.pages.append(list(ids))
            return {n: Row(n, f"Person {n}", "Lead", (), n) for n in ids}

    source = Many(0)
    model = RecordTableModel(COLUMNS, source, EntityKind.CONTACT)
    table = RecordTable(theme, model, "Contacts")
    qtbot.addWidget(table)
    table.resize(640, 420)
    begin = time.process_time()
    model.reload()
    table.show()
    table.grab()
    table.scrollToBottom()
    table.grab()
    assert time.process_time() - begin < 2.0, "a million rows were walked"
    assert model.rowCount() == 1_000_000
    assert len(source.pages) <= 4, "only the pages on screen are read"
    table.selectAll()
    assert len(table.selected_ids()) == 1_000_000


def test_long_lists_are_read_by_the_worker_and_overtaken_answers_dropped(rows: Rows) -> None:
    waiting: list[tuple[Callable[[], Sequence[int]], Callable[[Sequence[int]], None]]] = []
    model = RecordTableModel(
        COLUMNS, rows, EntityKind.CONTACT, defer=lambda read, arrived: waiting.append((read, arrived))
    )
    model.set_ids(array("q", range(1, 60_001)))
    model.set_filter("Person 000")
    model.set_filter("Person 001")
    assert model.rowCount() == 60_000, "the old list stays until the answer is there"
    (first, first_arrived), (second, second_arrived) = waiting
    second_arrived(second())
    assert model.rowCount() == 10
    first_arrived(first())
    assert model.id_at(0) == 10


def test_the_first_rows_of_a_long_list_come_before_all_of_them(
    qtbot: QtBot, theme: Theme, rows: Rows, qtmodeltester: ModelTester
) -> None:
    waiting: list[tuple[Callable[[], object], Callable[[object], None]]] = []
    model = RecordTableModel(
        COLUMNS,
        rows,
        EntityKind.CONTACT,
        defer=lambda read, arrived: waiting.append((read, arrived)),  # type: ignore[arg-type]
        head=lambda _filter, _sort: array("q", range(1, 21)),
    )
    table = RecordTable(theme, model, "Contacts")
    qtbot.addWidget(table)
    table.show()
    qtmodeltester.check(model)
    model.expected = 60_000
    counted: list[object] = []
    model.counted.connect(counted.append)
    model.reload()
    qtbot.waitUntil(lambda: table.veil.is_drawn)
    (first, first_arrived), (every, all_arrived) = waiting
    first_arrived(first())
    assert model.rowCount() == 20
    assert not table.veil.is_drawn
    assert not counted, "how many there are is not known yet"
    table.select_id(7)
    exported: list[int] = []
    model.when_whole(lambda: exported.extend(model.ids))
    assert exported == []
    all_arrived(every())
    assert model.rowCount() == 300
    assert counted == [300]
    assert len(exported) == 300
    assert table.current_id() == 7


def test_several_columns_sort_one_within_the_other(qtbot: QtBot, theme: Theme, rows: Rows) -> None:
    sorts: list[Sort | None] = []
    model = make_model(rows)
    table = RecordTable(theme, model, "Contacts")
    qtbot.addWidget(table)
    table.resize(640, 420)
    table.show()
    model.modelReset.connect(lambda: sorts.append(model.sorting))
    header = table.header
    for section, keys in (
        (3, Qt.KeyboardModifier.NoModifier),
        (0, Qt.KeyboardModifier.ShiftModifier),
        (0, Qt.KeyboardModifier.ShiftModifier),
        (3, Qt.KeyboardModifier.ShiftModifier),
    ):
        at = QPoint(header.sectionViewportPosition(section) + 20, 10)
        qtbot.mouseClick(header.viewport(), Qt.MouseButton.LeftButton, keys, at)
    assert sorts == [
        Sort("amount"),
        Sort("amount", False, (Sort("name"),)),
        Sort("amount", False, (Sort("name", True),)),
        Sort("amount", True, (Sort("name", True),)),
    ]
    assert header.sorted_sections == {3: True, 0: True}
    header.grab()
    table.setCurrentIndex(model.index(0, 0))
    qtbot.keyClick(table, Qt.Key.Key_Up, Qt.KeyboardModifier.AltModifier)
    assert model.sorting == Sort("name")
    table.setCurrentIndex(model.index(0, 3))
    both = Qt.KeyboardModifier.AltModifier | Qt.KeyboardModifier.ShiftModifier
    qtbot.keyClick(table, Qt.Key.Key_Down, both)
    assert model.sorting == Sort("name", False, (Sort("amount", True),))


def test_editing_asks_the_caller_and_never_writes(qtbot: QtBot, theme: Theme, rows: Rows) -> None:
    edits: list[tuple[int, str, object]] = []
    model = make_model(rows, edit=lambda record, key, value: edits.append((record, key, value)))
    table = RecordTable(theme, model, "Contacts")
    qtbot.addWidget(table)
    table.resize(640, 420)
    table.show()
    index = model.index(2, 0)
    assert not model.index(2, 2).flags() & Qt.ItemFlag.ItemIsEditable
    table.setCurrentIndex(index)
    table.edit(index)
    editor = table.findChild(QLineEdit)
    assert editor is not None
    assert editor.text() == "Person 0003"
    editor.setText("Nobody")
    table.on_changed(rows.remove(1))
    assert model.rowCount() == 300, "a change waits while a cell is being edited"
    qtbot.keyClick(editor, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: edits == [(3, "name", "Nobody")])
    qtbot.waitUntil(lambda: model.rowCount() == 299)
    assert model.index(model.row_of(3), 0).data() == "Person 0003"
    choice = model.index(0, 1)
    table.edit(choice)
    combo = table.findChild(QComboBox)
    assert combo is not None
    combo.setCurrentIndex(1)
    table.commitData(combo)
    assert edits[-1] == (2, "stage", "Customer")


@pytest.mark.parametrize("left", [[2], [2, 3], []], ids=["gone", "moved", "empty"])
def test_what_is_being_typed_is_taken_before_other_rows_come(
    qtbot: QtBot, theme: Theme, rows: Rows, left: list[int]
) -> None:
    edits: list[tuple[int, str, object]] = []
    model = make_model(rows, edit=lambda record, key, value: edits.append((record, key, value)))
    table = RecordTable(theme, model, "Contacts")
    qtbot.addWidget(table)
    table.show()
    table.setCurrentIndex(model.index(2, 0))
    table.edit(model.index(2, 0))
    editor = table.findChild(QLineEdit)
    assert editor is not None
    editor.setText("Nobody")
    table.on_changed(rows.remove(1))
    model.set_ids(left)
    assert edits == [(3, "name", "Nobody")]
    assert table.state() == RecordTable.State.NoState
    assert not model.begun


@pytest.mark.parametrize("column", [0, 1])
def test_enter_in_an_editor_saves_and_stays_in_the_list(
    qtbot: QtBot, theme: Theme, rows: Rows, column: int
) -> None:
    edits: list[object] = []
    opened: list[object] = []
    model = make_model(rows, edit=lambda record, key, value: edits.append((record, value)))
    table = RecordTable(theme, model, "Contacts")
    qtbot.addWidget(table)
    table.opened.connect(opened.append)
    table.show()
    table.setCurrentIndex(model.index(2, column))
    qtbot.keyClick(table, Qt.Key.Key_F2)
    editor = table.findChild(QComboBox if column else QLineEdit)
    if isinstance(editor, QComboBox):
        editor.setCurrentIndex(1)
    elif isinstance(editor, QLineEdit):
        editor.setText("Nobody")
    qtbot.keyClick(editor, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: edits == [(3, "Customer" if column else "Nobody")])
    qtbot.waitUntil(lambda: table.state() == RecordTable.State.NoState)
    assert opened == []
    assert table.hasFocus()


def test_setting_the_same_value_is_no_edit(rows: Rows) -> None:
    edits: list[object] = []
    model = make_model(rows, edit=lambda *edit: edits.append(edit))
    assert not model.setData(model.index(0, 0), "Person 0001")
    assert not edits


def test_columns_can_be_chosen_moved_and_remembered(qtbot: QtBot, table: RecordTable) -> None:
    assert [c.key for c in table.visible_columns()] == ["name", "stage", "tags", "amount"]
    menu = QMenu()
    qtbot.addWidget(menu)
    table.header.fill_menu(menu)
    assert [(a.text(), a.isChecked()) for a in menu.actions()][-1] == ("Number", False)
    with qtbot.waitSignal(table.layout_changed) as told:
        menu.actions()[-1].trigger()
        menu.actions()[1].trigger()
        table.header.resizeSection(0, 222)
    layout = told.args[0]
    assert layout.shown == ("name", "tags", "amount", "id")
    assert layout.widths["name"] == 222
    again = ColumnLayout.from_json(layout.as_json())
    assert again == layout
    table.apply_columns(ColumnLayout(("amount", "gone", "name"), {"name": 99}))
    assert [c.key for c in table.visible_columns()] == ["amount", "name"]
    for key in ("amount", "name"):
        table.header.show_column(key, False)
    assert len(table.visible_columns()) == 1, "the last column stays"


def test_the_first_row_is_chosen_when_the_list_gets_the_focus(qtbot: QtBot, table: RecordTable) -> None:
    table.clearFocus()
    table.selectionModel().clear()
    table.setFocus()
    qtbot.waitUntil(table.hasFocus)
    assert (table.current_id(), table.selected_ids()) == (1, [1])


def test_keys_open_select_copy_and_jump(qtbot: QtBot, table: RecordTable) -> None:
    opened: list[int] = []
    table.opened.connect(opened.append)
    table.select_id(1)
    qtbot.keyClick(table, Qt.Key.Key_Return)
    assert opened == [1]
    qtbot.keyClick(table, Qt.Key.Key_End)
    assert table.current_id() == 300
    qtbot.keyClick(table, Qt.Key.Key_Home)
    assert table.current_id() == 1
    qtbot.keyClick(table, Qt.Key.Key_Down, Qt.KeyboardModifier.ShiftModifier)
    assert table.selected_ids() == [1, 2]
    qtbot.keyClick(table, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    assert QGuiApplication.clipboard().text().split("\n") == [
        "Name\tStage\tTags\tAmount",
        "Person 0001\tLead\ta, b\t€10",
        "Person 0002\tLead\ta, b\t€20",
    ]
    qtbot.keyClick(table, Qt.Key.Key_Space)
    assert table.selected_ids() == [1]
    table.setCurrentIndex(table.model().index(0, 3))
    qtbot.keyClick(table, Qt.Key.Key_Down, Qt.KeyboardModifier.AltModifier)
    assert model_of(table).sorting == Sort("amount", True)
    assert table.current_id() == 1


def test_the_context_menu_is_filled_by_the_page(table: RecordTable) -> None:
    asked: list[object] = []

    def fill(menu: QMenu, ids: list[int]) -> None:
        asked.append(ids)
        menu.addAction("Delete")

    table.menu_requested.connect(fill)
    table.select_id(4)
    table.customContextMenuRequested.emit(QPoint(10, 10))
    assert asked == [[4]]
    menu = next(menu for menu in table.findChildren(QMenu) if menu.isVisible())
    menu.close()


@pytest.mark.parametrize("scrolled", [False, True])
def test_a_menu_that_a_key_asks_for_opens_at_its_row_also_when_that_was_out_of_sight(
    table: RecordTable, scrolled: bool
) -> None:
    table.menu_requested.connect(lambda menu, _ids: menu.addAction("Delete"))
    table.select_id(4)
    bar = table.verticalScrollBar()
    bar.setValue(bar.maximum() if scrolled else 0)
    row = table.visualRect(table.currentIndex())
    assert table.viewport().rect().intersects(row) != scrolled
    place = table.inputMethodQuery(Qt.InputMethodQuery.ImCursorRectangle).center()  # as Qt does for the key
    event = QContextMenuEvent(QContextMenuEvent.Reason.Keyboard, place, table.mapToGlobal(place))
    QApplication.sendEvent(table, event)
    menu = next(menu for menu in table.findChildren(QMenu) if menu.isVisible())
    row = table.visualRect(table.currentIndex())
    assert table.viewport().rect().contains(row.bottomLeft())
    assert table.viewport().mapFromGlobal(menu.pos()) == row.bottomLeft()
    menu.close()


def test_the_table_and_its_parts_are_named(table: RecordTable) -> None:
    assert_all_named(table)
    assert table.header.accessibleName() == "Contacts: columns"


def test_the_cell_that_is_edited_is_in_sight_wherever_sorting_took_it(
    qtbot: QtBot, theme: Theme, rows: Rows
) -> None:
    model = make_model(rows, edit=lambda *_cell: None)
    table = RecordTable(theme, model, "Contacts")
    qtbot.addWidget(table)
    table.resize(640, 420)
    table.show()
    table.setFocus()
    table.setCurrentIndex(model.index(0, 0))
    model.sort(0, Qt.SortOrder.DescendingOrder)
    table.verticalScrollBar().setValue(0)
    assert table.current_id() == 1
    assert not table.viewport().rect().contains(table.visualRect(table.currentIndex()))
    qtbot.keyClick(table, Qt.Key.Key_F2)
    editor = table.findChild(QLineEdit)
    assert editor is not None
    assert table.viewport().rect().contains(editor.geometry())
    qtbot.keyClick(editor, Qt.Key.Key_Escape)
