from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from salesdesk.domain.cleaning.countries import (
    country_codes,
    country_from_tld,
    country_name,
    currency_of,
    parse_country,
)
from salesdesk.domain.cleaning.locale_names import USUAL


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("Deutschland", "DE"), ("D", "DE"), ("DEU", "DE"), ("Germany (DE)", "DE"), ("Tyskland", "DE"),
        ("Saksa", "DE"), ("The Netherlands", "NL"), ("Holland", "NL"), ("Côte d’Ivoire", "CI"), ("日本",
        "JP"),
        ("🇫🇷", "FR"), ("U.S.A.", "US"), ("United States of America (the)", "US"), ("EE. UU.", "US"),
        ("Korea, Republic of", "KR"), ("Korea (Democratic People's Republic of)", "KP"), ("España", "ES"),
        ("Österreich", "AT"), ("Oesterreich", "AT"), ("Česká republika", "CZ"), ("DE - Deutschland", "DE"),
        ("Schweiz / Suisse", "CH"), ("UK", "GB"), ("England, UK", "GB"), ("Türkiye", "TR"), ("turkey", "TR"),
        ("Russian Federation", "RU"), ("Россия", "RU"), ("Hong Kong SAR", "HK"), ("Kingdom of Spain", "ES"),
        ("Congo, Democratic Republic of the", "CD"), ("  france ", "FR"), ("المغرب", "MA"),
        ("Germany / France", None), ("Berlin", None), ("xx", None), ("", None), ("n/a", None),
        ("Georgetown", None),
    ],
)  # fmt: skip
def test_parse_country(text: str, code: str | None) -> None:
    assert parse_country(text) == code


@pytest.mark.parametrize("language", [*USUAL, "hu", "tr", "el", "ru", "ar", "ja", "sw", "uk", "ro"])
def test_every_name_we_show_is_read_back(language: str) -> None:
    lost = {code: parse_country(country_name(code, language)) for code in country_codes()}
    wrong = {code: read for code, read in lost.items() if read != code}
    # the two Congos share one short name in some languages
    assert set(wrong) <= {"CD", "CG"}


@given(st.text(max_size=30))
def test_a_country_is_its_own_code(text: str) -> None:
    code = parse_country(text)
    assert code is None or parse_country(code) == code


def test_hints() -> None:
    assert country_from_tld("info@firma.co.uk") == "GB"
    assert country_from_tld("firma.de") == "DE"
    assert country_from_tld("start.io") is None
    assert country_from_tld("a@b.com") is None
    assert currency_of("CH") == "CHF"
    assert country_name("DE", "fr") == "Allemagne"
    assert country_name("DE", "xx") == "Germany"


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("Németország", "DE"), ("Yunanistan", "GR"), ("Bồ Đào Nha", "PT"), ("Ujerumani", "DE"), ("Βέλγιο", "BE"),
        ("Швейцария", "CH"), ("დანია", "DK"), ("ประเทศญี่ปุ่น", None), ("ญี่ปุ่น", "JP"), ("Vācija", "DE"), ("Lettország", "LV"),
        ("الأردن", "JO"), ("오스트리아", "AT"), ("Austriaca", None), ("Áo", "AT"), ("Utopia", None), ("Bavaria", None),
    ],
)  # fmt: skip
def test_names_in_every_official_language_are_read(text: str, code: str | None) -> None:
    assert parse_country(text) == code


@pytest.mark.parametrize(
    ("country", "currency"),
    [
        ("DE", "EUR"),
        ("HR", "EUR"),
        ("CH", "CHF"),
        ("BT", "BTN"),
        ("NA", "NAD"),
        ("HT", "HTG"),
        ("PS", "ILS"),
        ("AQ", None),
    ],
)
def test_the_money_of_a_country_is_its_own(country: str, currency: str | None) -> None:
    assert currency_of(country) == currency


def test_an_unknown_language_shows_english_names() -> None:
    assert country_name("DE", "xx") == "Germany"
    assert country_name("ZZ", "en") == "ZZ"
    assert country_name("HK") == "Hong Kong"
