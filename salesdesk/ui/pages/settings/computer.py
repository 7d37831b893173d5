"""Choices of this person on this computer."""

from __future__ import annotations

from PySide6.QtWidgets import QCheckBox, QComboBox, QLineEdit, QWidget

from salesdesk import autostart
from salesdesk.errors import FileProblem
from salesdesk.ui.context import Context
from salesdesk.ui.preferences import KEEP_IN_TRAY, LANGUAGE, OWNER_NAME, THEME
from salesdesk.ui.theme_choice import choose_theme, theme_titles
from salesdesk.ui.translations import available_languages
from salesdesk.ui.widgets.cards import Card
from salesdesk.ui.widgets.form import FormField, pair
from salesdesk.ui.window.tray import Tray


class ComputerCard(Card):
    """Theme, language and the name that stands in the history."""

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(parent=parent, title="This computer")
        self._context = context
        self._theme, self._language, self._name = QComboBox(), QComboBox(), QLineEdit()
        for key, text in theme_titles().items():
            self._theme.addItem(text, key)
        for code, name in available_languages():
            self._language.addItem(name, code)
        self._name.setPlaceholderText(self.tr("You"))
        hint = self.tr(
            "Days and numbers are shown in it. More languages appear here when they are installed."
        )
        self.add(
            pair(
                FormField(self.tr("Theme"), self._theme),
                FormField(self.tr("Language"), self._language, hint=hint),
            )
        )
        self.add(
            FormField(
                self.tr("Your name in the history"), self._name, hint=self.tr("Used from the next start on.")
            )
        )
        self.starts = QCheckBox(self.tr("Start with the computer"))
        self.stays = QCheckBox(self.tr("Stay in the tray when the window is closed, and go on to remind"))
        self.stays.setEnabled(Tray.is_available())
        if not Tray.is_available():
            self.stays.setText(self.tr("Stay in the tray when the window is closed (this desktop has none)"))
        for box in (self.starts, self.stays):
            self.add(box)
        self.starts.clicked.connect(self._set_start)
        self.stays.clicked.connect(self._set_tray)
        self._theme.activated.connect(self._set_theme)
        context.theme.changed.connect(self._show_theme)
        self._language.activated.connect(self._set_language)
        self._name.editingFinished.connect(self._set_name)

    def refresh(self) -> None:
        """Show the choices as remembered."""
        preferences = self._context.preferences
        self._show_theme()
        self._language.setCurrentIndex(max(0, self._language.findData(preferences.get(LANGUAGE) or "en")))
        self.starts.setChecked(autostart.is_on())
        self.stays.setChecked(preferences.get(KEEP_IN_TRAY))
        if not self._name.hasFocus():
            self._name.setText(preferences.get(OWNER_NAME))

    def _show_theme(self) -> None:
        chosen = self._context.preferences.get(THEME)
        self._theme.setCurrentIndex(max(0, self._theme.findData(chosen)))

    def _set_start(self, on: bool) -> None:
        try:
            autostart.turn(on)
        except FileProblem as error:
            self._context.messages.error(error)
        self.starts.setChecked(autostart.is_on())

    def _set_tray(self, on: bool) -> None:
        self._context.preferences.set(KEEP_IN_TRAY, on)

    def _set_theme(self) -> None:
        choose_theme(self._context, str(self._theme.currentData()))

    def _set_language(self) -> None:
        self._context.preferences.set(LANGUAGE, str(self._language.currentData()))
        self._context.messages.say(self.tr("The language changes at the next start"))

    def _set_name(self) -> None:
        self._context.preferences.set(OWNER_NAME, self._name.text().strip())
