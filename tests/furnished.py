"""Places that hold the same records for many tests: filled once by each process of a run, and copied for every test."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable
from contextlib import ExitStack
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

from tests.postgres import Server, cloned, template_of

if TYPE_CHECKING:
    from salesdesk.store.engine.server_address import ServerAddress

Told = TypeVar("Told")
Fill = Callable[["Path | ServerAddress"], Told]
"""Writes records to a place, closes what it opened, and tells what it wrote: nothing that is open."""


class Furnished:
    """The places that one process has filled, each as a new one with its defaults before."""

    def __init__(self, folder: Path, template_file: Path) -> None:
        self._folder, self._empty = folder, template_file
        self._files: dict[str, tuple[Path, Any]] = {}
        self._databases: dict[str, tuple[str, Any]] = {}

    def file(self, fill: Fill[Told], folder: Path) -> tuple[Path, Told]:
        """A copy in ``folder``, and what was told of it."""
        name = _name_of(fill)
        if name not in self._files:
            template = Path(shutil.copyfile(self._empty, self._folder / f"{len(self._files)}.salesdesk"))
            self._files[name] = (template, fill(template))
        template, told = self._files[name]
        return Path(shutil.copyfile(template, folder / "test.salesdesk")), told

    def database(
        self, fill: Fill[Told], server: Server, shared: Path, until: ExitStack
    ) -> tuple[ServerAddress, Told]:
        """A copy on the server, which is there ``until`` then, and what was told of it."""
        from salesdesk.store.engine.server_address import read_address

        name = _name_of(fill)
        if name not in self._databases:
            template = f"furnished_{os.getpid()}_{len(self._databases)}"
            server.run(
                f"CREATE DATABASE {template} TEMPLATE {template_of(server, shared)} STRATEGY file_copy"
            )
            self._databases[name] = (template, fill(read_address(server.url(template))))
        template, told = self._databases[name]
        return read_address(server.url(until.enter_context(cloned(server, template)))), told


def _name_of(fill: Callable[..., object]) -> str:
    return f"{fill.__module__}.{fill.__qualname__}"
