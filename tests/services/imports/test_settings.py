"""Lists of names, custom fields, settings and saved views."""

from __future__ import annotations

import pytest

from salesdesk.domain.conflicts import EditConflict
from salesdesk.domain.custom_fields import CustomType
from salesdesk.domain.fields import RecordKind
from salesdesk.domain.filters import Condition, Filter, Op, Sort
from salesdesk.errors import DomainError, InputError
from salesdesk.services.services import Services
from salesdesk.store.store import Store
from salesdesk.wording import worded
from tests.builders import add_contact


def test_a_name_is_unique_whatever_its_spelling(store: Store, services: Services) -> None:
    number, _ = services.tags.create(" Trade  Fair ")
    assert services.tags.create("trade fair")[0] == number
    other, _ = services.tags.create("vip")
    with pytest.raises(InputError):
        services.tags.rename(other, "TRADE FAIR")
    with pytest.raises(InputError):
        services.tags.create(" - ")
    services.tags.rename(number, "Fair")
    assert store.tags.names() == {number: "Fair", other: "vip"}


def test_what_records_have_cannot_be_deleted_under_them(store: Store, services: Services) -> None:
    number = add_contact(store, owner="Ben", lead_source="Fair", tags="vip")
    ben, fair, vip = store.owners.find("ben"), store.sources.find("fair"), store.tags.find("VIP")
    for service, item in ((services.owners, ben), (services.sources, fair), (services.tags, vip)):
        with pytest.raises(DomainError) as refused:
            service.delete(item or 0)
        assert "1 record has it" in worded(refused.value)
    assert [item.used for item in store.owners.usage() if item.id == ben] == [1]
    services.contacts.update(number, {"owner": "", "lead_source": "", "tags": ""})
    services.owners.delete(ben or 0)
    services.sources.delete(fair or 0)
    services.tags.delete(vip or 0)
    assert store.owners.find("Ben") is None
    with pytest.raises(DomainError):
        services.tags.delete(vip or 0)


def test_a_custom_field_keeps_its_key_when_renamed(store: Store, services: Services) -> None:
    number, _ = services.custom_fields.create("contact", "Größe (cm)", CustomType.NUMBER)
    field = store.custom_fields.get(number)
    assert field.name == "custom.grosse_cm"
    services.custom_fields.rename(number, "Height")
    assert store.custom_fields.get(number).key == field.key
    assert [column.title for column in store.contacts.columns() if column.key == field.name] == ["Height"]
    with pytest.raises(InputError):
        services.custom_fields.create("contact", "HEIGHT")
    again, _ = services.custom_fields.create("contact", "Größe cm")
    assert store.custom_fields.get(again).key == "grosse_cm_2"
    assert store.custom_fields.of("company") == ()


def test_a_field_or_choice_in_use_stays(store: Store, services: Services) -> None:
    number, _ = services.custom_fields.create("contact", "Size", CustomType.CHOICE, ["S", "M"])
    contact = add_contact(store)
    services.contacts.edit(contact, "custom.size", "m")
    with pytest.raises(DomainError):
        services.custom_fields.delete(number)
    with pytest.raises(DomainError):
        services.custom_fields.change(number, "Size", ["S", "L"])
    services.custom_fields.change(number, "Size", ["M", " L ", "M", ""])
    assert store.custom_fields.get(number).choices == ("M", "L")
    services.contacts.edit(contact, "custom.size", "")
    services.custom_fields.delete(number)
    assert store.custom_fields.of("contact") == ()
    with pytest.raises(DomainError):
        store.custom_fields.get(number)


def test_name_and_choices_of_a_field_change_in_one_step(store: Store, services: Services) -> None:
    number, _ = services.custom_fields.create("contact", "Size", CustomType.CHOICE, ["S", "M"])
    services.custom_fields.change(number, "Shirt", ["S", "M", "L"])
    field = store.custom_fields.get(number)
    assert (field.title, field.choices, field.key) == ("Shirt", ("S", "M", "L"), "size")
    services.commands.undo()
    field = store.custom_fields.get(number)
    assert (field.title, field.choices) == ("Size", ("S", "M"))


