"""Meetings in the database: what was noted, picked and decided in each, and the meetings before it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from peewee import fn

from salesdesk.domain.activities import Activity
from salesdesk.domain.cleaning.text import fold_key
from salesdesk.domain.fields import RecordKind
from salesdesk.domain.known_names import KnownDeal
from salesdesk.domain.meetings import Agenda, Decided, Meeting, Note, agenda_text, read_agenda, read_snapshot
from salesdesk.errors import DomainError
from salesdesk.store.engine.statements import Named, Query, Slot, Statement, one_of
from salesdesk.store.models.activities import Activity as ActivityRow
from salesdesk.store.models.companies import Company
from salesdesk.store.models.contacts import Contact
from salesdesk.store.models.deals import Deal
from salesdesk.store.models.meetings import Meeting as MeetingRow
from salesdesk.store.models.meetings import MeetingNote as NoteRow
from salesdesk.store.models.meetings import MeetingTopic as TopicRow
from salesdesk.store.models.pipelines import Stage
from salesdesk.store.records.activities import ActivityRepository
from salesdesk.store.records.plain import PlainWriter
from salesdesk.store.records.repository import RecordRepository

MOST_DECIDED = 200
"""So many decisions of the meetings before are read."""
MOST_DEALS = 30_000
"""So many open deals are known by name while decisions are typed."""


def _meetings() -> Query:
    m, c, o = MeetingRow, Contact.alias("c"), Company.alias("o")
    about = fn.COALESCE(c.full_name, o.name, "").alias("about_name")
    return (
        m.select(
            m.id, m.version, m.name, m.template, m.held_on, m.people, m.agenda, m.contact, m.company, about,
            m.started_at, m.ended_at, m.next_at, m.figures,
        )
        .left_outer_join(c, on=(m.contact == c.id) & c.deleted_at.is_null())
        .left_outer_join(o, on=(m.company == o.id) & o.deleted_at.is_null(), src=m)
        .where(m.deleted_at.is_null())
    )  # fmt: skip


@Statement
def _by_id(number: Slot) -> Query:
    return _meetings().where(MeetingRow.id == number)


@Statement
def _on_day(template: Slot, day: Slot) -> Query:
    m = MeetingRow
    return _meetings().where(m.template == template, m.held_on == day).order_by(m.id.desc())


def _earlier(template: Slot, day: Slot, number: Slot) -> Query:
    """The condition of meetings of the same kind before one, of the same day those that were made before it."""
    m = MeetingRow
    return (m.template == template) & ((m.held_on < day) | ((m.held_on == day) & (m.id < number)))


@Statement
def _before(template: Slot, day: Slot, number: Slot) -> Query:
    m = MeetingRow
    return _meetings().where(_earlier(template, day, number)).order_by(m.held_on.desc(), m.id.desc())


def _notes() -> Query:
    n, d, a = NoteRow, Deal.alias("d"), ActivityRow.alias("a")
    return (
        n.select(
            n.id, n.meeting, n.position, n.item, n.body, n.decided, d.id.alias("deal_id"), d.title.alias("deal_title"),
            a.id.alias("entry"),
        )
        .left_outer_join(d, on=(n.deal == d.id) & d.deleted_at.is_null())
        .left_outer_join(a, on=(n.activity == a.id) & a.deleted_at.is_null(), src=n)
    )  # fmt: skip


@Statement
def _notes_of(meeting: Slot) -> Query:
    return _notes().where(NoteRow.meeting == meeting).order_by(NoteRow.position, NoteRow.id)


@Statement
def _note_by_id(number: Slot) -> Query:
    return _notes().where(NoteRow.id == number)


@Statement
def _decided_in(meetings: Slot, limit: Slot) -> Query:
    n = NoteRow
    decided = _notes().where(one_of(n.meeting, meetings), n.decided == True)  # noqa: E712  a column
    return decided.order_by(n.meeting.desc(), n.position, n.id).limit(limit)


@Statement
def _topics_of(meeting: Slot) -> Query:
    t = TopicRow
    return t.select(t.id, t.deal, t.position, t.remark).where(t.meeting == meeting).order_by(t.position, t.id)


@Statement
def _open_titles(limit: Slot) -> Query:
    """What open deals are called, and whom they are with."""
    d, o, c = Deal, Company, Contact
    return (
        d.select(
            d.id, d.title, d.title_key, fn.COALESCE(o.name_key, "").alias("company_key"),
            fn.COALESCE(c.name_key, "").alias("contact_key"),
        )
        .join(Stage, on=d.stage == Stage.id)
        .left_outer_join(o, on=(d.company == o.id) & o.deleted_at.is_null(), src=d)
        .left_outer_join(c, on=(d.contact == c.id) & c.deleted_at.is_null(), src=d)
        .where(d.deleted_at.is_null(), Stage.kind == "open")
        .order_by(d.id.desc())
        .limit(limit)
    )  # fmt: skip


class MeetingRepository(RecordRepository):
    """Reads meetings."""

    def meeting(self, number: int) -> Meeting:
        """One meeting; refuses an unknown one, and one in the trash."""
        found = self._database.first(_by_id, number=number)
        if found is None:
            raise DomainError("meetings.gone", number=number)
        return _meeting(found)

    def on_day(self, template: str, day: str) -> list[Meeting]:
        """The meetings of a kind on a day, the newest first."""
        return [_meeting(row) for row in self._database.select(_on_day, template=template, day=day)]

    def before(self, meeting: Meeting) -> list[Meeting]:
        """The meetings of the same kind before one, the latest first; one about somebody has those about the same."""
        rows = self._database.select(
            _before, template=meeting.template, day=meeting.held_on, number=meeting.id
        )
        about = (meeting.contact_id, meeting.company_id)
        return [_meeting(row) for row in rows if (row.contact_id, row.company_id) == about]

    def notes(self, meeting: int) -> list[Note]:
        """The paragraphs of a meeting, in their order."""
        return self._read(self._database.select(_notes_of, meeting=meeting))

    def note(self, number: int) -> Note:
        """One paragraph; refuses an unknown one."""
        found = self._read(self._database.select(_note_by_id, number=number))
        if not found:
            raise DomainError("meetings.note_gone")
        return found[0]

    def meeting_of(self, note: int) -> int:
        """The meeting that a paragraph stands in; refuses an unknown one."""
        found = self._database.first(_note_by_id, number=note)
        if found is None:
            raise DomainError("meetings.note_gone")
        return int(found.meeting_id)

    def decided(self, meetings: Sequence[Meeting]) -> list[Decided]:
        """What was decided in some meetings, the latest meeting first."""
        days = {one.id: one.held_on for one in meetings}
        rows = self._database.select(_decided_in, meetings=list(days), limit=MOST_DECIDED) if days else ()
        notes = self._read(rows)
        found = [
            Decided(row.meeting_id, days[row.meeting_id], note) for row, note in zip(rows, notes, strict=True)
        ]
        return sorted(found, key=lambda one: one.held_on, reverse=True)

    def topics(self, meeting: int) -> list[tuple[int, int, str]]:
        """(topic, deal, remark) of what is to be discussed, in its order."""
        rows = self._database.select(_topics_of, meeting=meeting)
        return [(row.id, row.deal_id, row.remark or "") for row in rows]

    def open_deals(self) -> list[KnownDeal]:
        """What open deals are called and whom they are with, the newest first; at most ``MOST_DEALS``."""
        rows = self._database.select(_open_titles, limit=MOST_DEALS)
        return [KnownDeal(row.id, row.title, row.title_key, row.company_key, row.contact_key) for row in rows]

    def _read(self, rows: Sequence[Named]) -> list[Note]:
        numbers = [row.entry for row in rows if row.entry is not None]
        entries = ActivityRepository(self._database).several(numbers) if numbers else []
        by_id: Mapping[int, Activity] = {entry.id: entry for entry in entries}
        return [
            Note(
                row.id, row.position, row.item, row.body, row.deal_id, row.deal_title or "", bool(row.decided),
                by_id.get(row.entry),
            )
            for row in rows
        ]  # fmt: skip


def _meeting(row: Named) -> Meeting:
    return Meeting(
        row.id, row.version, row.name, row.template, row.held_on, row.people or "", read_agenda(row.agenda),
        row.contact_id, row.company_id, row.about_name, row.started_at, row.ended_at, row.next_at,
        read_snapshot(row.figures),
    )  # fmt: skip


_NOTE = ("meeting_id", "position", "item", "deal_id", "body", "decided", "activity_id")


class MeetingWriter(PlainWriter):
    """Writes meetings with their notes and topics, within one unit of work."""

    kind, table = RecordKind.MEETINGS, "meeting"

    def start(
        self,
        name: str,
        template: str,
        held_on: str,
        agenda: Agenda,
        *,
        people: str | None,
        contact: int | None,
        company: int | None,
        next_at: str | None,
    ) -> int:
        """Make a meeting. Returns its number."""
        values = {
            "name": name, "name_key": fold_key(name), "template": template, "held_on": held_on, "people": people,
            "contact_id": contact, "company_id": company, "agenda": agenda_text(agenda), "next_at": next_at,
        }  # fmt: skip
        made = {"created_at": self._uow.at, "updated_at": self._uow.at}
        return self._uow.insert(self.table, {**values, **made})

    def set(self, number: int, **values: Any) -> None:
        """Write columns of a meeting."""
        self._uow.update(self.table, number, {**values, "updated_at": self._uow.at})

    def add_note(
        self,
        meeting: int,
        position: int,
        item: str,
        deal: int | None,
        body: str,
        entry: int | None = None,
        *,
        decided: bool = False,
    ) -> int:
        """Put a paragraph into the notes. Returns its number."""
        row = (meeting, position, item, deal, body, decided, entry)
        return self._uow.insert("meeting_note", dict(zip(_NOTE, row, strict=True)))

    def change_note(self, note: int, **values: Any) -> None:
        """Write columns of a paragraph."""
        self._uow.update("meeting_note", note, values)

    def move_notes(self, places: Mapping[int, int]) -> None:
        """Give paragraphs other places."""
        self._uow.update_many("meeting_note", {note: {"position": at} for note, at in places.items()})

    def remove_notes(self, notes: Iterable[int]) -> None:
        """Take paragraphs out of the notes."""
        self._uow.delete_many("meeting_note", list(notes))

    def add_topics(self, meeting: int, deals: Sequence[int], first: int) -> None:
        """Put deals to those to be discussed, from place ``first`` on."""
        rows = [(meeting, deal, place) for place, deal in enumerate(deals, first)]
        self._uow.insert_many("meeting_topic", ("meeting_id", "deal_id", "position"), rows)

    def change_topic(self, topic: int, remark: str | None) -> None:
        """Say why a deal is to be discussed."""
        self._uow.update("meeting_topic", topic, {"remark": remark})

    def remove_topics(self, topics: Iterable[int]) -> None:
        """Take deals from those to be discussed."""
        self._uow.delete_many("meeting_topic", list(topics))
