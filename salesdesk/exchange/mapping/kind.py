"""What kind of record a sheet is about, from the set of its columns; the sheet's and file's names only hint."""

from __future__ import annotations

import re
from collections.abc import Sequence

from salesdesk.domain.cleaning.text import fold_key
from salesdesk.domain.entities import entities, entity_of
from salesdesk.domain.fields import RecordKind, declared
from salesdesk.exchange.mapping.columns import Column
from salesdesk.exchange.mapping.offers import lists_offers
from salesdesk.exchange.mapping.words import lexicon

# What a meaning says for a kind. Points add up; the decision below weighs the kinds against each other.
_PERSON = {
    "first_name": 2.0, "last_name": 2.0, "full_name": 1.5, "email": 1.0, "mobile": 1.0, "job_title": 1.0,
    "birthday": 1.5, "honorific": 1.0, "middle_name": 0.7, "suffix": 0.5, "do_not_email": 1.0, "may_email": 0.7,
    "lead_status": 1.0, "lead_source": 0.5, "lifecycle_stage": 0.5, "nickname": 0.7, "linkedin": 0.7,
    "department": 0.7, "phone": 0.5, "head.name": 0.5, "head.name_or_last": 0.7, "head.name_or_first": 0.7,
    "head.contact": 0.7, "head.customer_name": 0.8, "do_not_call": 1.0, "head.title": 0.4, "head.role": 0.4, "tags": 0.3,
}  # fmt: skip
_DEAL = {
    "deal_title": 2.5, "deal_value": 2.5, "stage": 2.0, "pipeline": 2.0, "probability": 2.5, "expected_close": 3.0,
    "head.amount": 1.0, "head.subject": 1.0,
}  # fmt: skip
_ORDER = {
    "order_number": 3.0, "order_total": 2.0, "product_name": 0.7, "quantity": 1.0, "price": 0.7, "sku": 0.7,
    "head.total": 1.0,
}  # fmt: skip
_PRODUCT = {"sku": 2.0, "product_name": 1.5, "price": 1.5, "quantity": 0.7}
_COMPANY = {
    "company": 0.8,
    "industry": 0.7,
    "employees": 1.0,
    "annual_revenue": 1.0,
    "website": 0.2,
    "head.account": 0.5,
}
_A = RecordKind.ACTIVITIES.value
_NAME_HINT = 1.0
_BARE_NAMES = ("head.name", "head.name_or_last", "head.name_or_first", "head.customer_name")
_LEDGER, _LEDGER_TAXED, _FIRMS = 4.0, 5.0, 2.0
_TAXED = 0.6  # what a tax number hints at least
_LEDGER_HINTS = 1.3  # several numbers and terms only a ledger has
_PEOPLE_FIRST = 1.8
_NEVER_NAMES = frozenset({"employees", "tags"})
"""What a column of people's names never means: how many work there ("Mitarbeiter"), what kinds of people they are ("Member")."""
_SHORT = 2  # words; what is longer is a question
_PEOPLE, _LOOKS_NAMED = (
    0.4,
    0.8,
)  # shares of values with a known first name, and of two or three capitalised words
_BARELY = 0.6
_CERTAIN = 5.0  # points that decide for orders and deals
_FIRM_NAMES, _HARDLY = 0.3, 3  # share of values with a legal form; a column filled in one row of so many
_MEMBERS = 3.0
_MUCH, _TOLD = (
    2.0,
    1.5,
)  # what is said of a company beside its name, and what it adds where nothing personal is said
_SUBJECT, _TALKS = (
    0.9,
    3.0,
)  # what a subject hints at least, and what a day and a type or person beside it add
_SPOKEN_TO = ("full_name", "head.contact", "head.customer", "company", "head.account", "head.customer_name")
_SALES = ("lead_status", "last_contacted_at", "lead_source", "job_title")
"""Columns of lists people work through: there the person asked for is whom they call."""
_TOLD_SHARE = 0.6  # share of values that says what a column holds, whatever it is called
_PERSONAL = ("first_name", "last_name", "full_name", "head.contact")
_OWN_FIELD = 1.5  # a column that only such a record has
_WORD = re.compile(r"[\W\d_]+")


