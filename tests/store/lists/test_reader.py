"""Lists: every order of every column, empty values last, pages by id."""

from __future__ import annotations

from array import array

import pytest

from salesdesk.domain.changes import Cause
from salesdesk.domain.columns import default_columns
from salesdesk.domain.custom_fields import CustomType
from salesdesk.domain.entities import entities
from salesdesk.domain.fields import RecordKind
from salesdesk.domain.filters import Filter, Sort
from salesdesk.domain.saved_views import parse_sort, sort_text
from salesdesk.phrases import said
from salesdesk.services.activities import Subject
from salesdesk.services.services import Services
from salesdesk.store.lists import orders as list_orders
from salesdesk.store.lists.order import ByValue, dealt_in_order, in_order, in_several_orders, in_turns
from salesdesk.store.store import Store
from tests.builders import add_company, add_contact, add_many, contacts_where


@pytest.mark.parametrize("kind", entities().lists)
def test_every_column_sorts_and_shows(store: Store, kind: RecordKind) -> None:
    add_contact(store, company="Nordwind GmbH")
    reader = store.list_of(kind)
    for column in reader.columns():
        up, down = reader.ids(Filter(), Sort(column.key)), reader.ids(Filter(), Sort(column.key, True))
        assert sorted(up) == sorted(down) == sorted(reader.ids())
    assert set(default_columns(kind)) <= {column.key for column in reader.columns()}


@pytest.mark.parametrize(
    ("field", "values", "order"),
    [
        ("full_name", ["Öst", "anna", "Zoe", "Ost"], [1, 0, 3, 2]),
        ("city", ["Ulm", None, "ähren", "Bonn"], [2, 3, 0, 1]),
        ("email", ["b@x.de", None, "a@x.de", None], [2, 0, 1, 3]),
        ("company", ["Beta", None, "alpha", "Beta"], [2, 0, 3, 1]),
        ("birthday", ["1990-01-01", None, "1980-01-01", "2000-01-01"], [2, 0, 3, 1]),
        ("lifecycle_stage", ["Customer", "Lead", "Subscriber", "MQL"], [2, 1, 3, 0]),
        ("country", ["Germany", "Austria", None, "Brazil"], [1, 3, 0, 2]),
        ("tags", ["x, b", None, "c", "a"], [3, 0, 2, 1]),
        ("owner", ["Carl", "ben", None, "Anna"], [3, 1, 0, 2]),
        ("custom.size", ["10", "9", None, "-1"], [3, 1, 0, 2]),
        ("custom.colour", ["red", "Blue", None, "ämber"], [3, 1, 0, 2]),
    ],
)
def test_an_order_is_a_persons_order_with_empty_values_last(
    store: Store, services: Services, field: str, values: list[str | None], order: list[int]
) -> None:
    services.custom_fields.create("contact", "Size", CustomType.NUMBER)
    services.custom_fields.create("contact", "Colour")
    ids = []
    for place, value in enumerate(values):
        ids.append(add_contact(store, f"Person {place}"))
        services.contacts.edit(ids[-1], field, value or "") if value else None
    filled = [ids[place] for place in order if values[place] is not None]
    empty = [ids[place] for place in order if values[place] is None]
    for filter_ in (Filter(), contacts_where("created:today"), contacts_where("id:1,2,3,4")):
        assert list(store.contacts.ids(filter_, Sort(field))) == filled + empty
    down = list(store.contacts.ids(Filter(), Sort(field, True)))
    assert down[len(filled) :] == list(reversed(empty))
    if len(set(values)) == len(values):
        assert down[: len(filled)] == list(reversed(filled))


@pytest.mark.parametrize("field", ["full_name", "company", "email", "phone", "created_at", "id"])
@pytest.mark.parametrize("descending", [False, True])
def test_few_and_many_passing_rows_come_in_the_same_order(
    store: Store, monkeypatch: pytest.MonkeyPatch, field: str, descending: bool
) -> None:
    add_many(store, 40, companies=7)
    some = contacts_where("phone~0000 -id:3,17")
    sort = Sort(field, descending)
    few = list(store.contacts.ids(some, sort))
    monkeypatch.setattr(list_orders, "_FEW", -1)
    assert list(store.contacts.ids(some, sort)) == few
    assert 10 <= len(few) <= 40


