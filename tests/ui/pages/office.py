"""A real store with its services, wrapped into the context that pages get, over made-up records."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from time import monotonic

from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from salesdesk.app.wiring import write_queue
from salesdesk.domain.fields import Fields, declared
from salesdesk.domain.filters import Condition, Filter, Op
from salesdesk.services.services import Services, build_services
from salesdesk.services.setup import set_up
from salesdesk.store.store import Store
from salesdesk.ui.change_notifier import ChangeNotifier
from salesdesk.ui.command_stack import CommandStack
from salesdesk.ui.context import Context
from salesdesk.ui.field_edits import FieldEdits
from salesdesk.ui.messages import Messages
from salesdesk.ui.preferences import Preferences
from salesdesk.ui.task_runner import TaskRunner
from salesdesk.ui.theme import Theme
from salesdesk.ui.window.navigator import Navigator
from tests.ui.plain import in_the_light

NOW = datetime(2026, 11, 23, 10, 0, tzinfo=UTC)


def until(met: Callable[[], bool]) -> None:
    """Let the window and its worker go on until something holds; fails after a minute."""
    end = monotonic() + 60
    while not met():
        assert monotonic() < end, "it never came"
        QTest.qWait(5)


class Silent:
    """Work that nobody watches."""

    def report(self, done: int, total: int | None, what: str) -> None:
        """Nothing."""

    def check(self) -> None:
        """Nothing."""


@dataclass
class Office:
    """Everything a test of a page needs; ``said`` collects the texts of the message bar, ``asked`` where pages
    navigated to; ``shown`` holds pages on screen, which nothing else may hold for as long as they are."""

    context: Context
    said: list[str]
    asked: list[tuple[str, object]]
    now: datetime = NOW
    shown: list[QWidget] = field(default_factory=list)

    @property
    def store(self) -> Store:
        return self.context.store

    @property
    def services(self) -> Services:
        return self.context.services

    def person(self, name: str, **values: object) -> int:
        """Add a contact by typed values."""
        return self.services.contacts.create({"full_name": name, **values})[0]

    def many(self, count: int) -> None:
        """Fill the file with believable people."""
        self.services.demo.fill(count, 1, Silent())

    def find(self, name: str) -> int:
        """The contact of that name."""
        wanted = Filter((Condition("full_name", Op.IS, (name,)),))
        return self.store.contacts.ids(wanted)[0]

    def close(self) -> None:
        """End the worker and the queue, then the file."""
        self.context.tasks.close()
        self.context.writes.close()
        self.context.notifier.close()
        self.store.close()


@cache
def _new_file(fields: Fields) -> bytes:
    """A new file with its defaults and columns for ``fields``: making one takes a hundred times as long as to copy
    it."""
    with TemporaryDirectory() as folder:
        path = Path(folder, "office.salesdesk")
        store = Store(path, clock=lambda: NOW)
        set_up(store)
        store.close()
        return path.read_bytes()


def open_office(folder: Path, theme: Theme | None = None, content: bytes = b"", password: str = "") -> Office:
    """The file in ``folder``, else a new one with its defaults, or one of this ``content``, and the context over it; with a
    ``password`` an encrypted one. A file that another window has open is never written over."""
    office: Office | None = None
    path = folder / "office.salesdesk"
    if not password and (content or not path.exists()):
        path.write_bytes(content or _new_file(declared()))
    store = Store(path, password=password, clock=lambda: office.now if office else NOW)
    if password:
        set_up(store)
    services = build_services(store)
    tasks, messages, notifier, navigator = TaskRunner(), Messages(), ChangeNotifier(), Navigator()
    writes = write_queue(store, messages, tasks)
    stack = CommandStack(services.commands, tasks, messages, writes)
    messages.set_undo(stack.undo)
    messages.hear(store.feed.listen)
    store.feed.listen(notifier.notify)
    notifier.changed.connect(stack.refresh)
    if theme is None:
        app = QApplication.instance()
        assert isinstance(app, QApplication)
        theme = in_the_light(app)
    context = Context(
        services,
        store,
        notifier,
        tasks,
        stack,
        theme,
        messages,
        navigator,
        Preferences(folder / "window.ini"),
        writes,
        FieldEdits(writes),
    )
    said: list[str] = []
    asked: list[tuple[str, object]] = []
    messages.posted.connect(lambda message: said.append(message.text))
    navigator.requested.connect(lambda page, target: asked.append((page, target)))
    office = Office(context, said, asked)
    return office
