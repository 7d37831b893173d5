"""The row that says how somebody is kept in touch with."""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import QCoreApplication

from salesdesk.domain.fields import FieldType
from salesdesk.store.store import Store
from salesdesk.ui.records.profile import FieldRow
from salesdesk.ui.value_texts import day_text, number_text


def _tr(text: str) -> str:
    return QCoreApplication.translate("keep_in_touch", text)


def every_text(weeks: int) -> str:
    """A rhythm in words: "every 4 weeks"."""
    return _tr("every week") if weeks == 1 else _tr("every {0} weeks").format(number_text(weeks))


def touch_row(contact: int, own: int | None, store: Store, today: date) -> FieldRow:
    """Every how many weeks a person is spoken to, by what tag or view if not by word of their own, and when that is; the
    editor takes whole weeks, 0 for never."""
    touch = store.keep_in_touch.of_contact(contact)
    if touch.weeks is None:
        text, tone = (_tr("never") if own == 0 else ""), "note"
    else:
        through = f" ({touch.through.name})" if touch.through is not None else ""
        due = f" · {_tr('next {0}').format(day_text(touch.due, today))}" if touch.due else ""
        text = f"{every_text(touch.weeks)}{through}{due}"
        late = touch.due is not None and touch.due <= today.isoformat()
        tone = "warn" if late else ""
    edit = "" if own is None else str(own)
    title = _tr("Keep in touch")
    return FieldRow(
        "touch_weeks", title, text, edit, FieldType.INTEGER, tone=tone, name=_tr("Keep in touch, weeks")
    )
