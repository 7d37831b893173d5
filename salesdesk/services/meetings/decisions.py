"""Decisions: a typed line read, and the task that is made of it."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from datetime import datetime

from salesdesk.domain.activities import ActivityChange, ActivityKind
from salesdesk.domain.changes import ChangeSet
from salesdesk.domain.cleaning.text import one_line
from salesdesk.domain.decisions import Chosen, Decision, DecisionReader, Part
from salesdesk.domain.known_names import KnownDeal, KnownDeals, KnownPeople, KnownPerson
from salesdesk.domain.local_zone import LocalZone
from salesdesk.domain.meetings import Meeting
from salesdesk.domain.natural_dates.reading import Typist
from salesdesk.errors import DomainError, InputError
from salesdesk.phrases import phrase
from salesdesk.services.activities.entries import planned
from salesdesk.services.activities.subjects import EntryDetails, Subject, completed
from salesdesk.services.commands import Commands
from salesdesk.services.meetings.agendas import place_of
from salesdesk.store.journal.writing import Writing
from salesdesk.store.records.activity_writer import ActivityWriter
from salesdesk.store.records.meetings import MeetingWriter
from salesdesk.store.store import Store


class DecisionReading:
    """Reads the lines of one meeting: it knows the people and the open deals as they were when it was made, ``near`` those
    that the meeting is about."""

    def __init__(self, store: Store, language: str, near: Iterable[int]) -> None:
        self._store, self._language = store, language
        people = [KnownPerson(owner.id, owner.name) for owner in store.owners.all()]
        self._people = KnownPeople(people)
        self._deals = KnownDeals(store.meetings.open_deals(), list(near))
        self._reader = DecisionReader(self._people, self._deals)

    def read(self, line: str, here: int | None = None) -> Decision:
        """What a line says; ``here`` is the deal that is spoken of."""
        rules = self._store.settings.typing_rules
        return self._reader.read(line, self._now(), Typist(self._language, rules.date_order or "DMY"), here)

    def people(self, words: str, most: int) -> list[KnownPerson]:
        """Those whose names begin with some words, for an offer behind "@"."""
        return self._people.starting(words)[:most]

    def deals(self, words: str, most: int, first: Collection[int] = ()) -> list[KnownDeal]:
        """Deals with a title of which a word begins with some words, for an offer behind "#"; those of ``first`` before
        the others."""
        found = self._deals.starting(words)
        return sorted(found, key=lambda deal: (deal.id not in first, deal.title_key))[:most]

    def _now(self) -> datetime:
        return self._store.clock().astimezone(LocalZone())


class DecisionService:
    """Use cases of decisions."""

    def __init__(self, store: Store, commands: Commands) -> None:
        self._store, self._commands = store, commands

    def reading(self, language: str, near: Iterable[int] = ()) -> DecisionReading:
        """Reads lines that are typed in a language (two letters); ``near`` are the deals of the meeting."""
        return DecisionReading(self._store, language, near)

    def due_of(self, meeting: Meeting, decision: Decision) -> str:
        """Until when a decision is to be done: the day that it says, else the next meeting if that is still to come, else
        today."""
        today = self._store.today()
        if decision.due is not None:
            return decision.due
        following = meeting.next_at[:10] if meeting.next_at else ""
        return following if following > today else today

    def decide(
        self,
        number: int,
        decision: Decision,
        *,
        item: str = "",
        note: int | None = None,
        after: int | None = None,
        origin: object = None,
    ) -> tuple[int, ChangeSet]:
        """Make a task of a decision and keep it in the notes, in one step: instead of the paragraph ``note`` that it was
        typed in, or else behind ``after``. Returns the number of its paragraph too."""
        title = one_line(decision.title)
        if not title:
            raise InputError("meetings.nothing_decided", field="title")
        meeting = self._store.meetings.meeting(number)
        about = self._about(meeting, decision)
        owner = None if decision.person is None else decision.person.id
        details = EntryDetails(owner_id=owner) if owner is not None else EntryDetails()
        task = planned(
            self._store.activities.choices.all(),
            about,
            title,
            self.due_of(meeting, decision),
            ActivityKind.TASK,
            "",
            details,
        )
        notes = self._store.meetings.notes(number)
        place, behind = place_of(notes, after)
        kept = next((one for one in notes if one.id == note), None)
        made: list[int] = []

        def change(uow: Writing) -> None:
            entry, writer = ActivityWriter(uow).add(task), MeetingWriter(uow)
            if kept is not None:
                writer.change_note(
                    kept.id, body=title, deal_id=about.deal_id, decided=True, activity_id=entry
                )
                made.append(kept.id)
                return
            writer.move_notes(behind)
            made.append(
                writer.add_note(number, place, one_line(item), about.deal_id, title, entry, decided=True)
            )

        changes = self._commands.run(phrase("changes.decide", subject=title), change, origin=origin)
        return made[0], changes

    def correct(self, note: int, part: Part, chosen: Chosen) -> ChangeSet:
        """Give the task of a decision to somebody else, another day or another deal, in one step."""
        kept = self._store.meetings.note(note)
        if kept.entry is None:
            raise DomainError("meetings.task_gone")
        entry = kept.entry.id
        if part is Part.DEAL:
            deal = chosen if isinstance(chosen, KnownDeal) else None
            meeting = self._store.meetings.meeting(self._store.meetings.meeting_of(note))
            about = self._about(meeting, Decision(kept.entry.subject, deal=deal))
            change = ActivityChange(
                contact_id=about.contact_id, company_id=about.company_id, deal_id=about.deal_id
            )
        elif part is Part.PERSON:
            change = ActivityChange(owner_id=chosen.id if isinstance(chosen, KnownPerson) else None)
        else:
            meeting = self._store.meetings.meeting(self._store.meetings.meeting_of(note))
            due = chosen if isinstance(chosen, str) else None
            change = ActivityChange(due_at=self.due_of(meeting, Decision(kept.entry.subject, due=due)))

        def write(uow: Writing) -> None:
            ActivityWriter(uow).change(entry, change)
            if part is Part.DEAL:
                MeetingWriter(uow).change_note(note, deal_id=change.deal_id)

        return self._commands.run(phrase("changes.correct_decision", subject=kept.entry.subject), write)

    def take_back(self, uow: Writing, entry: int) -> None:
        """Put the task of a decision into the trash, within another change."""
        ActivityWriter(uow).trash([entry])

    def _about(self, meeting: Meeting, decision: Decision) -> Subject:
        """What a task is about: the deal, else whom the meeting is about."""
        deal = None if decision.deal is None else decision.deal.id
        if deal is None:
            return completed(self._store, Subject(meeting.contact_id, meeting.company_id, without_deal=True))
        return completed(self._store, Subject(deal_id=deal))
