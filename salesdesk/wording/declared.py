"""Titles that are declared elsewhere, as a phrase names them."""

from __future__ import annotations

from collections.abc import Iterator

from salesdesk.domain.entities import entities
from salesdesk.domain.fields import FIELD
from salesdesk.wording.templates import Text

_FIELD = "declared.field."
_KIND = "kinds."

TEXTS: dict[str, Text] = {f"{_FIELD}{key}": spec.title for key, spec in FIELD.items()}


def title_by(code: str) -> str | None:
    """The title that a code names, also of what was declared since; None when it names none."""
    if code.startswith(_KIND):
        return next((words for kind, words in _kinds() if kind == code.removeprefix(_KIND)), None)
    spec = FIELD.get(code.removeprefix(_FIELD)) if code.startswith(_FIELD) else None
    return None if spec is None else spec.title


def _kinds() -> Iterator[tuple[str, str]]:
    """What one record of each kind is called inside a sentence, and several."""
    for spec in entities().values():
        one, many = spec.words
        yield spec.kind.value, one
        if spec.records is not None:
            yield spec.records.value, many
