"""Using what stands on a record: calling, writing, chatting, looking up, copying."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial
from typing import Any

from PySide6.QtCore import QCoreApplication, Qt, QUrl
from PySide6.QtGui import QCursor, QDesktopServices, QGuiApplication
from PySide6.QtWidgets import QApplication, QMenu

from salesdesk.domain.activities import ActivityKind
from salesdesk.domain.message_templates import Filled, MessageTemplate, filled
from salesdesk.domain.opt_outs import Way
from salesdesk.domain.reaching import (
    LONGEST_ADDRESS,
    call_address,
    chat_address,
    mail_address,
    map_address,
    web_address,
)
from salesdesk.services.activities import Subject
from salesdesk.ui.attempts import Attempt
from salesdesk.ui.context import Context
from salesdesk.ui.lists.look import field_title
from salesdesk.ui.template_values import template_values
from salesdesk.ui.widgets.menu_place import beneath


def _tr(text: str) -> str:
    return QCoreApplication.translate("reaching", text)


@dataclass(frozen=True, slots=True)
class Use:
    """One thing to do with a value: a picture ("" for the menu only), what it is called, and what does it."""

    icon: str
    text: str
    run: Callable[[], object] = field(compare=False)


Uses = tuple[Use, ...]


class Reaching:
    """Makes the uses of values, and does them: the system's own programs are asked to, and afterwards the window asks whether
    it is to be logged. Who opted out is left alone unless the person insists."""

    def __init__(self, context: Context) -> None:
        self._context = context
        self._menu: QMenu | None = None

    def phone(self, about: Subject, name: str, number: str) -> Uses:
        """What can be done with a phone number of somebody."""
        uses = []
        call, chat = call_address(number), chat_address(number)
        if call is not None:
            uses.append(Use("phone", _tr("Call {0}").format(number), partial(self.call, about, name, number)))
        if chat is not None:
            message = Attempt(ActivityKind.NOTE, about, name, number, self._context.store.clock())
            uses.append(
                Use(
                    "message-square",
                    _tr("WhatsApp to {0}").format(number),
                    partial(self._reach, chat, message, Way.PHONE),
                )
            )
        return (*uses, self._copy(number))

    def email(self, about: Subject, name: str, address: str) -> Uses:
        """What can be done with an e-mail address of somebody; in a menu each template has its own line."""
        write = Use("mail", _tr("Write to {0}").format(address), partial(self.choose, about, name, address))
        written = [
            Use(
                "",
                _tr("Write to {0}: {1}").format(address, template.name),
                partial(self.write, about, name, address, template),
            )
            for template in self._context.store.message_templates.all()
        ]
        return (write, *written, self._copy(address))

    def web(self, key: str, text: str) -> Uses:
        """What can be done with the address of a page or a name on a network, the field ``key``."""
        url = web_address(text, key)
        if url is None:
            return (self._copy(text),)
        show = Use("external-link", _tr("Open {0}").format(text), partial(self._open, url, url))
        return (show, self._copy(text))

    def place(self, values: Mapping[str, Any], text: str) -> Uses:
        """What can be done with a postal address; ``text`` is what is copied."""
        town = " ".join(part for part in (values.get("postal_code"), values.get("city")) if part)
        url = map_address([values.get("street"), town, values.get("region"), values.get("country")])
        if url is None:
            return ()
        return (Use("map-pin", _tr("Show on a map"), partial(self._open, url, text)), self._copy(text))

    def call(self, about: Subject, name: str, number: str) -> None:
        """Have the system call a number."""
        address = call_address(number)
        if address is not None:
            made = Attempt(ActivityKind.CALL, about, name, number, self._context.store.clock())
            self._reach(address, made, Way.PHONE)

    def choose(self, about: Subject, name: str, address: str) -> None:
        """Write to an address; where there are templates, ask with which."""
        templates, asked = self._context.store.message_templates.all(), QApplication.focusWidget()
        if not templates:
            self.write(about, name, address)
            return
        menu = QMenu(asked)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.setAccessibleName(_tr("Write to {0}").format(address))
        menu.addAction(_tr("Empty message")).triggered.connect(
            partial(self.write, about, name, address, None)
        )
        for template in templates:
            menu.addAction(template.name).triggered.connect(
                partial(self.write, about, name, address, template)
            )
        menu.addSeparator()
        menu.addAction(_tr("Manage templates…")).triggered.connect(
            partial(self._context.navigate, "settings")
        )
        self._menu = menu  # nothing else may hold it where nothing has the focus
        menu.popup(beneath(asked) if asked is not None else QCursor.pos())

    def write(
        self,
        about: Subject,
        name: str,
        address: str,
        template: MessageTemplate | None = None,
        *_pressed: bool,
    ) -> None:
        """Have the person's own mail program write to an address. What a template says is logged; otherwise it is asked
        afterwards whether to log it."""
        made = Attempt(ActivityKind.EMAIL, about, name, address, self._context.store.clock())
        if template is None:
            self._reach(mail_address(address), made, Way.EMAIL)
            return
        message = filled(template, template_values(self._context, about, address))
        url = mail_address(address, message.subject, message.body)
        if len(url) > LONGEST_ADDRESS:
            QGuiApplication.clipboard().setText(message.body)
            url = mail_address(address, message.subject)
            self._context.messages.say(_tr("The text is too long to hand over: paste it from the clipboard."))
        self._reach(url, made, Way.EMAIL, logged=message)

    # ---- doing it ----

    def _reach(
        self,
        url: str,
        attempt: Attempt,
        way: Way,
        *,
        logged: Filled | None = None,
        insists: bool = False,
    ) -> None:
        contact = attempt.about.contact_id
        if not insists and contact is not None and way in self._context.store.opt_outs.of_contact(contact):
            said = _tr("{0} asked not to be called.") if way is Way.PHONE else _tr("{0} asked for no e-mail.")
            self._context.messages.say(
                said.format(attempt.name),
                _tr("Do it anyway"),
                partial(self._reach, url, attempt, way, logged=logged, insists=True),
            )
            return
        if not self._open(url, attempt.to):
            return
        if logged is not None:
            self._log(attempt, logged)
        else:
            began = Attempt(
                attempt.kind, attempt.about, attempt.name, attempt.to, self._context.store.clock()
            )
            self._context.attempts.begin(began)

    def _log(self, attempt: Attempt, message: Filled) -> None:
        """Write down what was written with a template."""
        said = _tr("E-mail to {0} logged").format(attempt.name)
        if message.empty:
            fields = ", ".join(map(field_title, message.empty))
            said = _tr("{0}. Nothing was known for: {1}").format(said, fields)
        self._context.writes.run(
            partial(
                self._context.services.activities.log,
                ActivityKind.EMAIL,
                attempt.about,
                subject=message.subject,
                body=message.body,
            ),
            what=said,
            text=message.body,
            done=lambda changes: self._context.messages.done(said, changes),
        )

    def _open(self, url: str, text: str) -> bool:
        """Hand an address to the system; where no program takes it, it is in the clipboard."""
        if QDesktopServices.openUrl(QUrl.fromEncoded(url.encode("ascii"))):
            return True
        QGuiApplication.clipboard().setText(text)
        scheme = url.partition(":")[0]
        what = {"tel": _tr("calls"), "mailto": _tr("e-mails")}.get(scheme, _tr("web pages"))
        self._context.messages.error(
            _tr("No program for {0} is set up on this computer. {1} is in the clipboard.").format(what, text)
        )
        return False

    def _copy(self, text: str) -> Use:
        def copy() -> None:
            QGuiApplication.clipboard().setText(text)
            self._context.messages.say(_tr("{0} copied").format(text))

        return Use("", _tr("Copy {0}").format(text), copy)


def add_uses(menu: QMenu, uses: Sequence[Use]) -> None:
    """Offer uses in a menu."""
    for use in uses:
        menu.addAction(use.text).triggered.connect(use.run)
