"""One column per field: repeated groups get their numbered fields, everything else its most certain column.

Phones, e-mails, web pages and addresses come in groups (work, home, other; first, second, third). In each group the
main one is chosen by what its header says, not by how full it is, so that a mapping does not change from file to file.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

from salesdesk.domain.fields import RecordKind
from salesdesk.domain.opt_outs import WAYS
from salesdesk.exchange.mapping.columns import Column, Sheet
from salesdesk.exchange.mapping.header_reading import ADDRESS_PARTS
from salesdesk.exchange.mapping.senses import Candidate, candidates, fits_kind

LEAST = 0.45  # below this a column stays what it is: a field of its own
_FAMILIES = {"email", "phone", "mobile", "fax", "website", *ADDRESS_PARTS}
_BLOCK_ORDER = (
    "somebody",
    "other",
    "third",
    "second",
    "shipping",
    "billing",
    "home",
    "work",
    "mailing",
    "main",
)

# How much an address block is wanted as the record's address, by the kind of record.
_WANTED = {
    "work": 8.1,
    "": 8.0,
    "main": 7.8,
    "mailing": 7.5,
    "billing": 6.0,
    "home": 5.0,
    "company": 4.0,
    "shipping": 3.0,
}
_OF_ITS_OWN = 4.5  # a block under a word nobody knows
_WANTED_OF_COMPANY = _WANTED | {"billing": 7.6, "company": 7.9, "home": 2.0}
_WANTED_ON_ORDER = _WANTED | {"billing": 8.5, "shipping": 6.0}
_PER_PART = 0.9

_PHONE_RANK = {"": 0.0, "work": 0.3, "main": 0.5, "billing": 1.0, "mailing": 1.0, "home": 2.0, "shipping": 2.5, "company": 3.0,
               "second": 4.0, "third": 6.0, "other": 7.0}  # fmt: skip
_EMAIL_RANK = {"": 0.0, "main": 0.1, "work": 0.3, "billing": 0.6, "mailing": 0.6, "home": 1.0, "second": 2.0, "shipping": 3.0,
               "third": 4.0, "other": 5.0, "company": 6.0}  # fmt: skip
_SITE_RANK = {"": 0.0, "work": 0.1, "main": 0.1, "company": 0.2, "mailing": 0.5, "billing": 1.0, "home": 3.0, "second": 4.0,
              "third": 5.0, "shipping": 5.0, "other": 5.0}  # fmt: skip
_BESIDE = 0.4  # taken from the rank of a work number beside an unmarked one
_LIST = 0.5
_COMPANYS = 0.7  # of the certainty that a number is also the person's
_AGAIN = 3.0  # rank added for each repetition ("Phone 2")

_Found = dict[int, Candidate]


def assign(sheet: Sheet, extra: dict[int, tuple[Candidate, ...]]) -> _Found:
    """The field of each column index that means one; ``extra`` are candidates found from values alone."""
    options = {
        column.index: candidates(column, sheet) or extra.get(column.index, ()) for column in sheet.columns
    }
    families: dict[str, list[tuple[Column, Candidate]]] = defaultdict(list)
    for column in sheet.columns:
        first = options[column.index][0] if options[column.index] else None
        if first is not None and first.field in _FAMILIES and first.confidence >= LEAST:
            families[first.field].append((column, first))
    found: _Found = {}
    found.update(_addresses([pair for part in ADDRESS_PARTS for pair in families[part]], sheet))
    found.update(_phones(families["phone"], families["mobile"], families["fax"], sheet))
    found.update(_emails(families["email"], sheet))
    found.update(_first(families["website"], _SITE_RANK, "website"))
    _singles(sheet, options, found)
    return found


def _number(column: Column) -> int:
    return column.reading.line or column.reading.group or 1


def _keeps_place(column: Column) -> bool:
    """Whether the header says with a number which of several it is."""
    return column.means("phone") and 2 <= _number(column) <= 3 and not _block(column)


def _block(column: Column) -> str:
    """The one qualifier that decides which of several this is; "" for the plain one."""
    blocks, whose = column.reading.blocks, column.reading.whose
    for name in _BLOCK_ORDER[:6]:
        if name in blocks or name in whose:
            return name
    if "company" in whose and "person" not in whose:
        return "company"
    return next((name for name in _BLOCK_ORDER[6:] if name in blocks), "")


def _work_beside_unmarked(columns: Iterable[tuple[Column, Candidate]]) -> frozenset[int]:
    """The work numbers that stand next to an unmarked one: there the unmarked is the other."""
    unmarked = {column.index for column, _ in columns if not _block(column) and not column.reading.leader}
    return frozenset(
        column.index
        for column, _ in columns
        if _block(column) == "work" and unmarked & {column.index - 1, column.index + 1}
    )


def _rank(
    column: Column, order: dict[str, float], candidate: Candidate, beside: frozenset[int] = frozenset()
) -> float:
    number = column.reading.line or column.reading.group or 1
    again = _AGAIN * max(0, min(number, 9) - 1)
    doubt = (1 - column.reading.weight) * 6 + (1 - candidate.confidence) * 2
    owner = 4.0 if "owner" in column.reading.whose else 0.0
    if column.reading.whole_key.endswith("s") and column.reading.words == 1:
        doubt += _LIST  # "Emails" beside "Work email" repeats all of them
    if column.index in beside:
        doubt = min(doubt, 0.3) - _BESIDE
    return order.get(_block(column), 7.0) + again + doubt + owner + column.index * 1e-4


# ------------------------------------------------------------------------------------------------------- addresses


def _addresses(columns: list[tuple[Column, Candidate]], sheet: Sheet) -> _Found:
    wanted = _WANTED
    if sheet.kind is RecordKind.COMPANIES:
        wanted = _WANTED_OF_COMPANY
    elif sheet.kind is RecordKind.ORDERS:
        wanted = _WANTED_ON_ORDER
    blocks: dict[str, dict[str, tuple[float, int, Candidate]]] = defaultdict(dict)
    for column, candidate in columns:
        part, value = _address_part(column, candidate, sheet)
        group = column.reading.group or 1
        block = _block(column) or column.reading.leader
        if group > 1:
            block = f"{block}{group}"
        known = blocks[block].get(part)
        if part and (known is None or known[0] < value):
            blocks[block][part] = (value, column.index, candidate)
    if not blocks:
        return {}
    leaders = {column.reading.leader for column, _ in columns if not _block(column)} - {""}
    wanted = wanted | dict.fromkeys(leaders, _OF_ITS_OWN)
    strength = {
        name: wanted.get(name, 0.0) + _PER_PART * min(len(parts), 5) for name, parts in blocks.items()
    }
    main = max(strength, key=lambda name: strength[name])
    found: _Found = {}
    taken: set[str] = set()
    for name in sorted(blocks, key=lambda name: (name != main, -wanted.get(name, 0.0))):
        fills = wanted.get(name, 0.0) >= 4.0 and "" in (main, name) and not blocks[name].keys() & taken
        where = name == "company" and main == "" and "street" not in taken
        if name != main and not fills and not where:  # another address, of which nothing belongs to this one
            continue
        for part, (_, index, candidate) in blocks[name].items():
            if part in taken or not fits_kind(part, sheet.kind):
                continue
            if name != main and not fills and part != "street":
                continue
            doubt = 1.0 if name == main else 0.88
            found[index] = Candidate(part, candidate.confidence * doubt, candidate.note)
        taken.update(part for part in blocks[name])
    return found if "street" in taken else _first_line(found)


def _first_line(found: _Found) -> _Found:
    """The street is where only the details of the address are named."""
    return {
        index: Candidate("street", candidate.confidence * 0.9, candidate.note)
        if candidate.field == "street_2"
        else candidate
        for index, candidate in found.items()
    }


def _address_part(column: Column, candidate: Candidate, sheet: Sheet) -> tuple[str, float]:
    """The part, and how good a source of it the column is: "Street" before "Address" before "Formatted"."""
    line = column.reading.line or 1
    part = candidate.field
    if part in ("street", "street_2"):
        if line == 2:
            part = "street_2"
        elif line > 2:
            return "", 0.0
    elif line > 1:
        return "", 0.0
    value = candidate.confidence
    if column.means("head.address"):
        value -= 0.1 if column.reading.words <= 2 and line == 1 else 0.15
    return part, value - column.index * 1e-4


# ------------------------------------------------------------------------------------------------- phones and e-mails


def _phones(
    phones: list[tuple[Column, Candidate]],
    mobiles: list[tuple[Column, Candidate]],
    faxes: list[tuple[Column, Candidate]],
    sheet: Sheet,
) -> _Found:
    found: _Found = {}
    order = _PHONE_RANK | {"billing": -0.1} if sheet.kind is RecordKind.ORDERS else _PHONE_RANK
    beside = _work_beside_unmarked(phones)
    ranked = [(_rank(column, order, candidate, beside), column, candidate) for column, candidate in phones]
    personal = sheet.kind is not RecordKind.COMPANIES
    mobile = sorted(
        ((_rank(column, _PHONE_RANK, candidate), column, candidate) for column, candidate in mobiles),
        key=lambda item: item[0],
    )
    if mobile:
        _, column, candidate = mobile[0]
        found[column.index] = Candidate("mobile", candidate.confidence, candidate.note)
        ranked += [(rank + 1.0, column, candidate) for rank, column, candidate in mobile[1:]]
    ranked.sort(key=lambda item: item[0])
    if personal:
        own = [item for item in ranked if _block(item[1]) != "company"]
        ranked = own or ([] if mobile else ranked)
    if sheet.kind is RecordKind.ORDERS and len(ranked) > 1:
        ranked = [item for item in ranked if _block(item[1]) != "shipping"] or ranked[:1]
    numbered = [(f"phone_{_number(item[1])}", item) for item in ranked if _keeps_place(item[1])]
    if ranked and len(numbered) == len(ranked):  # "Phone 2" is the second, whether the first is there or not
        for field, (_, column, candidate) in numbered:
            if fits_kind(field, sheet.kind) and field not in {given.field for given in found.values()}:
                found[column.index] = Candidate(field, candidate.confidence * 0.95, candidate.note)
    elif ranked:
        first = ranked[0]
        if phones:
            ranked.pop(0)
            found[first[1].index] = Candidate("phone", first[2].confidence, first[2].note)
        same = [item for item in ranked if _block(item[1]) == _block(first[1]) and _block(first[1])]
        second = same[:1] or ranked[:1]
        third = [item for item in ranked if item not in second][:1]
        for field, items in (("phone_2", second), ("phone_3", third)):
            for _, column, candidate in items:
                if fits_kind(field, sheet.kind):
                    found[column.index] = Candidate(field, candidate.confidence * 0.95, candidate.note)
    if sheet.kind is RecordKind.CONTACTS:
        found.update(_of_company(phones, found))
    usable = [
        (column, candidate)
        for column, candidate in faxes
        if _block(column) not in ("other", "second", "third")
    ]
    if personal:
        usable = [(column, candidate) for column, candidate in usable if _block(column) != "company"]
    found.update(_first(usable, _PHONE_RANK, "fax"))
    return found


def _of_company(phones: list[tuple[Column, Candidate]], found: _Found) -> _Found:
    """The number of a person's company, where there is one: the next behind those of their own, to be checked."""
    theirs = [(c, candidate) for c, candidate in phones if _block(c) == "company" and c.index not in found]
    taken = {candidate.field for candidate in found.values()}
    free = [field for field in ("phone_2", "phone_3") if field not in taken]
    if len(theirs) != 1 or not free:
        return {}
    column, candidate = theirs[0]
    return {column.index: Candidate(free[0], candidate.confidence * _COMPANYS, candidate.note)}


