"""Saying what people are in a deal: who decides, who uses, who advises."""

from __future__ import annotations

from salesdesk.domain.changes import ChangeSet, EntityKind
from salesdesk.domain.names import clean_name
from salesdesk.phrases import phrase
from salesdesk.services.commands import Commands
from salesdesk.store.records.deal_roles import DealRoleWriter
from salesdesk.store.store import Store


class DealRoleService:
    """Use cases of roles; each is one step to undo. A role is any word; which are offered says its list."""

    def __init__(self, store: Store, commands: Commands) -> None:
        self._store, self._commands = store, commands

    def add(self, deal: int, contact: int, role: str, *, origin: object = None) -> ChangeSet:
        """Give a person a role in a deal. Raises ``InputError`` without a word, ``DomainError`` for a role they have there."""
        role = clean_name(role, "role")
        told = phrase("deal_roles.add", who=self._called(contact), role=role, deal=self._titled(deal))
        return self._commands.run(
            told, lambda uow: DealRoleWriter(uow).add(deal, contact, role), origin=origin
        )

    def change(self, number: int, deal: int, contact: int, role: str, *, origin: object = None) -> ChangeSet:
        """Let a role in a deal be somebody else's, or another one. Raises as `add`, and ``DomainError`` for one that was taken
        away."""
        role = clean_name(role, "role")
        told = phrase("deal_roles.add", who=self._called(contact), role=role, deal=self._titled(deal))
        return self._commands.run(
            told, lambda uow: DealRoleWriter(uow).change(number, contact, role), origin=origin
        )

    def remove(self, number: int, deal: int, contact: int, *, origin: object = None) -> ChangeSet:
        """Take a role of a person in a deal away."""
        told = phrase("deal_roles.remove", who=self._called(contact), deal=self._titled(deal))
        return self._commands.run(told, lambda uow: DealRoleWriter(uow).remove(number), origin=origin)

    def _called(self, contact: int) -> str:
        return self._store.names.of(EntityKind.CONTACT, contact) or ""

    def _titled(self, deal: int) -> str:
        return self._store.names.of(EntityKind.DEAL, deal) or ""
