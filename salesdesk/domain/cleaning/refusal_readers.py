"""Cells that tell whether somebody may be addressed: of a column that asks it, and of others in which it is said too."""

from __future__ import annotations

from salesdesk.domain.cleaning.readers import Odd, Reader, Value, short
from salesdesk.domain.cleaning.refusals import answer_of, holds_nothing, refused_in
from salesdesk.domain.cleaning.text import cell_text, one_line
from salesdesk.domain.sheets import Cell, CellError
from salesdesk.phrases import phrase


def read_refusal(cell: Cell | CellError, consent: bool, also: str = "") -> Value | Odd:
    """Yes when the person refuses; in a column of ``consent`` a yes is a no. ``also`` is the other refusal that such a
    column sets as well.

    What is no clear no in a column of refusals, and no clear yes in one of consent, holds the person back and is reported.
    """
    refuses = answer_of(cell, consent)
    if refuses is None and not holds_nothing(cell):
        text = one_line(cell_text(cell))
        reason = "problems.no_clear_yes" if consent else "problems.held_back"
        return Odd(True, ((also, True),) if also else (), reason=phrase(reason, text=short(text)), keep=text)
    return Odd(True, ((also, True),)) if refuses and also else refuses


_SAID = {
    "do_not_email": "problems.refusal_said",
    "do_not_call": "problems.refusal_of_calls",
    "": "problems.refusal_of_all",
}


def noticing_refusals(read: Reader, *, told: bool) -> Reader:
    """``read`` for a column of another meaning, whose cells may say that the person does not want to be addressed."""

    def read_noticing(cell: Cell | CellError) -> Value | Odd:
        value = read(cell)
        if not isinstance(cell, str):
            return value
        found = value if isinstance(value, Odd) else Odd(value)
        said = found.value if isinstance(found.value, tuple) else (cell,)
        fields = sorted({field for text in said for field in refused_in(text, told=told)})
        if not fields:
            return value
        reason = phrase(_SAID[fields[0] if len(fields) == 1 else ""], text=short(one_line(cell)))
        return found._replace(
            extras=(*found.extras, *((field, True) for field in fields)), reason=found.reason or reason
        )

    return read_noticing
