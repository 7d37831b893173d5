"""The password of a file: whether it has one, and another one for it."""

from __future__ import annotations

import hmac
from pathlib import Path

from salesdesk.errors import InputError
from salesdesk.store.engine import replacing
from salesdesk.store.engine.any_engine import as_file
from salesdesk.store.engine.rekeying import rekey
from salesdesk.store.engine.sqlite import FileDatabase
from salesdesk.store.store import Store

LEAST = 8
"""Characters of a new password. A file can be tried at home, without an end."""


class PasswordService:
    """What is asked before the password of the open file is changed."""

    def __init__(self, store: Store) -> None:
        self._store = store

    @property
    def is_encrypted(self) -> bool:
        """Whether the file has a password; a database of a server has none of ours."""
        database = self._store.database
        return isinstance(database, FileDatabase) and database.is_encrypted

    def check(self, typed: str) -> None:
        """Raise ``InputError`` unless this is the present password."""
        known = as_file(self._store.database).copies.password
        if not hmac.compare_digest(_bytes(known), _bytes(typed)):
            raise InputError("passwords.wrong", field="before")

    def check_new(self, typed: str, again: str) -> None:
        """Raise ``InputError`` for a new password that is too short, cannot be kept or was not typed twice alike."""
        if len(typed) < LEAST:
            raise InputError("passwords.too_short", field="after", least=LEAST)
        if "\x00" in typed or _bytes(typed) != typed.encode(errors="replace"):
            raise InputError("passwords.unusable", field="after")
        if typed != again:
            raise InputError("passwords.not_the_same", field="again")

    def backups(self) -> tuple[int, int]:
        """How many of the dated copies anybody can read who gets hold of them, and how many have a password."""
        from salesdesk.services.backups.service import BackupService

        backups = BackupService(self._store)
        plain = [replacing.is_plain(backups.path_of(one)) for one in backups.everywhere()]
        return sum(plain), len(plain) - sum(plain)


def _bytes(typed: str) -> bytes:
    """A password as bytes, half a sign included, which no keyboard types and a paste may hold."""
    return typed.encode(errors="surrogatepass")


def change_password(path: Path, before: str, after: str) -> None:
    """Give a file that nobody has open another password; "" is none. Raises ``StoreError``; it is then what it was."""
    rekey(path, before, after)
