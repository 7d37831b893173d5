"""A birthday without a year is typed, shown and merged in the window's own words."""

from __future__ import annotations

import pytest

from salesdesk.domain.fields import FieldType, RecordKind
from salesdesk.errors import InputError
from salesdesk.ui.lists.columns import value_text
from tests.refusals import refusing
from tests.ui.pages.office import Office


@pytest.mark.parametrize(
    ("typed", "shown"), [("14.02.", "14 Feb"), ("--0214", "14 Feb"), ("14 February", "14 Feb")]
)
def test_a_typed_birthday_may_lack_its_year(office: Office, typed: str, shown: str) -> None:
    anna = office.person("Anna Berg")
    office.services.contacts.edit(anna, "birthday", typed)
    row = office.store.list_of(RecordKind.CONTACTS).page([anna])[anna]
    assert row["birthday"] == "--02-14"
    assert value_text(FieldType.DATE, row["birthday"]) == shown


def test_a_day_that_can_be_two_is_asked_about(office: Office) -> None:
    office.services.settings.set({"country": ""})
    anna = office.person("Anna Berg")
    with refusing(InputError, match="can be --03-04 or --04-03"):
        office.services.contacts.edit(anna, "birthday", "3/4")


def test_the_year_is_kept_when_two_are_merged(office: Office) -> None:
    one, two = (
        office.person("Anna Berg", birthday="14.02."),
        office.person("Anna Berg", birthday="1980-02-14"),
    )
    office.services.merges.merge(RecordKind.CONTACTS, [one, two])
    (left,) = [i for i in (one, two) if office.store.contacts.get(i).deleted_at is None]
    assert office.store.contacts.get(left).values["birthday"] == "1980-02-14"
