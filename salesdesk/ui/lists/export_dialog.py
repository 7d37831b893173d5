"""What leaves and how: rows, format, columns, further sheets."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtWidgets import QCheckBox, QComboBox, QHBoxLayout, QWidget

from salesdesk.domain.fields import RecordKind
from salesdesk.domain.opt_outs import Way
from salesdesk.ui.context import Context
from salesdesk.ui.lists.export_columns import ExportColumns
from salesdesk.ui.lists.export_request import (
    FORMAT,
    OPEN_AFTER,
    SEPARATOR,
    ExportChoice,
    ExportRequest,
    usual_separator,
)
from salesdesk.ui.lists.export_sheets import LinkedSheets
from salesdesk.ui.value_texts import number_text
from salesdesk.ui.widgets.buttons import SegmentedButtons
from salesdesk.ui.widgets.dialog import Dialog
from salesdesk.ui.widgets.form import FormField
from salesdesk.ui.widgets.text import label, set_look
from salesdesk.ui.wording import worded

XLSX, CSV, VCF = ".xlsx", ".csv", ".vcf"
_SHOWN, _SELECTED, _EVERYTHING = "shown", "selected", "everything"
_MOST_NAMED = 4


class ExportDialog(Dialog):
    """Says what will be written and asks how; ``chosen`` gets an ``ExportChoice``."""

    def __init__(
        self,
        parent: QWidget | None,
        context: Context,
        request: ExportRequest,
        chosen: Callable[[ExportChoice], object],
    ) -> None:
        super().__init__(parent, "", width=540)
        self.heading.setText(self.tr("Export"))
        self.setWindowTitle(self.tr("Export"))
        self.text.show()
        self._context, self._request, self._chosen = context, request, chosen
        look = request.look
        offered = context.services.exports.columns(look.kind, worded)
        self._offered = {column.key: column for column in offered}
        self._rows = SegmentedButtons(self._row_offers(), name=self.tr("Rows"), pills=True, wrap=True)
        self._formats = SegmentedButtons(self._format_offers(), name=self.tr("Format"), pills=True, wrap=True)
        self._format_note = label("", "caption", wrap=True)
        self._separator = QComboBox()
        for value, text in (
            (",", self.tr("Comma")),
            (";", self.tr("Semicolon")),
            ("\t", self.tr("Tab")),
            ("|", self.tr("Vertical bar")),
        ):
            self._separator.addItem(text, value)
        self._separator_field = FormField(self.tr("Between the cells"), self._separator)
        self._columns = ExportColumns(context, look.kind, offered, request.columns)
        self._grey = label("", "caption", wrap=True)
        self._private = QCheckBox()
        self._sheets = LinkedSheets(context, look.kind)
        self._way = QComboBox()
        self._way.addItem(self.tr("to keep or to work with"), None)
        self._way.addItem(self.tr("to send e-mail: without those who may not get any"), Way.EMAIL)
        self._way.addItem(self.tr("to call: without those who may not be called"), Way.PHONE)
        self._way.setCurrentIndex(max(0, self._way.findData(request.way)))
        self._returns = label("", "caption", wrap=True)
        self._open_after = QCheckBox(self.tr("Open it afterwards"))
        self._lay_out(look.kind)
        self.add_cancel(self.tr("Cancel"))
        self._save = self.add_button(self.tr("Choose file…"), self._accept, tone="primary", default=True)
        self._begin()
        self._connect_signals()
        self._count()
        self._show()

    # ---- what is offered ----

    def _row_offers(self) -> list[tuple[str, str]]:
        request, counted = self._request, self._request.look.counted
        shown = counted(len(request.ids), number_text(len(request.ids)))
        offers = []
        if request.selected:
            offers.append((_SELECTED, self.tr("{0} selected").format(number_text(len(request.selected)))))
        if request.total is None or request.total <= len(request.ids):
            offers.append((_SHOWN, self.tr("All {0}").format(shown) if request.selected else shown))
        else:
            offers.append((_SHOWN, self.tr("{0} of the list").format(shown)))
            everything = counted(request.total, number_text(request.total))
            offers.append((_EVERYTHING, self.tr("All {0}").format(everything)))
        return offers

    def _format_offers(self) -> list[tuple[str, str]]:
        offers = [(XLSX, self.tr("Excel workbook")), (CSV, self.tr("Text (CSV)"))]
        if self._request.look.kind is RecordKind.CONTACTS:
            offers.append((VCF, self.tr("Contact cards (vCard)")))
        return offers

    def _lay_out(self, kind: RecordKind) -> None:
        rows = FormField(self.tr("Rows"), self._rows)
        self.add(rows)
        rows.setVisible(len(self._row_offers()) > 1)
        self.add(FormField(self.tr("Format"), self._formats))
        self.add(self._format_note)
        self.add(self._separator_field)
        self.add(self._columns)
        self.add(self._private)
        self.add(self._grey)
        self.add(self._sheets)
        way = FormField(self.tr("What for"), self._way)
        self.add(way)
        way.setVisible(kind is RecordKind.CONTACTS)
        self.add(self._returns)
        foot = QHBoxLayout()
        foot.addWidget(self._open_after)
        self.add_foot(foot)
        self.body.setSpacing(10)

    def _begin(self) -> None:
        preferences = self._context.preferences
        self._formats.set_current(XLSX)
        self._formats.set_current(preferences.get(FORMAT))
        separator = preferences.get(SEPARATOR) or usual_separator()
        self._separator.setCurrentIndex(max(0, self._separator.findData(separator)))
        self._open_after.setChecked(preferences.get(OPEN_AFTER))

    def _connect_signals(self) -> None:
        self._rows.chosen.connect(self._on_rows)
        self._formats.chosen.connect(self._show)
        self._columns.changed.connect(self._show)
        self._sheets.changed.connect(self._show)
        self._private.toggled.connect(self._show)

    # ---- what is chosen ----

    def format(self) -> str:
        """The suffix of the chosen format."""
        return self._formats.current()

    def way(self) -> Way | None:
        """How the people in the file will be addressed, None where they will not be."""
        way = self._way.currentData()
        return None if way is None else Way(way)

    @property
    def ids(self) -> Sequence[int] | None:
        """The records that leave, None for all of the kind."""
        sides = {_SELECTED: self._request.selected, _SHOWN: self._request.ids}
        return sides.get(self._rows.current())

    def choice(self) -> ExportChoice:
        """What was chosen."""
        return ExportChoice(
            self.format(),
            self.ids,
            self._columns.keys,
            self.way(),
            self._sheets.chosen if self.format() == XLSX else (),
            self._left_out(),
            str(self._separator.currentData()),
            self._open_after.isChecked(),
        )

    # ---- what is said ----

    def _on_rows(self) -> None:
        self._count()
        self._show()

    def _count(self) -> None:
        kind, ids, store = self._request.look.kind, self.ids, self._context.store
        service = self._context.services.exports
        self._sheets.count(lambda: service.linked(kind, store.list_of(kind).ids() if ids is None else ids))

    def _show(self) -> None:
        suffix, columns = self.format(), self._columns
        book, table = suffix == XLSX, suffix != VCF
        rows = len(self._request.ids if self.ids is None else self.ids)
        if self.ids is None:
            rows = self._request.total or rows
        keys = [key for key in columns.keys if key not in self._left_out()]
        counted = self._request.look.counted(rows, number_text(rows))
        self.text.setText(self._said(counted, len(keys)))
        self._format_note.setText(self._about_format(suffix))
        self._separator_field.setVisible(suffix == CSV)
        columns.setVisible(table)
        private = columns.titles(self._private_keys().intersection(columns.keys))
        named = self.tr("Leave private columns out: {0}").format(_some(private))
        self._private.setText(named if private else self.tr("Leave private columns out"))
        self._private.setVisible(table and bool(private or (book and self._sheets.chosen)))
        grey = [key for key in keys if key in self._offered and not self._offered[key].is_returned]
        self._grey.setText(self._about_grey(columns.titles(grey), len(grey) == len(keys)))
        self._grey.setVisible(table and bool(grey))
        self._sheets.setVisible(book and not self._sheets.is_empty)
        self._returns.setText(self._about_return(suffix))
        set_look(self._returns, tone="warn" if self._is_for_good else "")
        comes_back = len(grey) < len(keys) or bool(book and self._sheets.chosen)
        self._returns.setVisible(table and comes_back)
        self._save.setEnabled(rows > 0 and (bool(keys) or not table))

    def _said(self, counted: str, columns: int) -> str:
        if self.format() == VCF:
            return self.tr("{0}, a card each.").format(counted)
        if self._columns.is_of_view and not self._left_out():
            said = self.tr("{0} with the {1} columns on screen, in the order on screen.")
            one = self.tr("{0} with the one column on screen.")
        else:
            said, one = self.tr("{0} with {1} columns."), self.tr("{0} with one column.")
        text = one.format(counted) if columns == 1 else said.format(counted, number_text(columns))
        further = self._sheets.rows if self.format() == XLSX else 0
        if further:
            text += " " + self.tr("Further sheets: {0} rows.").format(number_text(further))
        return text

    def _about_format(self, suffix: str) -> str:
        return {
            XLSX: self.tr("A table with filters and drop-downs, which Excel, LibreOffice and others edit."),
            CSV: self.tr("For other programs. Amounts and their currency stand in two columns."),
            VCF: self.tr("For address books and phones. Columns a card has no place for go into its notes."),
        }[suffix]

    def _about_grey(self, titles: Sequence[str], all_of_them: bool) -> str:
        if all_of_them:
            return self.tr("This list is for reading only: what is changed in it is not taken back.")
        if len(titles) == 1:
            return self.tr("{0} is for reading only: what is changed there is not taken back.").format(
                titles[0]
            )
        text = self.tr("{0} are for reading only: what is changed there is not taken back.")
        return text.format(_some(titles))

    def _about_return(self, suffix: str) -> str:
        if self._is_for_good:
            return self.tr(
                "This file can only be read, so the export is not noted: it cannot be merged back."
            )
        if suffix == XLSX:
            return self.tr(
                "What others change in it is merged back cell by cell: drop the workbook on this window."
            )
        return self.tr("What others change in it can be merged back.")

    @property
    def _is_for_good(self) -> bool:
        """Whether nobody will know of the export when it comes back."""
        return bool(self._context.store.database.read_only)

    def _left_out(self) -> frozenset[str]:
        return self._private_keys() if self._private.isChecked() else frozenset()

    def _private_keys(self) -> frozenset[str]:
        return frozenset(key for key, column in self._offered.items() if column.is_private)

    def _accept(self) -> None:
        preferences = self._context.preferences
        choice = self.choice()
        preferences.set(FORMAT, choice.suffix)
        preferences.set(OPEN_AFTER, choice.open_after)
        if choice.suffix == CSV:
            usual = choice.separator == usual_separator()
            preferences.set(SEPARATOR, "" if usual else choice.separator)
        self._sheets.remember()
        self.accept()
        self._chosen(choice)


def _some(titles: Sequence[str]) -> str:
    """The first of some titles, and how many more there are."""
    named = ", ".join(titles[:_MOST_NAMED])
    more = len(titles) - _MOST_NAMED
    return f"{named} +{number_text(more)}" if more > 0 else named
