"""What a file remembers beside its records: nobody edits it, and undo leaves it alone."""

from __future__ import annotations

from peewee import IntegerField, TextField

from salesdesk.store.models.base import Row


class ImportedRows(Row):
    """Which record each row of an imported sheet became, so that the same rows are known when they come again.

    ``import_id`` is the row of ``import_batch``; once that is taken back, this says nothing any more. ``layout`` is a digest
    of what the columns of the sheet meant; ``digests`` and ``numbers`` are those of ``domain.row_memory``, packed."""

    import_id = IntegerField()
    layout = TextField()
    digests = TextField()
    numbers = TextField()

    class Meta:
        table_name = "imported_rows"


class FilePiece(Row):
    """A piece of the bytes of a file. ``digest`` is the SHA-256 of the whole, by which ``attachment`` names it; ``part`` counts
    from 0, ``data`` is the piece in base64. What several records have is here once."""

    digest = TextField()
    part = IntegerField()
    data = TextField()

    class Meta:
        table_name = "file_piece"


class Export(Row):
    """One export: ``export`` is its own name and ``uuid`` that of the database that made it. ``kind`` is a kind of record,
    ``batch`` the newest one in the journal when it was read, ``columns`` JSON of column keys in their order, ``numbers``
    the records it holds, packed."""

    export = TextField(unique=True)
    uuid = TextField()
    kind = TextField()
    batch = IntegerField()
    at = TextField()
    actor = TextField()
    columns = TextField()
    numbers = TextField()

    class Meta:
        table_name = "export"


class PendingMerge(Row):
    """A merge of an edited workbook that was put aside with questions left: ``content`` is what it would do and what was
    chosen, as JSON, ``records`` JSON of the numbers of the records it is about by table. ``conflicts`` and ``undecided``
    count what there is to choose, and what nobody chose."""

    at = TextField()
    actor = TextField()
    workbook = TextField()
    content = TextField()
    records = TextField()
    conflicts = IntegerField()
    undecided = IntegerField()

    class Meta:
        table_name = "pending_merge"


class RecentFind(Row):
    """What somebody looked for last and opened: ``text`` is what was typed, ``kind`` and ``record`` what was chosen."""

    at = TextField()
    actor = TextField()
    text = TextField()
    kind = TextField()
    record = IntegerField()

    class Meta:
        table_name = "recent_find"


class DraftRow(Row):
    """What somebody began to write and did not save: ``form`` is what it belongs to, ``records`` JSON of the (table, number)
    of those it is about, ``content`` JSON of its fields, as ``domain.drafts`` writes them. ``mark`` is another one each time
    it is written."""

    at = TextField()
    actor = TextField()
    form = TextField()
    mark = TextField()
    records = TextField()
    content = TextField()

    class Meta:
        table_name = "draft"
