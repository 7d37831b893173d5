"""What is enough to take two people for one without asking.

Only what two people cannot share by chance: the same personal e-mail or mobile number with names that meet, the same number
of their own with names that meet, or the very same name with two things that do not come from one another, and nothing
that speaks against it. Company, its address, its switchboard, its web site and its mail domain come from one another: they are
one thing. How rare a value is in the data at hand does not count here: in a small file everything is rare.
"""

from __future__ import annotations

from collections.abc import Collection
from functools import lru_cache

from rapidfuzz.distance import OSA

from salesdesk.domain.matching.given_names import (
    NameMatch,
    is_bare,
    is_given_name,
    match_given,
    match_words,
    plain_vowels,
)
from salesdesk.domain.matching.profiles import NamePart, Profile
from salesdesk.domain.matching.romanize import spelling_key
from salesdesk.domain.matching.signs import told_apart
from salesdesk.domain.matching.telephones import is_mobile, may_be_own

_PARTICLES = frozenset(
    "van von der den de del della di da dos das du la le el al ter ten zu zum zur af av bin ibn ben bint abu und y e i".split()
)
_NONE: frozenset[str] = frozenset()
_edits = OSA.distance


def is_certain(a: Profile, b: Profile) -> bool:
    """Whether two people are one by what ``certainty`` demands. Frequencies must have been filled: an address or number
    of more than two records is nobody's own."""
    given, family = name_matches(a, b)
    names = min(given, family)
    if names < NameMatch.MEET and given is not NameMatch.SAME:
        return False
    widespread = a.common | b.common
    if same_email(a, b, widespread) or same_mobile(a, b, widespread) or same_identifier(a, b):
        return True
    if names is not NameMatch.SAME or not a.first or not a.last or not _even(a, b):
        return False
    if is_contradicted(a, b) or _differ(a.external_id, b.external_id) or disagrees(a, b):
        return False
    return _independent(a, b) >= 2


def same_email(a: Profile, b: Profile, widespread: Collection[str] = _NONE) -> bool:
    """The same personal e-mail and names that meet; one given name with two family names is a wedding, and father and son
    of one name may share it where only one of them is called junior. ``widespread`` are
    addresses of so many that they are nobody's own, unless they are made of a name."""
    shared = [mail for mail in a.emails if any(mail.key == other.key for other in b.emails)]
    own = [
        mail
        for mail in shared
        if not mail.office and (mail.key not in widespread or mail.named or mail.given)
    ]
    if not own or is_contradicted(a, b) or not _even(a, b):
        return False
    given, family = name_matches(a, b)
    if a.first and b.first and not _made_of_given(a, b, {mail.key for mail in own}):
        return min(given, family) >= NameMatch.MEET and _plainly(a, b)
    wedded = given is NameMatch.SAME and bool(a.first and b.first and len(a.first.joined) > 1)
    wedded = wedded and not _two_numbers(a, b)  # an office gives paul@… to the next Paul
    return min(given, family) >= NameMatch.MEET or wedded


def _made_of_given(a: Profile, b: Profile, shared: Collection[str]) -> bool:
    """Whether one of their addresses says whose it is by a given name. Any other (mueller@…, sunshine7@…) may be a
    family's, where another spelling or form of a name is rather another person."""
    locals_ = ["".join(filter(str.isalpha, key.partition("@")[0])) for key in shared]
    return any(_begins_with_given(local, p) for local in locals_ for p in (a, b))


def _begins_with_given(local: str, p: Profile) -> bool:
    """Whether the letters of an address are a given name or its beginning, the family name beside it or not."""
    given, family = (part.joined if part else "" for part in (p.first, p.last))
    rest = local.replace(family, "", 1) if family else local
    if len(given) > 2 and plain_vowels(given) in plain_vowels(local):
        return True
    return bool(rest) and (given.startswith(rest) or plain_vowels(given).startswith(plain_vowels(rest)))


