"""A part of a calculation in a copy of the process."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from salesdesk.domain.matching.beside import alone
from salesdesk.domain.matching.finder import find_duplicates
from salesdesk.services.processors import in_a_copy, second_processor
from tests.domain.matching import invented
from tests.domain.matching.scoring import records_of

pytestmark = [
    pytest.mark.skipif(not sys.platform.startswith("linux"), reason="copies of a process are made there"),
    # the process of a test may have further threads, of its runner; the program copies none that has
    pytest.mark.filterwarnings("ignore:.*is multi-threaded, use of fork:DeprecationWarning"),
]


def test_the_task_is_done_in_another_process() -> None:
    with in_a_copy(os.getpid) as result:
        assert result() != os.getpid()


def test_a_copy_that_ends_without_a_result_is_made_up_for() -> None:
    here = os.getpid()

    def task() -> str:
        if os.getpid() != here:
            os.kill(os.getpid(), signal.SIGKILL)
        return "done here"

    with in_a_copy(task) as result:
        assert result() == "done here"


def test_a_task_that_fails_fails_here() -> None:
    def task() -> int:
        raise ValueError("no number")

    with pytest.raises(ValueError, match="no number"), in_a_copy(task) as result:
        result()


def _children() -> set[str]:
    """The processes that this one has begun and not waited for."""
    return {
        number for path in Path("/proc/self/task").glob("*/children") for number in path.read_text().split()
    }


def test_nothing_is_left_of_a_copy_nobody_asked() -> None:
    started, before = time.monotonic(), _children()
    with in_a_copy(lambda: time.sleep(60)):
        assert len(_children() - before) == 1
    assert time.monotonic() - started < 30
    assert not _children() - before


def test_a_process_with_threads_is_not_copied() -> None:
    program = (
        "import threading; from salesdesk.services.processors import second_processor, alone\n"
        "threading.Thread(target=threading.Event().wait, daemon=True).start()\n"
        "assert second_processor() is alone"
    )
    subprocess.run([sys.executable, "-c", program], check=True)


@pytest.mark.parametrize("records", [invented.leads(3, people=600), invented.registry(4, people=500)])
def test_duplicates_found_on_two_processors_are_the_same(records: invented.Invented) -> None:
    rows = records_of(records)
    assert find_duplicates(rows, beside=in_a_copy) == find_duplicates(rows, beside=alone) != []
    assert find_duplicates(rows, beside=second_processor()) == find_duplicates(rows)
