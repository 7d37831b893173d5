"""The form for entries of the timeline, and their kinds and outcomes in the settings."""

from __future__ import annotations

from collections.abc import Callable

from salesdesk.domain.activities import ActivityKind, Repeat
from salesdesk.domain.activities.choices import ChoiceList
from salesdesk.services.activities import Subject
from salesdesk.ui.pages.activities.entry_dialog import EntryDialog
from salesdesk.ui.pages.settings.page import SettingsPage
from salesdesk.ui.window.main_window import MainWindow
from tests.ui.pages.office import Office
from tests.visual.contacts_scenes import LONG
from tests.visual.workspace_scenes import fill_sales, scene

Show = Callable[[MainWindow, Office, object], None]


def _people(office: Office) -> tuple[int, int]:
    first, second = list(office.store.contacts.ids())[:2]
    return first, second


def _new(begins: str | None = None) -> Show:
    def show(window: MainWindow, office: Office, prepared: object) -> None:
        window.show_page("contacts")
        about = Subject(_people(office)[0])
        EntryDialog(window, office.context, about=about, kind=ActivityKind.MEETING, begins=begins).open()

    return show


def _series(window: MainWindow, office: Office, prepared: object) -> None:
    """One with everything, and long texts."""
    first, second = _people(office)
    office.services.activities.plan(
        Subject(first),
        LONG[2],
        "2026-11-27T09:00:00Z",
        kind=ActivityKind.MEETING,
        body=LONG[2],
        repeat=Repeat("FREQ=MONTHLY;BYDAY=-1FR"),
        end_at="2026-11-27T10:30:00Z",
        place=LONG[2],
        priority="high",
        remind_minutes=45,
        participant_ids=(second,),
    )
    window.show_page("contacts")
    step = max(office.store.activities.open_steps(first), key=lambda one: one.id)
    EntryDialog(window, office.context, step).open()


def _finishing(window: MainWindow, office: Office, prepared: object) -> None:
    _series(window, office, prepared)
    window.findChildren(EntryDialog)[0]._done.setChecked(True)


def _choices(window: MainWindow, office: Office, prepared: object) -> None:
    office.services.activity_choices.add(ChoiceList.KINDS, LONG[2], "handshake")
    office.services.activity_choices.archive(ChoiceList.KINDS, "letter")
    window.show_page("settings")
    page = window.page("settings")
    assert isinstance(page, SettingsPage)
    for card in (page.computer, page.file, page.stages, page.lists, page.custom_fields, page.backups):
        card.hide()


SCENES = [
    scene("entry-new", fill_sales, _new()),
    scene("entry-logged", fill_sales, _new("2026-11-20T09:00:00Z")),
    scene("entry-series", fill_sales, _series),
    scene("entry-finishing", fill_sales, _finishing),
    scene("settings-kinds", fill_sales, _choices),
]
