"""Writing what was typed, pasted or filled down into the cells of a list, and copying them."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from contextlib import suppress
from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QWidget

from salesdesk.domain.conflicts import Seen
from salesdesk.errors import SalesDeskError, StoreBusy
from salesdesk.phrases import said
from salesdesk.services.areas import RecordArea
from salesdesk.ui.context import Context
from salesdesk.ui.field_edits import FieldEdit
from salesdesk.ui.lists.asking import AskFirst
from salesdesk.ui.lists.look import ListLook
from salesdesk.ui.lists.model import ListModel
from salesdesk.ui.lists.progress_strip import ProgressStrip
from salesdesk.ui.models.record_table_model import ValueRole
from salesdesk.ui.widgets.copied_rows import copied_rows
from salesdesk.ui.widgets.record_table import RecordTable

if TYPE_CHECKING:
    from salesdesk.ui.lists.paste import PastedBlock

IN_WORKER_FROM = 400
"""So many rows are read and written off the GUI thread."""
MOST_COPIED = 50_000
MOST_ASKED = 50


class CellEdits:
    """Writes the cells of one list; ``host`` is its page. Of what is typed while ``strip`` changes many records, nothing is
    lost: it is written after them."""

    def __init__(
        self,
        host: QWidget,
        context: Context,
        look: ListLook,
        table: RecordTable,
        model: ListModel,
        strip: ProgressStrip,
    ) -> None:
        self._host, self._context, self._look = host, context, look
        self._table, self._model, self._strip = table, model, strip
        self.ask_first: AskFirst = lambda _values, write: write(self._service)

    @property
    def _service(self) -> RecordArea:
        return self._context.services.area_of(self._look.kind)

    def write(self, record: int, key: str, value: object) -> None:
        """Write one cell."""
        self.ask_first({record: {key: value}}, lambda service: self._write_cell(service, record, key, value))

    def _write_cell(self, service: RecordArea, record: int, key: str, value: object) -> None:
        tr, model = self._host.tr, self._model
        column = next(column for column in model.columns if column.key == key)
        row = None
        with suppress(
            SalesDeskError
        ):  # a database that cannot be read now: writing says so, and keeps the text
            row = model.record(at) if (at := model.row_of(record)) >= 0 else None
        name = row[self._context.store.list_of(self._look.kind).name_field] if row is not None else ""
        edit = FieldEdit(
            self._look.entity,
            {record: {key: value}},
            tr("{0} of {1}").format(column.title, name),
            column.typed_text(value),
            seen=self._seen({record: {key: model.shown(record, key)}}),
        )
        self._context.edits.run(
            edit,
            self._after_strip(lambda edit: service.edit(record, key, value, seen=edit.seen)),
            done=lambda changes: self._context.messages.done(tr("{0} saved").format(column.title), changes),
        )

    def paste(self) -> None:
        """Write the cells on the clipboard into the list, from the current cell on. Where some cannot be taken, these are
        shown before."""
        from salesdesk.ui.lists.paste import (  # reads typed values: not needed for the list
            read_block,
        )

        try:
            block = read_block(QGuiApplication.clipboard().text(), self._table, self._model)
        except SalesDeskError as error:
            self._context.messages.error(error)
            return
        titles = {column.key: column.title for column in self._model.columns}
        takes = self._service.refuse_value

        def checked(found: PastedBlock) -> None:
            if found.bad:
                self._ask(found)
            elif found.edits:
                self._write_block(found)

        if len(block.edits) < IN_WORKER_FROM:
            checked(block.refuse(takes, titles))
        else:
            text = self._host.tr("Reading what was copied…")
            self._strip.run(text, lambda _work: block.refuse(takes, titles), checked)

    def fill_down(self) -> None:
        """Write what stands in the first selected row into the current column of the others."""
        index, chosen = self._table.currentIndex(), self._table.selected_ids()
        column = self._model.columns[index.column()] if index.isValid() else None
        if column is None or len(chosen) < 2:
            self._context.messages.say(self._host.tr("Select the rows to fill, the one to copy from first."))
            return
        if not column.editable:
            text = self._host.tr("{0} is filled by the program.").format(column.title)
            self._context.messages.say(text)
            return
        first = self._model.index(self._model.row_of(chosen[0]), index.column())
        value = self._model.data(first, Qt.ItemDataRole.EditRole)
        if column.choices is not None:
            value = self._model.data(first, ValueRole)
        key = column.key
        rows = self._look.counted(len(chosen) - 1, self._host.locale().toString(len(chosen) - 1))
        text = self._host.tr("{0} of {1} filled").format(column.title, rows)
        self._write({record: {key: value} for record in chosen[1:]}, text, text, column.typed_text(value))

    def copy(self, *, heads: bool = True) -> None:
        """Put the selected rows on the clipboard, with the titles of the columns where ``heads`` are wanted."""
        ids, columns, model = self._table.selected_ids(), self._table.visible_columns(), self._model
        tr, messages = self._host.tr, self._context.messages
        count = self._look.counted(len(ids), self._host.locale().toString(len(ids)))
        if len(ids) > MOST_COPIED:
            most = self._host.locale().toString(MOST_COPIED)
            messages.say(
                tr("{0} are too many to copy, {1} at most. Export them instead.").format(count, most)
            )
            return

        def copied(rows: Mapping[int, Any]) -> None:
            found = [rows.get(record) for record in ids]
            QGuiApplication.clipboard().setMimeData(copied_rows(found, columns, heads=heads))
            if len(ids) > 1:
                messages.say(tr("{0} copied").format(count))

        if len(ids) < IN_WORKER_FROM:
            copied({record: model.record(model.row_of(record)) for record in ids})
        else:
            reader = self._context.store.list_of(self._look.kind)
            self._strip.run(tr("Copying {0}…").format(count), lambda _work: reader.page(ids), copied)

    def _ask(self, block: PastedBlock) -> None:
        from salesdesk.ui.lists.paste_dialog import PasteDialog

        field = self._context.store.list_of(self._look.kind).name_field
        bad = list(dict.fromkeys(cell.record for cell in block.bad))[:MOST_ASKED]
        found = self._context.store.list_of(self._look.kind).page(bad, [field])
        names = {number: str(row[field] or "") for number, row in found.items()}
        rows = self._look.counted(len(block.edits), self._host.locale().toString(len(block.edits)))
        dialog = PasteDialog(self._host.window(), block, names, rows)
        dialog.chosen.connect(lambda: self._write_block(block))
        dialog.open()

    def _write_block(self, block: PastedBlock) -> None:
        tr, locale = self._host.tr, self._host.locale()
        rows = self._look.counted(len(block.edits), locale.toString(len(block.edits)))
        text = tr("{0} cells of {1} pasted").format(locale.toString(block.cells), rows)
        if block.left_over:
            text += tr(" · {0} rows had no place below").format(locale.toString(block.left_over))
        from salesdesk.ui.lists.paste import named_first  # it made the block

        if block.unknown:
            text += tr(" · no column here: {0}").format(named_first(block.unknown))
        if block.passed_over:
            text += tr(" · filled by the program: {0}").format(named_first(block.passed_over))
        self._write(block.edits, tr("Pasted cells of {0}").format(rows), text, block.text)

    def _write(self, values: Mapping[int, Mapping[str, object]], what: str, text: str, typed: str) -> None:
        """Write cells as one step to undo: at once when they are few, in the worker when they are many."""
        self.ask_first(values, lambda service: self._write_by(service, values, what, text, typed))

    def _write_by(
        self,
        service: RecordArea,
        values: Mapping[int, Mapping[str, object]],
        what: str,
        text: str,
        typed: str,
    ) -> None:
        counted = self._look.counted(len(values), self._host.locale().toString(len(values)))
        same = self._host.tr("{0}: nothing to change").format(counted)
        done = partial(self._context.messages.done, unchanged=same)
        if len(values) < IN_WORKER_FROM:
            shown = {
                record: {key: self._model.shown(record, key) for key in given}
                for record, given in values.items()
            }
            self._context.edits.run(
                FieldEdit(self._look.entity, values, what, typed, seen=self._seen(shown)),
                self._after_strip(lambda edit: service.edit_many(edit.values, seen=edit.seen)),
                done=lambda changes: done(text, changes),
            )
            return
        write = self._context.writes.before(lambda _work: service.edit_many(values))
        self._strip.run(f"{what}…", write, lambda changes: done(text, changes))

    def _after_strip(self, write: Callable[[FieldEdit], object]) -> Callable[[FieldEdit], object]:
        """A cell that is typed into while many records are changed at once is written after them, as it was typed."""
        strip, problem = (
            self._strip,
            self._host.tr("Many records are still being changed. Wait for that to end."),
        )

        def run(edit: FieldEdit) -> object:
            if strip.is_busy:
                raise StoreBusy(said(problem, problem))
            return write(edit)

        return run

    def _seen(self, shown: Mapping[int, Mapping[str, object]]) -> Seen:
        """What cells are typed from. While this window changes many records, what stands there before the typed values are
        written is its own doing and no reason to ask."""
        since = self._context.store.others.announced if self._strip.is_busy else None
        return self._context.edits.seen(self._look.entity, shown, since=since)
