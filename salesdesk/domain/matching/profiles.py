"""A record made ready to be compared tens of times: folded, taken apart, once."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date

from salesdesk.domain.birthdays import has_no_year
from salesdesk.domain.cleaning.emails import mailbox_key
from salesdesk.domain.cleaning.name_titles import form_of_address, title_words
from salesdesk.domain.cleaning.text import fold_key
from salesdesk.domain.fields import RecordKind
from salesdesk.domain.matching.addresses import Street, parse_streets
from salesdesk.domain.matching.east import has_signs, in_latin
from salesdesk.domain.matching.given_names import plain_vowels
from salesdesk.domain.matching.mailboxes import is_office
from salesdesk.domain.matching.organisation_words import organisation_words
from salesdesk.domain.matching.records import MatchRecord
from salesdesk.domain.matching.romanize import romanized, unvoiced
from salesdesk.domain.matching.signs import Signs, signs_of

FREE_MAIL_DOMAINS = frozenset(
    """
    gmail.com googlemail.com yahoo.com yahoo.co.uk yahoo.de yahoo.fr yahoo.es ymail.com hotmail.com hotmail.co.uk hotmail.de
    hotmail.fr outlook.com outlook.de live.com live.de msn.com aol.com icloud.com me.com mac.com gmx.de gmx.net gmx.at gmx.ch
    gmx.com web.de t-online.de freenet.de orange.fr wanadoo.fr free.fr laposte.net sfr.fr comcast.net verizon.net att.net
    sbcglobal.net btinternet.com proton.me protonmail.com mail.com mail.ru yandex.ru bigpond.com optusnet.com.au qq.com 163.com
    libero.it virgilio.it telefonica.net terra.es bluewin.ch zoho.com
    """.split()
)
_NO_DIGIT = re.compile(r"\D+")


@dataclass(frozen=True, slots=True)
class NamePart:
    """A given or family name in Latin letters: ``joined`` without spaces, its letters sorted (two anagrams share them), and
    its words when there are several; ``sound`` is a key that most misspellings share; ``bare`` whether it was written
    without its vowels (Arabic, Hebrew)."""

    joined: str
    letters: str
    words: tuple[str, ...]
    sound: str
    bare: bool = False
    plain: str = field(init=False, compare=False)
    """As addresses may spell it: umlauts written with and without e are one."""

    def __post_init__(self) -> None:
        object.__setattr__(self, "plain", plain_vowels(self.joined))


@dataclass(slots=True)
class Email:
    """An address as compared: ``key`` as a mailbox (no +tag, no dots at Gmail), its halves, sorted letters;
    ``named`` when the local part is made of the owner's family name, ``given`` of the given name or its beginning:
    so far it tells little beyond the name; ``office`` when several people read what is sent there."""

    key: str
    local: str
    domain: str
    letters: str
    business: bool
    named: bool
    given: bool
    office: bool = False


@dataclass(slots=True)
class Profile:
    """One record's compared values; None and () mean "not known". ``*_bits`` are filled from the value
    frequencies of the data at hand (``frequency``): how much an exact agreement in the value tells."""

    ref: int
    person: bool
    first: NamePart | None = None
    last: NamePart | None = None
    middle: str = ""
    generation: str = ""  # "1" senior, "2" junior, "3" the third
    address: str = ""  # whom the title addresses: "man", "woman", "several"
    titles: frozenset[str] = frozenset()
    signs: Signs | None = None  # of a name that is more than its letters from A to Z
    ordered: bool = False  # whether it is known which is the given and which the family name
    job_title: str = ""
    birthday: str = ""  # YYYYMMDD, YYYY when only the year is known, --MMDD when it is not
    day_number: int = 0
    emails: tuple[Email, ...] = ()
    spells_given: bool = False  # whether one of the addresses is made of the given name
    spells_family: bool = False  # or of the family name
    phones: tuple[str, ...] = ()
    fax: str = ""
    streets: tuple[Street, ...] = ()
    postal: str = ""
    city: str = ""
    region: str = ""
    words: tuple[str, ...] = ()  # of the organisation's name
    word_set: frozenset[str] = frozenset()
    organisation: str = ""
    web: str = ""
    links: tuple[str, ...] = ()
    external_id: str = ""
    first_bits: float = 0.0
    last_bits: float = 0.0
    birthday_bits: float = 0.0
    email_bits: tuple[float, ...] = ()
    phone_bits: tuple[float, ...] = ()
    street_bits: tuple[float, ...] = ()
    postal_bits: float = 0.0
    city_bits: float = 0.0
    web_bits: float = 0.0
    fax_bits: float = 0.0
    word_bits: tuple[float, ...] = ()
    total_bits: float = 0.0
    common: frozenset[str] = frozenset()  # its phones and addresses that more than two records have


class ProfileMaker:
    """Makes profiles. Many records share a name, a city or a company: what was folded and taken apart once
    is used again, which saves most of the time and memory of a large set."""

    def __init__(self) -> None:
        self._part: dict[str, NamePart | None] = {}
        self._folded: dict[str, str] = {}
        self._organisation: dict[str, tuple[tuple[str, ...], frozenset[str], str]] = {}
        self._city: dict[str, str] = {}
        self._title: dict[str, tuple[str, frozenset[str]]] = {}
        self._streets: dict[tuple[str, str], tuple[Street, ...]] = {}

    def profile(self, record: MatchRecord) -> Profile:
        """The record's profile, without frequencies."""
        person = record.kind is not RecordKind.COMPANIES
        profile = Profile(record.ref, person)
        if person:
            first, middle, last = _names(record)
            profile.generation, last = _generation(record.suffix, last)
            is_latin = (first + middle + last).isascii()
            given, family = (
                (first, last) if is_latin or not has_signs(first + last) else in_latin(first, last)
            )
            profile.first, profile.last = self._name_part(given), self._name_part(family)
            profile.ordered = record.ordered
            if record.honorific:
                profile.address, profile.titles = self._title_of(record.honorific)
            if not is_latin:
                profile.signs = signs_of(first, middle, last)
            if record.job_title:
                profile.job_title = self._fold(record.job_title)
            if middle:
                profile.middle = romanized(self._fold(middle))
            if record.birthday:
                profile.birthday, profile.day_number = _birthday(record.birthday)
        if record.company:
            profile.words, profile.word_set, profile.organisation = self._organisation_of(record.company)
        if record.emails:
            given, family = (part.plain if part else "" for part in (profile.first, profile.last))
            found: dict[str, Email] = {}
            for text in record.emails:
                mail = _email(text, given, family)
                if mail is not None:
                    found[mail.key] = mail
                    profile.spells_given = profile.spells_given or mail.given
                    profile.spells_family = profile.spells_family or mail.named
            profile.emails = tuple(found.values())
        if record.phones:
            profile.phones = tuple(dict.fromkeys(filter(None, map(_phone, record.phones))))
        if record.fax:
            profile.fax = _phone(record.fax)
        if record.street or record.street_2:
            lines = (record.street, record.street_2)
            streets = self._streets.get(lines)
            if streets is None:
                streets = self._streets[lines] = parse_streets(*lines)
            profile.streets = streets
        if record.postal_code:
            postal = self._fold(record.postal_code).replace(" ", "")
            profile.postal = postal[:5] if len(postal) == 9 and postal.isdigit() else postal  # ZIP+4
        if record.city:
            profile.city = self._city_of(record.city)
        if record.region:
            profile.region = self._fold(record.region)
        if record.website:
            profile.web = _domain(record.website)
        if record.links:
            profile.links = tuple(filter(None, map(_link, record.links)))
        if record.external_id:
            profile.external_id = fold_key(record.external_id)
        return profile

    def _title_of(self, text: str) -> tuple[str, frozenset[str]]:
        found = self._title.get(text)
        if found is None:
            found = self._title[text] = (form_of_address(text), title_words(text))
        return found

    def _fold(self, text: str) -> str:
        folded = self._folded.get(text)
        if folded is None:
            folded = self._folded[text] = fold_key(text)
        return folded

    def _name_part(self, text: str) -> NamePart | None:
        if not text:
            return None
        if text not in self._part:
            self._part[text] = _name_part(text)
        return self._part[text]

    def _organisation_of(self, text: str) -> tuple[tuple[str, ...], frozenset[str], str]:
        found = self._organisation.get(text)
        if found is None:
            words = organisation_words(text)
            found = self._organisation[text] = (words, frozenset(words), " ".join(words))
        return found

    def _city_of(self, text: str) -> str:
        found = self._city.get(text)
        if found is None:
            found = self._city[text] = fold_key(text).replace(" ", "")
        return found


