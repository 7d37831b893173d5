"""The small parts: what they show, what they emit, what a screen reader hears."""

from __future__ import annotations

from pathlib import Path
from typing import TypeVar

import pytest
from PySide6.QtCore import QMimeData, QPoint, QPointF, QRect, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QFontMetrics, QHelpEvent
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit, QPushButton, QToolTip, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from salesdesk.ui.theme import Theme
from salesdesk.ui.widgets.buttons import FilterChip, SegmentedButtons, button, link_button
from salesdesk.ui.widgets.cards import Card, FigureCard
from salesdesk.ui.widgets.charts.bar_chart import BarChart, Series
from salesdesk.ui.widgets.charts.chart import Chart
from salesdesk.ui.widgets.charts.row_chart import Bar, HBarChart
from salesdesk.ui.widgets.chips import Avatar, initials
from salesdesk.ui.widgets.dialog import CANCEL, Choice, Dialog, Question, ask
from salesdesk.ui.widgets.drop_zone import DropZone
from salesdesk.ui.widgets.flow_layout import FlowLayout
from salesdesk.ui.widgets.form import FormField
from salesdesk.ui.widgets.key_value import KeyValueList
from salesdesk.ui.widgets.page_header import PageHeader
from salesdesk.ui.widgets.progress import ProgressLine, time_left
from salesdesk.ui.widgets.step_bar import StepBar, StepDot
from salesdesk.ui.widgets.text import ElidedLabel, PartedLabel
from salesdesk.ui.widgets.timeline import TimelineEntry, TimelineList, TimelineRow
from tests.ui.naming import assert_all_named, unnamed
from tests.visual.kit_scenes import basics, welcome

Part = TypeVar("Part", bound=QWidget)


@pytest.fixture
def host(qtbot: QtBot, theme: Theme) -> QWidget:
    made = QWidget()
    qtbot.addWidget(made)
    made.resize(500, 300)
    made.show()
    return made


def put(part: Part, host: QWidget, rect: QRect | None = None) -> Part:
    part.setParent(host)
    part.setGeometry(rect or host.rect())
    part.show()
    return part


def test_everything_in_the_kit_is_named(qtbot: QtBot, theme: Theme) -> None:
    for build in (basics, welcome):
        sheet = build(theme)
        qtbot.addWidget(sheet)
        assert_all_named(sheet)


def test_the_naming_check_finds_what_has_no_name(host: QWidget) -> None:
    put(QPushButton(), host)
    put(QLineEdit(), host)
    assert len(unnamed(host)) == 2


def test_a_label_elides_with_a_tooltip_and_keeps_its_text(host: QWidget) -> None:
    text = "A company with quite a long name and a branch in Hamburg"
    label = put(ElidedLabel(text), host, QRect(0, 0, 120, 20))
    assert label.text() == text
    assert QLabel.text(label).endswith("…")
    assert label.toolTip() == text
    label.resize(450, 20)
    assert QLabel.text(label) == text
    assert label.toolTip() == ""
    assert label.minimumSizeHint().width() < 40 < label.sizeHint().width()


def test_a_sum_of_several_currencies_goes_on_in_another_line(host: QWidget) -> None:
    text = "€5,545 + ¥500,000 + SEK 2,800 · weighted €2,100"
    label = put(PartedLabel(text), host, QRect(0, 0, 450, 20))
    assert (QLabel.text(label), label.toolTip()) == (text, "")
    low = label.sizeHint().height()
    label.resize(QFontMetrics(label.font()).horizontalAdvance("€5,545 + ¥500,000 + S"), 20)
    assert QLabel.text(label) == "€5,545 + ¥500,000\n+ SEK 2,800\nweighted €2,100"
    assert (label.text(), label.toolTip(), label.accessibleName()) == (text, text, text)
    assert label.sizeHint().height() > 2 * low
    label.setText("€1,234,567,890,123,456 + ¥5")
    first, second = QLabel.text(label).split("\n")
    assert (first[-1], second) == ("…", "+ ¥5"), "only what is too long by itself is shortened"
    label.setText("€1,234,567,890,123,457 + ¥5")
    assert label.toolTip() == label.text(), "though what is seen of it is the same"


