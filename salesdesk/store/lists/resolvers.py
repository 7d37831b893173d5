"""What understands filters over the lists of one file."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial
from typing import TYPE_CHECKING

from salesdesk.domain.custom_fields import CustomField
from salesdesk.domain.fields import RecordKind
from salesdesk.store.lists.filter import FilterResolver
from salesdesk.store.lists.list_field import ListField
from salesdesk.store.records.activity_choices import ActivityChoiceRepository

if TYPE_CHECKING:
    from salesdesk.store.engine.database import Database

CustomOf = Callable[[RecordKind], tuple[CustomField, ...]]
"""The custom fields of the records of a list."""


def resolver_of(
    database: Database,
    custom: CustomOf,
    today: Callable[[], str],
    kind: RecordKind,
    fields: Mapping[str, ListField] | None = None,
) -> FilterResolver:
    """What understands filters over a list, and over those whose records hang on its rows. ``fields`` are those of the list
    where the file makes one of them."""
    return FilterResolver(
        kind,
        database.search,
        custom(kind),
        today,
        fields,
        others=partial(resolver_of, database, custom, today),
        choices=ActivityChoiceRepository(database).all,
    )
