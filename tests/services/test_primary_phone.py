"""One rule for the number a person is called by, whatever door it comes through: the first that is no fax."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path

import pytest

from salesdesk.domain.contacts import PhoneEntry, primary_phone, primary_place
from salesdesk.domain.fields import RecordKind
from salesdesk.domain.filters import Sort
from salesdesk.services.services import Services
from salesdesk.store.store import Store
from tests.builders import add_contact
from tests.services.imports.test_history import imported as take_in
from tests.services.imports.test_history import written

FAX, PHONE, MOBILE = "+49301234567", "+49307654321", "+491711234567"


def shown(store: Store, contact: int) -> dict[str, object]:
    """What the list shows under each column of numbers."""
    row = store.contacts.page([contact], ["phone", "mobile", "phone_2", "phone_3", "fax"])[contact]
    return {key: row[key] for key in ("phone", "mobile", "phone_2", "phone_3", "fax") if row[key] is not None}


def stored(store: Store, contact: int) -> str | None:
    """What the list sorts by and the quick search shows."""
    return str(store.database.value("SELECT phone FROM contact WHERE id = ?", (contact,)) or "") or None


def typed(_store: Store, services: Services, values: Mapping[str, str], _folder: Path) -> int:
    return services.contacts.create({"full_name": "Anna Berg", **values})[0]


def pasted(store: Store, services: Services, values: Mapping[str, str], _folder: Path) -> int:
    contact = add_contact(store, "Anna Berg")
    services.contacts.edit_many({contact: dict(values)})
    return contact


def set_as_a_whole(store: Store, services: Services, values: Mapping[str, str], _folder: Path) -> int:
    contact = add_contact(store, "Anna Berg")
    labels = {"phone": "work", "mobile": "mobile", "fax": "fax"}
    services.contacts.set_phones(
        contact, [PhoneEntry(number, "", labels[key]) for key, number in values.items()]
    )
    return contact


def imported(store: Store, services: Services, values: Mapping[str, str], folder: Path) -> int:
    titles = {"phone": "Phone", "mobile": "Mobile", "fax": "Fax"}
    header = ",".join(["First name", "Last name", "Email", *(titles[key] for key in values)])
    row = ",".join(["Anna", "Berg", "anna@nordwind.example", *values.values()])
    take_in(services, written(folder, f"{header}\n{row}\n"))
    return int(store.database.value("SELECT max(id) FROM contact"))


def imported_later(store: Store, services: Services, values: Mapping[str, str], folder: Path) -> int:
    contact = add_contact(store, "Anna Berg", email="anna@nordwind.example")
    for key, number in values.items():
        imported(store, services, {key: number}, folder)
    return contact


def merged(store: Store, services: Services, values: Mapping[str, str], _folder: Path) -> int:
    survivor = add_contact(store, "Anna Berg")
    for key, number in values.items():
        other = services.contacts.create({"full_name": "Anna Berg", key: number})[0]
        services.merges.merge(RecordKind.CONTACTS, [survivor, other], survivor=survivor)
    return survivor


DOORS = (typed, pasted, set_as_a_whole, imported, imported_later, merged)
NUMBERS: tuple[tuple[dict[str, str], str | None], ...] = (
    ({"fax": FAX}, None),
    ({"fax": FAX, "phone": PHONE}, PHONE),
    ({"phone": PHONE, "fax": FAX}, PHONE),
    ({"fax": FAX, "mobile": MOBILE}, MOBILE),
)


@pytest.mark.parametrize("door", DOORS)
@pytest.mark.parametrize(("values", "primary"), NUMBERS)
def test_the_primary_number_is_the_first_that_is_no_fax(
    store: Store,
    services: Services,
    tmp_path: Path,
    door: Callable[[Store, Services, Mapping[str, str], Path], int],
    values: dict[str, str],
    primary: str | None,
) -> None:
    contact = door(store, services, values, tmp_path)
    record, row = store.contacts.get(contact), shown(store, contact)
    assert record.phone == primary
    assert stored(store, contact) == primary
    assert row.get("phone") == primary
    assert row["fax"] == FAX
    assert "phone_2" not in row
    other = add_contact(store, "Zoe Adler", phone="+49 30 2222222")
    assert list(store.contacts.ids(sort=Sort("phone"))) == (
        [contact, other] if primary == MOBILE else [other, contact]
    )
    exported = tmp_path / "exported.csv"
    services.exports.export(RecordKind.CONTACTS, exported, ids=[contact], columns=["phone", "fax"])
    row = exported.read_text("utf-8-sig").splitlines()[1].replace("'", "")
    assert row.split(",")[:2] == [primary or "", FAX]


@pytest.mark.parametrize("first", ["fax", "phone"])
def test_clearing_the_phone_leaves_the_fax(store: Store, services: Services, first: str) -> None:
    contact = add_contact(store)
    phones = [PhoneEntry(FAX, "", "fax"), PhoneEntry(PHONE, "", "work")]
    services.contacts.set_phones(contact, phones if first == "fax" else phones[::-1])
    services.contacts.edit(contact, "phone", "")
    assert shown(store, contact) == {"fax": FAX}
    services.contacts.edit(contact, "phone", "")
    assert shown(store, contact) == {"fax": FAX}
    services.contacts.edit(contact, "phone", PHONE)
    assert shown(store, contact) == {"phone": PHONE, "fax": FAX}
    services.contacts.edit(contact, "fax", "")
    assert shown(store, contact) == {"phone": PHONE}


def test_typing_over_the_second_number_leaves_the_first_behind_a_fax(
    store: Store, services: Services
) -> None:
    contact = add_contact(store)
    numbers = [(FAX, "fax"), (PHONE, "work"), ("+49302222222", "work"), ("+49303333333", "other")]
    services.contacts.set_phones(contact, [PhoneEntry(number, "", label) for number, label in numbers])
    assert shown(store, contact) == {
        "phone": PHONE,
        "phone_2": "+49302222222",
        "phone_3": "+49303333333",
        "fax": FAX,
    }
    services.contacts.edit(contact, "phone_2", "+49 30 4444444")
    assert shown(store, contact)["phone_2"] == "+49304444444"
    assert shown(store, contact)["phone"] == PHONE


def test_a_fax_may_have_the_number_of_a_phone(store: Store, services: Services) -> None:
    contact = add_contact(store, phone=PHONE, fax=PHONE)
    services.contacts.edit(contact, "mobile", MOBILE)
    assert shown(store, contact) == {"phone": PHONE, "mobile": MOBILE, "fax": PHONE}


def test_the_places_of_primary_numbers() -> None:
    assert primary_place([]) is None
    assert primary_place(["fax", "fax"]) is None
    assert primary_place(["fax", "home", "work"]) == 1
    assert primary_phone([PhoneEntry(FAX, "1", "fax"), PhoneEntry(PHONE, "2")]) == PhoneEntry(PHONE, "2")
