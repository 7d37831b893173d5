"""The password of the file: set, changed, taken away."""

from __future__ import annotations

from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QWidget

from salesdesk.errors import InputError
from salesdesk.ui.context import Context
from salesdesk.ui.value_texts import number_text
from salesdesk.ui.widgets.buttons import button
from salesdesk.ui.widgets.cards import Card
from salesdesk.ui.widgets.chips import Chip
from salesdesk.ui.widgets.dialog import Dialog
from salesdesk.ui.widgets.form import FormField
from salesdesk.ui.widgets.text import label
from salesdesk.ui.window.navigator import PasswordRequest
from salesdesk.ui.wording import worded


class PasswordCard(Card):
    """Whether the file is encrypted, and the ways to change that."""

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(parent=parent, title="Password of the file")
        self._context = context
        self.state = Chip()
        self.text = label("", "secondary", wrap=True)
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(self.text, 1)
        row.addWidget(self.state)
        self.add(row)
        buttons = QHBoxLayout()
        buttons.setSpacing(8)
        self.set = button(self.tr("Set a password…"), self._ask)
        self.change = button(self.tr("Change the password…"), self._ask)
        self.remove = button(self.tr("Remove…"), self._ask_removal, tone="danger")
        for made in (self.set, self.change, self.remove):
            buttons.addWidget(made)
        buttons.addStretch(1)
        self.add(buttons)

    def refresh(self) -> None:
        """Show whether there is one."""
        store = self._context.store
        encrypted = self._context.services.passwords.is_encrypted
        self.state.set_state(
            self.tr("encrypted") if encrypted else self.tr("not encrypted"), "good" if encrypted else ""
        )
        if not store.files:
            self.text.setText(self.tr("The database lies on a server, which has passwords of its own."))
            self.state.hide()
        elif encrypted:
            self.text.setText(
                self.tr("Nobody can read the file without it, we included. It cannot be recovered.")
            )
        else:
            self.text.setText(
                self.tr("Whoever gets hold of the file can read it. A password encrypts it, and all later backups.")
            )  # fmt: skip
        writable = bool(store.files) and not store.database.read_only
        self.set.setVisible(bool(store.files) and not encrypted)
        for made in (self.change, self.remove):
            made.setVisible(encrypted)
        for made in (self.set, self.change, self.remove):
            made.setEnabled(writable)

    def _ask(self) -> None:
        PasswordChange(self.window(), self._context).open()

    def _ask_removal(self) -> None:
        PasswordChange(self.window(), self._context, removing=True).open()


class PasswordChange(Dialog):
    """Asks for the present password, where there is one, and twice for the new one, unless it is ``removing`` it."""

    def __init__(self, parent: QWidget, context: Context, *, removing: bool = False) -> None:
        passwords = context.services.passwords
        encrypted = passwords.is_encrypted
        title = self.tr("Change the password") if encrypted else self.tr("Set a password")
        text = self.tr(
            "The file closes, is written anew, and opens again. A forgotten password cannot be recovered by anybody: write it down and keep it elsewhere."
        )
        if removing:
            title = self.tr("Remove the password")
            text = self.tr(
                "The file closes, is written anew, and opens again. Everybody who gets hold of it can read it then."
            )
        super().__init__(parent, title, text, width=480)
        self._context, self._removing, self._encrypted = context, removing, encrypted
        self.before, self.after, self.again = (self._field(name) for name in self._names())
        for field, wanted in (
            (self.before, encrypted),
            (self.after, not removing),
            (self.again, not removing),
        ):
            self.add(field)
            field.setVisible(wanted)
        plain, locked = passwords.backups() if context.store.files else (0, 0)
        if plain and not removing:
            self.add(label(self._plain_text(plain), "secondary", wrap=True))
        if locked and encrypted:
            self.add(label(self._locked_text(locked), "secondary", wrap=True))
        self.add_cancel(self.tr("Cancel"))
        self.add_button(
            self.tr("Remove") if removing else self.tr("Save"),
            self._save,
            tone="danger" if removing else "primary",
            default=True,
        )
        (self.before if encrypted else self.after).editor.setFocus()

    def _names(self) -> tuple[str, str, str]:
        return self.tr("Present password"), self.tr("New password"), self.tr("New password once more")

    @staticmethod
    def _field(name: str) -> FormField:
        edit = QLineEdit()
        edit.setEchoMode(QLineEdit.EchoMode.Password)
        return FormField(name, edit)

    def _plain_text(self, count: int) -> str:
        if count == 1:
            return self.tr("One backup made until now has no password and stays readable.")
        return self.tr("{0} backups made until now have no password and stay readable.").format(
            number_text(count)
        )

    def _locked_text(self, count: int) -> str:
        if count == 1:
            return self.tr("One backup made until now keeps the password it was made with.")
        return self.tr("{0} backups made until now keep the password they were made with.").format(
            number_text(count)
        )

    def _typed(self, field: FormField) -> str:
        assert isinstance(field.editor, QLineEdit)
        return field.editor.text()

    def _save(self) -> None:
        passwords = self._context.services.passwords
        fields = {"before": self.before, "after": self.after, "again": self.again}
        for field in fields.values():
            field.set_error("")
        try:
            if self._encrypted:
                passwords.check(self._typed(self.before))
            if not self._removing:
                passwords.check_new(self._typed(self.after), self._typed(self.again))
        except InputError as refused:
            fields[refused.field or "after"].set_error(worded(refused))
            return
        before = self._typed(self.before) if self._encrypted else ""
        after = "" if self._removing else self._typed(self.after)
        self.accept()
        self._context.navigate.change_password(PasswordRequest(before, after))
