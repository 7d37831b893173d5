"""How much the agreement in a value tells: its rarity in the data at hand, steadied by common knowledge."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from math import log2

from salesdesk.domain.matching.profiles import Profile


@dataclass(frozen=True, slots=True)
class Rarity:
    """``usual`` is how often a value of this kind occurs among people at large, used where the data is too
    small to tell; ``coincidence`` how often two records that share the value are not the same although they share it
    (1 for names, small for an e-mail address, which repeats because a record repeats); ``most`` the
    greatest number of bits an agreement may bring."""

    usual: float
    coincidence: float
    most: float


FIRST_NAME = Rarity(1 / 150, 1.0, 9.0)
LAST_NAME = Rarity(1 / 1200, 1.0, 12.0)
BIRTHDAY = Rarity(1 / 12000, 0.6, 14.0)
EMAIL = Rarity(1e-6, 0.10, 16.0)
PHONE = Rarity(1e-5, 0.25, 14.0)
STREET = Rarity(1e-4, 0.5, 13.0)
POSTAL = Rarity(1 / 1000, 1.0, 10.0)
CITY = Rarity(1 / 300, 1.0, 9.0)
WEB = Rarity(1e-4, 0.5, 12.0)
WORD = Rarity(1 / 3000, 1.0, 12.0)
_STEADY = 100.0
"""So many invented records with the usual frequencies stand beside the real ones."""


class _Table:
    """Rarity in bits of the values of one field."""

    def __init__(self, values: Iterable[str], kind: Rarity, per: float = 1.0) -> None:
        counts = Counter(values)
        total = sum(counts.values()) / per + _STEADY
        ground = _STEADY * kind.usual
        self._unseen = min(kind.most, -log2(ground / total))
        # a value's own two records of a pair do not count against it
        self._bits = {
            value: min(kind.most, max(-log2(((count - 2) * kind.coincidence + ground) / total), 0.1))
            for value, count in counts.items()
            if count > 2
        }

    def of_each(self, values: Iterable[str]) -> tuple[tuple[float, ...], list[int]]:
        """The bits of several values, and the places of those that more than the two records of a pair have."""
        bits, common = [], []
        for place, value in enumerate(values):
            found = self._bits.get(value)
            if found is None:
                found = self._unseen
            else:
                common.append(place)
            bits.append(found)
        return tuple(bits), common

    def __getitem__(self, value: str) -> float:
        return self._bits.get(value, self._unseen)


class Frequencies:
    """How often each value of each field occurs among a set of profiles."""

    def __init__(self, profiles: Sequence[Profile]) -> None:
        self._first = _Table((p.first.joined for p in profiles if p.first), FIRST_NAME)
        self._last = _Table((p.last.joined for p in profiles if p.last), LAST_NAME)
        self._birthday = _Table((p.birthday for p in profiles if p.birthday), BIRTHDAY)
        self._email = _Table((mail.key for p in profiles for mail in p.emails), EMAIL)
        self._phone = _Table((n[-9:] for p in profiles for n in (*p.phones, p.fax) if n), PHONE)
        self._street = _Table((street.key for p in profiles for street in p.streets), STREET)
        self._postal = _Table((p.postal for p in profiles if p.postal), POSTAL)
        self._city = _Table((p.city for p in profiles if p.city), CITY)
        self._web = _Table((p.web for p in profiles if p.web), WEB)
        named = sum(1 for p in profiles if p.words)
        words = sum(len(p.words) for p in profiles)
        self._word = _Table((word for p in profiles for word in p.words), WORD, words / max(named, 1) or 1.0)

    def fill(self, profiles: Iterable[Profile]) -> None:
        """Sets every profile's ``*_bits``; the profiles need not be those that were counted."""
        names: dict[str, tuple[tuple[float, ...], float]] = {}
        for p in profiles:
            if p.first:
                p.first_bits = self._first[p.first.joined]
            if p.last:
                p.last_bits = self._last[p.last.joined]
            if p.birthday:
                p.birthday_bits = self._birthday[p.birthday]
            common: list[str] = []
            if p.emails:
                p.email_bits, places = self._email.of_each([mail.key for mail in p.emails])
                common += [p.emails[place].key for place in places]
            if p.phones:
                p.phone_bits, places = self._phone.of_each([number[-9:] for number in p.phones])
                common += [p.phones[place] for place in places]
            if p.person:
                p.common = frozenset(common)  # the empty one is always the same object
            if p.fax:
                p.fax_bits = self._phone[p.fax[-9:]]
            if p.streets:
                p.street_bits = tuple([self._street[street.key] for street in p.streets])
            if p.postal:
                p.postal_bits = self._postal[p.postal]
            if p.city:
                p.city_bits = self._city[p.city]
            if p.web:
                p.web_bits = self._web[p.web]
            if p.words:
                known = names.get(p.organisation)
                if known is None:
                    bits = tuple([self._word[text] for text in p.words])
                    known = names[p.organisation] = (bits, sum(bits))
                p.word_bits, p.total_bits = known