@pytest.mark.parametrize("kind", [RecordKind.CONTACTS, RecordKind.COMPANIES, RecordKind.DEALS])
def test_the_first_rows_are_those_of_the_whole_order(
    store: Store, services: Services, kind: RecordKind
) -> None:
    add_many(store, 40, companies=7)
    cities, owners = ["Ulm", "", "ähren", "Bonn", "ahren"], ["Carl", "ben", "", "Anna"]
    stages = ["Customer", "Lead", "MQL", "Subscriber"]
    services.custom_fields.create("contact", "Size", CustomType.NUMBER)
    for place in range(12):
        values = {"city": cities[place % 5], "owner": owners[place % 4], "lifecycle_stage": stages[place % 4]}
        person = add_contact(store, f"Person {place % 7}", company=f"Firm {place % 5}", **values)
        services.contacts.edit(person, "custom.size", str(place % 3))
        if place % 3:
            services.activities.plan(Subject(person), "Call", f"2026-06-{20 - place:02d}")
    services.contacts.delete([person])
    stage = store.pipelines.all()[0].stages[0]
    for place in range(9):
        services.deals.create(
            f"Deal {place % 4}", stage.id, contact_id=place + 1, amount=100 * (place % 5) or None
        )
    reader = store.list_of(kind)
    quick = set()
    for column in reader.columns():
        for down in (False, True):
            orders = [Sort(column.key, down)]
            orders += [Sort(column.key, down, (Sort("owner", not down), Sort("created_at")))]
            for sort in orders:
                everything = list(reader.ids(Filter(), sort))
                assert sorted(everything) == sorted(reader.ids())
                for count in (1, 5):
                    head = reader.head(sort, count)
                    if head is not None:
                        assert list(head) == everything[:count], sort
                        quick.add(column.key)
    if kind is RecordKind.CONTACTS:
        needed = {"full_name", "company", "city", "owner", "lifecycle_stage", "created_at"}
        assert needed | {"last_contacted_at", "next_step_at"} <= quick


def test_several_fields_order_one_within_the_other(store: Store, services: Services) -> None:
    rows = [("Ulm", "B"), ("Bonn", "A"), ("Ulm", "A"), (None, "C"), ("bonn", "C"), ("Bonn", "B")]
    for city, name in rows:
        add_contact(store, name, **({"city": city} if city else {}))
    sort = Sort("city", False, (Sort("full_name", True),))
    assert list(store.contacts.ids(Filter(), sort)) == [5, 6, 2, 1, 3, 4]
    assert list(store.contacts.ids(contacts_where("-name:c"), sort)) == [6, 2, 1, 3]
    turned = Sort("city", True, (Sort("full_name"),))
    assert list(store.contacts.ids(Filter(), turned)) == [3, 1, 2, 6, 5, 4]
    assert parse_sort(sort_text(sort)) == sort
    assert sort.then("full_name", False).then("email", True) == Sort(
        "city", False, (Sort("full_name"), Sort("email", True))
    )


def test_many_values_are_sorted_in_parts() -> None:
    values = [(number * 7919) % 50_021 for number in range(50_021)]
    assert in_turns(values, descending=False) == list(range(50_021))
    assert in_turns(values, descending=True) == list(range(50_020, -1, -1))


def test_a_kept_order_is_forgotten_when_something_is_written(store: Store, services: Services) -> None:
    one, two = add_contact(store, "B"), add_contact(store, "C")
    assert list(store.contacts.ids()) == [one, two]
    store.contacts.ids().append(99)
    three = add_contact(store, "A")
    assert list(store.contacts.ids()) == [three, one, two]
    inside: list[int] = []

    def fail_halfway() -> None:
        with store.unit_of_work(Cause.EDIT, said("fails")) as uow:
            uow.update("contact", three, {"name_key": "z"})
            inside.extend(store.contacts.ids())
            raise RuntimeError

    with pytest.raises(RuntimeError):
        fail_halfway()
    assert inside == [one, two, three]
    assert list(store.contacts.ids()) == [three, one, two]
    services.contacts.delete([two])
    assert list(store.contacts.ids()) == [three, one]


def test_a_page_leaves_out_what_is_gone_and_reads_only_what_is_asked(store: Store) -> None:
    number = add_contact(store, email="a@x.de", city="Köln")
    page = store.contacts.page([999, number], ["city", "no_such_column"])
    assert list(page) == [number]
    assert page[number]["city"] == "Köln"
    assert "email" not in page[number].values
    assert page[number]["email"] is None


