"""Lists of people that are addressed: by which way, as far as the list itself says it."""

from __future__ import annotations

from salesdesk.domain.filters import Condition, Filter, Op
from salesdesk.domain.names import name_key
from salesdesk.domain.opt_outs import Way, way_of
from salesdesk.store.store import Store


def way_of_filter(store: Store, filter_: Filter) -> Way | None:
    """How the members of a campaign that a list of people is filtered by are addressed; None without a campaign, and
    where its channel addresses nobody one by one."""
    asked = [
        value
        for part in filter_.parts
        if isinstance(part, Condition) and part.field == "campaign" and part.op is Op.IS and not part.negated
        for value in part.values
    ]
    if not asked:
        return None
    keys = {name_key(value) for value in asked}
    ways = {
        way_of(campaign.channel)
        for campaign in store.campaigns.all()
        if f"#{campaign.id}" in asked or name_key(campaign.name) in keys
    }
    return ways.pop() if len(ways) == 1 else None
