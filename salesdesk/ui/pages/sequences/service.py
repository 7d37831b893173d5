"""The use cases of sequences, for the pages about them."""

from __future__ import annotations

from salesdesk.domain.fields import RecordKind
from salesdesk.services.sequences import SequenceService
from salesdesk.ui.context import Context


def sequences_of(context: Context) -> SequenceService:
    """The use cases of sequences."""
    area = context.services.area_of(RecordKind.SEQUENCES)
    assert isinstance(area, SequenceService)
    return area
