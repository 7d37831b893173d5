"""What an import does about opt-outs as it writes: it lifts those it is to lift, and knows those of further addresses."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from salesdesk.domain.opt_outs import Way
from salesdesk.services.imports.plan.drafts import SheetDrafts
from salesdesk.services.imports.plan.opt_outs import further_addresses, lifted
from salesdesk.services.imports.plan.work import PlannedWork
from salesdesk.store.journal.writing import Writing
from salesdesk.store.records.opt_outs import OptOutWriter


def lift_opt_outs(uow: Writing, planned: PlannedWork) -> None:
    """Before the people of an import are made: what is opted out of their addresses ends where the file says that they may
    be addressed and that was confirmed."""
    for way in Way:
        if keys := lifted(planned, way):
            OptOutWriter(uow).lift(way, (), keys)


def refusing_by_email(
    uow: Writing, sheet: SheetDrafts, rows: Sequence[Sequence[Any]], said: Sequence[Any]
) -> list[bool]:
    """Which rows refuse e-mail: those that have ``said`` so, and those with an opted-out address that has no field of its
    own. The writer of contacts looks at the others."""
    given = [bool(one) for one in said]
    opt_outs = OptOutWriter(uow)
    if not sheet.custom or not opt_outs.may_concern(Way.EMAIL):
        return given
    return opt_outs.flags(Way.EMAIL, given, [[*further_addresses(sheet, row)] for row in rows])
