"""A file with a password: opened with it, and asked for without it."""

from __future__ import annotations

from pathlib import Path

import pytest

from salesdesk.errors import StoreDamaged, WrongKey
from salesdesk.services.setup import set_up
from salesdesk.store.store import Store
from tests.refusals import refusing


@pytest.fixture
def locked(tmp_path: Path) -> Path:
    """A file whose password is "garden gate"."""
    path = tmp_path / "locked.salesdesk"
    store = Store(path, password="garden gate")
    set_up(store)
    store.close()
    return path


def test_the_password_opens_the_file(locked: Path) -> None:
    store = Store(locked, password="garden gate")
    assert store.pipelines.all()
    store.close()
    assert not locked.read_bytes().startswith(b"SQLite format 3")


@pytest.mark.parametrize("password", ["", "garden fence"])
@pytest.mark.parametrize("read_only", [False, True])
def test_without_it_the_person_is_asked_and_the_driver_is_quiet(
    locked: Path, password: str, read_only: bool, capfd: pytest.CaptureFixture[str]
) -> None:
    before = locked.read_bytes()
    with refusing(WrongKey, match="password"):
        Store(locked, password=password, read_only=read_only)
    assert locked.read_bytes() == before
    assert capfd.readouterr() == ("", "")


def test_a_password_for_a_plain_file_is_not_asked_again(tmp_path: Path) -> None:
    path = tmp_path / "plain.salesdesk"
    store = Store(path)
    set_up(store)
    store.close()
    with refusing(StoreDamaged, match="not protected"):
        Store(path, password="garden gate")


def test_a_text_is_no_file_with_a_password(tmp_path: Path) -> None:
    path = tmp_path / "letter.salesdesk"
    path.write_text("Dear Amara,\n" * 500, encoding="utf-8")
    with refusing(StoreDamaged, match="not a SalesDesk file"):
        Store(path)
