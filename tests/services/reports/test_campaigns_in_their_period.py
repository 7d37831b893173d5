"""The campaign report keeps to its period, and says what no rate converts beside its figures."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from salesdesk.domain.campaigns import Channel, MemberStatus
from salesdesk.domain.money import Money
from salesdesk.domain.reports import Report, ReportName, ReportSpec
from salesdesk.services.services import Services, build_services
from salesdesk.store.engine.server_address import ServerAddress
from salesdesk.store.store import Store


class Calendar:
    """A clock that stands at noon of a day."""

    day = "2026-09-01"

    def __call__(self) -> datetime:
        return datetime.fromisoformat(f"{self.day}T12:00:00").replace(tzinfo=UTC)


@pytest.fixture
def calendar() -> Calendar:
    return Calendar()


@pytest.fixture
def store(place: Path | ServerAddress, calendar: Calendar) -> Iterator[Store]:
    made = Store(place, clock=calendar)
    yield made
    made.close()


def report(services: Services, first: str, last: str) -> Report:
    return services.reports.run(
        ReportSpec(ReportName.CAMPAIGNS, date.fromisoformat(first), date.fromisoformat(last))
    )


def figure(made: Report, key: str) -> object:
    return next(f.value.value for f in made.figures if f.key == key)


def test_leads_are_those_qualified_after_they_were_addressed(store: Store, calendar: Calendar) -> None:
    services = build_services(store)
    old, fresh, unsent = (
        services.contacts.create({"full_name": name})[0] for name in ("Old One", "New One", "Not Sent")
    )
    calendar.day = "2026-09-10"
    services.contacts.set_lifecycle([old], "customer")
    calendar.day = "2026-10-01"
    number, _ = services.campaigns.create("Autumn", channel=Channel.EMAIL, starts_on="2026-10-01")
    services.campaigns.add_members(number, [old, fresh, unsent])
    members = {member.contact_id: member.id for member in store.campaigns.members(number)}
    services.campaigns.record_response([members[old], members[fresh]], MemberStatus.SENT)
    calendar.day = "2026-11-05"
    services.contacts.set_lifecycle([fresh, unsent], "marketing_qualified")
    services.contacts.set_lifecycle([old], "evangelist")
    november = report(services, "2026-11-01", "2026-11-30")
    assert figure(november, "leads") == 1
    rows = november.table("campaigns").rows[0][november.table("campaigns").column("leads")].rows
    assert rows is not None
    assert list(store.contacts.ids(rows.filter)) == [fresh]
    assert figure(report(services, "2026-10-01", "2026-10-31"), "leads") == 0


def test_deals_count_in_the_period_they_were_made_and_won_in(store: Store, calendar: Calendar) -> None:
    services = build_services(store)
    number, _ = services.campaigns.create("Fair", channel=Channel.EVENT, starts_on="2026-09-01")
    stage = store.pipelines.all()[0].stages[0].id
    calendar.day = "2026-10-05"
    won, _ = services.deals.create("Won", stage, amount=100_00, campaign_id=number)
    lost, _ = services.deals.create("Lost", stage, amount=40_00, campaign_id=number)
    services.deals.create("Yen", stage, amount=9_000, currency="JPY", campaign_id=number)
    services.deals.lose(lost, "Price")
    calendar.day = "2026-11-05"
    services.deals.win(won)
    services.deals.create("Later", stage, amount=5_00, campaign_id=number)
    october, november = (report(services, f"2026-{m}-01", f"2026-{m}-30") for m in ("10", "11"))
    assert (figure(october, "pipeline"), figure(october, "won")) == (100_00, 0)
    assert (figure(november, "pipeline"), figure(november, "won")) == (5_00, 100_00)
    pipeline = next(f for f in october.figures if f.key == "pipeline").value
    assert pipeline.apart == (Money(9_000, "JPY"),)
    assert october.other_currencies == 1
    assert pipeline.rows is not None
    assert len(store.deals.ids(pipeline.rows.filter)) == 2, "the lost one is no pipeline"
    whole = services.campaigns.figures(store.campaigns.get(number))
    assert (whole.deals, whole.pipeline_deals, whole.pipeline_amount, whole.other) == (4, 3, 105_00, 1)


def test_figures_stand_beside_those_of_the_period_and_the_year_before(
    store: Store, calendar: Calendar
) -> None:
    services = build_services(store)
    stage = store.pipelines.all()[0].stages[0].id
    for name, first, last, cost, day, amount in (
        ("Last year", "2025-10-01", "2025-10-31", 70_00, "2025-10-12", 300_00),
        ("September", "2026-09-01", "2026-09-30", 20_00, "2026-09-12", 100_00),
        ("Both", "2026-09-10", "2026-10-20", 50_00, "2026-10-05", 400_00),
    ):
        calendar.day = day
        number, _ = services.campaigns.create(name, starts_on=first, ends_on=last, actual_cost=cost)
        deal, _ = services.deals.create(name, stage, amount=amount, campaign_id=number)
        services.deals.win(deal)
    calendar.day = "2026-11-01"
    made = report(services, "2026-10-01", "2026-10-31")
    found = {one.key: (one.value.value, one.before, one.year_before) for one in made.figures}
    assert found["cost"] == (50_00, 20_00 + 50_00, 70_00)
    assert found["won"] == (400_00, 100_00, 300_00)
    assert found["pipeline"] == (400_00, 100_00, 300_00)
    assert [row[0].value for row in made.table("campaigns").rows] == ["Both"]
