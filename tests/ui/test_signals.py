"""The change notifier, the command stack, the messages and the crash hook."""

from __future__ import annotations

import errno
import os
import sys
import threading

import pytest
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from salesdesk import phrases
from salesdesk.domain.changes import ChangeSet, EntityKind, KeptRow, UndoResult
from salesdesk.errors import Cancelled, DomainError
from salesdesk.services.commands import UndoState
from salesdesk.ui.change_notifier import ChangeNotifier
from salesdesk.ui.command_stack import CommandStack
from salesdesk.ui.crash import CrashHook
from salesdesk.ui.dialogs.crash import CrashDialog
from salesdesk.ui.messages import Message, Messages
from salesdesk.ui.task_runner import TaskRunner
from salesdesk.ui.theme import Theme
from salesdesk.ui.write_queue import WriteQueue
from tests.ui.naming import assert_all_named

CHANGE = ChangeSet(1, updated={EntityKind.CONTACT: frozenset({7})})


def test_a_change_that_arrives_after_closing_is_not_announced(qapp: QApplication) -> None:
    notifier, seen = ChangeNotifier(), []
    notifier.changed.connect(seen.append)
    worker = threading.Thread(target=notifier.notify, args=(CHANGE,))
    worker.start()
    worker.join()
    notifier.close()
    qapp.processEvents()
    assert seen == []


def test_a_change_in_the_gui_thread_is_announced_at_once(qapp: QApplication) -> None:
    notifier, seen = ChangeNotifier(), []
    notifier.changed.connect(seen.append)
    notifier.notify(CHANGE)
    assert seen == [CHANGE]


def test_a_change_of_the_worker_arrives_on_the_gui_thread(qtbot: QtBot) -> None:
    notifier, seen = ChangeNotifier(), []
    notifier.changed.connect(lambda change: seen.append((change, threading.current_thread())))
    worker = threading.Thread(target=notifier.notify, args=(CHANGE,))
    worker.start()
    worker.join()
    assert not seen
    qtbot.waitUntil(lambda: bool(seen))
    assert seen == [(CHANGE, threading.main_thread())]


def test_an_empty_change_is_not_announced(qapp: QApplication) -> None:
    notifier, seen = ChangeNotifier(), []
    notifier.changed.connect(seen.append)
    notifier.notify(ChangeSet(2))
    assert not seen


class Journal:
    """Three changes, of which one undo keeps a row and one is refused."""

    def __init__(self) -> None:
        self.undone: list[str] = []
        self.steps = ["first", "kept", "refused"]

    def state(self) -> UndoState:
        return UndoState(
            phrases.said(self.steps[-1]) if self.steps else None,
            phrases.said(self.undone[-1]) if self.undone else None,
        )

    def undo(self) -> UndoResult:
        if self.steps[-1] == "refused":
            self.steps.remove("refused")
            raise DomainError(phrases.said("That cannot be undone.", "No"))
        self.undone.append(self.steps.pop())
        kept = (KeptRow("contact", 4, "changed"),) if self.undone[-1] == "kept" else ()
        return UndoResult(phrases.said(self.undone[-1]), CHANGE, kept)

    def redo(self) -> UndoResult:
        self.steps.append(self.undone.pop())
        return UndoResult(phrases.said(self.steps[-1]), CHANGE)


def test_the_stack_shows_the_journal_and_never_raises(qtbot: QtBot, tasks: TaskRunner) -> None:
    messages, heard, kept = Messages(), [], []
    messages.posted.connect(heard.append)
    stack = CommandStack(Journal(), tasks, messages, WriteQueue(messages))
    stack.kept.connect(kept.append)
    assert (stack.undo_text, stack.redo_text) == ("refused", "")
    stack.undo()
    assert not stack.can_undo, "one undo at a time"
    qtbot.waitUntil(lambda: len(heard) == 1)
    assert heard[0] == Message("That cannot be undone.", "bad")
    assert (stack.undo_text, stack.can_undo) == ("kept", True)
    stack.undo()
    qtbot.waitUntil(lambda: len(heard) == 2)
    assert heard[1].text == "Undone: kept · 1 kept because it was changed since"
    assert kept[0].kept[0].row == 4
    assert (stack.undo_text, stack.redo_text) == ("first", "kept")
    stack.redo()
    qtbot.waitUntil(lambda: len(heard) == 3)
    assert heard[2].text == "Done again: kept"
    assert not stack.can_redo
    stack.redo()
    assert len(heard) == 3


def test_done_offers_undo_and_a_cancel_is_no_complaint(qapp: QApplication) -> None:
    undone: list[bool] = []
    messages, heard = Messages(lambda: undone.append(True)), []
    messages.posted.connect(heard.append)
    messages.done("Stage changed")
    messages.error(DomainError(phrases.said("Refused.", "No")))
    messages.error(Cancelled())
    assert [(m.text, m.tone, m.action_text) for m in heard] == [
        ("Stage changed", "", "Undo"),
        ("Refused.", "bad", ""),
        ("Cancelled. Nothing was changed.", "", ""),
    ]
    heard[0].action()
    assert undone == [True]


@pytest.mark.expects_log("Unexpected error")
def test_a_bug_shows_one_dialog_and_the_program_lives_on(qtbot: QtBot, theme: Theme) -> None:
    parent = QWidget()
    qtbot.addWidget(parent)
    parent.show()
    hook = CrashHook(Messages())
    hook.set_window(parent)
    for text in ("first bug", "second bug"):
        error = ZeroDivisionError(text)
        hook.handle(type(error), error, error.__traceback__)
    dialogs = parent.findChildren(CrashDialog)
    assert len(dialogs) == 1
    dialog = dialogs[0]
    assert_all_named(dialog)
    dialog.copy()
    assert "ZeroDivisionError: first bug" in QGuiApplication.clipboard().text()
    dialog.accept()


def test_an_expected_error_becomes_a_sentence(qapp: QApplication) -> None:
    messages, heard = Messages(), []
    messages.posted.connect(heard.append)
    error = DomainError(phrases.said("The stage is in use.", "No"))
    CrashHook(messages).handle(type(error), error, None)
    assert [m.text for m in heard] == ["The stage is in use."]


@pytest.mark.expects_log("Unexpected error")
def test_an_error_of_the_system_is_a_sentence_and_no_dialog(qapp: QApplication) -> None:
    messages, heard = Messages(), []
    messages.posted.connect(heard.append)
    hook = CrashHook(messages)
    for number in sorted(errno.errorcode):
        error = OSError(number, os.strerror(number), "/home/anna/list.xlsx")
        hook.handle(type(error), error, None)
    assert len(heard) == len(errno.errorcode)
    for message in heard:
        assert message.text.endswith(".")
        assert "list.xlsx" in message.text
        assert "Errno" not in message.text


def test_the_hook_gives_back_what_it_took(qapp: QApplication) -> None:
    before, before_thread = sys.excepthook, threading.excepthook
    hook = CrashHook(Messages())
    hook.install()
    assert sys.excepthook == hook.handle
    hook.uninstall()
    assert (sys.excepthook, threading.excepthook) == (before, before_thread)


def test_nothing_is_said_to_be_undone_where_nothing_was_written(qapp: QApplication) -> None:
    messages, heard = Messages(lambda: None), []
    messages.posted.connect(heard.append)
    messages.done("Renamed", ChangeSet())
    messages.done("Renamed", ChangeSet(batch=3))
    assert [(m.text, m.action_text) for m in heard] == [("Renamed", "Undo")]
