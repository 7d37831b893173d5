"""The window's frame with plain pages, for pictures of the kit: real parts over a list of made-up rows."""

from __future__ import annotations

from array import array
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path

from PySide6.QtWidgets import QHBoxLayout, QWidget

from salesdesk.domain.changes import ChangeSet, UndoResult
from salesdesk.domain.filters import Sort
from salesdesk.phrases import said
from salesdesk.services.commands import UndoState
from salesdesk.ui.change_notifier import ChangeNotifier
from salesdesk.ui.command_stack import CommandStack
from salesdesk.ui.context import Context
from salesdesk.ui.field_edits import FieldEdits
from salesdesk.ui.messages import Messages
from salesdesk.ui.models.columns import Column
from salesdesk.ui.models.record_table_model import RecordTableModel
from salesdesk.ui.page import Page, PageEntry
from salesdesk.ui.preferences import Preferences
from salesdesk.ui.task_runner import TaskRunner
from salesdesk.ui.theme import Theme
from salesdesk.ui.widgets.buttons import FilterChip, button, link_button, primary_button
from salesdesk.ui.widgets.cards import Card, FigureCard
from salesdesk.ui.widgets.charts.bar_chart import BarChart, Series
from salesdesk.ui.widgets.charts.row_chart import Bar, HBarChart
from salesdesk.ui.widgets.drop_zone import DropZone
from salesdesk.ui.widgets.flow_layout import FlowLayout
from salesdesk.ui.widgets.record_table import RecordTable
from salesdesk.ui.window.main_window import MainWindow
from salesdesk.ui.window.navigation_rail import ViewEntry
from salesdesk.ui.window.navigator import Navigator
from salesdesk.ui.window.search import Command, Found, Hit
from salesdesk.ui.write_queue import WriteQueue

PEOPLE = (
    ("Amara Okafor", "Nordwind Logistics", "Head of Ops", "amara@nordwind.eu", "SQL", "Trade show"),
    ("Jonas Lindqvist", "Fjord Coffee", "Founder", "jonas@fjordcoffee.se", "Customer", "Referral"),
    ("Priya Raman", "Solace Skincare", "Marketing lead", "priya@solace.example", "MQL", "Newsletter"),
    ("Marco Bianchi", "Casa Verde", "Buyer", "marco@casaverde.it", "Lead", "Web form"),
    ("Sofia Alvarez", "Alvarez & Hijos", "CEO", "sofia@alvarez.mx", "SQL", "Cold call"),
    ("Tom Whitaker", "Granite Outdoor", "Procurement", "tom.w@granite.example", "Lead", "Import · Expo"),
    ("Yuki Tanaka", "Hoshi Books", "Store manager", "yuki@hoshi.example", "Customer", "Shopify"),
)
STAGE_TONES = {"SQL": "info", "MQL": "accent", "Customer": "good"}


@dataclass(frozen=True)
class Person:
    """A made-up row."""

    id: int
    name: str
    company: str
    job: str
    email: str
    stage: str
    source: str
    tags: tuple[str, ...]
    amount: int
    since: date


class PersonRows:
    """A source of as many rows as asked for, computed as they are read."""

    def __init__(self, count: int) -> None:
        self.count = count

    def ids(self, filter: object, sort: Sort | None) -> Sequence[int]:
        """1..count, backwards when the sort is descending."""
        numbers = range(1, self.count + 1)
        return array("q", reversed(numbers) if sort and sort.descending else numbers)

    def page(self, ids: Sequence[int]) -> Mapping[int, Person]:
        """The rows of these ids."""
        return {number: self._row(number) for number in ids}

    def _row(self, number: int) -> Person:
        base = PEOPLE[(number - 1) % len(PEOPLE)]
        tags = ("fleet", "expo 26", "newsletter", "vip")[: number % 5]
        return Person(number, *base, tags, number * 1234, date(2026, 11, 23) - timedelta(days=number))


def person_columns() -> tuple[Column, ...]:
    """The columns of the made-up list."""
    return (
        Column("name", "Name", 150, "left", lambda p: p.name, sort_key="name", editable=True, kind="name"),
        Column("company", "Company", 140, "left", lambda p: p.company, sort_key="company"),
        Column("job", "Job title", 118, "left", lambda p: p.job, editable=True),
        Column("email", "Email", 184, "left", lambda p: p.email),
        Column(
            "stage",
            "Stage",
            92,
            "left",
            lambda p: p.stage,
            kind="chip",
            tone=lambda v: STAGE_TONES.get(v, ""),
        ),
        Column("source", "Source", 100, "left", lambda p: p.source),
        Column("tags", "Tags", 130, "left", lambda p: p.tags, kind="tags"),
        Column(
            "amount", "Amount", 100, "right", lambda p: p.amount, lambda v: f"€{v:,}", "amount", kind="money"
        ),
        Column(
            "since",
            "Since",
            100,
            "left",
            lambda p: p.since,
            lambda v: v.isoformat(),
            kind="date",
            visible=False,
        ),
    )


