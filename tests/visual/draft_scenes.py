"""What was begun in two windows: in the quick log, in a form."""

from __future__ import annotations

from uuid import uuid4

from PySide6.QtWidgets import QLineEdit

from salesdesk.domain.activities import ActivityKind
from salesdesk.domain.drafts import Draft, DraftChange, Typed
from salesdesk.services.activities import Subject
from salesdesk.ui.pages.activities.log_drafts import LogDraft, draft_of
from salesdesk.ui.pages.contacts.contact_page import ContactPage
from salesdesk.ui.widgets.dialog import Dialog
from salesdesk.ui.widgets.drafts import DraftOf
from salesdesk.ui.window.lasting_drafts import keep_drafts
from salesdesk.ui.window.main_window import MainWindow
from tests.ui.pages.office import Office
from tests.visual import contacts_scenes
from tests.visual.contacts_scenes import fill

LONG = "She asked for the offer of the second lot as well, with delivery in spring and three years of service included"


def _keep(office: Office, about: DraftOf, *drafts: dict[str, Typed]) -> None:
    changes = [DraftChange(Draft(about.form, about.records, fields, uuid4().hex)) for fields in drafts]
    office.services.drafts.write(changes)


def _page(window: MainWindow, record: object) -> ContactPage:
    window.show_page("contact", record)
    page = window.page("contact")
    assert isinstance(page, ContactPage)
    return page


def _log(window: MainWindow, office: Office, record: object) -> ContactPage:
    assert isinstance(record, int)
    keep_drafts(window, office.context)
    page = _page(window, record)
    mine = LogDraft(
        ActivityKind.CALL, "Wants a pilot for 40 vans before spring.", "reached", "send offer fri 10:00"
    )
    other = LogDraft(ActivityKind.CALL, LONG, "", "")
    _keep(office, draft_of(Subject(record), task=False), other.typed(), mine.typed())
    page.timeline.start_log(ActivityKind.CALL)
    return page


def _form(window: MainWindow, office: Office, record: object) -> None:
    keep_drafts(window, office.context)
    page = _page(window, record)
    page._edit_all()
    dialog = window.findChild(Dialog)
    assert dialog is not None
    about = dialog.draft
    dialog.findChildren(QLineEdit)[2].setText("Head of Operations")
    dialog.reject()
    drafts = dialog._draft
    assert drafts is not None
    mine = drafts._typed()
    _keep(office, about, {name: Typed(one.before, LONG) for name, one in mine.items()})
    page._edit_all()


SCENES = [
    contacts_scenes.scene("drafts-log", fill, _log),
    contacts_scenes.scene("drafts-form", fill, _form),
]