def profiles_of(records: Iterable[MatchRecord]) -> list[Profile]:
    """A profile per record, in their order, without frequencies."""
    make = ProfileMaker().profile
    return [make(record) for record in records]


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


def _names(record: MatchRecord) -> tuple[str, str, str]:
    """Given, middle and family name; a full name is only split when the parts are missing."""
    first, middle, last = record.first_name or record.nickname, record.middle_name, record.last_name
    if first or last or not record.full_name:
        return first, middle, last
    text = record.full_name
    if "@" in text or not any(map(str.isalpha, text)):
        return "", middle, ""  # who has no name is called by an address or a number
    if "," in text:
        family, _, given = text.partition(",")
        parts = given.split()
        return (parts[0] if parts else ""), " ".join([*parts[1:], middle]).strip(), family
    parts = text.split()
    if len(parts) < 2:
        return "", middle, text
    return parts[0], " ".join([*parts[1:-1], middle]).strip(), parts[-1]


def _name_part(text: str) -> NamePart | None:
    original = fold_key(text)
    if not original:
        return None
    folded = romanized(original)
    if folded != original:
        return _foreign_part(folded, unvoiced(original))
    if " " in folded:
        words = tuple(folded.split())
        joined = "".join(words)
        several = words if max(map(len, words)) > 1 else ()
        return NamePart(joined, "".join(sorted(joined)), several, sound_key(joined))
    return NamePart(folded, "".join(sorted(folded)), (), sound_key(folded))


