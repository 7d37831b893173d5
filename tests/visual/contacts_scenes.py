"""The list of contacts and the page of one, over a real file."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory

from PySide6.QtWidgets import QWidget

from salesdesk.domain.activities import ActivityKind
from salesdesk.domain.attachments import FileHome
from salesdesk.domain.changes import EntityKind
from salesdesk.domain.custom_fields import CustomType
from salesdesk.domain.fields import RecordKind
from salesdesk.domain.filters import Condition, Filter, Op, Sort
from salesdesk.domain.mails import Mail, MailPerson, Stranger
from salesdesk.domain.relations import RelationKind, Tie
from salesdesk.services.activities import Subject
from salesdesk.services.mails import MailDrop
from salesdesk.ui.attempts import Attempt
from salesdesk.ui.page import Page, PageEntry
from salesdesk.ui.pages.companies.company_page import CompanyPage
from salesdesk.ui.pages.companies.page import CompaniesPage
from salesdesk.ui.pages.contacts.contact_page import ContactPage
from salesdesk.ui.pages.contacts.dialogs import edit_companies, edit_contact, new_contact
from salesdesk.ui.pages.contacts.page import ContactsPage
from salesdesk.ui.pages.mails.people_dialog import MailPeopleDialog
from salesdesk.ui.pages.relations.dialog import RelationDialog
from salesdesk.ui.records.field_history import history_action
from salesdesk.ui.window.main_window import MainWindow
from salesdesk.ui.window.search import Found
from tests.gallery import Scene, Stage
from tests.ui.pages.office import NOW, Office
from tests.visual.offices import filled_office

PEOPLE = (
    (
        "Amara Okafor",
        "Nordwind Logistics",
        "Head of Ops",
        "amara@nordwind.eu",
        "sales_qualified",
        "Trade show",
    ),
    ("Jonas Lindqvist", "Fjord Coffee", "Founder", "jonas@fjordcoffee.se", "customer", "Referral"),
    (
        "Priya Raman",
        "Solace Skincare",
        "Marketing lead",
        "priya@solace.example",
        "marketing_qualified",
        "Newsletter",
    ),
    ("Marco Bianchi", "Casa Verde", "Buyer", "marco@casaverde.it", "lead", "Web form"),
    ("Sofia Alvarez", "Alvarez & Hijos", "CEO", "sofia@alvarez.mx", "sales_qualified", "Cold call"),
    ("Tom Whitaker", "Granite Outdoor", "Procurement", "tom.w@granite.example", "lead", "Import"),
    ("Yuki Tanaka", "Hoshi Books", "Store manager", "yuki@hoshi.example", "customer", "Social media"),
    (
        "Léa Moreau",
        "Atelier Moreau",
        "Directrice",
        "lea@atelier-moreau.fr",
        "marketing_qualified",
        "Social media",
    ),
    ("Dmitri Volkov", "Kite Systems", "CTO", "dmitri@kite.example", "lead", "Web form"),
    ("Grace Mensah", "Mensah Textiles", "Owner", "grace@mensah.example", "customer", "Referral"),
    ("Henrik Dahl", "Dahl Marine", "Sales director", "henrik@dahlmarine.no", "sales_qualified", "Trade show"),
    ("Chloe Bennett", "Harbour Dental", "Office manager", "chloe@harbour.example", "lead", "Direct mail"),
    ("Ravi Menon", "Menon Legal", "Partner", "ravi@menonlegal.example", "marketing_qualified", "Web form"),
    ("Elif Kaya", "Kaya Ceramics", "Founder", "elif@kaya.example", "lead", "Social media"),
    ("Jan Sörensen", "Nordwind Logistics", "CFO", "jan@nordwind.eu", "lead", "Referral"),
)

LONG = (
    "Maximiliane Gräfin von Hohenzollern-Sigmaringen zu Altenburg-Wolfenbüttel",
    "Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbauunterbeamtengesellschaft mbH & Co. KGaA",
    "Stellvertretende Hauptabteilungsleiterin für internationale Beschaffungsstrategie und Lieferantenentwicklung",
    "maximiliane.von.hohenzollern-sigmaringen@donaudampfschifffahrtselektrizitaetengesellschaft.example",
)


def fill(office: Office) -> int:
    """A small file as in the target pictures. Returns the person in hand."""
    clock = NOW - timedelta(days=12)
    office.now = clock
    services = office.services
    field, _ = services.custom_fields.create("contact", "Messe-Stand", CustomType.TEXT)
    key = office.store.custom_fields.get(field).name
    for name, company, job, email, _stage, source in PEOPLE:
        office.person(
            name, company=company, job_title=job, email=email, lifecycle_stage="lead", lead_source=source
        )
    amara = office.find("Amara Okafor")
    services.contacts.update(
        amara,
        {
            "email_2": "a.okafor@gmail.example",
            "phone": "+49 151 55501182",
            "phone_2": "+49 30 55501182",
            "street": "Hafenstr. 12",
            "postal_code": "20457",
            "city": "Hamburg",
            "country": "DE",
            "owner": "You",
            "tags": "fleet, expo 26",
            key: "14",
        },
    )
    about = Subject(amara)
    services.activities.log(
        ActivityKind.CONFERENCE, about, subject="Met at LogiExpo, stand 14", body="Badge scan."
    )
    office.now = NOW - timedelta(days=5)
    for name, _company, _job, _email, stage, _source in PEOPLE:
        if stage != "lead":
            services.contacts.set_lifecycle([office.find(name)], stage)
    services.contacts.edit(amara, "job_title", "Head of Operations")
    pipeline = office.store.pipelines.all()[0]
    deal, _ = services.deals.create(
        "Fleet rollout", pipeline.stages[3].id, contact_id=amara, amount=2_400_000, currency="EUR"
    )
    campaign, _ = services.campaigns.create("Autumn logistics offer")
    services.campaigns.add_members(campaign, [amara])
    office.now = NOW - timedelta(hours=2)
    services.activities.log(
        ActivityKind.CALL,
        Subject(amara, None, deal),
        body="Wants a pilot for 40 vans before spring. Asked for a proposal with yearly billing.",
        outcome="Reached",
        duration_minutes=12,
        next_step="Send proposal",
        next_due=NOW.date().isoformat(),
    )
    services.contacts.edit(amara, "job_title", "Head of Ops")
    office.now = NOW
    relate = services.relations.add
    relate(amara, office.find("Jonas Lindqvist"), Tie(RelationKind.REFERRED_BY), "at the autumn fair")
    relate(office.find("Jan Sörensen"), amara, Tie(RelationKind.REFERRED_BY))
    relate(amara, office.find("Léa Moreau"), Tie(RelationKind.OWN, True, "Teacher of", "Pupil of"))
    with TemporaryDirectory() as folder:
        for name, size in (("Quote-2026-014-v1.pdf", 184_000), ("fleet-list.xlsx", 24_000)):
            Path(folder, name).write_bytes(bytes(size))
        services.attachments.add(FileHome(EntityKind.CONTACT, amara), sorted(Path(folder).iterdir()))
    return amara


def fill_long(office: Office) -> int:
    """Records whose every text is too long."""
    name, company, job, email = LONG
    for number in range(3):
        office.person(
            f"{name} {number}" if number else name,
            company=company,
            job_title=job,
            email=email if not number else f"{number}{email}",
            tags=", ".join(f"Stammkundin der ersten Stunde {n}" for n in range(6)),
            street="An der alten Ziegelei hinter dem Kirchplatz 1024b, Hinterhaus, dritter Aufgang links",
            city="Llanfairpwllgwyngyllgogerychwyrndrobwllllantysiliogogogoch",
            notes="Ein sehr langer Satz, der nicht aufhört. " * 12,
        )
    return office.find(name)


def window_of(office: Office) -> MainWindow:
    """The window's frame with the pages of contacts and companies."""
    context, store = office.context, office.store

    def plain() -> Page:
        return Page(context, "Page")

    entries = [
        PageEntry("contacts", "Contacts", "users", lambda: ContactsPage(context), store.contacts.count),
        PageEntry(
            "companies", "Companies", "building-2", lambda: CompaniesPage(context), store.companies.count
        ),
        PageEntry("pipeline", "Pipeline", "columns-3", plain, store.deals.count),
        PageEntry("campaigns", "Campaigns", "megaphone", plain, store.campaigns.count),
        PageEntry("reports", "Reports", "chart-column", plain),
        PageEntry(
            "contact", "Contact", "user", lambda: ContactPage(context), in_rail=False, parent_key="contacts"
        ),
        PageEntry(
            "company",
            "Company",
            "building-2",
            lambda: CompanyPage(context),
            in_rail=False,
            parent_key="companies",
        ),
        PageEntry("settings", "Settings", "settings", plain, at_bottom=True),
    ]
    window = MainWindow(
        context, entries, search=lambda _text: Found(), commands=lambda: (), organisation="Brightline Studio"
    )
    window.destroyed.connect(office.close)
    window.status.set_file("brightline.salesdesk")
    return window


