"""What is declared is compared with the schema and with everything that works by it: nothing can be forgotten in
silence. What is left out on purpose is named here with its reason."""

from __future__ import annotations

import json
from typing import cast

import pytest

from salesdesk.cli import history as history_command
from salesdesk.domain.birthdays import PARTS
from salesdesk.domain.changes import EntityKind
from salesdesk.domain.cleaning.row_layout import PARTS_OF
from salesdesk.domain.entities import entities, entity_of, records_of
from salesdesk.domain.field_changes import changes_of_row
from salesdesk.domain.fields import Detail, Kept, Merge, RecordKind, Section, declared
from salesdesk.domain.fields.spec import WRITTEN
from salesdesk.domain.filters import Condition, Filter, Op, Sort
from salesdesk.domain.named_classes import named_class
from salesdesk.exchange.mapping.words import lexicon
from salesdesk.services.records import RecordService
from salesdesk.store.journal import schema
from salesdesk.store.records import merges
from salesdesk.store.records.record_writer import RecordWriter
from salesdesk.store.records.repository import RecordRepository
from salesdesk.store.search.texts import followed
from salesdesk.store.store import Store
from salesdesk.ui.page import Page

C, O, D, A = RecordKind.CONTACTS, RecordKind.COMPANIES, RecordKind.DEALS, RecordKind.ACTIVITIES  # noqa: E741
NO_FIELD = {
    "version": "how often the row was written",
    "deleted_at": "when it went to the trash, which is a list of its own",
    ("deal", "position"): "the order of cards by hand",
    ("activity", "amount"): "of an order, said in its subject",
    ("activity", "currency"): "of the amount of an order",
    (
        "activity",
        "snoozed_until",
    ): "how long its reminder is quiet, which is over before anybody reads it in a list",
    ("activity", "repeat_at"): "where the rule of what repeats stands, said by its day",
    ("activity", "repeat_without"): "which occurrences are left out, which calendars are told",
    ("activity", "series"): "which entries repeat each other",
    ("activity", "uid"): "what calendars know it by",
    ("activity", "uid_said"): "what a calendar said of it last",
    ("meeting", "template"): "the code of what it began with",
    ("meeting", "agenda"): "on the page of the meeting",
    ("meeting", "figures"): "on the page of the meeting",
}
NOT_MERGED = {
    "id": "the record that goes on keeps its own",
    "version": "counts the writes of a row",
    "deleted_at": "a merge puts the losers there itself",
    "import_batch_id": "says which file made the row, and stays true",
    ("contact", "email"): "repeats the first of the addresses, which all go on",
    ("contact", "phone"): "repeats the first of the numbers, which all go on",
    ("contact", "company_id"): "repeats the primary employment, and all go on",
}
NOT_ASKED_FOR = {
    (C, "full_name"): "the whole form asks for its parts",
    (C, "email_3"): "in the dialog of all addresses",
    (C, "phone"): "in the dialog of all numbers",
    (C, "mobile"): "in the dialog of all numbers",
    (C, "phone_2"): "in the dialog of all numbers",
    (C, "phone_3"): "in the dialog of all numbers",
    (C, "fax"): "in the dialog of all numbers",
    (C, "do_not_email"): "in the dialog of consent",
    (C, "do_not_call"): "in the dialog of consent",
}
NOT_DETAILED = {
    (C, "suffix"): "part of the name in the heading",
    (C, "job_title"): "in the row made for it",
    **{(C, key): "in the row of the address" for key in declared().of(C).in_section(Section.ADDRESS)},
    **{(O, key): "in the row of the address" for key in declared().of(O).in_section(Section.ADDRESS)},
    (C, "touch_weeks"): "in the row that says when somebody is to be spoken to again",
    (C, "notes"): "in the last row",
    (O, "notes"): "in the last row",
}
NEVER_IN_HISTORY = {
    ("contact", "lifecycle_stage"): "a move of its own in the timeline",
    ("company", "lifecycle_stage"): "a move of its own in the timeline",
    **{(table, "owner_id"): "worded by the text of the batch" for table in ("contact", "company", "deal")},
    **{(table, "source_id"): "worded by the text of the batch" for table in ("contact", "company", "deal")},
    ("contact", "company_id"): "repeats the primary employment",
    **{
        ("deal", column): "worded by the text of the batch or a move of its own"
        for column in ("contact_id", "company_id", "pipeline_id", "stage_id", "campaign_id")
    },
}
FOUND_IN_PARTS = {
    (C, "company"): "by the names of all companies a person works at",
    (C, "email"): "by all addresses",
    (C, "phone"): "by all numbers",
}
NO_ENTITY = {
    "setting": "choices of the file",
    "owner": "a list of names",
    "source": "a list of names",
    "tag": "a list of names",
    "custom_field": "what a person declares, not what they keep",
    "import_batch": "what an import remembers of itself",
    "import_mapping": "what an import remembers of itself",
    "pipeline": "how deals are told apart, in the settings",
    "stage": "how deals are told apart, in the settings",
    "saved_view": "how a list is shown",
    "message_template": "what messages begin with, in the settings",
    "target": "what is to be reached, on a page of its own",
    "own_report": "how rows of a list are added up, on a page of its own",
    "activity_kind": "how entries are told apart, in the settings",
    "activity_outcome": "what may come of entries, in the settings",
    "closing_word": "what deals are closed with, in the settings",
    "duplicate_decision": "what a person said of two records",
    "suppression": "what outlives the record it was said of",
    "attachment": "a file on a record, found there",
    "relation": "what two people are to each other, found on both",
    "meeting_template": "what meetings begin with, on their page",
}
NO_LIST = {"campaign": "campaigns have a page with cards and no list"}
NO_IMPORT = {
    "campaign": "no file names one yet, they are made in the window",
    "call_round": "made of a list in the window",
    "sequence": "made in the window",
    "meeting": "held in the window",
}
NO_SEARCH: dict[str, str] = {}
NOT_FOUND_BY = {
    (D, "currency"): "a code that nearly every deal has",
    (C, "lead_source"): "a list of names that a filter asks for",
    (O, "lead_source"): "a list of names that a filter asks for",
    (D, "lead_source"): "a list of names that a filter asks for",
    **{(kind, "owner"): "a list of names that a filter asks for" for kind in (C, O, D, A)},
    (C, "more_emails"): "by all addresses",
    (C, "more_phones"): "by all numbers",
    (C, "first_name"): "part of the full name",
    (C, "middle_name"): "part of the full name",
    (C, "last_name"): "part of the full name",
    (C, "honorific"): "part of the full name",
    (C, "suffix"): "part of the full name",
    **{(kind, "lifecycle_stage"): "a code that a filter asks for" for kind in (C, O)},
    (D, "pipeline"): "where it stands, which the board shows",
    (D, "stage"): "where it stands, which the board shows",
    (D, "been_in"): "where it stood, which its history shows",
    (A, "kind"): "a code that a filter asks for",
    (A, "priority"): "a code that a filter asks for",
    (A, "repeat_by"): "a code that a filter asks for",
    (A, "repeat_rule"): "a rule, whose words nobody wrote",
    **{(kind, "import"): "which file made it" for kind in (C, O, D, A)},
    **{(kind, "call_round"): "the round itself is found" for kind in (C, O, D, A)},
    **{(kind, "sequence"): "the sequence itself is found" for kind in (C, O, D, A)},
    (RecordKind.SEQUENCES, "sequence_about"): "a code that a filter asks for",
    (RecordKind.CALL_ROUNDS, "round_about"): "a code that a filter asks for",
    (RecordKind.MEETINGS, "meeting_notes"): "by the words of its paragraphs",
    (D, "stage_kind"): "of its stage",
    (C, "campaign"): "the campaign itself is found, and a list of people by it",
    (C, "deal"): "the deal itself is found",
    (C, "referred_by"): "the person itself is found",
    (O, "deal"): "the deal itself is found",
    (C, "tags"): "by the names of all tags",
    (O, "tags"): "by the names of all tags",
}
NO_MERGE = {
    "deal": "two of one name are two deals",
    "campaign": "two of one name are two campaigns",
    "activity": "what happened twice happened twice",
    "call_round": "two of one name are two rounds",
    "sequence": "two of one name are two sequences",
    "meeting": "two of one name are two meetings",
}
NO_NUMBERS = {"duplicate_decision": "names its records by kind and number, because it is about any kind"}
GO_WITH_EITHER = {"relation": "what two people are to each other is nothing without one of them"}
NO_WORDS = {
    **dict.fromkeys(("email_2", "email_3", "phone_2", "phone_3"), "is the next column of the same words"),
    **dict.fromkeys(
        (
            *("stage_since", "more_emails", "more_phones"),
            *("kind", "subject", "at", "due_at", "done_at", "body"),
            *("end_at", "place", "priority", "remind_minutes", "repeat_rule", "repeat_by", "pinned"),
        ),
        "known by its title in an export of ours",
    ),
    **dict.fromkeys((*PARTS, *PARTS_OF), "completes a column beside it, and is known by that"),
}


