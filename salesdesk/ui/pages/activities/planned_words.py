"""What the message bar says of a step that was planned: which one, and for when."""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import QCoreApplication

from salesdesk.ui.value_texts import due_text


def _tr(text: str) -> str:
    return QCoreApplication.translate("planned", text)


def planned_text(step: str, due: str | None, today: date) -> str:
    """A step that was planned by itself; ``due`` is a day or UTC text, None where it has neither."""
    when = due_text(due, today)
    return _tr("“{0}” planned: {1}").format(step, when) if when else _tr("“{0}” planned").format(step)


def with_next(said: str, step: str, due: str | None, today: date) -> str:
    """What was done, with the step that was planned behind it; nothing is added where ``step`` is empty."""
    if not step:
        return said
    when = due_text(due, today)
    if when:
        return _tr("{0} · then “{1}”: {2}").format(said, step, when)
    return _tr("{0} · then “{1}”").format(said, step)
