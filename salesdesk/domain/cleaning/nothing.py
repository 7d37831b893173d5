"""Words that people and programs write into a cell where there is nothing: "n/a", "-", "NULL"."""

from __future__ import annotations

from salesdesk.domain.cleaning.companies import is_no_company
from salesdesk.domain.cleaning.text import is_empty_word, one_line
from salesdesk.domain.fields import FieldType

NOTHING = frozenset(
    {"n/a", "#n/a", "null", "-", "--", "---", "–", "—", "(null)", "<null>", "#null!", "nan", "undefined"}
)
"""Those that mean it in any field, in small letters; other such words may be real text ("None" is a company)."""
_ANY_TEXT = frozenset({FieldType.TEXT, FieldType.LONG_TEXT, FieldType.NAME, FieldType.CHOICE})
_NAMES = frozenset({"Null", "Nan"})
"""People are called so; programs write it otherwise than with one capital."""


def says_nothing(text: str, type_: FieldType, *, is_company: bool = False) -> bool:
    """Whether a cell of a column of a type says that there is nothing, as an import reads it. An empty one does not say
    it, and yes or no has no such word."""
    bare = one_line(text)
    if not bare or type_ is FieldType.BOOLEAN:
        return False
    if is_company:
        return is_no_company(bare)
    if type_ in _ANY_TEXT:
        return bare.lower() in NOTHING and not (type_ is FieldType.NAME and bare in _NAMES)
    return is_empty_word(bare) and not (type_ is FieldType.COUNTRY and bare == "NA")  # Namibia
