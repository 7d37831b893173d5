"""The demonstration data: filling a file with it, telling whether it is there, clearing it away.

What writes and clears is loaded when it is asked for: whether there is a sample is asked at every start.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from salesdesk.domain.changes import Cause, ChangeSet
from salesdesk.domain.progress import Work
from salesdesk.errors import DomainError
from salesdesk.services.commands import Commands
from salesdesk.store.store import Store

if TYPE_CHECKING:
    from salesdesk.domain.demo import Cleared
    from salesdesk.services.demo.clearing import Clearing

SAMPLE_CONTACTS, SAMPLE_SEED = 200, 32
"""How many people a business to look around in has, and which one it is."""


class DemoService:
    """Writes the demonstration data in one unit of work, so that one undo clears it again."""

    def __init__(self, store: Store, commands: Commands) -> None:
        self._store, self._commands = store, commands

    def is_empty(self) -> bool:
        """Whether the file holds no record yet, the trash included."""
        from salesdesk.store.records.emptiness import holds_no_record

        return holds_no_record(self._store.database)

    def fill(self, contacts: int, seed: int, work: Work) -> ChangeSet:
        """Write ``contacts`` people with everything around them. Refuses a file that holds records."""
        from salesdesk.services.demo.people import fill

        return fill(self._store, self._commands, contacts, seed, work)

    def show(self, work: Work) -> ChangeSet:
        """Fill an empty file with the business one looks around in."""
        return self.fill(SAMPLE_CONTACTS, SAMPLE_SEED, work)

    def shown(self) -> int | None:
        """The number of the change that filled the file, None when there is none or it was cleared."""
        batch, cleared = (self._store.journal.standing(cause) for cause in (Cause.DEMO, Cause.CLEAR))
        if batch is None or (cleared is not None and cleared.id > batch.id):
            return None
        return batch.id

    def clear(self, work: Work) -> Cleared:
        """Take the demonstration data away in one unit of work, with the changes of it that were made since; one undo
        brings all of it back. Records a person made stay, with what they refer to."""
        return self._clearing().run(work)

    def would_clear(self, work: Work) -> Cleared:
        """What ``clear`` would come to; nothing is changed."""
        return self._clearing().look(work)

    def _clearing(self) -> Clearing:
        from salesdesk.services.demo.clearing import Clearing

        number = self.shown()
        if number is None:
            raise DomainError("demo.nothing_to_clear")
        return Clearing(self._store, self._commands, number)
