"""Call rounds and people to keep in touch with, in the whole window."""

from __future__ import annotations

from datetime import timedelta

from salesdesk.domain.activities import ActivityKind
from salesdesk.domain.call_rounds import RoundAbout
from salesdesk.domain.fields import RecordKind
from salesdesk.domain.keep_in_touch import TouchOf
from salesdesk.services.activities import Subject
from salesdesk.services.call_rounds import CallRoundService
from salesdesk.ui.pages.call_rounds.round_page import CallRoundPage
from salesdesk.ui.pages.call_rounds.start_dialog import StartRoundDialog
from salesdesk.ui.pages.settings.page import SettingsPage
from salesdesk.ui.window.main_window import MainWindow
from tests.ui.pages.office import NOW, Office
from tests.visual.contacts_scenes import LONG
from tests.visual.workspace_scenes import fill_sales, nothing, page_of, scene


def rounds_of(office: Office) -> CallRoundService:
    """The use cases of call rounds."""
    area = office.services.area_of(RecordKind.CALL_ROUNDS)
    assert isinstance(area, CallRoundService)
    return area


def fill_rounds(office: Office) -> int:
    """A round of twelve people of whom four were called, and one that is done. Returns the first."""
    fill_sales(office)
    rounds = rounds_of(office)
    people = office.store.contacts.ids().tolist()[:12]
    for place, person in enumerate(people):
        office.services.contacts.update(
            person, {"phone": f"+49 40 555{1000 + place}", "mobile": f"+49 151 5550{1000 + place}"}
        )
    number = rounds.start(
        "Price list, autumn", RoundAbout.CONTACTS, people, purpose="New price list from 1 December, ask about the pilot", origin="No reply in 14 days",
    )[0].number  # fmt: skip
    members = rounds.view(number).members
    for minute, (member, outcome) in enumerate(
        zip(members, ("Reached", "No answer", "Interested", "Left a message"), strict=False)
    ):
        office.now = NOW - timedelta(minutes=20 - 4 * minute)
        found = office.store.contacts.phones(member.contact_id or 0)
        rounds.call(
            number, member.id, outcome=outcome, dialled=found[0].number, minutes=6 if outcome == "Reached" else None,
            next_step="Send the list" if outcome == "Interested" else "", next_due="2026-11-27" if outcome == "Interested" else None,
        )  # fmt: skip
    office.now = NOW
    other = rounds.start("Trade fair follow-up", RoundAbout.CONTACTS, people[:2], origin="Expo 26")[0].number
    for member in rounds.view(other).members:
        rounds.call(other, member.id, outcome="Reached")
    fifth = members[4]
    office.services.activities.log(
        ActivityKind.EMAIL,
        Subject(contact_id=fifth.contact_id),
        subject="Sent the catalogue",
        body="With prices of the spring.",
    )
    rounds.call(number, fifth.id, outcome="No answer", dialled="+49405551004", again=True)
    office.services.contacts.delete([people[11]])
    return number


def fill_long_round(office: Office) -> int:
    """A round about people with very long names, at companies with very long ones."""
    number = fill_rounds(office)
    view = rounds_of(office).view(number)
    person = view.next
    assert person is not None
    office.services.contacts.update(
        person.contact_id or 0, {"full_name": LONG[0], "company": LONG[1], "job_title": LONG[2]}
    )
    rounds_of(office).update(number, {"round_name": LONG[2], "round_purpose": f"{LONG[2]} {LONG[0]}"})
    return number


def fill_touches(office: Office) -> int:
    """People to keep in touch with, by tag and by word of their own."""
    prepared = fill_sales(office)
    people = office.store.contacts.ids().tolist()
    for person in people[:5]:
        office.services.contacts.tag([person], "VIP")
    office.services.keep_in_touch.set_rule(
        TouchOf.TAG, next(t.id for t in office.store.tags.all() if t.name == "VIP"), 6
    )
    office.services.keep_in_touch.set_people(people[5:7], 3)
    office.services.activities.log(
        ActivityKind.CALL, Subject(contact_id=people[5]), at="2026-09-21", outcome="Reached"
    )
    return prepared


def _round(window: MainWindow, office: Office, prepared: object) -> None:
    window.show_page("call_round", prepared)


def _round_written(window: MainWindow, office: Office, prepared: object) -> None:
    window.show_page("call_round", prepared)
    page = window.page("call_round")
    assert isinstance(page, CallRoundPage)
    page.form.outcomes.choose_place(1)
    page.form.text.setPlainText("Wants a pilot for 40 vans before spring; Jan Sörensen signs.")
    page.form.step.setText("send the offer fri 10:00")


def _round_done(window: MainWindow, office: Office, prepared: object) -> None:
    rounds = rounds_of(office)
    assert isinstance(prepared, int)
    for member in rounds.view(prepared).members:
        if member.is_open:
            rounds.skip(member.id)
    window.show_page("call_round", prepared)


def _start(window: MainWindow, office: Office, prepared: object) -> None:
    window.show_page("call_rounds")
    StartRoundDialog(window, office.context).open()


def _touch_settings(window: MainWindow, office: Office, prepared: object) -> None:
    window.show_page("settings")
    page = window.page("settings")
    assert isinstance(page, SettingsPage)
    for card in page._cards:
        card.setVisible(card is page.keep_in_touch)


def _contact(window: MainWindow, office: Office, prepared: object) -> None:
    window.show_page("contact", office.store.contacts.ids().tolist()[5])


SCENES = [
    scene("call-round", fill_rounds, _round),
    scene("call-round-written", fill_rounds, _round_written),
    scene("call-round-long", fill_long_round, _round),
    scene("call-round-done", fill_rounds, _round_done),
    scene("call-rounds-list", fill_rounds, page_of("call_rounds")),
    scene("call-rounds-empty", nothing, page_of("call_rounds")),
    scene("call-rounds-start", fill_rounds, _start),
    scene("today-keep-in-touch", fill_touches, page_of("today")),
    scene("keep-in-touch-contact", fill_touches, _contact),
    scene("settings-keep-in-touch", fill_touches, _touch_settings),
]
