"""Moving everything from a file to a server, back, or into another file."""

from __future__ import annotations

import os
from contextlib import closing
from pathlib import Path

from salesdesk.domain.progress import Work
from salesdesk.errors import DomainError
from salesdesk.outputs import backup_endings, target_of
from salesdesk.store.engine.any_engine import open_database
from salesdesk.store.engine.moving import Moved, copy_to_file, move
from salesdesk.store.engine.server_address import ServerAddress
from salesdesk.store.store import Store


def copy_everything(
    store: Store, target: Path | ServerAddress, password: str = "", work: Work | None = None
) -> Moved:
    """Copy all records and their history into ``target``: a file that is not there yet, or a database that holds
    nothing. All or nothing. Raises ``DomainError`` when there is something, ``FileProblem`` and ``StoreError`` when it
    cannot be written."""
    if isinstance(target, ServerAddress):
        with closing(open_database(target)) as made:
            return move(store.database, made, work)
    real = target_of(target, endings=backup_endings(target), databases=store.files)
    if os.path.lexists(real) and os.path.getsize(real):
        raise DomainError("moving.exists", file=str(target))
    return copy_to_file(store.database, real, password=password, work=work)
