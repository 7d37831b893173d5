"""Which person a row is: keys read off the rows once, ordered exact keys, and the rules of certainty for whom they find."""

from __future__ import annotations

from collections.abc import Callable, Container, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import chain
from typing import TYPE_CHECKING, Generic, TypeVar

from salesdesk.domain.birthdays import may_be_one
from salesdesk.domain.matching import certainty
from salesdesk.domain.matching.exact import MatchKey
from salesdesk.domain.matching.given_names import NameMatch
from salesdesk.domain.matching.mailboxes import is_office
from salesdesk.services.imports.plan.persons import Persons, written_name
from salesdesk.store.records.imports import ContactKeys

if TYPE_CHECKING:
    from salesdesk.domain.matching.profiles import Profile
    from salesdesk.services.imports.plan.drafts import SheetDrafts

_MOST = 50
"""People looked at who have one number or address; more of them make it nobody's."""


Reach = list[tuple[str, ...]]


class PersonKeys:
    """The keys of the rows of one sheet, one list item per row; "" and () mean "not in the row".

    ``names`` are folded full names, ``companies`` match keys of company names, ``emails`` address keys, ``phones``
    digits (fax left out). The last two, which take the most memory, are read when they are first asked for: by then the
    child that holds the file is gone.
    """

    def __init__(self, reach: Callable[[], tuple[Reach, Reach]] = lambda: ([], [])) -> None:
        """``reach`` reads the e-mails and the phones of all rows."""
        self.names: list[str] = []
        self.companies: list[str] = []
        self.external: list[str] = []
        self._reach = reach

    @property
    def emails(self) -> Reach:
        """The address keys."""
        return self._read[0]

    @property
    def phones(self) -> Reach:
        """The digits."""
        return self._read[1]

    def with_external(self, external: list[str]) -> PersonKeys:
        """The same with other ids of foreign programs."""
        other = PersonKeys(lambda: self._read)
        other.names, other.companies, other.external = self.names, self.companies, external
        return other

    @cached_property
    def _read(self) -> tuple[Reach, Reach]:
        return self._reach()


@dataclass(frozen=True, slots=True)
class Found:
    """``ref`` is the id of a contact, or -(n + 1) for new contact n. ``sure`` is False when a key agrees but something
    speaks against it, or what agrees may be two people's."""

    ref: int
    key: MatchKey
    sure: bool = True


_Key = TypeVar("_Key")


class _Refs(Generic[_Key]):
    """References by key. Most keys belong to one, so that a list is made for the others only."""

    def __init__(self) -> None:
        self.one: dict[_Key, int] = {}
        self._more: dict[_Key, list[int]] = {}

    def add(self, key: _Key, ref: int) -> None:
        first = self.one.setdefault(key, ref)
        if first != ref:
            there = self._more.setdefault(key, [])
            if ref not in there and len(there) < _MOST:
                there.append(ref)

    def of(self, key: _Key) -> Sequence[int]:
        first = self.one.get(key)
        if first is None:
            return ()
        return (first, *self._more.get(key, ()))


