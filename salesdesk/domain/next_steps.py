"""The next step that a row of leads or deals names: what is to be done, and by when."""

from __future__ import annotations

from dataclasses import dataclass

from salesdesk.domain.cleaning.text import fold_key, one_line

STEP, STEP_DUE = "step", "step_due"
STEP_FIELDS = frozenset({STEP, STEP_DUE})
"""What a column of a list may say of the next step. It is no field of a record: a task is made of it."""

LONGEST_SUBJECT = 120
"""Characters of what a task is called; what is longer stands in its text as a whole."""

_NONE = frozenset(
    "none no nothing na n a nil keine keiner kein nichts nein entfallt aucune aucun rien non ninguno ninguna nada nessuno "
    "nessuna niente nenhum nenhuma geen niets".split()
) | {"n a"}


@dataclass(frozen=True, slots=True)
class NextStep:
    """What is to be done; ``due`` is a day or a moment in UTC. ``is_dated``: the row says when itself. ``is_named``: and
    what."""

    subject: str
    due: str
    body: str | None = None
    is_dated: bool = True
    is_named: bool = True

    @property
    def key(self) -> str:
        """By what it is known again."""
        return fold_key(self.subject) or self.subject

    @property
    def day(self) -> str:
        """The day it is due on."""
        return self.due[:10]


def next_step(text: str | None, due: str | None, called: str, today: str) -> NextStep | None:
    """The step of a row with a ``text`` and a moment ``due``, None without any. A step without a day is due ``today``, a
    day without words is called as its column is."""
    said = "" if text is None or fold_key(text) in _NONE else text.strip()
    if not said and due is None:
        return None
    subject = one_line(said or called)
    is_long = len(subject) > LONGEST_SUBJECT
    shown = subject[: LONGEST_SUBJECT - 1].rstrip() + "…" if is_long else subject
    body = said if is_long or "\n" in said else None
    return NextStep(shown, due or today, body, due is not None, bool(said))
