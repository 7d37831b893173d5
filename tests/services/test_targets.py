"""Targets through their service: typed, added up, compared with the rows that every figure opens."""

from __future__ import annotations

from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from salesdesk.domain.activities import ActivityKind
from salesdesk.domain.money import Money, whole_units
from salesdesk.domain.reports import ReportName, ReportSpec
from salesdesk.domain.target_standing import Place, TargetGrid
from salesdesk.domain.targets import Goal, Measure, Period, month_of
from salesdesk.errors import DomainError, InputError
from salesdesk.services.activities import Subject
from salesdesk.services.services import Services, build_services
from salesdesk.store.engine.server_address import ServerAddress
from salesdesk.store.store import Store
from salesdesk.wording import worded
from tests.refusals import refusing

NOW = datetime(2026, 11, 23, 12, 0, tzinfo=UTC)
OCT, NOV, Q4, YEAR = month_of(2026, 10), month_of(2026, 11), Period(2026, 4), Period(2026)
REVENUE = Measure.REVENUE


@pytest.fixture
def store(place: Path | ServerAddress):
    made = Store(place, clock=lambda: NOW)
    yield made
    made.close()


@pytest.fixture
def anna(services: Services) -> int:
    return services.owners.create("Anna")[0]


@pytest.fixture
def ben(services: Services) -> int:
    return services.owners.create("Ben")[0]


def sell(
    services: Services, store: Store, title: str, amount: int, day: str, owner: int | None, **more: object
) -> None:
    stage = next(one.id for one in store.pipelines.all()[0].stages if one.name == "Demo")
    deal, _ = services.deals.create(title, stage, amount=amount, owner_id=owner, **more)
    services.deals.win(deal, closed_at=day)


@pytest.fixture
def grid(services: Services, store: Store, anna: int, ben: int) -> TargetGrid:
    """Deals, people and calls of known numbers."""
    sell(services, store, "a", 1000_00, "2026-11-05", anna)
    sell(services, store, "b", 500_00, "2026-11-20", ben)
    sell(services, store, "c", 70_00, "2026-11-21", None)
    sell(services, store, "d", 300_00, "2026-10-31", anna)
    stage = next(one.id for one in store.pipelines.all()[0].stages if one.name == "Demo")
    services.deals.create(
        "e", stage, amount=800_00, owner_id=anna, expected_close="2026-11-28", probability=50
    )
    person, _ = services.contacts.create({"full_name": "Cem", "owner": "Anna", "lifecycle_stage": "lead"})
    services.contacts.edit(person, "lifecycle_stage", "sales_qualified")
    services.contacts.create({"full_name": "Dag", "owner": "Ben", "lifecycle_stage": "lead"})
    for kind in (ActivityKind.CALL, ActivityKind.MEETING, ActivityKind.NOTE):
        services.activities.log(kind, Subject(person), body="Said", owner_id=anna)
    services.targets.put([(Place(anna, REVENUE, NOV), "1.2k"), (Place(ben, REVENUE, NOV), "€800")])
    services.targets.put([(Place(None, Measure.DEALS, NOV), "4")])
    return services.targets.grid([OCT, NOV, Q4, YEAR])


def test_every_cell_is_what_its_rows_come_to(grid: TargetGrid, store: Store, anna: int, ben: int) -> None:
    actual = {
        (owner, period): grid.at(owner, REVENUE, period).actual
        for owner in (None, anna, ben)
        for period in (OCT, NOV, Q4)
    }
    assert actual == {
        (None, OCT): 300_00, (None, NOV): 1570_00, (None, Q4): 1870_00,
        (anna, OCT): 300_00, (anna, NOV): 1000_00, (anna, Q4): 1300_00,
        (ben, OCT): 0, (ben, NOV): 500_00, (ben, Q4): 500_00,
    }  # fmt: skip
    for cell in grid.cells.values():
        found = store.list_of(cell.rows.kind).ids(cell.rows.filter)
        if cell.place.measure is REVENUE:
            rows = store.deals.page(found, ["deal_value"])
            assert sum(row["deal_value"].minor for row in rows.values()) == cell.actual
        else:
            assert len(found) == cell.actual


