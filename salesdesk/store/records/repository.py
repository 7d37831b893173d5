"""The list of one kind of record with what is read of a whole one; each kind adds its own."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from salesdesk.store.lists.reader import ListReader

if TYPE_CHECKING:
    from salesdesk.domain.fields import RecordKind
    from salesdesk.store.engine.database import Database
    from salesdesk.store.records.custom_fields import CustomFieldRepository
    from salesdesk.store.records.tags import TagRepository


class RecordRepository(ListReader):
    """List methods (`ids`, `count`, `page`, `columns`) are those of `ListReader`."""

    def __init__(
        self,
        database: Database,
        kind: RecordKind,
        custom: CustomFieldRepository,
        tags: TagRepository,
        today: Callable[[], str],
    ) -> None:
        super().__init__(database, kind, custom, today)
        self._tags = tags
