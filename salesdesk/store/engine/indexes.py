"""The indexes, as plain SQL: peewee would name an index after a table of the same name."""

from __future__ import annotations

from salesdesk.store.models import records
from salesdesk.store.models.versions import INDEXES_SINCE

OUTSIDE_TRASH = "deleted_at IS NULL"
"""The condition of an index that leaves out the trash."""

INDEXES: tuple[tuple[str, str, str], ...] = (
    # (table, columns, condition)
    ("contact", "name_key", "deleted_at IS NULL"),
    ("contact", "email", "deleted_at IS NULL"),
    ("contact", "phone", "deleted_at IS NULL"),
    ("contact", "lifecycle_stage", "deleted_at IS NULL"),
    ("contact", "created_at", "deleted_at IS NULL"),
    ("contact", "last_contacted_at", "deleted_at IS NULL"),
    ("contact", "city", "deleted_at IS NULL"),
    ("contact", "owner_id", "deleted_at IS NULL"),
    ("contact", "company_id, deleted_at", ""),
    ("contact", "external_id", "external_id IS NOT NULL"),
    ("contact", "import_batch_id", "import_batch_id IS NOT NULL"),
    ("contact", "deleted_at", "deleted_at IS NOT NULL"),
    ("contact", "touch_weeks", "touch_weeks IS NOT NULL"),
    ("company", "name_key", "deleted_at IS NULL"),
    ("company", "match_key", ""),
    ("company", "domain", "domain IS NOT NULL"),
    ("company", "owner_id", ""),
    ("company", "source_id", ""),
    ("company", "created_at", "deleted_at IS NULL"),
    ("company", "external_id", "external_id IS NOT NULL"),
    ("company", "import_batch_id", "import_batch_id IS NOT NULL"),
    ("company", "deleted_at", "deleted_at IS NOT NULL"),
    ("contact_company", "contact_id", ""),
    ("contact_company", "company_id", ""),
    ("contact_email", "contact_id", ""),
    ("contact_email", "address_key", ""),
    ("contact_phone", "contact_id", ""),
    ("contact_phone", "digits", ""),
    ("contact_tag", "contact_id", ""),
    ("contact_tag", "tag_id", ""),
    ("company_tag", "company_id", ""),
    ("company_tag", "tag_id", ""),
    ("contact_value", "contact_id", ""),
    ("contact_value", "field_id, number, text", ""),
    ("company_value", "company_id", ""),
    ("company_value", "field_id, number, text", ""),
    ("deal_value", "deal_id", ""),
    ("deal_value", "field_id, number, text", ""),
    ("stage", "pipeline_id", ""),
    ("deal", "stage_id", ""),
    ("deal", "contact_id", ""),
    ("deal", "company_id", ""),
    ("deal", "campaign_id", "campaign_id IS NOT NULL"),
    ("deal", "owner_id", ""),
    ("deal", "closed_at", "closed_at IS NOT NULL"),
    ("deal", "title_key", "deleted_at IS NULL"),
    ("deal", "external_id", "external_id IS NOT NULL"),
    ("deal", "import_batch_id", "import_batch_id IS NOT NULL"),
    ("deal_role", "deal_id", ""),
    ("deal_role", "contact_id", ""),
    ("stage_event", "deal_id", ""),
    ("stage_event", "at", ""),
    ("lifecycle_event", "contact_id", ""),
    ("activity", "contact_id", "contact_id IS NOT NULL"),
    ("activity", "company_id", "company_id IS NOT NULL"),
    ("activity", "deal_id", "deal_id IS NOT NULL"),
    ("activity", "campaign_id", "campaign_id IS NOT NULL"),
    ("activity", "due_at", "due_at IS NOT NULL AND done_at IS NULL"),
    ("activity", "at", "at IS NOT NULL"),
    ("activity", "external_id", "external_id IS NOT NULL"),
    ("activity", "import_batch_id", "import_batch_id IS NOT NULL"),
    ("activity", "series", "series IS NOT NULL"),
    ("activity", "uid", "uid IS NOT NULL"),
    ("activity", "due_at, done_at", "due_at IS NOT NULL AND done_at IS NOT NULL"),
    ("activity", "end_at", "end_at IS NOT NULL"),
    ("activity", "call_round_id", "call_round_id IS NOT NULL"),
    ("activity", "sequence_run", "sequence_run IS NOT NULL"),
    ("sequence", "name_key", "deleted_at IS NULL"),
    ("sequence_step", "sequence_id", ""),
    ("sequence_run", "sequence_id", ""),
    ("sequence_run", "contact_id", "contact_id IS NOT NULL"),
    ("sequence_run", "company_id", "company_id IS NOT NULL"),
    ("sequence_run", "deal_id", "deal_id IS NOT NULL"),
    ("activity_participant", "activity_id", ""),
    ("activity_participant", "contact_id", ""),
    ("campaign", "name_key", "deleted_at IS NULL"),
    ("campaign_member", "contact_id", ""),
    ("call_round", "name_key", "deleted_at IS NULL"),
    ("call_round_member", "call_round_id, position", ""),
    ("call_round_member", "contact_id", "contact_id IS NOT NULL"),
    ("call_round_member", "company_id", "company_id IS NOT NULL"),
    ("call_round_member", "deal_id", "deal_id IS NOT NULL"),
    ("meeting_template", "name_key", ""),
    ("meeting", "name_key", "deleted_at IS NULL"),
    ("meeting", "created_at", "deleted_at IS NULL"),
    ("meeting", "template, held_on", ""),
    ("meeting", "contact_id", "contact_id IS NOT NULL"),
    ("meeting", "company_id", "company_id IS NOT NULL"),
    ("meeting_note", "meeting_id, position", ""),
    ("meeting_note", "deal_id", "deal_id IS NOT NULL"),
    ("meeting_note", "activity_id", "activity_id IS NOT NULL"),
    ("meeting_topic", "meeting_id, position", ""),
    ("meeting_topic", "deal_id", ""),
    ("imported_rows", "layout", ""),
    ("suppression", "address_key, way", ""),
    ("suppression", "contact_id", "contact_id IS NOT NULL"),
    ("attachment", "contact_id", "contact_id IS NOT NULL"),
    ("attachment", "company_id", "company_id IS NOT NULL"),
    ("attachment", "deal_id", "deal_id IS NOT NULL"),
    ("attachment", "activity_id", "activity_id IS NOT NULL"),
    ("attachment", "digest", ""),
    ("file_piece", "digest", ""),
    ("relation", "contact_id", ""),
    ("relation", "other_id", ""),
    ("change_entry", "batch_id", ""),
    ("change_entry", "table_name, row", ""),
    ("change_entry", "table_name, last_row", "before IS NULL"),
    ("change_entry", "table_name, batch_id", ""),
)


def all_indexes() -> tuple[tuple[str, str, str], ...]:
    """The indexes of all tables: those above, and of a further model those that its ``Meta`` names."""
    built_in = {table for table, _, _ in INDEXES}
    own = (
        (model._meta.table_name, columns, condition)
        for model in records()
        if model._meta.table_name not in built_in
        for columns, condition in getattr(model._meta, "lookups", ())
    )
    return (*INDEXES, *own)


def indexes_since(version: int) -> tuple[tuple[str, str, str], ...]:
    """The indexes that came with a version, of tables that were there before."""
    return tuple(index for index in all_indexes() if INDEXES_SINCE.get(index[:2]) == version)
