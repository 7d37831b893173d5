"""Contact cards (vCard 2.1, 3.0, 4.0), read whatever programs write.

A file is read as a sheet whose columns are our own fields, so nothing has to be guessed. References: versit
vCard 2.1, RFC 2425/2426 (3.0), RFC 6350 (4.0); Apple's item groups and X-AB labels.
"""

from __future__ import annotations

import io
import re
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import replace
from pathlib import Path

from salesdesk.domain.columns import RECORD_EXPORT, RECORD_ID
from salesdesk.domain.contacts import joined_name
from salesdesk.domain.export_marks import read_card_uid
from salesdesk.domain.fields import CUSTOM, FIELD, IGNORE, RecordKind
from salesdesk.domain.sheets import CARD_GROUPS, SheetSettings
from salesdesk.exchange.cards.card import (
    KEPT_AS_THEY_ARE,
    OWN_EXPORT,
    OWN_FIELD,
    OWN_NAME,
    OWN_PREFIX,
    OWN_UID,
    Card,
    CardMark,
    own_properties,
    plain_properties,
)
from salesdesk.exchange.cards.reaching import is_further, read_addresses, read_reachable
from salesdesk.exchange.cards.syntax import (
    CardText,
    Property,
    card_texts,
    split_escaped,
    unescape,
)
from salesdesk.exchange.reading.file_kind import refuse
from salesdesk.exchange.reading.tables import CardTable
from salesdesk.exchange.text import encoding as text_encoding

_UNUSED = frozenset(
    "VERSION PRODID N FN CLASS MAILER CLIENTPIDMAP KIND XML ORG TITLE EMAIL TEL ADR LABEL NICKNAME".split()
)
_DIGITS_DATE = re.compile(r"^(\d{4})(\d{2})(\d{2})(?:T.*)?$")
_SOCIAL = {"linkedin": "linkedin", "twitter": "twitter", "facebook": "facebook", "instagram": "instagram"}
_PRIVATE = ("X-AB", "X-APPLE", "X-MOZILLA", "X-EVOLUTION", "X-MS-OL", "X-MS-IMG")
_PERSON = ("full_name", "first_name", "middle_name", "last_name", "honorific", "suffix")


MOST_LABELS = 100
"""Columns for what has no field; what is rarer goes to the notes, so that labels of its own on every card of a long file
make no table as wide as it is long."""


def card_tables(data: bytes, path: Path) -> list[CardTable]:
    """The people's cards of a file as one sheet and those of companies as another; ``data`` are its bytes, ``path`` is what
    it is called. Raises ``FileProblem`` when there is none."""
    encoding = text_encoding.detect(io.BytesIO(data))
    if encoding.startswith(("utf-16", "utf-32")):
        data = data.decode(encoding, "replace").encode("utf-8")
        inner = "utf-8"
    else:
        inner = encoding
    texts = list(card_texts(data, inner))
    groups = sum(map(_is_group, texts))
    cards = [card for card in map(_card, texts) if card is not None and (card.values or card.extra)]
    if not cards:
        raise refuse(path, "reading.no_card")
    people, firms = ([card for card in cards if card.firm is firm] for firm in (False, True))
    settings = SheetSettings(encoding=encoding)
    kinds = ((people, RecordKind.CONTACTS), (firms, RecordKind.COMPANIES))
    tables = [_table(path.stem, some, kind, settings) for some, kind in kinds if some]
    if groups:
        tables[0].warnings = ((CARD_GROUPS, str(groups)),)
    return tables


def _table(name: str, cards: list[Card], kind: RecordKind, settings: SheetSettings) -> CardTable:
    columns = _columns(cards)
    cards = [_with_rare_labels(card, {title for title, _ in columns}) for card in cards]
    records = [tuple(_cells(card, columns)) for card in cards]
    return CardTable(name, list(records), settings=settings, columns=columns, kind=kind)


def _with_rare_labels(card: Card, known: set[str]) -> Card:
    """The card with what has no column of its own in its notes."""
    rare = [f"{label}: {text}" for label, text in card.extra if label not in known]
    if not rare:
        return card
    notes = "\n".join(filter(None, [card.values.get("notes", ""), *rare]))
    return replace(card, values={**card.values, "notes": notes})


def _columns(cards: Collection[Card]) -> tuple[tuple[str, str], ...]:
    fields: dict[str, None] = {}
    labels: Counter[str] = Counter()
    for card in cards:
        fields.update(dict.fromkeys(card.values))
        labels.update(label for label, _ in card.extra)
    if len(labels) > MOST_LABELS:
        fields["notes"] = None
        usual = {label for label, _ in labels.most_common(MOST_LABELS)}
        labels = Counter({label: count for label, count in labels.items() if label in usual})
    ordered = [name for name in FIELD if name in fields]
    known = [(FIELD[name].title, name) for name in ordered]
    own = [(name, IGNORE) for name in (RECORD_ID, RECORD_EXPORT)] if any(card.mark for card in cards) else []
    return (*known, *((label, CUSTOM) for label in labels), *own)