def _foreign_part(latin: str, bare: bool) -> NamePart | None:
    """A name that was written in another script."""
    words = tuple(latin.split())
    if not words:
        return None
    joined = "".join(words)
    several = words if len(words) > 1 and max(map(len, words)) > 1 else ()
    return NamePart(joined, "".join(sorted(joined)), several, sound_key(joined), bare)


_GENERATIONS = {
    **dict.fromkeys("sr sen senior snr pere padre altere aeltere elder st starszy".split(), "1"),
    **dict.fromkeys("jr jun junior jnr ii 2nd fils hijo filho figlio jungere juengere younger ml mladsi mlodszy ifj".split(), "2"),
    **dict.fromkeys("iii 3rd neto nieto".split(), "3"),
}  # fmt: skip


_SHORTENED = {"d a": "1", "d j": "2"}  # "d. Ä.", "d. J."


def _generation(suffix: str, last: str) -> tuple[str, str]:
    """Which of several of one name in a family it is, "" when nothing says so, and the family name without that."""
    own = fold_key(suffix) if suffix else ""
    if own in _SHORTENED:
        return _SHORTENED[own], last
    for word in own.split():
        if word in _GENERATIONS:
            return _GENERATIONS[word], last
    if " " not in last and "," not in last:
        return "", last
    words = last.replace(",", " ").split()
    own = fold_key(words[-1]) if len(words) > 1 else ""
    return (_GENERATIONS[own], " ".join(words[:-1])) if own in _GENERATIONS else ("", last)


def _birthday(text: str) -> tuple[str, int]:
    digits = "".join(char for char in text if char.isdigit())
    if has_no_year(text):
        return f"--{digits}", 0
    if len(digits) != 4 and not 6 < len(digits) < 10:
        digits = digits[:8]  # a time of day follows
        if len(digits) != 8:
            return "", 0
    if len(digits) == 4:
        return digits, 0
    if len(digits) != 8:
        return digits, 0  # damaged; still compares digit by digit
    year, month, day = int(digits[:4]), int(digits[4:6]), int(digits[6:8])
    try:
        return digits, date(year, month, day).toordinal()
    except ValueError:
        return digits, 0


_LETTERS_ONLY = {code: None for code in range(128) if not chr(code).isalpha()}


def _email(text: str, given: str, family: str) -> Email | None:
    text = text.strip().lower()
    local, at, domain = text.rpartition("@")
    if not at:
        # heavily damaged addresses lose the sign; compare them as a whole
        local, domain = text, ""
    if not local:
        return None
    key = mailbox_key(f"{local}@{domain}")
    local, _, domain = key.rpartition("@")
    letters = local.translate(_LETTERS_ONLY) if local.isascii() else "".join(filter(str.isalpha, local))
    spelled = plain_vowels(letters)
    named = len(family) > 2 and family in spelled
    rest = spelled.replace(family, "", 1) if named else ""
    return Email(
        key,
        local,
        domain,
        "".join(sorted(key)),
        bool(domain) and domain not in FREE_MAIL_DOMAINS,
        named,
        bool(given) and ((len(given) > 2 and given in spelled) or (bool(rest) and given.startswith(rest))),
        is_office(key),
    )


def _phone(text: str) -> str:
    digits = text if text.isdigit() else _NO_DIGIT.sub("", text)
    digits = digits.lstrip("0")
    return digits if len(digits) >= 5 else ""


def _domain(text: str) -> str:
    text = text.strip().lower()
    text = text.partition("://")[2] or text
    host = text.partition("/")[0].partition("?")[0].partition(":")[0]
    host = host.removeprefix("www.")
    return host if "." in host and " " not in host else ""


def _link(text: str) -> str:
    text = text.strip().lower().rstrip("/")
    return (text.partition("://")[2] or text).removeprefix("www.").removeprefix("@")
