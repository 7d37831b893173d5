"""Speaking to people every so many weeks."""

from __future__ import annotations

from collections.abc import Sequence

from salesdesk.domain.changes import Cause, ChangeSet, EntityKind
from salesdesk.domain.fields import RecordKind
from salesdesk.domain.filters import Filter
from salesdesk.domain.keep_in_touch import TouchOf, TouchRule, checked_weeks
from salesdesk.domain.progress import Work
from salesdesk.errors import DomainError, InputError
from salesdesk.phrases import Phrase, phrase
from salesdesk.services.commands import Commands
from salesdesk.store.journal.writing import Writing
from salesdesk.store.records.keep_in_touch import due_filter
from salesdesk.store.store import Store


class KeepInTouchService:
    """Use cases of keeping in touch; each change is one step to undo. Weeks: 0 of a person says never, None nothing."""

    def __init__(self, store: Store, commands: Commands) -> None:
        self._store, self._commands = store, commands

    def rules(self) -> list[TouchRule]:
        """What is said of tags and views."""
        return self._store.keep_in_touch.rules()

    def offered(self) -> list[TouchRule]:
        """The tags and views of people of which nothing is said yet, with 0 weeks."""
        known = {(rule.of, rule.id) for rule in self.rules()}
        tags = [TouchRule(TouchOf.TAG, tag.id, tag.name, 0) for tag in self._store.tags.all()]
        views = [
            TouchRule(TouchOf.VIEW, view.id, view.name, 0)
            for view in self._store.saved_views.all(RecordKind.CONTACTS)
        ]
        return [one for one in (*tags, *views) if (one.of, one.id) not in known]

    @property
    def due_now(self) -> Filter:
        """The people who are to be spoken to again by today."""
        return due_filter(self._store.today())

    def set_rule(self, of: TouchOf, number: int, weeks: int | None) -> ChangeSet:
        """Say how often those with a tag, or in a view, are spoken to; None takes the rule back. Raises ``InputError`` for
        fewer than one week and ``DomainError`` where the tag or view is gone."""
        if weeks is not None and not checked_weeks(weeks):
            raise InputError("keep_in_touch.no_weeks", field="touch_weeks")
        known = {(one.of, one.id): one.name for one in (*self.rules(), *self.offered())}
        if (of, number) not in known:
            raise DomainError("keep_in_touch.gone")
        code = "changes.touch_rule" if weeks is not None else "changes.no_touch_rule"
        return self._commands.run(
            phrase(code, name=known[of, number], count=weeks or 0),
            lambda uow: self._store.keep_in_touch.set_rule(uow, of, number, weeks),
        )

    def set_people(self, ids: Sequence[int], weeks: int | None, *, work: Work | None = None) -> ChangeSet:
        """Say of people how often they are spoken to, whatever tags and views say; None takes it back."""
        checked_weeks(weeks)
        code = "changes.no_touch" if weeks is None else "changes.touch" if weeks else "changes.touch_never"
        if work is not None:
            work.check()

        def told(people: Sequence[int]) -> Phrase:
            return phrase(code, what=self._people(people), count=weeks or 0)

        def change(uow: Writing) -> None:
            self._store.keep_in_touch.set_weeks(uow, ids, weeks)
            changed = uow.so_far().touched(EntityKind.CONTACT).intersection(ids)
            uow.told = told(list(changed or ids))

        return self._commands.run(
            told(ids),
            change,
            cause=Cause.BULK_EDIT if len(ids) > 1 else Cause.EDIT,
        )

    def _people(self, ids: Sequence[int]) -> Phrase:
        if len(ids) == 1:
            return phrase("changes.quoted", name=self._store.contacts.get(ids[0]).full_name)
        return phrase("changes.contacts", count=len(ids))