def _plainly(a: Profile, b: Profile) -> bool:
    """Whether names that meet are the same but for what one of them leaves out or shortens to a letter."""
    if not _even(a, b):
        return False
    if min(name_matches(a, b)) is NameMatch.SAME:
        return _spelt_alike(a, b)
    return _left_out(_words(a.first), _words(b.first)) and _left_out(_words(a.last), _words(b.last))


def _left_out(one: Words, other: Words) -> bool:
    few, many = sorted((one, other), key=len)
    short, long = sorted((plain_vowels("".join(one)), plain_vowels("".join(other))), key=len)
    return short == long or len(short) < 2 or all(word in many for word in few)


def same_office_email(a: Profile, b: Profile) -> bool:
    """An e-mail that several people of an office may read, and the very same name, or none."""
    if is_contradicted(a, b) or not _even(a, b):
        return False
    if not (_has_name(a) or _has_name(b)):
        return True
    return _is_whole(a, b) and _spelt_alike(a, b) and not disagrees(a, b)


def same_mobile(a: Profile, b: Profile, widespread: Collection[str] = _NONE) -> bool:
    """The same mobile number, and names that are the same but for what one leaves out: a couple and a family firm share a
    number, and René is not Renée."""
    return may_share_mobile(a, b, widespread) and _plainly(a, b)


def may_share_mobile(a: Profile, b: Profile, widespread: Collection[str] = _NONE) -> bool:
    """The same mobile number and names that meet: likely one person, but maybe two."""
    shared = [
        number
        for number in a.phones
        if number not in widespread and any(number[-9:] == other[-9:] for other in b.phones)
    ]
    if not any(is_mobile(number) for number in shared) or is_contradicted(a, b):
        return False
    return min(name_matches(a, b)) >= NameMatch.MEET and _has_name(a) and _has_name(b)


def same_line(a: Profile, b: Profile) -> bool:
    """A number that a family or an office may share, and the very same name, or none."""
    if is_contradicted(a, b) or not _even(a, b):
        return False
    if not (_has_name(a) or _has_name(b)):
        return _one_number(a, b)
    return _is_whole(a, b) and _spelt_alike(a, b) and not disagrees(a, b)


def same_identifier(a: Profile, b: Profile) -> bool:
    """The same number of another program, or the same personal page, and names that meet. With the very same name an
    e-mail may have changed."""
    if (not a.external_id or a.external_id != b.external_id) and set(a.links).isdisjoint(b.links):
        return False
    return agree_on_number(a, b)


def agree_on_number(a: Profile, b: Profile) -> bool:
    """Whether two records that have the same number of another program are one person."""
    if _is_whole(a, b) and _even(a, b):
        return not is_contradicted(a, b, emails=False)
    return min(name_matches(a, b)) >= NameMatch.MEET and not is_contradicted(a, b)


def same_named(a: Profile, b: Profile) -> bool:
    """The very same name at the same company, and nothing personal that differs, unless the number is the same too."""
    if min(name_matches(a, b)) < NameMatch.SAME or not _even(a, b) or is_contradicted(a, b):
        return False
    if not _spelt_alike(a, b) or (_reversed(a, b) and a.phones and b.phones and not _one_number(a, b)):
        return False
    return _one_number(a, b) or not disagrees(a, b)


def is_contradicted(a: Profile, b: Profile, *, emails: bool = True) -> bool:
    """Whether something says that they are two: senior and junior, Mr and Mrs, names written with other signs, two
    birthdays, two middle names, or (``emails``) two personal addresses of one domain."""
    if a.generation and b.generation and a.generation != b.generation:
        return True
    if _titles_apart(a, b) or (a.signs and b.signs and told_apart(a.signs, b.signs) and not _is_part(a, b)):
        return True
    if len(a.birthday) == 8 and len(b.birthday) == 8 and a.birthday != b.birthday:
        return True
    if a.middle and b.middle and _middles_apart(a.middle, b.middle):
        return True
    return emails and _two_addresses(a, b)


def _titles_apart(a: Profile, b: Profile) -> bool:
    """Whether two forms of address are those of two people; where the family name is all there is, Frau Berg is not
    Dr. Berg either."""
    if a.address and b.address and a.address != b.address:
        return True
    if _shortened_apart(a, b) or _shortened_apart(b, a):
        return True
    if a.first or b.first or not a.titles or not b.titles:
        return False
    return not (a.titles <= b.titles or b.titles <= a.titles)


