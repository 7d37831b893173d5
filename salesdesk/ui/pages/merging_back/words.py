"""Words of merging back that are needed before any workbook is read: on Today."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication

from salesdesk.ui.value_texts import number_text


def tr(text: str) -> str:
    """The text in the person's language."""
    return QCoreApplication.translate("merging_back", text)


def questions_text(count: int) -> str:
    """How many questions are open."""
    return tr("1 question") if count == 1 else tr("{0} questions").format(number_text(count))
