"""Words for what long work counts."""

from __future__ import annotations

from salesdesk.wording.templates import Text

TEXTS: dict[str, Text] = {
    "progress.bytes": "bytes",
    "progress.rows": "rows",
    "progress.records": "records",
    "progress.contacts": "contacts",
    "progress.companies": "companies",
    "progress.files": "files",
    "progress.mails": "e-mails",
    "progress.copies": "copies",
    "progress.match": "rows compared",
    "progress.erasing": "steps",
    "progress.undone": "changes taken back",
}
