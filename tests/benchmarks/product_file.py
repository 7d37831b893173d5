"""A SalesDesk file with any number of believable people, made once and kept until what makes it changes."""

from __future__ import annotations

import os
import zlib
from pathlib import Path

from salesdesk.services.services import build_services
from salesdesk.services.setup import set_up
from salesdesk.store.store import Store
from tests.benchmarks.result import Settings
from tests.benchmarks.written import write
from tests.conftest import ROOT

_MAKERS = (
    "resources/demo/words.toml",
    "salesdesk/domain/demo.py",
    "salesdesk/services/demo/people.py",
    "salesdesk/services/demo/sales.py",
    "salesdesk/store/journal/schema.py",
    "salesdesk/store/search/fts5.py",
    "salesdesk/store/search/index.py",
    "salesdesk/store/search/texts.py",
    "salesdesk/domain/search_words.py",
    "tests/benchmarks/written.py",
    "salesdesk/store/models",
)


class Silent:
    """Work that nobody watches."""

    def report(self, done: int, total: int | None, what: str) -> None:
        """Nothing."""

    def check(self) -> None:
        """Nothing."""


def product_file(settings: Settings, contacts: int, *, written: bool = False) -> Path:
    """A file with the demonstration data of ``contacts`` people; a minute or more per million, once. ``written`` adds what
    people write about people."""
    kind = "written" if written else "product"
    file = settings.cache / f"{kind}-{contacts}-{_fingerprint():08x}.salesdesk"
    if not file.exists():
        settings.cache.mkdir(parents=True, exist_ok=True)
        unfinished = file.with_name(f"{file.stem}.{os.getpid()}.salesdesk")
        store = Store(unfinished)
        set_up(store)
        build_services(store).demo.fill(contacts, 1, Silent())
        if written:
            write(store, contacts)
        store.close()
        unfinished.replace(file)
    return file


def _fingerprint() -> int:
    found = 0
    for name in _MAKERS:
        place = ROOT / name
        for file in sorted(place.rglob("*.py")) if place.is_dir() else [place]:
            found = zlib.crc32(file.read_bytes(), found)
    return found