def test_today_and_the_report_compare_with_what_the_grid_shows(
    grid: TargetGrid, services: Services, store: Store, anna: int, ben: int
) -> None:
    """Anna typed 1,200 for November, Ben 2,100 for the fourth quarter, of which 800 are his November's: the month of the
    team is 2,000, its quarter 3,300 of which October and December have 1,300 by their 22 and 23 working days."""
    services.targets.put([(Place(ben, REVENUE, Q4), "2100"), (Place(None, REVENUE, month_of(2026, 2)), "50")])
    shown = services.targets.grid([OCT, NOV, Q4])
    goals = {
        (owner, when): shown.at(owner, REVENUE, when).goal for owner in (None, ben) for when in (OCT, NOV)
    }
    october = round(1300_00 * 22 / 45)
    assert {place: goal.amount for place, goal in goals.items() if goal is not None} == {
        (None, OCT): october, (None, NOV): 2000_00, (ben, OCT): october, (ben, NOV): 800_00,
    }  # fmt: skip
    assert services.today.figures().target == 2000_00
    for when, of_all, bens in (
        (OCT, october, october),
        (NOV, 2000_00, 800_00),
        (Q4, 3300_00, 2100_00),
    ):
        for owner, expected in ((None, of_all), ("Ben", bens)):
            spec = ReportSpec(ReportName.WON_TARGET, when.first, when.last, owner)
            report = services.reports.run(spec)
            target = next(one for one in report.figures if one.key == "target")
            goal = shown.at(None if owner is None else ben, REVENUE, when).goal
            assert goal is not None
            assert target.value.value == goal.amount == expected


def test_the_other_measures_count(grid: TargetGrid, anna: int, ben: int) -> None:
    november = {measure: grid.at(None, measure, NOV).actual for measure in Measure}
    assert november == {REVENUE: 1570_00, Measure.DEALS: 3, Measure.LEADS: 1, Measure.ACTIVITIES: 2}
    assert grid.at(anna, Measure.LEADS, NOV).actual == 1
    assert grid.at(ben, Measure.ACTIVITIES, NOV).actual == 0


def test_a_cell_says_how_far_one_is(grid: TargetGrid, anna: int) -> None:
    team = grid.at(None, REVENUE, NOV)
    assert team.goal == Goal(2000_00)
    assert team.reached == pytest.approx(0.785)
    assert team.left == 430_00
    assert team.weighted == 400_00
    assert team.expected == pytest.approx(0.985)
    assert team.pace == whole_units(1570_00 * 21 / 16, "EUR")
    assert grid.days_left(NOV) == 6, "today is one of them"
    assert grid.days_left(OCT) == 0
    assert grid.at(None, REVENUE, OCT).pace is None
    assert grid.at(None, REVENUE, YEAR).goal == Goal(2000_00)


def test_an_open_deal_that_fills_the_rest_is_named(grid: TargetGrid, services: Services) -> None:
    assert services.targets.to_reach(grid.at(None, REVENUE, NOV).open_rows.filter, 430_00) == (
        "e",
        Money(800_00, "EUR"),
    )


@pytest.mark.parametrize(
    ("text", "minor"),
    [("60k", 60_000_00), ("1.5 Mio", 1_500_000_00), ("€1,234", 1234_00), ("0", 0), ("12 500", 12_500_00)],
)
def test_an_amount_is_read_as_people_write_it(services: Services, text: str, minor: int) -> None:
    services.settings.set({"decimal": "."})
    assert services.targets.read(REVENUE, text) == (minor, "EUR")


