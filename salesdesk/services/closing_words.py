"""Managing the reasons and competitors that deals are closed with."""

from __future__ import annotations

from collections.abc import Sequence

from salesdesk.domain.changes import ChangeSet
from salesdesk.domain.cleaning.text import fold_key
from salesdesk.domain.closing_words import ClosingList
from salesdesk.domain.deals import DealChange
from salesdesk.domain.names import clean_name
from salesdesk.errors import DomainError, InputError
from salesdesk.phrases import phrase
from salesdesk.services.commands import Commands
from salesdesk.store.journal.writing import Writing
from salesdesk.store.records.deal_roles import DealRoleWriter
from salesdesk.store.records.deal_writer import DealWriter
from salesdesk.store.store import Store


class ClosingWordService:
    """Use cases of the lists; each change is one step to undo, with the deals it is about."""

    def __init__(self, store: Store, commands: Commands) -> None:
        self._store, self._commands = store, commands

    def add(self, of: ClosingList, name: str) -> ChangeSet:
        """Offer a word, behind the others. Raises ``InputError`` where the list has it."""
        name = clean_name(name, "entry")

        def change(uow: Writing) -> None:
            words = self._store.closing_words.listed(of)
            _refuse_taken(words, name)
            self._store.closing_words.put(uow, of, [*words, name])

        return self._commands.run(phrase(f"changes.add_word.{of.value}", name=name), change)

    def rename(self, of: ClosingList, name: str, to: str) -> ChangeSet:
        """Call a word otherwise, in the list and in every deal that has it. Raises ``InputError`` where the list has the other
        one: two are joined by removing one of them."""
        to = clean_name(to, "entry")

        def change(uow: Writing) -> None:
            words = self._store.closing_words.listed(of)
            _refuse_taken([word for word in words if not _same(word, name)], to)
            renamed = [to if _same(word, name) else word for word in words]
            if not any(_same(word, to) for word in renamed):
                renamed.append(to)
            self._say(uow, of, name, to)
            self._store.closing_words.put(uow, of, renamed)

        return self._commands.run(phrase(f"changes.rename_word.{of.value}", name=name, to=to), change)

    def move(self, of: ClosingList, name: str, step: int) -> ChangeSet:
        """Exchange a word with its neighbour (``step`` −1 or 1)."""

        def change(uow: Writing) -> None:
            words = self._store.closing_words.listed(of)
            here = next((place for place, word in enumerate(words) if _same(word, name)), None)
            if here is None or not 0 <= here + step < len(words):
                raise DomainError("closing_words.at_the_end", name=name)
            words[here], words[here + step] = words[here + step], words[here]
            self._store.closing_words.put(uow, of, words)

        return self._commands.run(phrase(f"changes.move_word.{of.value}", name=name), change)

    def remove(self, of: ClosingList, name: str, *, into: str | None = None) -> ChangeSet:
        """Offer a word no more. Deals that have it, those in the trash too, get the word ``into``; without one a word that is in
        use is refused."""
        instead = clean_name(into, "entry") if into is not None else None

        def change(uow: Writing) -> None:
            held = self._store.closing_words.deals_saying(of, name)
            if held and (instead is None or _same(instead, name)):
                raise DomainError("closing_words.in_use", name=name, count=len(held))
            words = [word for word in self._store.closing_words.listed(of) if not _same(word, name)]
            if held and instead is not None:
                self._say(uow, of, name, instead)
                if not any(_same(word, instead) for word in words):
                    words.append(instead)
            self._store.closing_words.put(uow, of, words)

        return self._commands.run(phrase(f"changes.remove_word.{of.value}", name=name), change)

    def _say(self, uow: Writing, of: ClosingList, name: str, to: str) -> None:
        """Let the deals that have one word have another one."""
        held = self._store.closing_words.deals_saying(of, name)
        if of is ClosingList.DEAL_ROLE:
            DealRoleWriter(uow).rename(held, name, to)
            return
        made = {
            ClosingList.WON_REASON: DealChange(won_reason=to),
            ClosingList.LOST_REASON: DealChange(lost_reason=to),
            ClosingList.COMPETITOR: DealChange(competitor=to),
        }[of]
        DealWriter(uow).change_many(dict.fromkeys(held, made))


def _same(one: str, other: str) -> bool:
    return fold_key(one) == fold_key(other)


def _refuse_taken(words: Sequence[str], name: str) -> None:
    if any(_same(word, name) for word in words):
        raise InputError("closing_words.there", field="name", name=name)
