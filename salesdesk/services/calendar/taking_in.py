"""What a calendar file would change: planned first, then written in one step."""

from __future__ import annotations

import json
from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from enum import Enum

from salesdesk.domain.activities import (
    Activity,
    ActivityChange,
    ActivityDraft,
    ActivityKind,
    Repeat,
    RepeatBy,
)
from salesdesk.domain.activities.choices import Choices
from salesdesk.domain.activities.moments import is_day, lies_ahead, minutes_of, moved_end
from salesdesk.domain.activities.repeating import (
    Series,
    after_completion,
    at_text,
    checked_repeat,
    due_of,
    occurrences,
    on_its_clock,
    read_series,
    series_of,
    without_text,
)
from salesdesk.domain.calendar.items import CalendarItem, digest_of, read_uid, said_of
from salesdesk.domain.cleaning.text import one_line, tidy
from salesdesk.domain.given_values import moment
from salesdesk.errors import InputError
from salesdesk.phrases import phrase
from salesdesk.services.calendar.items import items_of
from salesdesk.store.store import Store

_LOOKED_AHEAD, _COMPARED = timedelta(days=3 * 366), 120
"""For so long, and over so many of them, two series are compared."""


class Fate(Enum):
    """What becomes of an item."""

    NEW = "new"
    CHANGED = "changed"
    SAME = "same"
    REMOVED = "removed"
    LEFT_OUT = "left_out"


@dataclass(frozen=True, slots=True)
class PlannedItem:
    """One item: ``entry`` is the one it changes or removes, ``draft`` what is made, ``change`` what becomes different."""

    title: str
    begins: str
    fate: Fate
    entry: int | None = None
    draft: ActivityDraft | None = None
    change: ActivityChange | None = None


@dataclass(frozen=True, slots=True)
class CalendarPlan:
    """What taking in a file would do; nothing is written yet."""

    name: str
    items: tuple[PlannedItem, ...]

    def count(self, fate: Fate) -> int:
        """Of how many items that is the fate."""
        return sum(item.fate is fate for item in self.items)

    @property
    def does_something(self) -> bool:
        """Whether anything would be written."""
        return any(item.fate in (Fate.NEW, Fate.CHANGED, Fate.REMOVED) for item in self.items)


