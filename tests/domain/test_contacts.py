from __future__ import annotations

import pytest

from salesdesk.domain.contacts import renewed_name


@pytest.mark.parametrize(
    ("full", "before", "after", "name"),
    [
        ("Anna Berg", {"first_name": "Anna", "last_name": "Berg"}, {"last_name": "Lind"}, "Anna Lind"),
        ("Anna Berg", {"first_name": "Anna", "last_name": "Berg"}, {"honorific": "Dr"}, "Anna Berg"),
        ("Anna", {"first_name": "Anna"}, {"last_name": "Lind"}, "Anna Lind"),
        ("Berg Anna", {"first_name": "Anna", "last_name": "Berg"}, {"last_name": "Lind"}, "Lind Anna"),
        ("Berg Anna", {}, {"first_name": "Anna"}, "Berg Anna"),
        ("A. Berg", {"first_name": "Anna", "last_name": "Berg"}, {"first_name": "Eva"}, "Eva Berg"),
        ("Anna Berg", {"first_name": "Anna", "last_name": "Berg"}, {"last_name": None}, "Anna"),
    ],
)
def test_the_full_name_follows_its_parts(
    full: str, before: dict[str, str], after: dict[str, str | None], name: str
) -> None:
    assert renewed_name(full, before, {**before, **after}) == name
