"""What the window remembers for this person, declared once each: key and default."""

from __future__ import annotations

import json
from contextlib import suppress
from pathlib import Path
from typing import Generic, TypeVar

from PySide6.QtCore import QByteArray, QSettings

from salesdesk.value_classes import dataclass

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Option(Generic[T]):
    """One remembered value; it is stored as JSON, so ``default`` must be of JSON's types."""

    key: str
    default: T


THEME = Option("appearance/theme", "system")
GEOMETRY = Option("window/geometry", "")
COUNTRY = Option("region/country", "")
CURRENCY = Option("region/currency", "EUR")
LANGUAGE = Option("region/language", "")
KEEP_IN_TRAY = Option("window/keep_in_tray", False)
OWNER_NAME = Option("person/name", "")


def columns_of(list_name: str) -> Option[dict[str, object]]:
    """The remembered columns of one list: {"shown": [keys], "widths": {key: pixels}}."""
    return Option(f"columns/{list_name}", {})


def drafts_of(file: str) -> Option[dict[str, object]]:
    """What was begun and not saved in the file of this identity, as it was kept before the file itself kept it."""
    return Option(f"drafts/{file}", {})


def kept_of(file: str, kind: str) -> Option[dict[str, object]]:
    """What is kept up to date of the file of this identity: "folder" ("" for nothing), the saved "view", and what was written
    last: "name", "batch", "at", "count"."""
    return Option(f"kept/{file}-{kind}", {})


def folder_of(purpose: str) -> Option[str]:
    """The folder used last in the file dialog of one purpose, "" for none yet."""
    return Option(f"{purpose}/folder", "")


FOLDER = folder_of("last")
"""The folder used last in any of them."""


class Preferences:
    """Values in an INI file at ``path``, which nobody else may read. What is missing or unreadable has its default."""

    def __init__(self, path: Path) -> None:
        self._path, self._is_private = path, False
        self._file = QSettings(str(path), QSettings.Format.IniFormat)

    def get(self, option: Option[T]) -> T:
        """The remembered value, or the option's default."""
        stored = self._file.value(option.key)
        if not isinstance(stored, str):
            return option.default
        try:
            value = json.loads(stored)
        except (ValueError, RecursionError):
            return option.default
        return value if isinstance(value, type(option.default)) else option.default

    def set(self, option: Option[T], value: T) -> None:
        """Remember ``value``."""
        if not self._is_private:
            self._make_private()
        self._file.setValue(option.key, json.dumps(value))

    def forget(self, option: Option[T]) -> None:
        """Have the option's default again."""
        self._file.remove(option.key)

    def _make_private(self) -> None:
        """Qt keeps the rights of a file that is there, and makes one that all may read."""
        self._is_private = True
        with suppress(OSError):  # a folder that cannot be written: nothing is remembered there
            self._path.parent.mkdir(parents=True, exist_ok=True)
            self._path.touch(0o600)
            self._path.chmod(0o600)

    def save(self) -> None:
        """Write to the file now; closing the window calls it."""
        self._file.sync()


def encode_bytes(data: QByteArray) -> str:
    """Window geometry as text for an option."""
    return bytes(data.toBase64().data()).decode("ascii")


def decode_bytes(text: str) -> QByteArray:
    """The reverse of ``encode_bytes``."""
    return QByteArray.fromBase64(QByteArray(text.encode("ascii", "ignore")))
