"""Making room for very many new records at once."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from salesdesk.store.engine.bulk_load import without_indexes
from salesdesk.store.journal.writing import writes

if TYPE_CHECKING:
    from salesdesk.store.journal.unit_of_work import UnitOfWork

_OF_CONTACTS = (
    *("contact", "contact_company", "contact_email", "contact_phone", "contact_tag", "contact_value"),
    "lifecycle_event",
)
_MOVES = 3  # of a deal through the stages, about


class BulkWriter:
    """Writes very many records within one unit of work."""

    @writes
    def __init__(self, uow: UnitOfWork) -> None:
        self._database = uow.database

    @contextmanager
    def room(
        self, *, contacts: int = 0, companies: int = 0, deals: int = 0, activities: int = 0, members: int = 0
    ) -> Iterator[None]:
        """To be held while about so many new records are written with everything that is theirs: indexes they would
        more than double stand aside, see ``engine.bulk_load``."""
        expected = dict.fromkeys(_OF_CONTACTS, contacts)
        expected |= {"company": companies, "deal": deals, "stage_event": deals * _MOVES}
        expected |= {"activity": activities, "campaign_member": members}
        with without_indexes(self._database, expected):
            yield
