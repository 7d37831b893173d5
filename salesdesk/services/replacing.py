"""Files that are about to be replaced: none that holds what somebody typed, unless that is asked for."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable
from pathlib import Path

from salesdesk import outputs
from salesdesk.domain.progress import Work
from salesdesk.errors import InputError
from salesdesk.exchange.writing.other_hands import by_other_hands, is_untouched
from salesdesk.services.commands import Commands
from salesdesk.services.merging_back import MergingBackService
from salesdesk.store.store import Store


def refuse_edited(store: Store, paths: Iterable[Path], work: Work | None = None) -> None:
    """Raise ``InputError`` where one of some files, as far as they are there, holds edits that would be lost: an export
    that was edited and is not merged, or a workbook or PDF that another program wrote or saved. What was merged back
    is here by now and may go. Raises ``FileProblem`` and ``WrongEnding`` for what is never replaced, and ``Cancelled``."""
    merging = MergingBackService(store, Commands(store))
    for path in paths:
        if not os.path.isfile(path):  # which refuses no impossible name
            continue
        target = outputs.target_of(path, databases=store.files)
        if _told_by(is_untouched, target):  # as large as it is, it holds nothing that somebody typed
            continue
        told = None if target.suffix.lower() == ".pdf" else merging.unmerged(target, work)
        if told:
            raise InputError("outputs.unmerged", field="out", file=str(path))
        if told is None and _told_by(by_other_hands, target):
            raise InputError("outputs.other_hands", field="out", file=str(path))


def _told_by(look: Callable[[Path], bool], target: Path) -> bool:
    try:
        return look(target)
    except OSError as error:
        raise outputs.problem(error, target) from error