class ListPage(Page):
    """A list beside a card, as the contacts page."""

    def __init__(self, context: Context, count: int) -> None:
        super().__init__(context, "Contacts", f"{count:,} people")
        self.header.add_action(button("Columns"))
        self.header.add_action(button("Export"))
        row = QHBoxLayout()
        chips = FlowLayout()
        chips.addWidget(FilterChip("Stage is Lead, MQL, SQL, Customer", active=True))
        for text in ("Owner", "Source", "Last contact", "+ Filter"):
            chips.addWidget(FilterChip(text))
        row.addLayout(chips, 1)
        row.addWidget(link_button("Save as view"))
        self.body.addLayout(row)
        self.model = RecordTableModel(person_columns(), PersonRows(count), parent=self)
        self.table = RecordTable(context.theme, self.model, "Contacts")
        card = Card(flush=True)
        card.add(self.table)
        self.body.addWidget(card, 1)

    def refresh(self) -> None:
        """Read the list."""
        self.model.reload()
        self.table.select_id(1)


class ReportPage(Page):
    """Figures and the three charts."""

    def __init__(self, context: Context) -> None:
        super().__init__(context, "November pipeline review", scrolling=True)
        for action in (FilterChip("1–23 Nov 2026"), FilterChip("All owners"), button("Excel"), button("PDF")):
            self.header.add_action(action)
        self.header.add_action(primary_button("Meeting pack"))
        figures = QHBoxLayout()
        figures.setSpacing(12)
        for caption, value, note in (
            ("Won", "€41,250", "11 deals · 69 % of target"),
            ("Win rate", "34 %", "29 % in October"),
            ("Sales cycle", "26 days", "31 in October"),
            ("Average deal", "€3,750", "€3,410 in October"),
        ):
            figures.addWidget(FigureCard(caption, value, note))
        self.body.addLayout(figures)
        row = QHBoxLayout()
        row.setSpacing(12)
        theme = context.theme
        won = Card("Won against target", "thousand €")
        bars = BarChart(theme, "Won against target")
        bars.set_data(
            ["Jun", "Jul", "Aug", "Sep", "Oct", "Nov"],
            [Series("won", [38, 44, 29, 52, 57, 41]), Series("target", [40, 40, 40, 50, 55, 60])],
        )
        won.add(bars, 1)
        row.addWidget(won, 1)
        funnel = Card("Funnel")
        rows = HBarChart(theme, "Funnel", fading=True)
        rows.set_bars(
            [
                Bar(text, value, share=share)
                for text, value, share in (
                    ("Audience", 1840, "100 %"),
                    ("Sent", 1812, "98 %"),
                    ("Opened", 934, "51 %"),
                    ("Clicked", 301, "16 %"),
                    ("Replied", 88, "5 %"),
                    ("Won", 6, "0.5 %"),
                )
            ]
        )
        funnel.add(rows)
        days = BarChart(theme, "Replies by day", shaded=True)
        days.set_data([""] * 14, [Series("replies", [14, 45, 70, 50, 26, 15, 12, 21, 17, 8, 6, 10, 4, 3])])
        funnel.add(days, 1)
        row.addWidget(funnel, 1)
        self.body.addLayout(row, 1)


class WelcomePage(Page):
    """The inviting drop zone."""

    def __init__(self, context: Context) -> None:
        super().__init__(context, "Welcome")
        zone = DropZone(
            context.theme,
            "Drop your spreadsheet of leads here",
            "Excel, CSV or contact cards, in any layout and language. You see what will happen before anything "
            "is saved, and the whole import can be undone.",
            icon="file-up",
            actions=[primary_button("Choose a file…"), button("Paste from Excel")],
        )
        zone.setFixedSize(760, 290)
        middle = QHBoxLayout()
        middle.addStretch(1)
        middle.addWidget(zone)
        middle.addStretch(1)
        self.body.addStretch(1)
        self.body.addLayout(middle)
        self.body.addStretch(1)


