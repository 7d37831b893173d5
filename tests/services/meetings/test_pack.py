"""The pack of a meeting: one set of figures in workbook, PDF and what is kept, and the next meeting for the calendar."""

from __future__ import annotations

from datetime import UTC, date, datetime
from pathlib import Path

import openpyxl
import pytest
from icalendar import Calendar
from pypdf import PdfReader

from salesdesk.domain.fields import RecordKind
from salesdesk.domain.meetings import Rhythm
from salesdesk.errors import FileProblem
from salesdesk.services.meetings.pack import MeetingPackService, file_stem
from salesdesk.services.meetings.service import MeetingService
from salesdesk.services.services import Services, build_services
from salesdesk.services.setup import set_up
from salesdesk.store.store import Store
from salesdesk.wording import worded

NOW = datetime(2026, 11, 23, 12, 0, tzinfo=UTC)


class Desk:
    """A store with one owner and two deals, and a meeting four weeks ago with a decision that is still open."""

    def __init__(self, folder: Path) -> None:
        self.now = datetime(2026, 10, 26, 12, 0, tzinfo=UTC)
        self.store = Store(folder / "pack.salesdesk", clock=lambda: self.now)
        set_up(self.store, currency="EUR", country="DE")
        self.services: Services = build_services(self.store)
        self.services.owners.create("Mia Lind")
        stage = self.store.pipelines.all()[0].stages[0]
        self.services.deals.create("Yard cranes", stage.id, amount=2_280_000, currency="EUR")
        first = self.start("Pipeline review", date(2026, 10, 26))
        self.decide(first, "! Mia asks two suppliers about repairs by 20 Nov")
        self.pack.make(first, folder, worded)
        self.now = NOW
        self.services.deals.create("Fleet rollout", stage.id, amount=2_400_000, currency="EUR")

    @property
    def meetings(self) -> MeetingService:
        area = self.services.area_of(RecordKind.MEETINGS)
        assert isinstance(area, MeetingService)
        return area

    @property
    def pack(self) -> MeetingPackService:
        return MeetingPackService(self.store, self.services.commands)

    def start(self, name: str, day: date) -> int:
        return self.meetings.start("weekly", day, name, people="You, Mia")[0]

    def decide(self, number: int, line: str) -> None:
        self.meetings.decisions.decide(number, self.meetings.decisions.reading("en").read(line))


@pytest.fixture
def desk(tmp_path: Path):
    made = Desk(tmp_path)
    yield made
    made.store.close()


def texts(path: Path) -> str:
    return "\n".join(page.extract_text() for page in PdfReader(path).pages)


def test_workbook_pdf_and_what_is_kept_have_the_same_figures(desk: Desk, tmp_path: Path) -> None:
    number = desk.start("Pipeline review", NOW.date())
    desk.meetings.add_note(number, "Granite wants a price.", item="figures")
    desk.decide(number, "! Mia calls Granite by fri")
    made, _ = desk.pack.make(number, tmp_path, worded)
    kept = desk.store.meetings.meeting(number).snapshot
    assert kept is not None
    assert (kept.at, kept.value("open")) == (made.at, 4_680_000)
    page = texts(made.pdf)
    for words in (
        "€46,800", "€22,800 before", "in the last meeting, on 26 Oct 2026", "Granite wants a price.", "Call Granite", "Mia Lind", "27 Nov 2026",
        "Still open from 26 Oct 2026", "Ask two suppliers about repairs", "overdue, was due 20 Nov 2026",
        "Against 26 Oct 2026", made.workbook.name,
    ):  # fmt: skip
        assert words in page, words
    book = openpyxl.load_workbook(made.workbook)
    rows = {sheet.title: [[cell.value for cell in row] for row in sheet.iter_rows()] for sheet in book}
    assert ["Call Granite", "Mia Lind", "27 Nov 2026", None, "due 27 Nov 2026"] in rows["Decided"]
    assert any("Granite wants a price." in row for row in rows["Notes"])
    deals = {row[0] for row in rows["Open deals"]}
    assert {"Yard cranes", "Fleet rollout"} <= deals


