"""Writing a value typed into a field of the record on screen."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from salesdesk.domain.changes import EntityKind
from salesdesk.domain.conflicts import Seen
from salesdesk.errors import SalesDeskError
from salesdesk.ui.context import Context
from salesdesk.ui.field_edits import FieldEdit, TypedValue
from salesdesk.ui.records.field_history import history_action
from salesdesk.ui.records.fields_view import FieldsView
from salesdesk.ui.records.profile import RecordProfile
from salesdesk.ui.wording import worded


class FieldWriter(QObject):
    """Writes what is typed into ``fields``, and keeps them showing what waits for the file or was refused. ``refresh``
    makes ``owner`` show the record as it is now. The menu of a field opens its history."""

    def __init__(
        self,
        context: Context,
        profile: RecordProfile,
        fields: FieldsView,
        owner: QWidget,
        refresh: Callable[[], object],
    ) -> None:
        super().__init__(owner)
        self._seen, self._refresh = Seen({}), refresh
        self._context, self._profile, self._fields, self._owner = context, profile, fields, owner
        self._number: int | None = None
        self._record: Any = None
        context.edits.changed.connect(self._on_changed)
        fields.begun.connect(self._begin)
        fields.edited.connect(self.write)
        fields.dropped.connect(self._drop)
        fields.menu_of = self._actions

    def show_record(self, number: int, record: Any) -> dict[str, TypedValue]:
        """The record in hand from now on, as it is shown; returns what is typed into it and not stored."""
        self._number, self._record = number, record
        return self._context.edits.of_record(self._profile.look.entity, number)

    def write(self, key: str, value: object) -> None:
        """Write one field of the record in hand."""
        number, profile, fields, record = self._number, self._profile, self._fields, self._record
        if number is None or record is None:
            return
        name = profile.name(record)
        row = next((row for row in profile.rows(record, whole=True) if row.key == key), None)
        if row is not None and row.asks is not None and row.asks(value):
            fields.done()
            return
        title = (row.name or row.title) if row is not None else key
        named = dict(row.choices or ()) if row is not None else {}
        text = named.get(value) or str(value or "")

        def failed(error: SalesDeskError) -> bool:
            return self._number == number and fields.refuse(key, worded(error))

        self._context.edits.run(
            FieldEdit(
                profile.look.entity,
                {number: {key: value}},
                self._owner.tr("{0} of {1}").format(title, name),
                text,
                seen=self._seen_of(number, key),
            ),
            lambda edit: profile.edit(number, edit.values[number], edit.seen or Seen({})),
            taken=fields.done,
            done=lambda changes: self._context.messages.done(
                self._owner.tr("{0} saved").format(name), changes
            ),
            failed=failed,
            owner=self._owner,
        )

    def _actions(self, key: str) -> list[tuple[str, Callable[[], object]]]:
        if self._number is None:
            return []
        return history_action(self._owner, self._context, self._profile.look.kind, self._number, key)

    def _begin(self, key: str) -> None:
        """An editor is about to open: it shows what is stored now, and what is typed is made from that."""
        if self._number is not None:
            self._seen = self._profile.seen(self._number, [key])
            if self._profile.load(self._number) != self._record:
                self._refresh()

    def _seen_of(self, number: int, key: str) -> Seen:
        if self._fields.editing == key:
            known = dict(self._seen.fields(number))
        elif key == "lifecycle_stage":  # chosen on the journey, from what it shows
            known = {key: self._record.lifecycle_stage}
        else:
            known = dict(self._profile.seen(number, [key]).fields(number))
        return self._context.edits.seen(self._profile.look.entity, {number: known})

    def _drop(self, key: str) -> None:
        if self._number is not None:
            self._context.edits.forget(self._profile.look.entity, self._number, key)
            self._leave_if_gone()

    def _leave_if_gone(self) -> None:
        """A record that somebody deleted stayed for the open editor only."""
        if self._number is not None and self._profile.load(self._number) is None:
            self._refresh()

    def _on_changed(self, kind: EntityKind, records: frozenset[int]) -> None:
        if kind is self._profile.look.entity and self._number in records:
            typed = self._context.edits.of_record(kind, self._number)
            self._fields.show_typed(typed)
            if not typed:
                self._leave_if_gone()
