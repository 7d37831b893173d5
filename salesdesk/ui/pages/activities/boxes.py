"""The lists of the form for an entry: kind, owner, priority, and how much of a series a change is about."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QComboBox

from salesdesk.domain.activities import ActivityKind, Priority
from salesdesk.domain.activities.choices import Choices
from salesdesk.ui.context import Context
from salesdesk.ui.pages.activities.texts import choice_title


def _tr(text: str) -> str:
    return QCoreApplication.translate("entry", text)


def narrow_box() -> QComboBox:
    """A list that is as wide as there is room for, however long its entries are."""
    box = QComboBox()
    box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
    box.setMinimumContentsLength(10)
    return box


def kind_box(context: Context, choices: Choices, kind: ActivityKind) -> QComboBox:
    """The kinds that are offered, and the one an entry has even if that is put away; chosen is the latter."""
    box = narrow_box()
    offered = [choice for choice in choices.offered_kinds if choice.code != kind]
    for choice in (choices.kind(kind), *offered):
        box.addItem(context.theme.icon(choice.icon), choice_title(choice), choice.code)
    return box


def owner_box(context: Context, owner: int | None) -> QComboBox:
    """The owners, and nobody."""
    box = narrow_box()
    box.addItem("—", None)
    for one in context.store.owners.all():
        box.addItem(one.name, one.id)
    box.setCurrentIndex(max(0, box.findData(owner)))
    return box


def priority_box(priority: str | None) -> QComboBox:
    """How urgent it is."""
    box = narrow_box()
    for word, code in ((_tr("Normal"), None), (_tr("High"), Priority.HIGH), (_tr("Low"), Priority.LOW)):
        box.addItem(word, None if code is None else code.value)
    box.setCurrentIndex(max(0, box.findData(priority)))
    return box


def series_box() -> QComboBox:
    """Whether a change is about one entry of a series alone; the data is a truth."""
    box = narrow_box()
    box.addItem(_tr("This one and all that follow"), False)
    box.addItem(_tr("This one only"), True)
    return box
