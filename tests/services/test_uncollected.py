"""The collector of cycles while a large piece of work makes objects."""

from __future__ import annotations

import gc

import pytest

from salesdesk.services.uncollected import without_collector


@pytest.fixture(autouse=True, scope="module")
def cycles_of_qt_end_here() -> None:
    """Here nothing of the collector is held back."""


def test_the_collector_rests_and_what_was_made_meanwhile_is_old_afterwards() -> None:
    assert gc.isenabled()
    with without_collector():
        assert not gc.isenabled()
        made = [[number] for number in range(5_000)]
        with without_collector():
            assert not gc.isenabled()
        assert not gc.isenabled()
    assert gc.isenabled()
    old = {id(one) for one in gc.get_objects(generation=2)}
    assert all(id(one) in old for one in made)


def test_a_cycle_made_meanwhile_is_still_found() -> None:
    class Node:
        """One that refers to itself."""

        def __init__(self, gone: list[str]) -> None:
            self.own, self.gone = self, gone

        def __del__(self) -> None:
            self.gone.append("gone")

    gone: list[str] = []
    with without_collector():
        Node(gone)
    assert not gone
    gc.collect()
    assert gone == ["gone"]
