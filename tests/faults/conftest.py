"""How much of each kind of fault a run tries: little by default, everything with ``--slow``, or what an option says.

A test takes its share by a parameter of one of the names below. Long runs become several tests, so that none of them
comes near the time after which a test is taken for stuck.
"""

from __future__ import annotations

from dataclasses import dataclass

import pytest

from tests.faults import operations


@dataclass(frozen=True, slots=True)
class Share:
    """The ``count`` of one test, the ``part``-th; ``first`` is how many the tests before it have."""

    part: int
    first: int
    count: int


@dataclass(frozen=True, slots=True)
class Effort:
    """How many of something: by default, with ``--slow``, by option; how many tests share it (one for each of
    ``among`` things anyway), and how many one test has at most."""

    option: str
    usual: int
    slow: int
    most: int
    among: int = 1

    def shares(self, config: pytest.Config) -> list[Share]:
        """The shares of this run."""
        total = config.getoption(self.option) or (self.slow if config.getoption("--slow") else self.usual)
        left, shares = max(1, -(-int(total) // self.among)), list[Share]()
        while left > 0:
            shares.append(Share(len(shares), len(shares) * self.most, min(left, self.most)))
            left -= self.most
        return shares


EFFORTS = {
    "kill_share": Effort("--kill-count", 17, 600, 5, among=len(operations.ALL)),
    "lock_share": Effort("--lock-rounds", 4, 200, 8, among=len(operations.DROPS)),
    "level_share": Effort("--fill-levels", 1, 20, 4),
    "forged_share": Effort("--forged-count", 4, 500, 12),
}


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """Give each test that asks for a share every share of this run."""
    for name in EFFORTS.keys() & set(metafunc.fixturenames):
        shares = EFFORTS[name].shares(metafunc.config)
        metafunc.parametrize(name, shares, ids=[f"part{share.part}" for share in shares])