@pytest.mark.parametrize(
    ("measure", "text"), [(REVENUE, "-5"), (REVENUE, "many"), (Measure.DEALS, "2.5"), (Measure.DEALS, "-1")]
)
def test_what_is_no_target_is_refused(services: Services, measure: Measure, text: str) -> None:
    services.settings.set({"decimal": "."})
    with pytest.raises(InputError):
        services.targets.put([(Place(None, measure, NOV), text)])


def test_one_wrong_cell_of_a_block_leaves_all_as_they_were(
    services: Services, store: Store, anna: int
) -> None:
    block = [(Place(None, REVENUE, OCT), "5"), (Place(anna, REVENUE, NOV), "many")]
    with pytest.raises(InputError) as refused:
        services.targets.put(block)
    assert store.targets.all() == []
    assert worded(refused.value) == (
        "“many” in the row of Anna, revenue, under November 2026 is no target: nothing was taken over. "
        "Write a number such as 60k."
    )
    with pytest.raises(InputError) as refused:
        services.targets.put([*block, (Place(None, Measure.DEALS, NOV), "2.5")])
    assert "November 2026 is no target, nor is one other cell: nothing" in worded(refused.value)
    assert services.targets.unread(block) == block[1:]


def test_a_target_is_given_back_and_undone(services: Services, store: Store, anna: int) -> None:
    services.targets.put([(Place(anna, REVENUE, NOV), "100")])
    services.targets.put([(Place(None, REVENUE, NOV), "500")])
    assert services.targets.targets().of(None, REVENUE, NOV) == Goal(500_00, typed=True, over=True)
    services.targets.put([(Place(None, REVENUE, NOV), "")])
    assert services.targets.targets().of(None, REVENUE, NOV) == Goal(100_00)
    services.commands.undo()
    assert services.targets.targets().of(None, REVENUE, NOV) == Goal(500_00, typed=True, over=True)
    services.commands.undo()
    services.commands.undo()
    assert store.targets.all() == []
    services.commands.redo()
    assert services.targets.targets().of(anna, REVENUE, NOV) == Goal(100_00, typed=True)


def test_the_history_says_what_was_set(services: Services, store: Store, anna: int) -> None:
    def told() -> str:
        batch = store.journal.batch(store.journal.latest())
        assert batch is not None
        return worded(batch.told)

    services.targets.put([(Place(anna, REVENUE, NOV), "60k")])
    assert told() == "Target for Anna, revenue, November 2026: 60,000 EUR"
    services.targets.put([(Place(None, Measure.DEALS, Q4), "12")])
    assert told() == "Target for the team, deals won, quarter 4 of 2026: 12"
    services.targets.put([(Place(None, Measure.DEALS, Q4), " ")])
    assert told() == "Give back the target for the team, deals won, quarter 4 of 2026"
    services.targets.put([(Place(None, REVENUE, OCT), "1"), (Place(None, REVENUE, NOV), "2")])
    assert told() == "Change 2 targets"


def test_targets_of_a_year_are_copied_to_the_next(services: Services, store: Store, anna: int) -> None:
    services.targets.put(
        [
            (Place(anna, REVENUE, NOV), "100"),
            (Place(None, Measure.DEALS, Q4), "7"),
            (Place(anna, REVENUE, month_of(2027, 11)), "5"),
        ]
    )
    services.targets.copy_year(2026, 2027)
    targets = services.targets.targets()
    assert targets.of(anna, REVENUE, month_of(2027, 11)) == Goal(5_00, typed=True)
    assert targets.of(None, Measure.DEALS, Period(2027, 4)) == Goal(7, typed=True)
    with refusing(InputError, "missing in 2027"):
        services.targets.copy_year(2026, 2027)


def test_a_changed_currency_loses_no_target(services: Services, store: Store) -> None:
    services.targets.put([(Place(None, REVENUE, NOV), "100")])
    services.settings.set({"currency": "USD"})
    grid = services.targets.grid([NOV])
    assert grid.foreign == ("EUR",)
    assert grid.at(None, REVENUE, NOV).goal == Goal(0, typed=True, apart=(Money(100_00, "EUR"),))
    services.settings.set({"currency": "EUR"})
    assert services.targets.grid([NOV]).at(None, REVENUE, NOV).goal == Goal(100_00, typed=True)


