"""The office every page test works in."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication

from tests.ui.pages.office import Office, open_office
from tests.ui.plain import be_plain


@pytest.fixture
def office(qapp: QApplication, tmp_path: Path) -> Iterator[Office]:
    """A new file with its services and context."""
    made = open_office(tmp_path)
    yield made
    made.close()
    be_plain(qapp)
