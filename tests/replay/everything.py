"""Every scenario there is."""

from __future__ import annotations

from tests.replay import (
    chance,
    firms,
    lasting,
    merged,
    one_rule,
    people,
    sales,
    settings,
    taken_back,
    taken_in,
)
from tests.replay.script import SCENARIOS

__all__ = ["SCENARIOS"]

_PLAYED = (
    chance,
    firms,
    lasting,
    merged,
    one_rule,
    people,
    sales,
    settings,
    taken_back,
    taken_in,
)  # each adds its own