def test_a_company_counts_its_people_and_open_deals(store: Store, services: Services) -> None:
    company = add_company(store)
    add_contact(store, "A", company="Nordwind")
    services.contacts.delete([add_contact(store, "B", company="Nordwind GmbH")])
    stages = dict(store.database.rows("SELECT kind, min(id) FROM stage GROUP BY kind"))
    services.deals.create("One", stages["open"], company_id=company)
    services.deals.create("Two", stages["won"], company_id=company)
    row = store.companies.page([company])[company]
    assert (row["contacts"], row["open_deals"]) == (1, 1)
    assert store.companies.starting_with("nord") == [(company, "Nordwind GmbH")]


@pytest.mark.parametrize("far", [30, 9_000_000_000])
def test_ids_are_dealt_in_their_order_however_far_apart(far: int) -> None:
    ids = array("q", [7, far, 2, 5])
    assert dealt_in_order(ids, [(1, [2, 7, 99]), (0, [far])], 3) == [
        array("q", [far]),
        array("q", [7, 2]),
        array("q"),
    ]
    rest = [array("q", [far]), array("q", [7, 2]), array("q", [5])]
    assert dealt_in_order(ids, [(1, [2, 7, 99]), (0, [far])], 3, 2) == rest
    rows = [(7, "b"), (2, "a"), (far, None), (5, "b")]
    assert list(in_several_orders(ids, [(rows, str, False)])) == [2, 7, 5, far]
    assert list(in_several_orders(ids, [(rows, str, True)])) == [7, 5, 2, far]


def test_rows_put_together_by_value_come_in_the_order_of_single_ones() -> None:
    rows = [(number, "AaBb "[number % 5].strip() or None) for number in range(1, 40_000)]
    lists: dict[str | None, array[int]] = {}
    for number, value in rows:
        lists.setdefault(value, array("q")).append(number)
    for descending in (False, True):
        single = in_order(rows, str.casefold, descending=descending)
        assert single == in_order(ByValue(list(lists.items())), str.casefold, descending=descending)
        expected = sorted(rows, key=lambda row: (row[1].casefold(), row[0]) if row[1] else ("", 0))
        assert sorted(single) == [number for number, _ in rows]
        assert [one for one in single if one % 5 != 4][:3] == (
            [row[0] for row in expected if row[1]][-1:-4:-1]
            if descending
            else [row[0] for row in expected if row[1]][:3]
        )


def test_a_row_shows_as_many_shared_addresses_as_a_filter_finds(store: Store, services: Services) -> None:
    said = {
        "alone": ["one@x.de"],
        "two": ["Both@x.de", "b2@x.de"],
        "other two": ["both@x.de", "b2@x.de"],
        "twice by itself": ["own@x.de", "OWN@x.de"],
        "with the trash": ["left@x.de"],
        "in the trash": ["left@x.de", "both@x.de"],
        "none": [],
    }
    ids = {}
    for name, addresses in said.items():
        ids[name] = add_contact(store, name)
        for at, address in enumerate(addresses):
            services.contacts.edit(ids[name], "email" if at == 0 else f"email_{at + 1}", address)
    services.contacts.delete([ids["in the trash"]])
    rows = store.contacts.page(list(ids.values()))
    shown = {name: rows[number].values["shared_emails"] for name, number in ids.items()}
    assert shown == {
        "alone": 0, "two": 2, "other two": 2, "twice by itself": 0, "with the trash": 0, "in the trash": 1, "none": 0,
    }  # fmt: skip
    for number in (1, 2):
        found = set(store.contacts.ids(contacts_where(f"shared_emails={number}")))
        assert found == {ids[name] for name, count in shown.items() if count == number} - {
            ids["in the trash"]
        }


def test_the_number_of_all_rows_follows_what_is_written(store: Store, services: Services) -> None:
    reader = store.list_of(RecordKind.CONTACTS)
    assert (reader.count(), store.is_empty(RecordKind.CONTACTS)) == (0, True)
    one, two = add_contact(store, "Anna Berg"), add_contact(store, "Ben Ott")
    assert (reader.count(), store.is_empty(RecordKind.CONTACTS)) == (2, False)
    services.contacts.delete([one])
    assert reader.count() == 1
    services.commands.undo()
    assert reader.count() == 2
    services.contacts.delete([one, two])
    assert (reader.count(), store.is_empty(RecordKind.CONTACTS)) == (0, True)
    assert reader.count(contacts_where("name:Anna")) == 0
