"""Contact cards written so that every program reads them (vCard 3.0 and 4.0)."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import TextIO

from salesdesk.domain.birthdays import has_no_year
from salesdesk.domain.cleaning.birthdays import APPLE_NO_YEAR
from salesdesk.domain.cleaning.names import is_family_first, join_name
from salesdesk.exchange.cards.card import (
    EMAILS,
    KEPT_AS_THEY_ARE,
    LABELLED,
    OWN_EXPORT,
    OWN_FIELD,
    OWN_NAME,
    OWN_UID,
    USUAL_TYPES,
    Card,
    label_of,
    own_properties,
    plain_properties,
    property_of,
)
from salesdesk.exchange.cards.reaching import address_parts
from salesdesk.exchange.cards.syntax import escape, fold


def write_vcards(cards: Iterable[Card], stream: TextIO, version: str = "3.0") -> int:
    """Write the cards as UTF-8 text with CRLF line ends (open ``stream`` with ``newline=""``); returns how many.

    ``version`` is "3.0" (read by every program) or "4.0".
    """
    if version not in ("3.0", "4.0"):
        raise ValueError(f"unknown vCard version {version}")
    count = 0
    for card in cards:
        for line in _card_lines(card, version):
            stream.write(fold(line) + "\r\n")
        count += 1
    return count


def _family_and_given(name: str) -> tuple[str, str]:
    """A name without parts as a card wants it: the last word for the family, unless its script puts it in front."""
    head, _, tail = name.rpartition(" ")
    front, _, rest = name.partition(" ")
    return (front, rest) if rest and is_family_first(rest, front) else (tail, head)


def _card_lines(card: Card, version: str) -> Iterator[str]:
    values = {name: text for name, text in card.values.items() if text}

    def esc(name: str) -> str:
        return escape(values.get(name, ""))

    yield "BEGIN:VCARD"
    yield f"VERSION:{version}"
    first, middle, last = (values.get(key, "") for key in ("first_name", "middle_name", "last_name"))
    titles = {"honorific": values.get("honorific", ""), "suffix": values.get("suffix", "")}
    given = join_name(first=first, middle=middle, last=last, **titles)
    named = _named(values)
    shown = named or given or values.get("company") or values.get("full_name") or values.get("email") or "?"
    yield f"FN:{escape(shown)}"
    if any(key in values for key in ("first_name", "last_name")):
        yield "N:" + ";".join(map(esc, ("last_name", "first_name", "middle_name", "honorific", "suffix")))
    elif named:
        made = f";{OWN_NAME}=made" if card.mark is not None else ""
        family, given = _family_and_given(named)
        yield f"N{made}:{escape(family)};{escape(given)};;;"
    else:
        yield "N:;;;;"
        if "company" in values:
            yield "KIND:org" if version == "4.0" else "X-ABShowAs:COMPANY"
    if "company" in values or "department" in values:
        yield f"ORG:{esc('company')}" + (f";{esc('department')}" if "department" in values else "")
    for name, key in (("TITLE", "job_title"), ("NICKNAME", "nickname")):
        if key in values:
            yield f"{name}:{esc(key)}"
    said, further, kept = _sorted_extra(card)
    yield from _reach_lines(values, said, version)
    address = ("street_2", "street", "city", "region", "postal_code", "country")
    if any(key in values for key in address):
        group, kind = _group_and_type(said.get("street", ""), "work", "adr")
        yield f"{group}ADR;TYPE={kind}:;" + ";".join(map(esc, address))
        yield from _label_line(group, said.get("street", ""))
    for key in ("website", "linkedin", "twitter", "facebook", "instagram"):
        if key in values:
            url = values[key]
            social = key != "website" and "/" not in url
            yield f"X-SOCIALPROFILE;TYPE={key}:{escape(url)}" if social else f"URL:{url}"
    if "birthday" in values:
        yield _birthday(values["birthday"], version)
    if "tags" in values:
        yield "CATEGORIES:" + ",".join(
            escape(tag.strip()) for tag in re.split(r"[,;]", values["tags"]) if tag.strip()
        )
    for name, key in plain_properties().items():
        if key in values:
            yield f"{name}:{esc(key)}"
    own = card.mark is not None
    if "notes" in values or not own:
        rest = () if own else kept
        notes = [values.get("notes", ""), *(f"{label}: {text}" for label, text in rest if text)]
        if any(notes):
            yield "NOTE:" + escape("\n".join(filter(None, notes)))
    yield from _further_lines(further, version)
    yield from _own_lines(card, values, kept)
    yield "END:VCARD"


def _birthday(stored: str, version: str) -> str:
    """Version 3.0 has no days without a year: what Apple's programs write for one is read by most others too."""
    if not has_no_year(stored):
        return f"BDAY:{stored.replace('-', '') if version == '4.0' else stored}"
    if version == "4.0":
        return f"BDAY:--{stored[2:].replace('-', '')}"
    return f"BDAY;X-APPLE-OMIT-YEAR={APPLE_NO_YEAR}:{APPLE_NO_YEAR}-{stored[2:]}"


