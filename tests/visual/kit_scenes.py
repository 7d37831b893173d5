"""The component kit and the window's frame, as scenes of the gallery."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from PySide6.QtCore import QPoint
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QHBoxLayout,
    QLineEdit,
    QMenu,
    QRadioButton,
    QSpinBox,
    QTabWidget,
    QTextEdit,
    QVBoxLayout,
    QWidget,
)

from salesdesk.ui.dialogs.crash import CrashDialog
from salesdesk.ui.theme import Theme
from salesdesk.ui.widgets.buttons import (
    FilterChip,
    SegmentedButtons,
    button,
    icon_button,
    link_button,
    primary_button,
    quiet_button,
    with_icon,
)
from salesdesk.ui.widgets.cards import Card, FigureCard
from salesdesk.ui.widgets.chips import Avatar, Chip, ChipButton
from salesdesk.ui.widgets.date_field import DateField
from salesdesk.ui.widgets.dialog import Dialog
from salesdesk.ui.widgets.drop_zone import DropZone
from salesdesk.ui.widgets.empty_state import EmptyState
from salesdesk.ui.widgets.flow_layout import FlowLayout
from salesdesk.ui.widgets.form import FormField
from salesdesk.ui.widgets.key_value import KeyValueList
from salesdesk.ui.widgets.page_header import PageHeader
from salesdesk.ui.widgets.progress import ProgressLine
from salesdesk.ui.widgets.record_table import RecordTable
from salesdesk.ui.widgets.scroll_column import ScrollColumn
from salesdesk.ui.widgets.step_bar import StepBar
from salesdesk.ui.widgets.timeline import TimelineEntry, TimelineList
from tests.gallery import Scene, Stage
from tests.visual.frame import picture


def basics(theme: Theme) -> QWidget:
    """Every small part on one sheet."""
    sheet = QWidget()
    sheet.setObjectName("sheet")
    column = QVBoxLayout(sheet)
    column.setContentsMargins(24, 20, 24, 20)
    column.setSpacing(12)
    header = PageHeader(
        "Autumn logistics offer",
        "sheet “Leads” · header in row 3 · 4,812 rows",
        button("Pause"),
        button("Duplicate"),
        primary_button("Send step 2…"),
        crumb="Campaigns",
    )
    header.add_beside(Chip("Running", "accent"))
    header.add_beside(Chip("Email"))
    column.addWidget(header)
    chips = FlowLayout()
    chips.addWidget(FilterChip("Stage is Lead, MQL, SQL, Customer", active=True))
    for text in ("Owner", "Source", "Last contact", "+ Filter"):
        chips.addWidget(FilterChip(text))
    chips.addWidget(SegmentedButtons([("board", "Board"), ("list", "List"), ("forecast", "Forecast")]))
    for tone in ("", "accent", "info", "good", "warn", "bad"):
        chips.addWidget(Chip(tone or "neutral", tone))
    chips.addWidget(ChipButton("2 possible duplicates · review", "warn"))
    chips.addWidget(SegmentedButtons([("all", "All"), ("calls", "Calls")], pills=True))
    column.addLayout(chips)
    figures = QHBoxLayout()
    figures.setSpacing(12)
    figures.addWidget(
        FigureCard("Won in November", "€41,250", "69 % of target, 7 days left · on pace for €55,800", 0.69)
    )
    figures.addWidget(FigureCard("Expected this quarter", "€132,400", "weighted · best case €198,000"))
    figures.addWidget(
        FigureCard("Lead response time", "3 h 20", "94 % inside the 8 h agreement", tone="good")
    )
    figures.addWidget(FigureCard("Won in November", "€41,250", "of €60,000", 0.69, small=True))
    figures.addWidget(FigureCard("Needs attention", "6", "no next step", tone="warn", small=True))
    column.addLayout(figures)
    column.addWidget(StepBar(["File", "Match columns", "Review", "Done"], 1))
    row = QHBoxLayout()
    row.setSpacing(12)
    left = Card("Controls")
    buttons = FlowLayout()
    for made in (
        button("Default"),
        primary_button("Primary"),
        quiet_button("Quiet"),
        button("Delete", tone="danger"),
        link_button("A link"),
        with_icon(button("Import"), theme, "file-up"),
        icon_button(theme, "plus", "Add"),
        icon_button(theme, "chevron-left", "Previous", framed=True),
    ):
        buttons.addWidget(made)
    off = button("Disabled")
    off.setEnabled(False)
    buttons.addWidget(off)
    left.add(buttons)
    name = QLineEdit()
    name.setPlaceholderText("Name")
    left.add(FormField("Name", name))
    mail = QLineEdit("amara@nordwind")
    left.add(FormField("E-mail", mail, "This is not a complete e-mail address."))
    combo = QComboBox()
    combo.addItems(["Prospecting", "Education", "Demo"])
    pair = QHBoxLayout()
    pair.addWidget(FormField("Stage", combo))
    pair.addWidget(FormField("Expected close", DateField(date(2026, 11, 23))))
    number = QSpinBox()
    pair.addWidget(FormField("Seats", number))
    left.add(pair)
    checks = QHBoxLayout()
    for made_check in (QCheckBox("Opted in"), QRadioButton("Fill blanks"), QRadioButton("Overwrite")):
        checks.addWidget(made_check)
    box = QCheckBox("Ticked")
    box.setChecked(True)
    checks.addWidget(box)
    left.add(checks)
    text = QTextEdit()
    text.setAccessibleName("What happened")
    text.setPlaceholderText("What happened? Then what is next, and when…")
    left.add(text)
    row.addWidget(left, 1)
    details = Card("Details")
    keys = KeyValueList()
    keys.add("Email", "amara@nordwind.eu")
    keys.add("Mobile", "+49 151 5550 1182")
    keys.add("Stage", Chip("SQL", "info"), Chip("opted in", "good"))
    keys.add("Next step", "Send proposal · today 16:00", tone="warn")
    keys.add("Address", "Hafenstr. 12\n20457 Hamburg")
    details.add(keys)
    tabs = QTabWidget()
    tabs.setAccessibleName("More")
    tabs.addTab(QWidget(), "Files")
    tabs.addTab(QWidget(), "Notes")
    details.add(tabs)
    avatars = QHBoxLayout()
    for size in (24, 32, 44):
        avatars.addWidget(Avatar("AO", size))
    avatars.addStretch(1)
    details.add(avatars)
    row.addWidget(details, 1)
    timeline = Card("Timeline", "accept within 8 h", flush=True)
    entries = TimelineList(theme)
    entries.setContentsMargins(16, 0, 16, 0)
    entries.set_entries(
        [
            TimelineEntry(
                "phone",
                "Call · reached, 12 min",
                "10:40",
                "Wants a pilot for 40 vans before spring. Asked for a proposal with yearly billing.",
                "Today",
                1,
            ),
            TimelineEntry(
                "file-text", "Quote 2026-014 v1 drafted", "10:52", "€24,000 · valid until 23 Dec", "Today", 2
            ),
            TimelineEntry(
                "handshake",
                "Handed over by marketing, accepted by you",
                "14:10",
                "In 3 h 10 min; agreement 8 h.",
                "Yesterday",
            ),
        ]
    )
    timeline.add(entries)
    row.addWidget(timeline, 1)
    column.addLayout(row, 1)
    work = ProgressLine()
    work.start("Importing expo-leads.xlsx")
    work.report(1204, 4812)
    column.addWidget(work)
    return sheet


def welcome(theme: Theme) -> QWidget:
    """The drop zone and an empty state."""
    sheet = QWidget()
    column = QVBoxLayout(sheet)
    column.setContentsMargins(200, 40, 200, 40)
    column.addWidget(
        DropZone(
            theme,
            "Drop your spreadsheet of leads here",
            "Excel, CSV or contact cards, in any layout and language. You see what will happen before anything is saved, "
            "and the whole import can be undone.",
            icon="file-up",
            actions=[primary_button("Choose a file…"), button("Paste from Excel")],
        ),
        1,
    )
    zones = QHBoxLayout()
    zones.setSpacing(12)
    zones.addWidget(DropZone(theme, "Drop here: won", tone="good"))
    zones.addWidget(DropZone(theme, "Drop here: lost (asks why)", tone="bad"))
    column.addLayout(zones)
    column.addWidget(
        EmptyState(
            theme,
            "users",
            "No contact matches",
            "Loosen a filter, or add the person by hand.",
            [button("Clear filters"), primary_button("New contact")],
        ),
        1,
    )
    return sheet


def _sheet(build: Callable[[Theme], QWidget]) -> Callable[[Stage], QWidget]:
    def show(stage: Stage) -> QWidget:
        sheet = ScrollColumn()
        sheet.column.addWidget(build(stage.theme))
        return sheet

    return show


def _window(page: str) -> Callable[[Stage], QWidget]:
    return lambda stage: picture(stage.theme, stage.folder, page)


def dialog(stage: Stage) -> QWidget:
    """A form in a dialog over the list."""
    window = picture(stage.theme, stage.folder, "contacts")
    form = Dialog(
        window, "Deal won", "Fleet rollout, Nordwind Logistics. The deal leaves the board and counts as won."
    )
    amount = QLineEdit("24,000.00")
    form.add(FormField("Amount", amount))
    form.add(FormField("Closed on", DateField(date(2026, 11, 23))))
    reason = QLineEdit()
    form.add(FormField("Reason", reason, "Say in a word or two why they bought."))
    form.add_cancel()
    form.add_button("Mark as won", form.accept, tone="primary", default=True)
    form.open()
    return window


def crash(stage: Stage) -> QWidget:
    """What a bug looks like."""
    window = picture(stage.theme, stage.folder, "contacts")
    CrashDialog(window, "Traceback (most recent call last):\n  …\nZeroDivisionError: division by zero").open()
    return window


def menus(stage: Stage) -> QWidget:
    """A sorted list with a cell in focus, the column menu, a calendar, a combo box opened."""
    window = picture(stage.theme, stage.folder, "contacts")
    table = window.findChild(RecordTable)
    assert table is not None
    table.header.sectionClicked.emit(0)
    table.header.sectionClicked.emit(7)
    table.setFocus()
    menu = QMenu(window)
    table.header.fill_menu(menu)
    menu.addSeparator()
    menu.addAction(stage.theme.icon("trash-2", "bad"), "Delete")
    menu.addMenu(QMenu("More", menu))
    menu.popup(window.mapToGlobal(QPoint(700, 200)))
    field = DateField(date(2026, 11, 23), parent=window)
    field.setGeometry(300, 250, 160, 32)
    field.show()
    calendar = field.month
    calendar.setParent(window)
    calendar.setGeometry(300, 300, 300, 240)
    calendar.show()
    return window


SCENES = [
    Scene("kit-dialog", dialog),
    Scene("kit-crash", crash),
    Scene("kit-menus", menus),
    Scene("kit-basics", _sheet(basics)),
    Scene("kit-welcome", _sheet(welcome)),
    *(
        Scene(f"kit-{page}", _window(page))
        for page in ("today", "contacts", "reports", "palette", "search", "message")
    ),
]
