"""Readers are tried by both ways of making their process."""

from __future__ import annotations

import sys
from collections.abc import Iterator

import pytest

from salesdesk.exchange.reading import child_process, forked

WAYS = ["started", "forked"] if sys.platform.startswith("linux") else ["started"]


@pytest.fixture(params=WAYS)
def way(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    """How the readers of the test are made, and proof that they were."""
    made: list[object] = []
    begin = child_process.ReadingChild.__init__

    def begin_noted(child: child_process.ReadingChild) -> None:
        begin(child)
        made.append(child.process)

    monkeypatch.setattr(child_process.ReadingChild, "__init__", begin_noted)
    if request.param == "started":
        monkeypatch.setattr(child_process, "_maker", None)
    yield request.param
    assert made
    assert {isinstance(process, forked.ForkedChild) for process in made} == {request.param == "forked"}
