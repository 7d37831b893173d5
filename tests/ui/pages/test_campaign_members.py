"""The members on the page of a campaign: all of them, and who opted out after having joined."""

from __future__ import annotations

from PySide6.QtWidgets import QMenu
from pytestqt.qtbot import QtBot

from salesdesk.domain.campaigns import Channel, MemberStatus
from salesdesk.ui.pages.campaigns.campaign_page import CampaignPage
from tests.ui.pages.office import Office


def opened(qtbot: QtBot, office: Office, campaign: int) -> CampaignPage:
    page = CampaignPage(office.context)
    qtbot.addWidget(page)
    office.shown.append(page)
    office.context.notifier.changed.connect(page.on_changed)
    page.open_target(campaign)
    page.resize(1200, 800)
    page.show()
    page.refresh()
    qtbot.waitExposed(page)
    return page


def test_every_member_is_listed_however_many_there_are(qtbot: QtBot, office: Office) -> None:
    people = [
        office.services.contacts.create({"full_name": f"Person {number:04}"})[0] for number in range(1_005)
    ]
    number, _ = office.services.campaigns.create("Autumn")
    office.services.campaigns.add_members(number, people)
    page = opened(qtbot, office, number)
    qtbot.waitUntil(lambda: page.members.model.rowCount() == 1_005)
    assert page.members._count.text() == "1,005"
    last = page.members.model.index(1_004, 0)
    page.members.table.scrollTo(last)
    qtbot.waitUntil(lambda: last.data() == "Person 1004")


def test_who_opted_out_is_said_and_nothing_is_sent_to_them(qtbot: QtBot, office: Office) -> None:
    ann = office.person("Ann Berg", email="ann@berg.example")
    office.person("Ben Cole", email="ben@cole.example")
    number, _ = office.services.campaigns.create("Autumn", channel=Channel.EMAIL)
    office.services.campaigns.add_members(number, office.store.contacts.ids())
    office.services.contacts.update(ann, {"do_not_email": "yes"})
    page = opened(qtbot, office, number)
    card = page.members
    qtbot.waitUntil(card._left_out.isVisible)
    assert card._left_out.text() == "1 left out: 1 asked for no e-mail"
    result = card.model.column_of("result")
    qtbot.waitUntil(
        lambda: [card.model.index(row, result).data() for row in (0, 1)] == ["Opted out", "Audience"]
    )
    card.table.selectAll()
    menu = QMenu(card)
    card._fill_menu(menu, card.table.selected_ids())
    next(action for action in menu.actions() if action.text() == "Sent").trigger()
    qtbot.waitUntil(lambda: bool(office.said))
    assert office.said[-1] == "Sent recorded. 1 left out: 1 asked for no e-mail"
    found = {member.name: member.status for member in office.store.campaigns.members(number)}
    assert found == {"Ann Berg": MemberStatus.AUDIENCE, "Ben Cole": MemberStatus.SENT}


def test_the_deal_of_a_member_is_told_in_its_own_currency(qtbot: QtBot, office: Office) -> None:
    ann = office.person("Ann Berg")
    number, _ = office.services.campaigns.create("Autumn")
    office.services.campaigns.add_members(number, [ann])
    stage = office.store.pipelines.all()[0].stages[0]
    for amount, currency in ((100_00, "EUR"), (500_00, "USD"), (None, "EUR")):
        office.services.deals.create(
            "Fleet", stage.id, amount=amount, currency=currency, contact_id=ann, campaign_id=number
        )
    card = opened(qtbot, office, number).members
    result = card.model.column_of("result")
    qtbot.waitUntil(lambda: card.model.index(0, result).data() == "Deal $500")
