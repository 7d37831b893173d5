"""The queue of the window's changes by itself."""

from __future__ import annotations

import sys
import threading
from collections.abc import Callable, Iterator

import pytest
from PySide6.QtCore import QObject
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot
from shiboken6 import delete

from salesdesk import phrases
from salesdesk.domain.changes import EntityKind
from salesdesk.errors import Cancelled, InputError, SalesDeskError, StoreBusy
from salesdesk.ui import write_queue
from salesdesk.ui.field_edits import FieldEdit, FieldEdits
from salesdesk.ui.messages import Messages
from salesdesk.ui.task_runner import TaskRunner
from salesdesk.ui.write_queue import Write, WriteQueue
from salesdesk.wording import worded


class File:
    """A file that is busy until it is freed."""

    def __init__(self) -> None:
        self.free = threading.Event()
        self.written: list[str] = []
        self.threads: set[str] = set()

    def writing(self, text: str) -> Callable[[], str]:
        def write() -> str:
            if not self.free.is_set():
                raise StoreBusy(phrases.said("Another program is writing.", "File in use"))
            self.threads.add(threading.current_thread().name)
            self.written.append(text)
            return text

        return write


@pytest.fixture
def file() -> File:
    return File()


@pytest.fixture
def said() -> list[str]:
    return []


@pytest.fixture
def writes(qapp: QApplication, said: list[str]) -> Iterator[WriteQueue]:
    messages = Messages()
    messages.posted.connect(lambda message: said.append(message.text))
    made = WriteQueue(messages)
    yield made
    made.close()


def test_a_free_file_is_written_before_the_call_returns(writes: WriteQueue, file: File) -> None:
    file.free.set()
    results: list[str] = []
    writes.run(file.writing("a"), what="A", done=results.append)
    assert results == ["a"]
    assert file.threads == {threading.main_thread().name}
    assert not [thread for thread in threading.enumerate() if thread.name.startswith("writes")]


def test_a_busy_file_is_written_in_order_in_the_thread_of_the_queue(
    qtbot: QtBot, writes: WriteQueue, file: File
) -> None:
    results: list[str] = []
    begun: list[Write] = []
    for text in "abc":
        writes.run(file.writing(text), what=text.upper(), done=results.append, pending=begun.append)
    assert [one.what for one in writes.unsaved()] == ["A", "B", "C"]
    assert len(begun) == 3
    assert not file.written
    file.free.set()
    # The file is free, but what was done before comes first.
    writes.run(file.writing("d"), what="D", done=results.append)
    qtbot.waitUntil(lambda: not writes.is_saving)
    assert file.written == results == ["a", "b", "c", "d"]
    assert threading.main_thread().name not in file.threads


def test_a_refusal_in_the_queue_does_not_keep_the_next_from_being_written(
    qtbot: QtBot, writes: WriteQueue, file: File, said: list[str]
) -> None:
    def refuse() -> None:
        file.writing("")()
        raise InputError(phrases.said("That is no date.", "No date"))

    refused: list[SalesDeskError] = []
    writes.run(refuse, what="Birthday", failed=refused.append)
    writes.run(refuse, what="Birthday")
    writes.run(file.writing("next"), what="Next")
    file.free.set()
    qtbot.waitUntil(lambda: not writes.is_saving)
    assert [worded(error) for error in refused] == ["That is no date."]
    assert said == ["That is no date."]
    assert file.written == ["", "", "next"]


def test_patience_ends_and_the_text_is_said(
    qtbot: QtBot, writes: WriteQueue, file: File, said: list[str]
) -> None:
    writes.patience = 0.0
    writes.run(file.writing("a"), what="Job title of Amara", text="Boss")
    qtbot.waitUntil(lambda: not writes.is_saving)
    assert said == ["Not saved: Job title of Amara: Boss. Another program is writing."]
    assert not file.written


