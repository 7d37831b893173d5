"""Saved views stand in the rail with the number of records they show now."""

from __future__ import annotations

from salesdesk.domain.changes import Cause
from salesdesk.domain.columns import filter_fields
from salesdesk.domain.fields import RecordKind
from salesdesk.domain.filters import Filter, Sort, parse_filter
from salesdesk.phrases import said
from salesdesk.ui.window.workspace import Workspace
from tests.ui.pages.office import Office, until


def counts(workspace: Workspace) -> dict[str, str]:
    return {item.title_text: item.count.text() for item in workspace.window.rail._views}


def save(office: Office, name: str, text: str, kind: RecordKind = RecordKind.CONTACTS) -> int:
    filter_ = parse_filter(text, filter_fields(kind)) if text else Filter()
    return office.services.saved_views.create(kind, name, filter_, Sort())[0]


def test_views_are_counted_after_they_are_shown(workspace: Workspace, filed_office: Office) -> None:
    before = filed_office.store.contacts.count()
    save(filed_office, "Everybody", "")
    save(filed_office, "Nobody", "name:nobody")
    assert counts(workspace) == {"Everybody": "", "Nobody": ""}  # never in the thread of the window
    until(lambda: counts(workspace) == {"Everybody": str(before), "Nobody": "0"})
    filed_office.person("Nobody")
    until(lambda: counts(workspace) == {"Everybody": str(before + 1), "Nobody": "1"})


def test_a_renamed_view_keeps_its_number_and_a_deleted_one_goes(
    workspace: Workspace, filed_office: Office
) -> None:
    view = save(filed_office, "Companies", "", RecordKind.COMPANIES)
    number = str(filed_office.store.companies.count())
    until(lambda: counts(workspace) == {"Companies": number})
    filed_office.services.saved_views.change(view, name="Firms")
    assert counts(workspace) == {"Firms": number}
    filed_office.services.saved_views.delete(view)
    assert counts(workspace) == {}


def test_a_view_over_a_field_that_is_gone_has_no_number(workspace: Workspace, filed_office: Office) -> None:
    field, _ = filed_office.services.custom_fields.create("contact", "Size")
    key = filed_office.store.custom_fields.get(field).name
    save(filed_office, "Sized", f"{key}:?")
    until(lambda: counts(workspace) == {"Sized": "0"})
    found = filed_office.store.custom_fields.get(field)
    with filed_office.store.unit_of_work(Cause.EDIT, said("Delete the field")) as uow:
        filed_office.store.custom_fields.delete(uow, found)
    until(lambda: counts(workspace) == {"Sized": ""})