def test_a_link_of_a_name_is_shortened_where_it_has_no_room(host: QWidget) -> None:
    """Its size hint asks for the style option, which must not ask for the size hint."""
    text = "A company with quite a long name and a branch in Hamburg"
    whole = put(link_button(text), host, QRect(0, 0, 450, 24))
    link = put(link_button(text, elided=True), host, QRect(0, 40, 450, 24))
    assert link.sizeHint() == whole.sizeHint()
    assert link.minimumSizeHint().width() < 60
    assert link.grab().toImage() == whole.grab().toImage()
    link.resize(120, 24)
    whole.resize(120, 24)
    assert (link.text(), link.toolTip()) == (text, text)
    assert link.grab().toImage() != whole.grab().toImage(), "shortened, not cut"


def test_a_filter_chip_is_opened_or_cleared(qtbot: QtBot, host: QWidget) -> None:
    chip = put(FilterChip("Owner"), host, QRect(0, 0, 160, 28))
    opened, cleared = [], []
    chip.clicked.connect(lambda: opened.append(True))
    chip.cleared.connect(lambda: cleared.append(True))
    qtbot.mouseClick(chip, Qt.MouseButton.LeftButton, pos=QPoint(150, 14))
    assert (len(opened), len(cleared)) == (1, 0)
    chip.set_state("Owner is Mia", active=True)
    qtbot.mouseClick(chip, Qt.MouseButton.LeftButton, pos=QPoint(150, 14))
    qtbot.mouseClick(chip, Qt.MouseButton.LeftButton, pos=QPoint(20, 14))
    qtbot.keyClick(chip, Qt.Key.Key_Delete)
    assert (len(opened), len(cleared)) == (2, 2)


def test_segments_tell_only_what_the_person_chose(qtbot: QtBot, host: QWidget) -> None:
    segments = put(SegmentedButtons([("board", "Board"), ("list", "List")]), host)
    chosen: list[str] = []
    segments.chosen.connect(chosen.append)
    segments.set_current("list")
    assert (segments.current(), chosen) == ("list", [])
    qtbot.mouseClick(segments.findChildren(QPushButton)[0], Qt.MouseButton.LeftButton)
    assert (segments.current(), chosen) == ("board", ["board"])


def test_a_card_is_pressed_by_mouse_and_key(qtbot: QtBot, host: QWidget) -> None:
    card = put(FigureCard("Won", "€41,250", "69 % of target", 0.69), host)
    pressed: list[bool] = []
    card.clicked.connect(lambda: pressed.append(True))
    qtbot.mouseClick(card, Qt.MouseButton.LeftButton)
    qtbot.keyClick(card, Qt.Key.Key_Space)
    assert len(pressed) == 2
    assert card.accessibleName() == "Won: €41,250"
    assert card.accessibleDescription() == "69 % of target"
    still = put(Card("Details"), host)
    still.clicked.connect(lambda: pressed.append(True))
    qtbot.mouseClick(still, Qt.MouseButton.LeftButton)
    assert len(pressed) == 2


def test_a_note_without_room_beside_its_figure_stands_below(host: QWidget) -> None:
    card = put(FigureCard("Won this quarter", "€108,750 + £2,100", "11 deals, 4 more", small=True), host)
    card.resize(420, 80)
    beside = card.note.geometry().top() < card.value.geometry().bottom()
    card.resize(220, 90)
    card.body.activate()
    assert beside
    assert card.note.geometry().top() >= card.value.geometry().bottom()
    assert card.note.width() >= card.note.sizeHint().width()
    card.resize(420, 80)
    card.body.activate()
    assert card.note.geometry().top() < card.value.geometry().bottom()


@pytest.mark.parametrize(
    ("name", "letters"),
    [
        ("Amara Okafor", "AO"),
        ("Jean-Luc Picard", "JP"),
        ("IBM", "IB"),
        ("Elif", "E"),
        ("", "?"),
        ("“Ada”", "?"),
    ],
)
def test_initials(name: str, letters: str) -> None:
    assert initials(name) == letters


def test_an_avatar_says_whose_it_is(host: QWidget) -> None:
    avatar = put(Avatar(), host)
    avatar.set_name("Priya Raman")
    assert (avatar.text(), avatar.accessibleName()) == ("PR", "Priya Raman")


