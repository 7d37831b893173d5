"""Names that differ in signs alone are different ones everywhere: tags, owners, sources, stages, choices."""

from __future__ import annotations

from pathlib import Path

import pytest

from salesdesk.domain.custom_fields import CustomType
from salesdesk.domain.filters import Filter
from salesdesk.domain.imports import ImportDecisions
from salesdesk.domain.names import name_key, same_name
from salesdesk.errors import InputError
from salesdesk.services.services import Services
from salesdesk.store.store import Store
from tests.builders import add_contact, contacts_where, wrong_rows
from tests.refusals import refusing
from tests.ui.pages.office import Silent


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("C", "C++", False),
        ("C++", "C#", False),
        ("C++", "c ++", True),
        ("A+", "A-", False),
        ("A", "A-", False),
        ("BBB", "BBB-", False),
        ("A+-", "A+", True),
        ("+A-", "+A", False),
        ("Neu-", "Neu", True),
        ("-Neu.", "Neu", True),
        ("Neu \u2212", "Neu", True),
        ("\uff23\uff0b\uff0b", "C++", True),
        ("\uff23\uff03", "C#", True),
        ("\uff21\uff0d", "A-", True),
        ("A\u2212", "A-", True),
        ("E\u0301-", "\u00c9-", True),
        ("5 €", "5 $", False),
        ("VIP ⭐", "VIP", False),
        ("Neu", " néu ", True),
        ("Follow-up", "follow up", True),
        ("R&D", "R and D", True),
        ("O'Brien", "OBrien", True),
        ("Müller (Wien)", "Muller, Wien", True),
        ("+++", "***", False),
    ],
)
def test_signs_tell_names_apart(one: str, other: str, same: bool) -> None:
    assert same_name(one, other) is same
    for name in (one, other):
        assert name_key(name_key(name)) == name_key(name)


def test_tags_that_differ_in_signs_stay_different(store: Store, services: Services) -> None:
    people = [
        add_contact(store, name, tags=tag) for name, tag in (("A", "C"), ("B", "C++"), ("D", "C#, c ++"))
    ]
    assert sorted(tag.name for tag in store.tags.all()) == ["C", "C#", "C++"]
    rows = store.contacts.page(people)
    assert [sorted(rows[one]["tags"]) for one in people] == [["C"], ["C++"], ["C#", "C++"]]
    for text, found in (
        ("tag:C", people[:1]),
        ('tag:"C++"', people[1:]),
        ("tag:c#", people[2:]),
        ("tag~c", people),
    ):
        assert sorted(store.contacts.ids(contacts_where(text))) == found
    assert wrong_rows(store) == []


def test_owners_sources_and_stages_do_too(store: Store, services: Services) -> None:
    first = add_contact(store, "A", owner="Team A", lead_source="Fair")
    second = add_contact(store, "B", owner="Team A+", lead_source="Fair!")
    assert list(store.contacts.ids(contacts_where('owner:"Team A"'))) == [first]
    assert list(store.contacts.ids(contacts_where('owner:"Team A+"'))) == [second]
    assert list(store.contacts.ids(contacts_where('source:"Fair!"'))) == [second]
    add_contact(store, "T", tags="C, C++")
    number = store.tags.find("C++")
    assert number is not None
    with refusing(InputError):
        services.tags.rename(number, "c")
    services.tags.rename(number, "C plus plus")


def test_a_choice_of_an_own_field_is_meant_as_it_is_written(store: Store, services: Services) -> None:
    services.custom_fields.create("contact", "Language", CustomType.CHOICE, ["C", "C++", "C#"])
    people = []
    for language in ("C", "C++", "C#"):
        people.append(add_contact(store, language))
        services.contacts.edit(people[-1], "custom.language", language)
    assert list(store.contacts.ids(contacts_where("custom.language:C"))) == people[:1]
    assert list(store.contacts.ids(contacts_where('custom."Language":"c++",C#'))) == people[1:]
    assert len(store.contacts.ids(Filter())) == 3


def test_an_import_makes_each_of_them(store: Store, services: Services, tmp_path: Path) -> None:
    file = tmp_path / "people.csv"
    file.write_text("Name,Email,Tags\nAnna,a@x.de,C\nBert,b@x.de,C++\nCarla,c@x.de,C#\n", encoding="utf-8")
    chosen, work = ImportDecisions(), Silent()
    with services.imports.open(file, work) as opened:
        services.imports.apply(opened, opened.plan(chosen, work), chosen, work)
    assert sorted(tag.name for tag in store.tags.all()) == ["C", "C#", "C++"]