def _cells(card: Card, columns: Iterable[tuple[str, str]]) -> Iterator[str | None]:
    extra = dict(card.extra)
    mark = (
        {RECORD_ID: str(read_card_uid(card.mark.uid) or ""), RECORD_EXPORT: card.mark.export}
        if card.mark
        else {}
    )
    for header, name in columns:
        yield (
            mark.get(header) or None
            if name == IGNORE
            else (extra.get(header) if name == CUSTOM else card.values.get(name)) or None
        )


def _kind_of(first: Mapping[str, Property]) -> str:
    kind = first.get("KIND") or first.get("X-ADDRESSBOOKSERVER-KIND")
    return kind.text.lower() if kind else ""


def _is_group(draft: CardText) -> bool:
    return _kind_of({item.name: item for item in reversed(draft.properties)}) == "group"


def _card(draft: CardText) -> Card | None:
    first: dict[str, Property] = {}
    for item in draft.properties:
        first.setdefault(item.name, item)
    kind_text = _kind_of(first)
    if kind_text == "group":
        return None
    values: dict[str, str] = {}
    extra: list[tuple[str, str]] = []
    _names(first, values)
    _organisation(draft, first, values, company=kind_text == "org")
    mark = _mark(first)
    if mark is None:
        _split_again(values)
    read_reachable(draft, values, extra, own=mark is not None)
    read_addresses(draft, values, extra, own=mark is not None)
    _others(draft, values, extra)
    if "full_name" not in values:
        name = joined_name(values)
        name = name or values.get("nickname", "") or ("" if "company" in values else values.get("email", ""))
        if name:
            values["full_name"] = name
    shown_as = first.get("X-ABSHOWAS")
    named = "company" in values and values.get("full_name") == values["company"]
    firm = kind_text == "org" or (named and _names_no_person(values))
    firm = firm or (
        shown_as is not None and shown_as.text.upper() == "COMPANY" and "first_name" not in values
    )
    firm = firm and mark is None and "company" in values
    if "company" in values and (kind_text == "org" or _names_no_person(values)):
        shown = values.get("full_name", "")
        if shown != values["company"] and any(map(str.isalpha, shown)) and "@" not in shown:
            extra.append(("Display name", shown))
        for key in _PERSON:
            values.pop(key, None)
    return Card(values, tuple(extra), mark, firm)


def _split_again(values: dict[str, str]) -> None:
    """A whole name that a program put where only a first name belongs is no first name."""
    given = values.get("first_name", "")
    if " " in given and given == values.get("full_name") and not values.get("last_name"):
        del values["first_name"]


def _mark(first: Mapping[str, Property]) -> CardMark | None:
    """That of a card which an export of ours wrote."""
    uid = next((first[name].text for name in (OWN_UID, "UID") if name in first), "")
    if read_card_uid(uid) is None:
        return None
    return CardMark(uid, first[OWN_EXPORT].text if OWN_EXPORT in first else "")


def _names_no_person(values: Mapping[str, str]) -> bool:
    """Whether the name on a card with a company is the company's, or a number or address that stands for it."""
    if "first_name" in values:
        return False
    name = values.get("full_name", "")
    own = {values["company"], values.get("email", "")}
    if not any(char.isalpha() for char in name):
        own.add(name)
    return name in own and values.get("last_name", name) in own | {name}


def _put(values: dict[str, str], name: str, text: str) -> None:
    text = text.strip()
    if text and name not in values:
        values[name] = text


def _names(first: Mapping[str, Property], values: dict[str, str]) -> None:
    if "FN" in first:
        _put(values, "full_name", first["FN"].text)
    if "N" in first and OWN_NAME not in first["N"].parameters:
        parts = [" ".join(split_escaped(part, ",")).strip() for part in split_escaped(first["N"].value, ";")]
        for name, text in zip(
            ("last_name", "first_name", "middle_name", "honorific", "suffix"), parts, strict=False
        ):
            _put(values, name, unescape(text))
    if "NICKNAME" in first:
        _put(values, "nickname", ", ".join(filter(None, first["NICKNAME"].parts(","))))


