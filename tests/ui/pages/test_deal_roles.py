"""Roles of people in a deal: given, changed and taken away on its page, seen on the person's."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractButton
from pytestqt.qtbot import QtBot

from salesdesk.ui.pages.contacts.contact_page import ContactPage
from salesdesk.ui.pages.deals.deal_page import DealPage
from salesdesk.ui.pages.deals.role_dialog import RoleDialog
from salesdesk.ui.records.side_cards import SideRow
from salesdesk.ui.widgets.completion import TypingBox
from tests.ui.naming import assert_all_named
from tests.ui.pages.office import Office, until
from tests.ui.pages.test_deal_page import deals, page

__all__ = ["deals", "page"]


def asked(page: DealPage) -> RoleDialog:
    *_, dialog = page.findChildren(RoleDialog)
    return dialog


def choose(dialog: RoleDialog, role: str) -> None:
    assert isinstance(dialog._word.editor, TypingBox)
    dialog._word.editor.setEditText(role)


def act(page: DealPage, name: str, text: str) -> None:
    """Choose from the menu of a person."""
    row = next(
        r for r in page.cards.findChildren(SideRow) if r.isVisible() and r.accessibleName().startswith(name)
    )
    menu = row._menu()
    next(entry for entry in menu.actions() if entry.text() == text).trigger()
    menu.close()


def rows(page: DealPage) -> list[str]:
    return [row.accessibleName() for row in page.cards.findChildren(SideRow) if row.isVisible()]


def test_roles_are_given_changed_and_taken_away(
    page: DealPage, office: Office, deals: list[int], qtbot: QtBot
) -> None:
    office.person("Ben Ode", job_title="Owner")
    add = next(
        b for b in page.cards.findChildren(QAbstractButton) if b.accessibleName() == "Give somebody a role"
    )
    add.click()
    dialog = asked(page)
    assert_all_named(dialog)
    qtbot.keyClicks(dialog._person.field, "Ben")
    until(lambda: dialog._person._popup.isVisible())
    qtbot.keyClick(dialog._person._popup, Qt.Key.Key_Return)
    dialog._save()
    assert dialog.isVisible()
    assert dialog._word.error()
    choose(dialog, "Decision maker")
    qtbot.keyClick(dialog, Qt.Key.Key_Return)
    until(lambda: "Ben Ode, Owner, Decision maker" in rows(page))
    assert office.said[-1] == "Role saved"
    act(page, "Amara", "Give a role…")
    dialog = asked(page)
    choose(dialog, "User")
    dialog._save()
    until(lambda: "Amara Okafor, Head of Ops · never met, main contact, User" in rows(page))
    act(page, "Ben", "Change role Decision maker…")
    dialog = asked(page)
    choose(dialog, "Buyer")
    dialog._save()
    until(lambda: "Ben Ode, Owner, Buyer" in rows(page))
    act(page, "Ben", "Take role Buyer away")
    until(lambda: not any(row.startswith("Ben") for row in rows(page)))
    assert office.said[-1] == "Ben Ode is not Buyer any more"
    office.context.commands.undo()
    until(lambda: "Ben Ode, Owner, Buyer" in rows(page))


def test_the_page_of_a_person_shows_deals_and_roles(office: Office, deals: list[int], qtbot: QtBot) -> None:
    ben, amara = office.person("Ben Ode"), office.find("Amara Okafor")
    made = ContactPage(office.context)
    qtbot.addWidget(made)
    office.context.notifier.changed.connect(made.on_changed)
    made.open_target(ben)
    made.show()
    office.services.deals.roles.add(deals[0], ben, "Decision maker")
    office.services.deals.roles.add(deals[0], ben, "Buyer")

    def shown() -> list[str]:
        return [row.accessibleName() for row in made.cards.findChildren(SideRow) if row.isVisible()]

    until(lambda: any(row.startswith("Fleet rollout, Decision maker, Buyer") for row in shown()))
    office.services.deals.roles.add(deals[0], amara, "User")
    made.open_target(amara)
    made.refresh()
    assert [row for row in shown() if row.startswith("Fleet rollout")] == [
        "Fleet rollout, User, €24,000, Demo, No next step"
    ]