def scene(
    name: str,
    prepare: Callable[[Office], object],
    show: Callable[[MainWindow, Office, object], object],
) -> Scene:
    """A scene over a file that ``prepare`` fills; ``show`` gets what it returned."""

    def build(stage: Stage) -> QWidget:
        office, prepared = filled_office(stage, prepare)
        window = window_of(office)
        window.resize(1440, 900)
        window.show()
        show(window, office, prepared)
        return window

    return Scene(name, build)


def _list(window: MainWindow, office: Office, record: object) -> ContactsPage:
    window.show_page("contacts")
    page = window.page("contacts")
    assert isinstance(page, ContactsPage)
    if isinstance(record, int):
        page.table.select_id(record)
    return page


def _filtered(window: MainWindow, office: Office, record: object) -> None:
    stages = ("lead", "marketing_qualified", "sales_qualified", "customer")
    conditions = (
        Condition("lifecycle_stage", Op.IS, stages),
        Condition("last_contacted_at", Op.LAST_DAYS, ("90",), True),
        Condition("email", Op.CONTAINS, ("example",)),
    )
    window.show_page("contacts", Filter(conditions))


def _bulk(window: MainWindow, office: Office, record: object) -> None:
    page = _list(window, office, record)
    page.table.selectAll()
    page.bulk.ask_tag()


