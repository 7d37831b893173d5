"""Which person a row is: keys read off the rows once, ordered exact keys, and whether two names can be one person."""

from __future__ import annotations

from collections.abc import Container, Mapping, Sequence
from dataclasses import dataclass, field

from salesdesk.domain.matching.exact import MatchKey
from salesdesk.store.records.imports import ContactKeys

_SHARED_BOXES = frozenset(
    "info office contact kontakt mail post hello hallo sales vertrieb support service admin team buchhaltung "
    "accounting rechnung invoice einkauf purchasing zentrale empfang reception commercial ventas contacto "
    "direction secretariat bonjour no reply noreply newsletter marketing presse press hr jobs webmaster".split()
)


@dataclass(slots=True)
class PersonKeys:
    """The keys of the rows of one sheet, one list item per row; "" and () mean "not in the row".

    ``names`` are folded full names, ``companies`` match keys of company names, ``emails`` address keys, ``phones``
    digits (fax left out).
    """

    names: list[str]
    companies: list[str]
    emails: list[tuple[str, ...]]
    phones: list[tuple[str, ...]]
    external: list[str]


@dataclass(frozen=True, slots=True)
class Found:
    """``ref`` is the id of a contact, or -(n + 1) for new contact n. ``sure`` is False when an e-mail agrees but the
    names speak against it."""

    ref: int
    key: MatchKey
    sure: bool = True


@dataclass(slots=True)
class _InFile:
    external: dict[str, int] = field(default_factory=dict)
    emails: dict[str, int] = field(default_factory=dict)
    phones: dict[str, list[int]] = field(default_factory=dict)
    names: dict[tuple[str, str], int] = field(default_factory=dict)


class People:
    """Everybody a row can be: contacts of the file and the new ones of the sheets planned so far."""

    def __init__(self, known: ContactKeys, order: Sequence[MatchKey], known_names: Mapping[int, str]) -> None:
        self._known, self._order = known, tuple(order)
        self._names: dict[int, str] = dict(known_names)
        self._file = _InFile()

    def add(self, keys: PersonKeys, row: int, ref: int) -> None:
        """Let later rows find what this row stands for; ``ref`` as in ``Found``."""
        file = self._file
        name = keys.names[row]
        if ref not in self._names:
            self._names[ref] = name
        if keys.external[row]:
            file.external.setdefault(keys.external[row], ref)
        for email in keys.emails[row]:
            file.emails.setdefault(email, ref)
        for digits in keys.phones[row]:
            there = file.phones.setdefault(digits, [])
            if ref not in there and len(there) < 50:
                there.append(ref)
        if name:
            file.names.setdefault((name, ""), ref)
            file.names.setdefault((name, keys.companies[row]), ref)

    def find(self, keys: PersonKeys, row: int) -> Found | None:
        """The contact or earlier new contact this row is, by the first key in the person's order that finds one."""
        doubtful: Found | None = None
        for key in self._order:
            if key is MatchKey.EMAIL:
                emails = keys.emails[row]
                if not emails or not self._is_used(emails, self._known.emails, self._file.emails):
                    continue
                found = self._by_email(emails, keys.names[row])
            elif key is MatchKey.PHONE:
                phones = keys.phones[row]
                if not phones or not self._is_used(phones, self._known.phones, self._file.phones):
                    continue
                found = self._by_phone(phones, keys.names[row])
            elif key is MatchKey.NAME_COMPANY:
                found = self._by_name(keys.names[row], keys.companies[row])
            elif key is MatchKey.NAME:
                found = self._by_name_alone(keys.names[row])
            else:
                found = self._by_external(keys.external[row])
            if found is not None:
                if found.sure:
                    return found
                doubtful = doubtful or found
        return doubtful

    @staticmethod
    def _is_used(keys: tuple[str, ...], known: Container[str], file: Container[str]) -> bool:
        """Whether somebody has one of these, which of most rows nobody has."""
        return (
            any(key in file or key in known for key in keys)
            if len(keys) > 1
            else (keys[0] in file or keys[0] in known)
        )

    def _by_external(self, external: str) -> Found | None:
        if not external:
            return None
        ref = self._known.external.get(external) or self._file.external.get(external)
        return Found(ref, MatchKey.EXTERNAL_ID) if ref else None

    def _by_email(self, emails: tuple[str, ...], name: str) -> Found | None:
        doubtful: Found | None = None
        for email in emails:
            refs: Sequence[int] = self._known.emails.get(email, ())
            if email in self._file.emails:
                refs = (*refs, self._file.emails[email])
            for ref in refs:
                other = self._names.get(ref, "")
                shared_box = email.partition("@")[0] in _SHARED_BOXES
                if names_agree(name, other) if shared_box else names_touch(name, other):
                    return Found(ref, MatchKey.EMAIL)
                if not shared_box:
                    doubtful = doubtful or Found(ref, MatchKey.EMAIL, sure=False)
        return doubtful

    def _by_phone(self, phones: tuple[str, ...], name: str) -> Found | None:
        for digits in phones:
            for ref in (*self._known.phones.get(digits, ()), *self._file.phones.get(digits, ())):
                if names_agree(name, self._names.get(ref, "")):
                    return Found(ref, MatchKey.PHONE)
        return None

    def _by_name(self, name: str, company: str) -> Found | None:
        if not name or not company:
            return None
        for ref, known_company in self._known.names.get(name, ()):
            if known_company == company:
                return Found(ref, MatchKey.NAME_COMPANY)
        ref = self._file.names.get((name, company), 0)
        return Found(ref, MatchKey.NAME_COMPANY) if ref else None

    def _by_name_alone(self, name: str) -> Found | None:
        if not name:
            return None
        known = self._known.names.get(name)
        ref = known[0][0] if known else self._file.names.get((name, ""), 0)
        return Found(ref, MatchKey.NAME) if ref else None


def names_touch(one: str, other: str) -> bool:
    """Whether two folded names share a word, or an initial where one is short, or one is missing: enough when the
    same personal e-mail stands beside both."""
    if one == other or not one or not other:
        return True
    words, others = one.split(), other.split()
    if not set(words).isdisjoint(others):
        return True
    if len(words) == 1 or len(others) == 1:
        joined, short = ("".join(others), words[0]) if len(words) == 1 else ("".join(words), others[0])
        return short in joined or joined in short
    return False


def names_agree(one: str, other: str) -> bool:
    """Whether two folded names can be one person's where a number is shared, as in a family or at a switchboard:
    all words of the shorter name are in the longer one, an initial standing for its word."""
    if one == other or not one or not other:
        return True
    few, many = sorted((one.split(), other.split()), key=len)
    left = list(many)
    for word in few:
        match = next((w for w in left if w == word), None) or next(
            (w for w in left if (len(w) == 1 or len(word) == 1) and w[0] == word[0]), None
        )
        if match is None:
            return False
        left.remove(match)
    return any(len(word) > 1 and word in many for word in few)
