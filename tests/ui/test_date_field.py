"""A field for a day: what is typed is the day that it shows."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

import pytest
from PySide6.QtCore import QDate, QEvent, QLocale, QPoint, QRect, Qt
from PySide6.QtGui import QHelpEvent
from PySide6.QtWidgets import (
    QApplication,
    QLineEdit,
    QStyle,
    QStyleOptionComboBox,
    QToolTip,
    QVBoxLayout,
    QWidget,
)
from pytestqt.qtbot import QtBot

import salesdesk
from salesdesk.ui.theme import Theme
from salesdesk.ui.widgets.chips import Chip
from salesdesk.ui.widgets.date_field import DateField, read_as_shown, shown_format
from salesdesk.ui.widgets.day_words import DayWords
from tests.ui.naming import assert_all_named

LOCALES = ("en_US", "en_GB", "de_DE", "fr_FR", "es_ES", "sv_SE", "hu_HU")


@pytest.fixture(autouse=True)
def as_before() -> Iterator[None]:
    before = QLocale()
    yield
    QLocale.setDefault(before)


@pytest.fixture
def host(qtbot: QtBot, theme: Theme) -> QWidget:
    made = QWidget()
    qtbot.addWidget(made)
    made.resize(500, 300)
    made.show()
    return made


def put(part: DateField, host: QWidget, rect: QRect) -> DateField:
    part.setParent(host)
    part.setGeometry(rect)
    part.show()
    return part


def as_shown(field: DateField, day: date) -> str:
    return QLocale().toString(QDate(day.year, day.month, day.day), field.displayFormat())


def type_into(qtbot: QtBot, field: DateField, text: str) -> None:
    """Key by key, each to whatever takes it, and Enter."""
    for key in (*text, Qt.Key.Key_Return):
        words = [one for one in field.findChildren(DayWords) if one.isVisible()]
        qtbot.keyClick(words[0].line if words else field, key)


@pytest.mark.parametrize("by_key", [True, False])
def test_the_calendar_drops_down_at_this_month_in_the_ink_of_the_theme(
    qtbot: QtBot, host: QWidget, by_key: bool
) -> None:
    field = put(DateField(), host, QRect(20, 20, 160, 32))
    if by_key:
        field.setFocus(Qt.FocusReason.TabFocusReason)
    option = QStyleOptionComboBox()
    option.initFrom(field)
    arrow = field.style().subControlRect(
        QStyle.ComplexControl.CC_ComboBox, option, QStyle.SubControl.SC_ComboBoxArrow, field
    )
    qtbot.mousePress(field, Qt.MouseButton.LeftButton, pos=arrow.center())
    popup = QApplication.activePopupWidget()
    assert popup is not None
    assert popup.isAncestorOf(field.month)
    today = date.today()
    assert (field.month.yearShown(), field.month.monthShown()) == (today.year, today.month)
    saturday = field.month.weekdayTextFormat(Qt.DayOfWeek.Saturday)
    assert saturday.foreground().style() == Qt.BrushStyle.NoBrush, "not red"
    popup.close()


@pytest.mark.parametrize("locale", LOCALES)
def test_every_day_is_read_as_the_field_shows_it(qtbot: QtBot, theme: Theme, locale: str) -> None:
    QLocale.setDefault(QLocale(locale))
    field = DateField(date(2026, 11, 30))
    qtbot.addWidget(field)
    field.show()
    days = [date(2028, 1, 1) + timedelta(days=passed) for passed in range(366)]
    for day in days:
        reading = read_as_shown(as_shown(field, day), field.displayFormat())
        assert (reading.day, reading.doubt) == (day, None)
    # What leads from a line to the reading is the same for all of them.
    for day in (*days[::13], date(2028, 2, 29)):
        field.selectAll()
        qtbot.keyClick(field, "1")
        words = field.findChild(DayWords)
        assert words is not None
        words.line.setText(as_shown(field, day))
        qtbot.keyClick(words.line, Qt.Key.Key_Return)
        words.setParent(None)
        assert field.value() == day


@pytest.mark.parametrize("locale", LOCALES)
@pytest.mark.parametrize("way", ["whole", "tab", "click", "home", "end", "first part"])
def test_a_day_is_typed_wherever_the_caret_stands(qtbot: QtBot, theme: Theme, locale: str, way: str) -> None:
    QLocale.setDefault(QLocale(locale))
    window = QWidget()
    layout = QVBoxLayout(window)
    other, field = QLineEdit(), DateField(date(2026, 11, 30))
    layout.addWidget(other)
    layout.addWidget(field)
    qtbot.addWidget(window)
    window.show()
    window.activateWindow()
    with qtbot.waitActive(window):
        pass
    for day in (date(2026, 7, 12), date(2027, 1, 8), date(2026, 12, 5), date(2028, 2, 29)):
        field.set_value(date(2026, 11, 30))
        other.setFocus()
        if way == "tab":
            qtbot.keyClick(other, Qt.Key.Key_Tab)
        else:
            field.setFocus(Qt.FocusReason.MouseFocusReason)
        if way == "whole":
            field.selectAll()
        elif way == "click":
            qtbot.mouseClick(
                field.lineEdit(), Qt.MouseButton.LeftButton, pos=field.lineEdit().rect().center()
            )
        elif way == "home":
            qtbot.keyClick(field, Qt.Key.Key_Home)
        elif way == "end":
            qtbot.keyClick(field, Qt.Key.Key_End)
        elif way == "first part":
            field.setSelectedSection(field.sectionAt(0))
        type_into(qtbot, field, as_shown(field, day))
        assert field.value() == day


def test_no_locale_shows_a_year_of_two_figures_or_a_day_that_is_read_as_another(qtbot: QtBot) -> None:
    """Over every way of writing days that Qt knows: marks that turn the direction of writing, other digits, two marks."""
    seen: set[tuple[str, str]] = set()
    day = date(2026, 4, 3)
    for locale in QLocale.matchingLocales(
        QLocale.Language.AnyLanguage, QLocale.Script.AnyScript, QLocale.Country.AnyCountry
    ):
        QLocale.setDefault(locale)
        shown = shown_format()
        if (shown, locale.zeroDigit()) in seen:
            continue
        seen.add((shown, locale.zeroDigit()))
        assert shown.count("y") == 4, locale.name()
        text = QLocale().toString(QDate(2026, 4, 3), shown)
        assert read_as_shown(text, shown).day == day, (locale.name(), text)
        short = QLocale().toString(QDate(2026, 4, 3), shown.replace("yyyy", "yy"))
        assert read_as_shown(short, shown).day == day, (locale.name(), short)
    assert len(seen) > 30


def test_a_system_without_a_locale_writes_days_as_the_standard_does(qtbot: QtBot, host: QWidget) -> None:
    QLocale.setDefault(QLocale.c())
    field = put(DateField(date(2026, 4, 3)), host, QRect(10, 10, 200, 32))
    assert field.text() == "2026-04-03"


@pytest.mark.parametrize(
    ("locale", "told"), [("en_GB", "Friday 3 April 2026"), ("de_DE", "Freitag 3 April 2026")]
)
def test_the_mouse_over_a_day_tells_its_month_by_name(
    qtbot: QtBot, host: QWidget, locale: str, told: str
) -> None:
    QLocale.setDefault(QLocale(locale))
    field = put(DateField(date(2026, 4, 3)), host, QRect(10, 10, 200, 32))
    asked = QHelpEvent(QEvent.Type.ToolTip, QPoint(5, 5), field.mapToGlobal(QPoint(5, 5)))
    QApplication.sendEvent(field, asked)
    assert QToolTip.text() == told
    QToolTip.hideText()


def test_one_part_of_a_day_is_typed_over(qtbot: QtBot, theme: Theme) -> None:
    QLocale.setDefault(QLocale("en_US"))
    field = DateField(date(2026, 11, 30))
    qtbot.addWidget(field)
    field.show()
    field.setFocus()
    field.setSelectedSection(DateField.Section.DaySection)
    type_into(qtbot, field, "4")
    assert field.value() == date(2026, 11, 4)
    field.setSelectedSection(DateField.Section.MonthSection)
    type_into(qtbot, field, "2/3")
    assert field.value() == date(2026, 2, 3)
    qtbot.keyClick(field, Qt.Key.Key_End)
    qtbot.keyClick(field, Qt.Key.Key_Backspace)
    type_into(qtbot, field, "8")
    assert field.value() == date(2028, 2, 3)


def test_a_day_that_is_none_is_said_and_changes_nothing(qtbot: QtBot, host: QWidget) -> None:
    field = put(DateField(date(2026, 11, 30)), host, QRect(0, 0, 320, 32))
    field.selectAll()
    qtbot.keyClick(field, "1")
    words = field.findChild(DayWords)
    assert words is not None
    qtbot.keyClicks(words.line, "5")
    assert words.findChild(Chip).text() == "No clear day"
    qtbot.keyClick(words.line, Qt.Key.Key_Return)
    assert field.value() == date(2026, 11, 30)


def test_an_emptied_line_is_no_day(qtbot: QtBot, host: QWidget) -> None:
    field = put(DateField(date(2026, 11, 30)), host, QRect(0, 0, 320, 32))
    field.setFocus()
    field.selectAll()
    qtbot.keyClick(field, Qt.Key.Key_Backspace)
    words = field.findChild(DayWords)
    assert words is not None
    assert words.line.text() == ""
    qtbot.keyClick(words.line, Qt.Key.Key_Return)
    assert field.value() is None


def test_arrow_keys_move_by_a_day(qtbot: QtBot, host: QWidget) -> None:
    QLocale.setDefault(QLocale("en_US"))
    field = put(DateField(date(2026, 11, 30)), host, QRect(0, 0, 320, 32))
    field.setFocus(Qt.FocusReason.TabFocusReason)
    qtbot.keyClick(field, Qt.Key.Key_Up)
    qtbot.keyClick(field, Qt.Key.Key_Up)
    assert field.value() == date(2026, 12, 2)
    qtbot.keyClick(field, Qt.Key.Key_PageDown)
    assert field.value() == date(2026, 11, 22)


def test_a_date_field_may_be_empty(qtbot: QtBot, host: QWidget) -> None:
    field = put(DateField(date(2026, 11, 23), name="Expected close"), host, QRect(0, 0, 160, 32))
    told: list[object] = []
    field.value_changed.connect(told.append)
    qtbot.keyClick(field, Qt.Key.Key_Delete)
    assert field.value() is None
    assert field.text() == "no date"
    qtbot.keyClick(field, Qt.Key.Key_Up)
    assert field.value() == date.today()
    assert told == [None, date.today()]
    assert_all_named(field)


def test_a_day_may_be_typed_in_words(qtbot: QtBot, host: QWidget) -> None:
    field = put(DateField(date(2026, 11, 23), name="Expected close"), host, QRect(0, 0, 320, 32))
    field.setFocus()
    told: list[object] = []
    field.value_changed.connect(told.append)
    qtbot.keyClicks(field, "i")
    words = field.findChild(DayWords)
    assert words is not None
    qtbot.keyClicks(words.line, "n 3 days")
    day = date.today() + timedelta(days=3)
    chip = words.findChild(Chip)
    assert chip is not None
    assert chip.isVisible()
    assert str(day.day) in chip.text()
    assert_all_named(words)
    qtbot.keyClick(words.line, Qt.Key.Key_Return)
    assert (field.value(), told) == (day, [day])
    assert field.hasFocus()
    qtbot.waitUntil(lambda: field.findChild(DayWords) is None)


@pytest.mark.parametrize(
    ("typed", "key"), [("in 3 days", Qt.Key.Key_Escape), ("monday or tuesday", Qt.Key.Key_Return)]
)
def test_words_that_are_no_day_leave_the_field_as_it_was(
    qtbot: QtBot, host: QWidget, typed: str, key: Qt.Key
) -> None:
    field = put(DateField(date(2026, 11, 23), name="Expected close"), host, QRect(0, 0, 320, 32))
    qtbot.keyClicks(field, typed[0])
    words = field.findChild(DayWords)
    assert words is not None
    qtbot.keyClicks(words.line, typed[1:])
    qtbot.keyClick(words.line, key)
    assert field.value() == date(2026, 11, 23)
    assert field.hasFocus()
    qtbot.waitUntil(lambda: field.findChild(DayWords) is None)


def test_words_of_a_day_are_taken_on_the_way_to_another_field(qtbot: QtBot, host: QWidget) -> None:
    field = put(DateField(date(2026, 11, 23), name="Expected close"), host, QRect(0, 0, 120, 32))
    other = put(QLineEdit(), host, QRect(0, 40, 120, 32))
    qtbot.keyClicks(field, "t")
    words = field.findChild(DayWords)
    assert words is not None
    qtbot.keyClicks(words.line, "omorrow")
    assert words.line.toolTip(), "where the chip has no room"
    other.setFocus(Qt.FocusReason.TabFocusReason)
    assert field.value() == date.today() + timedelta(days=1)
    assert other.hasFocus()
    qtbot.waitUntil(lambda: field.findChild(DayWords) is None)


@pytest.mark.parametrize(
    ("typed", "day"),
    [("24.12.27", date(2027, 12, 24)), ("2027-12-24", date(2027, 12, 24)), ("99.99.27", None)],
)
def test_a_date_typed_over_the_whole_of_a_day_is_read_or_leaves_it(
    qtbot: QtBot, typed: str, day: date | None
) -> None:
    field = DateField(date(2026, 11, 30))
    qtbot.addWidget(field)
    field.show()
    qtbot.waitExposed(field)
    assert "2026" in field.text()
    field.selectAll()
    for letter in typed:
        qtbot.keyClick(field.findChild(DayWords).line if field.findChild(DayWords) else field, letter)
    qtbot.keyClick(field.findChild(DayWords).line, Qt.Key.Key_Return)
    assert field.value() == (day or date(2026, 11, 30))


def test_a_field_that_must_hold_a_day_keeps_it(qtbot: QtBot, host: QWidget) -> None:
    field = put(DateField(date(2026, 11, 30), empty=None), host, QRect(0, 0, 320, 32))
    field.setFocus()
    qtbot.keyClick(field, Qt.Key.Key_Delete)
    field.selectAll()
    qtbot.keyClick(field, Qt.Key.Key_Backspace)
    type_into(qtbot, field, "")
    assert field.value() == date(2026, 11, 30)


def test_every_field_for_a_day_is_this_one() -> None:
    pages = Path(salesdesk.__file__).parent / "ui"
    own = [path.name for path in pages.rglob("*.py") if "QDateEdit(" in path.read_text("utf-8")]
    assert own == []
