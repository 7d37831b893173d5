"""What a page shows before the worker has come to it: nothing that would be wrong a moment later."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from threading import Event

import pytest
from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

from salesdesk.ui.context import Context
from salesdesk.ui.page import Page
from salesdesk.ui.widgets.empty_state import EmptyState
from salesdesk.ui.window.workspace import Workspace
from tests.ui.pages.office import Office, until

PAGES = (
    "today", "contacts", "contact", "companies", "company", "pipeline", "deals", "deal", "forecast", "campaigns", "campaign",
    "activities", "duplicates", "reports", "own_reports", "targets", "import", "merge", "trash", "history", "help", "settings",
)  # fmt: skip


@contextmanager
def busy_worker(context: Context) -> Iterator[None]:
    """The worker has something else to do first."""
    free = Event()
    context.tasks.run(lambda _work: free.wait(30), done=lambda _result: None, owner=context.tasks)
    try:
        yield
    finally:
        free.set()


def nameless(page: Page) -> list[str]:
    """Buttons to press that do not say for what, and pictures of nothing without a word."""
    pressed = [b for b in page.findChildren(QPushButton) if b.isVisible() and not b.accessibleName()]
    states = [state for state in page.findChildren(EmptyState) if state.isVisible()]
    return [type(b).__name__ for b in pressed if not b.text().strip()] + [
        "without a word" for state in states if not state.title.text()
    ]


@pytest.mark.parametrize("key", PAGES)
def test_nothing_is_offered_before_it_is_known(
    qtbot: QtBot, filed_office: Office, workspace: Workspace, key: str
) -> None:
    context, store = filed_office.context, filed_office.store
    services = filed_office.services
    services.companies.create({"company": "Nordwind"})
    services.campaigns.create("Fair")
    targets = {
        "contact": store.contacts.ids()[0],
        "company": store.companies.ids()[0],
        "deal": store.deals.ids()[0],
        "campaign": store.campaigns.all()[0].id,
    }
    until(lambda: not context.tasks.is_busy)
    with busy_worker(context):
        workspace.window.show_page(key, targets.get(key))
        qtbot.wait(60)
        page = workspace.window.page(key)
        assert page.isVisible()
        assert nameless(page) == []
    until(lambda: not context.tasks.is_busy)
    qtbot.wait(60)
    assert nameless(page) == []


def test_reports_are_added_up_before_anything_is_said_of_them(
    qtbot: QtBot, filed_office: Office, workspace: Workspace
) -> None:
    with busy_worker(filed_office.context):
        workspace.window.show_page("reports")
        qtbot.wait(60)
        page = workspace.window.page("reports")
        shown = [state.title.text() for state in page.findChildren(EmptyState) if state.isVisible()]
        offered = {b.text() for b in page.findChildren(QPushButton) if b.isVisible() and b.isEnabled()}
        assert shown == ["Adding up…"]
        assert not {"Add a deal", "Excel", "PDF"} & offered
    until(lambda: not any(state.isVisible() for state in page.findChildren(EmptyState)))
