"""Saving a list as a file: exactly the rows and columns on screen."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QComboBox, QRadioButton, QWidget

from salesdesk.domain.fields import RecordKind
from salesdesk.domain.opt_outs import Way
from salesdesk.ui.audience_texts import left_out_text
from salesdesk.ui.context import Context
from salesdesk.ui.files.dialogs import choose_target
from salesdesk.ui.lists.look import ListLook
from salesdesk.ui.lists.progress_strip import ProgressStrip
from salesdesk.ui.preferences import Option
from salesdesk.ui.widgets.dialog import Dialog
from salesdesk.ui.widgets.form import FormField
from salesdesk.ui.widgets.text import label

if TYPE_CHECKING:
    from salesdesk.services.exports import (
        ExportResult,  # loads the workbook library: not before a file is written
    )

FORMAT = Option("export/format", ".xlsx")
FILE_KINDS = {".xlsx": "Excel workbook", ".csv": "Text with commas", ".vcf": "Contact cards"}


@dataclass(frozen=True, slots=True)
class ExportRequest:
    """What to write: records in order, column keys in order. ``name`` is the file name offered, ``way`` how the people in
    the file will be addressed, if they will be."""

    look: ListLook
    ids: Sequence[int]
    columns: tuple[str, ...]
    name: str
    way: Way | None = None


class ExportDialog(Dialog):
    """Says what will be written and asks for the format; ``chosen`` gets its suffix."""

    def __init__(
        self,
        parent: QWidget | None,
        context: Context,
        request: ExportRequest,
        chosen: Callable[[str], object],
    ) -> None:
        super().__init__(parent, "", width=440)
        self.heading.setText(self.tr("Export"))
        self.setWindowTitle(self.tr("Export"))
        rows = request.look.counted(len(request.ids), self.locale().toString(len(request.ids)))
        columns = len(request.columns)
        self.text.setText(
            self.tr("{0} with the {1} columns on screen, in the order on screen.").format(rows, columns)
            if columns != 1
            else self.tr("{0} with the one column on screen.").format(rows)
        )
        self.text.show()
        self._chosen = chosen
        self._formats: dict[str, QRadioButton] = {}
        for suffix, title, text in self._offers(request.look.kind):
            button = QRadioButton(title)
            button.setAccessibleDescription(text)
            note = label(text, "caption", wrap=True)
            note.setContentsMargins(23, 0, 0, 6)
            self._formats[suffix] = button
            self.add(button)
            self.add(note)
        self._way = QComboBox()
        self._way.addItem(self.tr("to keep or to work with"), None)
        self._way.addItem(self.tr("to send e-mail: without those who may not get any"), Way.EMAIL)
        self._way.addItem(self.tr("to call: without those who may not be called"), Way.PHONE)
        self._way.setCurrentIndex(max(0, self._way.findData(request.way)))
        if request.look.kind is RecordKind.CONTACTS:
            self.add(FormField(self.tr("What for"), self._way))
        else:
            self._way.setParent(self)  # else it would be a window of its own that nobody closes
            self._way.hide()
        self.body.setSpacing(0)
        wanted = context.preferences.get(FORMAT)
        self._formats.get(wanted, self._formats[".xlsx"]).setChecked(True)
        self.add_cancel(self.tr("Cancel"))
        save = self.add_button(self.tr("Choose file…"), self._accept, tone="primary", default=True)
        save.setEnabled(bool(request.ids and request.columns))

    def _offers(self, kind: RecordKind) -> list[tuple[str, str, str]]:
        offers = [
            (
                ".xlsx",
                self.tr("Excel workbook"),
                self.tr("A table with filters. It can be edited by others and brought back."),
            ),
            (".csv", self.tr("Text with commas (CSV)"), self.tr("For other programs.")),
        ]
        if kind is RecordKind.CONTACTS:
            cards = self.tr(
                "For address books and phones. Columns a card has no place for go into its notes."
            )
            offers.append((".vcf", self.tr("Contact cards (vCard)"), cards))
        return offers

    def format(self) -> str:
        """The suffix of the ticked format."""
        return next(suffix for suffix, button in self._formats.items() if button.isChecked())

    def way(self) -> Way | None:
        """How the people in the file will be addressed, None where they will not be."""
        way = self._way.currentData()
        return None if way is None else Way(way)

    def _accept(self) -> None:
        chosen = self.format()
        self.accept()
        self._chosen(chosen)


class Exporter:
    """The way from the Export button to the finished file. ``host`` is the page, ``strip`` shows the progress."""

    def __init__(self, host: QWidget, context: Context, strip: ProgressStrip) -> None:
        self._host, self._context, self._strip = host, context, strip

    def start(self, request: ExportRequest) -> None:
        """Ask for the format and the file, then write."""
        dialog = ExportDialog(
            self._host.window(),
            self._context,
            request,
            lambda suffix: self._ask_file(replace(request, way=dialog.way()), suffix),
        )
        dialog.open()

    def _ask_file(self, request: ExportRequest, suffix: str) -> None:
        self._context.preferences.set(FORMAT, suffix)
        choose_target(
            self._host.window(),
            self._context,
            "export",
            self._host.tr("Export to"),
            [f"{self._host.tr(FILE_KINDS[suffix])} (*{suffix})"],
            f"{safe_name(request.name)}{suffix}",
            lambda path: self.write(request, path),
        )

    def write(self, request: ExportRequest, path: Path) -> None:
        """Write in the worker and say what was written."""
        exports = self._context.services.exports
        self._strip.run(
            self._host.tr("Exporting {0}").format(path.name),
            lambda work: exports.export(
                request.look.kind,
                path,
                ids=request.ids,
                columns=request.columns,
                way=request.way,
                work=work,
            ),
            lambda result: self._told(request, result),
        )

    def _told(self, request: ExportRequest, result: ExportResult) -> None:
        rows = request.look.counted(result.rows, self._host.locale().toString(result.rows))
        text = self._host.tr("{0} exported to {1}").format(rows, result.path.name)
        if result.problems:
            first = result.problems[0]
            text += self._host.tr(" · {0} values were shortened, the first in row {1}").format(
                len(result.problems), first.row
            )
        if result.left_out:
            text += f" · {left_out_text(result.left_out, request.way)}"
        folder = str(result.path.parent)
        self._context.messages.say(
            text, self._host.tr("Open folder"), lambda: QDesktopServices.openUrl(QUrl.fromLocalFile(folder))
        )


def safe_name(name: str) -> str:
    """A file name without what file systems refuse."""
    return re.sub(r'[\\/:*?"<>|\x00-\x1f]+', " ", name).strip() or "export"
