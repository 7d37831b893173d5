"""What the descriptions of records have in common."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from functools import partial
from typing import Any

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QWidget

from salesdesk.domain.activities import Activity
from salesdesk.domain.companies import Company
from salesdesk.domain.conflicts import Seen
from salesdesk.domain.contacts import Contact
from salesdesk.domain.deals import Deal
from salesdesk.errors import DomainError
from salesdesk.services.activities import Subject
from salesdesk.services.areas import RecordArea
from salesdesk.ui.context import Context
from salesdesk.ui.lists.look import ListLook
from salesdesk.ui.pages.activities.entry_dialog import EntryDialog, plan_step
from salesdesk.ui.records.address import edit_address
from salesdesk.ui.records.deleting import before_deleting
from salesdesk.ui.records.profile import FieldRow
from salesdesk.ui.records.row_kit import address_row, custom_rows, plain_row


def _tr(text: str) -> str:
    return QCoreApplication.translate("records", text)


class StoredProfile:
    """Describes records of the store; ``host`` is the widget its dialogs open over."""

    look: ListLook

    def __init__(self, context: Context, host: Callable[[], QWidget]) -> None:
        self._context, self._host = context, host

    def load(self, number: int) -> Contact | Company | Deal | None:
        """The record, None when it is gone or in the trash."""
        try:
            record = self._stored(number)
        except DomainError:
            return None
        return record if record.deleted_at is None else None

    def seen(self, number: int, keys: Collection[str]) -> Seen:
        """What an edit of these fields is made from that is begun now."""
        return self._service.seen(number, keys)

    def edit(self, number: int, values: Mapping[str, object], seen: Seen) -> object:
        """Write fields of what the rows show."""
        return self._service.update(number, values, seen=seen)

    @property
    def _service(self) -> RecordArea:
        return self._context.services.area_of(self.look.kind)

    def _stored(self, number: int) -> Contact | Company | Deal:
        """The record, also from the trash; raises ``DomainError`` when it is gone."""
        raise NotImplementedError

    def name(self, record: Any) -> str:
        """What the record is called."""
        raise NotImplementedError

    def about(self, record: Any) -> Subject:
        """What its activities belong to."""
        raise NotImplementedError

    def _address_row(self, record: Any) -> FieldRow:
        return address_row(record.values, lambda: self._edit_address(record))

    def _last_rows(self, record: Any, *, whole: bool) -> list[FieldRow]:
        """The person's own fields, empty ones on the page only, and the notes."""
        store = self._context.store
        fields = store.custom_fields.of(self.look.entity.value)
        own = [row for row in custom_rows(fields, record.custom, store) if whole or not row.is_empty]
        return [*own, plain_row("notes", record.values.get("notes"))]

    def _edit_address(self, record: Any) -> None:
        edit_address(self._host(), self._context, self.look, record.id, self.name(record), record.values)

    def _open_step(self, record: Any, step: Activity | None) -> None:
        if step is None:
            plan_step(self._host(), self._context, self.about(record))
        else:
            EntryDialog(self._host(), self._context, step).open()

    def _open_deal(self, number: int) -> None:
        self._context.navigate("deal", number)

    def _delete(self, record: Any) -> None:
        name, host = self.name(record), self._host()

        def done(_changes: object) -> None:
            self._context.messages.done(_tr("{0} deleted").format(name))
            if not waits:
                self._context.navigate.back()

        waits: list[bool] = []

        def delete() -> None:
            self._context.writes.run(
                partial(self._service.delete, [record.id]),
                what=_tr("Delete {0}").format(name),
                done=done,
                owner=host,
            )
            waits.append(True)

        before_deleting(host, self._context, self._service, [record.id], name, delete)
