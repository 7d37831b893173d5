"""The words of a header sorted by what they do in it, and which of them says what the column is."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from salesdesk.domain.cleaning.text import fold_key
from salesdesk.exchange.mapping.header_reading import ADDRESS_PARTS, CONSENT
from salesdesk.exchange.mapping.words import Entry, Span

_SOFT_HEADS = frozenset(
    {"head.address", "head.number", "head.name", "head.name_or_last", "head.name_or_first", "head.title"}
)
_OF = re.compile(r"\b(?:of|de|del|du|des|della|dello|dei|di|do|da|dos|das|von|van|der|d|l)\b")
"""In these the word before is the thing, and the one after says whose: "Propriétaire de la transaction"."""
_BETWEEN = frozenset(
    "in im von vom zu zum zur mit bei with at by from per as avec chez dans con dal op met z med fra till".split()
)
"""Small words that say how the others hang together and nothing else; elsewhere they are part of an entry."""
_OF_A_PERSON = ("first_name", "honorific", "job_title", "mobile", "phone", "email", "department")
SOCIAL = frozenset({"linkedin", "twitter", "facebook", "instagram"})
PHONES = ("mobile", "fax", "phone")


@dataclass(slots=True)
class Part:
    """A span sorted by what its entries do in a header."""

    span: Span
    fields: list[Entry] = field(default_factory=list)
    whose: set[str] = field(default_factory=set)
    blocks: set[str] = field(default_factory=set)
    about: dict[str, float] = field(default_factory=dict)
    none: float = 0.0
    place: bool = False
    group: bool = False

    @property
    def dual(self) -> bool:
        """It can also qualify another word: "company", "contact", "status", "mail"."""
        return bool(self.whose or self.blocks or self.about)

    @property
    def unknown(self) -> bool:
        said = self.fields or self.dual or self.none or self.span.number is not None
        return not said and self.span.text not in _BETWEEN

    def may_mean(self, *meanings: str) -> bool:
        return any(entry.meaning in meanings for entry in self.fields)


def part_of(span: Span) -> Part:
    """A span with what each of its entries does."""
    part = Part(span)
    for entry in span.entries:
        category, _, name = entry.meaning.partition(".")
        if category == "whose":
            part.whose.add(name)
        elif category == "block":
            part.blocks.add(name)
        elif category == "about":
            part.about[name] = max(entry.weight, part.about.get(name, 0.0))
        elif category == "none":
            part.none = max(part.none, entry.weight)
            part.place = name == "place"
        elif category == "group":
            part.group = True
        else:
            part.fields.append(entry)
            if entry.meaning == "head.customer":
                part.whose.add("person")
    return part


def without_group(parts: list[Part]) -> list[Part]:
    """The parts without the title of a group of columns: "Contact details Email" is the e-mail below it.

    A title that says whose the columns are, "Company details", stays as that.
    """
    lasts = [index for index, part in enumerate(parts) if part.fields and not part.span.remark]
    last = lasts[-1] if lasts else 0
    for part in parts[:last]:
        if part.group:
            part.fields.clear()
    return [part for index, part in enumerate(parts) if not part.group or part.whose or index >= last]


def split_address_number(parts: list[Part]) -> list[Part]:
    """ "Address 2" before another part of an address numbers the block, it is not the second line."""
    firm = [part for part in parts if part.may_mean(*ADDRESS_PARTS)]
    if len(firm) < 2:
        return parts
    result = []
    for part in parts:
        digits = "".join(filter(str.isdigit, part.span.text))
        if digits and part.may_mean("street", "street_2") and part is not firm[-1]:
            result.append(Part(Span(digits, (), 1.0, int(digits[:4]))))
        else:
            result.append(part)
    return result


def main_part(parts: list[Part], header: str) -> Part | None:
    """The part that says what the column is; the others qualify it."""
    mains = [part for part in parts if part.fields and not part.dual]
    duals = [part for part in parts if part.fields and part.dual]
    firm = [part for part in mains if not is_soft(part)]
    if firm:
        phones = [part for part in firm if part.may_mean(*PHONES)]
        if len(phones) == len(firm) > 1:
            return _main_phone(phones, header)
        told = [part for part in firm[1:] if part.may_mean(*_OF_A_PERSON)]
        if told and firm[0].may_mean("full_name"):  # "Contact person mobile": whose it is, and then what
            firm[0].fields.clear()
            firm[0].whose.add("person")
            return told[-1]
        refusal = next((part for part in firm if part.may_mean(*CONSENT)), None)
        if refusal is not None and all(part is refusal or part.may_mean("email") for part in firm):
            return refusal  # "Unsubscribed from all e-mails"
        return next((part for part in firm if part.may_mean(*SOCIAL)), firm[0])
    if mains:
        mail = next((part for part in duals if part.may_mean("email")), None)
        if mail is not None and mains[0].may_mean("head.address"):
            return mail  # "Mail address"; beside a street it would be the mailing address
        held = _held_by_address(parts, mains[0])
        if held is not None:
            return held
        titled = next((part for part in mains if part.may_mean("head.title")), None)
        return titled or next((part for part in mains if not part.may_mean("head.number")), mains[0])
    # "Account status", "Contact company": the last word is the thing, those before say whose it is
    if not duals:
        return None
    thing = duals[0] if _OF.search(fold_key(header)) else duals[-1]  # "Owner of deal" is the owner
    return next((part for part in duals if part.may_mean("head.id")), thing)


def _held_by_address(parts: list[Part], address: Part) -> Part | None:
    """ "Default address company": in English the word after the address names what the address holds."""
    if not address.may_mean("head.address"):
        return None
    after = parts[parts.index(address) + 1 :]
    return next(
        (
            part
            for part in after
            if not part.span.remark
            and any(e.meaning == "company" and e.language == "en" for e in part.fields)
        ),
        None,
    )


def is_soft(part: Part) -> bool:
    """Whether it says only "name", "number" or the like, which another word makes clear."""
    return all(entry.meaning in _SOFT_HEADS for entry in part.fields)


def _main_phone(phones: list[Part], header: str) -> Part:
    if "/" in header or "," in header:  # "Phone / Mobile": either
        return phones[0]
    return min(
        phones, key=lambda part: min(PHONES.index(e.meaning) for e in part.fields if e.meaning in PHONES)
    )
