"""What the matcher compares and what it answers."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, fields
from enum import StrEnum
from typing import Any

from salesdesk.domain.fields import RecordKind
from salesdesk.phrases import Phrase, phrase


class Grade(StrEnum):
    """What a score means to the person who looks at the pair.

    CERTAIN: can be merged without looking: the odds are at least 200 to 1, and what two cannot share by chance agrees
    (of people see ``certainty``; of organisations two independent things) and nothing important contradicts.
    LIKELY: rather the same than not: odds of even or better, or member of a group whose other members
    hold together. POSSIBLE: worth a look when there is time; odds of at least 1 to 20.
    """

    CERTAIN = "certain"
    LIKELY = "likely"
    POSSIBLE = "possible"


CERTAIN_SCORE = 0.995
LIKELY_SCORE = 0.5
POSSIBLE_SCORE = 0.05


@dataclass(frozen=True, slots=True)
class Evidence:
    """One reason for or against: ``code`` says what ("same_phone"), ``weight`` in bits how much (positive speaks for
    the same, negative against), ``detail`` the value both share, or "" when they differ; ``field`` what was compared."""

    code: str
    weight: float
    detail: str = ""
    field: str = ""

    @property
    def told(self) -> Phrase:
        """The reason, to be worded."""
        return phrase(f"matching.{self.code}")


@dataclass(frozen=True, slots=True)
class MatchPair:
    """Two records that may be the same. ``a`` < ``b`` are the records' ``ref``; ``score`` is the estimated
    probability that they are one (0..1); ``reasons`` are ordered by strength, reasons against last."""

    a: int
    b: int
    score: float
    grade: Grade
    reasons: tuple[Evidence, ...]


@dataclass(frozen=True, slots=True)
class MatchRecord:
    """One person or organisation as the matcher sees it; "" and () mean "not known".

    Values are as the record shows them; the matcher folds and compares them itself. ``phones`` and ``fax``
    are digits (a leading + or zeros do no harm), ``birthday`` is YYYY-MM-DD when known exactly, --MM-DD without its year. ``links``
    are addresses of personal pages (LinkedIn and the like). ``ordered``: columns of their own say which is the given and which
    the family name. Records of different ``kind`` never match.
    """

    ref: int
    kind: RecordKind = RecordKind.CONTACTS
    first_name: str = ""
    middle_name: str = ""
    last_name: str = ""
    suffix: str = ""
    full_name: str = ""
    nickname: str = ""
    company: str = ""
    job_title: str = ""
    emails: tuple[str, ...] = ()
    phones: tuple[str, ...] = ()
    fax: str = ""
    birthday: str = ""
    street: str = ""
    street_2: str = ""
    city: str = ""
    region: str = ""
    postal_code: str = ""
    country: str = ""
    website: str = ""
    links: tuple[str, ...] = ()
    external_id: str = ""
    honorific: str = ""
    ordered: bool = False

    @property
    def name(self) -> str:
        """The name a person would call the record by; "" when it has none."""
        if self.kind is RecordKind.COMPANIES:
            return self.company
        own = " ".join(part for part in (self.first_name, self.middle_name, self.last_name) if part)
        return self.full_name or own or self.company


_PERSON_FIELDS = ("first_name", "last_name", "full_name", "middle_name", "nickname", "birthday", "job_title")
_EMAIL_FIELDS = ("email", "email_2", "email_3")
_PHONE_FIELDS = ("phone", "mobile", "phone_2", "phone_3")
_LINK_FIELDS = ("linkedin", "facebook", "twitter", "instagram")
_PLAIN_FIELDS = tuple(
    item.name
    for item in fields(MatchRecord)
    if item.name not in ("ref", "kind", "emails", "phones", "links", "ordered")
)
_EMAILS_IN_CELL = re.compile(r"[^\s,;<>\"]+@[^\s,;<>\"]+")


def kind_of_fields(names: Mapping[str, object]) -> RecordKind:
    """Persons when any field of ``names`` can only belong to a person, else organisations."""
    if any(name in names for name in _PERSON_FIELDS):
        return RecordKind.CONTACTS
    return RecordKind.COMPANIES if "company" in names else RecordKind.CONTACTS


def match_record_from_fields(ref: int, kind: RecordKind | None, values: Mapping[str, str]) -> MatchRecord:
    """A record from texts by command-line field name (``domain.fields``); unknown names are ignored.

    ``kind`` None decides by the fields that are present: persons when there is any personal field,
    else organisations. Texts may be raw: several e-mails in a cell are separated, phones are reduced to digits.
    """
    emails: dict[str, None] = {}
    for name in _EMAIL_FIELDS:
        text = values.get(name, "")
        if text:
            for address in _EMAILS_IN_CELL.findall(text) or [text]:
                emails[address.strip()] = None
    phones: dict[str, None] = {}
    for name in _PHONE_FIELDS:
        digits = "".join(char for char in values.get(name, "") if char.isdigit())
        if digits:
            phones[digits] = None
    plain: dict[str, Any] = {name: values[name].strip() for name in _PLAIN_FIELDS if values.get(name)}
    return MatchRecord(
        ref=ref,
        kind=kind if kind is not None else kind_of_fields(values),
        emails=tuple(emails),
        phones=tuple(phones),
        links=tuple(values[name].strip() for name in _LINK_FIELDS if values.get(name)),
        **plain,
    )
