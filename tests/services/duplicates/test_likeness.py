"""Who is already there: the matcher asked about one record at a time."""

from __future__ import annotations

from pathlib import Path

import pytest

from salesdesk.domain.fields import RecordKind
from salesdesk.domain.imports import ImportDecisions
from salesdesk.domain.matching.records import Grade, MatchRecord
from salesdesk.services.duplicates import likeness
from salesdesk.services.imports.plan import likeness as import_likeness
from salesdesk.services.services import Services
from salesdesk.store.store import Store
from tests.builders import CancelAfter, add_company, add_contact

CONTACTS, COMPANIES = RecordKind.CONTACTS, RecordKind.COMPANIES


@pytest.fixture
def people(store: Store) -> dict[str, int]:
    """A dozen people, four of whom somebody types again."""
    for number in range(12):
        add_contact(store, f"Bert{chr(97 + number)} Schulz{chr(97 + number)}", company=f"Firma {number} GmbH")
    return {
        "katharina": add_contact(
            store,
            "Katharina Lindqvist",
            email="k.lindqvist@ekstrom.se",
            phone="+46812345678",
            company="Ekström AB",
        ),
        "amara": add_contact(store, "Amara Okafor", email="amara@nordwind.eu", company="Nordwind Logistics"),
        "william": add_contact(store, "William Harris", company="Harbour Freight Ltd", phone="+442071234567"),
    }


@pytest.mark.parametrize(
    ("typed", "who", "why"),
    [
        ({"full_name": "Catharina Lindquist", "company": "Ekstroem"}, "katharina", "similar_last_name"),
        ({"full_name": "Lindqvist, Katharina"}, "katharina", ""),
        ({"full_name": "K. Lindqvist", "phone": "08-123 456 78"}, "katharina", "same_phone"),
        ({"full_name": "Amara Okafro", "company": "Nordwind Logistics GmbH"}, "amara", "same_first_name"),
        ({"email": "Amara@Nordwind.EU"}, "amara", "same_email"),
        ({"full_name": "Bill Harris", "company": "Harbour Freight"}, "william", "same_last_name"),
        ({"full_name": "Amarra Okafor"}, "amara", "similar_first_name"),
        ({"full_name": "Somebody Else", "phone": "020 7123 4567"}, "william", ""),
    ],
)
def test_a_slip_while_typing_does_not_hide_a_known_person(
    services: Services, people: dict[str, int], typed: dict[str, str], who: str, why: str
) -> None:
    found = services.likeness.typed(CONTACTS, typed)
    assert [one.id for one in found][:1] == [people[who]]
    assert not why or why in [reason.code for reason in found[0].reasons]


@pytest.mark.parametrize(
    "typed",
    [
        {"full_name": "Ingrid Lindqvist", "company": "Volvo AB"},
        {"full_name": "Amara"},
        {"full_name": "Zoltan Kiss", "email": "zoltan@kiss.hu"},
        {},
    ],
)
def test_nobody_is_stopped_for_a_shared_word(
    services: Services, people: dict[str, int], typed: dict[str, str]
) -> None:
    assert services.likeness.typed(CONTACTS, typed) == ()


def test_a_company_is_known_in_another_legal_form_and_with_a_slip(store: Store, services: Services) -> None:
    known = add_company(store, "Hanseatische Werkzeugbau GmbH", city="Hamburg")
    add_company(store, "Hanseatische Brauerei AG", city="Rostock")
    for name in ("Hanseatische Werkzeugbau AG", "Hanseatische Werkzeugbua GmbH"):
        assert [one.id for one in services.likeness.typed(COMPANIES, {"company": name})] == [known]


def test_a_stored_record_is_not_like_itself_nor_like_one_that_was_judged(
    store: Store, services: Services, people: dict[str, int]
) -> None:
    katharina = people["katharina"]
    assert services.likeness.stored(CONTACTS, katharina) == ()
    again = add_contact(store, "Katarina Lindqvist", email="k.lindqvist@ekstrom.se", company="Ekström AB")
    (found,) = services.likeness.stored(CONTACTS, katharina)
    assert (found.id, found.grade) == (again, Grade.CERTAIN)
    services.duplicates.not_the_same(CONTACTS, katharina, again)
    assert services.likeness.stored(CONTACTS, katharina) == ()
    assert services.likeness.stored(CONTACTS, 999_999) == ()


def test_the_sample_is_taken_anew_when_the_file_has_grown(store: Store, services: Services) -> None:
    add_contact(store, "Amara Okafor", email="amara@nordwind.eu")
    services.likeness.typed(CONTACTS, {"full_name": "Amara Okafor"})
    judge = services.likeness._judges[CONTACTS]
    services.likeness.typed(CONTACTS, {"full_name": "Amara Okafor"})
    assert services.likeness._judges[CONTACTS] is judge
    for name in ("Bert Schulz", "Carla Ruiz"):
        add_contact(store, name)
    services.likeness.typed(CONTACTS, {"full_name": "Amara Okafor"})
    assert services.likeness._judges[CONTACTS].total == 3


def test_the_best_record_of_an_import_row(services: Services, people: dict[str, int]) -> None:
    row = MatchRecord(-5, full_name="Catharina Lindqvist", company="Ekström AB", phones=("46812345678",))
    found = services.likeness.best(row)
    assert found is not None
    assert (found[0].a, found[0].b, found[1]) == (-5, people["katharina"], "Katharina Lindqvist")
    assert services.likeness.best(MatchRecord(-6, full_name="Zoltan Kiss")) is None


def test_an_import_into_a_large_file_looks_candidates_up(
    services: Services, people: dict[str, int], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(import_likeness, "MOST_RECORDS", 3)
    asked: list[MatchRecord] = []
    best = likeness.LikenessService.best

    def counted(service: likeness.LikenessService, record: MatchRecord) -> object:
        asked.append(record)
        return best(service, record)

    monkeypatch.setattr(likeness.LikenessService, "best", counted)
    file = tmp_path / "leads.csv"
    file.write_text(
        "First name,Last name,Company,Phone\nCatharina,Lindquist,Ekström AB,+46 8 123 456 78\n"
        "Zoltan,Kiss,Kiss Kft,+36 1 234 5678\n",
        encoding="utf-8",
    )
    with services.imports.open(file, CancelAfter()) as opened:
        plan = opened.plan(ImportDecisions(country="SE"), CancelAfter())
    assert len(asked) == 2
    assert plan.counts.duplicates == 1
