"""What waits for the file, and what was refused: cells, fields, cards, logs, dialogs, and leaving."""

from __future__ import annotations

import threading

from PySide6.QtWidgets import QLineEdit, QPlainTextEdit, QPushButton

from salesdesk.domain.activities import ActivityKind
from salesdesk.domain.changes import Cause, EntityKind
from salesdesk.domain.conflicts import EditConflict
from salesdesk.errors import SalesDeskError, StoreBusy
from salesdesk.phrases import said
from salesdesk.services.services import build_services
from salesdesk.store.store import Store
from salesdesk.ui.dialogs.conflict import ask_who_stays
from salesdesk.ui.dialogs.unsaved import LeavingDialog
from salesdesk.ui.field_edits import FieldEdit
from salesdesk.ui.pages.contacts.contact_page import ContactPage
from salesdesk.ui.pages.contacts.page import ContactsPage
from salesdesk.ui.pages.deals.deal_dialog import DealDialog
from salesdesk.ui.pages.deals.page import PipelinePage
from salesdesk.ui.window.main_window import MainWindow
from tests.ui.pages.office import Office
from tests.visual import contacts_scenes, workspace_scenes
from tests.visual.contacts_scenes import fill
from tests.visual.workspace_scenes import fill_sales


def _keep_busy(window: MainWindow, office: Office) -> None:
    """Our own worker writes until the window goes."""
    free, began = threading.Event(), threading.Event()

    def write(_work: object) -> None:
        with office.store.unit_of_work(Cause.IMPORT, said("Import")):
            began.set()
            free.wait(120)

    office.context.tasks.run(write)
    began.wait(120)
    window.setProperty("held_busy", True)
    window.destroyed.disconnect(office.close)
    window.destroyed.connect(free.set)
    window.destroyed.connect(office.close)


def _cells(window: MainWindow, office: Office, record: object) -> ContactsPage:
    window.show_page("contacts")
    page = window.page("contacts")
    assert isinstance(page, ContactsPage)
    assert isinstance(record, int)
    page.table.select_id(record)
    page._show_current()
    model = page.model
    model.setData(model.index(2, model.column_of("email")), "jonas at fjordcoffee")
    _keep_busy(window, office)
    for row, key, value in (
        (0, "job_title", "Head of Operations"),
        (1, "lifecycle_stage", "customer"),
        (1, "company", "Nordwind Logistics and Shipping"),
        (3, "tags", "fleet, expo 26"),
    ):
        model.setData(model.index(row, model.column_of(key)), value)
    page.panel.details.fields.edited.emit("owner", "Mia Brandt")
    return page


def _person(window: MainWindow, office: Office, record: object) -> None:
    window.show_page("contact", record)
    page = window.page("contact")
    assert isinstance(page, ContactPage)
    _refuse(office, record)
    _keep_busy(window, office)
    page.fields.edited.emit("department", "Fleet and drivers")
    page.fields.edited.emit("lifecycle_stage", "customer")
    page.timeline.start_log(ActivityKind.CALL)
    page.timeline.log.findChild(QPlainTextEdit).setPlainText("Wants a pilot for 40 vans before spring.")
    page.timeline.log.save()


def _refuse(office: Office, record: object) -> None:
    def refuse(_edit: FieldEdit) -> None:
        raise SalesDeskError(
            said("“the first of April” is not a date. Write it like 1 Apr 1990.", "Not a date")
        )

    assert isinstance(record, int)
    edit = FieldEdit(
        EntityKind.CONTACT, {record: {"birthday": "the first of April"}}, "Birthday", "the first of April"
    )
    office.context.edits.run(edit, refuse)


def _card(window: MainWindow, office: Office, prepared: object) -> None:
    window.show_page("pipeline")
    page = window.page("pipeline")
    assert isinstance(page, PipelinePage)
    columns = page.board.columns
    _keep_busy(window, office)
    page._move(columns[0].model.cards[0].id, columns[2].stage.id, None)
    page._move(columns[3].model.cards[0].id, columns[4].stage.id, None)


def _deal(window: MainWindow, office: Office, prepared: object) -> None:
    window.show_page("pipeline")
    dialog = DealDialog(window, office.context)
    dialog.open()
    dialog.findChild(QLineEdit).setText("Fleet rollout")
    _keep_busy(window, office)
    next(b for b in dialog.findChildren(QPushButton) if b.isDefault()).click()


def _deal_refused(window: MainWindow, office: Office, prepared: object) -> None:
    window.show_page("pipeline")
    dialog = DealDialog(window, office.context)
    dialog.open()
    dialog.findChild(QLineEdit).setText("Fleet rollout")

    def busy() -> None:
        raise StoreBusy(
            said(
                "Another program is writing to brightline.salesdesk. Wait until it has finished, then try again.",
                "File in use",
            )
        )

    office.context.writes.patience = 0.0
    dialog.save(office.context.writes, busy, what="New deal", done=print)


def _leaving(window: MainWindow, office: Office, record: object) -> None:
    _cells(window, office, record)
    window.close()


def _asking(window: MainWindow, office: Office, record: object) -> None:
    _leaving(window, office, record)
    window.findChild(LeavingDialog)._ask()


def _disagreeing(window: MainWindow, office: Office, record: object) -> None:
    """Another window changed three fields that are typed over, and deleted somebody."""
    window.show_page("contacts")
    assert isinstance(record, int)
    contacts = office.services.contacts
    gone = next(number for number in office.store.contacts.ids() if number != record)
    keys = ("job_title", "lifecycle_stage", "tags", "city")
    seen = contacts.seen(record, keys)
    seen.values |= contacts.seen(gone, keys).values
    other = Store(office.store.path, actor="Mia Brandt", clock=office.store.clock)
    services = build_services(other)
    services.contacts.update(
        record, {"job_title": "Director of Sea Freight", "lifecycle_stage": "customer", "tags": "fleet, vip"}
    )
    services.contacts.delete([gone])
    other.close()
    mine = {"job_title": "Head of Operations, Europe", "lifecycle_stage": "opportunity", "tags": "expo 26"}
    try:
        contacts.edit_many({record: mine, gone: {"city": "Kiel"}}, seen=seen)
    except EditConflict as conflict:
        ask_who_stays(window, office.context, conflict.clashes, seen, print)


def _disagreeing_cell(window: MainWindow, office: Office, record: object) -> None:
    """The same about one cell."""
    window.show_page("contacts")
    assert isinstance(record, int)
    contacts = office.services.contacts
    seen = contacts.seen(record, ["job_title"])
    other = Store(office.store.path, actor="Mia Brandt", clock=office.store.clock)
    build_services(other).contacts.edit(record, "job_title", "Director of Sea Freight")
    other.close()
    try:
        contacts.edit(record, "job_title", "Head of Operations", seen=seen)
    except EditConflict as conflict:
        ask_who_stays(window, office.context, conflict.clashes, seen, print)


SCENES = [
    contacts_scenes.scene("saving-cells", fill, _cells),
    contacts_scenes.scene("saving-fields", fill, _person),
    workspace_scenes.scene("saving-cards", fill_sales, _card),
    workspace_scenes.scene("saving-dialog", fill_sales, _deal),
    workspace_scenes.scene("saving-dialog-refused", fill_sales, _deal_refused),
    contacts_scenes.scene("saving-leaving", fill, _leaving),
    contacts_scenes.scene("saving-asking", fill, _asking),
    contacts_scenes.scene("saving-conflict", fill, _disagreeing_cell),
    contacts_scenes.scene("saving-conflicts", fill, _disagreeing),
]
