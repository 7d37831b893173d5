"""Titles that are declared elsewhere, as a phrase names them."""

from __future__ import annotations

from salesdesk.domain.fields import FIELD
from salesdesk.wording.templates import Text

_FIELD = "declared.field."

TEXTS: dict[str, Text] = {f"{_FIELD}{key}": spec.title for key, spec in FIELD.items()}


def title_by(code: str) -> str | None:
    """The title that a code names, also of what was declared since; None when it names none."""
    spec = FIELD.get(code.removeprefix(_FIELD)) if code.startswith(_FIELD) else None
    return None if spec is None else spec.title