def test_decisions_stand_behind_the_figures_with_their_deal_and_time(desk: Desk, tmp_path: Path) -> None:
    number = desk.start("Pipeline review", NOW.date())
    desk.decide(number, "! Mia calls about #Yard cranes by 27 Nov 10:00")
    made, _ = desk.pack.make(number, tmp_path, worded)
    page = texts(made.pdf)
    decided = page[page.index("Decided") : page.index("Since 26 Oct 2026")]
    for words in ("Mia Lind", "27 Nov 2026, 10:00", "Yard cranes"):
        assert words in decided, words
    rows = [
        [cell.value for cell in row] for row in openpyxl.load_workbook(made.workbook)["Decided"].iter_rows()
    ]
    assert [row[1:] for row in rows if row[0] == "Call about Yard cranes"] == [
        ["Mia Lind", "27 Nov 2026, 10:00", "Yard cranes", "due 27 Nov 2026, 10:00"]
    ]


def test_the_next_meeting_is_in_a_calendar_file(desk: Desk, tmp_path: Path) -> None:
    templates = desk.meetings.templates
    weekly = templates.named("weekly", worded)
    from dataclasses import replace

    templates.save(replace(weekly, starts="16:00", rhythm=Rhythm.WEEKLY))
    number = desk.start("Pipeline review", NOW.date())
    made, _ = desk.pack.make(number, tmp_path, worded)
    assert made.calendar is not None
    (event,) = Calendar.from_ical(made.calendar.read_bytes()).walk("VEVENT")
    assert str(event["summary"]) == "Pipeline review"
    begins, ends = event.decoded("dtstart"), event.decoded("dtend")
    assert begins.astimezone().strftime("%Y-%m-%d %H:%M") == "2026-11-30 16:00"
    assert (ends - begins).total_seconds() == 45 * 60
    desk.meetings.set_next(number, None)
    assert desk.pack.make(number, tmp_path, worded)[0].calendar is None


def test_a_pack_that_cannot_be_written_keeps_nothing(desk: Desk, tmp_path: Path) -> None:
    number = desk.start("Pipeline review", NOW.date())
    with pytest.raises(FileProblem):
        desk.pack.make(number, tmp_path / "nowhere", worded)
    assert desk.store.meetings.meeting(number).snapshot is None


def test_every_kind_of_meeting_has_a_pack(desk: Desk, tmp_path: Path) -> None:
    ann = desk.services.contacts.create({"full_name": "Ann Roe"})[0]
    for template in ("weekly", "monthly", "campaigns", "customer"):
        about = ann if template == "customer" else None
        number, _ = desk.meetings.start(template, NOW.date(), f"A {template} meeting", contact=about)
        made, _ = desk.pack.make(number, tmp_path, worded)
        assert f"A {template} meeting" in texts(made.pdf)
        assert openpyxl.load_workbook(made.workbook).sheetnames


def test_packs_about_two_customers_lie_beside_each_other(desk: Desk, tmp_path: Path) -> None:
    made = []
    for name in ("Ann Roe", "Ben Tal"):
        about = desk.services.contacts.create({"full_name": name})[0]
        number, _ = desk.meetings.start("customer", NOW.date(), "One customer", contact=about)
        made.append(desk.pack.make(number, tmp_path, worded)[0])
    assert [one.pdf.name for one in made] == [
        f"one-customer-{who}-{NOW.date()}.pdf" for who in ("ann-roe", "ben-tal")
    ]
    assert ["Ann Roe" in texts(one.pdf) for one in made] == [True, False]


@pytest.mark.parametrize("name", ["Über/Ärger: «Q4» ✓", "会議", "a" * 300, "../../etc"])
def test_files_are_called_after_any_meeting(desk: Desk, tmp_path: Path, name: str) -> None:
    number = desk.start(name, NOW.date())
    made, _ = desk.pack.make(number, tmp_path, worded)
    assert made.workbook.parent == tmp_path
    assert made.workbook.name == f"{file_stem(desk.store.meetings.meeting(number))}.xlsx"
    assert len(made.workbook.name) < 100


def test_what_moved_says_the_amounts_without_a_rate(desk: Desk, tmp_path: Path) -> None:
    stage = desk.store.pipelines.all()[0].stages[0]
    desk.services.deals.create("Far away", stage.id, amount=2_500_000, currency="JPY")
    made, _ = desk.pack.make(desk.start("Pipeline review", NOW.date()), tmp_path, worded)
    page = " ".join(texts(made.pdf).split())
    assert "New 3 €46,800 + ¥2,500,000" in page
    sheets = openpyxl.load_workbook(made.workbook)
    rows = [[str(cell.value) for cell in row] for sheet in sheets for row in sheet.iter_rows()]
    new = [cell for row in rows if row[0] == "New" for cell in row]
    assert any("2,500,000" in cell for cell in new), new
