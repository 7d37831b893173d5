"""Where a table of records has its ids and rows from, and who reads and writes them."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any, Protocol

from salesdesk.domain.filters import Sort

Ids = Sequence[int]


class RecordSource(Protocol):
    """Where a list comes from; usually a thin adapter over one repository."""

    def ids(self, filter: Any, sort: Sort | None) -> Ids:
        """Every id the filter keeps, in order."""

    def page(self, ids: Ids) -> Mapping[int, Any]:
        """The row objects of these ids; an id that is gone is left out."""


Edit = Callable[[int, str, object], None]
"""Writes one value: record id, column key, new value. It goes through a service, and the change comes back as
a ChangeSet; a refusal is reported there."""

Head = Callable[[Any, Sort | None], Ids | None]
"""The first ids for a filter and an order, None where they are not to be had sooner than all."""

Defer = Callable[[Callable[[], Any], Callable[[Any], None]], None]
"""Runs the first callable off the GUI thread and hands its result to the second on the GUI thread."""
