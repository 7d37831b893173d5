"""E-mail addresses: read, checked, keyed; probable typing mistakes are pointed out, never corrected."""

from __future__ import annotations

import re
from dataclasses import dataclass

from rapidfuzz.distance import OSA

from salesdesk.domain.cleaning.text import is_empty_word, one_line

NOTE_SYNTAX = "syntax"
TYPO = "typo:"


@dataclass(frozen=True, slots=True)
class EmailAddress:
    """``address`` keeps the local part as written and has a lower-case domain; for text that is no address
    it is
    that text. ``key`` is the address in lower case. ``note`` is "",
    "syntax" (not valid) or "typo:gmail.com" (valid, but
    the domain looks like a slip for the one named)."""

    address: str
    key: str
    display_name: str = ""
    note: str = ""
    valid: bool = True


_LABEL = r"[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?"
_PLAIN = re.compile(
    r"(?=.{6,254}\Z)[A-Za-z0-9_+&%-]{1,32}(?:\.[A-Za-z0-9_+&%-]{1,31})?"
    rf"@(?:(?!..--){_LABEL}\.)+[A-Za-z]{{2,24}}"
)
_MAILTO = re.compile(r"^(?:mailto:|e-?mail\s*[:=]|smtp:)\s*", re.IGNORECASE)
_ANGLE = re.compile(
    r"(?P<name>.*?)\s{0,3}<\s{0,3}(?:mailto:)?(?P<address>[^<>@]*@[^<>]*?)\s{0,3}>", re.IGNORECASE
)
_NAME_LAST = re.compile(r"(?P<address>[^\s()<>,;@]++@[^\s()<>,;]++)\s{0,3}\((?P<name>[^()]*+)\)")
_SPELT_AT = re.compile(r"\s{0,3}(?:\(at\)|\[at\]|\{at\}|\(@\))\s{0,3}", re.IGNORECASE)
_SPELT_DOT = re.compile(r"\s{0,3}(?:\(dot\)|\[dot\]|\{dot\}|\(punkt\)|\[punkt\])\s{0,3}", re.IGNORECASE)
_PIECES = re.compile(
    r'(?:"(?:[^"\\]|\\.){0,100}+"|[^,;|<>\n@"]{0,100}?)\s{0,3}<[^<>\s@]{1,64}+@[^<>\s]{1,255}+>'
    r'|"[^"]{1,64}+"@[^\s,;|<>()"]{1,255}|(?<![^\s,;|<>()"@])[^\s,;|<>()"@]{1,254}+@[^\s,;|<>()"/]{1,255}'
)
_STRAY = " \t\n,;:|'\"`<>"

_POPULAR = (
    "gmail.com", "googlemail.com", "hotmail.com", "hotmail.de", "hotmail.fr", "hotmail.co.uk", "outlook.com",
    "outlook.de", "outlook.fr", "yahoo.com", "yahoo.de", "yahoo.fr", "yahoo.co.uk", "icloud.com",
    "t-online.de", "freenet.de", "protonmail.com", "comcast.net", "verizon.net", "bluewin.ch", "orange.fr",
    "wanadoo.fr", "libero.it", "btinternet.com", "sbcglobal.net",
)  # fmt: skip
_BY_FIRST_LETTER = {
    letter: tuple(name for name in _POPULAR if name[0] == letter) for letter in {name[0] for name in _POPULAR}
}
_REAL_NEIGHBOURS = frozenset(
    {
        "mail.com", "email.com", "ymail.com", "rocketmail.com", "gmail.co", "hotmail.co", "yahoo.co",
        "hotmail.be",
        "hotmail.se", "hotmail.fi", "hotmail.es", "hotmail.it", "hotmail.nl", "outlook.dk", "outlook.be",
        "outlook.es", "outlook.at", "yahoo.dk", "yahoo.se", "yahoo.es", "yahoo.it", "yahoo.in", "yahoo.ie",
        "yahoo.gr",
        "yahoo.be", "yahoo.ro", "yahoo.pl", "outlook.ie", "outlook.fi", "outlook.in", "orange.fi",
        "yahoo.nl", "yahoo.at",
        "hotmail.gr", "hotmail.dk", "hotmail.no", "hotmail.ch", "hotmail.at", "outlook.cz", "outlook.fm",
    }
)  # fmt: skip
_SURE_SLIPS = {
    "gmail.co": "gmail.com", "gmail.cm": "gmail.com", "gmai.com": "gmail.com", "gmal.com": "gmail.com",
    "gmail.con": "gmail.com", "gmx.ed": "gmx.de", "gmx.d": "gmx.de", "web.ed": "web.de",
    "gnail.com": "gmail.com",
    "gmaill.com": "gmail.com", "hotnail.com": "hotmail.com", "yaho.com": "yahoo.com",
    "yahho.com": "yahoo.com",
    "aol.con": "aol.com", "aol.co": "aol.com", "gmx.con": "gmx.com", "live.con": "live.com",
    "hotmil.com": "hotmail.com",
    "t-onlin.de": "t-online.de", "tonline.de": "t-online.de", "hotmail.co": "hotmail.com",
    "yahoo.co": "yahoo.com",
}  # fmt: skip
_SLIPPED_ENDINGS = {"con": "com", "cmo": "com", "ocm": "com", "comm": "com", "vom": "com", "xom": "com",
"cim": "com",
                    "nte": "net", "ogr": "org", "ddd": "de"}  # fmt: skip