def columns_of(kind: RecordKind) -> list[tuple[str, str]]:
    """(table, column) of every column of a kind of record."""
    table = entity_of(kind).table
    return [(table, column) for column in schema.tables()[table].columns]


@pytest.mark.parametrize("kind", entities().lists)
def test_every_column_of_a_record_belongs_to_a_declared_field(kind: RecordKind) -> None:
    missing = {
        column
        for table, column in columns_of(kind)
        if declared().of(kind).of_column(column) is None
        and column not in NO_FIELD
        and (table, column) not in NO_FIELD
    }
    assert missing == set()


@pytest.mark.parametrize("kind", entities().lists)
def test_every_declared_column_is_there(kind: RecordKind) -> None:
    there = {column for _, column in columns_of(kind)}
    said = {column for spec, _ in declared().of(kind).all for column in spec.columns(kind)}
    assert said <= there


@pytest.mark.parametrize("kind", [C, O])
def test_every_column_is_merged(kind: RecordKind) -> None:
    merged = {column for spec, _ in declared().of(kind).merged for column in spec.columns(kind)}
    lost = {
        column
        for table, column in columns_of(kind)
        if column not in merged and column not in NOT_MERGED and (table, column) not in NOT_MERGED
    }
    assert lost == set()


@pytest.mark.parametrize("kind", [C, O])
def test_what_follows_another_field_of_a_merge_is_merged_with_it(kind: RecordKind) -> None:
    merged = {column for spec, _ in declared().of(kind).merged for column in spec.columns(kind)}
    table = entity_of(kind).table
    for spec, use in declared().of(kind).all:
        if use.merge is Merge.FOLLOWS:
            for column in spec.columns(kind):
                assert column in merged or (table, column) in NOT_MERGED, spec.key


