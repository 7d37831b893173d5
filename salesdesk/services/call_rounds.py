"""What a person does with call rounds."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from salesdesk.domain.activities import ActivityKind
from salesdesk.domain.call_rounds import (
    CallTry,
    MemberState,
    RoundAbout,
    RoundFigures,
    RoundMember,
    next_member,
    state_after,
)
from salesdesk.domain.changes import Cause, ChangeSet
from salesdesk.domain.cleaning.text import one_line
from salesdesk.domain.fields import RecordKind
from salesdesk.domain.names import clean_name
from salesdesk.domain.opt_outs import Way
from salesdesk.errors import DomainError
from salesdesk.phrases import phrase
from salesdesk.services.activities.service import ActivityService
from salesdesk.services.activities.subjects import Subject
from salesdesk.services.commands import Commands
from salesdesk.services.plain_records import PlainRecords
from salesdesk.store.journal.writing import Writing
from salesdesk.store.records.call_rounds import CallRoundRepository, CallRoundWriter
from salesdesk.store.store import Store


@dataclass(frozen=True, slots=True)
class MadeRound:
    """A round that was made: its number, how many are on the list, and how many were left out because they do not want to
    be called, or were on it already."""

    number: int
    people: int
    refused: int = 0
    known: int = 0


@dataclass(frozen=True, slots=True)
class RoundView:
    """A round as it is worked: its list, its calls, its figures, and who is next."""

    number: int
    name: str
    purpose: str
    origin: str
    about: RoundAbout
    members: tuple[RoundMember, ...]
    tries: tuple[CallTry, ...]
    figures: RoundFigures
    next: RoundMember | None

    def tries_of(self, member: RoundMember) -> list[CallTry]:
        """The calls to one of the list, the oldest first."""
        return [one for one in self.tries if _is_about(one, member, self.about)]


class CallRoundService(PlainRecords):
    """Use cases of call rounds; each is one step to undo."""

    records = RecordKind.CALL_ROUNDS
    _counted_as = "changes.call_rounds"

    def __init__(self, store: Store, commands: Commands) -> None:
        super().__init__(store, commands)
        assert isinstance(self._list, CallRoundRepository)
        self._rounds = self._list
        self._activities = ActivityService(store, commands)

    # -- the list -----------------------------------------------------------------------------------------

    def start(
        self, name: str, about: RoundAbout, ids: Sequence[int], *, purpose: str = "", origin: str = ""
    ) -> tuple[MadeRound, ChangeSet]:
        """Make a round of a list, in its order. Whoever does not want to be called is left out; raises ``DomainError`` where
        nobody is left."""
        name = clean_name(name, "call_round")
        wanted, refused = self._may_be_called(about, ids)
        if not wanted:
            raise DomainError("call_rounds.nobody", count=refused)
        made: list[int] = []

        def change(uow: Writing) -> None:
            writer = CallRoundWriter(uow)
            made.append(writer.start(name, about, one_line(purpose) or None, one_line(origin) or None))
            writer.add_members(made[0], about, wanted)

        changes = self._commands.run(phrase("changes.start_round", name=name), change)
        return MadeRound(made[0], len(wanted), refused), changes

    def add(self, number: int, ids: Sequence[int]) -> tuple[MadeRound, ChangeSet]:
        """Put further records at the end of the list; who is on it already stays where they are."""
        about, name = self._rounds.about(number), self._name_of(number)
        wanted, refused = self._may_be_called(about, ids)
        there = self._rounds.members(number)
        known = {_number(one, about) for one in there}
        fresh = [one for one in wanted if one not in known]
        end = max((one.position for one in there), default=-1) + 1
        changes = self._commands.run(
            phrase("changes.add_to_round", name=name),
            lambda uow: CallRoundWriter(uow).add_members(number, about, fresh, end),
            cause=Cause.BULK_EDIT,
        )
        return MadeRound(number, len(fresh), refused, len(wanted) - len(fresh)), changes

    def remove(self, member: int) -> ChangeSet:
        """Take somebody from the list; the calls stay."""
        one = self._rounds.member(member)
        return self._commands.run(
            phrase("changes.leave_round", name=one.name),
            lambda uow: CallRoundWriter(uow).remove_members([member]),
        )

    # -- working it ---------------------------------------------------------------------------------------

    def view(self, number: int, after: RoundMember | None = None) -> RoundView:
        """A round as it stands now; ``after`` is who was looked at last."""
        about, row = self._rounds.about(number), self._rounds.page([number])[number]
        members = self._rounds.members(number)
        return RoundView(
            number,
            str(row["round_name"]),
            str(row["round_purpose"] or ""),
            str(row["round_origin"] or ""),
            about,
            tuple(members),
            tuple(self._rounds.tries(number)),
            self._rounds.figures(number, members, self._store.activities.choices.all()),
            next_member(members, after),
        )

    def subject(self, member: RoundMember) -> Subject:
        """What is logged about somebody on the list belongs to."""
        return Subject(member.contact_id, member.company_id, member.deal_id)

    def call(
        self,
        number: int,
        member: int,
        *,
        outcome: str = "",
        body: str = "",
        dialled: str = "",
        minutes: int | None = None,
        next_step: str = "",
        next_due: str | None = None,
        next_kind: ActivityKind = ActivityKind.TASK,
        again: bool = False,
        origin: object = None,
    ) -> ChangeSet:
        """Record a call of the round, what is next, and how far somebody is by that. ``dialled`` is the number that was tried;
        with ``again`` another one is tried at once, so they stay where they are on the list."""
        one = self._rounds.member(member)
        told, write = self._activities.logging(
            ActivityKind.CALL, self.subject(one), outcome=outcome, body=body, duration_minutes=minutes, place=dialled,
            next_step=next_step, next_due=next_due, next_kind=next_kind, call_round_id=number,
        )  # fmt: skip
        choices = self._store.activities.choices.all()
        said = choices.stored_outcome(outcome or None)
        state = state_after(was_reached=choices.is_contact(ActivityKind.CALL, said))

        def change(uow: Writing) -> None:
            write(uow)
            if not again:
                CallRoundWriter(uow).work(member, state, said)

        return self._commands.run(
            phrase("changes.round_call", name=one.name, log=told), change, origin=origin
        )

    def skip(self, member: int) -> ChangeSet:
        """Leave somebody out of the round."""
        return self._set(member, MemberState.SKIPPED, "changes.skip_in_round")

    def take_back(self, member: int) -> ChangeSet:
        """Somebody who was done or skipped is to be called after all."""
        return self._set(member, MemberState.WAITING, "changes.call_again_in_round")

    def _set(self, member: int, state: MemberState, code: str) -> ChangeSet:
        one = self._rounds.member(member)
        return self._commands.run(
            phrase(code, name=one.name), lambda uow: CallRoundWriter(uow).work(member, state)
        )

    def _may_be_called(self, about: RoundAbout, ids: Sequence[int]) -> tuple[list[int], int]:
        """Those of a list who may be called, and how many may not."""
        people = self._rounds.callers(about, list(dict.fromkeys(ids)))
        asked = [person for person in people.values() if person is not None]
        out = self._store.opt_outs.audience(Way.PHONE, asked).left_out
        kept = [record for record, person in people.items() if person not in out]
        return kept, len(people) - len(kept)


def _number(member: RoundMember, about: RoundAbout) -> int | None:
    if about is RoundAbout.DEALS:
        return member.deal_id
    return member.contact_id if about is RoundAbout.CONTACTS else member.company_id


def _is_about(call: CallTry, member: RoundMember, about: RoundAbout) -> bool:
    contact, company, deal = call.member_key
    if about is RoundAbout.DEALS:
        return deal == member.deal_id
    if about is RoundAbout.COMPANIES:
        return company == member.company_id
    return contact == member.contact_id
