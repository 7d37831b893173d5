"""Two windows change the addresses of one person in their dialogs."""

from __future__ import annotations

import pytest

from salesdesk.ui.pages.contacts.dialogs import edit_companies, edit_emails
from salesdesk.ui.records.entries_dialog import EntriesDialog
from salesdesk.ui.widgets.conflict_cell import Side
from tests.ui.pages.test_conflicts import Window, anna, bert, press, question, texts

__all__ = ("anna", "bert")


def opened(window: Window) -> EntriesDialog:
    return next(one for one in window.widget.findChildren(EntriesDialog) if one.isVisible())


@pytest.mark.parametrize(
    ("side", "address"), [(Side.OURS, "mine@nordwind.eu"), (Side.THEIRS, "theirs@nordwind.eu")]
)
def test_an_address_that_both_changed_is_asked_about_and_the_others_stay(
    side: Side, address: str, anna: Window, bert: Window
) -> None:
    contact = anna.office.find("Amara Okafor")
    edit_emails(anna.widget, anna.office.context, anna.office.store.contacts.get(contact))
    dialog = opened(anna)
    bert.office.services.contacts.update(
        contact, {"email": "theirs@nordwind.eu", "email_2": "second@nordwind.eu"}
    )
    dialog._lines[0].value.setText("mine@nordwind.eu")
    press(dialog, "Save")
    asking = question(dialog)
    assert texts(asking)[0][:3] == ["Email", "was: amara@nordwind.eu · work", "mine@nordwind.eu · work"]
    asking.cells[0].choose(side)
    press(asking, "Save")
    assert not dialog.isVisible()
    assert [entry.address for entry in anna.office.store.contacts.emails(contact)] == [
        address,
        "second@nordwind.eu",
    ]


def test_a_company_that_somebody_added_stays(anna: Window, bert: Window) -> None:
    contact = anna.office.find("Amara Okafor")
    anna.office.services.contacts.edit(contact, "company", "Nordwind")
    edit_companies(anna.widget, anna.office.context, anna.office.store.contacts.get(contact))
    dialog = opened(anna)
    bert.office.services.contacts.add_company(contact, "Westwind", "Advisor")
    dialog._lines[0]._kind.setText("Chair")  # type: ignore[union-attr]
    press(dialog, "Save")
    assert not dialog.isVisible()
    links = anna.office.store.contacts.companies(contact)
    assert [(link.company, link.role) for link in links] == [("Nordwind", "Chair"), ("Westwind", "Advisor")]
