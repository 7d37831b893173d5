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
        ("Omzet (x € 1.000)", (1000, "€")), ("Omzet x 1000", (1000, "")), ("Umsatz in 1.000 €", (1000, "€")), ("Umsatz in 1000 EUR", (1000, "EUR")),
        ("Umsatz (1000 €)", (1000, "€")), ("Amount (1,000s)", (1000, "")), ("Umsatz (x 1.000.000)", (10**6, "")), ("Omsättning (tkr)", (1000, "")),
        ("Omsætning (t.kr.)", (1000, "")), ("Omsättning (mkr)", (10**6, "")), ("Ciro (bin TL)", (1000, "")), ("Ciro (milyon TL)", (10**6, "")),
        ("Ventas (mil €)", (1000, "€")), ("Obrat (mil. Kč)", (10**6, "")), ("Obrat (tis. Kč)", (1000, "")), ("Выручка, млн руб", (10**6, "")),
        ("Сумма (тыс. руб.)", (1000, "")), ("売上（百万円）", (10**6, "円")), ("売上(千円)", (1000, "円")), ("年收入(万元)", (10**4, "元")),
        ("매출(백만원)", (10**6, "원")), ("Revenue (INR crore)", (10**7, "INR")), ("Revenue (in lakhs)", (10**5, "")), ("Revenue (Cr)", (10**7, "")),
        ("Preis pro 1000 Stück", (1, "")), ("Price per $1,000", (1, "")), ("Betrag ab 1.000 €", (1, "€")), ("Artikel 1000", (1, "")),
        ("Budget 2000", (1, "")), ("Wert (netto)", (1, "")), ("Mill cost", (1, "")), ("Betrag (T)", (1, "")), ("Amount CHF", (1, "CHF")),
    ],
)  # fmt: skip
def test_a_header_tells_the_unit_and_the_currency_of_its_amounts(header: str, unit: tuple[int, str]) -> None:
    assert header_unit(header) == unit


@pytest.mark.parametrize(
    ("header", "bare"),
    [("Betrag in T€", "Betrag"), ("Value in thousands", "Value"), ("Betrag in Tsd. €", "Betrag"), ("Amount (in Mio. EUR)", "Amount"),
     ("Deal size ($K)", "Deal size"), ("Umsatz in TEUR", "Umsatz"), ("Amount (EUR)", "Amount (EUR)"), ("Value M", "Value M"),
     ("Omzet (x € 1.000)", "Omzet"), ("売上（百万円）", "売上"), ("Umsatz in 1000 €", "Umsatz"),
     ("TEUR", "TEUR"), ("Miles", "Miles"), ("Phone (M)", "Phone (M)"), ("Gender (M/F)", "Gender (M/F)")],
)  # fmt: skip
def test_a_header_is_understood_without_its_unit(header: str, bare: str) -> None:
    assert without_unit(header) == bare
