"""The help: topics, links, search, F1, and whether it tells the truth about shortcuts, commands and fields."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from itertools import chain

import pytest
from PySide6.QtCore import Qt, QUrl
from PySide6.QtGui import QKeySequence, QTextTable
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from salesdesk.domain.columns import filter_fields
from salesdesk.domain.fields import RecordKind
from salesdesk.domain.filters import parse_filter
from salesdesk.entry import COMMANDS
from salesdesk.ui.page_registry import page_entries
from salesdesk.ui.pages.first_run import FirstRunPage
from salesdesk.ui.pages.help.page import HelpPage
from salesdesk.ui.pages.help.topics import HelpTopic, matching, read_topics, topic_of_page
from salesdesk.ui.window.workspace import Workspace
from tests.conftest import ROOT
from tests.ui.naming import assert_all_named
from tests.ui.pages.office import Office

TOPICS = read_topics()
BY_KEY = {topic.key: topic for topic in TOPICS}
CODE = re.compile(r"`([^`]+)`")

HANDLED = {
    **dict.fromkeys(("Alt+R", "Alt+N", "Alt+L"), ""),  # the underlined letters of buttons
    "R": "pages/today/step_list.py",
    "S": "pages/today/step_list.py",
    "L": "pages/today/step_list.py",
    "N": "pages/today/step_list.py",
    "O": "pages/today/page.py",
    "W": "pages/deals/column_view.py",
    "D": "pages/forecast/month_view.py",
    "M": "pages/today/page.py",
    **dict.fromkeys(("A", "T", "P"), "pages/today/calendar/view.py"),
    **dict.fromkeys(
        ("Alt+Left", "Alt+Right", "Alt+Shift+Up", "Alt+Shift+Down"), "pages/today/calendar/time_grid.py"
    ),
    "C": "pages/call_rounds/round_page.py",
    # Keys that widgets take in keyPressEvent or that Qt's lists have; the value names the file that says so, if ours.
    **dict.fromkeys(
        ("Enter", "Space", "Home", "End", "Alt+Up", "Alt+Down", "Ctrl+C"), "widgets/record_table.py"
    ),
    **dict.fromkeys(
        ("Left", "Right", "Ctrl+Left", "Ctrl+Right", "Ctrl+Up", "Ctrl+Down"), "pages/deals/column_view.py"
    ),
    **dict.fromkeys(("Ctrl+Shift+Left", "Ctrl+Shift+Right"), "lists/groups.py"),
    **dict.fromkeys(("PgUp", "PgDown"), ""),
    **dict.fromkeys(("Shift+Up", "Shift+Down", "Ctrl+A", "F2", "Up", "Down", "Tab"), ""),
}
"""Shortcuts that no QShortcut or QAction names."""

LETTERS = {
    **dict.fromkeys("LCM", "records/record_page.py"),
    "/": "lists/list_page.py",
    "[": "records/record_page.py",
    "]": "records/record_page.py",
    "F": "lists/builder/opening.py",
    "G": "lists/list_page.py",
    "E": "lists/list_page.py",
    "K": "dialogs/sides_table.py",
}
"""Shortcuts of one letter, which nothing tells from other texts, and where they are named."""


@pytest.fixture
def page(qtbot: QtBot, office: Office) -> HelpPage:
    made = HelpPage(office.context)
    qtbot.addWidget(made)
    made.resize(1100, 700)
    made.show()
    qtbot.waitExposed(made)
    return made


# ---- the texts ----


def test_every_text_is_a_topic_and_no_two_are_called_the_same() -> None:
    files = {file.stem for file in (ROOT / "resources" / "help" / "en").glob("*.md")}
    assert files == set(BY_KEY)
    assert len({topic.title for topic in TOPICS}) == len(TOPICS)
    assert all(topic.title and topic.text for topic in TOPICS)


def test_links_lead_to_topics() -> None:
    links = [(topic.key, link) for topic in TOPICS for link in re.findall(r"\]\(([^)]+)\)", topic.text)]
    assert links
    assert [link for link in links if link[1] not in BY_KEY] == []


def test_a_language_without_texts_is_given_in_english() -> None:
    assert read_topics("tlh") == TOPICS


def test_every_page_of_the_window_has_a_topic(qtbot: QtBot, office: Office) -> None:
    entries = page_entries(office.context, lambda: FirstRunPage(office.context))
    keys = {entry.key for entry in entries} - {"help"}
    assert {key for key in keys if topic_of_page(TOPICS, key) is None} == set()
    assert {page for topic in TOPICS for page in topic.pages} <= keys


def test_all_words_of_a_search_must_be_found_and_titles_come_first() -> None:
    assert matching(TOPICS, "") == list(TOPICS)
    assert matching(TOPICS, "DUPLICATES")[0].key == "duplicates"
    found = {topic.key for topic in matching(TOPICS, "undo import")}
    assert {"import", "history"} <= found < set(BY_KEY)
    assert matching(TOPICS, "zeppelin") == []


# ---- whether they are true ----


def _canonical(keys: str) -> str:
    text = QKeySequence(keys).toString(QKeySequence.SequenceFormat.PortableText)
    return text.replace("Return", "Enter")


def _keys_in_code() -> Iterator[str]:
    """Every text of the interface that is a shortcut: with a modifier, a function key, Del or Esc."""
    shortcut = re.compile(
        r"(?:(?:(?:Ctrl|Alt|Shift|Meta)\+)+(?:\w|F\d+|[A-Z][a-z]+)|F\d{1,2}|Del|Esc|Escape)$"
    )
    for file in sorted((ROOT / "salesdesk" / "ui").rglob("*.py")):
        tree = ast.parse(file.read_text(encoding="utf-8"))
        for node in ast.walk(tree):
            if isinstance(node, ast.JoinedStr) and isinstance(node.values[0], ast.Constant):
                start = str(node.values[0].value)
                if start.endswith("+") and shortcut.match(f"{start}1"):
                    yield from (f"{start}{number}" for number in range(1, 10))
            elif isinstance(node, ast.Constant) and isinstance(node.value, str):
                for word in re.findall(r"\(((?:Ctrl|Alt)\+[\w+]+)\)", node.value) or [node.value]:
                    if shortcut.match(word):
                        yield word


def _documented() -> set[str]:
    rows = [line for line in BY_KEY["shortcuts"].text.splitlines() if line.startswith("| `")]
    cells = [row.split("|")[1] for row in rows]
    keys = {_canonical(key) for cell in cells for key in CODE.findall(cell)}
    for first, last in chain.from_iterable(re.findall(r"`(\S+)` to `(\S+)`", cell) for cell in cells):
        assert first[:-1] == last[:-1]
        keys |= {f"{first[:-1]}{number}" for number in range(int(first[-1]), int(last[-1]) + 1)}
    return keys


def test_every_shortcut_of_the_code_is_documented() -> None:
    used = {_canonical(keys) for keys in _keys_in_code()}
    assert {"Ctrl+K", "Ctrl+9", "Ctrl+Shift+W", "F1", "Del"} <= used, "the search for shortcuts finds them"
    assert used - _documented() == set()


def test_every_documented_shortcut_exists() -> None:
    used = {_canonical(keys) for keys in _keys_in_code()}
    assert _documented() - used - set(HANDLED) - set(LETTERS) == set()
    for letter, file in LETTERS.items():
        source = (ROOT / "salesdesk" / "ui" / file).read_text(encoding="utf-8")
        assert f'("{letter}", ' in source or f'"{letter}": ' in source
    for keys, file in HANDLED.items():
        if file:
            source = (ROOT / "salesdesk" / "ui" / file).read_text(encoding="utf-8")
            key = keys.rpartition("+")[2]
            assert re.search(rf"Key_{key}\b|StandardKey\.Copy" if key == "C" else rf"Key_{key}\b", source)


def test_every_command_is_documented() -> None:
    text = BY_KEY["command-line"].text
    assert {command for command in COMMANDS if f"`salesdesk {command}" not in text} == set()


def test_the_filters_of_the_help_can_be_read() -> None:
    fields = filter_fields(RecordKind.CONTACTS) | filter_fields(RecordKind.DEALS)
    rows = re.findall(r"^(?:\| |- )`([^`]+)`", BY_KEY["filters"].text, re.MULTILINE)
    assert len(rows) > 15
    for row in rows:
        assert not parse_filter(row, fields).is_empty
    named = re.search(r"those of the columns, in small letters: (.*?)…", BY_KEY["filters"].text, re.DOTALL)
    assert named is not None
    assert set(CODE.findall(named[1])) <= fields


# ---- the page ----


def test_it_opens_on_the_first_topic_and_everything_is_named(page: HelpPage) -> None:
    assert page.topic == TOPICS[0]
    assert page.list.count() == len(TOPICS)
    assert page.text.toPlainText().startswith("First steps")
    assert_all_named(page)


def test_a_table_of_a_topic_is_a_table(page: HelpPage) -> None:
    page.show_topic("shortcuts")
    tables = [f for f in page.text.document().rootFrame().childFrames() if isinstance(f, QTextTable)]
    assert [table.columns() for table in tables] == [3]
    assert tables[0].rows() > 30


def test_the_keyboard_goes_through_the_topics(qtbot: QtBot, page: HelpPage) -> None:
    page.list.setFocus()
    qtbot.keyClick(page.list, Qt.Key.Key_Down)
    assert page.topic == TOPICS[1]
    qtbot.keyClick(page.list, Qt.Key.Key_End)
    assert page.topic == TOPICS[-1]


def test_searching_narrows_the_list_marks_the_words_and_enter_goes_to_the_text(
    qtbot: QtBot, page: HelpPage
) -> None:
    qtbot.keyClicks(page.search, "synchronised")
    assert [page.list.item(row).text() for row in range(page.list.count())] == ["File, backups, password"]
    marks = page.text.extraSelections()
    assert {mark.cursor.selectedText().lower() for mark in marks} == {"synchronised"}
    qtbot.keyClick(page.search, Qt.Key.Key_Return)
    assert page.text.hasFocus()


def test_the_arrow_keys_choose_while_searching(qtbot: QtBot, page: HelpPage) -> None:
    qtbot.keyClicks(page.search, "undo")
    first = page.topic
    qtbot.keyClick(page.search, Qt.Key.Key_Down)
    assert page.topic != first
    qtbot.keyClick(page.search, Qt.Key.Key_Up)
    assert page.topic == first


def test_a_search_without_a_hit_says_so_and_keeps_the_text(page: HelpPage) -> None:
    page.show_topic("pipeline")
    page.search.setText("zeppelin")
    assert page.list.isHidden()
    assert "zeppelin" in page.nothing.text()
    assert page.topic == BY_KEY["pipeline"]
    page.search.clear()
    assert page.list.isVisible()
    assert page.list.currentItem().text() == "Pipeline"


def test_a_link_leads_to_its_topic(page: HelpPage) -> None:
    page.text.anchorClicked.emit(QUrl("filters"))
    assert page.topic == BY_KEY["filters"]
    assert page.list.currentItem().text() == page.topic.title


def test_the_colours_follow_the_theme(qapp: QApplication, page: HelpPage, office: Office) -> None:
    def ink() -> str:
        return page.text.document().begin().begin().fragment().charFormat().foreground().color().name()

    light = ink()
    office.context.theme.apply(qapp, "dark")
    assert ink() != light
    assert ink() == office.context.theme.color("ink").name()


@pytest.mark.parametrize(
    ("shown", "topic"), [("contacts", "contacts"), ("pipeline", "pipeline"), ("settings", "backups")]
)
def test_f1_opens_the_topic_of_the_page(qtbot: QtBot, office: Office, shown: str, topic: str) -> None:
    office.person("Amara Okafor")
    window = Workspace(office.context).window
    qtbot.addWidget(window)
    window.show()
    window.show_page(shown)
    qtbot.waitExposed(window)
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    qtbot.keyClick(window, Qt.Key.Key_F1)
    assert window.current_key == "help"
    page = window.page("help")
    assert isinstance(page, HelpPage)
    assert _key(page.topic) == topic
    qtbot.keyClick(window, Qt.Key.Key_F1)
    assert _key(page.topic) == topic
    window.go_back()
    assert window.current_key == shown


def _key(topic: HelpTopic | None) -> str:
    return topic.key if topic is not None else ""
