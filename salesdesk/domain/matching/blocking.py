"""Which pairs are worth comparing: those that share a key, rare keys first, as many as the budget allows.

Every record gives keys of several families. Blocks (records with one key) are taken from the smallest to
the largest until the pairs they hold reach the budget, which grows linearly with the records: a key that is rare in
a small set and common in a large one counts in the first and is left out in the second by itself.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence

from salesdesk.domain.matching.beside import Beside, alone
from salesdesk.domain.matching.profiles import Profile

LARGEST_BLOCK = 500
SURE_PER_RECORD, SURE_LEAST = 3, 150_000  # pairs for which one shared key is enough
WIDE_PER_RECORD = 20  # pairs that must share two keys
_LOOSE_LIMIT = 20_000
_COMPARE_ALL = 300


def _person_names(p: Profile) -> Iterator[str]:
    first, last = p.first, p.last
    if first and last:
        yield "n" + min(first.sound, last.sound) + max(first.sound, last.sound)
    born = p.birthday
    if len(born) >= 8:
        yield "d" + born
        if first:
            yield "b" + born[:4] + first.sound
        if last:
            yield "b" + born[:4] + last.sound
        initial = min(name.joined[0] for name in (first, last) if name) if first or last else ""
        yield "y" + born[:4] + "".join(sorted(born[4:])) + initial


def _person_places(p: Profile) -> Iterator[str]:
    place = "z" + p.postal if p.postal else "c" + p.city if p.city else ""
    house = "h" + p.streets[0].number if p.streets and p.streets[0].number else ""
    employer = "o" + p.organisation if p.organisation else ""
    for name in (p.first, p.last):
        if name:
            sound = name.sound
            if place:
                yield place + sound
            if house:
                yield house + sound
            if employer:
                yield employer + sound


def _person_loose(p: Profile) -> Iterator[str]:
    for name in (p.first, p.last):
        if name:
            yield "N" + name.joined
            yield "S" + name.sound
            if p.city:
                yield "C" + p.city + name.joined[:2]
            if len(p.birthday) == 8:
                yield "M" + p.birthday[4:] + name.joined[0]
    if p.city and len(p.birthday) == 8:
        yield "Y" + p.city + p.birthday[:4]
        yield "y" + p.birthday[:6]
    for mail in p.emails:
        yield "l" + mail.local[:4]
        if mail.domain:
            yield "g" + mail.domain


def _contact_keys(p: Profile) -> Iterator[str]:
    for mail in p.emails:
        yield "e" + mail.key
        if len(mail.local) > 4:
            yield "m" + mail.local
        if mail.domain:
            yield "f" + mail.local[:2] + mail.domain
    for phone in p.phones:
        yield "p" + phone[-7:]
    if p.fax:
        yield "p" + p.fax[-7:]
    for street in p.streets:
        if street.joined:
            yield "s" + street.number + street.words[0][:4]
        if street.number and p.postal:
            yield "t" + street.number + " " + p.postal
    if p.web:
        yield "w" + p.web
    if p.external_id:
        yield "i" + p.external_id
    for link in p.links:
        yield "k" + link


def _organisation_names(p: Profile) -> Iterator[str]:
    if not p.words:
        return
    yield "n" + p.organisation
    yield "j" + "".join(p.words)[:7]
    rare = sorted(zip(p.word_bits, p.words, strict=True), reverse=True)[:3]
    for place, (_, word) in enumerate(rare):
        yield "r" + word
        if p.postal:
            yield "z" + p.postal + word[:4]
        if p.city:
            yield "c" + p.city + word[:4]
        if p.streets and p.streets[0].number:
            yield "h" + p.streets[0].number + word[:4]
        for _, other in rare[place + 1 :]:
            yield "q" + min(word, other)[:4] + max(word, other)[:4]


def _organisation_loose(p: Profile) -> Iterator[str]:
    for word in p.words:
        yield "W" + word[:4]
    for mail in p.emails:
        if mail.business:
            yield "g" + mail.domain
    for phone in p.phones:
        yield "P" + phone[:-1][-6:]


def search_keys(p: Profile) -> Iterator[str]:
    """The keys one record is looked up by: few, so that an index of them stays small."""
    yield from _contact_keys(p)
    if not p.person:
        yield "n" + p.organisation
        for _, word in sorted(zip(p.word_bits, p.words, strict=True), reverse=True)[:2]:
            yield "r" + word[:6]
        return
    first, last = p.first, p.last
    if first and last:
        yield "n" + min(first.sound, last.sound) + max(first.sound, last.sound)
        yield "x" + min(first.joined[0] + last.joined, last.joined[0] + first.joined)
    elif first or last:
        yield "N" + (first.joined if first else "") + (last.joined if last else "")
    if len(p.birthday) >= 8:
        yield "d" + p.birthday
    near = p.organisation or p.postal or p.city
    if near:
        for name in (first, last):
            if name:
                yield "o" + near + name.sound


Keys = Callable[[Profile], Iterable[str]]


def families(person: bool, records: int) -> list[Keys]:
    """The key families for a set of so many records; the loose ones only pay in small sets."""
    tight: list[Keys] = [_contact_keys]
    tight.extend([_person_names, _person_places] if person else [_organisation_names])
    if records <= _LOOSE_LIMIT:
        tight.append(_person_loose if person else _organisation_loose)
    return tight


class Candidates:
    """The pairs of positions worth comparing: those that share a key of a small block, or two keys of
    any, within a budget of pairs that grows linearly with the records."""

    def __init__(
        self,
        profiles: Sequence[Profile],
        beside: Beside = alone,
        meanwhile: Callable[[], None] = lambda: None,
    ) -> None:
        """A part of the keys is collected ``beside`` the others. ``meanwhile`` fills the profiles' bits, which only keys of
        organisations ask for."""
        if not profiles or not profiles[0].person:
            meanwhile()
            self._blocks = _chosen_blocks(profiles, beside)
        else:
            self._blocks = _chosen_blocks(profiles, beside, meanwhile)
        self._enough = _count_within(self._blocks, max(SURE_LEAST, SURE_PER_RECORD * len(profiles)))
        self._member: list[list[int]] = [[] for _ in profiles]
        """By position: the numbers of its blocks, each followed by its place in the block."""
        member = self._member
        for number, block in enumerate(self._blocks):
            for place, position in enumerate(block, 1):
                member[position] += (number, place)

    def after(self, position: int) -> list[int]:
        """Positions after ``position`` worth comparing with it, ascending: every pair comes once."""
        blocks, enough, member = self._blocks, self._enough, self._member[position]
        found: set[int] = set()
        once: set[int] = set()
        numbers = iter(member)
        for number, place in zip(numbers, numbers, strict=True):
            block = blocks[number]
            if place < len(block):
                later = block[place:]  # the positions of a block ascend
                if number < enough:
                    found.update(later)
                else:
                    found.update(once.intersection(later))
                    once.update(later)
        return sorted(found)


def _chosen_blocks(
    profiles: Sequence[Profile], beside: Beside = alone, meanwhile: Callable[[], None] = lambda: None
) -> list[list[int]]:
    if len(profiles) <= _COMPARE_ALL:
        meanwhile()
        return [list(range(len(profiles)))] if len(profiles) > 1 else []
    first, *others = families(profiles[0].person, len(profiles))
    with beside(lambda: [block for family in others for block in _blocks(profiles, family)]) as further:
        meanwhile()
        blocks = _blocks(profiles, first)
        blocks += further()
    blocks.sort(key=len)
    return blocks[: _count_within(blocks, max(SURE_LEAST, WIDE_PER_RECORD * len(profiles)))]


def _blocks(profiles: Sequence[Profile], family: Keys) -> list[list[int]]:
    """The positions that share a key of a family, by key."""
    single: dict[str, int] = {}
    shared: dict[str, list[int]] = {}
    for position, profile in enumerate(profiles):
        for key in family(profile):
            # most keys belong to one record: no list for those
            other = single.setdefault(key, position)
            if other != position:
                group = shared.get(key)
                if group is None:
                    shared[key] = [other, position]
                elif group[-1] != position:
                    group.append(position)
    return [group for group in shared.values() if len(group) <= LARGEST_BLOCK]


def _count_within(blocks: Sequence[Sequence[int]], budget: int) -> int:
    """How many blocks, from the first, hold no more pairs than the budget."""
    for number, block in enumerate(blocks):
        budget -= len(block) * (len(block) - 1) // 2
        if budget < 0:
            return number
    return len(blocks)
