"""Phrases of the layers below in the language of the window."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication

from salesdesk.errors import SalesDeskError
from salesdesk.phrases import Phrase, in_locale
from salesdesk.ui.value_texts import brief_text, date_text
from salesdesk.wording import TEXTS, Wording


def _translated(text: str) -> str:
    return QCoreApplication.translate("wording", text)


_WORDING = Wording(TEXTS, _translated)


def worded(told: Phrase | SalesDeskError) -> str:
    """What a phrase or an error says, with its days as the reader writes them."""
    return _WORDING(_in_locale(told))


def title_of(error: Phrase | SalesDeskError) -> str:
    """The heading of an error."""
    return _WORDING.title(_in_locale(error))


def line_of(told: Phrase) -> str:
    """What a change is called in a menu and in the history."""
    return _WORDING.line(_in_locale(told))


def _in_locale(told: Phrase | SalesDeskError) -> Phrase:
    return in_locale(told.phrase if isinstance(told, SalesDeskError) else told, date_text, brief_text)
