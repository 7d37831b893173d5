"""Records that an import makes because new rows name them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator

from salesdesk.domain.changes import EntityKind
from salesdesk.domain.fields import RecordKind
from salesdesk.domain.imports import ImportPlan, ListAction, ListKind
from salesdesk.domain.merging_back import NewName
from salesdesk.services.imports.matches import shown_name
from salesdesk.services.imports.plan.work import PlannedWork

_LISTS = {
    ListKind.OWNER: EntityKind.OWNER,
    ListKind.SOURCE: EntityKind.SOURCE,
    ListKind.TAG: EntityKind.TAG,
    ListKind.PIPELINE: EntityKind.PIPELINE,
    ListKind.STAGE: EntityKind.STAGE,
}


def names_of_rows(
    plan: ImportPlan, kind: RecordKind, is_campaign: Callable[[str], bool]
) -> Iterator[NewName]:
    """What new rows of one kind make beside themselves. ``is_campaign`` tells whether a campaign is called so."""
    work = plan.work
    assert isinstance(work, PlannedWork)
    (drafts,) = work.sheets
    for value in plan.lists:
        if value.kind in _LISTS and value.decision.action is ListAction.CREATE:
            yield NewName(_LISTS[value.kind], value.name, value.rows)
    if kind is not RecordKind.CONTACTS:
        people = Counter(work.contacts.get(drafts.place, ()))
        for number, (_, row) in enumerate(work.contact_rows, 1):
            yield NewName(EntityKind.CONTACT, shown_name(drafts, row), people[-number])
        for name, cells in work.people_made.items():
            yield NewName(EntityKind.CONTACT, name, cells)
    if kind is not RecordKind.COMPANIES:
        firms = Counter(work.companies.get(drafts.place, ()))
        for number, (name, _, _) in enumerate(work.company_rows, 1):
            yield NewName(EntityKind.COMPANY, name, firms[-number])
    if kind is RecordKind.DEALS:
        campaigns = Counter(name for name in drafts.column("campaign") if name and not is_campaign(name))
        for name, rows in campaigns.items():
            yield NewName(EntityKind.CAMPAIGN, name, rows)
