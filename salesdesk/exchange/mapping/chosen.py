"""What a person chose for single columns, before what was guessed for them."""

from __future__ import annotations

from collections.abc import Mapping

from salesdesk.domain.fields import CUSTOM, IGNORE

_SEVERAL = (CUSTOM, IGNORE, "notes", "tags")  # fields that several columns may have


def merged_mapping(guessed: Mapping[int, str], chosen: Mapping[int, str]) -> dict[int, str]:
    """What the person chose; of the guess what does not contradict it (a chosen field has one column)."""
    taken = {field for field in chosen.values() if field not in _SEVERAL}
    kept = {
        index: (CUSTOM if field in taken else field)
        for index, field in guessed.items()
        if index not in chosen
    }
    return {**kept, **chosen}
