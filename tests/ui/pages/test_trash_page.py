"""The trash says why a record lies there, and how many there are."""

from __future__ import annotations

import pytest
from pytestqt.qtbot import QtBot

from salesdesk.domain.fields import RecordKind
from salesdesk.store.records.trash import TrashRepository
from salesdesk.ui.pages.trash.page import TrashPage
from tests.ui.pages.office import Office


def test_a_record_that_was_merged_names_the_one_that_went_on(
    qtbot: QtBot, office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    one, other = office.person("Ann Berg"), office.person("Ann Berg-Cole")
    office.services.merges.merge(RecordKind.CONTACTS, [one, other])
    office.services.contacts.delete([office.person("Bo Dahl")])
    page = TrashPage(office.context)
    qtbot.addWidget(page)
    office.shown.append(page)
    page.resize(1100, 600)
    page.show()
    page.refresh()
    why, name = page.model.column_of("why"), page.model.column_of("title")
    qtbot.waitUntil(lambda: page.model.rowCount() == 2)
    told = {page.model.index(row, name).data(): page.model.index(row, why).data() for row in (0, 1)}
    gone = next(key for key in told if key != "Bo Dahl")
    (kept,) = [office.store.contacts.get(i).full_name for i in office.store.contacts.ids()]
    assert told == {gone: f"merged into {kept}", "Bo Dahl": "deleted"}
    assert page.header.subtitle.text() == "2"
    all_ = TrashRepository.all
    monkeypatch.setattr(TrashRepository, "all", lambda self: all_(self, 1))
    page.refresh()
    assert page.header.subtitle.text() == "the newest 1 of 2"
