"""One amount is the same text on every page and on paper, and parts add up to their sum."""

from __future__ import annotations

import pytest

from salesdesk.documents.report_texts import ReportTexts
from salesdesk.domain.money import Money
from salesdesk.domain.reports import Cell, ValueType
from salesdesk.domain.targets import Measure
from salesdesk.ui.pages.reports.texts import cell_text, value_text
from salesdesk.ui.pages.targets.texts import full
from salesdesk.ui.value_texts import money_text, sum_text
from salesdesk.wording import worded

AMOUNTS = [
    (1_399_999, "EUR", "€13,999.99"),
    (1_400_000, "EUR", "€14,000"),
    (199_999, "EUR", "€1,999.99"),
    (9_999, "EUR", "€99.99"),
    (-1_250_050, "EUR", "(€12,500.50)"),
    (2_500_000, "JPY", "¥2,500,000"),
    (1_234_567, "KWD", "KWD 1,234.567"),
]


@pytest.mark.parametrize(("minor", "currency", "text"), AMOUNTS)
def test_an_amount_is_the_same_on_screen_and_on_paper(minor: int, currency: str, text: str) -> None:
    paper, rate = ReportTexts(worded, "en_US"), (Money(5, "CHF"),)
    shown = {
        money_text(minor, currency),
        full(minor, Measure.REVENUE, currency),
        value_text(minor, ValueType.MONEY, currency),
        value_text(float(minor), ValueType.MONEY, currency),
        paper.value(minor, ValueType.MONEY, currency),
        paper.money(minor, currency),
    }
    assert {one.replace("\xa0", " ") for one in shown} == {text}
    cell = Cell(minor, apart=rate)
    beside = {
        sum_text(minor, currency, rate),
        cell_text(cell, ValueType.MONEY, currency),
        paper.cell(cell, ValueType.MONEY, currency),
    }
    assert {one.replace("\xa0", " ") for one in beside} == {f"{text} + CHF 0.05"}