def test_a_form_field_names_its_editor_and_says_what_is_wrong(host: QWidget) -> None:
    editor = QLineEdit()
    field = put(FormField("E-mail", editor), host)
    field.set_error("This is not a complete e-mail address.")
    assert editor.accessibleName() == "E-mail"
    assert editor.accessibleDescription() == field.error() == "This is not a complete e-mail address."
    field.set_error("")
    assert editor.property("invalid") is False


def test_flow_layout_wraps_and_centres(host: QWidget) -> None:
    flow = FlowLayout(host, spacing=8)
    parts = [QLabel("x") for _ in range(6)]
    for part in parts:
        part.setFixedSize(150, 20)
        flow.addWidget(part)
        part.show()
    flow.setGeometry(QRect(0, 0, 500, 300))
    assert [part.y() for part in parts] == [0, 0, 0, 28, 28, 28]
    assert flow.heightForWidth(320) == 3 * 20 + 2 * 8
    flow.clear()
    assert flow.count() == 0


def test_flow_layout_hears_of_what_became_wider_and_of_what_went(host: QWidget) -> None:
    flow = FlowLayout(host, spacing=8)
    parts = [QLabel("x") for _ in range(3)]
    for part in parts:
        part.setFixedSize(100, 20)
        flow.addWidget(part)
        part.show()
    assert flow.heightForWidth(320) == 20
    parts[0].setFixedSize(140, 20)
    assert flow.heightForWidth(320) == 2 * 20 + 8
    parts[1].hide()
    assert flow.heightForWidth(320) == 20
    parts[1].show()
    assert flow.heightForWidth(320) == 2 * 20 + 8
    flow.removeWidget(parts[2])
    assert flow.heightForWidth(320) == 20
    late = QLabel("x")
    late.setFixedSize(100, 30)
    flow.addWidget(late)
    late.show()
    assert flow.heightForWidth(320) == 20 + 8 + 30


def test_progress_counts_estimates_and_cancels(qtbot: QtBot, host: QWidget) -> None:
    line = put(ProgressLine(), host)
    asked: list[bool] = []
    line.cancel_requested.connect(lambda: asked.append(True))
    line.start("Importing leads.xlsx")
    assert line.bar.maximum() == 0, "the amount is not known yet"
    line.report(1204, 4812)
    assert line.count.text() == "1,204 of 4,812"
    assert line.bar.value() == round(1204 / 4812 * 1000)
    line.report(4628, 4628, unit="bytes")
    assert line.count.text() == "5 kB of 5 kB", "bytes are not rows"
    line.report(1_500_000, 23_400_000, unit="bytes")
    assert line.count.text() == "1.5 MB of 23.4 MB"
    line.report(4000, 4628, unit="characters")
    assert (line.count.text(), line.bar.value()) == ("", round(4000 / 4628 * 1000))
    qtbot.mouseClick(line.cancel, Qt.MouseButton.LeftButton)
    line.cancelling()
    assert asked == [True]
    assert not line.cancel.isEnabled()
    line.finish()
    assert not line.isVisible()


@pytest.mark.parametrize(
    ("seconds", "words"),
    [(1, "a few seconds left"), (11, "about 10 s left"), (62, "about 60 s left"), (200, "about 3 min left")],
)
def test_the_time_left_is_rough(seconds: float, words: str) -> None:
    assert time_left(seconds) == words


def drop(zone: QWidget, mime: QMimeData) -> bool:
    enter = QDragEnterEvent(
        QPoint(5, 5),
        Qt.DropAction.CopyAction,
        mime,
        Qt.MouseButton.LeftButton,
        Qt.KeyboardModifier.NoModifier,
    )
    enter.ignore()
    zone.dragEnterEvent(enter)
    if not enter.isAccepted():
        return False
    zone.dropEvent(
        QDropEvent(
            QPointF(5, 5),
            Qt.DropAction.CopyAction,
            mime,
            Qt.MouseButton.LeftButton,
            Qt.KeyboardModifier.NoModifier,
        )
    )
    return True


