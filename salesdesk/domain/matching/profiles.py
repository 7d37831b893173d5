"""A record made ready to be compared tens of times: folded, taken apart, once."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date

from salesdesk.domain.cleaning.emails import mailbox_key
from salesdesk.domain.cleaning.text import fold_key
from salesdesk.domain.fields import RecordKind
from salesdesk.domain.matching.addresses import Street, parse_streets
from salesdesk.domain.matching.organisation_words import organisation_words
from salesdesk.domain.matching.records import MatchRecord

FREE_MAIL_DOMAINS = frozenset(
    """
    gmail.com googlemail.com yahoo.com yahoo.co.uk yahoo.de yahoo.fr yahoo.es ymail.com hotmail.com hotmail.co.uk hotmail.de
    hotmail.fr outlook.com outlook.de live.com live.de msn.com aol.com icloud.com me.com mac.com gmx.de gmx.net gmx.at gmx.ch
    gmx.com web.de t-online.de freenet.de orange.fr wanadoo.fr free.fr laposte.net sfr.fr comcast.net verizon.net att.net
    sbcglobal.net btinternet.com proton.me protonmail.com mail.com mail.ru yandex.ru bigpond.com optusnet.com.au qq.com 163.com
    libero.it virgilio.it telefonica.net terra.es bluewin.ch zoho.com
    """.split()
)


@dataclass(frozen=True, slots=True)
class NamePart:
    """A given or family name: ``joined`` without spaces, its letters sorted (two anagrams share them), and
    its words when there are several. ``bits`` is the rarity of the value, log2 of 1 in so many."""

    joined: str
    letters: str
    words: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Email:
    """An address as compared: ``key`` as a mailbox (no +tag, no dots at Gmail), its halves, sorted letters."""

    key: str
    local: str
    domain: str
    letters: str
    business: bool


@dataclass(slots=True)
class Profile:
    """One record's compared values; None and () mean "not known". ``*_bits`` are filled from the value
    frequencies of the data at hand (``frequency``): how much an exact agreement in the value tells."""

    ref: int
    person: bool
    first: NamePart | None = None
    last: NamePart | None = None
    middle: str = ""
    suffix: str = ""
    birthday: str = ""  # YYYYMMDD, or YYYY when only the year is known
    day_number: int = 0
    emails: tuple[Email, ...] = ()
    phones: tuple[str, ...] = ()
    fax: str = ""
    streets: tuple[Street, ...] = ()
    postal: str = ""
    city: str = ""
    city_letters: str = ""
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
    email_bits: dict[str, float] = field(default_factory=dict)
    phone_bits: dict[str, float] = field(default_factory=dict)
    street_bits: tuple[float, ...] = ()
    postal_bits: float = 0.0
    city_bits: float = 0.0
    web_bits: float = 0.0
    fax_bits: float = 0.0
    word_bits: tuple[float, ...] = ()
    total_bits: float = 0.0


def profile_of(record: MatchRecord) -> Profile:
    """The record's profile, without frequencies."""
    person = record.kind is not RecordKind.COMPANIES
    profile = Profile(record.ref, person)
    if person:
        first, middle, last = _names(record)
        profile.first = _name_part(first)
        profile.last = _name_part(last)
        profile.middle = fold_key(middle)
        profile.suffix = fold_key(record.suffix)
        profile.birthday, profile.day_number = _birthday(record.birthday)
    if record.company:
        profile.words = organisation_words(record.company)
        profile.word_set = frozenset(profile.words)
        profile.organisation = " ".join(profile.words)
    if record.emails:
        found = {email.key: email for email in map(_email, record.emails) if email is not None}
        profile.emails = tuple(found.values())
    if record.phones:
        profile.phones = tuple(dict.fromkeys(filter(None, map(_phone, record.phones))))
    if record.fax:
        profile.fax = _phone(record.fax)
    if record.street or record.street_2:
        profile.streets = parse_streets(record.street, record.street_2)
    profile.postal = fold_key(record.postal_code).replace(" ", "")
    if profile.postal and profile.postal.isdigit() and len(profile.postal) == 9:
        profile.postal = profile.postal[:5]  # ZIP+4
    profile.city = fold_key(record.city).replace(" ", "")
    profile.city_letters = "".join(sorted(profile.city))
    profile.region = fold_key(record.region)
    profile.web = _domain(record.website)
    profile.links = tuple(filter(None, (_link(link) for link in record.links)))
    profile.external_id = fold_key(record.external_id)
    return profile


def _names(record: MatchRecord) -> tuple[str, str, str]:
    """Given, middle and family name; a full name is only split when the parts are missing."""
    first, middle, last = record.first_name or record.nickname, record.middle_name, record.last_name
    if first or last or not record.full_name:
        return first, middle, last
    text = record.full_name
    if "," in text:
        family, _, given = text.partition(",")
        parts = given.split()
        return (parts[0] if parts else ""), " ".join([*parts[1:], middle]).strip(), family
    parts = text.split()
    if len(parts) < 2:
        return "", middle, text
    return parts[0], " ".join([*parts[1:-1], middle]).strip(), parts[-1]


def _name_part(text: str) -> NamePart | None:
    folded = fold_key(text)
    if not folded:
        return None
    if " " in folded:
        words = tuple(folded.split())
        joined = "".join(words)
        return NamePart(joined, "".join(sorted(joined)), words if max(map(len, words)) > 1 else ())
    return NamePart(folded, "".join(sorted(folded)), ())


def _birthday(text: str) -> tuple[str, int]:
    digits = "".join(char for char in text if char.isdigit())
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


def _email(text: str) -> Email | None:
    text = text.strip().lower()
    local, at, domain = text.rpartition("@")
    if not at:
        # heavily damaged addresses lose the sign; compare them as a whole
        local, domain = text, ""
    if not local:
        return None
    key = mailbox_key(f"{local}@{domain}")
    local, _, domain = key.rpartition("@")
    return Email(key, local, domain, "".join(sorted(key)), bool(domain) and domain not in FREE_MAIL_DOMAINS)


def _phone(text: str) -> str:
    digits = "".join(char for char in text if char.isdigit()).lstrip("0")
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