@pytest.mark.parametrize("kind", [C, O, D])
def test_every_field_a_person_types_can_be_imported(kind: RecordKind) -> None:
    fields = declared().of(kind)
    assert {key for key in fields.typed if key not in fields.placed} == set()


def test_every_field_of_files_has_words_that_headers_are_guessed_by() -> None:
    known = {entry.meaning for entries in lexicon().entries.values() for entry in entries}
    assert {key for key in declared().in_files if key not in known} == set(NO_WORDS)


def test_every_field_of_files_is_offered_to_columns() -> None:
    offered = {key for kind in entities().sheets for _, fields in declared().offered(kind) for key in fields}
    assert offered == set(declared().in_files)


@pytest.mark.parametrize("kind", [C, O])
def test_every_field_a_person_types_is_asked_for_in_the_form(kind: RecordKind) -> None:
    fields = declared().of(kind)
    asked = {key for section in Section for key in fields.in_section(section)}
    assert {key for key in fields.typed - asked if (kind, key) not in NOT_ASKED_FOR} == set()


@pytest.mark.parametrize("kind", [C, O])
def test_every_plain_field_is_shown_in_the_details(kind: RecordKind) -> None:
    hidden = {
        spec.key
        for spec, use in declared().of(kind).all
        if use.kept is Kept.PLAIN and use.typed and use.detail is Detail.NEVER
    }
    assert {key for key in hidden if (kind, key) not in NOT_DETAILED} == set()


def test_lists_show_and_export_every_field(store: Store) -> None:
    for kind in entities().lists:
        fields = declared().of(kind)
        listed = {column.key for column in store.list_of(kind).columns()}
        assert {spec.key for spec, use in fields.all if not use.only_filter} == listed
        store.list_of(kind).page([1], sorted(listed))
        for key in sorted(fields.filters):
            store.list_of(kind).refuse_unknown(Filter((Condition(key, Op.FILLED),)), Sort())


@pytest.mark.parametrize("kind", [C, O, D])
def test_every_change_of_a_column_a_person_can_type_is_told_in_the_history(kind: RecordKind) -> None:
    fields, entity = declared().of(kind), entity_of(kind)
    for table, column in columns_of(kind):
        spec = fields.of_column(column)
        if spec is None or spec.columns(kind)[0] != column or not fields[spec.key][1].typed:
            continue
        if fields[spec.key][1].only_filter:
            continue
        changes = changes_of_row(entity.kind, {column: None}, {column: 1}, ("EUR", "EUR"))
        told = [change.field for change in changes]
        assert told == ([] if (table, column) in NEVER_IN_HISTORY else [spec.key])


@pytest.mark.parametrize("kind", [C, O, D])
def test_the_index_follows_what_is_searched_and_nothing_else(kind: RecordKind) -> None:
    fields, columns_followed = declared().of(kind), followed(entity_of(kind).table)
    for key in fields.searched:
        columns = fields.columns(key)
        assert not columns or columns_followed.intersection(columns) or (kind, key) in FOUND_IN_PARTS, key
    for column in columns_followed - {"deleted_at"}:
        spec = fields.of_column(column)
        assert spec is not None, column
        assert spec.key in fields.searched