def test_files_are_dropped_on_a_zone_and_text_is_not(host: QWidget, theme: Theme, tmp_path: Path) -> None:
    zone = put(DropZone(theme, "Drop here", icon="file-up"), host)
    got: list[object] = []
    zone.files_dropped.connect(got.append)
    text, files = QMimeData(), QMimeData()
    text.setText("hello")
    files.setUrls([QUrl.fromLocalFile(str(tmp_path / "a.xlsx")), QUrl("https://example.org/b.xlsx")])
    assert not drop(zone, text)
    assert drop(zone, files)
    assert got == [[tmp_path / "a.xlsx"]]
    cards = put(DropZone(theme, "Won", accepts=lambda mime: mime.hasText(), tone="good"), host)
    dropped: list[str] = []
    cards.dropped.connect(lambda mime: dropped.append(mime.text()))
    assert drop(cards, text)
    assert dropped == ["hello"]


def test_steps_go_back_but_not_forward(qtbot: QtBot, host: QWidget) -> None:
    steps = put(StepBar(["File", "Match columns", "Review", "Done"], 2), host)
    asked: list[int] = []
    steps.step_requested.connect(asked.append)
    dots = steps.findChildren(StepDot)
    for dot in dots:
        qtbot.mouseClick(dot, Qt.MouseButton.LeftButton)
    assert asked == [0, 1]
    assert dots[1].accessibleName() == "Step 2: Match columns"


def test_key_values_are_replaced(host: QWidget) -> None:
    keys = put(KeyValueList(), host)
    keys.add("Email", "a@b.example")
    keys.add("Stage", QLabel("SQL"), QLabel("opted in"))
    keys.clear()
    keys.add("Mobile", "+49 151")
    QApplication.sendPostedEvents()
    assert [part.text() for part in keys.findChildren(QLabel) if part.isVisible()] == ["Mobile", "+49 151"]


def test_a_timeline_groups_and_hands_back_keys(qtbot: QtBot, host: QWidget, theme: Theme) -> None:
    timeline = put(TimelineList(theme), host)
    pressed: list[object] = []
    timeline.activated.connect(pressed.append)
    timeline.set_entries(
        [
            TimelineEntry("phone", "Call", "10:40", "Wants a pilot", "Today", 1),
            TimelineEntry("mail", "Opened", "09:00", "", "Today", 2),
            TimelineEntry("star", "Met", "12 Nov", "", "November"),
        ]
    )
    rows = timeline.findChildren(TimelineRow)
    for row in rows:
        qtbot.mouseClick(row, Qt.MouseButton.LeftButton)
    qtbot.keyClick(rows[1], Qt.Key.Key_Return)
    assert pressed == [1, 2, 2]
    assert [row.heading for row in rows] == ["Today", "", "November"]
    assert rows[0].accessibleName() == "Call, 10:40, Wants a pilot"


def make_charts(theme: Theme, host: QWidget) -> list[Chart]:
    bars = BarChart(theme, "Won against target", show_values=True)
    bars.set_data(["Jun", "Jul"], [Series("won", [38, 44]), Series("target", [40, 0])])
    rows = HBarChart(theme, "Funnel", fading=True)
    rows.set_bars([Bar("Sent", 1812, share="98 %", key="sent"), Bar("Won", 0, target=3)])
    return [put(chart, host) for chart in (bars, rows)]


def test_bars_are_pressed_by_mouse_and_key(qtbot: QtBot, host: QWidget, theme: Theme) -> None:
    expected = ([(0, 0), (0, 1), (1, 0), (1, 1)], ["sent", 1])
    for chart, keys in zip(make_charts(theme, host), expected, strict=True):
        pressed: list[object] = []
        chart.activated.connect(pressed.append)
        for spot in chart.spots():
            qtbot.mouseClick(chart, Qt.MouseButton.LeftButton, pos=spot.area.center().toPoint())
        assert pressed == keys
        chart.setFocus()
        qtbot.keyClick(chart, Qt.Key.Key_Return)
        qtbot.keyClick(chart, Qt.Key.Key_Right)
        qtbot.keyClick(chart, Qt.Key.Key_Space)
        assert pressed[-2:] == keys[:2]
        QToolTip.hideText()