def decide_kind(columns: Sequence[Column], sheet_name: str, file_name: str) -> tuple[RecordKind, float]:
    """The kind and how sure it is (0..1); UNKNOWN when no column says anything."""
    named = _named_kinds(sheet_name, file_name)
    columns = _without_hardly_used(columns)
    points = {kind: _NAME_HINT if kind in named else 0.0 for kind in entities().sheets}
    for kind, table in (
        (RecordKind.CONTACTS, _PERSON),
        (RecordKind.DEALS, _DEAL),
        (RecordKind.ORDERS, _ORDER),
        (RecordKind.PRODUCTS, _PRODUCT),
        (RecordKind.COMPANIES, _COMPANY),
    ):
        points[kind] += sum(_points(columns, meaning, value) for meaning, value in table.items())
    hints = dict.fromkeys(points, 0.0)
    for column in columns:
        for hint, weight in column.reading.hints:
            hints[RecordKind(hint)] += weight
    people = sum(any(_means(c, name) for c in columns) for name in ("first_name", "last_name"))
    named_people = people or any(_means(c, "full_name") for c in columns)
    points[RecordKind.CONTACTS] += _from_values(columns)

    # a spouse's phone or an assistant's name stand beside a person's own
    relatives = sum(column.reading.noise == "somebody" and bool(column.senses) for column in columns)
    points[RecordKind.CONTACTS] += hints[RecordKind.CONTACTS] + 0.8 * min(relatives, 2)

    order = _order_points(columns, points[RecordKind.ORDERS], hints[RecordKind.ORDERS])
    if hints[RecordKind.CONTACTS] >= 2:  # people who bought tickets
        order -= 6.0
    if people and any(_means(column, "birthday") for column in columns):  # members who paid
        order -= _MEMBERS
    deal = _deal_points(columns, points[RecordKind.DEALS], hints[RecordKind.DEALS], people)
    if RecordKind.DEALS in named or RecordKind.ORDERS not in named:
        offered = lists_offers(columns, RecordKind.DEALS in named)
        deal = max(deal, _CERTAIN + hints[RecordKind.DEALS]) if offered else deal
    activity = hints[RecordKind.ACTIVITIES] * 1.3 + (_NAME_HINT if RecordKind.ACTIVITIES in named else 0.0)
    spoken = [c for c in columns if c.means("outcome", "duration_minutes", "head.subject")]
    activity += 1.3 * sum(not any(hint == _A for hint, _ in column.reading.hints) for column in spoken)
    if len(spoken) > 1:
        activity += _TALKS if any(c.means("head.date", "created_at") for c in columns) else _TALKS / 2
    activity += _TALKS if hints[RecordKind.ACTIVITIES] >= _SUBJECT and _is_a_log(columns) else 0.0
    if people == 2 or points[RecordKind.CONTACTS] > 7:
        activity -= 2.5
    product = points[RecordKind.PRODUCTS] + 0.8 * hints[RecordKind.PRODUCTS]
    if named_people or any(_means(c, "email") for c in columns):
        product -= 3.0
    company = _company_points(columns, points[RecordKind.COMPANIES], hints[RecordKind.COMPANIES], people)
    if _people_of_companies(columns) and hints[RecordKind.COMPANIES] < _LEDGER_HINTS:
        company -= _PEOPLE_FIRST
    scores = {
        RecordKind.ORDERS: order,
        RecordKind.DEALS: deal,
        RecordKind.ACTIVITIES: activity if activity >= 2.4 else 0.0,
        RecordKind.PRODUCTS: product if product >= 2.5 else 0.0,
        RecordKind.COMPANIES: company,
        RecordKind.CONTACTS: points[RecordKind.CONTACTS],
    }
    for kind in entities().plain:
        scores[kind] = points[kind] + _points_of_own_fields(kind, columns)
    kind, certainty = _choose(scores)
    if kind is RecordKind.UNKNOWN and _names_and_firms(columns):
        return RecordKind.CONTACTS, _BARELY
    return kind, certainty


def _names_and_firms(columns: Sequence[Column]) -> bool:
    """Whether the sheet has no more than names and their firms, in a language whose first names are not known."""
    names = [column for column in columns if column.own and column.means(*_BARE_NAMES, "full_name")]
    return any(not _holds_firms(column) for column in names) and any(map(_names_company, columns))


def _points_of_own_fields(kind: RecordKind, columns: Sequence[Column]) -> float:
    """What the columns say for a kind of record that is known by its declaration alone: it must have its name."""
    fields = declared()
    if not any(column.means(entity_of(kind).name_field) for column in columns):
        return 0.0
    own = [key for key in fields.of(kind).placed if fields[key].kinds == {kind}]
    return sum(_points(columns, key, _OWN_FIELD) for key in own)


