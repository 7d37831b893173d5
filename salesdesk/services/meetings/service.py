"""What a person does with meetings: holding them, noting, picking what to discuss, deciding."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property

from salesdesk.domain.changes import ChangeSet, EntityKind
from salesdesk.domain.cleaning.text import one_line, tidy
from salesdesk.domain.fields import RecordKind
from salesdesk.domain.given_values import moment
from salesdesk.domain.meetings import (
    AgendaItem,
    Decided,
    DecisionState,
    Meeting,
    MeetingAbout,
    Note,
    Snapshot,
    Topic,
    agenda_text,
    snapshot_text,
)
from salesdesk.domain.names import clean_name
from salesdesk.domain.next_meetings import next_moment
from salesdesk.errors import DomainError, InputError
from salesdesk.phrases import phrase
from salesdesk.services.commands import Commands
from salesdesk.services.meetings.agendas import checked_agenda, place_of
from salesdesk.services.meetings.decisions import DecisionService
from salesdesk.services.meetings.templates import MeetingTemplateService
from salesdesk.services.plain_records import PlainRecords
from salesdesk.services.reports.service import FIRST_DAY, LAST_DAY
from salesdesk.store.journal.writing import Writing
from salesdesk.store.records.meetings import MeetingRepository, MeetingWriter
from salesdesk.store.store import Store

LONGEST_NOTE = 20_000
"""Letters of one paragraph of the notes."""


@dataclass(frozen=True, slots=True)
class MeetingView:
    """A meeting as its page shows it: the notes and topics, the meeting ``before`` it, what was decided there and what is
    still open from earlier ones, and the figures that were frozen last before this one."""

    meeting: Meeting
    notes: tuple[Note, ...]
    topics: tuple[Topic, ...]
    before: Meeting | None
    decided: tuple[Decided, ...]
    compared: Snapshot | None

    @property
    def decisions(self) -> tuple[Note, ...]:
        """What was decided in this meeting."""
        return tuple(note for note in self.notes if note.decided)


class MeetingService(PlainRecords):
    """Use cases of meetings; each is one step to undo."""

    records = RecordKind.MEETINGS
    _counted_as = "changes.meetings"

    def __init__(self, store: Store, commands: Commands) -> None:
        super().__init__(store, commands)
        assert isinstance(self._list, MeetingRepository)
        self._meetings = self._list

    @cached_property
    def templates(self) -> MeetingTemplateService:
        """What meetings begin with."""
        return MeetingTemplateService(self._store, self._commands)

    @cached_property
    def decisions(self) -> DecisionService:
        """Reading decisions and making tasks of them."""
        return DecisionService(self._store, self._commands)

    # -- meetings -----------------------------------------------------------------------------------------

    def start(
        self,
        template: str,
        day: date,
        name: str,
        *,
        people: str | None = None,
        contact: int | None = None,
        company: int | None = None,
    ) -> tuple[int, ChangeSet]:
        """Make a meeting of a kind on a day. Returns its number too. One about somebody needs to know about whom."""
        kind = self._store.meeting_templates.get(template)
        clean = clean_name(name, "meeting")
        if not FIRST_DAY <= day <= LAST_DAY:
            raise InputError("reports.outside_calendar", field="day", earliest=FIRST_DAY, latest=LAST_DAY)
        if kind.about is MeetingAbout.RECORD and contact is None and company is None:
            raise InputError("meetings.about_nobody", field="about")
        made: list[int] = []

        def change(uow: Writing) -> None:
            made.append(
                MeetingWriter(uow).start(
                    clean, kind.code, day.isoformat(), kind.agenda,
                    people=one_line(kind.people if people is None else people) or None,
                    contact=contact, company=company, next_at=next_moment(kind, day),
                )
            )  # fmt: skip

        changes = self._commands.run(
            phrase("changes.add", name=self._with_whom(clean, contact, company)), change
        )
        return made[0], changes

    def view(self, number: int) -> MeetingView:
        """A meeting as it stands now."""
        meeting = self._meetings.meeting(number)
        earlier = self._meetings.before(meeting)
        compared = next((one.snapshot for one in earlier if one.snapshot is not None), None)
        return MeetingView(
            meeting,
            tuple(self._meetings.notes(number)),
            self._topics(number),
            earlier[0] if earlier else None,
            self._decided(earlier),
            compared,
        )

    def set_agenda(self, number: int, items: Sequence[AgendaItem]) -> ChangeSet:
        """Give a meeting another agenda; notes under an item that is not on it any more stay."""
        return self._set(number, agenda=agenda_text(checked_agenda(items)))

    def tick_item(self, number: int, key: str, done: bool) -> ChangeSet:
        """Tick an item of the agenda off, or take that back."""
        agenda = self._meetings.meeting(number).agenda
        items = [replace(item, done=done) if item.key == key else item for item in agenda]
        return self._set(number, agenda=agenda_text(items))

    def set_next(self, number: int, at: str | None) -> ChangeSet:
        """Say when the next meeting is: a day, UTC text, or None."""
        return self._set(
            number, next_at=None if at is None else moment(at, phrase("meetings.next"), "next_at")
        )

    def begin(self, number: int, snapshot: Snapshot | None = None) -> ChangeSet:
        """The meeting begins now; ``snapshot`` are its figures. One that was over goes on."""
        meeting = self._meetings.meeting(number)
        values: dict[str, str | None] = {
            "started_at": meeting.started_at or self._store.now(),
            "ended_at": None,
        }
        if snapshot is not None and meeting.snapshot is None:
            values |= {"figures": snapshot_text(snapshot), "figures_at": snapshot.at}
        return self._run("changes.begin_meeting", meeting, values)

    def finish(self, number: int, snapshot: Snapshot | None = None) -> ChangeSet:
        """The meeting is over now; ``snapshot`` are its figures as they are at its end."""
        meeting = self._meetings.meeting(number)
        now = self._store.now()
        values: dict[str, str | None] = {"started_at": meeting.started_at or now, "ended_at": now}
        if snapshot is not None:
            values |= {"figures": snapshot_text(snapshot), "figures_at": snapshot.at}
        return self._run("changes.end_meeting", meeting, values)

    def freeze(self, number: int, snapshot: Snapshot | None) -> ChangeSet:
        """Keep the figures of a meeting as they are; None forgets what was kept."""
        meeting = self._meetings.meeting(number)
        kept = None if snapshot is None else snapshot_text(snapshot)
        code = "changes.freeze_meeting" if snapshot is not None else "changes.thaw_meeting"
        return self._run(
            code, meeting, {"figures": kept, "figures_at": None if snapshot is None else snapshot.at}
        )

    # -- notes --------------------------------------------------------------------------------------------

    def add_note(
        self,
        number: int,
        body: str,
        *,
        item: str = "",
        deal: int | None = None,
        after: int | None = None,
        origin: object = None,
    ) -> tuple[int, ChangeSet]:
        """Put a paragraph into the notes, behind another one or at the end. Returns its number too."""
        meeting, text = self._meetings.meeting(number), _body(body)
        place, behind = place_of(self._meetings.notes(number), after)
        made: list[int] = []

        def change(uow: Writing) -> None:
            writer = MeetingWriter(uow)
            writer.move_notes(behind)
            made.append(writer.add_note(number, place, one_line(item), deal, text))

        told = phrase("changes.note_meeting", name=meeting.whole_name)
        changes = self._commands.run(told, change, origin=origin)
        return made[0], changes

    def write_note(
        self, note: int, body: str, *, seen: str | None = None, origin: object = None
    ) -> tuple[int, ChangeSet]:
        """Write a paragraph anew. ``seen`` is what stood there when that was begun: where somebody else wrote something
        else since, theirs stays and this one stands behind it. Returns the number of the paragraph it stands in, too."""
        now = self._meetings.note(note)
        number, text = self._meetings.meeting_of(note), _body(body)
        if seen is not None and now.body not in (_body(seen), text):
            deal = now.deal_id
            return self.add_note(number, text, item=now.item, deal=deal, after=note, origin=origin)
        changes = self._commands.run(
            phrase("changes.note_meeting", name=self._meetings.meeting(number).whole_name),
            lambda uow: MeetingWriter(uow).change_note(note, body=text),
            origin=origin,
        )
        return note, changes

    def remove_note(self, note: int, *, origin: object = None) -> ChangeSet:
        """Take a paragraph out of the notes, of a decision its task as well."""
        meeting = self._meetings.meeting(self._meetings.meeting_of(note))
        found = self._meetings.note(note)

        def change(uow: Writing) -> None:
            MeetingWriter(uow).remove_notes([note])
            if found.entry is not None:
                self.decisions.take_back(uow, found.entry.id)

        code = "changes.drop_decision" if found.decided else "changes.note_meeting"
        return self._commands.run(phrase(code, name=meeting.whole_name), change, origin=origin)

    # -- what is to be discussed --------------------------------------------------------------------------

    def pick(self, number: int, deals: Iterable[int]) -> ChangeSet:
        """Put deals to those to be discussed, behind the others; those that are there stay where they are."""
        meeting, there = self._meetings.meeting(number), self._meetings.topics(number)
        known = {deal for _, deal, _ in there}
        fresh = [deal for deal in dict.fromkeys(deals) if deal not in known]
        if not fresh:
            raise DomainError("meetings.picked_already")
        for deal in fresh:
            self._store.deals.get(deal)  # refuses one that is gone
        return self._commands.run(
            phrase("changes.pick_topics", name=meeting.whole_name, count=len(fresh)),
            lambda uow: MeetingWriter(uow).add_topics(number, fresh, len(there)),
        )

    def drop(self, number: int, deals: Iterable[int]) -> ChangeSet:
        """Take deals from those to be discussed."""
        meeting, wanted = self._meetings.meeting(number), set(deals)
        topics = [topic for topic, deal, _ in self._meetings.topics(number) if deal in wanted]
        return self._commands.run(
            phrase("changes.drop_topics", name=meeting.whole_name, count=len(topics)),
            lambda uow: MeetingWriter(uow).remove_topics(topics),
        )

    def remark(self, number: int, topic: int, text: str) -> ChangeSet:
        """Say why a deal is to be discussed."""
        meeting = self._meetings.meeting(number)
        if topic not in {known for known, _, _ in self._meetings.topics(number)}:
            raise DomainError("meetings.topic_gone")
        return self._commands.run(
            phrase("changes.remark_topic", name=meeting.whole_name),
            lambda uow: MeetingWriter(uow).change_topic(topic, one_line(text) or None),
        )

    def _with_whom(self, name: str, contact: int | None, company: int | None) -> str:
        """The name of a meeting that is begun now, with whom it is about."""
        of = [(EntityKind.CONTACT, contact), (EntityKind.COMPANY, company)]
        hits = self._store.quick_search.known([(kind, number) for kind, number in of if number is not None])
        return Meeting(0, 0, name, "", "", "", (), about_name=hits[0].title if hits else "").whole_name

    # -- what they share ----------------------------------------------------------------------------------

    def _topics(self, number: int) -> tuple[Topic, ...]:
        read = self._meetings.topics(number)
        stages = {stage.id: stage for pipeline in self._store.pipelines.all() for stage in pipeline.stages}
        today = date.fromisoformat(self._store.today())
        cards = {
            card.id: card
            for card in self._store.deals.several_cards([deal for _, deal, _ in read], stages, today)
        }
        return tuple(Topic(topic, deal, text, cards[deal]) for topic, deal, text in read if deal in cards)

    def _decided(self, earlier: Sequence[Meeting]) -> tuple[Decided, ...]:
        """Of the meeting before everything, of those before it what is still to do."""
        now, today = self._store.now(), self._store.today()
        open_ = (DecisionState.OPEN, DecisionState.OVERDUE)
        return tuple(
            one
            for one in self._meetings.decided(earlier)
            if one.meeting == earlier[0].id or one.note.state(now, today) in open_
        )

    def _set(self, number: int, **values: str | None) -> ChangeSet:
        return self._run("changes.edit_meeting", self._meetings.meeting(number), values)

    def _run(self, code: str, meeting: Meeting, values: dict[str, str | None]) -> ChangeSet:
        return self._commands.run(
            phrase(code, name=meeting.whole_name), lambda uow: MeetingWriter(uow).set(meeting.id, **values)
        )


def _body(text: str) -> str:
    found = tidy(text) or ""
    if len(found) > LONGEST_NOTE:
        raise InputError("meetings.note_too_long", field="body", most=LONGEST_NOTE)
    return found
