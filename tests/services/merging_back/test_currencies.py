"""An amount and its currency are one value, and what a number's format shows is none."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from salesdesk.domain.fields import RecordKind
from salesdesk.domain.merging_back import Side
from salesdesk.domain.money import Money
from salesdesk.services.services import Services
from salesdesk.store.store import Store
from salesdesk.wording import worded
from tests.services.merging_back.sheets import Sheet, edited, export, merged, results

DEALS = RecordKind.DEALS
KEYS = ["deal_title", "deal_value", "currency"]
FORMATS = ('_("$"* #,##0.00_);_("$"* \\(#,##0.00\\);_("$"* "-"??_);_(@_)', "[$£-809]#,##0.00", '"$"#,##0.00')


@pytest.fixture
def deal(services: Services, store: Store) -> int:
    stage = store.pipelines.all()[0].stages[0]
    return services.deals.create("Turbines", stage.id, amount=500)[0]


def amount(store: Store, deal: int) -> Any:
    return store.deals.page([deal], KEYS)[deal]["deal_value"]


def typed(path: Path, to: Path, value: Any = None, code: str = "", number_format: str = "") -> Path:
    def change(sheet: Sheet) -> None:
        row = sheet.head + 1
        if value is not None:
            sheet.set(row, "Deal value", value)
        if number_format:
            sheet.sheet.cell(row, sheet.columns["Deal value"]).number_format = number_format
        if code:
            sheet.set(row, "Currency", code)

    return edited(path, change, to=to)


@pytest.mark.parametrize("number_format", FORMATS)
@pytest.mark.parametrize("keys", [KEYS, KEYS[:2]])
def test_a_format_is_no_value(
    number_format: str, keys: list[str], services: Services, store: Store, deal: int, tmp_path: Path
) -> None:
    path = export(services, DEALS, tmp_path / "deals.xlsx", columns=keys)
    typed(path, path, number_format=number_format)
    before = amount(store, deal)
    plan, outcome = merged(services, path)
    assert (plan.cells, plan.problems, outcome.batch) == ((), (), None)
    assert amount(store, deal) == before


@pytest.mark.parametrize("number_format", FORMATS)
def test_the_column_of_the_currency_decides(
    number_format: str, services: Services, store: Store, deal: int, tmp_path: Path
) -> None:
    path = export(services, DEALS, tmp_path / "deals.xlsx", columns=KEYS)
    merged(services, typed(path, tmp_path / "1.xlsx", 750, number_format=number_format))
    assert amount(store, deal) == Money.of("750", "EUR")
    merged(services, typed(path, tmp_path / "2.xlsx", 800, "CHF", number_format), prefer=Side.THEIRS)
    assert amount(store, deal) == Money.of("800", "CHF")


@pytest.mark.parametrize("number_format", FORMATS)
def test_a_new_row_has_the_currency_of_its_column(
    number_format: str, services: Services, store: Store, deal: int, tmp_path: Path
) -> None:
    path = export(services, DEALS, tmp_path / "deals.xlsx", columns=KEYS)

    def change(sheet: Sheet) -> None:
        row = sheet.add({"Deal": "Blades", "Deal value": 90, "Currency": "EUR"})
        sheet.sheet.cell(row, sheet.columns["Deal value"]).number_format = number_format

    merged(services, edited(path, change))
    (other,) = set(store.list_of(DEALS).ids()) - {deal}
    assert amount(store, other) == Money.of("90", "EUR")


@pytest.mark.parametrize(
    ("value", "code", "number_format", "keys"),
    [
        ("500 CHF", "USD", "", KEYS),
        ("CHF 750", "USD", "", KEYS),
        ("£750.50", "", "", KEYS),
        (750, "", FORMATS[0], KEYS[:2]),
        (750, "", FORMATS[1], KEYS[:2]),
        ("much", "USD", "", KEYS),
        (750, "Taler", "", KEYS),
    ],
)
def test_two_currencies_are_asked(
    value: Any,
    code: str,
    number_format: str,
    keys: list[str],
    services: Services,
    store: Store,
    deal: int,
    tmp_path: Path,
) -> None:
    path = export(services, DEALS, tmp_path / "deals.xlsx", columns=keys)
    before = amount(store, deal)
    plan, outcome = merged(services, typed(path, path, value, code, number_format))
    assert (plan.cells, outcome.batch, amount(store, deal)) == ((), None, before)
    columns = ["Deal value", *(["Currency"] if code else [])]
    assert [problem.column for problem in plan.problems] == columns


def test_one_changed_the_amount_and_one_the_currency(
    services: Services, store: Store, deal: int, tmp_path: Path
) -> None:
    path = export(services, DEALS, tmp_path / "deals.xlsx", columns=KEYS)
    before = amount(store, deal)
    one = typed(path, tmp_path / "a.xlsx", 750)
    other = typed(path, tmp_path / "b.xlsx", code="USD")
    for first, second in ((one, other), (other, one)):
        merged(services, first)
        plan, _ = merged(services, second, prefer=Side.OURS)
        assert results(plan) >= {("Turbines", "deal_value", "conflict")}
        services.commands.undo()
        theirs = plan.conflicts[0].theirs
        merged(services, second, prefer=Side.THEIRS)
        assert amount(store, deal) == theirs
        assert theirs == (Money.of(before.amount, "USD") if second is other else Money.of("750", "EUR"))
        services.commands.undo()
        services.commands.undo()
        assert amount(store, deal) == before


def test_new_rows_without_a_currency_get_that_of_the_file_and_it_is_said(
    services: Services, store: Store, deal: int, tmp_path: Path
) -> None:
    path = export(services, DEALS, tmp_path / "deals.xlsx", columns=KEYS)

    def change(sheet: Sheet) -> None:
        sheet.add({"Deal": "Blades", "Deal value": 100})
        sheet.add({"Deal": "Towers", "Deal value": 200, "Currency": "USD"})

    plan, _ = merged(services, edited(path, change))
    assert [worded(note) for note in plan.notes] == ["1 row has an amount and no currency: taken as EUR."]
    shown = store.list_of(DEALS).page(list(store.list_of(DEALS).ids()), KEYS).values()
    assert {row["deal_title"]: row["deal_value"] for row in shown} == {
        "Turbines": Money.of(5, "EUR"),
        "Blades": Money.of(100, "EUR"),
        "Towers": Money.of(200, "USD"),
    }


@pytest.mark.parametrize(("currency", "text"), [("USD", "€2,500.00"), ("EUR", "$2500"), ("EUR", "2500 $")])
def test_another_sign_before_the_same_number_is_not_passed_over(
    currency: str, text: str, services: Services, store: Store, tmp_path: Path
) -> None:
    stage = store.pipelines.all()[0].stages[0]
    services.deals.create("Turbines", stage.id, amount=250_000, currency=currency)
    path = export(services, RecordKind.DEALS, tmp_path / "deals.xlsx", columns=["deal_title", "deal_value"])
    edited(path, lambda sheet: sheet.set(sheet.row("Turbines"), "Deal value", text))
    plan = services.merging_back.plan(path)
    assert ([p.reason.code for p in plan.problems], plan.cells) == (["merging_back.two_currencies"], ())
