"""Records that are made by a name alone are said before they are made."""

from __future__ import annotations

from pathlib import Path

import pytest

from salesdesk.domain.fields import RecordKind
from salesdesk.domain.merging_back import NO_CHOICES, MergePlan
from salesdesk.services.services import Services
from salesdesk.store.store import Store
from tests.builders import add_contact
from tests.services.merging_back.sheets import Sheet, edited, export, merged

CONTACTS, COMPANIES = RecordKind.CONTACTS, RecordKind.COMPANIES
DEALS, ACTIVITIES = RecordKind.DEALS, RecordKind.ACTIVITIES
KEYS = {
    DEALS: ["deal_title", "full_name", "company", "stage", "owner", "lead_source", "campaign"],
    ACTIVITIES: ["subject", "at", "full_name", "company", "owner"],
    CONTACTS: ["full_name", "company", "owner", "lead_source", "tags"],
    COMPANIES: ["company", "owner", "tags"],
}
ROWS = {
    DEALS: (
        {
            "Deal": "Blades",
            "Full name": "Nobody Known",
            "Company": "Unheard GmbH",
            "Owner": "Olga",
            "Stage": "Tasting",
            "Source": "Fair",
            "Campaign": "Letters",
        },
        {"Deal": "Towers", "Full name": "nobody known", "Stage": "Proposal"},
        {
            ("contact", "Nobody Known", 2),
            ("company", "Unheard GmbH", 1),
            ("owner", "Olga", 1),
            ("source", "Fair", 1),
            ("campaign", "Letters", 1),
            ("stage", "Tasting", 1),
        },
    ),
    ACTIVITIES: (
        {"Subject": "Called", "Full name": "Nobody Known", "Company": "Unheard GmbH", "Owner": "Olga"},
        {"Subject": "Met", "Full name": "Anna Berg"},
        {("contact", "Nobody Known", 1), ("company", "Unheard GmbH", 1), ("owner", "Olga", 1)},
    ),
    CONTACTS: (
        {"Name": "Eva Neu", "Company": "Unheard GmbH", "Owner": "Olga", "Source": "Fair", "Tags": "vip, new"},
        {"Name": "Ida Alt", "Company": "Unheard GmbH", "Tags": "new"},
        {
            ("company", "Unheard GmbH", 2),
            ("owner", "Olga", 1),
            ("source", "Fair", 1),
            ("tag", "vip", 1),
            ("tag", "new", 2),
        },
    ),
    COMPANIES: (
        {"Company": "Unheard GmbH", "Owner": "Olga", "Tags": "new"},
        {"Company": "Sudden AG"},
        {("owner", "Olga", 1), ("tag", "new", 1)},
    ),
}


def told(plan: MergePlan) -> set[tuple[str, str, int]]:
    return {(name.kind.value, name.name, name.cells) for name in plan.names}


@pytest.mark.parametrize("kind", ROWS)
def test_of_new_rows(kind: RecordKind, services: Services, store: Store, tmp_path: Path) -> None:
    add_contact(store, "Anna Berg", company="Berg AG")
    path = export(services, kind, tmp_path / "list.xlsx", columns=KEYS[kind])
    first, second, expected = ROWS[kind]

    def add(sheet: Sheet) -> None:
        sheet.add(first)
        sheet.add(second)

    edited(path, add)
    plan = services.merging_back.plan(path)
    assert told(plan) == expected
    assert [problem.reason for problem in plan.problems] == []
    before = {one: set(store.list_of(one).ids()) for one in (CONTACTS, COMPANIES)}
    services.merging_back.apply(plan, NO_CHOICES)
    made = {one: set(store.list_of(one).ids()) - before[one] for one in before}
    own = {one: 2 if one is kind else 0 for one in before}
    assert len(made[CONTACTS]) == own[CONTACTS] + sum(1 for what, *_ in expected if what == "contact")
    assert len(made[COMPANIES]) == own[COMPANIES] + sum(1 for what, *_ in expected if what == "company")
    for campaign in store.campaigns.all():
        assert (campaign.status, campaign.currency) == ("planned", "EUR")


def test_of_rows_and_cells_together(services: Services, store: Store, tmp_path: Path) -> None:
    add_contact(store, "Anna Berg")
    add_contact(store, "Ben Tal")
    path = export(services, CONTACTS, tmp_path / "people.xlsx")

    def change(sheet: Sheet) -> None:
        sheet.set(sheet.row("Anna Berg"), "Owner", "Olga")
        sheet.set(sheet.row("Ben Tal"), "Owner", "OLGA")
        sheet.add({"Name": "Eva Neu", "Owner": "olga"})

    edited(path, change)
    plan, _ = merged(services, path)
    assert told(plan) == {("owner", "olga", 3)}
    assert [owner.name for owner in store.owners.all() if owner.name != store.actor] == ["olga"]


def test_a_campaign_typed_over_a_cell_is_planned(services: Services, store: Store, tmp_path: Path) -> None:
    stage = store.pipelines.all()[0].stages[0]
    services.deals.create("Turbines", stage.id)
    path = export(services, DEALS, tmp_path / "deals.xlsx", columns=KEYS[DEALS])
    edited(path, lambda sheet: sheet.set(sheet.row("Turbines"), "Campaign", "Letters"))
    plan, _ = merged(services, path)
    assert told(plan) == {("campaign", "Letters", 1)}
    assert [campaign.status for campaign in store.campaigns.all()] == ["planned"]


def test_two_people_of_one_name_are_two(services: Services, store: Store, tmp_path: Path) -> None:
    stage = store.pipelines.all()[0].stages[0]
    services.deals.create("Turbines", stage.id)
    path = export(services, DEALS, tmp_path / "deals.xlsx", columns=KEYS[DEALS])

    def change(sheet: Sheet) -> None:
        sheet.add({"Deal": "Blades", "Full name": "Nobody Known", "Company": "Unheard GmbH"})
        sheet.add({"Deal": "Towers", "Full name": "Nobody Known", "Company": "Sudden AG"})
        sheet.set(sheet.row("Turbines"), "Full name", "Nobody Known")

    edited(path, change)
    plan, _ = merged(services, path)
    assert sorted(name.name for name in plan.names if name.kind.value == "contact") == ["Nobody Known"] * 2
    assert [(problem.row, problem.column) for problem in plan.problems] == [(2, "Full name")]
    assert len(store.contacts.ids()) == 2
