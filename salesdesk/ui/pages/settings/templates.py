"""Templates of messages: adding, changing and removing them."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QHBoxLayout,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QMenu,
    QPlainTextEdit,
    QWidget,
)

from salesdesk.domain.changes import EntityKind
from salesdesk.domain.message_templates import MessageTemplate
from salesdesk.errors import SalesDeskError
from salesdesk.ui.context import Context
from salesdesk.ui.lists.look import field_title
from salesdesk.ui.widgets.buttons import MENU_MARK, button
from salesdesk.ui.widgets.cards import Card
from salesdesk.ui.widgets.dialog import Dialog
from salesdesk.ui.widgets.drafts import DraftOf
from salesdesk.ui.widgets.first_row import choose_by_keyboard
from salesdesk.ui.widgets.form import FormField
from salesdesk.ui.widgets.text import label
from salesdesk.ui.wording import worded
from salesdesk.ui.write_queue import Unsaved


class TemplatesCard(Card):
    """The templates by name; Enter or a double click opens one."""

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(parent=parent, title="Templates of e-mails")
        self._context = context
        self._list = QListWidget()
        choose_by_keyboard(self._list)
        self._list.setAccessibleName(self.tr("Templates"))
        self._list.setFixedHeight(132)
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addStretch(1)
        row.addWidget(button(self.tr("Add…"), self._add))
        self._edit_button = button(self.tr("Edit…"), self._edit)
        self._remove_button = button(self.tr("Remove"), self._remove)
        row.addWidget(self._edit_button)
        row.addWidget(self._remove_button)
        self.add(
            label(
                self.tr(
                    "A text with fields, such as a first name, for your own mail program: press an e-mail address to use one."
                ),
                "secondary",
                wrap=True,
            )
        )
        self.add(row)
        self.add(self._list)
        self._list.itemActivated.connect(self._edit)
        self._list.currentItemChanged.connect(self._show_state)
        delete = QShortcut(QKeySequence("Del"), self._list)
        delete.setContext(Qt.ShortcutContext.WidgetShortcut)
        delete.activated.connect(self._remove)

    def refresh(self) -> None:
        """Show the templates as they are stored."""
        current = self._current()
        self._list.clear()
        for template in self._context.store.message_templates.all():
            said = f"{template.name} · {template.subject}" if template.subject else template.name
            item = QListWidgetItem(said)
            item.setData(Qt.ItemDataRole.UserRole, template.id)
            self._list.addItem(item)
            if current is not None and template.id == current:
                self._list.setCurrentItem(item)
        self._show_state()

    def _show_state(self, *_news: object) -> None:
        for part in (self._edit_button, self._remove_button):
            part.setEnabled(self._current() is not None)

    def _current(self) -> int | None:
        item = self._list.currentItem()
        number = None if item is None else item.data(Qt.ItemDataRole.UserRole)
        return number if isinstance(number, int) else None

    def _add(self) -> None:
        TemplateDialog(self.window(), self._context).open()

    def _edit(self, *_news: object) -> None:
        number = self._current()
        if number is not None:
            TemplateDialog(
                self.window(), self._context, self._context.store.message_templates.get(number)
            ).open()

    def _remove(self) -> None:
        number = self._current()
        if number is None:
            return
        name = self._context.store.message_templates.get(number).name
        said = self.tr("Template “{0}” removed").format(name)
        self._context.writes.run(
            partial(self._context.services.message_templates.delete, number),
            what=said,
            done=lambda changes: self._context.messages.done(said, changes),
            failed=lambda error: self._context.writes.say_refused(Unsaved(said), error),
            owner=self,
        )


class TemplateDialog(Dialog):
    """Asks for the name, the subject and the text of a template; fields are inserted where the caret is."""

    def __init__(
        self, parent: QWidget | None, context: Context, template: MessageTemplate | None = None
    ) -> None:
        title = "New template" if template is None else "Template"
        super().__init__(parent, title, width=600)
        self._context, self._template = context, template
        self.draft = (
            DraftOf("template new")
            if template is None
            else DraftOf(f"template {template.id}", ((EntityKind.TEMPLATE, template.id),))
        )
        self._name = FormField(self.tr("Name"), QLineEdit(template.name if template else ""))
        self._subject_edit = QLineEdit(template.subject if template else "")
        self._subject = FormField(self.tr("Subject"), self._subject_edit)
        self._text = QPlainTextEdit(template.body if template else "")
        self._text.setFixedHeight(180)
        self._text.setTabChangesFocus(True)
        self._body = FormField(
            self.tr("Text"),
            self._text,
            hint=self.tr("{first_name|there} writes “there” where no name is known."),
        )
        self.insert = button(
            self.tr("Insert a field") + MENU_MARK, self._offer, tip=self.tr("Insert a field (Ctrl+Space)")
        )
        self.insert.setAccessibleName(self.tr("Insert a field"))
        self._into: QLineEdit | QPlainTextEdit = self._text
        for part in (self._name, self._subject, self._body):
            self.add(part)
        row = QHBoxLayout()
        row.addWidget(self.insert)
        row.addStretch(1)
        self.add(row)
        QShortcut(QKeySequence("Ctrl+Space"), self, self._offer)
        self.add_cancel(self.tr("Cancel"))
        self.add_button(self.tr("Save"), self._save, tone="primary", default=True)
        self._name.editor.setFocus()

    def _offer(self) -> None:
        """The fields there are, for the text or for the subject where that has the focus."""
        self._into = self._subject_edit if self._subject_edit.hasFocus() else self._text
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        own = {field.name: field.title for field in self._context.store.custom_fields.of("contact")}
        for key in self._context.services.message_templates.fields():
            menu.addAction(own.get(key) or field_title(key)).triggered.connect(partial(self._insert, key))
        menu.popup(self.insert.mapToGlobal(QPoint(0, self.insert.height())))

    def _insert(self, key: str, _pressed: bool = False) -> None:
        text = f"{{{key}}}"
        if isinstance(self._into, QLineEdit):
            self._into.insert(text)
        else:
            self._into.insertPlainText(text)
        self._into.setFocus()

    def _save(self) -> None:
        for part in (self._name, self._subject, self._body):
            part.set_error("")
        service, template = self._context.services.message_templates, self._template
        name = str(self._name.editor.text())  # type: ignore[attr-defined]
        values = (name, self._subject_edit.text(), self._text.toPlainText())
        write = (
            partial(service.create, *values)
            if template is None
            else partial(service.change, template.id, *values, seen=template)
        )
        said = self.tr("Template “{0}” saved").format(name.strip())
        self.save(
            self._context.writes,
            write,
            what=self.windowTitle(),
            text="\n".join(values),
            done=lambda _made: self._context.messages.done(said),
            refused=self._refuse,
        )

    def _refuse(self, error: SalesDeskError) -> None:
        fields = {"subject": self._subject, "body": self._body}
        fields.get(getattr(error, "field", ""), self._name).set_error(worded(error))
