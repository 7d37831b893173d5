"""Choices of this person on this computer."""

from __future__ import annotations

from PySide6.QtWidgets import QApplication, QComboBox, QLineEdit, QWidget

from salesdesk.ui.context import Context
from salesdesk.ui.preferences import LANGUAGE, OWNER_NAME, THEME
from salesdesk.ui.translations import available_languages
from salesdesk.ui.widgets.cards import Card
from salesdesk.ui.widgets.form import FormField, pair


class ComputerCard(Card):
    """Theme, language and the name that stands in the history."""

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(parent=parent, title="This computer")
        self._context = context
        self._theme, self._language, self._name = QComboBox(), QComboBox(), QLineEdit()
        for key, text in (
            ("system", self.tr("As the system")),
            ("light", self.tr("Light")),
            ("dark", self.tr("Dark")),
        ):
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
        self._theme.activated.connect(self._set_theme)
        self._language.activated.connect(self._set_language)
        self._name.editingFinished.connect(self._set_name)

    def refresh(self) -> None:
        """Show the choices as remembered."""
        preferences = self._context.preferences
        self._theme.setCurrentIndex(max(0, self._theme.findData(preferences.get(THEME))))
        self._language.setCurrentIndex(max(0, self._language.findData(preferences.get(LANGUAGE) or "en")))
        if not self._name.hasFocus():
            self._name.setText(preferences.get(OWNER_NAME))

    def _set_theme(self) -> None:
        chosen = str(self._theme.currentData())
        self._context.preferences.set(THEME, chosen)
        application = QApplication.instance()
        if isinstance(application, QApplication):
            self._context.theme.apply(application, chosen)

    def _set_language(self) -> None:
        self._context.preferences.set(LANGUAGE, str(self._language.currentData()))
        self._context.messages.say(self.tr("The language changes at the next start"))

    def _set_name(self) -> None:
        self._context.preferences.set(OWNER_NAME, self._name.text().strip())