def _no_match(window: MainWindow, office: Office, record: object) -> None:
    window.show_page("contacts", Filter((), "zzzz"))


def _popup(window: MainWindow, office: Office, record: object) -> None:
    page = _list(window, office, record)
    page.filters.chips()[0].click()


def _dialog(which: str, window: MainWindow, office: Office, record: object) -> None:
    page = _list(window, office, record)
    if which == "columns":
        page.columns.choose()
    elif which == "export":
        page.export()
    elif which == "condition":
        page.filters.chips()[-1].click()
    elif which == "field":
        page.columns.add_field()
    elif which == "view":
        page.views.save()
    elif which == "new":
        new_contact(window, office.context, "Amara Okafor")
    elif isinstance(record, int):
        contact = office.store.contacts.get(record)
        (edit_companies if which == "companies" else edit_contact)(window, office.context, contact)


def _views(window: MainWindow, office: Office, record: object) -> None:
    page = _list(window, office, record)
    create = office.services.saved_views.create
    made = [create(RecordKind.CONTACTS, name, Filter(), Sort())[0] for name in ("Customers", "Leads", "VIP")]
    page.open_target(made[1])
    page.refresh()
    page.views.save()


def _editing(window: MainWindow, office: Office, record: object) -> None:
    page = _list(window, office, record)
    page._show_current()
    page.panel.details.fields.start("owner")


def _history(key: str, window: MainWindow, office: Office, record: object) -> None:
    page = _list(window, office, record)
    assert isinstance(record, int)
    [(_text, run)] = history_action(page, office.context, RecordKind.CONTACTS, record, key)
    run()


def _person(window: MainWindow, office: Office, record: object) -> None:
    window.show_page("contacts")
    page = window.page("contacts")
    assert isinstance(page, ContactsPage)
    page.open_record(record)


def _calling(window: MainWindow, office: Office, record: object, *, logging: bool = False) -> None:
    _person(window, office, record)
    assert isinstance(record, int)
    began = NOW - timedelta(minutes=11)
    number = "+49 1515 5501182"
    office.context.attempts.begin(Attempt(ActivityKind.CALL, Subject(record), "Amara Okafor", number, began))
    if logging:
        window.attempt.log_button.click()


def _mails(long: bool, window: MainWindow, office: Office, record: object) -> None:
    _list(window, office, record)
    names = (("Ben Ode", "ben@fjord.example"), ("", "info@hoshi.example")) + ((LONG[0], LONG[3]),) * long
    mails = tuple(
        Mail(
            f"<{n}@x>",
            "2026-11-20T09:00:00Z",
            "Forty vans",
            MailPerson(address, name),
            (MailPerson("me@own.example"),),
        )
        for n, (name, address) in enumerate(names)
    )
    drop = MailDrop(mails, None, frozenset(), {})
    wrote = [Stranger(address, name, 1, True, True) for name, address in names]
    strangers = (*wrote, Stranger("me@own.example", "", 3, False, False))
    MailPeopleDialog(window, office.context, replace(drop, strangers=strangers, astray=2)).open()


def _relate(own: bool, window: MainWindow, office: Office, record: object) -> None:
    _list(window, office, record)
    assert isinstance(record, int)
    known = office.store.relations.of(record)
    dialog = RelationDialog(window, office.context, record, known[0] if known else None)
    if own:
        dialog._kind.setCurrentIndex(dialog._kind.count() - 1)
    dialog.open()


SCENES = [
    scene("contacts-filled", fill, _list),
    scene("contacts-empty", lambda office: None, _list),
    scene("contacts-long", fill_long, _list),
    scene("contacts-filtered", fill, _filtered),
    scene("contacts-no-match", fill, _no_match),
    scene("contacts-bulk", fill, _bulk),
    scene("contacts-popup", fill, _popup),
    scene("contacts-views", fill, _views),
    scene("contacts-editing", fill, _editing),
    *(
        scene(f"contacts-dialog-{which}", fill, partial(_dialog, which))
        for which in ("columns", "export", "condition", "field", "view", "new", "companies", "edit")
    ),
    scene("contacts-field-history", fill, partial(_history, "job_title")),
    scene("contacts-field-history-empty", fill, partial(_history, "department")),
    scene("contacts-mails", fill, partial(_mails, False)),
    scene("contacts-mails-long", fill, partial(_mails, True)),
    scene("contacts-relation", fill, partial(_relate, False)),
    scene("contacts-relation-long", fill_long, partial(_relate, True)),
    scene("contact-page", fill, _person),
    scene("contact-page-long", fill_long, _person),
    scene("contact-page-calling", fill, _calling),
    scene("contact-page-log-call", fill, partial(_calling, logging=True)),
]
