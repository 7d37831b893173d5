"""Units and currencies in the headers of amounts."""

from __future__ import annotations

import pytest

from salesdesk.domain.cleaning.amount_units import header_unit, without_unit


@pytest.mark.parametrize(
    ("header", "unit"),
    [
        ("Betrag (T€)", (1000, "€")), ("Amount (k€)", (1000, "€")), ("Deal size ($K)", (1000, "$")), ("Deal size ($k)", (1000, "$")),
        ("Amount (in Mio. EUR)", (10**6, "EUR")), ("Umsatz in TEUR", (1000, "EUR")), ("Betrag in Tsd. €", (1000, "€")),
        ("Value in thousands", (1000, "")), ("Amount in T€", (1000, "€")), ("Revenue (\'000)", (1000, "")), ("Revenue USD (000)", (1000, "USD")),
        ("Revenue ($M)", (10**6, "$")), ("Revenue (M)", (10**6, "")), ("CA en milliers d\u2019euros", (1000, "")), ("CA (k€)", (1000, "€")),
        ("Importe (miles de euros)", (1000, "")), ("Umsatz T EUR", (1000, "EUR")), ("Revenue MUSD", (10**6, "USD")), ("Umsatz (Mrd. €)", (10**9, "€")),
        ("Amount", (1, "")), ("Amount (EUR)", (1, "EUR")), ("Betrag €", (1, "€")), ("Value M", (1, "")), ("Team T", (1, "")),
        ("Budget 2000", (1, "")), ("Wert (netto)", (1, "")), ("Mill cost", (1, "")), ("Betrag (T)", (1, "")), ("Amount CHF", (1, "CHF")),
    ],
)  # fmt: skip
def test_a_header_tells_the_unit_and_the_currency_of_its_amounts(header: str, unit: tuple[int, str]) -> None:
    assert header_unit(header) == unit


@pytest.mark.parametrize(
    ("header", "bare"),
    [("Betrag in T€", "Betrag"), ("Value in thousands", "Value"), ("Betrag in Tsd. €", "Betrag"), ("Amount (in Mio. EUR)", "Amount"),
     ("Deal size ($K)", "Deal size"), ("Umsatz in TEUR", "Umsatz"), ("Amount (EUR)", "Amount (EUR)"), ("Value M", "Value M"),
     ("TEUR", "TEUR"), ("Miles", "Miles"), ("Phone (M)", "Phone (M)"), ("Gender (M/F)", "Gender (M/F)")],
)  # fmt: skip
def test_a_header_is_understood_without_its_unit(header: str, bare: str) -> None:
    assert without_unit(header) == bare
