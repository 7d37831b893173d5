"""What the writer of contacts does about opt-outs: of new contacts, and of those that are changed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from salesdesk.domain.contacts import ContactChange, NewContacts
from salesdesk.domain.opt_outs import Way, address_key, known_as
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
                flags[way] = made = self.flags(way, given, [_known(way, mine) for mine in _given(new, way)])
                refused[way] = {
                    place: [address_key(way, one[0]) for one in mine]
                    for place, (flag, mine) in enumerate(zip(made, _given(new, way), strict=True))
                    if flag
                }
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


def _given(new: NewContacts, way: Way) -> Sequence[Sequence[Sequence[Any]]]:
    """The addresses or numbers of new contacts."""
    return new.emails if way is Way.EMAIL else new.phones


def _known(way: Way, addresses: Sequence[Sequence[Any]]) -> list[str]:
    """What the addresses of one contact may be kept as."""
    return [key for one in addresses for key in known_as(way, one[0])]


def _tells_of_ways(change: ContactChange) -> bool:
    """Whether a change is about what somebody refuses, or about addresses."""
    given = (change.do_not_email, change.do_not_call, change.emails, change.phones)
    return any(one is not None for one in given)
