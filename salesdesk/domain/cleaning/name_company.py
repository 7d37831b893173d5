"""A company written beside its person in a name column: "Hans Meier (Acme GmbH)", "Acme GmbH, Herr Meier"."""

from __future__ import annotations

import re
from typing import NamedTuple

from salesdesk.domain.cleaning.companies import clean_company, legal_form
from salesdesk.domain.cleaning.names import PersonName, looks_like_company, parse_name, simple_name

_BRACKETS = re.compile(r"(.+?)\s{0,3}[(\[]([^()\[\]]++)[)\]]")
_BETWEEN = re.compile(r"\s{1,3}(?:[-–—/|@]|c/o)\s{1,3}|\s{0,3},\s{0,3}")
_MAY_BOTH = re.compile(r"[(\[,]|\s(?:[-–—/|@]|c/o)\s")
_LOOSE = frozenset("/|")  # between equals; a comma or hyphen rather leads to a town or a department


class NameAndCompany(NamedTuple):
    """What a text says of a person, "" where that is not sure, and the company beside it."""

    person: str
    company: str


def split_company(text: str) -> NameAndCompany | None:
    """The person and the company of a text that names both, else None.

    A person in front is sure by two words or a title. Behind the company it may be a town or a department ("Acme GmbH,
    New York"), so only a title is; ``person`` is then "" and the company alone is known.
    """
    if not _MAY_BOTH.search(text):
        return None
    bracket = _BRACKETS.fullmatch(text)
    if bracket is not None:
        return _parted(bracket[1].strip(), bracket[2].strip(), "(")
    for match in _BETWEEN.finditer(text):
        found = _parted(text[: match.start()], text[match.end() :], match[0].strip())
        if found is not None:
            return found
    return None


def _parted(left: str, right: str, mark: str) -> NameAndCompany | None:
    if _is_company(right, mark) and not _is_company(left, mark):
        return NameAndCompany(left, clean_company(right) or right) if _is_person(left) else None
    if _is_company(left, mark) and not _is_company(right, mark):
        person = parse_name(right)
        sure = bool(person.honorific and person.last) or (mark in _LOOSE and simple_name(right) is not None)
        return NameAndCompany(right if sure else "", clean_company(left) or left)
    return None


def _is_company(text: str, mark: str) -> bool:
    """After a comma a company shows by its legal form only: "Meier, Hans Consulting" may be anything."""
    return looks_like_company(text) and (mark != "," or bool(legal_form(text)))


def _is_person(text: str) -> bool:
    person: PersonName = parse_name(text)
    return bool(person.last and (person.first or person.honorific))