def _organisation(
    draft: CardText, first: Mapping[str, Property], values: dict[str, str], *, company: bool
) -> None:
    if "ORG" in first:
        parts = [part.strip() for part in first["ORG"].parts()]
        _put(values, "company", parts[0])
        _put(values, "department", ", ".join(filter(None, parts[1:])))
    shown = first.get("X-ABSHOWAS")
    if company or (shown is not None and shown.text.upper() == "COMPANY"):
        _put(values, "company", values.get("full_name", ""))
    job = first.get("TITLE") or first.get("ROLE")
    if job is not None:
        _put(values, "job_title", job.text)


def _others(draft: CardText, values: dict[str, str], extra: list[tuple[str, str]]) -> None:
    notes: list[str] = []
    seen: dict[str, int] = {}
    plain, own = plain_properties(), own_properties()
    for item in draft.properties:
        text = item.text
        if not text:
            continue
        if item.name.startswith(OWN_PREFIX):
            if item.name in own:
                _put(values, own[item.name], text)
            elif item.name == OWN_FIELD:
                label, kept = _halves(item)
                if label and kept:
                    extra.append((label, kept))
            continue
        if item.name == "NOTE":
            notes.append(text)
        elif item.name == "URL":
            if not is_further(draft, item, text, extra):
                _web(text, values, extra)
        elif item.name in ("X-SOCIALPROFILE", "SOCIALPROFILE", "X-LINKEDIN", "X-TWITTER", "X-FACEBOOK"):
            kinds = item.types | {item.name[2:].lower(), item.parameters.get("SERVICE-TYPE", "").lower()}
            target = next((_SOCIAL[kind] for kind in kinds if kind in _SOCIAL), "")
            if target:
                _put(values, target, text)
            else:
                _web(text, values, extra)
        elif item.name == "BDAY":
            _put(values, "birthday", _birthday(item))
        elif item.name == "CATEGORIES":
            # Tags are divided by commas everywhere else, so the comma inside one becomes a space.
            said = [part.strip() for part in item.parts(",")]
            tags = list(filter(None, (" ".join(re.split(r"[,;|\s]+", part)).strip() for part in said)))
            notes += [f"Category: {part}" for part in said if re.search(r"[,;|]", part)]
            values["tags"] = ", ".join(dict.fromkeys([*filter(None, [values.get("tags")]), *tags]))
        elif item.name == "UID":
            if read_card_uid(text) is None:
                _put(values, "external_id", text)
        elif item.name == "REV":
            _put(values, "updated_at", text)
        elif item.name in plain:
            _put(values, plain[item.name], _day(text))
        elif item.name not in _UNUSED:
            _extra(draft, item, extra, seen)
    if notes:
        values["notes"] = "\n\n".join(notes)


def _halves(item: Property) -> tuple[str, str]:
    """The two parts of a property, whatever is in the second one."""
    first, *rest = item.parts()
    return first.strip(), ";".join(rest).strip()


def _web(text: str, values: dict[str, str], extra: list[tuple[str, str]]) -> None:
    target = next((name for host, name in _SOCIAL.items() if f"{host}.com/" in text.lower()), "website")
    if target not in values:
        values[target] = text
    elif values[target] != text:
        label = f"Website {2 + sum(name.startswith('Website') for name, _ in extra)}"
        extra.append((label, text))


def _extra(draft: CardText, item: Property, extra: list[tuple[str, str]], seen: dict[str, int]) -> None:
    """Properties without a field of ours are kept under a readable label."""
    if item.name == "ROLE" and not any(other.name == "TITLE" for other in draft.properties):
        return  # it is the title
    if item.name.startswith(_PRIVATE) and item.name not in ("X-ABDATE", "X-ABRELATEDNAMES"):
        return
    standing = next((label for label, name in KEPT_AS_THEY_ARE.items() if name == item.name), "")
    label = (
        standing
        or draft.labels.get(item.group)
        or item.name.removeprefix("X-").replace("-", " ").capitalize()
    )
    text = (
        _day(item.text)
        if item.name in ("ANNIVERSARY", "X-ANNIVERSARY", "X-ABDATE")
        else item.text.replace(";", " ").strip()
    )
    seen[label] = seen.get(label, 0) + 1
    if text:
        extra.append((label if seen[label] == 1 else f"{label} {seen[label]}", text))


def _birthday(item: Property) -> str:
    """Apple's programs write some year and say in a parameter that it is none."""
    day, none = _day(item.text), item.parameters.get("X-APPLE-OMIT-YEAR", "")
    return f"--{day[5:]}" if none and day.startswith(f"{none}-") else day


def _day(text: str) -> str:
    found = _DIGITS_DATE.match(text)
    if found:
        return "-".join(found.groups())
    return text.split("T", 1)[0] if re.match(r"^\d{4}-\d{2}-\d{2}T", text) else text