class Planner:
    """Compares items with the entries there are."""

    def __init__(self, store: Store, zone: str) -> None:
        self._store, self._zone = store, zone
        self._uuid = store.database.uuid
        self._choices: Choices = store.activities.choices.all()

    def plan(self, name: str, items: Collection[CalendarItem], left_out: Collection[str]) -> CalendarPlan:
        """The plan for a file. An item that stands there twice counts once, as its newest version says, and of the same
        version the last one."""
        latest: dict[str, CalendarItem] = {}
        for item in items:
            if item.key not in latest or item.sequence >= latest[item.key].sequence:
                latest[item.key] = item
        known = self._known(latest.values())
        moved: dict[str, list[str]] = {}
        for item in latest.values():
            entry = known.get(item.key)
            if item.of is not None and (entry is None or entry.repeat_rule is None):
                moved.setdefault(item.uid, []).append(item.of)
        people = self._store.calendar.people_with(
            {guest.email.lower() for item in latest.values() for guest in item.guests if guest.email}
        )
        gone = self._store.calendar.gone([key for key in latest if key not in known])
        planned = [
            self._planned(item, known.get(item.key), moved.get(item.uid, ()), people, gone.get(item.key))
            for item in latest.values()
        ]
        lost = [PlannedItem(title, "", Fate.LEFT_OUT) for title in left_out]
        return CalendarPlan(name, (*planned, *lost))

    def _known(self, items: Collection[CalendarItem]) -> dict[str, Activity]:
        """The entries that items are about, by their keys."""
        own: dict[str, int] = {}
        for item in items:
            number = self._own(item)
            if number is not None:
                own[item.key] = number
        there = self._store.calendar.there(list(own.values()))
        found = {key: number for key, number in own.items() if number in there}
        for uid, numbers in self._store.calendar.known_by([item.key for item in items]).items():
            found[uid] = numbers[-1]  # of a series, the one that carries it on
        entries = {entry.id: entry for entry in self._store.activities.several(list(found.values()))}
        return {key: entries[number] for key, number in found.items() if number in entries}

    def _own(self, item: CalendarItem) -> int | None:
        """The entry that an item names by a name this file gave; of what was moved alone the one that carries the series
        on, where it is about that."""
        named = read_uid(self._uuid, item.uid)
        if named is None:
            return None
        what, number = named
        if what == "entry":
            return int(number) if item.of is None else None
        carrier = self._store.calendar.carrier_of(number)
        if carrier is None or item.of is None:
            return carrier
        series = series_of(self._store.activities.get(carrier))
        return carrier if series is not None and due_of(series) == item.of else None

    def _planned(
        self,
        item: CalendarItem,
        entry: Activity | None,
        moved: Collection[str],
        people: Mapping[str, int],
        gone: str | None,
    ) -> PlannedItem:
        """What becomes of an item. One that says what it said before changes nothing, whatever became of its entry here;
        ``gone`` is what it said of one that is in the trash."""
        title, said = one_line(item.title), said_of(item, moved)
        before = gone if entry is None else entry.uid_said
        ours = read_uid(self._uuid, item.uid) is not None
        if said == before or ((entry is not None or ours) and item.digest == digest_of(item)):
            return PlannedItem(title, item.begins, Fate.SAME, entry.id if entry is not None else None)
        if item.is_cancelled:
            fate = Fate.SAME if entry is None else Fate.REMOVED
            return PlannedItem(title, item.begins, fate, entry.id if entry is not None else None)
        try:
            draft = self._draft(item, moved, people)
        except InputError:
            return PlannedItem(title, item.begins, Fate.LEFT_OUT)
        if entry is None:
            return PlannedItem(title, item.begins, Fate.NEW, draft=replace(draft, uid_said=said))
        if self._is_over(item, draft, entry, moved):
            return PlannedItem(title, item.begins, Fate.REMOVED, entry.id)
        change = self._change(item, draft, entry, _new_in(said, before))
        fate = Fate.SAME if change == ActivityChange() else Fate.CHANGED
        return PlannedItem(title, item.begins, fate, entry.id, change=replace(change, uid_said=said))

    def _draft(self, item: CalendarItem, moved: Collection[str], people: Mapping[str, int]) -> ActivityDraft:
        """A new entry. Raises ``InputError`` for a time or a rule that cannot be."""
        begins = moment(item.begins, phrase("given.timeline_entry_at"), "at") or item.begins
        ends = moment(item.ends, phrase("given.timeline_entry_at"), "end_at") if item.ends else None
        there = [people[guest.email.lower()] for guest in item.guests if guest.email.lower() in people]
        who = list(dict.fromkeys(there))
        ahead = lies_ahead(begins, self._store.now(), self._store.today())
        draft = ActivityDraft(
            self._kind(item, begins),
            one_line(item.title)[:500],
            body=tidy(item.body) or None,
            contact_id=who[0] if who else None,
            participants=tuple(who[1:]),
            due_at=begins if ahead and not item.is_done else None,
            at=None if ahead and not item.is_done else begins,
            end_at=ends if ends is not None and ends > begins and is_day(ends) == is_day(begins) else None,
            place=one_line(item.place) or None,
            priority=item.priority,
            remind_minutes=item.remind_minutes if ahead else None,
            duration_minutes=None if ahead else minutes_of(begins, ends),
            uid=item.key,
        )
        if who:
            draft = replace(draft, company_id=self._store.activities.company_of(who[0]))
        return draft if item.rule is None else self._again(item, draft, moved)

    def _again(self, item: CalendarItem, draft: ActivityDraft, moved: Collection[str]) -> ActivityDraft:
        """The draft of a series: its next one, for what is over was elsewhere. Raises ``InputError`` for a rule that
        cannot be kept."""
        begins = item.begins
        start = _course(item, moved)
        series: Series | None = start
        if start.at in start.without or not lies_ahead(begins, self._store.now(), self._store.today()):
            series = after_completion(start, max(self._store.today(), begins[:10]))
        if series is None:
            return draft
        due = due_of(series)
        return replace(
            draft,
            at=None,
            due_at=due,
            end_at=moved_end(begins, item.ends, due),
            duration_minutes=None,
            remind_minutes=item.remind_minutes,
            series=item.uid,
            repeat_rule=series.rule,
            repeat_by=RepeatBy.DATE.value,
            repeat_at=at_text(series),
            repeat_without=without_text(series),
        )

    @staticmethod
    def _is_over(item: CalendarItem, draft: ActivityDraft, entry: Activity, moved: Collection[str]) -> bool:
        """Whether the series that an open entry carries on ended before it, as when somebody ended it in the other calendar, or
        let it go on otherwise from a day on."""
        ours = series_of(entry) if entry.is_open else None
        if item.rule is None or draft.repeat_rule is not None or ours is None:
            return False
        here = ours.here
        return not occurrences(_course(item, moved), here, here + timedelta(minutes=1), 1)

    def _kind(self, item: CalendarItem, begins: str) -> str:
        known = {choice.code for choice in self._choices.kinds}
        if item.kind in known:
            return item.kind
        named = self._choices.kind_named(item.kind_named) if item.kind_named else None
        if named is not None:
            return named.value
        return ActivityKind.TASK.value if is_day(begins) else ActivityKind.MEETING.value

    def _change(
        self, item: CalendarItem, draft: ActivityDraft, entry: Activity, new: Collection[str]
    ) -> ActivityChange:
        """What becomes different of an entry: what the item says otherwise than the entry would say in a file, and nothing
        that files do not say, or that this one said before, for then it was changed here. ``new`` is what it says for the first time."""
        ours = next(
            (
                one
                for one in items_of([entry], self._choices, self._uuid, self._zone)
                if one.of == item.of or item.uid != one.uid
            ),
            None,
        )
        if ours is None:
            return ActivityChange()
        change = ActivityChange()
        if "title" in new and one_line(item.title) not in (one_line(ours.title), entry.subject):
            # with whom it is stands behind the words in a file of ours
            change = replace(
                change, subject=draft.subject.removesuffix(f" · {entry.contact_name or entry.company_name}")
            )
        if "body" in new and (tidy(item.body) or "") != (tidy(ours.body) or ""):
            change = replace(change, body=draft.body)
        if "place" in new and one_line(item.place) != one_line(ours.place):
            change = replace(change, place=draft.place)
        if "when" not in new:
            return change
        if item.rule is not None or ours.rule is not None:
            return self._other_series(change, draft, entry)
        if (item.begins, item.ends) != (ours.begins, ours.ends):
            column = "due_at" if entry.due_at is not None else "at"
            change = replace(change, **{column: item.begins}, end_at=draft.end_at)  # type: ignore[arg-type]
            if column == "at":
                change = replace(change, duration_minutes=minutes_of(item.begins, item.ends))
        return change

    def _other_series(self, change: ActivityChange, draft: ActivityDraft, entry: Activity) -> ActivityChange:
        """What becomes different of when something comes again: nothing where it goes on as it does."""
        if not entry.is_open or _goes_on_alike(draft, entry):
            return change
        change = replace(
            change,
            repeat_rule=draft.repeat_rule,
            repeat_by=draft.repeat_by,
            repeat_at=draft.repeat_at,
            repeat_without=draft.repeat_without,
            series=entry.series or draft.series,
        )
        if draft.due_at is None:  # it ended
            return change
        return replace(change, due_at=draft.due_at, end_at=draft.end_at)


