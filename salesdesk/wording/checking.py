"""Words about a check of the file."""

from __future__ import annotations

from salesdesk.wording.templates import Text

TEXTS: dict[str, Text] = {
    "checking.step.pages": "The pages of the file and its indexes",
    "checking.step.schema": "The tables, as this version makes them",
    "checking.step.rows": "Every row, against its digest",
    "checking.step.references": "What the records refer to",
    "checking.step.journal": "The history of changes",
    "checking.step.values": "Stored keys and lists",
    "checking.step.search": "The search index, against one made afresh",
    "checking.page": "The file's pages are damaged: {detail}.",
    "checking.index": "The index {table} is damaged: {detail}.",
    "checking.missing": "The {detail} {table} is missing.",
    "checking.changed": "The {detail} {table} is not as SalesDesk makes it.",
    "checking.unknown": "The {detail} {table} is none of SalesDesk's.",
    "checking.at.rows": "rows {first} to {last}",
    "checking.at.row": "row {row}",
    "checking.rows": "{table}, {rows}: {detail} changed, but not by SalesDesk.",
    "checking.unreadable": "{table} cannot be read to its end: {detail}.",
    "checking.reference": "{table}, {rows}: refers to a missing {detail}.",
    "checking.journal": "The history is inconsistent: {table}, {rows}: {detail}.",
    "checking.value": "{table}, {rows}: {detail}.",
    "checking.search": "The search index {table} is damaged: {detail}.",
    "checking.object.table": "table",
    "checking.object.column": "column",
    "checking.object.rule": "rule",
    "checking.object.function": "function",
    "checking.object.index": "index",
    "checking.object.view": "view",
    "checking.object.trigger": "trigger",
    "checking.object.encoding": "encoding of texts ({encoding})",
    "checking.a_value": "a value was",
    "checking.other_count": "there were {was} rows, now {now}:",
    "checking.no_batch": "the batch of this entry is missing",
    "checking.no_undoing": "the batch that undid it is missing",
    "checking.no_undone": "the batch that it undid is missing",
    "checking.ahead": "its number is higher than the last one given to a {table}",
    "checking.other_batch": "it names batch {noted} as the newest, the history batch {latest}",
    "checking.rows_and_history": "there are {rows} rows, but {made} were made and not removed",
    "checking.wrong_key": "{key} is not the key of {text}",
    "checking.no_list": "{column} cannot be read",
    "checking.unreadable_index": "it cannot be read ({words})",
    "checking.words_differ": "its words differ",
    "checking.other_records": "it knows other records than there are",
    "checking.prefix_differs": "words that begin with “{prefix}” find other records",
    "checking.wrong_signpost": "a signpost points at a wrong page",
    "checking.settings_differ": "its settings differ",
    "checking.many.page": "The file's pages are damaged in {count} tables ({tables}): {detail}.",
    "checking.many.index": "{count} indexes ({tables}) are damaged: {detail}.",
    "checking.many.unreadable": "{count} tables ({tables}) cannot be read to their end: {detail}.",
    "checking.many.search": "{count} search indexes ({tables}) are damaged: {detail}.",
    "checking.advice": "Restore the latest backup, if there is one; what was entered since can be exported from the "
    "damaged file first.",
    "checking.server_advice": "Ask whoever looks after the server to restore it from their backup; “salesdesk copy --to "
    "FILE” keeps what can be read first.",
    "checking.no_backup": "There is no backup of it. Export what can be read, and go on in a new file on another disk; "
    "a copy that you saved elsewhere can be restored.",
    "checking.restore_from": "Restore the latest sound backup from the folder {folder}; what was entered since can be "
    "exported from the damaged file first.",
}
