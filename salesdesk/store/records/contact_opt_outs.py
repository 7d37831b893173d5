"""What the writer of contacts does about opt-outs: of new contacts, and of those that are changed."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any

from salesdesk.domain.contacts import ContactChange, NewContacts
from salesdesk.domain.opt_outs import Way, address_key, known_as
from salesdesk.store.records.opt_outs import OptOutWriter

Refused = Mapping[Way, Mapping[int, Sequence[str]]]
"""The addresses (``address_key``) of new contacts who refuse a way, by the place of the contact."""
_Groups = tuple[bool, bool, bool]


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

    def apart(self, changes: Mapping[int, Sequence[ContactChange]]) -> Iterator[list[int]]:
        """Contacts in runs of which each may be written at once, group of columns after group, and leaves what writing
        one contact after the other leaves. ``changes`` are those of each that tell of addresses and refusals. People who
        share an address that one of them refuses, or comes to refuse, are never in one run; those whose refusals are
        kept with another group of columns are not either, nor with several."""
        entangled = self._entangled(changes) if len(changes) > 1 else {}
        run: list[int] = []
        shared: set[str] = set()
        with_them: list[_Groups] = []
        for contact, mine in changes.items():
            keys, groups = entangled.get(contact, set()), [_groups(change) for change in mine]
            goes = contact in entangled and (with_them not in ([], groups) or not shared.isdisjoint(keys))
            if run and (goes or len(with_them) > 1):
                yield run
                run, shared, with_them = [], set(), []
            run.append(contact)
            if contact in entangled:
                shared, with_them = shared | keys, groups
        if run:
            yield run

    def _entangled(self, changes: Mapping[int, Sequence[ContactChange]]) -> dict[int, set[str]]:
        """The addresses, former and new, of the contacts that have one in common with somebody among them who refuses or
        may come to it."""
        telling = [contact for contact, mine in changes.items() if mine]
        if not telling:
            return {}
        keys: dict[int, set[str]] = {contact: set() for contact in telling}
        refusing: set[int] = set()
        for way in Way:
            former, every = self._known.known_as(way, telling), set[str]()
            for contact in telling:
                mine = {
                    key
                    for change in changes[contact]
                    for one in _parts(change, way)
                    for key in known_as(way, one)
                }
                mine.update(former.get(contact, ()))
                every |= mine
                keys[contact] |= mine
                if any(_refusal(change, way) is not None for change in changes[contact]):
                    refusing.add(contact)
            refusing |= self._refusing(way, telling)
            if out := self._known.opted_out(way, every):
                refusing.update(contact for contact in telling if not out.isdisjoint(keys[contact]))
        spread, reached = {key for contact in refusing for key in keys[contact]}, set[str]()
        while not spread <= reached:  # who has one of their addresses may come to refuse, and so on
            reached |= spread
            spread = {key for mine in keys.values() if not mine.isdisjoint(reached) for key in mine}
        return {contact: mine for contact, mine in keys.items() if not mine.isdisjoint(reached)}

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


def _groups(change: ContactChange) -> _Groups:
    """The groups of columns that a change is about."""
    refuses = change.do_not_email is not None or change.do_not_call is not None
    return refuses, change.emails is not None, change.phones is not None


def _refusal(change: ContactChange, way: Way) -> bool | None:
    """Whether a change says that somebody refuses a way."""
    return change.do_not_email if way is Way.EMAIL else change.do_not_call


def _parts(change: ContactChange, way: Way) -> Iterable[str]:
    """The addresses or numbers that a change gives."""
    if way is Way.EMAIL:
        return (entry.address for entry in change.emails or ())
    return (entry.number for entry in change.phones or ())


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
