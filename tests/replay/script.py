"""The desk at which a scenario works: a new file, a held clock, and a note of what each step did."""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, TypeVar

from tests.builders import CancelAfter, Clock, new_store, services_of
from tests.replay import doors
from tests.replay.recording import Recording, Step
from tests.replay.watching import Cells, Watch

Answer = TypeVar("Answer")
SCENARIOS: dict[str, Callable[[Desk], None]] = {}
"""Every scenario by name."""

WORK = CancelAfter()


BERLIN = "CET-1CEST,M3.5.0,M10.5.0/3"
"""The zone in which the scenarios play: a moment without a zone in a file is one of the person's own."""


@contextmanager
def held_zone() -> Iterator[None]:
    """Live in Berlin for a while, wherever the computer stands. Needs a system that can change its zone."""
    former = os.environ.get("TZ")
    os.environ["TZ"] = BERLIN
    time.tzset()
    try:
        yield
    finally:
        del os.environ["TZ"]
        if former is not None:
            os.environ["TZ"] = former
        time.tzset()


class Desk:
    """A new file at which one scenario works, step by step; ``number`` and ``rows`` read what was there after the
    last step. Between two steps seven minutes pass."""

    def __init__(self, template: Path, folder: Path) -> None:
        self.folder, self.clock = folder, Clock()
        self.store = new_store(template, folder, "replay.salesdesk", clock=self.clock)
        self.services = services_of(self.store)
        self._watch = Watch(self.store)
        columns = {table: list(names) for table, names in doors.record_columns().items()}
        self.recording = Recording(columns, [Step("a new file", {}, self._watch.look())])

    def close(self) -> None:
        """Close the file."""
        self.store.close()

    def do(self, name: str, change: Callable[[], Answer]) -> Answer:
        """A step that is done; a refusal of it ends the scenario."""
        self.clock.forward(minutes=7)
        answer = change()
        self.note(name, _said(answer))
        return answer

    def make(self, name: str, change: Callable[[], tuple[int, Any]]) -> int:
        """A step that makes a record. Returns its id."""
        return self.do(name, change)[0]

    def refused(self, name: str, change: Callable[[], object]) -> None:
        """A step that the program refuses and that must change nothing."""
        done = self.attempt(name, change)
        assert not done, f"“{name}” was not refused"

    def attempt(self, name: str, change: Callable[[], object]) -> bool:
        """A step that is done or refused, as it may be. Returns whether it was done."""
        self.clock.forward(minutes=7)
        try:
            answer = change()
        except doors.SalesDeskError as refusal:
            self.note(name, {"refused": type(refusal).__name__})
            return False
        self.note(name, _said(answer))
        return True

    def note(self, name: str, answer: dict[str, Any]) -> None:
        """Write down what changed under a name."""
        self.recording.steps.append(Step(name, answer, self._watch.look()))

    def rows(self, table: str) -> dict[int, Cells]:
        """The rows of a table by id, as they were after the last step; also of ``change_batch``."""
        return self._watch.rows(table)

    def number(self, table: str, **values: Any) -> int:
        """The id of the first row that has these values."""
        for number, row in self.rows(table).items():
            if all(row[column] == value for column, value in values.items()):
                return number
        raise AssertionError(f"no {table} has {values}")

    def live(self, table: str) -> list[int]:
        """The rows of a table that do not lie in the trash."""
        return [number for number, row in self.rows(table).items() if row["deleted_at"] is None]


def scenario(play: Callable[[Desk], None]) -> Callable[[Desk], None]:
    """Marks a function as a scenario; its name is that of the function."""
    SCENARIOS[play.__name__] = play
    return play


def _said(answer: object) -> dict[str, Any]:
    """What is to be remembered of an answer; what was changed is read off the file."""
    if isinstance(answer, doors.UndoResult):
        kept = sorted([row.table, row.row, row.reason, sorted(row.columns)] for row in answer.kept)
        return {"kept": kept}
    if isinstance(answer, tuple) and answer and isinstance(answer[0], doors.AddedMembers):
        return {"number": answer[0].added}
    if isinstance(answer, tuple) and answer and isinstance(answer[0], int):
        return {"number": answer[0]}
    return {}
