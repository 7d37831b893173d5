"""What one column header says on its own: the meanings it may have, and whose and which value it names.

A header is read as words of the table (see ``mapping_words``) that are composed: "Billing Address - City" is the
city of the billing block, "E-mail 2 - Type" is something about an e-mail, "Spouse Phone" belongs to somebody else.
Neighbours and values are looked at later (``mapping_senses``).
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace

from salesdesk.domain.cleaning.text import fold_key
from salesdesk.exchange.mapping.words import Entry, Lexicon, Span, Word, split_words, take_apart

ADDRESS_PARTS = frozenset({"street", "street_2", "city", "region", "postal_code", "country"})
DATE_FIELDS = frozenset(
    {"created_at", "updated_at", "last_contacted_at", "expected_close", "birthday", "head.activity"}
)
CONSENT = frozenset({"do_not_email", "may_email", "do_not_call"})
_SOFT_HEADS = frozenset(
    {"head.address", "head.number", "head.name", "head.name_or_last", "head.name_or_first", "head.title"}
)
_MONEY = frozenset({"deal_value", "order_total", "price", "annual_revenue", "head.amount", "head.total"})
_CODED = frozenset({*ADDRESS_PARTS, "sku", "currency", "external_id", "head.id", "head.code", "head.number"})
_OF = re.compile(r"\b(?:of|de|del|du|des|della|dello|dei|di|do|da|dos|das|von|van|der|d|l)\b")
"""In these the word before is the thing, and the one after says whose: "Propriétaire de la transaction"."""
_BETWEEN = frozenset(
    "in im von vom zu zum zur mit bei with at by from per as avec chez dans con dal op met z med fra till".split()
)
"""Small words that say how the others hang together and nothing else; elsewhere they are part of an entry."""
_IN = re.compile(r"\b(?:in|en|em)\b")
_OF_A_PERSON = ("first_name", "honorific", "job_title", "mobile", "phone", "email", "department")
_SOCIAL = frozenset({"linkedin", "twitter", "facebook", "instagram"})
_PHONES = ("mobile", "fax", "phone")
_REACH = ("email", "phone", "mobile")
# Answers that a form may ask for in a whole sentence.
_ASKED = frozenset(
    "first_name last_name full_name email phone mobile company job_title city country postal_code region street "
    "website linkedin lead_source birthday industry employees head.name head.address head.name_or_first "
    "head.name_or_last department".split()
)
_QUESTION_WORDS = 6  # a header this long without a table entry of its own is read as a sentence
_UNKNOWN_WORD = 0.75
_UNKNOWN_BESIDE_WEAK = (
    0.45  # beside words like "name", "date" or "status" an unknown word decides the meaning
)
_UNKNOWN_BESIDE_ID = 0.62
_KILLING_WEIGHT = 0.6
_HARDLY, _EITHER = 0.6, 0.85
_SHORTEST_ADDRESS = 6  # letters of a word for an address that ends another one


@dataclass(frozen=True, slots=True)
class Reading:
    """A header understood on its own.

    ``senses``: what it may mean, fields and ``head.…`` words. ``weight`` 0..1: how well the words fit.
    ``noise``: why it is no field ("" when it may be one): "somebody", "about", "none" or "unknown".
    ``whose`` and ``blocks``: qualifiers. ``group``: the number before the meaning ("Address 2 - City"), ``line``:
    the number after it ("Street 2"). ``hints``: record kinds it speaks for. ``words``: how many words it has.
    ``against``: meanings of the same word in some language that are no field of ours. ``other``: the words that name
    somebody else, unspaced. ``leader``: the unknown words, which may tell a block of columns from another.
    """

    header: str
    senses: tuple[Entry, ...] = ()
    weight: float = 0.0
    noise: str = "unknown"
    whose: frozenset[str] = frozenset()
    blocks: frozenset[str] = frozenset()
    group: int | None = None
    line: int | None = None
    hints: tuple[tuple[str, float], ...] = ()
    words: int = 0
    unknown: int = 0
    whole_key: str = ""
    against: tuple[Entry, ...] = ()
    other: str = ""
    leader: str = ""

    def means(self, *meanings: str) -> bool:
        return not self.noise and any(sense.meaning in meanings for sense in self.senses)


_LOOKED_AT = 240  # characters of a header: the longest questions of forms fit in
_MOST_WORDS = 40
_LINKED = {
    "company": ("company", "head.account"),
    "person": ("full_name", "head.contact"),
    "deal": ("deal_title",),
}
_PATH = " > "
"""How programs with linked tables name a column: "Primary location > State"."""


@dataclass(slots=True)
class _Part:
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


def read_header(header: str, known: Lexicon) -> Reading:
    """Reads one header; an empty or meaningless one gives a reading without senses. Of a very long one the beginning
    tells what it is."""
    if len(header) > _LOOKED_AT:
        return replace(read_header(header[:_LOOKED_AT], known), header=header)
    words = split_words(header, known.skip)[:_MOST_WORDS]
    if not words:
        return Reading(header)
    if _PATH in header:
        way, _, name = header.rpartition(_PATH)
        whole, last = read_header(way, known), read_header(name, known)
        if last.senses and not last.noise and whole.noise != "somebody":
            whose = {of for of, meanings in _LINKED.items() if whole.means(*meanings)}
            return replace(
                last, header=header, whose=whole.whose | last.whose | whose, blocks=whole.blocks | last.blocks
            )
    parts = [_part(span) for span in take_apart(words, known)]
    whole_key = "".join(word.text for word in words)
    loudest: dict[str, float] = {}
    sides = [_key_of(side, known) for side in header.split("/")] if "/" in header else []
    spoken = [entry for key in {whole_key, *sides} for entry in known.hints.get(key, ())]
    for entry in spoken:  # the same word in two languages hints once
        kind = entry.meaning[5:]
        loudest[kind] = max(entry.weight, loudest.get(kind, 0.0))
    hints = tuple(loudest.items())
    if len(parts) > 2 and _is_sentence(header, len(words)):
        asked = _read_sentence(header, parts, known, len(words))
        if asked.senses or asked.noise != "unknown" or any(part.unknown for part in parts) or "?" in header:
            return (
                asked  # but a long header of known words alone is no sentence: "City/town/village of address"
            )
    reading = _compose(header, parts, len(words))
    if reading.blocks and not reading.senses and not any(word.remark for word in words):
        reading = _whole_address(reading, whole_key, known)
    if reading.blocks and not reading.senses and any(word.remark for word in words):
        reading = _without_remark(reading, words, known)
    if "/" in header and (not reading.senses or reading.noise == "unknown" or reading.weight < _HARDLY):
        reading = _alternatives(reading, known)
    return _with(reading, hints, whole_key)


def _whole_address(reading: Reading, key: str, known: Lexicon) -> Reading:
    """ "Lieferadresse": a word for one of several addresses that ends as addresses are called means all of it."""
    for start in range(1, len(key) - _SHORTEST_ADDRESS + 1):
        said = tuple(entry for entry in known.find(key[start:], False) if entry.meaning == "head.address")
        if said:
            return replace(reading, senses=said, weight=1.0, noise="")
    return reading


def _key_of(text: str, known: Lexicon) -> str:
    return "".join(word.text for word in split_words(text, known.skip))


def _alternatives(reading: Reading, known: Lexicon) -> Reading:
    """ "Titel/Akad. Grad": two words for one thing, where both or one of them is known."""
    sides = [read_header(side, known) for side in reading.header.split("/") if side.strip()]
    good = [side for side in sides if side.senses and not side.noise and side.weight >= _HARDLY]
    if not good or any(side.noise in ("somebody", "about") for side in sides):
        return reading
    surest = max(good, key=lambda side: ("." not in side.senses[0].meaning, side.weight))
    firm = {sense.meaning for side in good for sense in side.senses[:1] if "." not in sense.meaning}
    if len(firm) > 1:
        return reading
    return replace(surest, header=reading.header, weight=surest.weight * _EITHER, words=reading.words)


def _without_remark(reading: Reading, words: tuple[Word, ...], known: Lexicon) -> Reading:
    """ "Address 1 (billing)": the words in brackets only say which of several it is."""
    bare = [_part(span) for span in take_apart(tuple(word for word in words if not word.remark), known)]
    main = _compose(reading.header, bare, reading.words)
    return replace(main, blocks=main.blocks | reading.blocks) if main.senses else reading


def _with(reading: Reading, hints: tuple[tuple[str, float], ...], key: str) -> Reading:
    return replace(reading, hints=hints, whole_key=key)


def _part(span: Span) -> _Part:
    part = _Part(span)
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


def _compose(header: str, parts: list[_Part], words: int) -> Reading:
    parts = _split_address_number(_without_group(parts))
    main = _main_part(parts, header)
    others = [part for part in parts if part is not main]
    whose = frozenset(name for part in others for name in part.whose)
    blocks = frozenset(name for part in others for name in part.blocks)
    numbers = [part for part in parts if part.span.number is not None]
    group, line = _numbers(parts, main)
    unknown = sum(part.unknown and not part.span.remark for part in others)
    other = next((part.span.text for part in others if "somebody" in part.whose), "")
    leader = " ".join(part.span.text for part in others if part.unknown)
    if main is None:
        noise = _noise_without_field(parts)
        return Reading(header, (), 0.0, noise, whose, blocks, group, line, (), words, unknown, other=other)
    alone = len(parts) - len(numbers) == 1
    noise = "" if alone else _disturbance(main, others, "/" in header)
    if main.may_mean("head.name", "head.name_or_first", "head.name_or_last") and any(
        part.may_mean("head.account") for part in others
    ):  # "Nombre de cuenta": the name of the company
        whose |= {"company"}
        others = [part for part in others if not part.may_mean("head.account")]
    weight = main.span.certainty
    if any(part.unknown and part.span.remark for part in others):
        weight *= 0.9
    if any(0 < value < _KILLING_WEIGHT for part in others for value in part.about.values()):
        weight *= 0.85
    if any("value" in part.about for part in others) and not main.may_mean("phone", "email", "website"):
        weight *= 0.9
    strong = any("." not in entry.meaning or entry.meaning == "head.address" for entry in main.fields)
    if strong and not main.may_mean(*_CODED) and any(part.may_mean("head.code") for part in others):
        noise = noise or "about"  # "Group code": what another table knows it by
    beside = _UNKNOWN_WORD if strong else _UNKNOWN_BESIDE_WEAK
    weight *= (_UNKNOWN_BESIDE_ID if main.may_mean("head.id") else beside) ** unknown
    if strong and any(part.may_mean("head.title") for part in others if part.fields):
        weight *= 0.55  # "Title description": hardly either
    if unknown and main.span.certainty < 0.9:  # a misspelling beside an unknown word is a guess on a guess
        weight *= 0.5
    senses = _by_weight(main.fields)
    rivals = [part for part in others if part.fields and not part.dual and not _is_soft(part)]
    if main.may_mean(*_REACH):  # "E-mail (invoices!)", "Tel. practice": what for, and at work
        where = [part for part in rivals if part.may_mean("company")]
        rivals = [part for part in rivals if not part.span.remark and part not in where]
        blocks |= {"work"} if where else set()
    if main.may_mean(*CONSENT):
        rivals = [part for part in rivals if not part.may_mean("email")]
    either = "/" in header
    same = [part for part in rivals if part.may_mean(*(sense.meaning for sense in senses))]
    if same and either:  # "Lane/St.": two words for one thing
        senses = max(senses, *(_by_weight(part.fields) for part in same), key=lambda fields: fields[0].weight)
    elif same:
        weight *= 0.8
    elif rivals:
        senses, weight = _with_rival(senses, rivals, weight, header)
    against = (
        tuple(entry for entry in main.span.entries if entry.meaning.startswith("none.")) if alone else ()
    )
    return Reading(
        header,
        senses,
        weight,
        noise,
        whose,
        blocks,
        group,
        line,
        (),
        words,
        unknown,
        "",
        against,
        other,
        leader,
    )


def _by_weight(fields: list[Entry]) -> tuple[Entry, ...]:
    return tuple(sorted(fields, key=lambda entry: -entry.weight))


def _without_group(parts: list[_Part]) -> list[_Part]:
    """The parts without the title of a group of columns: "Contact details Email" is the e-mail below it.

    A title that says whose the columns are, "Company details", stays as that.
    """
    lasts = [index for index, part in enumerate(parts) if part.fields and not part.span.remark]
    last = lasts[-1] if lasts else 0
    for part in parts[:last]:
        if part.group:
            part.fields.clear()
    return [part for index, part in enumerate(parts) if not part.group or part.whose or index >= last]


def _split_address_number(parts: list[_Part]) -> list[_Part]:
    """ "Address 2" before another part of an address numbers the block, it is not the second line."""
    firm = [part for part in parts if part.may_mean(*ADDRESS_PARTS)]
    if len(firm) < 2:
        return parts
    result = []
    for part in parts:
        digits = "".join(filter(str.isdigit, part.span.text))
        if digits and part.may_mean("street", "street_2") and part is not firm[-1]:
            result.append(_Part(Span(digits, (), 1.0, int(digits[:4]))))
        else:
            result.append(part)
    return result


def _main_part(parts: list[_Part], header: str) -> _Part | None:
    """The part that says what the column is; the others qualify it."""
    mains = [part for part in parts if part.fields and not part.dual]
    duals = [part for part in parts if part.fields and part.dual]
    firm = [part for part in mains if not _is_soft(part)]
    if firm:
        phones = [part for part in firm if part.may_mean(*_PHONES)]
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
        return next((part for part in firm if part.may_mean(*_SOCIAL)), firm[0])
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


def _held_by_address(parts: list[_Part], address: _Part) -> _Part | None:
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


def _is_soft(part: _Part) -> bool:
    return all(entry.meaning in _SOFT_HEADS for entry in part.fields)


def _main_phone(phones: list[_Part], header: str) -> _Part:
    if "/" in header or "," in header:  # "Phone / Mobile": either
        return phones[0]
    return min(
        phones, key=lambda part: min(_PHONES.index(e.meaning) for e in part.fields if e.meaning in _PHONES)
    )


def _money_or_currency(
    senses: tuple[Entry, ...], rivals: list[_Part], weight: float, header: str
) -> tuple[tuple[Entry, ...], float]:
    """ "Amount currency" and "Currency of amount" are the currency beside the amount, "Amount in company currency" and
    "Value (currency)" are an amount."""
    meant = (*senses, *(entry for part in rivals for entry in part.fields))
    currency = tuple(entry for entry in meant if entry.meaning == "currency")
    money = tuple(entry for entry in meant if entry.meaning in _MONEY)
    if _IN.search(fold_key(header)) or any(part.span.remark for part in rivals):
        return money, weight * 0.85
    return currency, weight * 0.95


def _with_rival(
    senses: tuple[Entry, ...], rivals: list[_Part], weight: float, header: str
) -> tuple[tuple[Entry, ...], float]:
    """Two fields in one header: first and last name make a full name, anything else is doubtful."""
    either = "/" in header
    named = {sense.meaning for sense in senses} | {entry.meaning for part in rivals for entry in part.fields}
    if named <= {*_PHONES} or (named & _SOCIAL and named - _SOCIAL == {"website"}):
        return tuple(sense for sense in senses if sense.meaning != "website") or senses, weight
    if either and "company" in named and named <= {"company", "last_name", "full_name"}:
        # "Company / Last name": firms, and people where there is no firm
        language = next(
            entry.language for entry in (*senses, *rivals[0].fields) if entry.meaning == "company"
        )
        return (Entry("company", language, 1.0, False),), weight * 0.85
    if {"first_name", "last_name"} <= named:
        return (Entry("full_name", senses[0].language, 1.0, False),), weight
    if named == {"country", "region"}:  # "Country/Region", in whatever order and language
        language = next(e.language for e in (*senses, *rivals[0].fields) if e.meaning == "country")
        return (Entry("country", language, 1.0, False),), weight
    place = not either and senses[0].meaning == "city"
    if place and named == {"city", "street"}:  # "Premises street": the first word is the title of an address
        return _by_weight(rivals[0].fields), weight * 0.85
    if named == {"postal_code", "city"} and place:  # the same, or both in one cell: the values tell
        code = next(e.language for e in rivals[0].fields if e.meaning == "postal_code")
        return (*senses, Entry("postal_code", code, senses[0].weight * 0.95, False)), weight * 0.85
    if named == {"postal_code", "city"}:  # "ZIP/City" in one cell: the town is what people look for
        language = next(e.language for e in (*senses, *rivals[0].fields) if e.meaning == "city")
        return (Entry("city", language, 1.0, False),), weight * 0.85
    if "currency" in named and named & _MONEY:
        return _money_or_currency(senses, rivals, weight, header)
    if "full_name" in named:
        return senses, weight * 0.6
    return senses, weight * 0.4


def _noise_without_field(parts: list[_Part]) -> str:
    if any("somebody" in part.whose for part in parts):
        return "somebody"
    if any(part.none for part in parts):
        return "none"
    if any(value >= _KILLING_WEIGHT for part in parts for value in part.about.values()):
        return "about"
    return "unknown"


def _disturbance(main: _Part, others: list[_Part], either: bool) -> str:
    """Why the words around the main one make it no field: "somebody", "about", "none", or ""."""
    is_date = main.may_mean(*DATE_FIELDS)
    is_consent = main.may_mean(*CONSENT)
    for part in others:
        if "somebody" in part.whose:
            return "somebody"
        if part.whose or part.blocks or (part.fields and not part.about):
            continue
        if part.place and main.may_mean(*ADDRESS_PARTS):  # "Location ZIP"
            continue
        percent = main.may_mean("probability") and part.span.text.startswith(("percent", "p"))
        for name, value in part.about.items():
            allowed = (
                name in ("value", "together")
                or (is_date and name == "date")
                or (is_consent and name in ("status", "date", "flag"))
                or (name == "count" and percent)
                or (name == "net" and main.may_mean(*_MONEY))
            )
            if value >= _KILLING_WEIGHT and not allowed:
                return "about"
        alternative = either and main.may_mean(*_REACH)  # "E-mail / Skype": one or the other
        if part.none >= 0.9 and not part.about and not part.span.remark and not alternative:
            return "none"
    return ""


def _numbers(parts: list[_Part], main: _Part | None) -> tuple[int | None, int | None]:
    """The number before the main part and the one after it. "E-mail 2 Address" counts as after."""
    group = line = None
    passed = main is None
    for part in parts:
        passed = passed or part is main
        if part.span.number is None:
            continue
        if part is main or not passed:
            group = part.span.number
        elif line is None:  # "Address 1 & 2" holds the first line and what follows
            line = part.span.number
    return group, line


def _is_sentence(header: str, words: int) -> bool:
    return "?" in header or "？" in header or words >= _QUESTION_WORDS


def _read_sentence(header: str, parts: list[_Part], known: Lexicon, words: int) -> Reading:
    """A question or request: counts only when it addresses the reader and asks for something a contact has."""
    folded = f" {fold_key(header)} "
    addressed = any(f" {cue} " in folded for cue in known.cues if cue.isascii()) or any(
        cue in folded for cue in known.cues if not cue.isascii()
    )
    asked = [part for part in parts if any(entry.meaning in _ASKED for entry in part.fields)]
    if any("somebody" in part.whose for part in parts):
        return Reading(header, (), 0.0, "somebody", words=words)
    firm = [part for part in asked if not part.dual and not _is_soft(part)] or asked
    if not firm:
        return Reading(header, (), 0.0, "unknown", words=words)
    chosen = next((part for part in firm if part.may_mean("email", "first_name", "last_name")), firm[0])
    senses = tuple(entry for entry in chosen.fields if entry.meaning in _ASKED)
    strong = {sense.meaning for sense in senses} & {
        "email",
        "first_name",
        "last_name",
        "full_name",
        "phone",
        "mobile",
    }
    filling = sum(part.unknown for part in parts)
    if not addressed or (not strong and filling > 4):
        return Reading(header, (), 0.0, "unknown", words=words)
    return Reading(header, senses, 0.9 if strong else 0.8, "", words=words, unknown=0)