def _choose(scores: dict[RecordKind, float]) -> tuple[RecordKind, float]:
    ranked = sorted(scores.items(), key=lambda item: -item[1])
    kind, best = ranked[0]
    # Orders and deals carry their person's whole address, so reaching their bar decides against contacts.
    for special in (RecordKind.ORDERS, RecordKind.DEALS):
        if scores[special] >= _CERTAIN and scores[special] >= max(
            scores[RecordKind.ORDERS], scores[RecordKind.DEALS]
        ):
            kind, best = special, scores[special]
            break
    if best < 0.9:
        return RecordKind.UNKNOWN, 0.5
    second = max(score for other, score in scores.items() if other != kind)
    return kind, round(min(0.98, 0.6 + 0.06 * best - 0.03 * min(second, best)), 2)


def _means(column: Column, meaning: str) -> bool:
    return column.own and column.means(meaning)


def _points(columns: Sequence[Column], meaning: str, value: float) -> float:
    """The best column for a meaning counts once; repeated columns add nothing."""
    return value * max(
        (column.weight(meaning) for column in columns if column.own or "." not in meaning), default=0.0
    )


def _is_a_log(columns: Sequence[Column]) -> bool:
    """Whether each row has a day and a type or a person, and no way to reach anybody: a log, not people."""
    if any(column.means("email", "phone", "mobile", "first_name", "street") for column in columns):
        return False
    dated = any(column.means("head.date", "created_at") for column in columns)
    typed = any(_tells_type(column) for column in columns)
    return dated and (typed or any(column.means(*_SPOKEN_TO) for column in columns))


def _tells_type(column: Column) -> bool:
    entries = lexicon().entries.get(column.reading.whole_key, ())
    return any(entry.meaning == "about.type" for entry in entries)


def _order_points(columns: Sequence[Column], points: float, hints: float) -> float:
    spelt_out = any(c.means("head.number", "head.id") and "order" in c.reading.whose for c in columns)
    number = spelt_out or any(column.means("order_number") for column in columns)
    points += 3.0 * spelt_out
    total = any(column.means("order_total", "head.total", "head.amount") for column in columns)
    lines = sum(
        any(column.means(name) for column in columns) for name in ("product_name", "quantity", "price", "sku")
    )
    if not number and not (total and lines >= 2) and not (hints >= 3 and (total or lines)):
        return 0.0
    if number and points + hints < 4.5 and not lines and not total:
        return 0.0
    return max(points + hints + 1.0, 5.0 if number and total else 0.0)


def _deal_points(columns: Sequence[Column], points: float, hints: float, people: int) -> float:
    signals = (
        "deal_title",
        "deal_value",
        "probability",
        "expected_close",
        "stage",
        "pipeline",
        "head.amount",
        "head.subject",
    )
    strong = {name for name in signals if any(column.means(name) for column in columns)}
    if len(strong) + (hints >= 1) < 2 or strong <= {"stage", "pipeline"}:
        return 0.0
    if people and "deal_title" not in strong and len(strong - {"head.amount", "stage"}) < 2:
        return 0.0
    if people == 2 and strong <= {"deal_title", "deal_value", "head.amount"}:
        return 0.0  # people, and what some of them may buy
    if {"deal_title"} < strong & {"deal_title", "head.amount", "deal_value"} and not any(
        column.means("email", "phone", "mobile") for column in columns
    ):
        return max(points + hints, _CERTAIN)  # what is sold and for how much, and nobody's address
    return points + hints


def _names_somebody(column: Column) -> bool:
    """Whether a column holds the person to ask for: "Contact", unless how to reach somebody stands there."""
    reached = max(column.shape.email, column.shape.phone) >= _TOLD_SHARE
    if not reached and (_means(column, "full_name") or _means(column, "head.contact")):
        return True
    return names_people(column)


def _holds_firms(column: Column) -> bool:
    """Whether the values of a name without a sort of its own ("Name", "Customer", "Description") are firms'."""
    firm_words = (*_BARE_NAMES, "head.customer", "product_name")
    own = column.own or column.reading.whose == {"company"}
    return own and column.means(*firm_words) and column.shape.legal_form >= _FIRM_NAMES


def _without_hardly_used(columns: Sequence[Column]) -> Sequence[Column]:
    """The columns without names of people in whom no row has any, and of a ledger of firms without those of the few
    people who are customers too."""
    if any(column.shape.filled for column in columns):
        columns = [c for c in columns if c.shape.filled or not c.means(*_PERSONAL)]
    if not any(_holds_firms(column) for column in columns):
        return columns
    most = max(column.shape.count for column in columns)
    return [
        column
        for column in columns
        if column.shape.count * _HARDLY > most or not column.means("first_name", "last_name")
    ]


def _names_company(column: Column) -> bool:
    return column.means("company") or (column.reading.whose == {"company"} and column.means(*_BARE_NAMES))


