"""The whole window on a real file: first run, pipeline, campaigns, reports, history, trash, settings, palette."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

from PySide6.QtWidgets import QWidget

from salesdesk.domain.activities import ActivityKind
from salesdesk.domain.campaigns import Channel, MemberStatus
from salesdesk.domain.changes import EntityKind
from salesdesk.domain.checking import Checked, CheckReport, CheckStep, Fault, FaultKind, advice
from salesdesk.domain.custom_fields import CustomType
from salesdesk.domain.erased_words import Words
from salesdesk.domain.erasing import ErasePlan, HeldBackups, HeldExport, NamedIn
from salesdesk.services.activities import Subject
from salesdesk.ui.dialogs.check_report import CheckReportDialog
from salesdesk.ui.lists.custom_field_dialog import CustomFieldDialog
from salesdesk.ui.lists.look import CONTACTS
from salesdesk.ui.pages.campaigns.add_members import AddMembersDialog
from salesdesk.ui.pages.campaigns.dialog import CampaignDialog
from salesdesk.ui.pages.deals.closing import LostDialog
from salesdesk.ui.pages.deals.deal_dialog import DealDialog
from salesdesk.ui.pages.deals.list_page import DealsPage
from salesdesk.ui.pages.deals.page import PipelinePage
from salesdesk.ui.pages.history.change_dialog import ChangeDialog
from salesdesk.ui.pages.settings.page import SettingsPage
from salesdesk.ui.pages.settings.templates import TemplateDialog
from salesdesk.ui.records.erasing import EraseDialog
from salesdesk.ui.widgets.cards import Card
from salesdesk.ui.window.main_window import MainWindow
from salesdesk.ui.window.workspace import Workspace
from salesdesk.ui.wording import worded
from tests.gallery import Scene, Stage
from tests.ui.pages.office import NOW, Office
from tests.visual.contacts_scenes import LONG, fill, fill_long
from tests.visual.offices import filled_office

_DEALS = (
    # title, person, stage, amount in whole euros, next step, days until it is due
    ("Office refit", "Chloe Bennett", "Prospecting", 4_800, "Call", 3),
    ("Loyalty cards", "Yuki Tanaka", "Prospecting", 2_150, "", 0),
    ("Pilot, 12 seats", "Dmitri Volkov", "Prospecting", 9_600, "Email", 4),
    ("Winter stock", "Marco Bianchi", "Prospecting", 6_300, "Call", 7),
    ("Autumn bundle", "Priya Raman", "Education", 12_400, "Demo", 1),
    ("Site audit", "Ravi Menon", "Education", 3_900, "", 0),
    ("Showroom", "Léa Moreau", "Education", 18_000, "Meeting", 3),
    ("Gear rental", "Tom Whitaker", "Demo", 15_200, "Demo", 0),
    ("Kiln export", "Elif Kaya", "Demo", 7_700, "Call", 2),
    ("Two branches", "Sofia Alvarez", "Proposal", 31_500, "Send quote", 2),
    ("Yard cranes", "Henrik Dahl", "Proposal", 22_800, "Reply", -2),
    ("Annual supply", "Jonas Lindqvist", "Negotiation", 28_900, "Contract review", 1),
    ("Textile line", "Grace Mensah", "Negotiation", 11_400, "Sign", 5),
)
_CLOSED = (
    ("Racks", "Jonas Lindqvist", 8_400, "won", 5),
    ("Labels", "Grace Mensah", 5_200, "won", 12),
    ("Scanner kits", "Yuki Tanaka", 27_650, "won", 18),
    ("Cold store", "Ravi Menon", 9_000, "lost", 8),
    ("Vans", "Amara Okafor", 38_000, "won", 40),
    ("Shelving", "Chloe Bennett", 21_000, "won", 70),
    ("Dock", "Henrik Dahl", 33_000, "won", 100),
)


def fill_sales(office: Office) -> int:
    """People, deals in every stage, closed deals of half a year, and a running campaign. Returns its number."""
    amara = fill(office)
    services, store = office.services, office.store
    services.settings.set({"organisation": "Brightline Studio"})
    stages = {s.name: s.id for s in store.pipelines.all()[0].stages}
    for title, person, amount, outcome, days in _CLOSED:
        office.now = NOW - timedelta(days=days + 26)
        deal, _ = services.deals.create(
            title,
            stages["Proposal"],
            amount=amount * 100,
            contact_id=office.find(person),
            source_id=_source(office, days),
        )
        office.now = NOW - timedelta(days=days)
        services.deals.win(deal) if outcome == "won" else services.deals.lose(deal, "Price")
    office.now = NOW - timedelta(days=5)
    for title, person, stage, amount, step, due in _DEALS:
        contact = office.find(person)
        deal, _ = services.deals.create(
            title,
            stages[stage],
            amount=amount * 100,
            contact_id=contact,
            company_id=store.contacts.get(contact).companies[0].company_id,
            source_id=_source(office, amount),
        )
        if step:
            services.activities.plan(
                Subject(contact, None, deal), step, (NOW + timedelta(days=due)).date().isoformat()
            )
    services.activities.log(
        ActivityKind.EMAIL, Subject(office.find("Henrik Dahl")), subject="Price table sent"
    )
    office.now = NOW - timedelta(days=9)
    campaign, _ = services.campaigns.create(
        "Autumn offer to trade show visitors",
        channel=Channel.EVENT,
        budget=200_000,
        actual_cost=124_000,
        goal="50",
        starts_on="2026-11-01",
        ends_on="2026-12-15",
        status="running",
    )
    services.campaigns.add_members(campaign, store.contacts.ids())
    members = store.campaigns.members(campaign)
    for days, status, part in (
        (6, MemberStatus.SENT, members),
        (5, MemberStatus.OPENED, members[:9]),
        (4, MemberStatus.CLICKED, members[:6]),
        (3, MemberStatus.REPLIED, members[:2]),
        (1, MemberStatus.MET, members[:1]),
    ):
        office.now = NOW - timedelta(days=days)
        services.campaigns.record_response([m.id for m in part], status)
    office.now = NOW
    deal, _ = services.deals.create(
        "Pilot of 40 vans", stages["Proposal"], amount=1_970_000, contact_id=amara, campaign_id=campaign
    )
    return campaign


def _source(office: Office, number: int) -> int:
    names = ("Referral", "Trade show", "Newsletter", "Web form")
    return next(s.id for s in office.store.sources.all() if s.name == names[number % 4])


def fill_long_deals(office: Office) -> int:
    """Deals whose every text is too long."""
    person = fill_long(office)
    stages = office.store.pipelines.all()[0].stages
    for n in range(12):
        deal, _ = office.services.deals.create(
            f"{LONG[2]} {n}", stages[n % 5].id, amount=123_456_789_00 + n, contact_id=person
        )
        office.services.activities.plan(Subject(deal_id=deal), LONG[2], "2026-11-24")
    return person


def scene(
    name: str, prepare: Callable[[Office], object], show: Callable[[MainWindow, Office, object], object]
) -> Scene:
    """The window over a file that ``prepare`` fills; ``show`` gets what it returned."""

    def build(stage: Stage) -> QWidget:
        office, prepared = filled_office(stage, prepare)
        window = Workspace(office.context).window
        window.destroyed.connect(office.close)
        window.resize(1440, 900)
        window.show()
        show(window, office, prepared)
        return window

    return Scene(name, build)


def page_of(key: str) -> Callable[[MainWindow, Office, object], object]:
    return lambda window, office, prepared: window.show_page(key)


def _deal(window: MainWindow, office: Office, prepared: object) -> None:
    window.show_page("pipeline")
    page = window.page("pipeline")
    assert isinstance(page, PipelinePage)
    page.show_deal(page.board.columns[3].model.cards[0].id)


def _way(window: MainWindow, office: Office, prepared: object) -> None:
    moved, stages = office.services.deals.move, office.store.pipelines.all()[0].stages
    deal = office.store.deals.neighbours(stages[0].id)[0][0]
    for days, stage in ((3, stages[2]), (4, stages[3])):
        office.now += timedelta(days=days)
        moved(deal, stage.id)
    window.show_page("pipeline")
    page = window.page("pipeline")
    assert isinstance(page, PipelinePage)
    page.show_deal(deal)
    page.panel.way.link.click()


def _drag(window: MainWindow, office: Office, prepared: object) -> None:
    window.show_page("pipeline")
    page = window.page("pipeline")
    assert isinstance(page, PipelinePage)
    page.board.columns[0].cards.drag_changed.emit(True)


def _new_deal(window: MainWindow, office: Office, prepared: object) -> None:
    window.show_page("pipeline")
    DealDialog(window, office.context).open()


def _lose(window: MainWindow, office: Office, prepared: object) -> None:
    window.show_page("pipeline")
    deals, stages = office.store.deals, office.store.pipelines.all()[0].stages
    deal = next(number for stage in stages for number, _ in deals.neighbours(stage.id))
    LostDialog(window, office.context, deals.get(deal)).open()


def _lose_many(window: MainWindow, office: Office, prepared: object) -> None:
    window.show_page("deals")
    page = window.page("deals")
    assert isinstance(page, DealsPage)
    ids = office.store.deals.ids()[:4]
    edits = {deal: {"stage": "Won" if place else "Lost"} for place, deal in enumerate(ids)}
    page.cells.ask_first(edits, lambda _service: None)


def _campaign(window: MainWindow, office: Office, prepared: object) -> None:
    window.show_page("campaign", prepared)


def _new_campaign(window: MainWindow, office: Office, prepared: object) -> None:
    window.show_page("campaigns")
    CampaignDialog(window, office.context).open()


def _add_people(window: MainWindow, office: Office, prepared: object) -> None:
    _campaign(window, office, prepared)
    assert isinstance(prepared, int)
    AddMembersDialog(window, office.context, office.store.campaigns.get(prepared)).open()


def _trash(window: MainWindow, office: Office, prepared: object) -> None:
    office.services.contacts.delete([office.find("Elif Kaya"), office.find("Ravi Menon")])
    window.show_page("trash")


def _erase(window: MainWindow, office: Office, prepared: object) -> None:
    """Somebody with everything that is told before."""
    _trash(window, office, prepared)
    plan = ErasePlan(
        (1, 2), ("Amara Okafor",), 12, 34, 2, 1, 3, 5, 60, True, Words(),
        (NamedIn(EntityKind.COMPANY, 3, "Amara Okafor Consulting and Interim Management"),),
        tuple(HeldExport("2026-11-20T10:00:00Z", "Mia Keller", "contacts", 4_812) for _ in range(8)),
        HeldBackups(tuple(f"/home/mia/Backups/brightline 2026-11-{day} 09-12-00.salesdesk" for day in range(10, 23)),
                    ("/home/mia/Backups/old.salesdesk",)),
    )  # fmt: skip
    EraseDialog(window, office.context, plan).open()


def _custom_fields(window: MainWindow, office: Office, prepared: object) -> None:
    """The card of custom fields alone, one of them long, and the dialog that changes it."""
    create = office.services.custom_fields.create
    create("contact", "Datum der letzten Unterweisung nach Arbeitsschutzgesetz", CustomType.DATE)
    choices = ["Halle 1", "Halle 2", "Freigelände Nord", "Freigelände Süd", "Eingang West", "Pressezentrum"]
    number, _ = create("contact", "Standort", CustomType.CHOICE, choices)
    window.show_page("settings")
    page = window.page("settings")
    assert isinstance(page, SettingsPage)
    for card in (page.computer, page.file, page.stages, page.choices, page.lists, page.backups):
        card.hide()
    field = office.store.custom_fields.get(number)
    CustomFieldDialog(window, office.context, CONTACTS, field).open()


def _custom_fields_alone(window: MainWindow, office: Office, prepared: object) -> None:
    _custom_fields(window, office, prepared)
    for dialog in window.findChildren(CustomFieldDialog):
        dialog.reject()


def _template(window: MainWindow, office: Office, prepared: object) -> None:
    create = office.services.message_templates.create
    create("Thanks for the visit", "Good to see you, {first_name|there}", "Dear {first_name|there},")
    number, _ = create(
        "Offer",
        "Our offer for {company}",
        "Dear {honorific} {last_name},\n\nas agreed, our offer for {deal_title}: {deal_value}.\n\nKind regards\n{owner}",
    )
    window.show_page("settings")
    page = window.page("settings")
    assert isinstance(page, SettingsPage)
    for card in page.findChildren(Card):
        card.setVisible(card is page.templates)
    TemplateDialog(window, office.context, office.store.message_templates.get(number)).open()


def _templates(window: MainWindow, office: Office, prepared: object) -> None:
    _template(window, office, prepared)
    for dialog in window.findChildren(TemplateDialog):
        dialog.reject()


_STEP_SECONDS = (1.2, 0.1, 2.4, 0.3, 0.2, 0.4, 7.9)
_STEP_COUNTS = (27_411, 128, 812_307, 43, 4_218, 15, 5)
_CHECKED = tuple(map(Checked, CheckStep, _STEP_COUNTS, _STEP_SECONDS))


def _check_report(*, faults: int = 0, repaired: int = 0) -> Callable[[MainWindow, Office, object], None]:
    def show(window: MainWindow, office: Office, prepared: object) -> None:
        window.show_page("settings")
        wrong = tuple(
            Fault(FaultKind.ROWS, "contact", "a value was", (n * 640, n * 640 + 63))
            for n in range(1, faults + 1)
        )
        right = (
            Fault(FaultKind.SEARCH, "search_contact", "its words differ", repairable=True),
            Fault(FaultKind.MISSING, "ix_contact_name_key", "index", repairable=True),
        )
        report = CheckReport(_CHECKED, wrong, right[:repaired])
        CheckReportDialog(window, office.store.path.name, report, worded(advice(""))).open()

    return show


def _palette(window: MainWindow, office: Office, prepared: object) -> None:
    window.show_page("contacts")
    window.palette_overlay.summon("nordw")


def nothing(office: Office) -> None:
    return None


def _a_change(window: MainWindow, office: Office, prepared: object) -> None:
    """What one of several people and fields says, with parts and long values."""
    people = list(office.store.contacts.ids())[:4]
    long = {"job_title": LONG[2], "email": "new@example.com", "lead_source": "Referral"}
    office.services.contacts.edit_many({one: {**long, "owner": "Mia", "city": "Lisbon"} for one in people})
    window.show_page("history")
    batch = office.store.journal.batches(1)[0]
    ChangeDialog(window, office.context, batch, office.store.batch_changes.of(batch.id), print).open()


SCENES = [
    scene("first-run", nothing, lambda window, office, prepared: None),
    scene("pipeline-filled", fill_sales, page_of("pipeline")),
    scene("pipeline-dragging", fill_sales, _drag),
    scene("pipeline-deal", fill_sales, _deal),
    scene("pipeline-deal-stages", fill_sales, _way),
    scene("pipeline-long", fill_long_deals, page_of("pipeline")),
    scene("pipeline-empty", fill, page_of("pipeline")),
    scene("pipeline-new-deal", fill_sales, _new_deal),
    scene("pipeline-lost", fill_sales, _lose),
    scene("deals-closed-together", fill_sales, _lose_many),
    scene("deals-list", fill_sales, page_of("deals")),
    scene("campaigns-filled", fill_sales, page_of("campaigns")),
    scene("campaigns-empty", nothing, page_of("campaigns")),
    scene("campaigns-new", fill_sales, _new_campaign),
    scene("campaign-page", fill_sales, _campaign),
    scene("campaign-add-people", fill_sales, _add_people),
    scene("today-filled", fill_sales, page_of("today")),
    scene("today-empty", nothing, page_of("today")),
    scene("history-filled", fill_sales, page_of("history")),
    scene("history-change", fill_sales, _a_change),
    scene("history-empty", nothing, page_of("history")),
    scene("trash-filled", fill_sales, _trash),
    scene("trash-erase", fill_sales, _erase),
    scene("settings", fill_sales, page_of("settings")),
    scene("settings-custom-fields", fill_sales, _custom_fields_alone),
    scene("settings-change-field", fill_sales, _custom_fields),
    scene("settings-templates", fill_sales, _templates),
    scene("settings-template", fill_sales, _template),
    scene("check-sound", fill_sales, _check_report()),
    scene("check-repaired", fill_sales, _check_report(repaired=2)),
    scene("check-damaged", fill_sales, _check_report(faults=30)),
    scene("palette", fill_sales, _palette),
]