class People:
    """Everybody a row can be: contacts of the file and the new ones of the sheets planned so far."""

    def __init__(
        self,
        known: ContactKeys,
        order: Sequence[MatchKey],
        known_names: Mapping[int, str],
        persons: Persons,
    ) -> None:
        self._known, self._order, self._persons = known, tuple(order), persons
        self._by_name_too = MatchKey.NAME in self._order
        self._names: dict[int, str] = dict(known_names)
        self._external: _Refs[str] = _Refs()
        self._emails: _Refs[str] = _Refs()
        self._phones: _Refs[str] = _Refs()
        self._named: _Refs[tuple[str, str]] = _Refs()

    def add(self, drafts: SheetDrafts, row: int, ref: int) -> None:
        """Let later rows find what this row stands for; ``ref`` as in ``Found``."""
        keys = drafts.keys
        name = keys.names[row]
        if ref not in self._names:
            self._names[ref] = name
        else:
            self._persons.joined(ref, drafts, row)
        if keys.external[row]:
            self._external.add(keys.external[row], ref)
        for email in keys.emails[row]:
            self._emails.add(email, ref)
        for digits in keys.phones[row]:
            self._phones.add(digits, ref)
        if name:
            name = _in_any_order(name)
            self._named.add((name, ""), ref)
            if keys.companies[row]:
                self._named.add((name, keys.companies[row]), ref)

    def fits(self, ref: int, drafts: SheetDrafts, row: int) -> bool:
        """Whether a row may be the person of a reference by the names of all rows that are that person."""
        return self._persons.fits(ref, drafts, row)

    def joined(self, ref: int, drafts: SheetDrafts, row: int) -> None:
        """A row that no key finds is this person too."""
        self._persons.joined(ref, drafts, row)

    def is_called(self, ref: int, drafts: SheetDrafts, row: int) -> bool:
        """Whether the row names no other name than the person has, whatever the order of its words."""
        name = drafts.keys.names[row]
        return not name or _in_any_order(self._names.get(ref, "")) == _in_any_order(name)

    def find(self, drafts: SheetDrafts, row: int) -> Found | None:
        """The contact or earlier new contact this row is, by the first key in the person's order that finds one for
        sure; else the first that may be it."""
        if self._is_unheard_of(drafts.keys, row):
            return None
        doubtful: Found | None = None
        for key in self._order:
            for found in self._by(key, drafts, row):
                if found.sure and self._persons.fits(found.ref, drafts, row):
                    return found
                doubtful = doubtful or replace(found, sure=False)
        return doubtful

    def _is_unheard_of(self, keys: PersonKeys, row: int) -> bool:
        """Whether nobody has a key of the row, as with most rows of most lists: then no key need be gone through."""
        known = self._known
        for email in keys.emails[row]:
            if email in self._emails.one or email in known.emails:
                return False
        for digits in keys.phones[row]:
            if digits in self._phones.one or digits in known.phones:
                return False
        external, name = keys.external[row], keys.names[row]
        if external and (external in self._external.one or external in known.external):
            return False
        if not name:
            return True
        firm = "" if self._by_name_too else keys.companies[row]
        if not firm and not self._by_name_too:
            return True
        return name not in known.names and (_in_any_order(name), firm) not in self._named.one

    def named_alone(self, drafts: SheetDrafts, row: int) -> Found | None:
        """The only person of the row's name, where row and person do not name two companies: enough for a row that is
        about something else and names the person beside it. In an export of ours the company beside a person is that of
        the deal or entry."""
        keys = drafts.keys
        name, company = keys.names[row], keys.companies[row]
        if not name:
            return None
        known = dict(self._known.names.get(name, ()))
        refs = dict.fromkeys((*known, *self._named.of((_in_any_order(name), ""))))
        if len(refs) != 1:
            return None
        (ref,) = refs
        if drafts.is_own:
            return Found(ref, MatchKey.NAME)
        if company and (known.get(ref) or (ref < 0 and self._persons.names_company(ref))):
            return None
        sure = certainty.same_named(self._persons.of_row(drafts, row), self._persons.of(ref))
        return Found(ref, MatchKey.NAME) if sure else None

    def how_many(self, drafts: SheetDrafts, row: int) -> int:
        """How many people are called as the person whom a row names by name alone, at the company that it names too where
        any of them is there; 0 where it says more than that of whom it means."""
        keys = drafts.keys
        name, company = keys.names[row], keys.companies[row]
        if not name or keys.emails[row] or keys.phones[row] or keys.external[row]:
            return 0
        known, ordered = self._known.names.get(name, ()), _in_any_order(name)
        refs = dict.fromkeys((*(ref for ref, _ in known), *self._named.of((ordered, ""))))
        if not company:
            return len(refs)
        there = dict.fromkeys(ref for ref, firm in known if firm == company)
        there |= dict.fromkeys(self._named.of((ordered, company)))
        if there:
            return len(there)
        at_home = {ref for ref, firm in known if firm}
        return sum(
            1 for ref in refs if ref not in at_home and (ref > 0 or not self._persons.names_company(ref))
        )

    def _by(self, key: MatchKey, drafts: SheetDrafts, row: int) -> Iterable[Found]:
        """Whom one key finds. Most rows have keys that nobody else has: that is seen before anything is begun."""
        keys = drafts.keys
        if key is MatchKey.EMAIL:
            emails = self._used(keys.emails[row], self._known.emails, self._emails.one)
            return chain.from_iterable([self._by_email(email, drafts, row) for email in emails])
        if key is MatchKey.PHONE:
            phones = self._used(keys.phones[row], self._known.phones, self._phones.one)
            return chain.from_iterable([self._by_phone(digits, drafts, row) for digits in phones])
        name = keys.names[row]
        if key is MatchKey.NAME_COMPANY:
            firm = keys.companies[row]
            there = name in self._known.names or (_in_any_order(name), firm) in self._named.one
            return self._by_name(drafts, row) if name and firm and there else ()
        if key is MatchKey.NAME:
            return self._by_name_alone(drafts, row) if name else ()
        return self._by_external(drafts, row) if keys.external[row] else ()

    @staticmethod
    def _used(keys: tuple[str, ...], known: Container[str], file: Container[str]) -> Sequence[str]:
        """Those that somebody has."""
        if len(keys) == 1:
            return keys if keys[0] in file or keys[0] in known else ()
        return [key for key in keys if key in file or key in known] if keys else ()

    def _by_external(self, drafts: SheetDrafts, row: int) -> Iterator[Found]:
        external = drafts.keys.external[row]
        known = self._known.external.get(external)
        for ref in (*((known,) if known else ()), *self._external.of(external)):
            if self._is_plainly(ref, drafts, row):
                yield Found(ref, MatchKey.EXTERNAL_ID)
                continue
            one, other = self._persons.of_row(drafts, row), self._persons.of(ref)
            if certainty.agree_on_number(one, other):
                yield Found(ref, MatchKey.EXTERNAL_ID)
            elif min(certainty.name_matches(one, other)) > NameMatch.APART:
                yield Found(ref, MatchKey.EXTERNAL_ID, sure=False)

    def _by_email(self, email: str, drafts: SheetDrafts, row: int) -> Iterator[Found]:
        office = is_office(email)
        for ref in (*self._known.emails.get(email, ()), *self._emails.of(email)):
            if not office and self._is_plainly(ref, drafts, row):
                yield Found(ref, MatchKey.EMAIL)
                continue
            one, other = self._persons.of_row(drafts, row), self._persons.of(ref)
            if office:
                if certainty.same_office_email(one, other) and not self._two_posts(ref, drafts, one, other):
                    yield Found(ref, MatchKey.EMAIL)
            else:
                yield Found(ref, MatchKey.EMAIL, sure=certainty.same_email(one, other))

    def _by_phone(self, digits: str, drafts: SheetDrafts, row: int) -> Iterator[Found]:
        for ref in (*self._known.phones.get(digits, ()), *self._phones.of(digits)):
            one, other = self._persons.of_row(drafts, row), self._persons.of(ref)
            same = certainty.same_line(one, other) and not self._two_posts(ref, drafts, one, other)
            if same or certainty.same_mobile(one, other):
                yield Found(ref, MatchKey.PHONE)
            elif certainty.may_share_mobile(one, other):
                yield Found(ref, MatchKey.PHONE, sure=False)

    def _by_name(self, drafts: SheetDrafts, row: int) -> Iterator[Found]:
        name, company = drafts.keys.names[row], drafts.keys.companies[row]
        if not name or not company:
            return
        known = [ref for ref, firm in self._known.names.get(name, ()) if firm == company]
        for ref in (*known, *self._named.of((_in_any_order(name), company))):
            yield Found(ref, MatchKey.NAME_COMPANY, sure=self._same_named(ref, drafts, row))

    def _by_name_alone(self, drafts: SheetDrafts, row: int) -> Iterator[Found]:
        name = drafts.keys.names[row]
        if not name:
            return
        for ref in (
            *(ref for ref, _ in self._known.names.get(name, ())),
            *self._named.of((_in_any_order(name), "")),
        ):
            yield Found(ref, MatchKey.NAME, sure=self._same_named(ref, drafts, row))

    def _same_named(self, ref: int, drafts: SheetDrafts, row: int) -> bool:
        one, other = self._persons.of_row(drafts, row), self._persons.of(ref)
        return certainty.same_named(one, other) and not self._two_posts(ref, drafts, one, other)

    def _two_posts(self, ref: int, drafts: SheetDrafts, one: Profile, other: Profile) -> bool:
        """Whether one list names two posts, and nothing personal says that it is one person all the same."""
        posts = bool(one.job_title and other.job_title) and one.job_title != other.job_title
        return posts and self._persons.is_in(ref, drafts) and not certainty.shares_something(one, other)

    def _is_plainly(self, ref: int, drafts: SheetDrafts, row: int) -> bool:
        """Whether row and person have the very same name, and no title, sign or birthday can tell them apart: most of
        all rows, and decided without taking anything apart."""
        name = drafts.keys.names[row]
        if not name or self._names.get(ref) != name:
            return False
        title = drafts.value(row, "honorific")
        if title and title != (self._persons.said(ref, "honorific") or title):
            return False
        written = written_name(drafts, row)
        if not written.isascii() and written != self._persons.written(ref):
            return False
        return may_be_one(drafts.value(row, "birthday"), self._persons.said(ref, "birthday"))


def _in_any_order(name: str) -> str:
    """A folded name as "Anna Weber" and "Weber, Anna" share it."""
    return " ".join(sorted(name.split())) if " " in name else name
