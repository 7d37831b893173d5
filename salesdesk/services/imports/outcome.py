"""What a plan comes to, in figures: the one arithmetic that the wizard and the command line both tell."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from salesdesk.domain.entities import entities
from salesdesk.domain.fields import RecordKind
from salesdesk.domain.imports import ImportPlan, ImportResult, Resolution, RowState, SheetPlan
from salesdesk.services.imports.plan.work import PlannedWork

_KINDS = ("contacts", "deals", "orders", "activities", "companies")
"""In the order in which a file is about one of them rather than about the next; what is declared beside comes first."""
_LIKE = (RowState.POSSIBLE, RowState.REPEATED)
_ENTRIES = (RecordKind.ORDERS, RecordKind.ACTIVITIES)


@dataclass(frozen=True, slots=True)
class ImportOutcome:
    """``made`` says how many records of each kind will be created, the kind the file is about (``main``) first and
    without zeros; ``named`` are those of its kinds a short sentence names.

    ``alike`` counts rows that look like a record or an earlier row: ``alike_new`` of them are created and so are in
    ``made``, ``alike_joined`` add to what they look like, the others are skipped. ``troubled`` counts rows with a
    problem, ``stay_out`` those of them that are not imported; ``left_out`` rows that are left out for another reason,
    those of ``sheets_out`` included: the sheets with rows that are left out.
    """

    made: Mapping[str, int]
    main: str
    named: tuple[str, ...]
    changed: int
    unchanged: int
    alike: int
    alike_new: int
    alike_joined: int
    named_alike: int
    troubled: int
    stay_out: int
    left_out: int
    sheets_out: tuple[SheetPlan, ...]


def outcome_of(plan: ImportPlan) -> ImportOutcome:
    """The figures of ``plan``."""
    work, counts = plan.work, plan.counts
    assert isinstance(work, PlannedWork)
    used = [sheet for sheet in plan.sheets if sheet.used]
    kinds = {sheet.kind.value for sheet in used}
    made = {
        "contacts": len(work.contact_rows),
        "companies": len(work.company_rows),
        "deals": len(work.deal_rows),
        "orders": sum(sheet.counts.new for sheet in used if sheet.kind is RecordKind.ORDERS),
        "activities": sum(sheet.counts.new for sheet in used if sheet.kind is RecordKind.ACTIVITIES)
        + len(work.steps),
        **{kind.value: len(rows) for kind, rows in work.plain_rows.items()},
    }
    known = (*(kind.value for kind in entities().plain), *_KINDS)
    order = sorted((kind for kind in known if made.get(kind)), key=lambda kind: kind not in kinds)
    alike = [
        sheet.matches[row].resolution for sheet in used for row in sheet.matches if sheet.states[row] in _LIKE
    ]
    main = order[0] if order else next((kind for kind in known if kind in kinds), "contacts")
    return ImportOutcome(
        made={kind: made[kind] for kind in order},
        main=main,
        # The companies of a list of people are told beside it: they are named by nearly every one.
        named=tuple(kind for kind in order if kind in kinds or kind != "companies" or main != "contacts"),
        changed=counts.changed,
        unchanged=counts.unchanged,
        alike=counts.duplicates,
        alike_new=sum(1 for resolution in alike if resolution is Resolution.CREATE),
        alike_joined=sum(1 for resolution in alike if resolution is Resolution.UPDATE),
        named_alike=sum(len(sheet.people) for sheet in used),
        troubled=len({(problem.sheet, problem.row) for problem in plan.problems}),
        stay_out=counts.problems,
        left_out=counts.left_out,
        sheets_out=tuple(sheet for sheet in plan.sheets if not sheet.used and sheet.analysis.rows),
    )


def created_by(plan: ImportPlan, result: ImportResult) -> dict[str, int]:
    """What ``result`` says was created, with orders told apart from other entries of the timeline."""
    created = {kind: count for kind, count in result.created.items() if count}
    entries = {kind: sum(s.counts.new for s in plan.sheets if s.used and s.kind is kind) for kind in _ENTRIES}
    made = created.get("activities", 0)
    orders = min(made, entries[RecordKind.ORDERS])
    if orders and (made == sum(entries.values()) or not entries[RecordKind.ACTIVITIES]):
        created.pop("activities")
        created = {"orders": orders, **created}
        if made > orders:
            created["activities"] = made - orders
    return created
