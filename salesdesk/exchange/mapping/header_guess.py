"""What one column header says on its own: the meanings it may have, and whose and which value it names.

A header is read as words of the table (see ``mapping_words``) that are composed: "Billing Address - City" is the
city of the billing block, "E-mail 2 - Type" is something about an e-mail, "Spouse Phone" belongs to somebody else.
Neighbours and values are looked at later (``mapping_senses``).
"""

from __future__ import annotations

from dataclasses import replace

from salesdesk.exchange.mapping.header_parts import (
    Part,
    is_soft,
    main_part,
    part_of,
    split_address_number,
    without_group,
)
from salesdesk.exchange.mapping.header_questions import is_sentence, read_sentence
from salesdesk.exchange.mapping.header_reading import ADDRESS_PARTS, CONSENT, Reading
from salesdesk.exchange.mapping.header_rivals import MONEY, by_weight, with_rival
from salesdesk.exchange.mapping.words import Lexicon, Word, split_words, take_apart

DATE_FIELDS = frozenset(
    {"created_at", "updated_at", "last_contacted_at", "expected_close", "birthday", "head.activity"}
)
_CODED = frozenset({*ADDRESS_PARTS, "sku", "currency", "external_id", "head.id", "head.code", "head.number"})
_REACH = ("email", "phone", "mobile")
_UNKNOWN_WORD = 0.75
_UNKNOWN_BESIDE_WEAK = (
    0.45  # beside words like "name", "date" or "status" an unknown word decides the meaning
)
_UNKNOWN_BESIDE_ID = 0.62
_KILLING_WEIGHT = 0.6
_HARDLY, _EITHER = 0.6, 0.85
_SHORTEST_ADDRESS = 6  # letters of a word for an address that ends another one
_LOOKED_AT = 240  # characters of a header: the longest questions of forms fit in
_MOST_WORDS = 40
_LINKED = {
    "company": ("company", "head.account"),
    "person": ("full_name", "head.contact"),
    "deal": ("deal_title",),
}
_PATH = " > "
"""How programs with linked tables name a column: "Primary location > State"."""


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
    parts = [part_of(span) for span in take_apart(words, known)]
    whole_key = "".join(word.text for word in words)
    loudest: dict[str, float] = {}
    sides = [_key_of(side, known) for side in header.split("/")] if "/" in header else []
    spoken = [entry for key in {whole_key, *sides} for entry in known.hints.get(key, ())]
    for entry in spoken:  # the same word in two languages hints once
        kind = entry.meaning[5:]
        loudest[kind] = max(entry.weight, loudest.get(kind, 0.0))
    hints = tuple(loudest.items())
    if len(parts) > 2 and is_sentence(header, len(words)):
        asked = read_sentence(header, parts, known, len(words))
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
    bare = [part_of(span) for span in take_apart(tuple(word for word in words if not word.remark), known)]
    main = _compose(reading.header, bare, reading.words)
    return replace(main, blocks=main.blocks | reading.blocks) if main.senses else reading


def _with(reading: Reading, hints: tuple[tuple[str, float], ...], key: str) -> Reading:
    return replace(reading, hints=hints, whole_key=key)


def _compose(header: str, parts: list[Part], words: int) -> Reading:
    parts = split_address_number(without_group(parts))
    main = main_part(parts, header)
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
    senses = by_weight(main.fields)
    rivals = [part for part in others if part.fields and not part.dual and not is_soft(part)]
    if main.may_mean(*_REACH):  # "E-mail (invoices!)", "Tel. practice": what for, and at work
        where = [part for part in rivals if part.may_mean("company")]
        rivals = [part for part in rivals if not part.span.remark and part not in where]
        blocks |= {"work"} if where else set()
    if main.may_mean(*CONSENT):
        rivals = [part for part in rivals if not part.may_mean("email")]
    either = "/" in header
    same = [part for part in rivals if part.may_mean(*(sense.meaning for sense in senses))]
    if same and either:  # "Lane/St.": two words for one thing
        senses = max(senses, *(by_weight(part.fields) for part in same), key=lambda fields: fields[0].weight)
    elif same:
        weight *= 0.8
    elif rivals:
        senses, weight = with_rival(senses, rivals, weight, header)
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


def _noise_without_field(parts: list[Part]) -> str:
    if any("somebody" in part.whose for part in parts):
        return "somebody"
    if any(part.none for part in parts):
        return "none"
    if any(value >= _KILLING_WEIGHT for part in parts for value in part.about.values()):
        return "about"
    return "unknown"


def _disturbance(main: Part, others: list[Part], either: bool) -> str:
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
                or (name == "net" and main.may_mean(*MONEY))
            )
            if value >= _KILLING_WEIGHT and not allowed:
                return "about"
        alternative = either and main.may_mean(*_REACH)  # "E-mail / Skype": one or the other
        if part.none >= 0.9 and not part.about and not part.span.remark and not alternative:
            return "none"
    return ""


def _numbers(parts: list[Part], main: Part | None) -> tuple[int | None, int | None]:
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
