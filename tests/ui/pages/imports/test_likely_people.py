"""Whom the person of a deal may be is asked in the review, and the answer is what is written."""

from __future__ import annotations

from salesdesk.domain.imports import Resolution
from tests.ui.pages.imports.conftest import Desk

DEALS = "Deal;Company;Contact;Amount\nRoof;Acme GmbH;A. Weber;1000\nGate;Acme GmbH;Anna Weber;5\n"


def test_the_person_of_a_deal_may_be_somebody_known(desk: Desk) -> None:
    anna, _ = desk.services.contacts.create(
        {"full_name": "Anna Weber", "company": "Acme GmbH", "email": "anna@acme.example"}
    )
    desk.open(desk.csv("deals.csv", DEALS))
    assert desk.wizard.match.outcome.next.text() == "Review 1 duplicate"
    desk.wizard.look_at("duplicates")
    part = desk.wizard.review.duplicates
    (row,) = [part._make(ref) for ref in part._keys()]
    assert (row.name, row.match.name, row.resolution) == ("A. Weber", "Anna Weber", Resolution.CREATE)
    part.table.select_id(0)
    assert part._effect.text() == "The person named in this row becomes a contact of its own."
    part._on_choice(Resolution.UPDATE.value)
    desk.wait()
    assert part._effect.text() == "This row is then about Anna Weber."
    desk.wizard.review.next.click()
    desk.wait()
    assert list(desk.store.contacts.ids()) == [anna]
    assert {desk.store.deals.get(number).contact_id for number in desk.store.deals.ids()} == {anna}