def _shortened_apart(a: Profile, b: Profile) -> bool:
    """Whether what may be an initial or another title is a form of address beside the other's: M. and Mme Petit, Hr. and
    Fr. Berg."""
    monsieur = a.first is not None and a.first.joined == "m" and not a.titles
    return (monsieur and b.address == "woman" and b.first is None) or ("hr" in a.titles and "fr" in b.titles)


def _is_part(a: Profile, b: Profile) -> bool:
    """Whether one of them says its family name only."""
    return (a.first is None) != (b.first is None) and min(name_matches(a, b)) >= NameMatch.MEET


def _spelt_alike(a: Profile, b: Profile) -> bool:
    """Whether two names that sound the same are spelt the same, umlauts as two letters: Graf is not Gräf."""
    return sorted(_spelt(a)) == sorted(_spelt(b))


def _spelt(p: Profile) -> str:
    if p.signs is not None:
        return p.signs.written
    return "".join(part.joined for part in (p.first, p.last) if part)


def _reversed(a: Profile, b: Profile) -> bool:
    """Whether the given name of each is the family name of the other."""
    one, other = (_words(a.first), _words(a.last)), (_words(b.last), _words(b.first))
    return bool(a.first and b.first) and one == other and one[0] != one[1]


def disagrees(a: Profile, b: Profile) -> bool:
    """Whether what belongs to one person differs (e-mail, mobile number) and nothing personal is the same."""
    if shares_something(a, b):
        return False
    return bool(_own_emails(a) and _own_emails(b)) or bool(_own_numbers(a) and _own_numbers(b))


def shares_something(a: Profile, b: Profile) -> bool:
    """Whether something personal is the same: the birthday, an e-mail, a number that is not an office's."""
    if a.birthday and a.birthday == b.birthday and len(a.birthday) == 8:
        return True
    return not _own_emails(a).isdisjoint(_own_emails(b)) or not _own_numbers(a).isdisjoint(_own_numbers(b))


def _two_numbers(a: Profile, b: Profile) -> bool:
    """Whether each has a number of its own, and none of them is the other's."""
    mine, theirs = _own_numbers(a), _own_numbers(b)
    return bool(mine and theirs) and mine.isdisjoint(theirs)


def _one_number(a: Profile, b: Profile) -> bool:
    return not {number[-9:] for number in a.phones}.isdisjoint([number[-9:] for number in b.phones])


def _own_emails(p: Profile) -> frozenset[str]:
    return frozenset([mail.key for mail in p.emails if not mail.office])


def _own_numbers(p: Profile) -> frozenset[str]:
    return frozenset([number[-9:] for number in p.phones if may_be_own(number)])


def name_matches(a: Profile, b: Profile) -> tuple[NameMatch, NameMatch]:
    """How the given and the family names stand to each other, the two of one side swapped where that fits better and it
    is not known which is which."""
    names = _words(a.first), _words(a.last), _words(b.first), _words(b.last)
    return _name_matches(*names, a.ordered and b.ordered)


Words = tuple[str, ...]


@lru_cache(maxsize=65536)
def _name_matches(
    first: Words, last: Words, other_first: Words, other_last: Words, ordered: bool
) -> tuple[NameMatch, NameMatch]:
    mine, theirs = (*first, *last), (*other_first, *other_last)
    if not mine or not theirs:
        return NameMatch.MEET, NameMatch.MEET
    if first and last and other_first and other_last:
        straight = match_given(first, other_first), _match_family(last, other_last)
        if min(straight) >= NameMatch.MEET or ordered:
            return straight
        crossed = match_given(first, other_last), _match_family(last, other_first)
        if min(crossed) < NameMatch.MEET:
            return straight
        # James Taylor and Taylor James are two names: each word may stand in front
        both_ways = all(is_given_name(word) or is_bare(word) for word in mine)
        return (NameMatch.MEET, NameMatch.MEET) if both_ways else crossed
    if mine == theirs and bool(first) == bool(other_first):
        return NameMatch.SAME, NameMatch.SAME
    if _written_together((first, last), (other_first, other_last)):
        return NameMatch.MEET, NameMatch.MEET
    # one of them has one name: it must be found among the other's
    alone, both = (mine, theirs) if not (first and last) else (theirs, mine)
    if all(any(match_words(word, one) >= NameMatch.MEET for one in both) for word in alone):
        return NameMatch.MEET, NameMatch.MEET
    given = match_given(first, other_first) if first and other_first else NameMatch.OPEN
    return min(given, NameMatch.OPEN), NameMatch.OPEN