def _own_lines(card: Card, values: Mapping[str, str], kept: Iterable[tuple[str, str]]) -> Iterator[str]:
    """What only a program that knows our properties reads: whose card it is, and what cards have no property for."""
    for name, key in own_properties().items():
        if key in values and (key != "external_id" or card.mark is not None):
            yield f"{name}:{escape(values[key])}"
    if card.mark is None:
        if "external_id" in values:
            yield f"UID:{escape(values['external_id'])}"
        return
    for label, text in kept:
        yield f"{OWN_FIELD}:{escape(label)};{escape(text)}"
    if card.mark.export:
        yield f"{OWN_EXPORT}:{escape(card.mark.export)}"
    foreign = values.get("external_id", "")
    if foreign and not foreign.isdigit():  # a bare number may be anybody's in another program
        yield f"{OWN_UID}:{escape(card.mark.uid)}"
    yield f"UID:{escape(foreign if foreign and not foreign.isdigit() else card.mark.uid)}"


def _reach_lines(values: Mapping[str, str], said: Mapping[str, str], version: str) -> Iterator[str]:
    first = ";PREF=1" if version == "4.0" else ";TYPE=pref"
    for number, key in enumerate(EMAILS):
        if key in values:
            group, kind = _group_and_type(said.get(key, ""), "internet" if version == "3.0" else "", key)
            types = f";TYPE={_quoted(kind, version)}" if kind else ""
            yield f"{group}EMAIL{types}{first if number == 0 else ''}:{values[key]}"
            yield from _label_line(group, said.get(key, ""))
    kinds = (
        ("phone", "work,voice"),
        ("mobile", "cell" if "phone" in values else "cell,pref"),
        ("phone_2", "voice"),
        ("phone_3", "voice"),
        ("fax", "fax"),
    )
    for key, usual in kinds:
        if key in values:
            group, kind = _group_and_type(said.get(key, ""), usual, key)
            yield f"{group}TEL;TYPE={_quoted(kind, version)}:{escape(values[key])}"
            yield from _label_line(group, said.get(key, ""))


def _further_lines(further: Iterable[tuple[str, str]], version: str) -> Iterator[str]:
    """What a contact keeps under a name of its own although cards have a property for it: with that name as its label."""
    for number, (label, text) in enumerate(further, start=1):
        found = property_of(label)
        if label in KEPT_AS_THEY_ARE:
            name = KEPT_AS_THEY_ARE[label]
            yield f"{name}:{text.replace(' ', ';') if name == 'GEO' else escape(text)}"
        elif found is not None:
            name, said = found
            types = [said] if said in (*USUAL_TYPES, "fax") else []
            types = (
                ["voice", *types] if name == "TEL" and "fax" not in types and "pager" not in types else types
            )
            kind = f";TYPE={_quoted(','.join(types), version)}" if types else ""
            value = {"ADR": _address(text), "EMAIL": text}.get(name, escape(text))
            yield f"further{number}.{name}{kind}:{value}"
            yield f"further{number}.X-ABLabel:{escape(label)}"


def _address(whole: str) -> str:
    parts = address_parts(whole)
    order = ("street_2", "street", "city", "region", "postal_code", "country")
    return ";" + ";".join(escape(parts.get(key, "")) for key in order)


def _sorted_extra(
    card: Card,
) -> tuple[dict[str, str], list[tuple[str, str]], list[tuple[str, str]]]:
    """The values without a field: what is said of a number or address by its field, what cards have properties for, and
    the rest."""
    labels = {label_of(key): key for key in LABELLED}
    said: dict[str, str] = {}
    further: list[tuple[str, str]] = []
    kept: list[tuple[str, str]] = []
    for label, text in card.extra:
        if not text:
            continue
        key = labels.get(label)
        if key is not None and (key in card.values or key == "street"):
            said[key] = text
        elif label in KEPT_AS_THEY_ARE or property_of(label) is not None:
            further.append((label, text))
        else:
            kept.append((label, text))
    return said, further, kept


def _group_and_type(label: str, usual: str, key: str) -> tuple[str, str]:
    """The group of a property that has a label of its own ("" without one), and its types."""
    if label not in USUAL_TYPES:
        return (f"{key.replace('_', '')}." if label else ""), usual
    bare = [
        kind
        for kind in usual.split(",")
        if kind and kind != "work" and not (label == "pager" and kind == "voice")
    ]
    return "", ",".join([label, *bare])


def _label_line(group: str, label: str) -> Iterator[str]:
    if group:
        yield f"{group}X-ABLabel:{escape(label)}"


def _quoted(kind: str, version: str) -> str:
    return f'"{kind}"' if version == "4.0" and "," in kind else kind


def _named(values: Mapping[str, str]) -> str:
    """The name of a person; "" where an address or number stands for it."""
    name = values.get("full_name", "")
    return "" if name in (values.get("email"), values.get("phone"), values.get("mobile")) else name