def _emails(emails: list[tuple[Column, Candidate]], sheet: Sheet) -> _Found:
    ranked = sorted(emails, key=lambda pair: _rank(pair[0], _EMAIL_RANK, pair[1]))
    if sheet.kind is not RecordKind.COMPANIES:
        own = [
            pair for pair in ranked if _block(pair[0]) != "company" and "owner" not in pair[0].reading.whose
        ]
        ranked = own or ranked[:1]
    if sheet.kind is RecordKind.CONTACTS:  # where invoices go is no second way to the person
        ranked = [pair for pair in ranked if _block(pair[0]) != "billing"] or ranked[:1]
    found: _Found = {}
    fields = ["email", "email_2", "email_3"]
    for column, candidate in ranked:
        if not fields:
            break
        doubtful = column.reading.unknown and fields[0] != "email" and column.shape.email < 0.5
        if doubtful or not fits_kind(fields[0], sheet.kind):
            continue
        late = 0.97 if fields[0] != "email" else 1.0
        if _block(column) == "company" and sheet.kind is not RecordKind.COMPANIES:
            late = 0.8
        found[column.index] = Candidate(fields.pop(0), candidate.confidence * late, candidate.note)
    return found


def _first(columns: Iterable[tuple[Column, Candidate]], order: dict[str, float], field: str) -> _Found:
    """Only the best of a group has a field."""
    ranked = sorted(columns, key=lambda pair: _rank(pair[0], order, pair[1]))
    return {column.index: candidate for column, candidate in ranked[:1] if candidate.field == field}


