"""Writing what was typed or pasted into the cells of a list."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from contextlib import suppress

from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QWidget

from salesdesk.domain.conflicts import Seen
from salesdesk.errors import SalesDeskError, StoreBusy
from salesdesk.phrases import said
from salesdesk.services.areas import RecordArea
from salesdesk.ui.context import Context
from salesdesk.ui.field_edits import FieldEdit
from salesdesk.ui.lists.look import ListLook
from salesdesk.ui.lists.model import ListModel
from salesdesk.ui.lists.progress_strip import ProgressStrip
from salesdesk.ui.widgets.record_table import RecordTable


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

    @property
    def _service(self) -> RecordArea:
        return self._context.services.area_of(self._look.kind)

    def write(self, record: int, key: str, value: object) -> None:
        """Write one cell."""
        tr, model, service = self._host.tr, self._model, self._service
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
        """Write the cells on the clipboard into the list, from the current cell on."""
        from salesdesk.ui.lists.paste import read_block  # reads typed values: not needed to show the list

        tr, locale, service = self._host.tr, self._host.locale(), self._service
        try:
            block = read_block(QGuiApplication.clipboard().text(), self._table, self._model)
        except SalesDeskError as error:
            self._context.messages.error(error)
            return
        if not block.edits:
            return
        rows = self._look.counted(len(block.edits), locale.toString(len(block.edits)))
        text = tr("{0} cells of {1} pasted").format(locale.toString(block.cells), rows)
        if block.left_over:
            text += tr(" · {0} rows had no place below").format(locale.toString(block.left_over))
        shown = {
            record: {key: self._model.shown(record, key) for key in values}
            for record, values in block.edits.items()
        }
        what = tr("Pasted cells of {0}").format(rows)
        self._context.edits.run(
            FieldEdit(self._look.entity, block.edits, what, block.text, seen=self._seen(shown)),
            self._after_strip(lambda edit: service.edit_many(edit.values, seen=edit.seen)),
            done=lambda changes: self._context.messages.done(text, changes),
        )

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
