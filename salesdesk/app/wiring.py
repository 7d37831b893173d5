"""What the pages of one window share, connected with each other."""

from __future__ import annotations

from contextlib import ExitStack

from salesdesk.services.services import Services
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
from salesdesk.ui.write_queue import WriteQueue


def connected(
    store: Store, services: Services, theme: Theme, preferences: Preferences, steps: ExitStack
) -> Context:
    """The context of a window over an open file; ``steps`` learns how each part is taken back."""
    notifier = ChangeNotifier()
    steps.callback(store.feed.listen(notifier.notify))
    steps.callback(notifier.close)
    tasks = TaskRunner(at_end=store.database.close_thread)
    steps.callback(tasks.close)
    messages = Messages()
    steps.callback(messages.hear(store.feed.listen))
    writes = write_queue(store, messages, tasks)
    steps.callback(writes.close)
    commands = CommandStack(services.commands, tasks, messages, writes)
    messages.set_undo(commands.undo)
    return Context(
        services,
        store,
        notifier,
        tasks,
        commands,
        theme,
        messages,
        Navigator(),
        preferences,
        writes,
        FieldEdits(writes),
    )


def write_queue(store: Store, messages: Messages, tasks: TaskRunner) -> WriteQueue:
    """The queue of the window's changes. From now on no write of this thread waits for another process."""

    def never_wait() -> None:
        store.database.busy_seconds = 0.0

    never_wait()
    database = store.database
    return WriteQueue(messages, never_wait, database.close_thread, is_working=lambda: tasks.is_busy)
