"""What the writer of contacts does about opt-outs: of new contacts, and of those that are changed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from salesdesk.domain.contacts import ContactChange, NewContacts
from salesdesk.domain.opt_outs import Way, address_key
from salesdesk.store.records.opt_outs import OptOutWriter

Refused = Mapping[Way, Mapping[int, Sequence[str]]]
"""The addresses (``address_key``) of new contacts who refuse a way, by the place of the contact."""


class ContactOptOuts(OptOutWriter):
    """Keeps what contacts refuse, within one unit of work."""

    def of_new(self, new: NewContacts) -> tuple[NewContacts, dict[Way, dict[int, list[str]]]]:
        """New contacts with what they refuse because of their addresses; the addresses of those who refuse, by place."""
        flags: dict[Way, Sequence[bool]] = {Way.EMAIL: new.do_not_email, Way.PHONE: new.do_not_call}
        refused: dict[Way, dict[int, list[str]]] = {}
        for way, given in flags.items():
            if self.may_concern(way) or any(given):
                keys = _keys_of(new, way)
                flags[way] = made = self.flags(way, given, keys)
                refused[way] = {place: keys[place] for place, flag in enumerate(made) if flag}
        return replace(new, do_not_email=flags[Way.EMAIL], do_not_call=flags[Way.PHONE]), refused

    def keep_of_new(self, ids: range, refused: Refused) -> None:
        """Keep what new contacts refuse, once they have numbers."""
        for way, keys in refused.items():
            self.keep(way, {ids[place]: mine for place, mine in keys.items()})

    def follow_changes(self, changes: Mapping[int, ContactChange]) -> None:
        """What people refuse goes with their addresses."""
        allowed = {
            Way.EMAIL: [contact for contact, change in changes.items() if change.do_not_email is False],
            Way.PHONE: [contact for contact, change in changes.items() if change.do_not_call is False],
        }
        for way, contacts in allowed.items():
            if contacts:
                self.lift(way, contacts)
        self.follow([c for c, change in changes.items() if _tells_of_ways(change)], unless=allowed)


def _keys_of(new: NewContacts, way: Way) -> list[list[str]]:
    """The addresses or numbers of new contacts as opt-outs know them."""
    given: Sequence[Sequence[Sequence[Any]]] = new.emails if way is Way.EMAIL else new.phones
    return [[address_key(way, one[0]) for one in mine] for mine in given]


def _tells_of_ways(change: ContactChange) -> bool:
    """Whether a change is about what somebody refuses, or about addresses."""
    given = (change.do_not_email, change.do_not_call, change.emails, change.phones)
    return any(one is not None for one in given)