def test_an_owner_with_a_new_name_keeps_the_targets(services: Services, anna: int) -> None:
    services.targets.put([(Place(anna, REVENUE, NOV), "100")])
    services.owners.rename(anna, "Anne")
    assert services.targets.against(date(2026, 11, 1), date(2026, 11, 23), "Anne") == Goal(100_00)
    assert services.targets.against(date(2026, 11, 1), date(2026, 11, 23)) == Goal(100_00)
    assert services.targets.against(date(2026, 11, 1), date(2026, 11, 23), "Nobody") is None


def test_an_owner_with_targets_is_not_deleted_unasked(services: Services, anna: int) -> None:
    services.targets.put([(Place(anna, REVENUE, NOV), "100")])
    with refusing(DomainError, "cannot be deleted"):
        services.owners.delete(anna)


def test_the_days_of_the_settings_are_worked(services: Services) -> None:
    services.settings.set({"working_hours": "123456 08:00-17:00"})
    assert services.targets.grid([NOV]).days_left(NOV) == 7


def test_days_off_are_not_worked(services: Services, store: Store, anna: int) -> None:
    services.targets.put([(Place(anna, REVENUE, Period(2026, 4)), "6400")])
    services.settings.set({"days_off": "2026-11-24, 2026-11-28,2026-12-25"})
    assert store.settings.get("days_off") == "2026-11-24,2026-11-28,2026-12-25"
    assert services.targets.grid([NOV]).days_left(NOV) == 5, "a Saturday is free as it is"
    share = services.targets.against(NOV.first, NOV.last, "Anna")
    assert share == Goal(6400_00 * 20 // 64)
    for wrong in ("Christmas", "2026-13-01"):
        with pytest.raises(InputError):
            services.settings.set({"days_off": wrong})


def test_another_file_has_its_own_services(store: Store) -> None:
    with refusing(InputError, "1 to 60 periods"):
        build_services(store).targets.grid([])


def test_the_grid_is_saved_as_a_report(grid: TargetGrid, services: Services, tmp_path: Path) -> None:
    report = services.targets.report(grid.periods)
    revenue = report.table("revenue")
    november = [row[1 + 3 * 1 : 4 + 3 * 1] for row in revenue.rows]
    assert [[cell.value for cell in cells] for cells in november] == [
        [1570_00, 2000_00, pytest.approx(0.785)],
        [1000_00, 1200_00, pytest.approx(5 / 6)],
        [500_00, 800_00, pytest.approx(0.625)],
        [0, None, None],
    ]
    assert [worded(note) for note in report.notes] == [
        "Revenue won, quarter 4 of 2026: 1 of 3 months have a full target; what was reached in the others counts all the same.",
        "Revenue won, 2026: 1 of 12 months have a full target; what was reached in the others counts all the same.",
        "Deals won, quarter 4 of 2026: 1 of 3 months have a full target; what was reached in the others counts all the same.",
        "Deals won, 2026: 1 of 12 months have a full target; what was reached in the others counts all the same.",
    ]
    services.report_files.write(report, tmp_path / "targets.xlsx", worded)
    services.report_files.write(report, tmp_path / "targets.csv", worded)
    assert "Nov 2026, target" in (tmp_path / "targets.csv").read_text(encoding="utf-8-sig")


def test_what_is_no_target_is_said_in_a_sentence(services: Services, anna: int) -> None:
    with pytest.raises(InputError) as refused:
        services.targets.put([(Place(anna, REVENUE, NOV), "abc")])
    said = worded(refused.value.phrase)
    assert said.startswith("“abc” is not")
    assert said.endswith(". Target was not changed.")
