"""The row of links above the reports."""

from __future__ import annotations

from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

from salesdesk.ui.pages.reports.sections import SectionsRow


def test_a_link_opens_its_page(qtbot: QtBot) -> None:
    opened: list[str] = []
    row = SectionsRow(opened.append, (("Reports", "reports"), ("Targets", "targets")))
    qtbot.addWidget(row)
    links = {link.text(): link for link in row.findChildren(QPushButton)}
    links["Targets"].click()
    assert opened == ["targets"]


def test_without_pages_there_is_no_row(qtbot: QtBot) -> None:
    row = SectionsRow(lambda key: None, ())
    qtbot.addWidget(row)
    assert row.isHidden()
