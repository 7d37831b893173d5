"""The addresses, numbers and employments of a person after somebody typed over the columns that show them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from typing import Any

from salesdesk.domain.contacts import FAX, MOBILE, EmailEntry, Employment, PhoneEntry, primary_place

EMAIL_KEYS = ("email", "email_2", "email_3")
"""The columns of a person's addresses: the first, the second, the third."""
PHONE_KEYS = ("phone", "mobile", "phone_2", "phone_3", "fax")
"""The columns of a person's numbers: the primary one, the first mobile one, two further ones, the first fax."""


def once_each_email(emails: Iterable[EmailEntry]) -> list[EmailEntry]:
    """Addresses without those that differ from an earlier one in case only."""
    found: dict[str, EmailEntry] = {}
    for entry in emails:
        found.setdefault(entry.address.lower(), entry)
    return list(found.values())


def once_each_phone(phones: Iterable[PhoneEntry]) -> list[PhoneEntry]:
    """Numbers without doubles; a fax may have the number of a phone."""
    found: dict[tuple[str, str | None, bool], PhoneEntry] = {}
    for entry in phones:
        found.setdefault((entry.digits, entry.extension, entry.label == FAX), entry)
    return list(found.values())


def emails_with(present: Sequence[EmailEntry], typed: Mapping[str, str | None]) -> list[EmailEntry]:
    """The addresses after those of ``EMAIL_KEYS`` in ``typed`` were typed over by place; None takes one away."""
    emails: list[EmailEntry | None] = list(present)
    for place, key in enumerate(EMAIL_KEYS):
        if key not in typed:
            continue
        address = typed[key]
        while len(emails) <= place:
            emails.append(None)
        former = emails[place]
        emails[place] = (
            None if not address else replace(former, address=address) if former else EmailEntry(address)
        )
    return once_each_email(entry for entry in emails if entry is not None)


def phones_with(present: Sequence[PhoneEntry], typed: Mapping[str, PhoneEntry | None]) -> list[PhoneEntry]:
    """The numbers after those shown in the columns ``PHONE_KEYS`` of ``typed`` were typed over; None takes one away,
    and never another one than that column shows."""
    phones = list(present)
    for key in PHONE_KEYS:
        if key not in typed:
            continue
        place, number = place_shown(key, phones), typed[key]
        if place is not None and number is None:
            del phones[place]
        elif place is not None and number is not None:
            label = key if key in (MOBILE, FAX) else phones[place].label
            phones[place] = replace(number, id=phones[place].id, label=label)
        elif number is not None:
            phones.append(replace(number, label=key if key in (MOBILE, FAX) else number.label))
    return once_each_phone(phones)


def phones_apart(present: Sequence[PhoneEntry], typed: Mapping[str, PhoneEntry | None]) -> list[PhoneEntry]:
    """As ``phones_with``, but a number that stands in two columns and was typed over in one of them stays in the other."""
    keys = [key for key in ("phone", MOBILE) if key in typed]
    place = place_shown("phone", present)
    if len(keys) != 1 or place is None or place != place_shown(MOBILE, present):
        return phones_with(present, typed)
    number = typed[keys[0]]
    if number is None:
        return phones_with(present, typed)
    others = list(present)
    shared = others.pop(place)
    if keys[0] == "phone":
        both = [replace(number, label="work" if number.label == MOBILE else number.label), shared]
    else:
        both = [replace(shared, label="work"), replace(number, label=MOBILE)]
    return phones_with([*both, *others], {key: typed[key] for key in typed if key not in keys})


def part_key(key: str) -> tuple[str, int] | None:
    """What a field key names one address or number by: ("email", 7) for ``email:7``; None for other keys."""
    part, _, number = key.partition(":")
    return (part, int(number)) if part in ("email", "phone") and number.isdecimal() else None


def parts_typed(part: str, typed: Mapping[str, Any]) -> dict[int, Any]:
    """What was typed over single addresses or numbers, by their id."""
    found = ((part_key(key), value) for key, value in typed.items())
    return {key[1]: value for key, value in found if key is not None and key[0] == part}


def emails_replaced(present: Sequence[EmailEntry], typed: Mapping[int, str | None]) -> list[EmailEntry]:
    """The addresses after some were typed over by id; None takes one away. One that is gone by now is added again."""
    emails = [replace(entry, address=typed.get(entry.id, entry.address) or "") for entry in present]
    known = {entry.id for entry in present}
    emails += [EmailEntry(address or "") for number, address in typed.items() if number not in known]
    return once_each_email(entry for entry in emails if entry.address)


def phones_replaced(
    present: Sequence[PhoneEntry], typed: Mapping[int, PhoneEntry | None]
) -> list[PhoneEntry]:
    """The same for numbers; each keeps its label."""
    phones: list[PhoneEntry | None] = []
    for entry in present:
        number = typed.get(entry.id, entry)
        phones.append(number and replace(number, id=entry.id, label=entry.label))
    known = {entry.id for entry in present}
    phones += [entry for number, entry in typed.items() if number not in known]
    return once_each_phone(entry for entry in phones if entry is not None)


def place_shown(key: str, phones: Sequence[PhoneEntry]) -> int | None:
    """The place of the number that a column of ``PHONE_KEYS`` shows, None when it is empty. Further numbers are those
    that are no fax and neither the primary nor the first mobile one."""
    labels = [phone.label for phone in phones]
    primary = primary_place(labels)
    if key == "phone":
        return primary
    if key in (MOBILE, FAX):
        return labels.index(key) if key in labels else None
    mobile = labels.index(MOBILE) if MOBILE in labels else None
    others = [place for place, label in enumerate(labels) if label != FAX and place not in (primary, mobile)]
    wanted = ("phone_2", "phone_3").index(key)
    return others[wanted] if wanted < len(others) else None


def employments_with(present: Sequence[Employment], company: tuple[int, str] | None) -> list[Employment]:
    """The employments after the primary company was typed over by ``company`` (id, name); emptied, the next one moves
    up. Typed as it stands there it is that one, whichever other company has the name too."""
    if company is not None and any(link.is_primary and link.company == company[1] for link in present):
        return list(present)
    others = [replace(link, is_primary=False) for link in present if not link.is_primary]
    if company is None:
        return others
    number, name = company
    known = next((link for link in others if link.company_id == number), None)
    if known is not None:
        rest = [link for link in present if link.id != known.id]
        return [replace(known, is_primary=True), *(replace(link, is_primary=False) for link in rest)]
    primary = next((link for link in present if link.is_primary), None)
    if primary is not None:
        return [replace(primary, company_id=number, company=name), *others]
    return [Employment(number, name, None, True), *others]
