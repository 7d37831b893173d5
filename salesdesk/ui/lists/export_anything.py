"""Exports that begin elsewhere than in a list: one record, a campaign, everything."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtWidgets import QBoxLayout

from salesdesk.domain.changes import EntityKind
from salesdesk.domain.entities import entities
from salesdesk.domain.fields import RecordKind
from salesdesk.domain.linked_kinds import CAMPAIGNS
from salesdesk.ui.files.dialogs import choose_target
from salesdesk.ui.lists.export_request import ExportRequest
from salesdesk.ui.lists.exporter import Exporter, safe_name
from salesdesk.ui.lists.look import ListLook
from salesdesk.ui.lists.progress_strip import ProgressStrip
from salesdesk.ui.page import Page


def _tr(text: str) -> str:
    return QCoreApplication.translate("exports", text)


@dataclass(frozen=True, slots=True)
class _CampaignLook(ListLook):
    """Campaigns have a page and no list; as rows of a sheet they have a kind of their own."""

    @property
    def kind(self) -> RecordKind:
        return CAMPAIGNS


def export_record(page: Page, look: ListLook, number: int, name: str) -> None:
    """Ask how one record leaves, with what belongs to it."""
    exporter_of(page).start(ExportRequest(look, [number], (), name))


def export_campaign(page: Page, number: int, name: str) -> None:
    """Ask how a campaign leaves, with its members, deals and activities."""
    look = _CampaignLook(entities()[EntityKind.CAMPAIGN], ())
    exporter_of(page).start(ExportRequest(look, [number], (), name))


def export_everything(page: Page) -> None:
    """Ask for a file, then write every record there is into it: a workbook, or texts packed together."""
    context = page.context
    asked = context.services.exports.everything()
    choose_target(
        page.window(),
        context,
        "export",
        _tr("Export everything to"),
        [_tr("Excel workbook (*.xlsx)"), _tr("Text tables and all files, packed (*.zip)")],
        f"{safe_name(Path(context.store.name).stem)}.xlsx",
        lambda path: exporter_of(page).write_file(asked, path),
    )


def exporter_of(page: Page) -> Exporter:
    """What exports from a page; the progress is shown below its first row."""
    only = Qt.FindChildOption.FindDirectChildrenOnly
    strip = page.findChild(ProgressStrip, options=only)
    if strip is None:
        strip = ProgressStrip(page.context, page)
        layout = page.layout()
        assert isinstance(layout, QBoxLayout)
        layout.insertWidget(1, strip)
    return Exporter(page, page.context, strip)
