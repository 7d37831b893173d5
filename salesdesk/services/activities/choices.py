"""Managing the kinds of activities and what may come of them. A code that was ever used keeps its meaning: a choice is put
away, never removed."""

from __future__ import annotations

from dataclasses import replace

from salesdesk.domain.activities import ActivityKind
from salesdesk.domain.activities.choices import OWN_ICON, Choice, ChoiceList, StoredChoice
from salesdesk.domain.changes import ChangeSet
from salesdesk.domain.cleaning.text import fold_key
from salesdesk.domain.names import clean_name
from salesdesk.errors import ConflictError, DomainError, InputError
from salesdesk.phrases import phrase
from salesdesk.services.commands import Commands
from salesdesk.store.journal.writing import Writing
from salesdesk.store.store import Store

_NEEDED = frozenset({ActivityKind.NOTE.value, ActivityKind.TASK.value})
"""Kinds that the program itself makes entries of."""


class ActivityChoiceService:
    """Use cases of the lists of kinds and outcomes; each change is one step to undo."""

    def __init__(self, store: Store, commands: Commands) -> None:
        self._store, self._commands = store, commands

    def add(self, of: ChoiceList, title: str, icon: str = OWN_ICON, *, is_contact: bool = True) -> ChangeSet:
        """Add one at the end. Raises ``InputError`` for a title that another one has."""
        title = clean_name(title, "choice")

        def change(uow: Writing) -> None:
            self._refuse_taken(of, title)
            choices = self._listed(of)
            taken = {choice.code for choice in choices}
            code = next(c for n in range(1, len(taken) + 2) if (c := _code(title, n)) not in taken)
            made = StoredChoice(code, title, icon, len(choices), bool(is_contact))
            self._place(uow, of, [*choices])
            self._store.activities.choices.put(uow, of, made)

        return self._commands.run(phrase(f"changes.choice_add.{of.value}", title=title), change)

    def rename(self, of: ChoiceList, code: str, title: str, *, seen: Choice | None = None) -> ChangeSet:
        """Call one by other words; entries show them at once. ``seen`` is the choice the change was made from: raises
        ``ConflictError`` when somebody else renamed it since."""
        title = clean_name(title, "choice")
        self._get(of, code)

        def change(uow: Writing) -> None:
            now = self._get(of, code)
            if seen is not None and now.title not in (seen.title, title):
                raise ConflictError("activities.choice_renamed", title=now.title)
            self._refuse_taken(of, title, but=code)
            self._put(uow, of, code, title=title)

        return self._commands.run(phrase(f"changes.choice_rename.{of.value}", title=title), change)

    def edit(
        self, of: ChoiceList, code: str, *, icon: str | None = None, is_contact: bool | None = None
    ) -> ChangeSet:
        """Give one another picture, or say whether it means to have been in touch; what is None stays."""
        choice = self._get(of, code)
        given: dict[str, object] = {} if icon is None else {"icon": icon}
        given |= {} if is_contact is None else {"is_contact": bool(is_contact)}

        def change(uow: Writing) -> None:
            self._put(uow, of, code, **given)

        return self._commands.run(phrase(f"changes.choice_edit.{of.value}", title=choice.title), change)

    def move(self, of: ChoiceList, code: str, step: int) -> ChangeSet:
        """Exchange one with its neighbour (``step`` −1 or 1). Raises ``DomainError`` at either end."""
        choice = self._get(of, code)

        def change(uow: Writing) -> None:
            choices = self._listed(of)
            here = next(place for place, one in enumerate(choices) if one.code == code)
            other = here + step
            if not 0 <= other < len(choices):
                raise DomainError(
                    "activities.choice_first" if step < 0 else "activities.choice_last", title=choice.title
                )
            choices[here], choices[other] = choices[other], choices[here]
            self._place(uow, of, choices)

        return self._commands.run(phrase(f"changes.choice_move.{of.value}", title=choice.title), change)

    def archive(self, of: ChoiceList, code: str, *, away: bool = True) -> ChangeSet:
        """Offer one no more, or again. Entries keep it. Raises ``DomainError`` for a kind that the program needs."""
        choice = self._get(of, code)
        if away and of is ChoiceList.KINDS and code in _NEEDED:
            raise DomainError("activities.choice_needed", title=choice.title)

        def change(uow: Writing) -> None:
            self._put(uow, of, code, is_archived=bool(away))

        told = f"changes.choice_archive.{of.value}" if away else f"changes.choice_offer.{of.value}"
        return self._commands.run(phrase(told, title=choice.title), change)

    def _listed(self, of: ChoiceList) -> list[Choice]:
        return list(self._store.activities.choices.all().listed(of))

    def _get(self, of: ChoiceList, code: str) -> Choice:
        found = next((choice for choice in self._listed(of) if choice.code == code), None)
        if found is None:
            raise DomainError("activities.choice_gone", code=str(code))
        return found

    def _refuse_taken(self, of: ChoiceList, title: str, but: str = "") -> None:
        key = fold_key(title)
        if any(fold_key(choice.title) == key for choice in self._listed(of) if choice.code != but):
            raise InputError("activities.choice_there", field="title", title=title)

    def _put(self, uow: Writing, of: ChoiceList, code: str, **values: object) -> None:
        """Write what becomes different of a code; what the file said of it before stays."""
        known = self._store.activities.choices.stored(of).get(code) or StoredChoice(code)
        self._store.activities.choices.put(uow, of, replace(known, **values))  # type: ignore[arg-type]

    def _place(self, uow: Writing, of: ChoiceList, choices: list[Choice]) -> None:
        for place, choice in enumerate(choices):
            self._put(uow, of, choice.code, position=place)


def _code(title: str, number: int) -> str:
    """A code made of a title; entries and older exports hold it for ever."""
    key = fold_key(title)[:50]
    return key if number == 1 else f"{key} {number}"
