"""Use cases of merging back: plan, choose, apply as one step to undo; put aside and take up again."""

from __future__ import annotations

from pathlib import Path

from salesdesk.domain.changes import ChangeSet
from salesdesk.domain.merging_back import Choices, MergeOutcome, MergePlan, OpenQuestions
from salesdesk.domain.progress import Work
from salesdesk.services.commands import Commands
from salesdesk.store.store import Store


class MergingBackService:
    """Merges workbooks that exports of this database wrote."""

    def __init__(self, store: Store, commands: Commands) -> None:
        self._store, self._commands = store, commands

    def is_export(self, path: Path, work: Work | None = None) -> bool:
        """Whether a file is a workbook (or a text) that an export of this database wrote, so that it is to be merged, not
        imported. Raises ``FileProblem`` and ``Cancelled``."""
        raise NotImplementedError

    def plan(self, path: Path, work: Work | None = None) -> MergePlan:
        """What merging a workbook back would do. Reads only. Raises ``FileProblem``, ``Cancelled``, and ``InputError`` for
        one of another database, or one whose export is newer than what the journal tells."""
        raise NotImplementedError

    def apply(
        self, plan: MergePlan, choices: Choices, work: Work | None = None
    ) -> tuple[MergeOutcome, ChangeSet]:
        """Carry a plan out in one unit of work. Raises ``DomainError`` while a conflict has no choice, ``EditConflict`` where
        somebody else wrote one of the cells since it was planned; nothing is written then."""
        raise NotImplementedError

    def renewed(self, plan: MergePlan, work: Work | None = None) -> MergePlan:
        """The same plan over the records as they are now."""
        raise NotImplementedError

    def keep_questions(self, plan: MergePlan, choices: Choices, number: int | None = None) -> int:
        """Put a merge aside with what was chosen so far, in place of ``number`` where it was put aside before. Returns its
        number."""
        raise NotImplementedError

    def open_questions(self) -> list[OpenQuestions]:
        """The merges that were put aside, newest first."""
        raise NotImplementedError

    def take_up(self, number: int, work: Work | None = None) -> tuple[MergePlan, Choices]:
        """A merge that was put aside, over the records as they are now, with the choices that still have a cell."""
        raise NotImplementedError

    def forget_questions(self, number: int) -> None:
        """Drop a merge that was put aside."""
        raise NotImplementedError
