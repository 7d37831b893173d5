"""Every field there is, declared once.

``spec`` says what is said of a field, ``people`` and ``sales`` are the tables of entries, ``registry`` derives from them
what lists, filters, forms, details, imports, merges, exports, contact cards and search need. A new plain field is one entry,
one column of the model and one step of the migration.
"""

from __future__ import annotations

from salesdesk.domain.fields.registry import (
    CUSTOM,
    FIELD,
    IGNORE,
    Fields,
    KindFields,
    declare_further,
    declared,
    declared_too,
    is_taken_back,
)
from salesdesk.domain.fields.spec import (
    Detail,
    FieldSpec,
    FieldType,
    Group,
    Kept,
    Merge,
    RecordKind,
    Section,
    Use,
)

__all__ = [
    "CUSTOM",
    "FIELD",
    "IGNORE",
    "Detail",
    "FieldSpec",
    "FieldType",
    "Fields",
    "Group",
    "Kept",
    "KindFields",
    "Merge",
    "RecordKind",
    "Section",
    "Use",
    "declare_further",
    "declared",
    "declared_too",
    "is_taken_back",
]
