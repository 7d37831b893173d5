"""The frame: pages built lazily, changes passed on, back, search, palette, messages, drops, memory."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QMimeData, QPoint, QPointF, QRect, Qt, QUrl
from PySide6.QtGui import QAction, QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QApplication, QMenu, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from salesdesk.domain.changes import ChangeSet, EntityKind
from salesdesk.errors import StoreDamaged
from salesdesk.phrases import said
from salesdesk.ui.context import Context
from salesdesk.ui.page import Page, PageEntry
from salesdesk.ui.widgets.find_field import FindField
from salesdesk.ui.widgets.record_table import RecordTable
from salesdesk.ui.window.main_window import MainWindow
from salesdesk.ui.window.navigation_rail import NARROW, WIDE, RailItem, ViewEntry
from salesdesk.ui.window.search import Command, Found, matching_commands
from tests.ui.naming import assert_all_named
from tests.visual.frame import find, make_window

CHANGE = ChangeSet(1, updated={EntityKind.CONTACT: frozenset({1})})


class Recorder(Page):
    """A page that remembers what it was told."""

    concerns = frozenset({EntityKind.CONTACT})

    def __init__(self, context: Context, title: str) -> None:
        super().__init__(context, title)
        self.heard: list[object] = []

    def refresh(self) -> None:
        self.heard.append("refresh")

    def apply_change(self, change: ChangeSet) -> None:
        self.heard.append(change)

    def open_target(self, target: object) -> None:
        self.heard.append(("target", target))


def recorders(qtbot: QtBot, context: Context, built: list[str]) -> MainWindow:
    def entry(key: str, **more: object) -> PageEntry:
        def build() -> Page:
            built.append(key)
            return Recorder(context, key.title())

        return PageEntry(key, key.title(), "users", build, **more)  # type: ignore[arg-type]

    entries = [
        entry("one", count=lambda: len(built)),
        entry("two"),
        entry("hidden", in_rail=False, parent_key="two"),
    ]
    window = MainWindow(context, entries, search=find, commands=lambda: ())
    qtbot.addWidget(window)
    window.show()
    return window


def heard(window: MainWindow, key: str) -> list[object]:
    page = window.page(key)
    assert isinstance(page, Recorder)
    return page.heard


def test_pages_are_built_when_shown_and_hidden_ones_refresh_late(
    qtbot: QtBot, frame_context: Context
) -> None:
    built: list[str] = []
    window = recorders(qtbot, frame_context, built)
    assert built == []
    window.show_page("one")
    assert (built, heard(window, "one")) == (["one"], ["refresh"])
    frame_context.notifier.notify(CHANGE)
    assert heard(window, "one") == ["refresh", CHANGE]
    window.show_page("two")
    frame_context.notifier.notify(CHANGE)
    assert heard(window, "one") == ["refresh", CHANGE], "a hidden page waits"
    frame_context.notifier.notify(ChangeSet(2, updated={EntityKind.DEAL: frozenset({1})}))
    assert heard(window, "two") == ["refresh", CHANGE], "other kinds are no concern of it"
    window.show_page("one")
    assert heard(window, "one") == ["refresh", CHANGE, "refresh"]
    window.show_page("two")
    assert heard(window, "two")[-1] == CHANGE, "nothing changed while it was hidden"


def test_targets_back_and_the_marked_entry(qtbot: QtBot, frame_context: Context) -> None:
    window = recorders(qtbot, frame_context, [])
    navigate = frame_context.navigate
    window.show_page("one")
    navigate.go("hidden", 7)
    assert heard(window, "hidden") == [("target", 7), "refresh"]
    assert [item.accessibleName() for item in window.rail.findChildren(RailItem) if item.isChecked()] == [
        "Two"
    ]
    navigate("hidden", 8)
    assert heard(window, "hidden")[2:] == [("target", 8), "refresh"]
    assert window.windowTitle() == "Hidden · SalesDesk"
    navigate.back()
    assert heard(window, "hidden")[4:] == [("target", 7), "refresh"]
    navigate.back()
    assert window.current_key == "one"
    navigate.back()
    assert window.current_key == "one"


def test_counts_follow_changes(qtbot: QtBot, frame_context: Context) -> None:
    window = recorders(qtbot, frame_context, [])
    item = next(item for item in window.rail.findChildren(RailItem) if item.accessibleName() == "One")
    qtbot.waitUntil(lambda: item.count.text() == "0")
    window.show_page("one")
    frame_context.notifier.notify(CHANGE)
    qtbot.waitUntil(lambda: item.count.text() == "1")


def test_the_rail_narrows_in_small_windows(window: MainWindow) -> None:
    window.resize(1440, 900)
    assert window.rail.width() == WIDE
    window.resize(1024, 640)
    QApplication.sendPostedEvents()
    assert window.rail.width() == NARROW
    contacts = next(
        item for item in window.rail.findChildren(RailItem) if item.accessibleName() == "Contacts"
    )
    assert contacts.toolTip() == "Contacts"
    assert not contacts.title.isVisible()
    window.resize(1440, 900)
    assert contacts.title.isVisible()
    assert contacts.toolTip() == ""


def test_every_page_fits_the_smallest_promised_window(window: MainWindow) -> None:
    for key in ("contacts", "reports", "today"):
        window.show_page(key)
        window.resize(1024, 640)
        QApplication.sendPostedEvents()
        assert (window.width(), window.height()) == (1024, 640), key


def test_views_are_shown_and_requested(qtbot: QtBot, window: MainWindow) -> None:
    window.rail.set_views([ViewEntry(41, "My open deals"), ViewEntry(42, "VIP")])
    asked: list[object] = []
    window.view_requested.connect(asked.append)
    item = next(item for item in window.rail.findChildren(RailItem) if item.title_text == "VIP")
    qtbot.mouseClick(item, Qt.MouseButton.LeftButton)
    assert asked == [42]


def test_a_click_in_the_rail_opens_the_page(qtbot: QtBot, window: MainWindow) -> None:
    item = next(item for item in window.rail.findChildren(RailItem) if item.accessibleName() == "Reports")
    qtbot.mouseClick(item, Qt.MouseButton.LeftButton)
    assert window.current_key == "reports"
    qtbot.mouseClick(item, Qt.MouseButton.LeftButton)
    assert item.isChecked(), "a second click does not unmark it"


def test_the_list_of_a_page_has_the_focus_and_gets_it_back(qtbot: QtBot, window: MainWindow) -> None:
    item = next(item for item in window.rail.findChildren(RailItem) if item.accessibleName() == "Contacts")
    item.setFocus()
    qtbot.keyClick(item, Qt.Key.Key_Return)
    table = window.page("contacts").findChild(RecordTable)
    assert window.focusWidget() is table
    columns = window.page("contacts").findChild(QPushButton)
    columns.setFocus()
    window.show_page("reports")
    assert window.page("reports").isAncestorOf(window.focusWidget())
    window.top_bar.import_button.setFocus()
    window.go_back()
    assert window.focusWidget() is columns


def test_the_list_has_the_focus_when_the_window_opens(qtbot: QtBot, frame_context: Context) -> None:
    window = make_window(frame_context)
    qtbot.addWidget(window)
    window.show_page("contacts")
    window.show()
    assert window.focusWidget() is window.page("contacts").findChild(RecordTable)


def test_a_second_ctrl_k_keeps_where_the_focus_was(qtbot: QtBot, window: MainWindow) -> None:
    window.top_bar.import_button.setFocus()
    window.palette_overlay.summon()
    window.palette_overlay.summon()
    qtbot.keyClick(window.palette_overlay.field, Qt.Key.Key_Escape)
    assert window.focusWidget() is window.top_bar.import_button


def test_a_new_window_fits_its_screen(qtbot: QtBot, frame_context: Context) -> None:
    window = make_window(frame_context)
    qtbot.addWidget(window)
    window.show()
    room = window.screen().availableSize()
    assert window.frameSize().width() <= room.width()
    assert window.frameSize().height() <= room.height()


def test_ctrl_f_finds_on_the_page_and_then_everywhere(qtbot: QtBot, frame_context: Context) -> None:
    window = recorders(qtbot, frame_context, [])
    window.show_page("two")
    everywhere = window.top_bar.search.edit
    own, hidden = FindField("Find here"), FindField("Find elsewhere")
    page = window.page("one")
    page.body.addWidget(hidden)
    page.body.addWidget(own)
    hidden.hide()
    own.setText("before")

    ctrl_f = next(action for action in window.actions() if action.shortcut().toString() == "Ctrl+F")
    ctrl_f.trigger()
    assert window.focusWidget() is everywhere
    window.show_page("one")
    ctrl_f.trigger()
    assert window.focusWidget() is own
    assert own.selectedText() == "before"
    ctrl_f.trigger()
    assert window.focusWidget() is everywhere


def test_search_by_keyboard(qtbot: QtBot, window: MainWindow) -> None:
    window.show_page("contacts")
    field = window.top_bar.search.edit
    qtbot.keyClicks(field, "nordw")
    popup = window.search_popup
    assert popup.isVisible()
    assert popup.results.currentItem().text().startswith("Amara Okafor"), "headings cannot be chosen"
    qtbot.keyClick(field, Qt.Key.Key_Down)
    qtbot.keyClick(field, Qt.Key.Key_Return)
    assert not popup.isVisible()
    assert window.current_key == "reports"
    assert field.text() == ""
    qtbot.keyClicks(field, "x")
    qtbot.keyClick(field, Qt.Key.Key_Escape)
    assert not popup.isVisible()


def test_the_palette_finds_commands_when_no_record_can_be_read(qtbot: QtBot, window: MainWindow) -> None:
    def damaged(text: str) -> Found:
        raise StoreDamaged(said("mine.salesdesk is damaged.", "Damaged"))

    palette = window.palette_overlay
    palette._search = damaged
    palette.summon()
    everything = palette.results.count()
    first = palette.results.item(0).text()
    qtbot.keyClicks(palette.field, first)
    assert 0 < palette.results.count() < everything
    assert palette.results.item(0).text() == first
    assert palette.footer.text() == "mine.salesdesk is damaged."


def test_the_palette_merges_records_and_commands(qtbot: QtBot, window: MainWindow) -> None:
    window.show_page("contacts")
    palette = window.palette_overlay
    palette.summon()
    titles = [palette.results.item(row).text() for row in range(palette.results.count())]
    assert any(title.startswith("New contact") for title in titles), "nothing typed: the commands too"
    qtbot.keyClicks(palette.field, "a")
    titles = [palette.results.item(row).text() for row in range(palette.results.count())]
    assert titles[0].startswith("Amara Okafor")
    assert any(title.startswith("New contact") for title in titles)
    palette.field.clear()
    qtbot.keyClicks(palette.field, "> new")
    assert palette.results.count() == 1
    said: list[object] = []
    window.message_bar.action.clicked.connect(said.append)
    qtbot.keyClick(palette.field, Qt.Key.Key_Return)
    assert not palette.isVisible()
    assert window.message_bar.text.text() == "Nothing to do here"
    palette.summon("nordw")
    qtbot.mouseClick(palette, Qt.MouseButton.LeftButton, pos=QPoint(5, 5))
    assert not palette.isVisible()


def test_a_palette_that_finds_nothing_keeps_its_field_whole(qtbot: QtBot, window: MainWindow) -> None:
    palette = window.palette_overlay
    palette.summon("> no such command")
    QApplication.sendPostedEvents()
    assert palette.footer.text() == "Nothing found for “> no such command”"
    assert palette.field.height() >= palette.field.sizeHint().height()
    palette.field.clear()
    qtbot.keyClicks(palette.field, "> new")
    assert palette.results.isVisible()


def test_the_palette_gives_the_focus_back(qtbot: QtBot, window: MainWindow) -> None:
    window.top_bar.import_button.setFocus()
    window.palette_overlay.summon()
    assert window.focusWidget() is window.palette_overlay.field
    qtbot.keyClick(window.palette_overlay.field, Qt.Key.Key_Escape)
    assert window.focusWidget() is window.top_bar.import_button


def test_undo_from_the_message_and_by_the_action(
    qtbot: QtBot, window: MainWindow, frame_context: Context
) -> None:
    undo = next(action for action in window.actions() if action.shortcut().toString() == "Ctrl+Z")
    redo = next(action for action in window.actions() if action.shortcut().toString() == "Ctrl+Shift+Z")
    assert (undo.isEnabled(), redo.isEnabled()) == (True, False)
    frame_context.messages.done("Stage changed")
    bar = window.message_bar
    assert bar.isVisible()
    assert bar.shown_for() >= 8000
    qtbot.mouseClick(bar.action, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: bar.text.text() == "Undone: Stage changed")
    assert (undo.isEnabled(), redo.isEnabled()) == (False, True)
    assert bar.action.text() == "Redo", "one undo too many is taken back where it is said"
    qtbot.mouseClick(bar.action, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: bar.text.text() == "Done again: Stage changed")


def test_a_refusal_stays_until_it_is_closed(qtbot: QtBot, window: MainWindow, frame_context: Context) -> None:
    frame_context.messages.error("The file is locked by another program.")
    assert window.message_bar.shown_for() == 0
    assert window.message_bar.isVisible()
    qtbot.mouseClick(window.message_bar.close_button, Qt.MouseButton.LeftButton)
    assert not window.message_bar.isVisible()


def test_long_messages_stay_longer_and_inside_the_window(window: MainWindow, frame_context: Context) -> None:
    frame_context.messages.say("One word after the other " * 20)
    window.resize(1024, 640)
    bar = window.message_bar
    assert bar.shown_for() > 20_000
    assert window.rect().contains(bar.geometry())
    assert bar.height() >= bar.heightForWidth(bar.width())


def test_messages_leave_controls_at_the_bottom_of_a_page_in_reach(
    qtbot: QtBot, frame_context: Context
) -> None:
    window = recorders(qtbot, frame_context, [])
    window.resize(1024, 640)
    window.show_page("one")
    page, bar = window.page("one"), window.message_bar
    foot = QPushButton("Merge")
    foot.hide()
    page.body.addStretch(1)
    page.body.addWidget(foot)
    frame_context.messages.say("Merged")
    low = bar.geometry().bottom()

    def area(widget: QWidget) -> QRect:
        return QRect(widget.mapTo(window, QPoint(0, 0)), widget.size())

    foot.show()
    qtbot.waitUntil(lambda: not area(bar).intersects(area(foot)) and area(bar).bottom() < area(foot).top())
    foot.hide()
    qtbot.waitUntil(lambda: bar.geometry().bottom() == low)
    window.show_page("two")
    foot.show()
    frame_context.messages.say("Elsewhere")
    assert bar.geometry().bottom() == low, "a page that is not on screen does not matter"


def test_files_dropped_anywhere_are_offered_for_import(window: MainWindow, tmp_path: Path) -> None:
    got: list[object] = []
    window.files_dropped.connect(got.append)
    mime = QMimeData()
    mime.setUrls([QUrl.fromLocalFile(str(tmp_path / "leads.xlsx"))])
    copy, left, none = Qt.DropAction.CopyAction, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    enter = QDragEnterEvent(QPoint(9, 9), copy, mime, left, none)
    window.dragEnterEvent(enter)
    overlay = window.findChild(type(window._drop))
    assert overlay.isVisible()
    window.dropEvent(QDropEvent(QPointF(9, 9), copy, mime, left, none))
    assert not overlay.isVisible()
    assert got == [[tmp_path / "leads.xlsx"]]


def test_the_new_menu_runs_what_it_names(qtbot: QtBot, window: MainWindow) -> None:
    qtbot.mouseClick(window.top_bar.new_button, Qt.MouseButton.LeftButton)
    menu = next(menu for menu in window.findChildren(QMenu) if menu.isVisible())
    assert [action.text() for action in menu.actions()] == ["Log a call with Amara Okafor", "New contact"]
    menu.actions()[1].trigger()
    menu.close()
    assert window.message_bar.text.text() == "Nothing to do here"


def test_shortcuts_are_unique_and_lead_to_pages(window: MainWindow) -> None:
    keys = [action.shortcut().toString() for action in window.actions()]
    assert len(set(keys)) == len(keys)
    by_key: dict[str, QAction] = dict(zip(keys, window.actions(), strict=True))
    by_key["Ctrl+2"].trigger()
    assert window.current_key == "contacts"
    by_key["Ctrl+1"].trigger()
    by_key["Alt+Left"].trigger()
    assert window.current_key == "contacts"
    by_key["Ctrl+K"].trigger()
    assert window.palette_overlay.isVisible()


def test_its_size_is_remembered(qtbot: QtBot, frame_context: Context) -> None:
    first = make_window(frame_context)
    qtbot.addWidget(first)
    first.resize(760, 560)
    first.show_page("reports")
    first.show()
    first.close()
    second = make_window(frame_context)
    qtbot.addWidget(second)
    assert (second.width(), second.height()) == (760, 560)


def test_every_control_of_the_frame_is_named(window: MainWindow) -> None:
    for key in ("contacts", "reports", "today"):
        window.show_page(key)
    assert_all_named(window)


def test_commands_are_found_by_every_word() -> None:
    commands = [Command(title, "plus", print) for title in ("Log a call", "Call list", "New contact")]
    assert [one.title for one in matching_commands(commands, "call")] == ["Call list", "Log a call"]
    assert [one.title for one in matching_commands(commands, "NEW con")] == ["New contact"]


def test_the_rail_starts_at_the_top_also_when_the_window_began_narrow(
    qtbot: QtBot, frame_context: Context
) -> None:
    window = make_window(frame_context)
    qtbot.addWidget(window)
    window.rail.set_narrow(True)  # before anything was laid out, as on a small screen
    window.resize(1440, 900)
    window.show()
    qtbot.waitExposed(window)
    first = window.rail.findChildren(RailItem)[0]
    assert not window.rail.is_narrow
    assert first.mapTo(window, QPoint(0, 0)).y() < 120
