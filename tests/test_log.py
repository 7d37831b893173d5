"""The log file holds what the program did, and nobody's data."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from pathlib import Path

import pytest

from salesdesk import log

_log = logging.getLogger("salesdesk.services.imports.history")


@pytest.fixture(autouse=True)
def stopped() -> Iterator[None]:
    yield
    log.stop()
    logging.getLogger("salesdesk").setLevel(logging.NOTSET)


def written(file: Path | None) -> str:
    assert file is not None
    return file.read_text(encoding="utf-8")


def test_counts_and_own_words_are_written(tmp_path: Path) -> None:
    file = log.start(tmp_path / "not" / "there" / "yet")
    _log.info("report %s: %d rows in %.1f s, all: %s", log.Word("pipeline"), 4812, 1.25, True)
    assert (
        "INFO salesdesk.services.imports.history: report pipeline: 4812 rows in 1.2 s, all: True"
        in written(file)
    )


@pytest.mark.parametrize("value", ["Müller", Path("mueller.xlsx"), {"name": "Müller"}, b"Mueller"])
def test_anything_else_is_written_as_its_type(tmp_path: Path, value: object) -> None:
    file = log.start(tmp_path)
    _log.info("read %s and %r", value, value)
    text = written(file)
    assert f"<{type(value).__name__}>" in text
    assert "ller" not in text


def test_named_values_are_masked_too(tmp_path: Path) -> None:
    file = log.start(tmp_path)
    _log.info("%(rows)d rows of %(name)s", {"rows": 3, "name": "Müller"})
    assert "3 rows of <str>" in written(file)


@pytest.mark.expects_log("import failed")
def test_an_exception_is_written_without_its_text(tmp_path: Path) -> None:
    file = log.start(tmp_path)
    try:
        try:
            int("Müller")
        except ValueError as error:
            raise FieldError("no number: Müller") from error
    except FieldError:
        _log.exception("import failed")
    text = written(file)
    assert "ValueError" in text
    assert "FieldError" in text
    assert "tests/test_log.py:" in text
    assert "ller" not in text


class FieldError(Exception):
    """A failure whose text quotes a cell."""


def test_other_handlers_still_get_the_values(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    log.start(tmp_path)
    with caplog.at_level(logging.INFO):
        _log.info("read %s", "Müller")
    assert caplog.messages == ["read Müller"]


def test_the_file_is_rotated(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(log, "LARGEST_FILE", 2000)
    log.start(tmp_path)
    for number in range(500):
        _log.info("batch %d done", number)
    log.stop()
    files = sorted(path.name for path in tmp_path.glob("salesdesk.log*"))
    assert files == ["salesdesk.log", *(f"salesdesk.log.{n}" for n in range(1, log.OLD_FILES + 1))]
    assert all(path.stat().st_size <= 2000 for path in tmp_path.glob("salesdesk.log*"))
    assert "batch 499 done" in (tmp_path / "salesdesk.log").read_text(encoding="utf-8")


def test_a_folder_that_cannot_be_made_means_no_log(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    assert log.start(tmp_path / "file") is None
    _log.info("goes on")
