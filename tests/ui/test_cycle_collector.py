"""Cycles are collected in the thread of the window, whoever allocates."""

from __future__ import annotations

import gc
import threading
import weakref
from collections.abc import Iterator

import pytest
from PySide6.QtCore import QObject
from pytestqt.qtbot import QtBot

from salesdesk.domain.progress import Work
from salesdesk.ui.cycle_collector import PATIENCE, CycleCollector
from salesdesk.ui.task_runner import TaskRunner


@pytest.fixture(autouse=True)
def rested() -> Iterator[None]:
    """Whatever was collected before this test, nothing waits for it."""
    CycleCollector._waits_since, CycleCollector._rests_until = None, 0.0
    yield
    CycleCollector._waits_since, CycleCollector._rests_until = None, 0.0


def leave_a_cycle(ends: list[threading.Thread]) -> None:
    thing = QObject()
    thing.itself = thing  # type: ignore[attr-defined]
    weakref.finalize(thing, lambda: ends.append(threading.current_thread()))


def allocate(_work: Work) -> None:
    for _ in range(20):
        [[number] for number in range(100_000)]


def test_a_worker_that_allocates_destroys_no_object_of_qt(qtbot: QtBot, tasks: TaskRunner) -> None:
    ends: list[threading.Thread] = []
    for _ in range(20):
        leave_a_cycle(ends)
        tasks.run(allocate)
    qtbot.waitUntil(lambda: not tasks.is_busy)
    qtbot.waitUntil(lambda: len(ends) == 20)
    assert set(ends) == {threading.main_thread()}


def test_python_collects_by_itself_again_after_the_last_one(qapp: object) -> None:
    assert gc.isenabled()
    first, second = CycleCollector(), CycleCollector()
    assert not gc.isenabled()
    first.close()
    first.close()
    assert not gc.isenabled()
    second.close()
    assert gc.isenabled()


def test_nothing_is_collected_before_it_is_due(qapp: object) -> None:
    ends: list[threading.Thread] = []
    collector = CycleCollector()
    gc.collect()
    leave_a_cycle(ends)
    collector.collect_due()
    assert not ends
    kept = [[number] for number in range(2 * gc.get_threshold()[0])]
    collector.collect_due()
    assert len(ends) == 1
    assert kept
    collector.close()


def test_a_collection_waits_for_a_worker_and_not_for_ever(
    qapp: object, monkeypatch: pytest.MonkeyPatch
) -> None:
    now, busy = [100.0], [True]
    monkeypatch.setattr("salesdesk.ui.cycle_collector.time.monotonic", lambda: now[0])
    ends: list[threading.Thread] = []
    collector = CycleCollector(is_busy=lambda: busy[0])
    gc.collect()
    leave_a_cycle(ends)
    kept = [[number] for number in range(2 * gc.get_threshold()[0])]
    collector.collect_due()
    now[0] += PATIENCE - 1
    collector.collect_due()
    assert not ends
    now[0] += 2
    collector.collect_due()
    assert len(ends) == 1
    assert kept
    collector.close()
