"""What a form says of known records that resemble what is typed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import partial

from salesdesk.ui.context import Context
from salesdesk.ui.lists.look import ListLook
from salesdesk.ui.records.record_form import Lookalike


def lookalikes(context: Context, look: ListLook, values: Mapping[str, object]) -> Sequence[Lookalike]:
    """Known records like the typed ones, the likeliest first, each with the reasons; called in the worker."""
    from salesdesk.ui.pages.duplicates.texts import reasons_text

    return [
        Lookalike(
            " · ".join(part for part in (one.name, one.company, reasons_text(one.reasons)) if part),
            partial(context.navigate, look.record_page, one.id),
        )
        for one in context.services.likeness.typed(look.kind, values)
    ]
