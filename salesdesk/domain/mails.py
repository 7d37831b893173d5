"""E-mails that are kept in the history of people: what is read of one, whose it is, and which way it went."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable
from enum import StrEnum

from salesdesk.domain.attachments import NewFile
from salesdesk.errors import InputError
from salesdesk.value_classes import dataclass

MAIL_ENDINGS = (".eml", ".msg", ".mbox")
"""What files of e-mails end in."""
MOST_OF_A_DROP = 200 * 1024 * 1024
"""Bytes of attachments that are kept of one drop."""

OWN_ADDRESSES = "own_addresses"
"""The setting with the person's own addresses, a comma between them."""

_ENOUGH = 4  # mails from which on they tell whose they are
_MOST = 0.6  # share of them that one's own address has


class Direction(StrEnum):
    """Which way an e-mail went; kept as what came of the entry."""

    INCOMING = "Incoming"
    OUTGOING = "Outgoing"


@dataclass(frozen=True, slots=True)
class MailPerson:
    """Somebody in the head of an e-mail: the ``address`` in small letters, and the ``name`` there, "" without any."""

    address: str
    name: str = ""

    @property
    def told(self) -> str:
        """As it stands in a head: Anna Berg <anna@nordwind.example>."""
        return f"{self.name} <{self.address}>" if self.name and self.name != self.address else self.address


@dataclass(frozen=True, slots=True)
class Mail:
    """An e-mail. ``message_id`` is never empty: of one without, it is made of what the mail says, always the same. ``at`` is UTC
    text, "" where nothing tells. ``text`` is plain. ``delivered_to`` are the mailboxes it was put into, which are the person's
    own. ``left_out`` are names of attachments that cannot be kept: too large, or no files."""

    message_id: str
    at: str
    subject: str
    sender: MailPerson | None
    to: tuple[MailPerson, ...] = ()
    cc: tuple[MailPerson, ...] = ()
    text: str = ""
    files: tuple[NewFile, ...] = ()
    delivered_to: tuple[str, ...] = ()
    left_out: tuple[str, ...] = ()

    @property
    def recipients(self) -> tuple[MailPerson, ...]:
        """Everybody it went to, each once."""
        return tuple({person.address: person for person in reversed((*self.to, *self.cc))}.values())[::-1]

    @property
    def people(self) -> tuple[MailPerson, ...]:
        """Everybody in its head, the sender first, each once."""
        everybody = (*((self.sender,) if self.sender else ()), *self.to, *self.cc)
        return tuple({person.address: person for person in reversed(everybody)}.values())[::-1]


@dataclass(frozen=True, slots=True)
class UnreadMail:
    """An e-mail of several that could not be read: which one, from 1."""

    number: int


def own_among(mails: Iterable[Mail], said: Collection[str], known: Collection[str]) -> frozenset[str]:
    """The person's own addresses: those they ``said``, those that mails were delivered to, and among enough mails the one that
    is in most of them, unless it is ``known`` to be somebody else's."""
    read = list(mails)
    own = {address.casefold() for address in said}
    own |= {address for mail in read for address in mail.delivered_to if address not in known}
    if len(read) >= _ENOUGH:
        seen = Counter(person.address for mail in read for person in mail.people)
        ranked = [(count, address) for address, count in seen.most_common(2) if address not in known]
        if ranked and ranked[0][0] >= _MOST * len(read):
            first, second = ranked[0], ranked[1][0] if len(ranked) > 1 else 0
            if first[0] > second:  # two who write to each other are in as many
                own.add(first[1])
    return frozenset(own)


def direction_of(mail: Mail, own: Collection[str], known: Collection[str]) -> Direction:
    """Which way a mail went: out from an own address; else, where nothing says whose the addresses are, to where a ``known``
    one is, if the sender is none."""
    sender = mail.sender.address if mail.sender else ""
    recipients = {person.address for person in mail.recipients}
    if sender in own:
        return Direction.OUTGOING
    if sender in known or not recipients.isdisjoint(own):
        return Direction.INCOMING
    return Direction.OUTGOING if not recipients.isdisjoint(known) else Direction.INCOMING


def counterparts(mail: Mail, direction: Direction, own: Collection[str]) -> tuple[MailPerson, ...]:
    """The people a mail is about, the one it is with first: of an incoming one the sender, else the recipients."""
    sender = (mail.sender,) if mail.sender else ()
    order = (*sender, *mail.recipients) if direction is Direction.INCOMING else (*mail.recipients, *sender)
    found = {person.address: person for person in reversed(order) if person.address not in own}
    return tuple(found.values())[::-1]


def head_of(mail: Mail, titles: tuple[str, str, str]) -> str:
    """Who it is from and to, a line each, under the ``titles`` of sender, recipients and copies."""
    said = ((mail.sender,) if mail.sender else (), mail.to, mail.cc)
    lines = (
        f"{title} {', '.join(person.told for person in people)}"
        for title, people in zip(titles, said, strict=True)
        if people
    )
    return "\n".join(lines)


@dataclass(frozen=True, slots=True)
class Stranger:
    """Somebody in the head of mails whom nobody knows. ``mails`` is how many; ``wrote`` whether one of them is from this
    person. ``offered``: it is likely a person to keep, who wrote or was written to alone, and no machine."""

    address: str
    name: str
    mails: int
    wrote: bool
    offered: bool


_MACHINES = frozenset(
    {
        *(
            "mailer-daemon",
            "postmaster",
            "noreply",
            "no-reply",
            "no.reply",
            "no_reply",
            "donotreply",
            "do-not-reply",
        ),
        *("bounce", "bounces", "notification", "notifications", "newsletter", "automailer", "daemon"),
    }
)


def is_machine(address: str) -> bool:
    """Whether an address is one that machines write from."""
    return address.partition("@")[0].partition("+")[0] in _MACHINES


def own_addresses_text(text: str) -> str:
    """Own addresses as they are kept, from what a person typed. Raises ``InputError`` for what is none."""
    found = []
    for word in text.replace(";", ",").replace("\n", ",").split(","):
        address = word.strip().casefold()
        if not address:
            continue
        name, at, domain = address.partition("@")
        if not (name and at and "." in domain) or any(sign.isspace() for sign in address):
            raise InputError("mails.no_address", field=OWN_ADDRESSES, text=word.strip())
        found.append(address)
    return ", ".join(dict.fromkeys(found))
