"""The log file: what the program did and how much, never whose data it was.

A log is what a person sends along with a question, so it may hold counts, durations and our own words, but
no name, address, cell value or path. That is enforced here and not left to each caller: of the values filled
into a message only numbers, enum members and `Word` are written, anything else as the name of its type; of an
exception only its types and the places in the code, since its text may quote a cell. (That messages are
constant templates is a style check, see pyproject.toml.)
"""

from __future__ import annotations

import copy
import enum
import logging
import logging.handlers
import traceback
from pathlib import Path
from types import TracebackType

LARGEST_FILE = 1_000_000
"""Bytes after which a new file is begun."""

OLD_FILES = 3
"""How many earlier files are kept."""

_ExceptionInfo = tuple[type[BaseException], BaseException, TracebackType | None] | tuple[None, None, None]


class Word(str):
    """A word of the program itself (a report's name, a command, a state), safe to be logged."""


class _Impersonal(logging.Formatter):
    """Formats a record without the values that could be somebody's data."""

    def __init__(self) -> None:
        super().__init__("%(asctime)s %(levelname)s %(name)s: %(message)s")

    def format(self, record: logging.LogRecord) -> str:
        record = copy.copy(record)  # other handlers get the original
        record.exc_text = None
        if isinstance(record.args, tuple):
            record.args = tuple(_harmless(value) for value in record.args)
        elif record.args:
            record.args = {key: _harmless(value) for key, value in record.args.items()}
        return super().format(record)

    def formatException(self, ei: _ExceptionInfo) -> str:
        lines = []
        error = ei[1]
        while error is not None:
            for frame in traceback.extract_tb(error.__traceback__):
                lines.append(f"  {_place(frame.filename)}:{frame.lineno} in {frame.name}")
            lines.append(type(error).__qualname__)
            error = error.__cause__ or error.__context__
        return "\n".join(lines)


def _harmless(value: object) -> object:
    if isinstance(value, (bool, int, float, enum.Enum, Word)) or value is None:
        return value
    return _Masked(type(value).__name__)


class _Masked:
    """Stands for a value that is not written, in whatever way the message wanted to format it."""

    def __init__(self, kind: str) -> None:
        self._kind = kind

    def __repr__(self) -> str:
        return f"<{self._kind}>"


def _place(filename: str) -> str:
    """The last two parts of a source file's path; the first ones may name the person."""
    return "/".join(Path(filename).parts[-2:])


def start(folder: Path, level: int = logging.INFO) -> Path | None:
    """Write the program's log to ``folder`` from now on, and return the file.

    The folder is made when missing. None when the file cannot be written: the program runs without a log
    then. A second call moves the log to the other folder.
    """
    stop()
    file = folder / "salesdesk.log"
    try:
        folder.mkdir(parents=True, exist_ok=True)
        handler = logging.handlers.RotatingFileHandler(
            file, maxBytes=LARGEST_FILE, backupCount=OLD_FILES, encoding="utf-8"
        )
    except OSError:
        return None
    handler.setFormatter(_Impersonal())
    logger = logging.getLogger("salesdesk")
    logger.setLevel(level)
    logger.addHandler(handler)
    return file


def stop() -> None:
    """Close the log file."""
    logger = logging.getLogger("salesdesk")
    for handler in list(logger.handlers):
        if isinstance(handler, logging.handlers.RotatingFileHandler):
            logger.removeHandler(handler)
            handler.close()
