"""A record as its declaration alone describes it: the plain rows of its fields and what happened with it."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from functools import partial

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QWidget

from salesdesk.domain.columns import ListRow
from salesdesk.domain.conflicts import Seen
from salesdesk.domain.fields import FIELD
from salesdesk.domain.filters import Condition, Filter, Op
from salesdesk.services.activities import Subject
from salesdesk.services.areas import RecordArea
from salesdesk.store.records.timelines import Timeline
from salesdesk.ui.context import Context
from salesdesk.ui.lists.look import ListLook
from salesdesk.ui.records.deleting import before_deleting
from salesdesk.ui.records.profile import FieldRow, JourneyStep, SideCard
from salesdesk.ui.records.record_form import FormSection, RecordForm
from salesdesk.ui.records.row_kit import custom_rows, plain_row


def _tr(text: str) -> str:
    return QCoreApplication.translate("records", text)


class DeclaredProfile:
    """Describes records of an entity that needs nothing of its own beside the list."""

    def __init__(self, context: Context, look: ListLook, host: Callable[[], QWidget]) -> None:
        self._context, self.look, self._host = context, look, host
        self._list = context.store.list_of(look.kind)

    def load(self, number: int) -> ListRow | None:
        """The row of the record, None when it is gone or in the trash."""
        there = self._list.ids(Filter((Condition("id", Op.IS, (str(number),)),)))
        return self._list.page(there).get(number)

    def name(self, record: ListRow) -> str:
        """What the record is called."""
        return str(record[self._list.name_field] or "")

    def subtitle(self, record: ListRow, *, whole: bool) -> str:
        """Nothing but the name."""
        return ""

    def rows(self, record: ListRow, *, whole: bool) -> list[FieldRow]:
        """Every field with a column, in the order of the list; empty ones on the page only."""
        rows = [
            plain_row(column.key, record[column.key])
            for column in self._list.columns()
            if column.key in FIELD and column.editable
        ]
        store = self._context.store
        own = store.custom_fields.by_key(self.look.entity.value, record.id)
        rows += custom_rows(store.custom_fields.of(self.look.entity.value), own, store)
        return [row for row in rows if whole or not row.is_empty]

    def seen(self, number: int, keys: Collection[str]) -> Seen:
        """What an edit of these fields is made from that is begun now."""
        return self._service.seen(number, keys)

    def edit(self, number: int, values: Mapping[str, object], seen: Seen) -> object:
        """Write fields of what the rows show."""
        return self._service.update(number, values, seen=seen)

    def about(self, record: ListRow) -> Subject:
        """The company that it names."""
        return Subject(None, record["company_id"], None)

    def timeline(self, record: ListRow) -> Timeline:
        """What became different of it."""
        return self._context.store.timelines.record(self.look.entity, record.id)

    def journey(self, record: ListRow) -> list[JourneyStep]:
        """None: it has no stages."""
        return []

    def cards(self, record: ListRow) -> list[SideCard]:
        """None: nothing hangs on it."""
        return []

    def actions(self, record: ListRow) -> list[tuple[str, Callable[[], object]]]:
        """The menu of the page."""
        return [(_tr("Delete"), lambda: self._delete(record))]

    def edit_all(self, record: ListRow, parent: QWidget) -> None:
        """The form with every field."""
        seen = self._service.seen(record.id, [column.key for column in self._list.columns()])
        name = self.name(record)
        RecordForm(
            parent,
            self._context,
            _tr("Edit {0}").format(name),
            [FormSection("", self.rows(record, whole=True))],
            partial(self._service.update, record.id, seen=seen),
            lambda changes: self._context.messages.done(_tr("{0} saved").format(name), changes),
            seen=seen,
            kind=self.look.entity,
        ).open()

    @property
    def _service(self) -> RecordArea:
        return self._context.services.area_of(self.look.kind)

    def _delete(self, record: ListRow) -> None:
        name, host = self.name(record), self._host()
        delete = partial(
            self._context.writes.run,
            partial(self._service.delete, [record.id]),
            what=_tr("Delete {0}").format(name),
            done=lambda changes: self._context.messages.done(_tr("{0} deleted").format(name), changes),
            owner=host,
        )
        before_deleting(host, self._context, self._service, [record.id], name, delete)