def test_charts_say_their_data_in_words(qtbot: QtBot, host: QWidget, theme: Theme) -> None:
    bars, rows = make_charts(theme, host)
    assert bars.accessibleDescription() == "Jun, won: 38; Jul, won: 44; Jun, target: 40; Jul, target: 0"
    assert rows.accessibleDescription().startswith("Sent: ")
    assert rows.accessibleDescription().endswith("98 %; Won: 0")
    place = bars.spots()[0].area.center().toPoint()
    bars.event(QHelpEvent(QHelpEvent.Type.ToolTip, place, bars.mapToGlobal(place)))
    assert QToolTip.text() == "Jun, won: 38"
    QToolTip.hideText()


def test_bars_keep_their_proportions_and_stay_inside(host: QWidget, theme: Theme) -> None:
    bars, rows = make_charts(theme, host)
    won, target = bars.spots()[1].bar, bars.spots()[2].bar
    assert won.height() / target.height() == pytest.approx(44 / 40, rel=0.01)
    for chart in (bars, rows):
        for width in (180, 500):
            chart.resize(width, 300)
            for spot in chart.spots():
                assert chart.rect().toRectF().adjusted(-1, -1, 1, 1).contains(spot.bar)
    empty = put(BarChart(theme, "Nothing"), host)
    empty.set_data([], [])
    assert empty.grab().width() == 500


def test_a_question_answers_by_button_enter_and_escape(qtbot: QtBot, host: QWidget) -> None:
    answers: list[str] = []
    choices = [CANCEL, Choice("delete", "Delete", "danger", default=True)]
    for key in (Qt.Key.Key_Return, Qt.Key.Key_Escape):
        question = ask(host, "Delete 3 contacts?", "They go to the trash.", choices, answers.append)
        assert question.isVisible()
        assert_all_named(question)
        qtbot.keyClick(question, key)
    question = ask(host, "Delete?", "", choices, answers.append)
    cancel = next(made for made in question.findChildren(QPushButton) if made.text() == "Cancel")
    qtbot.mouseClick(cancel, Qt.MouseButton.LeftButton)
    assert answers == ["delete", "", ""]
    qtbot.waitUntil(lambda: not host.findChildren(Question))


