"""The way from the Export button to the finished file."""

from __future__ import annotations

import re
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QWidget

from salesdesk.domain.entities import entities
from salesdesk.ui.audience_texts import left_out_text
from salesdesk.ui.context import Context
from salesdesk.ui.files.dialogs import choose_target
from salesdesk.ui.lists.export_dialog import CSV, VCF, XLSX, ExportDialog
from salesdesk.ui.lists.export_request import ExportChoice, ExportRequest
from salesdesk.ui.lists.progress_strip import ProgressStrip
from salesdesk.ui.value_texts import number_text
from salesdesk.ui.wording import worded

if TYPE_CHECKING:
    from salesdesk.services import exports  # loads the workbook library: not before a file is written

FILE_KINDS = {XLSX: "Excel workbook", CSV: "Text (CSV)", VCF: "Contact cards"}


class Exporter:
    """Asks and writes. ``host`` is the page, ``strip`` shows the progress."""

    def __init__(self, host: QWidget, context: Context, strip: ProgressStrip) -> None:
        self._host, self._context, self._strip = host, context, strip

    def start(self, request: ExportRequest) -> None:
        """Ask what leaves and how, then for the file, then write."""
        ExportDialog(self._host.window(), self._context, request, partial(self._ask_file, request)).open()

    def _ask_file(self, request: ExportRequest, choice: ExportChoice) -> None:
        choose_target(
            self._host.window(),
            self._context,
            "export",
            self._host.tr("Export to"),
            [f"{self._host.tr(FILE_KINDS[choice.suffix])} (*{choice.suffix})"],
            f"{safe_name(request.name)}{choice.suffix}",
            lambda path: self.write(request, path, choice),
        )

    def write(self, request: ExportRequest, path: Path, choice: ExportChoice | None = None) -> None:
        """Write in the worker and say what was written; without a ``choice`` exactly what the request says."""
        made = choice or ExportChoice(path.suffix.lower(), request.ids, request.columns, request.way)
        self.write_file(asked_of(request, made), path, open_after=made.open_after)

    def write_file(self, asked: exports.ExportRequest, path: Path, *, open_after: bool = False) -> None:
        """Write what is asked for."""
        service = self._context.services.exports
        self._strip.run(
            self._host.tr("Exporting {0}").format(path.name),
            lambda work: service.write(asked, path, worded, work),
            partial(self._told, asked, open_after),
        )

    def _told(self, asked: exports.ExportRequest, open_after: bool, result: exports.ExportResult) -> None:
        tr = self._host.tr
        rows = _counted(result)
        text = tr("{0} exported to {1}").format(rows, result.path.name)
        if len(result.sheets) > 1:
            text += tr(" in {0} sheets").format(number_text(len(result.sheets)))
        if result.problems:
            first = result.problems[0]
            text += tr(" · {0} values were shortened, the first in row {1}").format(
                len(result.problems), first.row
            )
        if result.left_out:
            text += f" · {left_out_text(result.left_out, asked.way)}"
        if not result.returns and result.path.suffix.lower() != VCF:
            text += tr(" · it cannot be merged back")
        folder = str(result.path.parent)
        self._context.messages.say(
            text, tr("Open folder"), lambda: QDesktopServices.openUrl(QUrl.fromLocalFile(folder))
        )
        if open_after:
            QDesktopServices.openUrl(QUrl.fromLocalFile(str(result.path)))


def _counted(result: exports.ExportResult) -> str:
    """How many records of the first sheet, and how many rows of the others."""
    spec = next((one for one in entities().values() if one.records is result.kind), None)
    number = number_text(result.rows)
    if spec is None:
        return QCoreApplication.translate("lists", "{0} rows").format(number)
    return f"{number} {QCoreApplication.translate('lists', spec.words[0 if result.rows == 1 else 1])}"


def asked_of(request: ExportRequest, choice: ExportChoice) -> exports.ExportRequest:
    """What the service is asked to write."""
    from salesdesk.services import exports

    look = request.look
    title = "" if request.name == look.title else request.name
    rows = exports.Rows(look.kind, choice.ids, columns=choice.columns or None, title=title)
    return exports.ExportRequest(
        (rows,),
        choice.linked,
        choice.private,
        choice.way,
        choice.separator,
        choice.decimal,
        summary=choice.suffix == XLSX,
    )


def safe_name(name: str) -> str:
    """A file name without what file systems refuse."""
    return re.sub(r'[\\/:*?"<>|\x00-\x1f]+', " ", name).strip() or "export"
