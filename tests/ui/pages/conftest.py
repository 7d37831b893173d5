"""The office every page test works in."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from salesdesk.ui.theme import Theme
from tests.ui.pages.office import Office, open_office


@pytest.fixture
def office(theme: Theme, tmp_path: Path) -> Iterator[Office]:
    """A new file with its services and context."""
    made = open_office(tmp_path, theme)
    yield made
    made.close()
