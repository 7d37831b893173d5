"""The settings: this computer, this file, its pipelines, lists and custom fields, and its backups."""

from __future__ import annotations

from PySide6.QtCore import QPoint, QTimer
from PySide6.QtWidgets import QWidget

from salesdesk.domain.changes import EntityKind
from salesdesk.ui.context import Context
from salesdesk.ui.page import Page
from salesdesk.ui.pages.settings.backups import BackupsCard
from salesdesk.ui.pages.settings.calendar import CalendarCard
from salesdesk.ui.pages.settings.choices import ChoicesCard
from salesdesk.ui.pages.settings.closing_words import ClosingWordsCard
from salesdesk.ui.pages.settings.computer import ComputerCard
from salesdesk.ui.pages.settings.custom_fields import CustomFieldsCard
from salesdesk.ui.pages.settings.file import FileCard
from salesdesk.ui.pages.settings.keep_in_touch import KeepInTouchCard
from salesdesk.ui.pages.settings.kept import KeptFilesCard
from salesdesk.ui.pages.settings.lists import ListsCard
from salesdesk.ui.pages.settings.on_closing import OnClosingCard
from salesdesk.ui.pages.settings.password import PasswordCard
from salesdesk.ui.pages.settings.stages import StagesCard
from salesdesk.ui.pages.settings.templates import TemplatesCard
from salesdesk.ui.widgets.cards import Card
from salesdesk.ui.widgets.scroll_column import ScrollColumn

_SETTLED_MS = 40


class SettingsPage(Page):
    """Every choice is saved at once."""

    concerns = frozenset(
        {
            EntityKind.SETTING,
            EntityKind.PIPELINE,
            EntityKind.STAGE,
            EntityKind.SEQUENCE,
            EntityKind.OWNER,
            EntityKind.SOURCE,
            EntityKind.TAG,
            EntityKind.SAVED_VIEW,
            EntityKind.CUSTOM_FIELD,
            EntityKind.ACTIVITY_KIND,
            EntityKind.ACTIVITY_OUTCOME,
            EntityKind.CLOSING_WORD,
            EntityKind.DEAL,
            EntityKind.TEMPLATE,
        }
    )

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(context, "Settings", parent=parent, scrolling=True)
        self.computer = ComputerCard(context)
        self.file = FileCard(context)
        self.calendar = CalendarCard(context)
        self.kept = KeptFilesCard(context)
        self.stages = StagesCard(context)
        self.closing = ClosingWordsCard(context)
        self.on_closing = OnClosingCard(context)
        self.choices = ChoicesCard(context)
        self.templates = TemplatesCard(context)
        self.lists = ListsCard(context)
        self.keep_in_touch = KeepInTouchCard(context)
        self.custom_fields = CustomFieldsCard(context)
        self.password = PasswordCard(context)
        self.backups = BackupsCard(context)
        self._cards = (
            self.computer,
            self.file,
            self.calendar,
            self.kept,
            self.stages,
            self.closing,
            self.on_closing,
            self.choices,
            self.templates,
            self.lists,
            self.keep_in_touch,
            self.custom_fields,
            self.password,
            self.backups,
        )
        for card in self._cards:
            card.setMaximumWidth(860)
            self.body.addWidget(card)
        self.body.addStretch(1)
        self._wanted: Card | None = None
        area = self.findChild(ScrollColumn)
        assert area is not None
        self._area = area
        self._later = QTimer(self)
        self._later.setSingleShot(True)
        self._later.setInterval(_SETTLED_MS)
        self._later.timeout.connect(self._bring)
        area.verticalScrollBar().rangeChanged.connect(self._bring_later)

    def open_target(self, target: object) -> None:
        """The heading of a section, which is brought into view."""
        self._wanted = next((card for card in self._cards if _heading(card) == target), None)
        self._bring_later()

    def _bring_later(self) -> None:
        """Once it has its place: a page that is shown begins at its top, and gets longer as its sections are filled."""
        if self._wanted is not None:
            self._later.start()

    def _bring(self) -> None:
        card = self._wanted
        if card is None or not self.isVisible():
            return
        bar, top = self._area.verticalScrollBar(), card.mapTo(self._area.content, QPoint(0, 0)).y()
        bar.setValue(top)
        if top and not card.visibleRegion().isEmpty():
            self._wanted = None

    def refresh(self) -> None:
        for card in self._cards:
            card.refresh()


def _heading(card: Card) -> str:
    return card.heading.title.text() if card.heading is not None else ""
