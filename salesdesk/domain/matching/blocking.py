"""Which pairs are worth comparing: those that share a key, rare keys first, as many as the budget allows.

Every record gives keys of several families. Blocks (records with one key) are taken from the smallest to
the largest until the pairs they hold reach the budget, which grows linearly with the records: a key that is rare in
a small set and common in a large one counts in the first and is left out in the second by itself.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence

from salesdesk.domain.matching.profiles import Profile

LARGEST_BLOCK = 500
PAIRS_PER_RECORD = 8
SMALLEST_BUDGET = 150_000
_LOOSE_LIMIT = 20_000
_COMPARE_ALL = 300

_SOUND = str.maketrans("bfpvcgjkqsxzdtlmnr", "111122222222334556", "aeiouyhw")


def sound_key(name: str) -> str:
    """A key most misspellings of a name share: its first letter and the classes of the consonants after
    it (the classes of Soundex), runs taken once, at most four characters."""
    if not name.isascii():
        return name[:4]
    key = name[0]
    for char in name[1:].translate(_SOUND):
        if char != key[-1]:
            key += char
            if len(key) == 4:
                break
    return key


def _person_tight(p: Profile) -> Iterator[str]:
    first = p.first.joined if p.first else ""
    last = p.last.joined if p.last else ""
    yield from _contact_keys(p)
    if first and last:
        sounds = sorted((sound_key(first), sound_key(last)))
        yield "n" + sounds[0] + sounds[1]
    if len(p.birthday) == 8:
        yield "d" + p.birthday
        if first or last:
            yield (
                "y" + p.birthday[:4] + "".join(sorted(p.birthday[4:])) + min(first or last, last or first)[:1]
            )
        for name in (first, last):
            if name:
                yield "b" + p.birthday[:4] + sound_key(name)
    if p.postal:
        for name in (first, last):
            if name:
                yield "z" + p.postal + sound_key(name)
    elif p.city:
        for name in (first, last):
            if name:
                yield "c" + p.city + sound_key(name)
    if p.streets and p.streets[0].number:
        for name in (first, last):
            if name:
                yield "h" + p.streets[0].number + sound_key(name)
    if p.organisation:
        for name in (first, last):
            if name:
                yield "o" + p.organisation + sound_key(name)


def _person_loose(p: Profile) -> Iterator[str]:
    first = p.first.joined if p.first else ""
    last = p.last.joined if p.last else ""
    for name in (first, last):
        if name:
            yield "N" + name
            yield "S" + sound_key(name)
            if p.city:
                yield "C" + p.city + name[:2]
            if len(p.birthday) == 8:
                yield "M" + p.birthday[4:] + name[:1]
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
            yield "s" + street.number + sound_key(street.words[0])
        if street.number and p.postal:
            yield "t" + street.number + " " + p.postal
    if p.web:
        yield "w" + p.web
    if p.external_id:
        yield "i" + p.external_id
    for link in p.links:
        yield "k" + link


def _organisation_tight(p: Profile) -> Iterator[str]:
    yield from _contact_keys(p)
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
    first = p.first.joined if p.first else ""
    last = p.last.joined if p.last else ""
    sounds = sorted(sound_key(name) for name in (first, last) if name)
    yield "n" + "".join(sounds)
    if first and last:
        yield "x" + min(first[:1] + last, last[:1] + first)
    elif first or last:
        yield "x" + (first or last)
    if len(p.birthday) == 8:
        yield "d" + p.birthday
    for name in (first, last):
        if name and (p.organisation or p.postal or p.city):
            yield "o" + (p.organisation or p.postal or p.city) + sound_key(name)


Keys = Callable[[Profile], Iterable[str]]


def families(person: bool, records: int) -> list[Keys]:
    """The key families for a set of so many records; the loose ones only pay in small sets."""
    if person:
        return [_person_tight, _person_loose] if records <= _LOOSE_LIMIT else [_person_tight]
    return [_organisation_tight, _organisation_loose] if records <= _LOOSE_LIMIT else [_organisation_tight]


class Candidates:
    """The pairs of positions worth comparing, in blocks that share a key, within the budget."""

    def __init__(self, profiles: Sequence[Profile]) -> None:
        self._blocks = _chosen_blocks(profiles)
        self._member: list[list[int]] = [[] for _ in profiles]
        for number, block in enumerate(self._blocks):
            for position in block:
                self._member[position].append(number)

    def after(self, position: int) -> list[int]:
        """Positions after ``position`` that share a block with it, ascending: every pair comes once."""
        found: set[int] = set()
        for number in self._member[position]:
            found.update(self._blocks[number])
        return sorted([other for other in found if other > position])


def _chosen_blocks(profiles: Sequence[Profile]) -> list[list[int]]:
    if len(profiles) <= _COMPARE_ALL:
        return [list(range(len(profiles)))] if len(profiles) > 1 else []
    blocks: list[list[int]] = []
    for family in families(profiles[0].person, len(profiles)):
        groups: dict[str, list[int]] = {}
        for position, profile in enumerate(profiles):
            for key in set(family(profile)):
                group = groups.get(key)
                if group is None:
                    groups[key] = [position]
                else:
                    group.append(position)
        blocks.extend(group for group in groups.values() if 1 < len(group) <= LARGEST_BLOCK)
    blocks.sort(key=len)
    budget = max(SMALLEST_BUDGET, PAIRS_PER_RECORD * len(profiles))
    for place, block in enumerate(blocks):
        budget -= len(block) * (len(block) - 1) // 2
        if budget < 0:
            return blocks[:place]
    return blocks