def domain_slip(domain: str) -> str | None:
    """The well-known domain that a lower-case domain is probably a slip for, None when it looks fine."""
    sure = _SURE_SLIPS.get(domain)
    if sure is not None:
        return sure
    head, _, ending = domain.rpartition(".")
    if ending in _SLIPPED_ENDINGS:
        return f"{head}.{_SLIPPED_ENDINGS[ending]}"
    # a different first letter usually is a different provider (ymail, email)
    neighbours = _BY_FIRST_LETTER.get(domain[:1], ())
    if domain in neighbours or domain in _REAL_NEIGHBOURS:
        return None
    for popular in neighbours:
        if abs(len(popular) - len(domain)) <= 1 and OSA.distance(popular, domain, score_cutoff=1) == 1:
            return popular
    return None


def is_plain_address(text: str) -> bool:
    """Whether a text is a plainly valid ASCII address. Fast; False is not a verdict."""
    return _PLAIN.fullmatch(text) is not None


def plain_address(text: str) -> str | None:
    """The normal form of a plainly valid address without a probable slip, else None (not a verdict). Fast."""
    if _PLAIN.fullmatch(text) is None:
        return None
    local, _, domain = text.rpartition("@")
    domain = domain.lower()
    return None if domain_slip(domain) else f"{local}@{domain}"


def _checked(address: str) -> str | None:
    """The normal form of one bare address, None when it is not valid."""
    if is_plain_address(address):
        local, _, domain = address.rpartition("@")
        return f"{local}@{domain.lower()}"
    if len(address) > 320:
        return None
    from email_validator import EmailNotValidError, validate_email  # for the few that are not plain

    try:
        found = validate_email(
            address, check_deliverability=False, allow_quoted_local=True, globally_deliverable=False
        )
    except EmailNotValidError:
        return None
    ascii_domain = found.ascii_domain
    if "." not in ascii_domain or not ascii_domain[-1].isalpha() or len(ascii_domain.rpartition(".")[2]) < 2:
        return None
    return f"{found.local_part}@{found.domain.lower()}"


def _unquoted(name: str) -> str:
    name = name.strip(" \t,;:")
    if len(name) > 1 and name[0] == name[-1] and name[0] in "\"'":
        name = name[1:-1].replace('\\"', '"').replace("\\\\", "\\")
    return one_line(name)


def parse_email(text: str) -> EmailAddress | None:
    """One address in any of the forms people paste, None for an empty text.

    Understood: "Name <a@b.c>", "<a@b.c>", "a@b.c (Name)", "mailto:a@b.c?subject=x", "a (at) b (dot) c", stray
    separators around. The domain becomes lower case, nothing else is changed. When the text is not one
    valid address,
    ``valid`` is False and ``address`` the tidied text.
    """
    if is_plain_address(text):
        local, _, domain = text.rpartition("@")
        domain = domain.lower()
        slip = domain_slip(domain)
        plain = f"{local}@{domain}"
        return EmailAddress(plain, plain.lower(), "", TYPO + slip if slip else "", True)
    bare = one_line(text)
    if not bare or is_empty_word(bare):
        return None
    name = ""
    address = bare
    if not is_plain_address(bare):
        address = _MAILTO.sub("", bare)
        match = _ANGLE.fullmatch(address) or _NAME_LAST.fullmatch(address)
        if match is not None:
            name, address = _unquoted(match["name"]), match["address"]
        elif address[:1] != '"':
            address = address.strip(_STRAY)
        if len(address) < len(bare) and bare[:7].lower() == "mailto:":
            address = address.partition("?")[0].strip(_STRAY)
        if "@" not in address and ("(" in address or "[" in address or "{" in address):
            address = _SPELT_DOT.sub(".", _SPELT_AT.sub("@", address))
    checked = _checked(address)
    if checked is None:
        return EmailAddress(bare, bare.lower(), name, NOTE_SYNTAX, False)
    slip = domain_slip(checked.rpartition("@")[2])
    return EmailAddress(checked, checked.lower(), "" if name.lower() == checked.lower() else name,
                        TYPO + slip if slip else "", True)  # fmt: skip