@pytest.mark.parametrize("kind", entities().lists)
def test_whatever_a_person_wrote_in_words_is_searched(kind: RecordKind) -> None:
    fields = declared().of(kind)
    silent = {spec.key for spec, _ in fields.all if spec.type in WRITTEN and spec.key not in fields.searched}
    assert {key for key in silent if (kind, key) not in NOT_FOUND_BY} == set()


def test_every_entity_is_what_its_model_says() -> None:
    for kind, spec in entities().items():
        table = schema.tables()[kind.value]
        assert table.kind is kind
        assert spec.name in table.columns
        assert not spec.key or spec.key in table.columns
        assert spec.trash == ("deleted_at" in table.columns)
        assert spec.custom == (schema.part_between(kind.value, "custom_field") is not None)
        assert spec.searched == bool(followed(kind.value))
        assert spec.has_list == (spec.records in entities().lists)


def test_every_table_with_a_trash_is_a_declared_entity() -> None:
    with_trash = {name for name, table in schema.tables().items() if "deleted_at" in table.columns}
    assert with_trash == {kind.value for kind in entities()}


def test_every_table_is_an_entity_a_part_of_one_or_named_here() -> None:
    tables = schema.tables()
    owned = {name for name, table in tables.items() if table.owner is not None}
    assert set(tables) == {kind.value for kind in entities()} | owned | set(NO_ENTITY)
    for name in owned:
        assert EntityKind(cast(schema.Reference, tables[name].owner).target) in entities(), name


def test_every_entity_is_listed_imported_exported_searched_and_merged_or_named_here() -> None:
    for exempt, does in (
        (NO_LIST, lambda spec: spec.has_list),
        (NO_IMPORT, lambda spec: spec.imported),
        (NO_SEARCH, lambda spec: spec.searched),
        (NO_MERGE, lambda spec: spec.merged),
    ):
        assert {kind.value for kind, spec in entities().items() if not does(spec)} == set(exempt)


def test_every_part_is_called_something_where_the_history_tells_what_was_kept() -> None:
    for kind, spec in entities().items():
        assert {table for table, _ in spec.parts} == {part.name for part in schema.parts_of(kind.value)}
    called = history_command._tables()
    assert set(schema.tables()) - set(called) == set(NO_ENTITY) - set(history_command._OTHER_TABLES)


@pytest.mark.parametrize("kind", [C, O])
def test_a_merge_takes_everything_along_that_refers_to_a_record(kind: RecordKind) -> None:
    table = entity_of(kind).table
    keyed = {part.owner for part in schema.parts_of(table) if part.part_key}
    by_rules = {link for link in schema.references_to(table) if link.table in merges._BY_RULES}
    assert keyed | by_rules | set(merges._followers(table)) == set(schema.references_to(table))


def test_every_table_by_rules_of_a_merge_has_one() -> None:
    assert set(merges._BY_RULES) <= set(schema.tables())


@pytest.mark.parametrize("kind", entities().lists)
def test_what_erasing_a_record_leaves_can_do_without_it(kind: RecordKind) -> None:
    """A reference is cleared, or the row goes: with its owner, with the last of its homes, or because it must name one."""
    for link in schema.references_to(entity_of(kind).table):
        info = schema.tables()[link.table]
        goes = link.table in GO_WITH_EITHER or info.owner is not None
        assert link == info.owner or link in info.homes or link.optional or goes, link
    named = {
        name for name, table in schema.tables().items() if {"first_id", "second_id"} <= set(table.columns)
    }
    assert named == set(NO_NUMBERS)


def test_every_class_that_a_declaration_names_is_there() -> None:
    for spec in entities().values():
        for place, base in (
            (spec.repository, RecordRepository),
            (spec.writer, RecordWriter),
            (spec.service, RecordService),
            *((page.made_by, Page) for page in spec.pages),
        ):
            assert not place or issubclass(named_class(place), base), place
        keys = {page.key for page in spec.pages}
        assert {key for key in (spec.page, spec.record_page) if key} <= keys


def test_an_entity_and_its_records_name_each_other() -> None:
    for kind in entities().lists:
        assert records_of(entity_of(kind).kind) is kind
    assert records_of(EntityKind.CAMPAIGN) is None


def test_every_reason_is_about_something_that_is_there() -> None:
    for exempt in (NO_FIELD, NOT_MERGED, NEVER_IN_HISTORY):
        for key in exempt:
            if isinstance(key, tuple):
                assert key[1] in schema.tables()[key[0]].columns, json.dumps(key)
    for names in (NO_ENTITY, NO_LIST, NO_IMPORT, NO_SEARCH, NO_MERGE, NO_NUMBERS):
        assert set(names) <= set(schema.tables())
    for keys in (NOT_FOUND_BY, NOT_ASKED_FOR, NOT_DETAILED, FOUND_IN_PARTS):
        for kind, field in keys:
            assert field in declared().of(kind), field
