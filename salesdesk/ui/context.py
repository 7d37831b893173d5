"""What every page is given: the one way to services, reading, signals and the frame of the window."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from salesdesk.ui.change_notifier import ChangeNotifier
from salesdesk.ui.command_stack import CommandStack
from salesdesk.ui.messages import Messages
from salesdesk.ui.navigator import Navigator
from salesdesk.ui.preferences import Preferences
from salesdesk.ui.task_runner import TaskRunner
from salesdesk.ui.theme import Theme


@dataclass(frozen=True)
class Context:
    """Made once by the composition root.

    ``services`` is the frozen dataclass of all use cases (the only way to write); ``store`` is for reading through
    its repositories.
    """

    services: Any
    store: Any
    notifier: ChangeNotifier
    tasks: TaskRunner
    commands: CommandStack
    theme: Theme
    messages: Messages
    navigate: Navigator
    preferences: Preferences
