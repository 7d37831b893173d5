"""Relating people to each other."""

from __future__ import annotations

from salesdesk.domain.changes import ChangeSet, EntityKind
from salesdesk.domain.cleaning.text import one_line
from salesdesk.domain.relations import Tie, checked_tie
from salesdesk.errors import DomainError
from salesdesk.phrases import phrase
from salesdesk.services.commands import Commands
from salesdesk.store.records.relations import RelationWriter
from salesdesk.store.store import Store


class RelationService:
    """Use cases of relations between people."""

    def __init__(self, store: Store, commands: Commands) -> None:
        self._store, self._commands = store, commands

    def add(self, contact: int, other: int, tie: Tie, note: str = "", *, origin: object = None) -> ChangeSet:
        """Say what a person is to another; it shows on both. Raises ``InputError`` for an own kind without a word and
        ``DomainError`` for somebody and oneself, or what is said already."""
        kept = self._checked(contact, other, tie)
        told = phrase("relations.add", one=self._called(contact), other=self._called(other))
        return self._commands.run(
            told, lambda uow: RelationWriter(uow).add(contact, other, kept, one_line(note)), origin=origin
        )

    def change(
        self, number: int, contact: int, other: int, tie: Tie, note: str = "", *, origin: object = None
    ) -> ChangeSet:
        """Say anew of a relation what a person is, to whom, and what is noted of it. Raises as `add`, and ``DomainError`` for
        one that was taken away."""
        kept = self._checked(contact, other, tie)
        told = phrase("relations.change", one=self._called(contact), other=self._called(other))
        return self._commands.run(
            told,
            lambda uow: RelationWriter(uow).change(number, contact, other, kept, one_line(note)),
            origin=origin,
        )

    @staticmethod
    def _checked(contact: int, other: int, tie: Tie) -> Tie:
        if contact == other:
            raise DomainError("relations.oneself")
        return checked_tie(tie)

    def remove(self, number: int, contact: int, other: int, *, origin: object = None) -> ChangeSet:
        """Take a relation of two people away, on both of them."""
        told = phrase("relations.remove", one=self._called(contact), other=self._called(other))
        return self._commands.run(told, lambda uow: RelationWriter(uow).remove(number), origin=origin)

    def _called(self, contact: int) -> str:
        return self._store.names.of(EntityKind.CONTACT, contact) or ""