def test_what_somebody_else_changed_of_a_field_is_kept_or_refused(store: Store, services: Services) -> None:
    number, _ = services.custom_fields.create("contact", "Size", CustomType.CHOICE, ["S", "M"])
    seen = store.custom_fields.get(number)
    services.custom_fields.change(number, "Size", ["S", "M", "L"])
    services.custom_fields.change(number, "Shirt", ["S", "M"], seen=seen)
    field = store.custom_fields.get(number)
    assert (field.title, field.choices) == ("Shirt", ("S", "M", "L"))
    with pytest.raises(EditConflict):
        services.custom_fields.change(number, "Coat", ["S", "M"], seen=seen)
    assert store.custom_fields.get(number).title == "Shirt"


@pytest.mark.parametrize(
    ("type_", "typed", "shown"),
    [
        (CustomType.TEXT, " two  words ", "two words"),
        (CustomType.NUMBER, "1.234,5", 1234.5),
        (CustomType.NUMBER, "7", 7),
        (CustomType.DATE, "4.5.2026", "2026-05-04"),
        (CustomType.BOOLEAN, "no", False),
        (CustomType.BOOLEAN, "yes", True),
    ],
)
def test_custom_values_keep_their_type(
    store: Store, services: Services, type_: CustomType, typed: str, shown: object
) -> None:
    services.custom_fields.create("company", "Field", type_)
    number, _ = services.companies.create({"company": "X", "custom.field": typed})
    assert store.companies.page([number])[number]["custom.field"] == shown


def test_settings_are_kept_and_undone(store: Store, services: Services) -> None:
    services.settings.set({"currency": "CHF", "country": "CH", "decimal": ","})
    assert (store.settings.currency, store.settings.country) == ("CHF", "CH")
    assert services.contacts.rules().decimal == ","
    services.commands.undo()
    assert (store.settings.currency, store.settings.country, store.settings.get("decimal", "none")) == (
        "EUR",
        "DE",
        "none",
    )


def test_a_saved_view_comes_back_as_it_was(store: Store, services: Services) -> None:
    filter_ = Filter(
        (Condition("tags", Op.IS, ("vip", "a b")), Condition("created_at", Op.LAST_DAYS, ("30",))), "nord"
    )
    number, _ = services.saved_views.create(
        RecordKind.CONTACTS, "Hot", filter_, Sort("city", True), ["full_name", "city"]
    )
    view = store.saved_views.get(number)
    assert (view.filter, view.sort, view.columns) == (filter_, Sort("city", True), ("full_name", "city"))
    other, _ = services.saved_views.create(RecordKind.CONTACTS, "Cold", Filter(), Sort())
    services.saved_views.reorder(RecordKind.CONTACTS, [other, number])
    assert [one.name for one in store.saved_views.all(RecordKind.CONTACTS)] == ["Cold", "Hot"]
    services.saved_views.change(number, name="Warm", filter_=Filter(text="x"))
    changed = store.saved_views.get(number)
    assert (changed.name, changed.filter, changed.sort) == ("Warm", Filter(text="x"), Sort("city", True))
    with pytest.raises(InputError):
        services.saved_views.change(other, name="warm")
    services.saved_views.delete(number)
    assert [one.name for one in store.saved_views.all()] == ["Cold"]


def test_a_setting_that_somebody_else_changed_meanwhile_is_asked_about(
    store: Store, services: Services
) -> None:
    seen = {"organisation": "", "country": "DE"}
    services.settings.set({"organisation": "Beta", "country": "AT"})
    with pytest.raises(EditConflict) as refused:
        services.settings.set({"organisation": "Alpha"}, seen=seen)
    [clash] = refused.value.clashes
    assert [(f.field, f.ours, f.theirs) for f in clash.fields] == [("organisation", "Alpha", "Beta")]
    services.settings.set({"decimal": ","}, seen={"decimal": ""})
    services.settings.set({"country": "DE"}, seen=seen)
    settings = store.settings
    assert (settings.get("organisation"), settings.get("decimal")) == ("Beta", ",")
    assert settings.country == "AT", "what was seen and not changed is no change"


def test_a_name_that_somebody_else_changed_meanwhile_is_asked_about(store: Store, services: Services) -> None:
    number, _ = services.owners.add("Ben")
    services.owners.rename(number, "Benno", seen="Ben")
    with pytest.raises(EditConflict) as refused:
        services.owners.rename(number, "Benjamin", seen="Ben")
    [clash] = refused.value.clashes
    assert [(f.field, f.ours, f.theirs) for f in clash.fields] == [("name", "Benjamin", "Benno")]
    services.owners.rename(number, "Benjamin", seen="Benno")
    assert store.owners.names()[number] == "Benjamin"
