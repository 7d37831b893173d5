"""The window looks for what other windows and commands wrote."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from pytestqt.qtbot import QtBot

from salesdesk.domain.changes import ChangeSet, EntityKind
from salesdesk.errors import StoreBusy
from salesdesk.phrases import said
from salesdesk.store.store import Store
from salesdesk.ui.other_writers import OtherWriters
from salesdesk.ui.task_runner import TaskRunner
from tests.builders import add_contact


@pytest.fixture
def tasks(qtbot: QtBot, store: Store) -> Iterator[TaskRunner]:
    runner = TaskRunner(at_end=store.database.close_thread)
    yield runner
    runner.close()


def test_what_a_command_wrote_is_announced_in_the_window(
    qtbot: QtBot, store: Store, tasks: TaskRunner
) -> None:
    others = OtherWriters(store, tasks)
    heard: list[ChangeSet] = []
    store.feed.listen(heard.append)
    command = Store(store.path, clock=store.clock)
    number = add_contact(command, "Foreign Person")
    command.close()
    qtbot.waitUntil(lambda: bool(heard) and not tasks.is_busy)
    assert heard[0].created[EntityKind.CONTACT] == {number}
    add_contact(store, "Own Person")
    others.look()
    assert not tasks.is_busy
    others.close()


def test_a_file_that_cannot_be_read_now_is_looked_at_again(
    qtbot: QtBot, store: Store, tasks: TaskRunner, monkeypatch: pytest.MonkeyPatch
) -> None:
    others = OtherWriters(store, tasks)

    def busy() -> bool:
        raise StoreBusy(said("In use.", "File in use"))

    monkeypatch.setattr(store.others, "have_written", busy)
    others.look()
    assert not tasks.is_busy
    others.close()
