"""Sequences in the whole window."""

from __future__ import annotations

from datetime import timedelta

from salesdesk.domain.fields import RecordKind
from salesdesk.domain.pipelines import StageKind
from salesdesk.domain.sequences import Anchor, SequenceFor, SequenceStep
from salesdesk.services.sequences import SequenceService, StopRules
from salesdesk.ui.pages.sequences.dialog import SequenceDialog
from salesdesk.ui.pages.sequences.start_dialog import StartSequenceDialog
from salesdesk.ui.pages.settings.page import SettingsPage
from salesdesk.ui.window.main_window import MainWindow
from tests.ui.pages.office import NOW, Office
from tests.visual.contacts_scenes import LONG
from tests.visual.workspace_scenes import fill_sales, nothing, page_of, scene

_WELCOME = (
    SequenceStep("email", "Thank you for the talk, with the catalogue", 0, Anchor.START),
    SequenceStep("call", "Ask what they think of it", 3, Anchor.PREVIOUS, "10:00"),
    SequenceStep("letter", "Handwritten card with a sample", 7),
    SequenceStep("call", "Offer a demonstration", 14),
)
_RENEWAL = (
    SequenceStep("task", "Check what was used", 60, Anchor.BEFORE),
    SequenceStep("call", "Speak about the renewal", 30, Anchor.BEFORE),
    SequenceStep("email", "Send the offer", 14, Anchor.BEFORE),
)


def sequences_of(office: Office) -> SequenceService:
    """The use cases of sequences."""
    area = office.services.area_of(RecordKind.SEQUENCES)
    assert isinstance(area, SequenceService)
    return area


def fill_sequences(office: Office) -> int:
    """Three sequences, one of them under way with four people. Returns that one."""
    fill_sales(office)
    service = sequences_of(office)
    number, _ = service.make("After the fair", SequenceFor.CONTACTS, _WELCOME)
    service.make("Renewal", SequenceFor.DEALS, _RENEWAL)
    onboarding, _ = service.make("Onboarding", SequenceFor.DEALS, _WELCOME[:2])
    service.set_on_closing(office.store.pipelines.all()[0].id, StageKind.WON, onboarding)
    people = office.store.contacts.ids().tolist()
    service.start(number, people[:5], NOW.date() - timedelta(days=4))
    runs = office.store.sequences.runs(number)
    service.stop([runs[-1].id])
    first = next(one for one in office.store.activities.open_steps(people[1]) if one.sequence_run)
    office.services.activities.finish(first.id)
    return number


def fill_long(office: Office) -> int:
    """A sequence with very long words, under way with somebody with a very long name."""
    number = fill_sequences(office)
    person = office.store.sequences.runs(number)[0].contact_id or 0
    office.services.contacts.update(person, {"full_name": LONG[0]})
    made = office.store.sequences.get(number)
    steps = [SequenceStep("call", LONG[2], 2), *made.steps]
    sequences_of(office).rewrite(number, LONG[2], steps, StopRules())
    return number


def _sequence(window: MainWindow, office: Office, prepared: object) -> None:
    window.show_page("sequence", prepared)


def _new(window: MainWindow, office: Office, prepared: object) -> None:
    window.show_page("sequences")
    assert isinstance(prepared, int)
    SequenceDialog(window, office.context, office.store.sequences.get(prepared)).open()


def _start(window: MainWindow, office: Office, prepared: object) -> None:
    window.show_page("contacts")
    people = office.store.contacts.ids().tolist()
    StartSequenceDialog(window, office.context, SequenceFor.CONTACTS, people).open()


def _contact(window: MainWindow, office: Office, prepared: object) -> None:
    window.show_page("contact", office.store.contacts.ids().tolist()[1])


def _closing(window: MainWindow, office: Office, prepared: object) -> None:
    window.show_page("settings")
    page = window.page("settings")
    assert isinstance(page, SettingsPage)
    for card in page._cards:
        card.setVisible(card is page.on_closing)


SCENES = [
    scene("sequence", fill_sequences, _sequence),
    scene("sequence-long", fill_long, _sequence),
    scene("sequence-edit", fill_sequences, _new),
    scene("sequence-start", fill_sequences, _start),
    scene("sequences-list", fill_sequences, page_of("sequences")),
    scene("sequences-empty", nothing, page_of("sequences")),
    scene("sequence-contact", fill_sequences, _contact),
    scene("settings-on-closing", fill_sequences, _closing),
]
