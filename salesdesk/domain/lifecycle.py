"""The lifecycle stages of a contact or company, from first interest to fan."""

from __future__ import annotations

from dataclasses import dataclass

from salesdesk.domain.cleaning.text import fold_key


@dataclass(frozen=True, slots=True)
class LifecycleStage:
    """``code`` is stored and never changes; ``title`` is the English source text of its label."""

    code: str
    title: str


STAGES: tuple[LifecycleStage, ...] = (
    LifecycleStage("subscriber", "Subscriber"),
    LifecycleStage("lead", "Lead"),
    LifecycleStage("marketing_qualified", "Marketing-qualified"),
    LifecycleStage("sales_qualified", "Sales-qualified"),
    LifecycleStage("opportunity", "Opportunity"),
    LifecycleStage("customer", "Customer"),
    LifecycleStage("evangelist", "Evangelist"),
)
TITLES: dict[str, str] = {stage.code: stage.title for stage in STAGES}
DEFAULT = "lead"

_SHORT = {"mql": "marketing_qualified", "sql": "sales_qualified", "prospect": "lead", "client": "customer"}


def parse_lifecycle(text: str) -> str | None:
    """The code for a code, a title or a common short form ("MQL"); None when it is no stage."""
    key = fold_key(text)
    if key != "lead":
        key = key.removesuffix(" lead")  # "Sales qualified lead"
    key = key.replace(" ", "_")
    key = _SHORT.get(key, key)
    return key if key in TITLES else None


def rank(code: str) -> int:
    """The place of a stage on the way from first interest on; unknown codes come first."""
    return next((place for place, stage in enumerate(STAGES) if stage.code == code), -1)
