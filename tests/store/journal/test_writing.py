"""What a use case sees of a unit of work."""

from __future__ import annotations

from salesdesk.domain.changes import Cause
from salesdesk.phrases import said
from salesdesk.store.journal.unit_of_work import UnitOfWork
from salesdesk.store.journal.writing import Writing, writes
from salesdesk.store.store import Store


class _Tags:
    @writes
    def make(self, uow: UnitOfWork, name: str, *, key: str = "") -> int:
        return uow.insert("tag", {"name": name, "name_key": key or name})


def _use_case(uow: Writing) -> tuple[int, str]:
    return _Tags().make(uow, "Big", key="big"), uow.at


def test_a_use_case_hands_its_unit_of_work_to_a_writer(store: Store) -> None:
    with store.unit_of_work(Cause.EDIT, said("Add a tag")) as uow:
        number, at = _use_case(uow)
    assert store.tags.find("Big") == number
    assert at == store.now()


def test_a_use_case_sees_nothing_that_writes_or_reads_rows() -> None:
    seen = {name for name in vars(Writing) if not name.startswith("_")} | set(Writing.__annotations__)
    assert seen == {"at", "actor", "told", "changes", "so_far", "batch", "open_batch"}
    assert seen - set(Writing.__annotations__) <= set(vars(UnitOfWork))
