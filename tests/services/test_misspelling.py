"""A word that is mistyped by one letter is found as a second tier, on every engine."""

from __future__ import annotations

import pytest

from salesdesk.domain.misspelling import variants
from salesdesk.services.services import Services
from salesdesk.store.store import Store
from tests.builders import add_company, add_contact


@pytest.mark.parametrize(
    "typed",
    ["nordwnd", "nordwimd", "nrodwind", "norddwind", "nordwin", "ordwind", "nordwind logstik", "Nordwijd"],
)
def test_one_letter_wrong_too_many_too_few_or_two_in_the_wrong_order(
    services: Services, store: Store, typed: str
) -> None:
    number = add_company(store, "Nordwind Logistik")
    add_company(store, "Südwind Spedition")
    found = [(hit.kind.value, hit.id) for group in services.search.similar(typed) for hit in group.hits]
    assert ("company", number) in found
    assert [one for one in found if one[0] == "company"] == [("company", number)]


def test_two_letters_wrong_and_short_words_find_nothing(services: Services, store: Store) -> None:
    add_contact(store, "Anna Berg")
    assert services.search.similar("anme borg") == ()
    assert services.search.similar("ana") == ()
    assert services.search.similar("'\" OR *") == ()
    assert services.search.similar("030 1234") == ()


def test_every_slip_of_a_long_name_is_asked_for_at_once(services: Services, store: Store) -> None:
    number = add_contact(store, "Maximiliane Schwarzenbergerin")
    for typed in ("schwarzenbergeri", "schwarzenbegerin", "maximilane schwarzenbergerin"):
        groups = services.search.similar(typed)
        assert [hit.id for group in groups for hit in group.hits] == [number], typed


def test_variants_are_each_one_slip_away() -> None:
    found = variants("berg")
    assert len(found) == len(set(found))
    assert "berg" not in found
    assert {"brg", "ebrg", "barg", "bergs", "abberg"} & set(found) == {"brg", "ebrg", "barg", "bergs"}