@pytest.mark.parametrize("key", [Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space])
def test_a_button_with_the_focus_is_pressed_by_enter(qtbot: QtBot, host: QWidget, key: Qt.Key) -> None:
    pressed: list[str] = []
    export = put(button("Export", lambda: pressed.append("Export")), host)
    owner = put(FilterChip("Owner"), host)
    owner.clicked.connect(lambda: pressed.append("Owner"))
    for made in (export, owner):
        made.setFocus()
        qtbot.keyClick(made, key)
    qtbot.keyClick(export, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert pressed == ["Export", "Owner"]


def test_enter_on_cancel_does_not_do_what_the_default_button_does(qtbot: QtBot, host: QWidget) -> None:
    answers: list[str] = []
    question = ask(host, "Delete?", "", [CANCEL, Choice("delete", "Delete", default=True)], answers.append)
    cancel = next(made for made in question.findChildren(QPushButton) if made.text() == "Cancel")
    cancel.setFocus()
    qtbot.keyClick(cancel, Qt.Key.Key_Return)
    assert answers == [""]


def test_a_dialog_goes_when_it_is_closed(qtbot: QtBot, host: QWidget) -> None:
    dialog = Dialog(host, "Deal won", "How much was it?")
    dialog.add(FormField("Amount", QLineEdit()))
    dialog.add_cancel()
    dialog.add_button("Save", dialog.accept, tone="primary", default=True)
    results: list[int] = []
    dialog.finished.connect(results.append)
    dialog.open()
    qtbot.keyClick(dialog, Qt.Key.Key_Return)
    assert results == [1]
    qtbot.waitUntil(lambda: not host.findChildren(Dialog))


def test_buttons_have_the_size_of_the_design(host: QWidget) -> None:
    assert put(button("Export"), host).sizeHint().height() == 32
    assert put(button("All", tone="pill"), host).sizeHint().height() == 20
    assert put(FilterChip("Owner"), host).sizeHint().height() == 28


def test_a_dialog_makes_room_for_what_is_said_later(qtbot: QtBot, host: QWidget) -> None:
    dialog = Dialog(host, "New deal")
    field = FormField("Amount", QLineEdit())
    dialog.add(field)
    dialog.add_button("Save", dialog.accept, tone="primary", default=True)
    dialog.open()
    before = dialog.height()
    field.set_error(
        "An amount is a number such as 24,000.00; this one has letters in it, so it cannot be added up."
    )
    qtbot.waitUntil(lambda: dialog.height() > before + 10)
    assert field.editor.height() >= 30
    dialog.reject()


@pytest.mark.parametrize(
    ("count", "width", "all_written"), [(8, 420, True), (3, 420, True), (14, 420, True), (60, 420, False)]
)
def test_every_one_of_a_few_bars_is_named(
    qtbot: QtBot, theme: Theme, count: int, width: int, all_written: bool
) -> None:
    """Upright where the names do not fit beside each other; of many days every second, third… is enough."""
    names = [f"Negotiation {number}" for number in range(count)]
    bars = BarChart(theme, "Open by stage")
    qtbot.addWidget(bars)
    bars.set_data(names, [Series("Open", list(range(count)))])
    bars.resize(width, 240)
    bars.grab()
    written = [label.text for label in bars.drawing.labels if label.text.startswith("Neg")]
    assert (len(written) == count) is all_written
    assert len(written) > 1
    assert all(spot.bar.bottom() < 240 - 18 for spot in bars.spots())


def test_labels_of_bars_stand_over_nothing_and_the_high_ones_come_first(qtbot: QtBot, theme: Theme) -> None:
    bars = BarChart(theme, "Open by stage", text=lambda value: f"CHF {value:,.0f}", show_values=True)
    qtbot.addWidget(bars)
    bars.resize(540, 220)
    values = ([1_133.0, 0, 0, 2_560, 0], [113.0, 0, 0, 1_664, 0])
    bars.set_data(
        ["Prospecting", "Education", "Demo", "Proposal", "Negotiation"],
        [Series("Open", values[0]), Series("Weighted", values[1])],
    )
    bars.show()
    labels = bars.value_labels()
    texts = [text for _, text in labels]
    assert texts[0] == "CHF 2,560"
    assert "CHF 1,133" in texts
    for number, (place, _) in enumerate(labels):
        assert not any(place.intersects(other) for other, _ in labels[number + 1 :])
        assert sum(place.intersects(spot.bar) for spot in bars.spots()) == 0


def test_a_header_of_two_lines_keeps_its_height_in_a_low_window(qtbot: QtBot) -> None:
    buttons = [QPushButton(text) for text in ("All owners", "All kinds", "New step")]
    page = QWidget()
    qtbot.addWidget(page)
    column = QVBoxLayout(page)
    header = PageHeader("Tuesday, 1 December", "500 things to do, 500 overdue", *buttons)
    column.addWidget(header)
    column.addWidget(QLabel("\n".join(["a long text"] * 40)), 1)
    page.resize(420, 120)
    page.show()
    qtbot.waitExposed(page)
    qtbot.waitUntil(lambda: header.subtitle.y() >= header.title.geometry().bottom())
    QApplication.sendPostedEvents()
    assert header.height() >= header.sizeHint().height()
    assert all(button.height() >= button.sizeHint().height() for button in buttons)


def test_a_subtitle_without_room_beside_the_title_stands_below(qtbot: QtBot, host: QWidget) -> None:
    said = "26 things to do, 23 overdue"
    header = PageHeader("Tuesday, 1 December", said, QPushButton("All owners"), QPushButton("New step"))
    put(header, host, QRect(0, 0, 800, 80))
    shown = header.subtitle
    qtbot.waitUntil(lambda: shown.y() < header.title.geometry().bottom())
    header.resize(420, 80)
    qtbot.waitUntil(lambda: shown.y() >= header.title.geometry().bottom())
    assert QLabel.text(shown) == said, "not shortened"
    header.set_subtitle("1 to do")
    header.resize(520, 80)
    qtbot.waitUntil(lambda: shown.y() < header.title.geometry().bottom())
    header.set_subtitle(said)
    qtbot.waitUntil(lambda: shown.y() >= header.title.geometry().bottom())
