"""Deals that come back: what would change nothing, and what would be refused, is said."""

from __future__ import annotations

from pathlib import Path

import pytest

from salesdesk.domain.fields import RecordKind
from salesdesk.domain.pipelines import StageKind
from salesdesk.services.services import Services
from salesdesk.store.store import Store
from salesdesk.wording import worded
from tests.builders import add_company
from tests.services.merging_back.sheets import Sheet, edited, export, merged

DEALS = RecordKind.DEALS


@pytest.mark.parametrize("closed_before", [True, False])
def test_a_closed_deal_has_no_probability_of_its_own(
    closed_before: bool, services: Services, store: Store, tmp_path: Path
) -> None:
    stages = {stage.kind: stage for stage in store.pipelines.all()[0].stages}
    deal = services.deals.create("Turbines", stages[StageKind.OPEN].id)[0]
    if closed_before:
        services.deals.set_stage([deal], stages[StageKind.WON].id)
    path = export(services, DEALS, tmp_path / "deals.xlsx")

    def change(sheet: Sheet) -> None:
        sheet.set(sheet.row("Turbines"), "Probability", 0.5)
        sheet.set(sheet.row("Turbines"), "Stage", stages[StageKind.WON].name)

    edited(path, change)
    plan, outcome = merged(services, path)
    assert [problem.column for problem in plan.problems] == ["Probability"]
    assert "no probability of its own" in worded(plan.problems[0].reason)
    assert ([cell.field for cell in plan.cells], outcome.cells) == (
        ([], 0) if closed_before else (["stage"], 1)
    )


def test_a_deal_that_is_lost_without_a_reason_is_told_what_to_do(
    services: Services, store: Store, tmp_path: Path
) -> None:
    stages = {stage.kind: stage for stage in store.pipelines.all()[0].stages}
    services.deals.create("Turbines", stages[StageKind.OPEN].id)
    path = export(services, DEALS, tmp_path / "deals.xlsx", columns=["deal_title", "stage"])
    edited(path, lambda sheet: sheet.set(sheet.row("Turbines"), "Stage", stages[StageKind.LOST].name))
    plan, outcome = merged(services, path)
    (problem,) = plan.problems
    assert (problem.column, outcome.cells, plan.notes) == ("Stage", 0, ())
    assert "“Lost reason” of the workbook" in worded(problem.reason)


@pytest.mark.parametrize("to_open", [True, False])
def test_a_closed_deal_keeps_its_day_and_its_reason(
    to_open: bool, services: Services, store: Store, tmp_path: Path
) -> None:
    stages = {stage.kind: stage for stage in store.pipelines.all()[0].stages}
    for name, kind in (("Turbines", StageKind.WON), ("Rotors", StageKind.LOST)):
        deal = services.deals.create(name, stages[StageKind.OPEN].id)[0]
        if kind is StageKind.LOST:
            services.deals.lose(deal, "Price")
        else:
            services.deals.win(deal)
    keys = ["deal_title", "stage", "closed_at", "lost_reason"]
    path = export(services, DEALS, tmp_path / "deals.xlsx", columns=keys)

    def change(sheet: Sheet) -> None:
        for name in ("Turbines", "Rotors"):
            sheet.set(sheet.row(name), "Closed", None)
            sheet.set(sheet.row(name), "Lost reason", None)
            if to_open:
                sheet.set(sheet.row(name), "Stage", stages[StageKind.OPEN].name)

    edited(path, change)
    plan, _ = merged(services, path)
    said = {(problem.name, problem.column, worded(problem.reason)[:31]) for problem in plan.problems}
    assert said == (
        set()
        if to_open
        else {
            ("Turbines", "Closed", "A won or lost deal keeps the da"),
            ("Rotors", "Closed", "A won or lost deal keeps the da"),
            ("Rotors", "Lost reason", "A lost deal keeps the reason wh"),
        }
    )
    kept = store.deals.page(list(store.deals.ids()), keys)
    assert {
        (row["deal_title"], bool(row["closed_at"]), row["lost_reason"] or "") for row in kept.values()
    } == (
        {("Turbines", False, ""), ("Rotors", False, "")}
        if to_open
        else {("Turbines", True, ""), ("Rotors", True, "Price")}
    )


@pytest.mark.parametrize("day", ["", "2026-03-02"])
def test_the_day_on_which_a_deal_closes_is_said(
    day: str, services: Services, store: Store, tmp_path: Path
) -> None:
    stages = {stage.kind: stage for stage in store.pipelines.all()[0].stages}
    deal = services.deals.create("Turbines", stages[StageKind.OPEN].id)[0]
    path = export(services, DEALS, tmp_path / "deals.xlsx", columns=["deal_title", "stage", "closed_at"])

    def change(sheet: Sheet) -> None:
        sheet.set(sheet.row("Turbines"), "Stage", stages[StageKind.WON].name)
        sheet.set(sheet.row("Turbines"), sheet.sheet.cell(sheet.head, 3).value, day)

    edited(path, change)
    plan, _ = merged(services, path)
    today = store.today()
    said = [f"Turbines is closed by the workbook, which says no day for it: it closes on {today}."]
    assert [worded(note) for note in plan.notes] == ([] if day else said)
    assert str(store.deals.get(deal).closed_at)[:10] == (day or today)


def test_so_is_that_of_a_lost_one_that_is_won(services: Services, store: Store, tmp_path: Path) -> None:
    stages = {stage.kind: stage for stage in store.pipelines.all()[0].stages}
    deal = services.deals.create("Turbines", stages[StageKind.OPEN].id)[0]
    services.deals.lose(deal, "Price", closed_at="2026-03-02")
    path = export(services, DEALS, tmp_path / "deals.xlsx")
    edited(path, lambda sheet: sheet.set(sheet.row("Turbines"), "Stage", stages[StageKind.WON].name))
    plan, _ = merged(services, path)
    today = store.today()
    assert [worded(note) for note in plan.notes] == [
        f"Turbines is closed by the workbook, which says no day for it: it closes on {today}."
    ]
    assert str(store.deals.get(deal).closed_at)[:10] == today


def test_companies_that_become_customers_are_named(services: Services, store: Store, tmp_path: Path) -> None:
    stages = {stage.kind: stage for stage in store.pipelines.all()[0].stages}
    firms = [add_company(store, name) for name in ("Nordwind GmbH", "Westwind GmbH", "Südwind GmbH")]
    services.companies.update(firms[1], {"lifecycle_stage": "customer"})
    for name, firm in zip(("Turbines", "Blades", "Towers"), firms, strict=True):
        services.deals.create(name, stages[StageKind.OPEN].id, company_id=firm)
    path = export(services, DEALS, tmp_path / "deals.xlsx")

    def change(sheet: Sheet) -> None:
        for name in ("Turbines", "Blades"):
            sheet.set(sheet.row(name), "Stage", "Won")
        sheet.set(sheet.row("Towers"), "Deal value", 5)

    plan, _ = merged(services, edited(path, change))
    said = [worded(note) for note in plan.notes]
    assert "Nordwind GmbH becomes a customer: a deal about it is won." in said
    rows = store.companies.page(firms, ["company", "lifecycle_stage"])
    customers = {row["company"] for row in rows.values() if row["lifecycle_stage"] == "customer"}
    assert customers == {"Nordwind GmbH", "Westwind GmbH"}