@dataclass(frozen=True)
class Texts:
    """What can be undone and redone."""

    undo: str | None
    redo: str | None


class OneChange:
    """A journal with a single change in it."""

    def __init__(self) -> None:
        self.undone = False

    def state(self) -> UndoState:
        """The change, on the side it stands."""
        told = said("Stage changed")
        return UndoState(None, told) if self.undone else UndoState(told, None)

    def undo(self) -> UndoResult:
        """Take it back."""
        self.undone = True
        return UndoResult(said("Stage changed"), ChangeSet())

    def redo(self) -> UndoResult:
        """Bring it back."""
        self.undone = False
        return UndoResult(said("Stage changed"), ChangeSet())


def make_context(theme: Theme, folder: Path) -> Context:
    """A context over nothing but the kit."""
    tasks, messages = TaskRunner(), Messages()
    writes = WriteQueue(messages)
    commands = CommandStack(OneChange(), tasks, messages, writes)
    messages.set_undo(commands.undo)
    return Context(
        None,
        None,
        ChangeNotifier(),
        tasks,
        commands,
        theme,
        messages,
        Navigator(),
        Preferences(folder / "window.ini"),
        writes,
        FieldEdits(writes),
    )


def find(text: str) -> Found:
    """Three records, whatever was typed."""
    return Found(
        (
            Hit("People", "Amara Okafor", "Nordwind Logistics · +49 30 5550 1182", "users", "contacts", 1),
            Hit(
                "Companies",
                "Nordwind Logistics",
                "Hamburg · 4 people · 1 open deal",
                "building-2",
                "reports",
                2,
            ),
            Hit(
                "Deals", "Fleet rollout", "Nordwind Logistics · €24,000 · Proposal", "columns-3", "reports", 3
            ),
        ),
        "48,120 people · 9,204 companies · 62 deals in 3 ms",
        (Command("Log a call with Amara Okafor", "phone", print, "Ctrl L"),),
    )


def make_window(context: Context, rows: int = 48_120) -> MainWindow:
    """The frame with a list, a report and the welcome page."""

    def nothing() -> None:
        context.messages.say("Nothing to do here")

    entries = [
        PageEntry("today", "Today", "sun", lambda: WelcomePage(context), lambda: 7, "attention"),
        PageEntry("contacts", "Contacts", "users", lambda: ListPage(context, rows), lambda: rows),
        PageEntry("companies", "Companies", "building-2", lambda: WelcomePage(context), lambda: 9204),
        PageEntry("pipeline", "Pipeline", "columns-3", lambda: WelcomePage(context), lambda: 62),
        PageEntry("campaigns", "Campaigns", "megaphone", lambda: WelcomePage(context), lambda: 5),
        PageEntry("handoffs", "Handoffs", "handshake", lambda: WelcomePage(context), lambda: 3, "attention"),
        PageEntry("customers", "Customers", "heart-handshake", lambda: WelcomePage(context)),
        PageEntry("products", "Products & quotes", "tags", lambda: WelcomePage(context)),
        PageEntry("reports", "Reports", "chart-column", lambda: ReportPage(context)),
        PageEntry("settings", "Settings", "settings", lambda: WelcomePage(context), at_bottom=True),
    ]
    commands = (
        Command("Log a call with Amara Okafor", "phone", nothing, "Ctrl L"),
        Command("New contact", "user-plus", nothing, "Ctrl N"),
    )
    window = MainWindow(
        context,
        entries,
        search=find,
        commands=lambda: commands,
        new_items=commands,
        organisation="Brightline Studio",
    )
    window.rail.set_views(
        [
            ViewEntry(n, t)
            for n, t in enumerate(("My open deals", "New this week", "No reply in 14 days", "VIP customers"))
        ]
    )
    window.status.set_file("brightline.salesdesk")
    window.status.set_backup("Backed up 09:12")
    return window


def picture(theme: Theme, folder: Path, page: str) -> QWidget:
    """The window on ``page``; "palette" and "search" open those over the list."""
    context = make_context(theme, folder)
    window = make_window(context)
    window.destroyed.connect(context.tasks.close)
    window.show_page({"palette": "contacts", "search": "contacts", "message": "contacts"}.get(page, page))
    window.resize(1440, 900)
    window.show()
    if page == "palette":
        window.palette_overlay.summon("nordw 5550")
    elif page == "search":
        window.top_bar.search.edit.setText("nordw")
        window.search_popup.show_for("nordw")
    elif page == "message":
        context.messages.done("Stage changed to Customer for 3 contacts")
    return window
