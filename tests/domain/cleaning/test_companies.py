from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from salesdesk.domain.cleaning.companies import clean_company, company_key, is_no_company, legal_form


@pytest.mark.parametrize(
    ("name", "key"),
    [
        ("The ACME Widgets GmbH & Co. KG", "acme widgets"), ("Acme Widgets", "acme widgets"), ("Acme, Inc.", "acme"),
        ("Foo S.A.", "foo"), ("Foo Sp. z o.o.", "foo"), ("株式会社トヨタ", "トヨタ"), ("Kraft AG", "kraft"), ("AG", "ag"),
        ("Oy Foo Ab", "foo"), ("Foo Pty. Ltd.", "foo"), ("Muster UG (haftungsbeschränkt)", "muster"), ("H&M", "h and m"),
        ("Foo S.à r.l.", "foo"), ("Marks & Co", "marks"), ("ООО Ромашка", "ромашка"), ("Foo B.V.", "foo"),
        ("Foo A/S", "foo"), ("Foo ApS", "foo"), ("Foo S.p.A.", "foo"), ("Müller & Söhne OHG", "muller and sohne"), ("", ""),
    ],
)  # fmt: skip
def test_company_key(name: str, key: str) -> None:
    assert company_key(name) == key


def test_clean_company_keeps_the_own_spelling() -> None:
    assert clean_company('  "ACME\u00a0 Widgets  GmbH," ') == "ACME Widgets GmbH"
    assert clean_company("Line one\nLine two") == "Line one Line two"
    assert clean_company("  ") is None
    assert legal_form("Acme GmbH & Co. KG") == "gmbh and co kg"
    assert legal_form("Acme") == ""
    assert is_no_company("n/a")
    assert is_no_company("Privat")
    assert not is_no_company("None Ltd")


@given(
    st.one_of(
        st.text(max_size=25),
        st.lists(
            st.sampled_from("The Acme GmbH & Co. KG S.A. Ltd Inc, 株式会社 ООО and AG Oy".split()), max_size=6
        ).map(" ".join),
    )
)
def test_cleaning_twice_changes_nothing(text: str) -> None:
    assert company_key(company_key(text)) == company_key(text)
    once = clean_company(text)
    if once is not None:
        assert clean_company(once) == once


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("'t Hof BV", "'t Hof BV"), ("'s Heeren Loo", "'s Heeren Loo"), ("The Jones'", "The Jones'"), ("'Acme'", "Acme"),
        ("\"'t Hof BV\"", "'t Hof BV"), ("'1234", "1234"), ("'+Plus", "+Plus"), ("'t Hof 'Zuid'", "'t Hof 'Zuid'"), ("'", None),
    ],
)  # fmt: skip
def test_an_apostrophe_that_begins_a_name_is_part_of_it(text: str, name: str | None) -> None:
    assert clean_company(text) == name