def test_a_change_is_more_patient_with_our_own_work(
    qtbot: QtBot, file: File, said: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(write_queue, "OWN_WORK", 1e9)
    messages, ours, tries = Messages(), threading.Event(), []
    messages.posted.connect(lambda message: said.append(message.text))
    writes = WriteQueue(messages, is_working=ours.is_set, patience=1e-6)

    def write() -> None:
        tries.append(1)
        raise StoreBusy(phrases.said("Another program is writing.", "File in use"))

    ours.set()
    writes.run(write, what="A")
    qtbot.waitUntil(lambda: len(tries) > 4)
    assert writes.is_saving
    ours.clear()
    qtbot.waitUntil(lambda: not writes.is_saving)
    assert said == ["Not saved: A. Another program is writing."]
    writes.close()


def test_a_withdrawn_change_is_never_written(qtbot: QtBot, writes: WriteQueue, file: File) -> None:
    begun: list[Write] = []
    outcome: list[SalesDeskError] = []
    writes.run(file.writing("a"), what="A", pending=begun.append, failed=outcome.append)
    begun[0].withdraw()
    qtbot.waitUntil(lambda: bool(outcome))
    file.free.set()
    assert isinstance(outcome[0], Cancelled)
    assert not file.written


def test_a_refusal_whose_owner_is_gone_is_said_nevertheless(
    qtbot: QtBot, writes: WriteQueue, file: File, said: list[str]
) -> None:
    writes.patience = 0.0
    owner = QObject()
    writes.run(file.writing("a"), what="Note", text="Call back", failed=lambda _error: None, owner=owner)
    delete(owner)
    qtbot.waitUntil(lambda: not writes.is_saving)
    qtbot.waitUntil(lambda: bool(said))
    assert said[0].startswith("Not saved: Note: Call back.")


def test_a_fault_of_ours_is_shown_and_gives_the_text_back(
    qtbot: QtBot, writes: WriteQueue, file: File, monkeypatch: pytest.MonkeyPatch
) -> None:
    def break_down() -> None:
        file.writing("")()
        raise ZeroDivisionError

    seen: list[type[BaseException]] = []
    refused: list[SalesDeskError] = []
    monkeypatch.setattr(sys, "excepthook", lambda kind, _error, _trace: seen.append(kind))
    writes.run(break_down, what="A", failed=refused.append)
    file.free.set()
    qtbot.waitUntil(lambda: not writes.is_saving)
    assert seen == [ZeroDivisionError]
    assert "fault in SalesDesk" in worded(refused[0])


def test_what_follows_waits_for_all_and_is_dropped_after_a_refusal(
    qtbot: QtBot, writes: WriteQueue, file: File
) -> None:
    heard: list[str] = []
    writes.after_all(lambda: heard.append("at once"))
    writes.run(file.writing("a"), what="A")
    writes.after_all(lambda: heard.append("after a"), lambda: heard.append("dropped"))
    assert heard == ["at once"]
    file.free.set()
    qtbot.waitUntil(lambda: heard == ["at once", "after a"])
    file.free.clear()
    writes.patience = 0.0
    writes.run(file.writing("b"), what="B")
    writes.after_all(lambda: heard.append("after b"), lambda: heard.append("dropped"))
    qtbot.waitUntil(lambda: heard[2:] == ["dropped"])


def test_closing_does_not_write_what_waits_and_tells_nobody(writes: WriteQueue, file: File) -> None:
    heard: list[object] = []
    writes.run(file.writing("a"), what="A", done=heard.append, failed=heard.append)
    writes.close()
    file.free.set()
    assert not file.written
    assert not heard


def test_the_worker_waits_for_what_was_changed_before_and_not_for_what_came_after(
    qtbot: QtBot, writes: WriteQueue, file: File, tasks: TaskRunner
) -> None:
    later = threading.Event()

    def write_later() -> None:
        if not later.is_set():
            raise StoreBusy(phrases.said("Another program is writing.", "File in use"))

    writes.run(file.writing("edit"), what="Edit")
    tasks.run(writes.before(lambda _work: file.written.append("bulk")))
    writes.run(write_later, what="Later edit")
    file.free.set()
    qtbot.waitUntil(lambda: file.written == ["edit", "bulk"])
    assert writes.is_saving
    later.set()
    qtbot.waitUntil(lambda: not writes.is_saving)


# ---- fields ----


def edit(value: str, record: int = 7) -> FieldEdit:
    return FieldEdit(EntityKind.CONTACT, {record: {"city": value}}, "City of Amara", value)


def _by(write: Callable[[], object]) -> Callable[[FieldEdit], object]:
    return lambda _edit: write()


def test_a_field_shows_the_newest_typed_value_until_it_is_stored(
    qtbot: QtBot, writes: WriteQueue, file: File
) -> None:
    edits = FieldEdits(writes)
    for value in ("Kiel", "Köln"):
        edits.run(edit(value), _by(file.writing(value)))
    typed = edits.of(EntityKind.CONTACT, 7, "city")
    assert typed is not None
    assert (typed.value, typed.note) == ("Köln", "Saving…")
    assert edits.of(EntityKind.CONTACT, 8, "city") is None
    file.free.set()
    qtbot.waitUntil(lambda: file.written == ["Kiel"] or len(file.written) == 2)
    qtbot.waitUntil(lambda: edits.is_empty)
    assert file.written == ["Kiel", "Köln"]


def test_an_older_refusal_does_not_hide_what_was_typed_after_it(
    qtbot: QtBot, writes: WriteQueue, file: File, said: list[str]
) -> None:
    def refuse() -> None:
        file.writing("")()
        raise InputError(phrases.said("There is no such town.", "No town"))

    edits = FieldEdits(writes)
    edits.run(edit("Atlantis"), _by(refuse))
    edits.run(edit("Köln"), _by(file.writing("Köln")))
    file.free.set()
    qtbot.waitUntil(lambda: not writes.is_saving)
    assert edits.is_empty
    assert said == ["There is no such town."]


def test_a_refused_text_stays_until_it_is_typed_over_or_dropped(
    qtbot: QtBot, writes: WriteQueue, file: File
) -> None:
    edits = FieldEdits(writes)
    writes.patience = 0.0
    for record in (7, 8):
        edits.run(edit("Kiel", record), _by(file.writing("Kiel")))
    qtbot.waitUntil(lambda: len(edits.refused()) == 2)
    assert [one.sentence for one in edits.refused()] == ["City of Amara: Kiel"] * 2
    file.free.set()
    edits.run(edit("Köln"), _by(file.writing("Köln")))
    edits.forget(EntityKind.CONTACT, 8, "city")
    assert edits.is_empty
