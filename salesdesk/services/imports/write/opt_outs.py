"""Lifts the opt-outs that an import is to lift."""

from __future__ import annotations

from salesdesk.domain.opt_outs import Way
from salesdesk.services.imports.plan.opt_outs import lifted
from salesdesk.services.imports.plan.work import PlannedWork
from salesdesk.store.journal.writing import Writing
from salesdesk.store.records.opt_outs import OptOutWriter


def lift_opt_outs(uow: Writing, planned: PlannedWork) -> None:
    """Before the people of an import are made: what is opted out of their addresses ends where the file says that they may
    be addressed and that was confirmed."""
    for way in Way:
        if keys := lifted(planned, way):
            OptOutWriter(uow).lift(way, (), keys)