def _people_of_companies(columns: Sequence[Column]) -> bool:
    """Whether a column of people's names stands beside one of companies, both with values: people and their firms,
    customers and whom to ask for there."""
    names = [c for c in columns if c.own and c.means(*_BARE_NAMES, "full_name", "head.contact")]
    people = [c for c in names if _holds_people(c)] + [c for c in columns if names_people(c)]
    firms = [c for c in columns if c.shape.filled and c not in people and (_names_company(c) or _sold_to(c))]
    return bool(people and firms)


def names_people(column: Column) -> bool:
    """Whether people's names stand below a word that nobody knows, or that is no field: "Guest", "Lead", "Patient"."""
    shape, reading = column.shape, column.reading
    told = any(sense.meaning not in _NEVER_NAMES for sense in column.senses)
    if told or reading.noise not in ("", "unknown") or not reading.header.strip():
        return False
    if shape.repetitive or not column.own:
        return False
    known = shape.person >= _PEOPLE and shape.named >= _LOOKS_NAMED
    return known and reading.words <= _SHORT and not shape.legal_form


def _holds_people(column: Column) -> bool:
    shape = column.shape
    return not shape.legal_form and (shape.person >= _PEOPLE or shape.named >= _LOOKS_NAMED)


def _sold_to(column: Column) -> bool:
    """Whether a column names the customer, who is a firm where a person stands beside it."""
    return (column.own and column.means("head.customer", "head.account")) or _holds_firms(column)


def _company_points(columns: Sequence[Column], points: float, hints: float, people: int) -> float:
    """Companies have no people's names; many facts about a company outweigh one full name beside it."""
    bare = [c for c in columns if c.own and c.means(*_BARE_NAMES) and not c.means("full_name", "first_name")]
    bare += [c for c in columns if c not in bare and _holds_firms(c)]
    firms = any(column.shape.legal_form >= 0.3 for column in bare)
    named = any(column.means("company") for column in columns)
    facts = points + 1.3 * hints + (_FIRMS if firms else 0.0)
    if people or not (named or bare or any(column.means("head.account") for column in columns)):
        return facts * 0.4 if people < 2 else 0.0
    asked_for = any(_names_somebody(column) for column in columns)
    sold_to = any(_means(column, name) for column in columns for name in _SALES)
    people_asked_for = hints < _TAXED and _people_of_companies(columns)
    if asked_for and not people_asked_for and (bare or (named and hints >= _LEDGER_HINTS and not sold_to)):
        # customers of an accounting program: the firm under a bare "Name" or with its tax number and terms, and one
        # person to ask for beside it
        return facts + (_LEDGER_TAXED if hints >= _TAXED or firms else _LEDGER)
    plain_name = any(c.means("head.name", "head.name_or_last", "head.name_or_first") for c in bare)
    if asked_for or (plain_name and named):
        return facts * 1.2 if hints >= 2.0 else facts * 0.5
    email = any(_means(column, "email") for column in columns)
    personal = any(
        _means(column, name) for column in columns for name in ("job_title", "birthday", "honorific")
    )
    if not named:
        private = personal or any(column.reading.noise == "somebody" for column in columns)
        taxed = 1.5 if (hints >= 0.9 or firms) and not private else 0.0
        reachable = email or any(_means(column, "phone") or _means(column, "mobile") for column in columns)
        if facts >= 1.5 or taxed:
            told = _TOLD if facts >= _MUCH and bare and not personal else 0.0
            return facts + taxed + told
        return facts + 0.8 if facts >= 0.7 and not reachable else 0.0
    return facts + (1.0 if personal else 2.0 if email else 3.0)


def _from_values(columns: Sequence[Column]) -> float:
    """Without usable headers the values speak for people."""
    score = 0.0
    for column in columns:
        if column.senses or column.reading.noise != "unknown":
            continue
        shape = column.shape
        score += 1.0 if shape.email >= 0.5 else 0.0
        score += 1.0 if shape.person >= 0.4 or shape.first_name >= 0.4 else 0.0
        score += 0.5 if shape.phone >= 0.6 else 0.0
    return score


def _named_kinds(sheet_name: str, file_name: str) -> set[RecordKind]:
    words = {
        word for name in (sheet_name, file_name.rpartition(".")[0]) for word in _WORD.split(fold_key(name))
    }
    known = dict(lexicon().sheet_words)
    for entity in entities().values():
        if entity.records is not None and entity.sheets:
            known[entity.records.value] = known.get(entity.records.value, frozenset()).union(entity.sheets)
    return {kind for kind in entities().sheets if words & known.get(kind.value, frozenset())}
