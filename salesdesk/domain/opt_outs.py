"""Who may be addressed, by which way: the one rule that every door goes by.

A person is left out when that was recorded at the person, or when one of the person's addresses belongs to somebody who
opted out: an opt-out is said of an address, whoever has it, however it is written, and also when the record it was
recorded at is gone.
"""

from __future__ import annotations

import hmac
import unicodedata
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from functools import lru_cache
from hashlib import sha256
from types import MappingProxyType

import idna

from salesdesk.domain.campaigns import Channel


class Way(StrEnum):
    """A way to a person that the person can refuse."""

    EMAIL = "email"
    PHONE = "phone"

    @property
    def field(self) -> str:
        """The field of a contact that says it is refused."""
        return "do_not_email" if self is Way.EMAIL else "do_not_call"


_REMEMBERED = 16_384
"""Addresses whose spellings are kept at hand: a change of many people asks for each several times."""
WAYS: dict[str, Way] = {way.field: way for way in Way}
"""The ways by the field that refuses them."""


class LeftOut(StrEnum):
    """Why somebody may not be addressed."""

    PERSON = "person"  # recorded at the person
    ADDRESS = "address"  # an address or number of the person is opted out


class Why(StrEnum):
    """How an opt-out came to be recorded."""

    SAID = "said"  # at the person: typed, imported, merged
    RESPONSE = "response"  # to a campaign


def way_of(channel: Channel) -> Way | None:
    """The way a campaign of this channel addresses people, None where nobody is addressed one by one or the way cannot be
    refused."""
    return {Channel.EMAIL: Way.EMAIL, Channel.PHONE: Way.PHONE}.get(channel)


def refused_by(channel: Channel) -> Way:
    """What somebody refuses who unsubscribes from a campaign of this channel: calls where it called, else e-mail."""
    return way_of(channel) or Way.EMAIL


def left_out(refused: bool, keys: Iterable[str], opted_out: Collection[str]) -> LeftOut | None:
    """Why somebody may not be addressed, None when nothing speaks against it. ``refused`` is what is recorded at the person,
    ``keys`` are the person's addresses or numbers (``address_key``), ``opted_out`` those that are opted out."""
    if refused:
        return LeftOut.PERSON
    return LeftOut.ADDRESS if any(key in opted_out for key in keys) else None


def address_key(way: Way, text: str) -> str:
    """What all spellings of one address or number have in common; "" of none. Of an e-mail address: small letters, no
    "+tag", the domain as the net has it; of a number the digits that are dialled within its country, so that "+49 170 …",
    "0049 170 …" and "0170 …" are one, whether or not the country of the last was known when it was written down."""
    return _email_key(text) if way is Way.EMAIL else _phone_key(text)


@lru_cache(maxsize=_REMEMBERED)
def known_as(way: Way, text: str) -> tuple[str, ...]:
    """What an address or number may be kept as: its ``address_key``, and of a number with a calling code all digits, as
    numbers are stored and as files of older programs keep them."""
    key = address_key(way, text)
    whole = "" if way is Way.EMAIL else _digits(text).lstrip("0")
    return tuple(one for one in dict.fromkeys((key, whole)) if one)


def _email_key(text: str) -> str:
    """Folded until nothing changes any more: letters that are folded can be joined with the accent behind them, and what
    stands before an end that was cut can be another one."""
    text = text.strip()
    if text.isascii() and "+" not in text and not text.endswith("."):  # nearly always
        return text.lower()
    folded = _folded(text)
    while folded != text:
        text, folded = folded, _folded(folded)
    return folded


def _folded(text: str) -> str:
    local, at, domain = unicodedata.normalize("NFKC", text).strip().rstrip(".").rstrip().rpartition("@")
    if not at:
        return domain.casefold()
    try:
        domain = idna.encode(domain.lower(), uts46=True).decode()  # "ß" is a letter of its own in a domain
    except idna.IDNAError:
        domain = domain.casefold()  # no domain of the net: as it is written
    local = local.casefold()
    return f"{local.partition('+')[0] or local}@{domain}"


def _phone_key(text: str) -> str:
    digits = _digits(text)
    bare = digits.lstrip("0")
    if text.lstrip()[:1] in ("+", "\uff0b") or digits.startswith("00"):
        from phonenumbers import COUNTRY_CODE_TO_REGION_CODE  # the numbering plans are needed for phones only

        code = next(
            (bare[:size] for size in (1, 2, 3) if _is_code(bare[:size], COUNTRY_CODE_TO_REGION_CODE)), ""
        )
        bare = bare[len(code) :].lstrip("0") or bare
    return bare or digits


def _is_code(digits: str, codes: Collection[int]) -> bool:
    return bool(digits) and int(digits) in codes


def _digits(text: str) -> str:
    """The digits of a number without its extension."""
    if text.isascii():  # nearly always
        return "".join(filter(str.isdigit, text.partition(";ext=")[0]))
    number = unicodedata.normalize("NFKC", text).partition(";ext=")[0]
    return "".join(str(unicodedata.digit(sign)) for sign in number if sign.isdigit())


def digest(key: str, salt: str) -> str:
    """What is kept of an opted-out address when the person is erased: enough to know it again, not to read it.
    HMAC-SHA-256 (RFC 2104) of the key, hexadecimal; ``salt`` is the secret of the file."""
    return hmac.new(salt.encode(), key.encode(), sha256).hexdigest()


def _nobody() -> Mapping[int, LeftOut]:
    return MappingProxyType({})


@dataclass(frozen=True, slots=True)
class Audience:
    """Contacts parted by whether they may be addressed: ``people`` may, in the order they were given; ``left_out`` may not,
    with the reason."""

    people: tuple[int, ...]
    left_out: Mapping[int, LeftOut] = field(default_factory=_nobody)


@dataclass(frozen=True, slots=True)
class KeptOptOuts:
    """What an import does about opt-outs that were there: ``kept`` contacts the file wants to address again and that stay
    opted out because nobody confirmed it; ``known`` new contacts that come in opted out, for their address is."""

    kept: int = 0
    known: int = 0

    def __bool__(self) -> bool:
        return bool(self.kept or self.known)


NO_OPT_OUTS = KeptOptOuts()
"""None were there."""
