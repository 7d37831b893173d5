"""Requests that only a test makes of the reading child: the child learns them as it starts, the product knows none."""

from __future__ import annotations

import textwrap

import pytest

from salesdesk.exchange.reading import child_process

HANG = """
def do_hang(self):  # as a reader does that a file has caught
    threading.Event().wait(600)
"""
ABORT = """
def do_abort(self):  # as a reader ends that a file has killed
    os.abort()
"""


def teach(monkeypatch: pytest.MonkeyPatch, source: str) -> None:
    """Children started from now on also answer the requests that functions of ``source`` named ``do_…`` make of
    ``Child``, in place of the methods of those names."""
    plain = child_process.command

    def command(module: str = "child") -> list[str]:
        *how, start = plain(module)
        prelude = start.partition(" from ")[0]  # where modules are found
        taught = (
            "import os, threading\n"
            "from salesdesk.exchange.reading.child import Child\n"
            f"from salesdesk.exchange.reading.{module} import serve\n"
            f"{textwrap.dedent(source)}\n"
            "for name, method in list(globals().items()):\n"
            "    if name.startswith('do_'):\n"
            "        setattr(Child, name, method)\n"
            "serve()\n"
        )
        return [*how, f"{prelude}\n{taught}"]

    monkeypatch.setattr(child_process, "command", command)