def split_emails(text: str) -> list[str]:
    """The addresses of one cell with their display names, in order; one address (or none) comes back
    alone."""
    if text.count("@") < 2:
        return [text] if text.strip() else []
    pieces = [piece.strip(" \t\n,;|") for piece in _PIECES.findall(text)]
    return pieces if len(pieces) > 1 else [text]


_STROKE = re.compile(r"(?<=[a-z])\s?/\s?(?=[^\s/@<>]{1,64}@)", re.IGNORECASE)
_GAP = re.compile(r"(?<=[\w.+-])[ \t]+@[ \t]*(?=[\w-]+\.)|@[ \t]+(?=[\w-]+\.)")
_LAST_POINT = re.compile(r"(?<=[a-z])\.+(?=\s*(?:$|[,;>/|]|\s))", re.IGNORECASE)


def without_slips(text: str) -> str:
    """A text of addresses without what people leave in and between them: spaces beside the "@", a point behind the
    address, a stroke between two of them. Of a text of several words that has one address with a space before its "@"
    nothing tells where the address begins; it stays as it is."""
    if " @" in text and len(text.partition("@")[0].split()) != 1:
        return text
    if text.count("@") > 1:
        text = _STROKE.sub("; ", text)
    return _LAST_POINT.sub("", _GAP.sub("@", text)) if "://" not in text else text


_BARE = re.compile(
    r"(?:(?<=\A)|(?<=[\s,;|<>()/\[\]:]))[^\s,;|<>()/\[\]:@\"]{1,64}+@[^\s,;|<>()/\[\]:@\"]{3,255}+"
)
_MAIL_WORDS = re.compile(r"(?:\be-?mail|\bmailto|\bmail|@)\s*[:=]?", re.IGNORECASE)


def without_addresses(text: str) -> tuple[str, tuple[str, ...]]:
    """(the rest, the valid addresses) of a text that may hold something else beside them; its separators are tidied."""
    found: dict[str, None] = {}

    def take(match: re.Match[str]) -> str:
        address = _checked(match.group().strip(_STRAY + "."))
        if address is None:
            return match.group()
        found[address] = None
        return " "

    rest = _BARE.sub(take, text)
    if not found:
        return text, ()
    return _MAIL_WORDS.sub(" ", rest).strip(_STRAY + "/()[]-–"), tuple(found)


_DOTLESS = frozenset({"gmail.com", "googlemail.com"})
_PLUS_TAGS = frozenset(
    {"gmail.com", "googlemail.com", "outlook.com", "hotmail.com", "live.com", "msn.com", "icloud.com",
    "me.com", "mac.com",
     "fastmail.com", "protonmail.com", "proton.me", "pm.me", "yandex.ru", "yandex.com", "zoho.com"}
)  # fmt: skip


def mailbox_key(key: str) -> str:
    """The mailbox behind an e-mail key at the large providers: Gmail ignores dots, many ignore "+tag",
    Yahoo "-tag".

    Two keys of one mailbox lead to the same person; use it for finding duplicates, never as an address.
    """
    local, _, domain = key.rpartition("@")
    if not local or local.startswith('"'):
        return key
    if domain in _PLUS_TAGS:
        local = local.partition("+")[0] or local
    if domain in _DOTLESS:
        return f"{local.replace('.', '')}@gmail.com"
    if domain.startswith("yandex.") or domain == "ya.ru":
        return f"{local}@yandex.ru"
    if domain.startswith("yahoo."):
        local = local.partition("-")[0] or local
    return f"{local}@{domain}"
