"""What a filter counts on each row, in words: "At least 2 activities: Kind is Call, Outcome is not reached"."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import QCoreApplication

from salesdesk.domain.activities.choices import Choice, Choices
from salesdesk.domain.fields import FieldType
from salesdesk.domain.filters import Condition, Counted, Op
from salesdesk.domain.hanging_lists import MEMBERSHIP, list_of
from salesdesk.store.store import Store
from salesdesk.ui.context import Context
from salesdesk.ui.lists.filter_words import FilterField, condition_words, field_of, names_of, part_words
from salesdesk.ui.lists.look import look_of

NOUNS = {
    "activities": ("activity", "activities"),
    "deals": ("deal", "deals"),
    "contacts": ("person", "people"),
    "campaigns": ("campaign", "campaigns"),
}
"""What is counted: one, and several."""
COUNTING = {
    Op.AT_LEAST: "at least",
    Op.AT_MOST: "at most",
    Op.IS: "exactly",
    Op.ABOVE: "more than",
    Op.BELOW: "fewer than",
}
"""How many, the likeliest first."""
RESPONSES = {
    "audience": "nothing sent yet", "sent": "sent", "opened": "opened", "clicked": "clicked", "replied": "replied",
    "met": "met", "bounced": "bounced", "unsubscribed": "unsubscribed",
}  # fmt: skip
"""What came of somebody's place in a campaign."""
NOT_REACHED = "not reached"
"""Every outcome of an entry by which nobody was in touch."""
_MEMBER_TITLES = {
    "campaign": "Campaign",
    "response": "Response",
    "responded_at": "Responded",
    "added_at": "Added",
}


def _tr(text: str) -> str:
    return QCoreApplication.translate("filters", text)


def choice_title(choice: Choice) -> str:
    """What a kind or an outcome of entries is called."""
    return choice.title if choice.is_named else _tr(choice.title)


def counted_words(part: Counted, context: Context) -> str:
    """What is counted as a chip says it."""
    one, several = NOUNS[part.of]
    noun = _tr(one if part.number == 1 else several)
    words = f"{_tr(COUNTING[part.op])} {part.number} {noun}"
    said = inner_words(part, context)
    if said:
        words = f"{words}: {said}"
    words = words[:1].upper() + words[1:]
    return _tr("not ({0})").format(words) if part.negated else words


def inner_words(part: Counted, context: Context) -> str:
    """What must hold for a record to be counted, "" where every one is."""
    kind = list_of(part.of)

    def said(condition: Condition) -> str:
        if kind is None:
            field = FilterField(
                condition.field, _tr(_MEMBER_TITLES[condition.field]), MEMBERSHIP[condition.field]
            )
            return condition_words(condition, field, _member_names(condition.field, context))
        look = look_of(kind)
        field = field_of(look, context.store, condition.field)
        return condition_words(
            condition, field, _entry_names(field, context.store) or names_of(field.key, context)
        )

    parts = [
        part_words(inner, said, lambda inner: counted_words(inner, context)) for inner in part.filter.parts
    ]
    return ", ".join([*parts, *([f"“{part.filter.text}”"] if part.filter.text else [])])


def _member_names(field: str, context: Context) -> Mapping[str, str]:
    if field == "response":
        return {code: _tr(words) for code, words in RESPONSES.items()}
    return names_of("campaign", context) if field == "campaign" else {}


def _entry_names(field: FilterField, store: Store) -> dict[str, str]:
    if field.type is FieldType.TAGS or field.key not in ("kind", "outcome"):
        return {}
    choices: Choices = store.activities.choices.all()
    offered = choices.kinds if field.key == "kind" else choices.outcomes
    return {one.code: choice_title(one) for one in offered} | {NOT_REACHED: _tr(NOT_REACHED)}
