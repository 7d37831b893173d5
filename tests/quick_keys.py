"""Passwords that open a file at once: the way from a password to a key is walked a hundredth as far as in the program.

It is walked for every connection, which takes most of the time of a test of many. What is not about encryption itself
does not need it, but both sides must agree: a file of such a key opens only where the keys are quick too, and one that
the program made elsewhere does not. Tests of the released strength do without.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing, contextmanager

from sqlcipher3 import dbapi2 as driver

RELEASED = 256_000
"""Rounds from a password to a key that SQLCipher 4 walks; every file of a person has it."""

_QUICK = 2_560


def set_rounds(rounds: int = _QUICK) -> None:
    """Let every connection that this process, and what is forked from it, opens from now on walk so many rounds."""
    with closing(driver.connect(":memory:")) as connection:
        connection.execute(f"PRAGMA cipher_default_kdf_iter = {rounds}")


@contextmanager
def quick_keys() -> Iterator[None]:
    """Quick keys for a while."""
    set_rounds()
    try:
        yield
    finally:
        set_rounds(RELEASED)
