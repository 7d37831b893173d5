"""Imports: open a file, plan, carry out, take back; and what was imported when."""

from __future__ import annotations

import time
from dataclasses import replace
from pathlib import Path

from salesdesk.domain.changes import Cause, ChangeSet, EntityKind, UndoResult
from salesdesk.domain.imports import ImportDecisions, ImportPlan, ImportRecord, ImportResult, SeenPlan
from salesdesk.domain.meanwhile import NO_ANSWERS, UNTOUCHED, Answers, ImportClash, Meanwhile
from salesdesk.domain.progress import Work
from salesdesk.errors import DomainError
from salesdesk.exchange.mapping.sheet import header_fingerprint
from salesdesk.exchange.reading.session import ReaderSession
from salesdesk.phrases import Words, phrase
from salesdesk.services.commands import Commands
from salesdesk.services.data_files import open_data_file
from salesdesk.services.imports.apply import apply_plan
from salesdesk.services.imports.file import ImportFile
from salesdesk.services.imports.meanwhile import as_read_before, holding, settled, with_writers
from salesdesk.services.uncollected import without_collector
from salesdesk.store.journal.writing import Writing
from salesdesk.store.records.imports import ImportRepository
from salesdesk.store.store import Store


class ImportService:
    """Use cases around imports."""

    def __init__(self, store: Store, commands: Commands) -> None:
        self._store, self._commands = store, commands
        self._repository = ImportRepository(store.database)

    def open(self, path: Path, work: Work) -> ImportFile:
        """Open a data file; close what is returned. Raises ``FileProblem`` and ``Cancelled``."""
        return self.take(open_data_file(path, work, tuple(self._store.files)))

    def open_text(self, text: str, name: str, work: Work) -> ImportFile:
        """Open pasted cells under a name; close what is returned."""
        session = ReaderSession()
        session.open_text(text, name, work=work)
        return self.take(session)

    def take(self, session: ReaderSession) -> ImportFile:
        """A data file that is open already; closing what is returned closes it."""
        return ImportFile(self._store, self._repository, session)

    def apply(
        self,
        file: ImportFile,
        plan: ImportPlan,
        decisions: ImportDecisions,
        work: Work,
        words: Words | None = None,
        answers: Answers | None = None,
    ) -> tuple[ImportResult, ChangeSet]:
        """Carry out a plan in one unit of work. What somebody else wrote since it was computed is respected (see
        ``imports.meanwhile``): with ``answers`` there is somebody to be asked, and what they do not answer raises
        ``ImportClash`` before anything is written; without, the outcome tells what was left alone. Cancelling leaves
        everything as it was. ``words`` put what is noted of a contact (another spelling of its name) into the person's
        language.
        """
        ready, meanwhile = self._present(file, plan, decisions, work, answers)
        if not ready.counts.rows - ready.counts.left_out and not meanwhile.deleted:
            raise DomainError("imports.nothing_to_import", file=plan.file_name)
        file.rest()  # while the rows are written, the reading child has nothing to do but to hold the workbook
        results: list[ImportResult] = []

        def write(uow: Writing) -> None:
            now, told = ready, meanwhile
            if self._store.journal.latest() != ready.basis:  # somebody was faster; from here on nobody is
                now, told = self._present(file, plan, decisions, work, answers)
            made = apply_plan(self._store, uow, self._repository, now, _mappings(now), work, words)
            results.append(replace(made, meanwhile=told))

        started = time.perf_counter()
        with without_collector():
            changes = self._commands.run(
                phrase("changes.import", file=plan.file_name), write, cause=Cause.IMPORT
            )
        written = results[0].timings["write"]
        timings = {**results[0].timings, "index and commit": time.perf_counter() - started - written}
        return replace(results[0], timings=timings), changes

    def seen(self, plan: ImportPlan, decisions: ImportDecisions, earlier: SeenPlan | None) -> SeenPlan:
        """What to hand to ``apply`` once a person looked at ``plan`` and had looked at ``earlier``: what others wrote
        between the two was not the person's decision, so the values that count are those read first."""
        if earlier is None or not self._store.others.wrote_since(earlier.plan.basis):
            return SeenPlan(plan, decisions)
        if earlier.decisions is decisions:
            return earlier
        return SeenPlan(as_read_before(plan, earlier.plan), decisions)

    def _present(
        self,
        file: ImportFile,
        plan: ImportPlan,
        decisions: ImportDecisions,
        work: Work,
        answers: Answers | None,
    ) -> tuple[ImportPlan, Meanwhile]:
        """The plan as it is to be carried out now, and what it leaves alone because of others."""
        if self._store.journal.latest() == plan.basis:
            return plan, UNTOUCHED
        held = holding(plan, decisions)
        fresh = file.plan(held, work)
        decided = settled(plan, fresh, held, self._company, answers or NO_ANSWERS)
        told = with_writers(self._store, decided.meanwhile)
        if told and answers is not None and self._store.others.wrote_since(plan.basis):
            raise ImportClash(told)
        return (fresh if decided.decisions == held else file.plan(decided.decisions, work)), told

    def _company(self, number: int) -> str:
        return self._store.names.of(EntityKind.COMPANY, number) or ""

    def history(self) -> list[ImportRecord]:
        """Every import, newest first."""
        return self._repository.history()

    def undo(self, number: int, work: Work | None = None) -> UndoResult:
        """Take an import back: what it created goes, what it changed gets its former values; what was edited since
        is kept and listed."""
        record = next((r for r in self.history() if r.number == number), None)
        if record is None or record.batch is None:
            raise DomainError("imports.no_such_import", number=number)
        if record.undone:
            raise DomainError("imports.already_undone", file=record.file_name)
        with without_collector():
            return self._commands.undo_batch(record.batch, work)


def _mappings(plan: ImportPlan) -> dict[str, tuple[str, dict[str, str]]]:
    """What to remember of the used sheets: (name, header -> field) by fingerprint of the header row."""
    found = {}
    for sheet in plan.sheets:
        columns = [column for column in sheet.analysis.columns if column.header]
        if sheet.used and columns and sheet.analysis.header_row is not None:
            fingerprint = header_fingerprint([column.header for column in sheet.analysis.columns])
            meant: dict[str, set[str]] = {}
            for column in columns:
                meant.setdefault(column.header, set()).add(column.field)
            # A name that stands over two columns of different meaning says nothing about either of them.
            found[fingerprint] = (
                f"{plan.file_name}: {sheet.analysis.name}",
                {header: fields.pop() for header, fields in meant.items() if len(fields) == 1},
            )
    return found
