"""Work off the GUI thread: results, errors, progress, cancel, owners, shutdown."""

from __future__ import annotations

import sys
import threading
import weakref

import pytest
from PySide6.QtCore import QObject
from pytestqt.qtbot import QtBot

from salesdesk.domain.progress import Work
from salesdesk.errors import Cancelled, DomainError
from salesdesk.phrases import said
from salesdesk.ui.task_runner import Progress, TaskRunner
from salesdesk.wording import worded
from tests.time_limit import PATIENCE_MS


def test_result_arrives_on_the_gui_thread(qtbot: QtBot, tasks: TaskRunner) -> None:
    seen: list[tuple[int, threading.Thread]] = []
    workers: list[threading.Thread] = []

    def work(_work: Work) -> int:
        workers.append(threading.current_thread())
        return 2**40

    tasks.run(work, done=lambda value: seen.append((value, threading.current_thread())))
    qtbot.waitUntil(lambda: bool(seen))
    assert seen == [(2**40, threading.main_thread())]
    assert workers[0] is not threading.main_thread()


def test_tasks_run_one_after_the_other_in_one_thread(qtbot: QtBot, tasks: TaskRunner) -> None:
    order: list[int] = []
    threads = set()

    def make(number: int) -> None:
        def work(_work: Work) -> None:
            threads.add(threading.get_ident())
            order.append(number)

        tasks.run(work)

    for number in range(20):
        make(number)
    with qtbot.waitSignal(tasks.busy_changed, check_params_cb=lambda busy: not busy):
        pass
    assert order == list(range(20))
    assert len(threads) == 1
    assert not tasks.is_busy


def test_a_failure_is_handed_to_failed(qtbot: QtBot, tasks: TaskRunner) -> None:
    errors: list[Exception] = []

    def work(_work: Work) -> None:
        raise DomainError(said("This is refused.", "No"))

    tasks.run(work, failed=errors.append)
    qtbot.waitUntil(lambda: bool(errors))
    assert isinstance(errors[0], DomainError)
    assert worded(errors[0]) == "This is refused."


def test_a_failure_nobody_takes_goes_to_the_crash_hook(
    qtbot: QtBot, tasks: TaskRunner, monkeypatch: pytest.MonkeyPatch
) -> None:
    caught: list[BaseException] = []
    monkeypatch.setattr(sys, "excepthook", lambda kind, error, trace: caught.append(error))

    def work(_work: Work) -> None:
        raise ZeroDivisionError("ours")

    tasks.run(work)
    qtbot.waitUntil(lambda: bool(caught))
    assert isinstance(caught[0], ZeroDivisionError)


def test_cancel_ends_the_work_at_its_next_check(qtbot: QtBot, tasks: TaskRunner) -> None:
    started, errors = threading.Event(), []
    go_on = threading.Event()

    def work(work: Work) -> None:
        started.set()
        go_on.wait(PATIENCE_MS / 1000)
        work.check()

    task = tasks.run(work, failed=errors.append)
    assert started.wait(PATIENCE_MS / 1000)
    task.cancel()
    go_on.set()
    qtbot.waitUntil(lambda: bool(errors))
    assert isinstance(errors[0], Cancelled)


def test_a_waiting_task_that_is_cancelled_never_starts(qtbot: QtBot, tasks: TaskRunner) -> None:
    hold, ran, errors = threading.Event(), [], []
    tasks.run(lambda _work: hold.wait(PATIENCE_MS / 1000))
    waiting = tasks.run(lambda _work: ran.append(True), failed=errors.append)
    waiting.cancel()
    hold.set()
    qtbot.waitUntil(lambda: bool(errors))
    assert not ran


def test_progress_is_thinned_but_the_last_report_arrives(qtbot: QtBot, tasks: TaskRunner) -> None:
    reports: list[Progress] = []

    def work(work: Work) -> None:
        for number in range(1, 10_001):
            work.report(number, 10_000, "rows")

    finished: list[bool] = []
    tasks.run(work, progress=reports.append, done=lambda _r: finished.append(True))
    qtbot.waitUntil(lambda: bool(finished))
    assert reports[-1] == Progress(10_000, 10_000, "rows")
    assert len(reports) < 100


def test_nothing_is_delivered_to_an_owner_that_is_gone(qtbot: QtBot, tasks: TaskRunner) -> None:
    from shiboken6 import delete

    owner, hold, seen = QObject(), threading.Event(), []
    tasks.run(lambda _work: hold.wait(PATIENCE_MS / 1000), done=seen.append, owner=owner)
    delete(owner)
    hold.set()
    qtbot.waitUntil(lambda: not tasks.is_busy)
    assert not seen


def test_close_waits_cancels_and_lets_the_worker_clean_up(qtbot: QtBot, qapp: object) -> None:
    cleaned: list[int] = []
    runner = TaskRunner(at_end=lambda: cleaned.append(threading.get_ident()))
    started, delivered = threading.Event(), []

    def work(work: Work) -> None:
        started.set()
        while True:
            work.check()

    runner.run(work, done=delivered.append, failed=delivered.append)
    assert started.wait(PATIENCE_MS / 1000)
    runner.close()
    runner.close()
    qtbot.wait(10)
    assert len(cleaned) == 1
    assert cleaned[0] != threading.get_ident()
    assert not delivered


class Witness:
    """Tells in which thread it ended."""

    def __init__(self, ends: list[threading.Thread]) -> None:
        weakref.finalize(self, lambda: ends.append(threading.current_thread()))


def test_what_is_asked_after_the_close_is_not_done(qtbot: QtBot, qapp: object) -> None:
    runner, done = TaskRunner(), []
    runner.close()
    task = runner.run(lambda _work: done.append("run"), done=lambda _none: done.append("told"))
    assert task.cancelled.is_set()
    assert not runner.is_busy
    assert done == []


def test_what_a_task_refers_to_ends_in_the_thread_of_the_window(qtbot: QtBot, tasks: TaskRunner) -> None:
    ends: list[threading.Thread] = []

    def start(fails: bool) -> None:
        witness, callback, error = Witness(ends), Witness(ends), Witness(ends)

        def work(_work: Work) -> Witness:
            assert witness
            here = Witness(ends)
            if fails:
                raise DomainError(said(f"Refused, {error is here}.", "No"))
            return here

        tasks.run(work, done=lambda _r: callback, failed=lambda _e: callback)

    for number in range(200):
        start(bool(number % 2))
        qtbot.waitUntil(lambda: not tasks.is_busy)
    qtbot.waitUntil(lambda: len(ends) == 800)
    assert set(ends) == {threading.main_thread()}
