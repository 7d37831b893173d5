"""Rows on which so many records of another list hang: people with two calls, companies without an open deal.

Everything is counted in one go for all rows, from the few records that pass, and not row by row.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping

from peewee import JOIN, Select, fn

from salesdesk.domain.fields import RecordKind
from salesdesk.domain.filters import Op
from salesdesk.domain.hanging_lists import MEMBERSHIP
from salesdesk.store.engine.statements import Query
from salesdesk.store.lists.fields import Linked, ListField
from salesdesk.store.lists.kinds import ListKind, kind_of
from salesdesk.store.lists.resolved import Places, Resolved, all_of
from salesdesk.store.models.activities import ActivityParticipant
from salesdesk.store.models.campaigns import Campaign, CampaignMember
from salesdesk.store.models.contacts import ContactCompany

_MEMBER = CampaignMember.alias("m")
_COLUMNS = {
    "campaign": None,
    "response": _MEMBER.status,
    "responded_at": _MEMBER.responded_at,
    "added_at": _MEMBER.added_at,
}
MEMBERSHIP_FIELDS: Mapping[str, ListField] = {
    key: ListField(
        key,
        type_,
        _COLUMNS[key],
        linked=Linked(Campaign, _MEMBER.campaign, lambda condition: condition) if key == "campaign" else None,
    )
    for key, type_ in MEMBERSHIP.items()
}
"""The fields of ``domain.hanging_lists.MEMBERSHIP`` as expressions."""
_KINDS = {
    "activities": RecordKind.ACTIVITIES,
    "deals": RecordKind.DEALS,
    "contacts": RecordKind.CONTACTS,
}


def counted(kind: RecordKind, what: str, inside: Resolved, op: Op, number: int) -> Resolved:
    """Rows of a kind on which as many records hang as ``op`` and ``number`` say, of those for which ``inside`` holds."""
    row = kind_of(kind).row
    match op:
        case Op.AT_LEAST:
            least, before = number, None
        case Op.ABOVE:
            least, before = number + 1, None
        case Op.AT_MOST:
            least, before = 0, number + 1
        case Op.BELOW:
            least, before = 0, number
        case _:
            least, before = number, number + 1
    parts: list[Resolved] = []
    if least > 0:
        parts.append(_at_least(kind, what, inside, least))
    if before is not None:
        parts.append(
            _at_least(kind, what, inside, before).turned_round()
            if before > 0
            else Resolved("none", (), lambda _: row.id.is_null())
        )
    return all_of(parts or [Resolved("any", (), lambda _: row.id.is_null(False))])


def _at_least(kind: RecordKind, what: str, inside: Resolved, number: int) -> Resolved:
    row = kind_of(kind).row
    hanging = _HANGING[kind, what]

    def build(places: Places) -> Query:
        found = hanging(_Inside(what, inside, places)).alias("h")
        owners = Select([found], [found.c.who]).group_by(found.c.who)
        return row.id.in_(owners.having(fn.COUNT(found.c.what) >= places.slot()))

    return Resolved(("at_least", what, inside.shape), (*inside.values, number), build)


class _Inside:
    """The records that are counted, as queries over their list."""

    def __init__(self, what: str, inside: Resolved, places: Places) -> None:
        self._of: ListKind | None = kind_of(_KINDS[what]) if what in _KINDS else None
        self._joins = inside.joins
        self.condition = inside.build(places)

    @property
    def row(self) -> Query:
        """One of them in every query."""
        return _MEMBER if self._of is None else self._of.row

    def pairs(self, who: Query) -> Query:
        """(who, what): the records for which ``inside`` holds, with whom they hang on."""
        return self._from(self.row.select(who.alias("who"), self.row.id.alias("what"))).where(
            who.is_null(False)
        )

    def numbers(self) -> Query:
        """Their ids."""
        return self._from(self.row.select(self.row.id))

    def _from(self, query: Query) -> Query:
        if self._of is not None:
            for name in sorted(self._joins):
                linked = self._of.linked(name)
                query = query.join(linked, JOIN.LEFT_OUTER, on=self._of.on(name, linked), src=self._of.row)
        return query.where(self.condition)


def _entries_of_people(inside: _Inside) -> Query:
    """What somebody is the one it is about, or takes part in."""
    part = ActivityParticipant.alias("p")
    taking_part = part.select(part.contact.alias("who"), part.activity.alias("what"))
    return inside.pairs(inside.row.contact).union(taking_part.where(part.activity.in_(inside.numbers())))


def _entries_of_companies(inside: _Inside) -> Query:
    """A company's own, and those of its people."""
    return inside.pairs(inside.row.company).union(_of_employers(_entries_of_people(inside)))


def _of_employers(pairs: Query) -> Query:
    """The same with the companies of those they hang on."""
    employed = ContactCompany.alias("w")
    theirs = pairs.alias("t")
    return (
        Select([theirs], [employed.company.alias("who"), theirs.c.what.alias("what")])
        .join(employed, on=(employed.contact == theirs.c.who))
        .distinct()
    )


def _places_in_campaigns(inside: _Inside) -> Query:
    campaign = Campaign.alias("k")
    there = campaign.select(campaign.id).where(campaign.deleted_at.is_null())
    return inside.pairs(inside.row.contact).where(inside.row.campaign.in_(there))


_HANGING: dict[tuple[RecordKind, str], Callable[[_Inside], Query]] = {
    (RecordKind.CONTACTS, "activities"): _entries_of_people,
    (RecordKind.CONTACTS, "deals"): lambda inside: inside.pairs(inside.row.contact),
    (RecordKind.CONTACTS, "campaigns"): _places_in_campaigns,
    (RecordKind.COMPANIES, "activities"): _entries_of_companies,
    (RecordKind.COMPANIES, "deals"): lambda inside: inside.pairs(inside.row.company),
    (RecordKind.COMPANIES, "contacts"): lambda inside: _of_employers(inside.pairs(inside.row.id)),
    (RecordKind.DEALS, "activities"): lambda inside: inside.pairs(inside.row.deal),
}
"""What hangs on whom: queries of (who, what), each pair once."""