def _course(item: CalendarItem, moved: Collection[str]) -> Series:
    """The series of an item from its first one on. Raises ``InputError`` for a rule that cannot be kept."""
    repeat = checked_repeat(Repeat(item.rule or ""))
    assert repeat is not None
    left_out = tuple(map(datetime.fromisoformat, item.without))
    zone = "" if is_day(item.begins) else item.zone
    start = Series(repeat.rule, RepeatBy.DATE, datetime.min, is_day(item.begins), left_out, zone)
    first = datetime.fromisoformat(item.first) if item.first else on_its_clock(start, item.begins)
    return replace(start, at=first, without=(*left_out, *(on_its_clock(start, one) for one in moved)))


def _new_in(said: str, before: str | None) -> frozenset[str]:
    """The parts of an item in which it says something else than before; where nobody knows what it said, all of them."""
    now = json.loads(said)
    then = json.loads(before) if before else {}
    return frozenset(part for part, value in now.items() if part not in then or then[part] != value)


def _goes_on_alike(draft: ActivityDraft, entry: Activity) -> bool:
    """Whether a series of a file takes place as the one there is does, from the later of their next ones on."""
    ours = series_of(entry)
    if ours is None or draft.repeat_rule is None or draft.repeat_at is None or draft.due_at is None:
        return ours is None and draft.repeat_rule is None
    theirs = read_series(draft.repeat_rule, RepeatBy.DATE, draft.repeat_at, draft.repeat_without)
    first = max(ours.here, theirs.here)
    courses = [occurrences(one, first, first + _LOOKED_AHEAD, _COMPARED) for one in (ours, theirs)]
    lengths = {
        minutes_of(entry.due_at, entry.end_at), minutes_of(draft.due_at, draft.end_at),
    }  # fmt: skip
    return courses[0] == courses[1] and len(lengths) == 1 and ours.is_day == theirs.is_day