def _written_together(one: tuple[Words, Words], other: tuple[Words, Words]) -> bool:
    """Whether one is a name of one word that holds both names of the other: "aweber", "annaweber"."""
    for alone, (given, family) in (((*one[0], *one[1]), other), ((*other[0], *other[1]), one)):
        if len(alone) == 1 and given and family:
            joined, surname = "".join(given), "".join(family)
            if alone[0] in (joined + surname, surname + joined, joined[0] + surname):
                return True
    return False


def _match_family(one: Words, other: Words) -> NameMatch:
    if not one or not other:
        return NameMatch.MEET
    left, right = plain_vowels("".join(one)), plain_vowels("".join(other))
    if left == right:
        return NameMatch.SAME
    if len(left) == 1 or len(right) == 1:
        return NameMatch.MEET if left[0] == right[0] else NameMatch.APART
    few, many = sorted(
        ([w for w in one if w not in _PARTICLES], [w for w in other if w not in _PARTICLES]), key=len
    )
    if few and all(any(_alike(word, candidate) for candidate in many) for word in few):
        return NameMatch.MEET
    return NameMatch.OPEN


def _alike(one: str, other: str) -> bool:
    return (
        one == other or plain_vowels(one) == plain_vowels(other) or spelling_key(one) == spelling_key(other)
    )


def _words(part: NamePart | None) -> Words:
    if part is None:
        return ()
    return part.words or (part.joined,)


def _has_name(p: Profile) -> bool:
    return p.first is not None or p.last is not None


def _is_whole(a: Profile, b: Profile) -> bool:
    """Whether both have the very same name, given and family."""
    both = a.first and b.first and a.last and b.last
    alone = bool(a.first) == bool(b.first) and bool(a.last) == bool(b.last) and _has_name(a)
    return bool(both or alone) and min(name_matches(a, b)) is NameMatch.SAME


def _even(a: Profile, b: Profile) -> bool:
    """Whether neither alone is called junior or senior."""
    return a.generation == b.generation


def _middles_apart(one: str, other: str) -> bool:
    mine, theirs = one.split(), other.split()
    few, many = (mine, theirs) if len(mine) <= len(theirs) else (theirs, mine)
    return any(match_given((word,), tuple(many)) < NameMatch.MEET for word in few)


def _two_addresses(a: Profile, b: Profile) -> bool:
    mine = [mail for mail in a.emails if not mail.office]
    theirs = [mail for mail in b.emails if not mail.office]
    if not mine or not theirs or any(mail.key == other.key for mail in mine for other in theirs):
        return False
    return any(mail.domain and mail.domain == other.domain for mail in mine for other in theirs)


def _differ(one: str, other: str) -> bool:
    return bool(one and other and one != other)


def _independent(a: Profile, b: Profile) -> int:
    """How many things agree that do not come from one another; surroundings are one."""
    found = 0
    if a.birthday and a.birthday == b.birthday and len(a.birthday) == 8:
        found += 1
    if _surroundings(a, b):
        found += 1
    return found + bool(a.job_title and a.job_title == b.job_title)


def _surroundings(a: Profile, b: Profile) -> bool:
    if a.organisation and a.organisation == b.organisation:
        return True
    if a.web and a.web == b.web:
        return True
    if {street.key for street in a.streets if street.number} & {s.key for s in b.streets if s.number}:
        return True
    return bool({n[-9:] for n in (*a.phones, a.fax) if n} & {n[-9:] for n in (*b.phones, b.fax) if n})
