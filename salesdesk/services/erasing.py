"""Erasing for good: somebody who asks for it, and what lies in the trash. It cannot be taken back."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection
from dataclasses import replace

from salesdesk.domain.changes import Cause, ChangeSet, EntityKind
from salesdesk.domain.erasing import Erased, ErasePlan
from salesdesk.domain.progress import Work
from salesdesk.domain.search_results import SearchHit
from salesdesk.domain.trash import kinds
from salesdesk.errors import DomainError, InputError
from salesdesk.phrases import Phrase, phrase
from salesdesk.services.activities.who import told_apart
from salesdesk.services.commands import Commands
from salesdesk.store.journal.writing import Writing
from salesdesk.store.records.erasing import Eraser, ErasureRepository
from salesdesk.store.records.people_called import people_called
from salesdesk.store.store import Store


class ErasureService:
    """Use cases of erasing."""

    def __init__(self, store: Store, commands: Commands) -> None:
        self._store, self._commands = store, commands
        self._read = ErasureRepository(store.database)

    def person_called(self, words: str) -> int:
        """The one person whose name, address or number some words are, "#28" by number; one in the trash where nobody
        else is called so. Raises ``InputError`` for none, and for several, which it lists."""
        found = people_called(self._store.database, words)
        if not found:
            raise InputError("erasing.nobody_found", field="who", words=words)
        if len(found) > 1:
            known = {
                hit.id: hit
                for hit in self._store.quick_search.known([(EntityKind.CONTACT, one) for one, *_ in found])
            }
            hits = tuple(
                told_apart(known.get(number) or SearchHit(EntityKind.CONTACT, number, name), address)
                for number, name, address in found
            )
            raise InputError("erasing.several_found", field="who", words=words, hits=hits)
        return found[0][0]

    def plan(self, people: Collection[int], work: Work | None = None) -> ErasePlan:
        """What erasing people touches, and which backups and exports hold them still. Looks into every backup, so it may
        take a while. Raises ``DomainError`` when nobody of them is there."""
        from salesdesk.services.backups.holding import holding

        found = self._read.plan(people)
        if not found.ids:
            raise DomainError("erasing.nobody_there")
        if work is not None:
            work.check()
        return replace(found, backups=holding(self._store, "contact", found.ids))

    def erase(self, people: Collection[int], work: Work | None = None) -> Erased:
        """Erase people with everything that is theirs, out of the history too. Raises ``DomainError`` when nobody of them is
        there."""
        ids = self._read.with_merged(people)
        if not ids:
            raise DomainError("erasing.nobody_there")
        return self._erased(
            phrase("changes.erased_people", count=len(ids)), lambda uow: Eraser(uow).people(ids), work
        )

    def empty_trash(self, work: Work | None = None) -> Erased:
        """Erase everything that lies in the trash. Raises ``DomainError`` when nothing does."""
        found: dict[EntityKind, Collection[int]] = defaultdict(list)
        for kind in kinds():
            found[kind] = self._store.trash.ids(kind)
        count = sum(map(len, found.values()))
        if not count:
            raise DomainError("erasing.trash_is_empty")
        return self._erased(
            phrase("changes.emptied_trash", count=count), lambda uow: Eraser(uow).records(found), work
        )

    def _erased(self, told: Phrase, change: Callable[[Writing], None], work: Work | None) -> Erased:
        if work is not None:
            work.check()
            work.report(0, 2, "erasing")
        changes: ChangeSet = self._commands.run(told, change, cause=Cause.ERASE)
        if work is not None:
            work.report(1, 2, "erasing")
        clean = self._store.database.scrub()
        if work is not None:
            work.report(2, 2, "erasing")
        return Erased(changes, clean)
