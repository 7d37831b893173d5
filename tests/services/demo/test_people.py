"""Demonstration data: believable, linked, the same for the same seed."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from datetime import date

import pytest

from salesdesk.domain.campaigns import CampaignStatus
from salesdesk.domain.changes import Cause
from salesdesk.domain.deals import NextStepState, needs_attention
from salesdesk.domain.fields import RecordKind
from salesdesk.domain.pipelines import StageKind
from salesdesk.domain.reports import ReportName, ReportSpec, months_back
from salesdesk.errors import Cancelled, DomainError
from salesdesk.services.services import Services
from salesdesk.store.store import Store
from tests.builders import START, CancelAfter, add_contact
from tests.refusals import refusing


def test_an_empty_file_gets_linked_records_around_today(store: Store, services: Services) -> None:
    services.demo.fill(900, 7, CancelAfter())
    value = store.database.value
    assert value("SELECT count(*) FROM contact") == 900
    for table in (
        "company",
        "deal",
        "activity",
        "campaign",
        "campaign_member",
        "contact_tag",
        "lifecycle_event",
    ):
        assert value(f"SELECT count(*) FROM {table}") > 0, table
    assert store.database.check() == []
    assert value("SELECT count(DISTINCT country) FROM contact") >= 6
    assert value("SELECT count(DISTINCT stage_id) FROM deal") == 7, "deals in every stage"
    now, year_ago = store.now(), date(START.year - 1, START.month, START.day).isoformat()
    assert value("SELECT count(*) FROM stage_event WHERE at > ? OR at < ?", (now, year_ago)) == 0
    assert value("SELECT count(*) FROM activity WHERE due_at < ? AND done_at IS NULL", (store.today(),)) > 0
    assert value("SELECT count(*) FROM activity WHERE due_at > ?", (store.today(),)) > 0
    wrong = "SELECT count(*) FROM deal d JOIN stage s ON s.id = d.stage_id WHERE (s.kind = 'open') <> (d.closed_at IS NULL)"
    assert value(wrong) == 0
    assert value("SELECT count(*) FROM contact_email WHERE address NOT LIKE '%.example'") == 0
    assert store.journal.next_undo().cause is Cause.DEMO  # type: ignore[union-attr]


def test_most_money_is_in_the_currency_of_the_file(store: Store, services: Services) -> None:
    services.settings.set({"currency": "JPY"})
    services.demo.fill(900, 7, CancelAfter())
    value = store.database.value
    assert 0.8 < value("SELECT avg(CASE WHEN currency = 'JPY' THEN 1.0 ELSE 0.0 END) FROM deal") < 1
    assert value("SELECT count(*) FROM campaign WHERE currency <> 'JPY'") == 0
    assert value("SELECT max(amount) FROM deal WHERE currency = 'JPY'") < 100_000, "yen have no cents"
    assert value("SELECT min(amount) FROM deal WHERE currency <> 'JPY'") >= 50_000, "the others have"


def test_deals_are_won_and_lost_over_the_last_half_year_and_this_month(
    store: Store, services: Services
) -> None:
    services.demo.fill(900, 7, CancelAfter())
    for kind in ("won", "lost"):
        rows = store.database.rows(
            "SELECT substr(d.closed_at, 1, 7), count(*) FROM deal d JOIN stage s ON s.id = d.stage_id "
            f"WHERE s.kind = '{kind}' GROUP BY 1"
        )
        months = {f"{month:%Y-%m}" for month in months_back(START.date(), 6)}
        assert months <= {month for month, _ in rows}, kind
    spec = ReportSpec(ReportName.PIPELINE, START.date().replace(day=1), START.date())
    report = services.reports.run(spec)
    assert all(figure.value.value for figure in report.figures), "no figure of this month is empty"
    wrong = "SELECT count(*) FROM deal WHERE created_at > stage_since OR substr(closed_at, 1, 10) <> substr(stage_since, 1, 10)"
    assert store.database.value(wrong) == 0


@pytest.mark.parametrize("zone", ["Pacific/Auckland", "America/Los_Angeles"])
def test_a_deal_is_closed_on_one_day_wherever_it_is_made_up(
    store: Store, services: Services, in_zone: Callable[[str], None], zone: str
) -> None:
    in_zone(zone)
    services.demo.fill(400, 7, CancelAfter())
    closed = store.database.rows("SELECT closed_at, expected_close FROM deal WHERE closed_at IS NOT NULL")
    assert len(closed) > 10
    assert [days for days in closed if days[0] != days[1] or len(days[0]) != 10] == []


def test_the_board_is_filled_and_most_steps_are_planned_around_today(
    store: Store, services: Services
) -> None:
    services.demo.fill(900, 7, CancelAfter())
    today = date.fromisoformat(store.today())
    board = services.deals.board(store.pipelines.all()[0])
    open_stages = [s for s in store.pipelines.all()[0].stages if s.kind is StageKind.OPEN]
    assert min(len(board[stage.id]) for stage in open_stages) >= 4
    cards = [card for stage in open_stages for card in board[stage.id]]
    states = Counter(card.state for card in cards)
    assert set(states) == set(NextStepState) - {NextStepState.CLOSED}
    assert states[NextStepState.LATER] > states[NextStepState.OVERDUE]
    assert sum(map(needs_attention, cards)) < len(cards) / 2
    due = store.database.rows("SELECT due_at FROM activity WHERE due_at IS NOT NULL AND done_at IS NULL")
    assert all(abs((date.fromisoformat(day) - today).days) <= 14 for (day,) in due)


def test_campaigns_are_planned_running_and_finished_with_answers_over_days(
    store: Store, services: Services
) -> None:
    services.demo.fill(900, 7, CancelAfter())
    campaigns = store.campaigns.all()
    states = Counter(campaign.status for campaign in campaigns)
    assert states[CampaignStatus.RUNNING] == 2
    assert states[CampaignStatus.PLANNED] == 1
    today = store.today()
    for campaign in campaigns:
        assert campaign.starts_on is not None
        assert campaign.ends_on is not None
        running = campaign.starts_on <= today <= campaign.ends_on
        assert running == (campaign.status is CampaignStatus.RUNNING), campaign.name
        answers = store.campaigns.replies_by_day(campaign.id)
        if campaign.status is CampaignStatus.PLANNED:
            assert answers == []
        else:
            assert len(answers) >= 2
            assert campaign.starts_on <= answers[0][0] <= answers[-1][0] <= today


def test_a_small_file_has_a_board_as_well(store: Store, services: Services) -> None:
    services.demo.fill(120, 2, CancelAfter())
    assert store.database.value("SELECT count(*) FROM deal") >= 30


def test_the_seed_decides_and_one_undo_clears_it(store: Store, services: Services) -> None:
    before = store.database.dump()
    services.demo.fill(60, 3, CancelAfter())
    people = store.database.rows("SELECT full_name, email, phone FROM contact ORDER BY id")
    services.commands.undo()
    assert store.database.dump() == before
    services.demo.fill(60, 3, CancelAfter())
    assert store.database.rows("SELECT full_name, email, phone FROM contact ORDER BY id") == people
    services.commands.undo()
    services.demo.fill(60, 4, CancelAfter())
    assert store.database.rows("SELECT full_name, email, phone FROM contact ORDER BY id") != people


def test_it_never_mixes_with_records_and_can_be_cancelled(store: Store, services: Services) -> None:
    before = store.database.dump()
    with pytest.raises(Cancelled):
        services.demo.fill(100, 1, CancelAfter(0))
    assert store.database.dump() == before
    for count in (0, 1_000_001):
        with pytest.raises(DomainError):
            services.demo.fill(count, 1, CancelAfter())
    add_contact(store)
    with refusing(DomainError, match="already holds records"):
        services.demo.fill(10, 1, CancelAfter())
    assert store.list_of(RecordKind.CONTACTS).count() == 1


def test_indexes_are_all_there_again_after_a_large_fill(store: Store, services: Services) -> None:
    def indexes() -> list[tuple[str, ...]]:
        return store.database.rows("SELECT name, sql FROM sqlite_master WHERE type = 'index' ORDER BY name")

    before = indexes()
    services.demo.fill(12_000, 1, CancelAfter())
    assert indexes() == before
    assert store.database.check() == []
