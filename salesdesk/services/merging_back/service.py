"""Use cases of merging back: plan, choose, apply as one step to undo; put aside and take up again."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from salesdesk.domain.changes import ChangeSet
from salesdesk.domain.entities import entity_of
from salesdesk.domain.imports import ImportRecord
from salesdesk.domain.merging_back import Choices, MergeOutcome, MergePlan, OpenQuestions
from salesdesk.domain.progress import UNWATCHED, Work
from salesdesk.errors import DomainError, FileProblem, InputError
from salesdesk.exchange.reading.session import ReaderSession
from salesdesk.services.commands import Commands
from salesdesk.services.data_files import refuse_own
from salesdesk.services.merging_back.kept import as_text, from_text
from salesdesk.services.merging_back.planning import Planner
from salesdesk.services.merging_back.reading import ReadWorkbook
from salesdesk.services.uncollected import without_collector
from salesdesk.store.records.imports import ImportRepository
from salesdesk.store.records.pending_merges import KeptMerge, PendingMerges
from salesdesk.store.store import Store

if TYPE_CHECKING:
    from salesdesk.services.merging_back.following import Followers


class MergingBackService:
    """Merges workbooks that exports of this database wrote."""

    def __init__(self, store: Store, commands: Commands) -> None:
        self._store, self._commands = store, commands
        self._pending = PendingMerges(store.database)

    def is_export(self, path: Path, work: Work | None = None) -> bool:
        """Whether a file is a workbook (or a text) that an export of this database wrote, so that it is to be merged, not
        imported. Raises ``FileProblem`` and ``Cancelled``."""
        refuse_own(path, self._store.files)
        with ReaderSession() as session:
            session.open(path, work=work)
            return self.is_open_export(session, work)

    def is_open_export(self, session: ReaderSession, work: Work | None = None) -> bool:
        """The same of a file that is open already."""
        return not _is_cards(session.path) and ReadWorkbook(self._store, session).is_export(work)

    def unmerged(self, path: Path, work: Work | None = None) -> bool | None:
        """Whether an export of this database says something which is not here yet, and would be lost with it; None of a
        file that is none. Raises ``Cancelled``."""
        try:
            plan = self.plan(path, work)
        except (FileProblem, InputError):  # nothing that could be merged
            return None
        return not plan.is_empty or bool(plan.problems)

    def plan(self, path: Path, work: Work | None = None) -> MergePlan:
        """What merging a workbook back would do. Reads only. Raises ``FileProblem``, ``Cancelled``, and ``InputError`` for
        one of another database, or one whose export is newer than what the journal tells."""
        refuse_own(path, self._store.files)
        if _is_cards(path):
            raise InputError("merging_back.no_export", field="workbook", workbook=path.name)
        doing = work or UNWATCHED
        with without_collector(), ReaderSession() as session:
            session.open(path, work=doing)
            return Planner(self._store, self._commands, ReadWorkbook(self._store, session), doing).plan()

    def apply(
        self, plan: MergePlan, choices: Choices, work: Work | None = None
    ) -> tuple[MergeOutcome, ChangeSet]:
        """Carry a plan out in one unit of work. Raises ``DomainError`` while a conflict has no choice, ``EditConflict`` where
        somebody else wrote one of the cells since it was planned; nothing is written then."""
        from salesdesk.services.merging_back.applying import Application  # not needed to show a plan

        with without_collector():
            return Application(self._store, self._commands, plan, choices, work or UNWATCHED).run()

    def history(self) -> list[ImportRecord]:
        """Every merge of a workbook with what it created, changed and deleted, newest first."""
        return ImportRepository(self._store.database).merges()

    def followers(self, plan: MergePlan) -> Followers:
        """What finds the fields that become different with the cells of a plan, without being cells of it."""
        from salesdesk.services.merging_back.following import Followers

        return Followers(self._store, self._commands, plan)

    def renewed(self, plan: MergePlan, work: Work | None = None) -> MergePlan:
        """The same plan over the records as they are now."""
        from salesdesk.services.merging_back.applying import Renewal

        return Renewal(self._store, self._commands).renewed(plan, work or UNWATCHED)

    def keep_questions(self, plan: MergePlan, choices: Choices, number: int | None = None) -> int:
        """Put a merge aside with what was chosen so far, in place of ``number`` where it was put aside before. Returns its
        number."""
        kept = KeptMerge(
            0,
            self._store.now(),
            self._store.actor,
            plan.workbook,
            plan.counts.conflicts,
            len(choices.undecided(plan)),
            as_text(plan, choices),
        )
        return self._pending.keep(kept, _records(plan), number)

    def open_questions(self) -> list[OpenQuestions]:
        """The merges that were put aside, newest first."""
        return [
            OpenQuestions(one.number, one.workbook, one.at, one.actor, one.undecided, one.conflicts)
            for one in self._pending.all()
        ]

    def take_up(self, number: int, work: Work | None = None) -> tuple[MergePlan, Choices]:
        """A merge that was put aside, over the records as they are now, with the choices that still have a cell."""
        kept = self._pending.get(number)
        if kept is None:
            raise DomainError("merging_back.no_such_merge", number=number)
        plan, choices = from_text(kept.content)
        now = self.renewed(plan, work)
        places = {cell.place for cell in now.cells if cell.is_open}
        cells = {place: side for place, side in choices.cells.items() if place in places}
        there = frozenset(row.place for row in now.removed)
        return now, Choices(cells, choices.left_out, choices.delete & there, choices.columns)

    def forget_questions(self, number: int) -> Callable[[], int]:
        """Drop a merge that was put aside. Returns what puts it aside again with all that was chosen."""
        kept = self._pending.get(number)
        if kept is None:
            raise DomainError("merging_back.no_such_merge", number=number)
        self._pending.drop(number)
        return lambda: self._pending.keep(kept, _records(from_text(kept.content)[0]))


def _records(plan: MergePlan) -> dict[str, set[int]]:
    """The records that a plan is about by table."""
    records: dict[str, set[int]] = defaultdict(set)
    for cell in plan.cells:
        records[entity_of(cell.kind).table].add(cell.record)
    for row in plan.removed:
        records[entity_of(row.kind).table].add(row.record)
    for offer in plan.offers:
        records[entity_of(offer.kind).table] |= offer.values.keys()
    return records


def _is_cards(path: Path) -> bool:
    """Whether a file holds contact cards, which have no rows."""
    return path.suffix.lower() in (".vcf", ".vcard")
