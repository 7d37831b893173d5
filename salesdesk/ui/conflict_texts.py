"""How the fields of a conflict, their values and their writers are worded."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from PySide6.QtCore import QCoreApplication

from salesdesk.domain.activities import ACTIVITY_FIELDS
from salesdesk.domain.campaigns import CAMPAIGN_FIELDS
from salesdesk.domain.changes import EntityKind
from salesdesk.domain.conflicts import FieldClash, RecordClash, WrittenBy
from salesdesk.domain.contacts import EmailEntry, Employment, PhoneEntry, whole_number
from salesdesk.domain.deals import DEAL_FIELDS
from salesdesk.domain.entities import entities
from salesdesk.domain.fields import FieldType
from salesdesk.domain.given_values import Shape
from salesdesk.domain.money import Money
from salesdesk.phrases import phrase
from salesdesk.store.store import Store
from salesdesk.ui.context import Context
from salesdesk.ui.lists.columns import value_text
from salesdesk.ui.lists.look import field_title, stage_text
from salesdesk.ui.value_texts import DASH, day_text, money_text, time_text
from salesdesk.ui.wording import worded

_GIVEN = {
    EntityKind.DEAL: ("deal", DEAL_FIELDS),
    EntityKind.ACTIVITY: ("timeline_entry", ACTIVITY_FIELDS),
    EntityKind.CAMPAIGN: ("campaign", CAMPAIGN_FIELDS),
}
"""Of records that are written by given values, deals by the fields of their list too."""
_SHAPES = {Shape.DAY: FieldType.DATE, Shape.TRUTH: FieldType.BOOLEAN}
"""Given values that are no text, where no list has a column for them."""
_PARTS = {"email": FieldType.EMAIL, "phone": FieldType.PHONE}


def _tr(text: str) -> str:
    return QCoreApplication.translate("conflicts", text)


def _part_text(part: EmailEntry | PhoneEntry | Employment) -> str:
    """One of a person's addresses, numbers or companies, with its kind or role."""
    if isinstance(part, EmailEntry):
        return f"{part.address} · {_tr(part.label)}"
    if isinstance(part, PhoneEntry):
        number = value_text(FieldType.PHONE, whole_number(part), date.min)
        return f"{number} · {_tr(part.label)}"
    return f"{part.company} · {part.role}" if part.role else part.company


def whose_text(store: Store, by: WrittenBy | None) -> str:
    """Who wrote a value and when. Everybody is "You" in their own window until they give a name."""
    if by is None or not by.at:
        return _tr("Somebody else")
    actor = _tr("Another window") if by.actor == store.actor else by.actor
    moment = f"{day_text(by.at, date.fromisoformat(store.today()))} {time_text(by.at)}".strip()
    return _tr("{0}, {1}").format(actor, moment)


class ClashTexts:
    """The words of one question."""

    def __init__(self, context: Context, clashes: Sequence[RecordClash]) -> None:
        self._store, self._clashes = context.store, clashes
        self._today = date.fromisoformat(context.store.today())
        self._types = {
            (kind, column.key): column
            for kind in {clash.kind for clash in clashes}
            if (spec := entities().get(kind)) is not None and spec.service and spec.records is not None
            for column in context.store.list_of(spec.records).columns()
        }

    def heading(self) -> str:
        """What happened, in a sentence."""
        if len(self._clashes) > 1:
            return _tr("Somebody else changed the same fields meanwhile. Choose what stays.")
        [clash] = self._clashes
        text = (
            _tr("{0} was deleted meanwhile. Choose what stays.")
            if clash.deleted is not None
            else _tr("Somebody else changed {0} meanwhile. Choose what stays.")
        )
        return text.format(self.name(clash))

    def asked(self, clash: RecordClash) -> list[FieldClash | None]:
        """The fields to be asked about, None for the whole record. A currency goes with its amount."""
        if clash.deleted is not None:
            return [None]
        with_amount = any(field.field == "amount" for field in clash.fields)
        return [field for field in clash.fields if not (with_amount and field.field == "currency")]

    def name(self, clash: RecordClash) -> str:
        """What the record is called."""
        return self._store.names.of(clash.kind, clash.record) or ""

    def title(self, clash: RecordClash, field: FieldClash) -> str:
        """The field, with its record where several are asked about."""
        text = self.field_title(clash, field)
        return text if len(self._clashes) == 1 else f"{self.name(clash)} · {text}"

    def field_title(self, clash: RecordClash, field: FieldClash) -> str:
        """What the field is called."""
        key = field.field.partition(":")[0]
        owner, given = _GIVEN.get(clash.kind, ("", {}))
        column = self._types.get((clash.kind, key))
        if key in given:
            return worded(phrase(f"given.{owner}_{key}")).removeprefix("the ").removeprefix("a ").capitalize()
        if key == "stage_id":  # of a deal; it has use cases of its own
            return _tr("Stage")
        return field_title(key, column.title if column is not None else "")

    def value(self, clash: RecordClash, field: FieldClash, value: object) -> str:
        """A value of the field as it is read, a dash for none."""
        key = field.field.partition(":")[0]
        if value is None or value == "":
            return DASH
        if isinstance(value, EmailEntry | PhoneEntry | Employment):
            return _part_text(value)
        if isinstance(value, Money):
            return money_text(value.minor, value.currency)
        if key == "lifecycle_stage":
            return stage_text(value)
        if key.endswith("_id") and isinstance(value, int):
            return self._linked(key, value)
        if key == "participant_ids" and isinstance(value, tuple):
            return ", ".join(self._linked("contact_id", number) for number in value) or DASH
        column = self._types.get((clash.kind, key))
        given = _GIVEN.get(clash.kind, ("", {}))[1].get(key)
        if given is not None and given.shape is Shape.MOMENT and column is None:
            return f"{day_text(str(value), self._today)} {time_text(str(value))}".strip()
        plain = FieldType.TEXT if given is None else _SHAPES.get(given.shape, FieldType.TEXT)
        type_ = _PARTS.get(key) or (column.type if column is not None else plain)
        return value_text(type_, value, self._today) or DASH

    def _linked(self, column: str, number: int) -> str:
        return self._store.names.of(EntityKind(column.removesuffix("_id")), number) or DASH
