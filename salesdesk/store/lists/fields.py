"""What each field of each list is as an expression: the one table that reading, filtering and sorting share.

Text without a ``*_key`` column is compared folded (``domain.cleaning.text.fold_key``), so that case and accents never
matter.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from functools import cache

from peewee import Case, FieldAlias, fn

from salesdesk.domain.fields import Fields, FieldSpec, FieldType, RecordKind, declared
from salesdesk.store.engine.statements import Query
from salesdesk.store.engine.words import joined, single
from salesdesk.store.lists.contact_values import (
    FURTHER,
    by_company,
    further_emails,
    further_phones,
    is_labelled,
    is_no_fax,
    is_other,
    labelled,
    later_emails,
    phone_of,
)
from salesdesk.store.lists.kinds import ListKind, kind_of, naming_of
from salesdesk.store.lists.list_field import Linked, ListField, Parts
from salesdesk.store.lists.order import compares_folded
from salesdesk.store.lists.qualified import qualified_at
from salesdesk.store.lists.quality import response_field, shared_emails, unreadable_phones
from salesdesk.store.lists.referrals import referrals_of, referrer_of
from salesdesk.store.lists.rules import effective_probability, major_amount, weighted_amount
from salesdesk.store.lists.stale import late_from, quiet_from
from salesdesk.store.lists.steps import next_step
from salesdesk.store.lists.touch import Rule, due_day, is_kept_up
from salesdesk.store.lists.worked import meeting_counts, meeting_notes, round_counts, sequence_counts
from salesdesk.store.models.activities import ActivityParticipant
from salesdesk.store.models.call_rounds import CallRound, CallRoundMember
from salesdesk.store.models.campaigns import CampaignMember
from salesdesk.store.models.companies import Company
from salesdesk.store.models.contacts import Contact, ContactCompany, ContactEmail, ContactPhone
from salesdesk.store.models.deals import Deal, DealRole, StageEvent
from salesdesk.store.models.lists import Tag
from salesdesk.store.models.pipelines import Stage
from salesdesk.store.models.sequence_runs import SequenceRun
from salesdesk.store.models.sequences import Sequence as SequenceRow

__all__ = ["FURTHER", "SEPARATOR", "Linked", "ListField", "Parts", "fields_of"]

SEPARATOR = "\x1f"
"""Between the tag names of one record as they come out of the database."""


def _itself(condition: Query) -> Query:
    return condition


def _named(of: ListKind, key: str, link: str, type_: FieldType = FieldType.CHOICE) -> ListField:
    """A field that shows the name of the record that ``link`` refers to."""
    target = of.linked(link)
    name, folded_name = naming_of(target.model)
    folded = getattr(target, folded_name)
    linked = Linked(target.model, getattr(of.row, link), _itself, folded_name, name)
    order = (folded, target.id) if target.model is Company else (folded,)
    return ListField(key, type_, getattr(target, name), (link,), folded, order, linked=linked)


def _through(of: ListKind, owner: Query, link: Query) -> tuple[Query, Callable[[Query], Query]]:
    """The column of a table between, and how a condition on it becomes one on the row."""
    return link, lambda condition: of.row.id.in_(link.source.select(owner).where(condition))


def _tags(of: ListKind) -> ListField:
    assert of.tags is not None
    given, owner = of.tags
    tag = Tag.alias("t")
    own = given.select().join(tag, on=(tag.id == given.tag)).where(owner == of.row.id)
    return ListField(
        "tags",
        FieldType.TAGS,
        single(own.select(joined(tag.name, SEPARATOR, tag.name_key))),
        linked=Linked(Tag, *_through(of, owner, given.tag)),
        details=given.select(owner, tag.name_key)
        .join(tag, on=(tag.id == given.tag))
        .order_by(tag.name_key.desc()),
    )


def _everywhere(of: ListKind) -> Iterator[ListField]:
    """The fields that follow from what the records refer to."""
    if of.tags is not None:
        yield _tags(of)
    if of.is_linked("import_batch"):
        number = of.row.import_batch
        batches = Linked(of.linked("import_batch").model, number, _itself, "file_name", "file_name")
        yield ListField("import", FieldType.INTEGER, number, linked=batches)
    yield ListField("id", FieldType.INTEGER, of.row.id, sort=(of.row.id,))


# -- contacts ---------------------------------------------------------------------------------------------


def _contact_fields(of: ListKind) -> Iterator[ListField]:
    row = of.row
    employed = ContactCompany.alias("b")
    yield replace(
        _named(of, "company", "company", FieldType.TEXT),
        walk=by_company(of),
        linked=Linked(Company, *_through(of, employed.contact, employed.company)),
    )
    address, phone = ContactEmail.alias("e"), ContactPhone.alias("h")
    addresses = Parts(*_through(of, address.contact, address.address_key))
    numbers = Parts(*_through(of, phone.contact, phone.digits))
    yield ListField("email", FieldType.EMAIL, row.email, sort=(row.email,), parts=addresses)
    yield ListField("email_2", FieldType.EMAIL, later_emails(of, 0))
    yield ListField("email_3", FieldType.EMAIL, later_emails(of, 1))
    yield ListField("phone", FieldType.PHONE, phone_of(of, is_no_fax), sort=(row.phone,), parts=numbers)
    yield ListField(
        "mobile", FieldType.PHONE, phone_of(of, is_labelled("mobile")), details=labelled("mobile")
    )
    yield ListField("phone_2", FieldType.PHONE, phone_of(of, is_other))
    yield ListField("phone_3", FieldType.PHONE, phone_of(of, is_other, 1))
    yield ListField("more_emails", FieldType.TEXT, further_emails(of))
    yield ListField("more_phones", FieldType.TEXT, further_phones(of))
    yield ListField("fax", FieldType.PHONE, phone_of(of, is_labelled("fax")), details=labelled("fax"))
    yield next_step(of, RecordKind.CONTACTS)
    yield qualified_at(of)
    yield _open_deals(of, "contact")
    member, deal = CampaignMember.alias("c"), Deal.alias("d")
    campaigns = Linked(member.campaign.rel_model, *_through(of, member.contact, member.campaign))
    yield ListField("campaign", FieldType.CHOICE, None, linked=campaigns)
    yield touch_due(of)
    yield _in_rounds(of, CallRoundMember.alias("q").contact)
    yield _in_sequence(of, SequenceRun.alias("u").contact)
    yield ListField("referrals", FieldType.INTEGER, referrals_of(of))
    yield response_field(of)
    yield unreadable_phones(of)
    yield shared_emails(of)
    referrers = Linked(Contact, *referrer_of(of), "name_key", "full_name")
    yield ListField("referred_by", FieldType.TEXT, None, linked=referrers)
    yield ListField(
        "deal",
        FieldType.TEXT,
        None,
        linked=Linked(Deal, *_through(of, deal.contact, deal.id), "title_key", "title"),
    )


def _open_deals(of: ListKind, link: str) -> ListField:
    """How many deals of the row are open."""
    deal, stage = Deal.alias("d"), Stage.alias("s")
    who = getattr(deal, link)
    still_open = (stage.kind == "open") & deal.deleted_at.is_null()
    own = deal.select(fn.COUNT(deal.id)).join(stage, on=(stage.id == deal.stage))
    return ListField("open_deals", FieldType.INTEGER, single(own.where((who == of.row.id) & still_open)))


# -- companies, deals, activities -------------------------------------------------------------------------


def _company_fields(of: ListKind) -> Iterator[ListField]:
    row, employed, person = of.row, ContactCompany.alias("b"), Contact.alias("p")
    people = (
        employed.select(fn.COUNT(employed.id))
        .join(person, on=(person.id == employed.contact))
        .where((employed.company == row.id) & person.deleted_at.is_null())
    )
    yield ListField(
        "company",
        FieldType.TEXT,
        row.name,
        folded=row.name_key,
        sort=(row.name_key,),
        linked=Linked(Company, row.id, _itself),
    )
    yield ListField("phone", FieldType.PHONE, row.phone, parts=Parts(row.phone_digits, _itself))
    yield ListField("contacts", FieldType.INTEGER, single(people))
    yield _open_deals(of, "company")
    yield next_step(of, RecordKind.COMPANIES)
    other = Deal.alias("e")
    yield ListField(
        "deal",
        FieldType.TEXT,
        None,
        linked=Linked(Deal, *_through(of, other.company, other.id), "title_key", "title"),
    )
    yield _in_rounds(of, CallRoundMember.alias("q").company)
    yield _in_sequence(of, SequenceRun.alias("u").company)


def _deal_fields(of: ListKind) -> Iterator[ListField]:
    row, stage, event = of.row, of.linked("stage"), StageEvent.alias("v")
    been_in = Linked(Stage, *_through(of, event.deal, event.to_stage))
    yield ListField("been_in", FieldType.CHOICE, None, linked=been_in)
    yield _in_rounds(of, CallRoundMember.alias("q").deal)
    yield _in_sequence(of, SequenceRun.alias("u").deal)
    # older files keep the moments of closing
    yield ListField("closed_at", FieldType.DATETIME, row.closed_at, shown_as_day=True)
    given, person = DealRole.alias("dr"), Contact.alias("rp")
    said = given.role.concat(": ").concat(person.full_name)
    people = given.select(joined(said, FURTHER, given.id)).join(person, on=(person.id == given.contact))
    there = (given.deal == of.row.id) & person.deleted_at.is_null()
    yield ListField(
        "deal_roles",
        FieldType.TEXT,
        single(people.where(there)),
        parts=Parts(*_through(of, given.deal, given.role_key)),
    )
    yield next_step(of, RecordKind.DEALS)
    yield replace(_named(of, "stage", "stage"), sort=(row.pipeline, stage.position))
    yield ListField("stage_kind", FieldType.TEXT, stage.kind, ("stage",), stage.kind)
    probability = effective_probability(row.probability, stage)
    yield ListField("probability", FieldType.PERCENT, probability, ("stage",))
    yield ListField("quiet_from", FieldType.DATE, *_only_open(stage, quiet_from(row, stage)))
    yield ListField("late_from", FieldType.DATE, *_only_open(stage, late_from(row, stage)))
    weighted = weighted_amount(row.amount, probability)
    yield replace(_money("weighted", weighted, row.currency), joins=("stage",))


def _only_open(stage: Query, day: Query) -> tuple[Query, tuple[str, ...]]:
    """A day that open deals alone have, and what has to be joined for it."""
    return Case(None, [(stage.kind == "open", day)], None), ("stage",)


def _activity_fields(of: ListKind) -> Iterator[ListField]:
    part, person = ActivityParticipant.alias("p"), Contact.alias("q")
    taking_part = (
        part.select(joined(person.full_name, FURTHER, part.id))
        .join(person, on=(person.id == part.contact))
        .where((part.activity == of.row.id) & person.deleted_at.is_null())
    )
    linked = Linked(Contact, *_through(of, part.activity, part.contact), name="full_name")
    yield ListField("participants", FieldType.TEXT, single(taking_part), linked=linked)
    yield ListField("happened_at", FieldType.DATETIME, fn.COALESCE(of.row.at, of.row.done_at))
    run = SequenceRun.alias("u")
    started = Linked(
        SequenceRow,
        run.sequence,
        lambda condition: of.row.sequence_run.in_(run.select(run.id).where(condition)),
    )
    yield ListField("sequence", FieldType.CHOICE, None, linked=started)


def _in_rounds(of: ListKind, owner: Query) -> ListField:
    """The call rounds on whose list a record is; ``owner`` is the column of the list that names it."""
    rounds = Linked(CallRound, *_through(of, owner, owner.source.call_round))
    return ListField("call_round", FieldType.CHOICE, None, linked=rounds)


def _in_sequence(of: ListKind, owner: Query) -> ListField:
    """The sequences that were started with a record; ``owner`` is the column of their starts that names it."""
    started = Linked(SequenceRow, *_through(of, owner, owner.source.sequence))
    return ListField("sequence", FieldType.CHOICE, None, linked=started)


def _sequence_fields(of: ListKind) -> Iterator[ListField]:
    for key, value in sequence_counts(of):
        yield ListField(key, FieldType.INTEGER, value)


def _call_round_fields(of: ListKind) -> Iterator[ListField]:
    for key, value in round_counts(of):
        yield ListField(key, FieldType.INTEGER, value)


def _meeting_fields(of: ListKind) -> Iterator[ListField]:
    for key, value in meeting_counts(of):
        yield ListField(key, FieldType.INTEGER, value)
    yield ListField("meeting_notes", FieldType.LONG_TEXT, meeting_notes(of))


def _money(key: str, minor: Query, currency: Query) -> ListField:
    """Amounts are compared and sorted in whole units, whatever their currency has below them."""
    major = major_amount(minor, currency)
    return ListField(key, FieldType.MONEY, minor, sort=(major,), compared=major, currency=currency)


def touch_due(of: ListKind, rules: Sequence[Rule] = ()) -> ListField:
    """When somebody is to be spoken to again, see ``store.lists.touch``; ``rules`` are those of the file, the fewest weeks
    first."""
    return ListField("touch_due", FieldType.DATE, due_day(of, rules), within=is_kept_up(of, rules))


_BY_HAND: dict[RecordKind, Callable[[ListKind], Iterator[ListField]]] = {
    RecordKind.CONTACTS: _contact_fields,
    RecordKind.COMPANIES: _company_fields,
    RecordKind.DEALS: _deal_fields,
    RecordKind.ACTIVITIES: _activity_fields,
    RecordKind.CALL_ROUNDS: _call_round_fields,
    RecordKind.SEQUENCES: _sequence_fields,
    RecordKind.MEETINGS: _meeting_fields,
}
"""Fields that are no column of the table and no name of a record it refers to: values kept in parts, counted or computed.
What a field is says its declaration, where it comes from only a query can say."""


def fields_of(kind: RecordKind) -> dict[str, ListField]:
    """Every built-in field of a list by key, as they are declared now."""
    return _fields_of(kind_of(kind), kind, declared())


@cache
def _fields_of(of: ListKind, kind: RecordKind, declarations: Fields) -> dict[str, ListField]:
    by_hand = _BY_HAND[kind](of) if kind in _BY_HAND else ()
    found = {field.key: field for field in (*_everywhere(of), *by_hand)}
    for spec, use in declarations.of(kind).all:
        if spec.key not in found and not (use.only_filter and not of.is_linked(_link_of(spec, kind))):
            found[spec.key] = _declared(of, kind, spec)
    return {key: replace(field, indexed=_is_indexed(of, field)) for key, field in found.items()}


def _declared(of: ListKind, kind: RecordKind, spec: FieldSpec) -> ListField:
    """A field as its declaration and the model say: the name of the record, that of a record it refers to, or a column."""
    link = _link_of(spec, kind)
    if spec.key == of.name_field and of.key is not None:
        return ListField(spec.key, spec.type, of.column(of.entity.name), folded=of.key, sort=(of.key,))
    return _named(of, spec.key, link, spec.type) if of.is_linked(link) else _plain(of, kind, spec)


def _link_of(spec: FieldSpec, kind: RecordKind) -> str:
    """The field of the model that a column of a declared field would be, if that refers to another record."""
    return next(iter(spec.columns(kind)), "").removesuffix("_id")


def _is_indexed(of: ListKind, field: ListField) -> bool:
    """Whether an index of the file has the rows in the order of the field."""
    if field.key == "id" or field.walk is not None:
        return True
    order = field.sort or (() if compares_folded(field.key, field.type) else (field.value,))
    return (
        len(order) == 1
        and isinstance(order[0], FieldAlias)
        and order[0].source is of.row
        and order[0].field.column_name in of.ordered_by
    )


def _plain(of: ListKind, kind: RecordKind, spec: FieldSpec) -> ListField:
    """A field that is a column of the table, an amount with its currency in another one."""
    value, *beside = (of.column(name) for name in spec.columns(kind) or (spec.key,))
    if spec.type is FieldType.MONEY:
        return _money(spec.key, value, beside[0])
    return ListField(spec.key, spec.type, value)
