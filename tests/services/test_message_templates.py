"""What a person does with templates of messages, on either engine."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from salesdesk.domain.conflicts import EditConflict
from salesdesk.domain.custom_fields import CustomType
from salesdesk.errors import DomainError, InputError
from salesdesk.services.services import Services, build_services
from salesdesk.store.engine.server_address import ServerAddress
from salesdesk.store.store import Store
from salesdesk.wording import worded
from tests.builders import Clock


@pytest.fixture
def opened(place: Path | ServerAddress) -> Iterator[tuple[Store, Services]]:
    store = Store(place, clock=Clock())
    yield store, build_services(store)
    store.close()


def test_they_are_kept_changed_and_forgotten_one_step_each(opened: tuple[Store, Services]) -> None:
    store, services = opened
    number, _ = services.message_templates.create(" Offer ", "For {company}", "Dear {first_name|there}\r\n")
    found = store.message_templates.get(number)
    assert (found.name, found.subject, found.body) == ("Offer", "For {company}", "Dear {first_name|there}")
    services.message_templates.change(number, "Offer", "About {deal_title}", found.body)
    services.message_templates.delete(number)
    assert store.message_templates.all() == []
    services.commands.undo()
    assert store.message_templates.get(number).subject == "About {deal_title}"
    services.commands.undo()
    assert store.message_templates.get(number).subject == "For {company}"
    services.commands.undo()
    with pytest.raises(DomainError):
        store.message_templates.get(number)


@pytest.mark.parametrize(
    ("values", "field", "sentence"),
    [
        (("", "Hello", "Text"), "name", "Give the template a name."),
        (("Offer", " ", "\n"), "body", "Write a subject or a text."),
        (
            ("Offer", "{shoe_size}", "Text"),
            "subject",
            "There is no field {shoe_size}. Insert one from the list, or take the braces away.",
        ),
        (("óffer", "Hello", "Text"), "name", "There is a template “óffer” already. Choose another name."),
    ],
)
def test_what_cannot_be_a_template_is_refused(
    opened: tuple[Store, Services], values: tuple[str, str, str], field: str, sentence: str
) -> None:
    store, services = opened
    if values[0] == "óffer":
        services.message_templates.create("Offer", "Hello", "Text")
    before = store.message_templates.all()
    with pytest.raises(InputError) as refused:
        services.message_templates.create(*values)
    assert (refused.value.field, worded(refused.value)) == (field, sentence)
    assert store.message_templates.all() == before


def test_own_fields_of_people_can_be_used(opened: tuple[Store, Services]) -> None:
    store, services = opened
    field, _ = services.custom_fields.create("contact", "Stand", CustomType.TEXT)
    name = store.custom_fields.get(field).name
    assert name in services.message_templates.fields()
    services.message_templates.create("Fair", "", f"We met at {{{name}}}")


def test_two_people_who_change_one_are_asked_only_about_what_both_changed(
    opened: tuple[Store, Services],
) -> None:
    store, services = opened
    service = services.message_templates
    number, _ = service.create("Offer", "Hello", "Text")
    seen = store.message_templates.get(number)
    service.change(number, "Offer", "Hello", "Their text", seen=seen)
    service.change(number, "Offer", "My subject", "Text", seen=seen)
    assert store.message_templates.get(number) == replace(seen, subject="My subject", body="Their text")
    with pytest.raises(EditConflict):
        service.change(number, "Offer", "Hello", "My text", seen=seen)