# --------------------------------------------------------------------------------------------------------- all others


def _singles(sheet: Sheet, options: dict[int, tuple[Candidate, ...]], found: _Found) -> None:
    """Gives every other field to its most certain column; a column that loses tries its next meaning."""
    taken = {candidate.field for candidate in found.values()}
    offers = []
    for column in sheet.columns:
        number = max(column.reading.line or 1, column.reading.group or 1)
        first = options[column.index][0] if options[column.index] else None
        if first is not None and first.field in WAYS and first.confidence >= LEAST:
            found.setdefault(column.index, first)  # each of them counts
        if column.index in found or number > 1:
            continue
        further = _block(column) in ("other", "second", "third", "somebody")
        if further and not (column.means("notes") and _block(column) == "other"):  # further notes are notes
            continue
        for candidate in options[column.index]:
            if candidate.field not in _FAMILIES and candidate.confidence >= LEAST:
                empty = not column.shape.filled and any(other.shape.filled for other in sheet.columns)
                wanting = -candidate.confidence + 0.02 * empty + 0.004 * column.reading.words
                if _block(column) == "shipping" or "company" in column.reading.whose:
                    wanting += 0.1
                offers.append((wanting, column.index, candidate))
    for _, index, candidate in sorted(offers, key=lambda offer: offer[:2]):
        if index in found or candidate.field in taken:
            continue
        found[index] = candidate
        taken.add(candidate.field)
