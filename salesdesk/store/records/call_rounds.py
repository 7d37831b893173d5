"""Call rounds in the database: who is on the list, how far each is, and how the round went."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Sequence
from typing import TYPE_CHECKING

from peewee import fn

from salesdesk.domain.activities.choices import Choices
from salesdesk.domain.call_rounds import CallTry, Left, MemberState, RoundAbout, RoundFigures, RoundMember
from salesdesk.domain.cleaning.text import fold_key
from salesdesk.domain.fields import RecordKind
from salesdesk.domain.opt_outs import Way
from salesdesk.errors import DomainError
from salesdesk.store.engine.statements import Named, Query, Slot, Statement, one_of
from salesdesk.store.models.activities import Activity
from salesdesk.store.models.call_rounds import CallRound as RoundRow
from salesdesk.store.models.call_rounds import CallRoundMember as MemberRow
from salesdesk.store.models.companies import Company
from salesdesk.store.models.contacts import Contact
from salesdesk.store.models.deals import Deal
from salesdesk.store.records.merged_parts import merged_into
from salesdesk.store.records.opt_outs import OptOutRepository
from salesdesk.store.records.plain import PlainWriter
from salesdesk.store.records.repository import RecordRepository

if TYPE_CHECKING:
    from salesdesk.domain.call_rounds import MemberState as State

_LINKS = {RoundAbout.CONTACTS: "contact_id", RoundAbout.COMPANIES: "company_id", RoundAbout.DEALS: "deal_id"}
_MEMBER = ("call_round_id", "contact_id", "company_id", "deal_id", "position", "state")


def _members() -> Query:
    """Who is on lists, with what they are called, those in the trash as well; a deal is with somebody."""
    m, c, o, d = MemberRow, Contact.alias("c"), Company.alias("o"), Deal.alias("d")
    w, f = (
        Contact.alias("w"),
        Company.alias("f"),
    )  # whom a deal is with, and the company of a person or a deal
    return (
        m.select(
            m.id, m.call_round, m.position, m.state, m.outcome, m.worked_at, m.contact, m.company, m.deal,
            c.full_name.alias("person"), o.name.alias("firm"), d.title.alias("title"), w.id.alias("with_id"),
            w.full_name.alias("with_name"), f.name.alias("beside"), c.job_title.alias("job"),
            fn.COALESCE(c.deleted_at, o.deleted_at, d.deleted_at).alias("gone"),
        )
        .left_outer_join(c, on=m.contact == c.id)
        .left_outer_join(o, on=m.company == o.id, src=m)
        .left_outer_join(d, on=m.deal == d.id, src=m)
        .left_outer_join(w, on=(d.contact == w.id) & w.deleted_at.is_null(), src=d)
        .left_outer_join(f, on=(fn.COALESCE(c.company, d.company, w.company) == f.id) & f.deleted_at.is_null(), src=m)
    )  # fmt: skip


@Statement
def _of_round(number: Slot) -> Query:
    return _members().where(MemberRow.call_round == number).order_by(MemberRow.position, MemberRow.id)


@Statement
def _by_id(number: Slot) -> Query:
    return _members().where(MemberRow.id == number)


@Statement
def _calls(number: Slot) -> Query:
    a = Activity
    return (
        a.select(a.contact, a.company, a.deal, a.place, a.outcome, a.at, a.duration_minutes)
        .where(a.call_round == number, a.at.is_null(False), a.due_at.is_null(), a.deleted_at.is_null())
        .order_by(a.at, a.id)
    )


@Statement
def _next_steps(number: Slot) -> Query:
    a = Activity
    return a.select(fn.COUNT(a.id)).where(
        a.call_round == number, a.due_at.is_null(False), a.deleted_at.is_null()
    )


@Statement
def _people_called(numbers: Slot) -> Query:
    return Contact.select(Contact.id, Contact.full_name).where(one_of(Contact.id, numbers))


@Statement
def _firms_called(numbers: Slot) -> Query:
    return Company.select(Company.id, Company.name).where(one_of(Company.id, numbers))


@Statement
def _deals_with(deals: Slot) -> Query:
    return Deal.select(Deal.id, Deal.contact).where(one_of(Deal.id, deals))


@Statement
def _about(number: Slot) -> Query:
    return RoundRow.select(RoundRow.about).where(RoundRow.id == number, RoundRow.deleted_at.is_null())


@Statement
def _rounds_of(contact: Slot, limit: Slot) -> Query:
    m, r = MemberRow, RoundRow
    return (
        m.select(r.id, r.name, m.state)
        .join(r, on=m.call_round == r.id)
        .where(m.contact == contact, r.deleted_at.is_null())
        .order_by(r.id.desc())
        .limit(limit)
    )


@Statement
def _open_rounds() -> Query:
    m, r = MemberRow, RoundRow
    states = [MemberState.WAITING.value, MemberState.AGAIN.value]
    left = m.select(m.id).where(m.call_round == r.id, m.state.in_(states))
    return r.select(fn.COUNT(r.id)).where(r.deleted_at.is_null(), fn.EXISTS(left))


class CallRoundRepository(RecordRepository):
    """Reads call rounds."""

    def about(self, number: int) -> RoundAbout:
        """Whom a round calls; refuses an unknown one."""
        found = self._database.first(_about, number=number)
        if found is None:
            raise DomainError("call_rounds.gone", number=number)
        return RoundAbout(found.about)

    def members(self, number: int) -> list[RoundMember]:
        """Everybody on the list of a round, in its order; those who left it say why."""
        return self._read(self._database.select(_of_round, number=number))

    def member(self, number: int) -> RoundMember:
        """One of them by its own number; refuses an unknown one."""
        found = self._read(self._database.select(_by_id, number=number))
        if not found:
            raise DomainError("call_rounds.member_gone")
        return found[0]

    def tries(self, number: int) -> list[CallTry]:
        """The calls of a round, the oldest first."""
        rows = self._database.select(_calls, number=number)
        return [
            CallTry((row.contact_id, row.company_id, row.deal_id), row.place or "", row.outcome, row.at)
            for row in rows
        ]

    def figures(self, number: int, members: Sequence[RoundMember], choices: Choices) -> RoundFigures:
        """How a round went with its ``members``; ``choices`` are the outcomes of the file."""
        calls = self._database.select(_calls, number=number)
        outcomes = Counter(row.outcome or "" for row in calls)
        states = Counter(one.state for one in members if one.left is None)
        waiting, again = states[MemberState.WAITING], states[MemberState.AGAIN]
        return RoundFigures(
            people=len(members),
            left=waiting + again,
            again=again,
            done=states[MemberState.DONE],
            skipped=states[MemberState.SKIPPED],
            gone=sum(one.left is not None and one.state is not MemberState.DONE for one in members),
            reached=len(
                {
                    (row.contact_id, row.company_id, row.deal_id)
                    for row in calls
                    if choices.is_contact("call", row.outcome)
                }
            ),
            calls=len(calls),
            minutes=sum(row.duration_minutes or 0 for row in calls),
            next_steps=int(self._database.single(_next_steps, number=number)),
            outcomes=dict(outcomes.most_common()),
        )

    def callers(self, about: RoundAbout, ids: Sequence[int]) -> dict[int, int | None]:
        """Whom each record of a list is about: the person a deal is with, of a company nobody."""
        if about is RoundAbout.CONTACTS:
            return {number: number for number in ids}
        if about is RoundAbout.COMPANIES:
            return dict.fromkeys(ids)
        people = dict(self._database.pairs(_deals_with, deals=list(ids)))
        return {deal: people.get(deal) for deal in ids}

    def of_contact(self, contact: int, limit: int = 12) -> list[tuple[int, str, State]]:
        """(round, its name, how far the person is) of the rounds a person is on, the newest first."""
        rows = self._database.select(_rounds_of, contact=contact, limit=limit)
        return [(row.id, row.name, MemberState(row.state)) for row in rows]

    def open_count(self) -> int:
        """How many rounds have somebody left."""
        return int(self._database.single(_open_rounds))

    def _read(self, rows: Sequence[Named]) -> list[RoundMember]:
        people = {row.id: row.contact_id or row.with_id for row in rows}
        open_ = {row.id for row in rows if row.state in (MemberState.WAITING, MemberState.AGAIN)}
        asked = [contact for row, contact in people.items() if contact is not None and row in open_]
        refusing = OptOutRepository(self._database).audience(Way.PHONE, asked).left_out
        merged = self._merged(rows)
        return [_member(row, people[row.id], refusing, merged) for row in rows]

    def _merged(self, rows: Sequence[Named]) -> dict[tuple[str, int], str]:
        """Of those in the trash what they are part of now, by table and number."""
        found: dict[tuple[str, int], str] = {}
        for table, key, called in (
            ("contact", "contact_id", _people_called),
            ("company", "company_id", _firms_called),
        ):
            links = [getattr(row, key) for row in rows if row.gone is not None]
            gone = [number for number in links if number is not None]
            went = merged_into(self._database, table, gone) if gone else {}
            names = dict(self._database.pairs(called, numbers=sorted(set(went.values())))) if went else {}
            found |= {(table, number): str(names.get(other, "")) for number, other in went.items()}
        return found


def _member(
    row: Named, contact: int | None, refusing: Collection[int], merged: dict[tuple[str, int], str]
) -> RoundMember:
    left = None
    if row.contact_id is None and row.company_id is None and row.deal_id is None:
        left = Left.ERASED
    elif row.gone is not None:
        left = Left.TRASH
    elif contact in refusing:
        left = Left.REFUSES
    parts: tuple[str | None, ...] = ()
    if row.deal_id is not None:
        parts = (row.with_name, row.beside)
    elif row.contact_id is not None:
        parts = (row.job, row.beside)
    went = merged.get(("contact", row.contact_id)) or merged.get(("company", row.company_id)) or ""
    return RoundMember(
        row.id,
        row.position,
        MemberState(row.state),
        row.title or row.person or row.firm or "",
        " · ".join(part for part in parts if part),
        contact,
        row.company_id,
        row.deal_id,
        row.outcome,
        row.worked_at,
        left,
        went,
    )


class CallRoundWriter(PlainWriter):
    """Writes call rounds and who is on them, within one unit of work."""

    kind, table = RecordKind.CALL_ROUNDS, "call_round"

    def start(self, name: str, about: RoundAbout, purpose: str | None, origin: str | None) -> int:
        """Make a round, with nobody on its list yet."""
        values = {"name": name, "name_key": fold_key(name), "about": about.value}
        made = {"purpose": purpose, "origin": origin, "created_at": self._uow.at, "updated_at": self._uow.at}
        return self._uow.insert(self.table, {**values, **made})

    def add_members(self, number: int, about: RoundAbout, ids: Sequence[int], first: int = 0) -> None:
        """Put records on the list, in their order, from place ``first`` on."""
        link = _LINKS[about]
        rows = []
        for place, record in enumerate(ids, first):
            links = {link: record}
            named = (links.get("contact_id"), links.get("company_id"), links.get("deal_id"))
            rows.append((number, *named, place, MemberState.WAITING.value))
        self._uow.insert_many("call_round_member", _MEMBER, rows)

    def work(self, member: int, state: MemberState, outcome: str | None = None) -> None:
        """Say how far somebody is by now."""
        now = None if state is MemberState.WAITING else self._uow.at
        values = {"state": state.value, "outcome": outcome, "worked_at": now}
        self._uow.update("call_round_member", member, values)

    def remove_members(self, members: Collection[int]) -> None:
        """Take people from the list."""
        self._uow.delete_many("call_round_member", members)
