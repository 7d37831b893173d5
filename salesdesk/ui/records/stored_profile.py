"""What the descriptions of records have in common."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from dataclasses import replace
from functools import partial
from typing import Any

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QWidget

from salesdesk.domain.activities import Activity
from salesdesk.domain.companies import Company
from salesdesk.domain.conflicts import Seen
from salesdesk.domain.contacts import Contact
from salesdesk.domain.deals import Deal
from salesdesk.domain.fields import FieldType
from salesdesk.errors import DomainError
from salesdesk.services.activities import Subject
from salesdesk.services.areas import RecordArea
from salesdesk.ui.context import Context
from salesdesk.ui.lists.look import ListLook
from salesdesk.ui.pages.activities.entry_dialog import EntryDialog, plan_step
from salesdesk.ui.reaching import Reaching, Uses
from salesdesk.ui.records.address import edit_address
from salesdesk.ui.records.deleting import before_deleting
from salesdesk.ui.records.profile import FieldRow
from salesdesk.ui.records.row_kit import address_row, custom_rows, plain_row

_ON_THE_WEB = frozenset({"website", "linkedin", "twitter", "facebook", "instagram"})


def _tr(text: str) -> str:
    return QCoreApplication.translate("records", text)


class StoredProfile:
    """Describes records of the store; ``host`` is the widget its dialogs open over."""

    look: ListLook

    def __init__(self, context: Context, host: Callable[[], QWidget]) -> None:
        self._context, self._host = context, host
        self._reach = Reaching(context)

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

    def rows(self, record: Any, *, whole: bool) -> list[FieldRow]:
        """Its fields."""
        raise NotImplementedError

    def about(self, record: Any) -> Subject:
        """What its activities belong to."""
        raise NotImplementedError

    def reach_actions(self, number: int) -> list[tuple[str, Callable[[], object]]]:
        """What can be done with the numbers and addresses of a record, for a menu."""
        record = self.load(number)
        rows = [] if record is None else self.rows(record, whole=True)
        return [(use.text, use.run) for row in rows for use in row.uses]

    def _plain_with_uses(self, record: Any, rows: list[FieldRow]) -> list[FieldRow]:
        """Rows of plain fields, with what can be done with the numbers and addresses among them."""
        about, name, values = self.about(record), self.name(record), record.values

        def uses(row: FieldRow) -> Uses:
            text = str(values.get(row.key) or "")
            if not text or row.key == "fax":
                return ()
            if row.type is FieldType.PHONE:
                return self._reach.phone(about, name, row.text)
            if row.type is FieldType.EMAIL:
                return self._reach.email(about, name, text)
            return self._reach.web(row.key, text) if row.key in _ON_THE_WEB else ()

        return [replace(row, uses=uses(row)) for row in rows]

    def _address_row(self, record: Any) -> FieldRow:
        row = address_row(record.values, lambda: self._edit_address(record))
        return replace(row, uses=self._reach.place(record.values, row.text))

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
