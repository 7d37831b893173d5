"""The page of one deal, over a real file."""

from __future__ import annotations

from datetime import timedelta

from salesdesk.domain.activities import ActivityKind
from salesdesk.services.activities import Subject
from salesdesk.ui.lists.walk import RecordWalk
from salesdesk.ui.window.main_window import MainWindow
from tests.ui.pages.office import NOW, Office
from tests.visual.workspace_scenes import fill_long_deals, fill_sales, scene


def fill_deal(office: Office) -> int:
    """A deal that went through several stages and came back once. Returns its number."""
    fill_sales(office)
    services, stages = office.services, office.store.pipelines.all()[0].stages
    amara, jan = office.find("Amara Okafor"), office.find("Jan Sörensen")
    company = office.store.contacts.get(amara).companies[0].company_id
    office.now = NOW - timedelta(days=11)
    deal, _ = services.deals.create(
        "Fleet rollout 2027",
        stages[0].id,
        amount=2_400_000,
        contact_id=amara,
        company_id=company,
        expected_close="2026-12-15",
    )
    for days, stage in ((7, 1), (6, 2), (3, 3)):
        office.now = NOW - timedelta(days=days)
        services.deals.move(deal, stages[stage].id)
    office.now = NOW - timedelta(days=3, hours=2)
    services.activities.log(
        ActivityKind.DEMO,
        Subject(jan, company, deal),
        body="Jan asked for the price per van.",
        duration_minutes=45,
    )
    office.now = NOW - timedelta(days=1)
    services.deals.update(deal, {"expected_close": "2026-12-18", "owner": "Mia", "lead_source": "Trade show"})
    office.now = NOW - timedelta(hours=1)
    services.activities.log(
        ActivityKind.CALL,
        Subject(amara, company, deal),
        body="Amara wants a pilot for 40 vans before spring. Asked for a proposal with yearly billing.",
        outcome="Reached",
        duration_minutes=12,
        next_step="Send proposal",
        next_due=(NOW - timedelta(days=2)).date().isoformat(),
    )
    services.activities.plan(Subject(amara, company, deal), "Call about pilot", "2026-11-27")
    services.deals.roles.add(deal, jan, "Decision maker")
    services.deals.roles.add(deal, office.find("Léa Moreau"), "User")
    services.deals.roles.add(deal, office.find("Léa Moreau"), "Influencer")
    office.now = NOW
    return deal


def _page(window: MainWindow, office: Office, prepared: object) -> None:
    assert isinstance(prepared, int)
    ids = office.store.deals.ids()
    window.show_page("deal", RecordWalk(ids, prepared, "Proposal"))


def _late(window: MainWindow, office: Office, prepared: object) -> None:
    office.now = NOW + timedelta(days=40)
    _page(window, office, prepared)


def _ended(window: MainWindow, office: Office, prepared: object, *, won: bool) -> None:
    assert isinstance(prepared, int)
    if won:
        office.services.deals.win(prepared, won_reason="Quality")
    else:
        office.services.deals.lose(prepared, "Price", competitor="TourMax")
    _page(window, office, prepared)


def _bare(window: MainWindow, office: Office, prepared: object) -> None:
    deal, _ = office.services.deals.create("Site audit", office.store.pipelines.all()[0].stages[0].id)
    window.show_page("deal", deal)


def _long(window: MainWindow, office: Office, prepared: object) -> None:
    window.show_page("deal", office.store.deals.ids()[0])


SCENES = [
    scene("deal-page", fill_deal, _page),
    scene("deal-page-late", fill_deal, _late),
    scene("deal-page-won", fill_deal, lambda *there: _ended(*there, won=True)),
    scene("deal-page-lost", fill_deal, lambda *there: _ended(*there, won=False)),
    scene("deal-page-bare", fill_sales, _bare),
    scene("deal-page-long", fill_long_deals, _long),
]
