"""What every page is given: the one way to services, reading, signals and the frame of the window."""

from __future__ import annotations

from dataclasses import field
from typing import TYPE_CHECKING

from salesdesk.ui.attempts import Attempts
from salesdesk.ui.change_notifier import ChangeNotifier
from salesdesk.ui.command_stack import CommandStack
from salesdesk.ui.field_edits import FieldEdits
from salesdesk.ui.messages import Messages
from salesdesk.ui.preferences import Preferences
from salesdesk.ui.task_runner import TaskRunner
from salesdesk.ui.theme import Theme
from salesdesk.ui.window.navigator import Navigator
from salesdesk.ui.write_queue import WriteQueue
from salesdesk.value_classes import dataclass

if TYPE_CHECKING:
    from salesdesk.services.services import Services
    from salesdesk.store.store import Store


@dataclass(frozen=True)
class Context:
    """Made once by the composition root.

    ``services`` is the frozen dataclass of all use cases (the only way to write); ``store`` is for reading through
    its repositories. What a person changes goes through ``writes``, values typed into fields through ``edits``: neither
    ever waits for the file. ``attempts`` are the calls and messages that another program was asked for.
    """

    services: Services
    store: Store
    notifier: ChangeNotifier
    tasks: TaskRunner
    commands: CommandStack
    theme: Theme
    messages: Messages
    navigate: Navigator
    preferences: Preferences
    writes: WriteQueue
    edits: FieldEdits
    attempts: Attempts = field(default_factory=Attempts)
