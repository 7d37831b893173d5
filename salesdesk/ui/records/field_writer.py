"""Writing a value typed into a field of the record on screen."""

from __future__ import annotations

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from salesdesk.domain.changes import EntityKind
from salesdesk.errors import DomainError, SalesDeskError
from salesdesk.ui.context import Context
from salesdesk.ui.field_edits import FieldEdit, TypedValue
from salesdesk.ui.records.fields_view import FieldsView
from salesdesk.ui.records.profile import RecordProfile


class FieldWriter(QObject):
    """Writes what is typed into ``fields``, and keeps them showing what waits for the file or was refused."""

    def __init__(self, context: Context, profile: RecordProfile, fields: FieldsView, owner: QWidget) -> None:
        super().__init__(owner)
        self._context, self._profile, self._fields, self._owner = context, profile, fields, owner
        self._number: int | None = None
        context.edits.changed.connect(self._on_changed)
        fields.edited.connect(self.write)
        fields.dropped.connect(self._drop)

    def show_record(self, number: int) -> dict[str, TypedValue]:
        """The record in hand from now on; returns what is typed into it and not stored."""
        self._number = number
        return self._context.edits.of_record(self._profile.look.entity, number)

    def write(self, key: str, value: object) -> None:
        """Write one field of the record in hand."""
        number, profile, fields = self._number, self._profile, self._fields
        record = None if number is None else profile.load(number)
        if number is None or record is None:
            return
        name = profile.name(record)
        row = next((row for row in profile.rows(record, whole=True) if row.key == key), None)
        title = (row.name or row.title) if row is not None else key
        named = dict(row.choices or ()) if row is not None else {}
        text = named.get(value) or str(value or "")

        def edit() -> object:
            present = profile.load(number)  # what was changed meanwhile is not written over
            if present is None:
                raise DomainError("Not here any more", f"{name} was deleted, so {title} was not changed.")
            return profile.edit(present, key, value)

        def failed(error: SalesDeskError) -> bool:
            return self._number == number and fields.refuse(key, error.message)

        self._context.edits.run(
            FieldEdit(
                profile.look.entity,
                {number: {key: value}},
                self._owner.tr("{0} of {1}").format(title, name),
                text,
            ),
            edit,
            taken=fields.done,
            done=lambda _changes: self._context.messages.done(self._owner.tr("{0} saved").format(name)),
            failed=failed,
            owner=self._owner,
        )

    def _drop(self, key: str) -> None:
        if self._number is not None:
            self._context.edits.forget(self._profile.look.entity, self._number, key)

    def _on_changed(self, kind: EntityKind, records: frozenset[int]) -> None:
        if kind is self._profile.look.entity and self._number in records:
            self._fields.show_typed(self._context.edits.of_record(kind, self._number))
