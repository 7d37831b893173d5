"""What is remembered of the texts of a column."""

from __future__ import annotations

from salesdesk.domain.cleaning.memo import ENOUGH, Memo
from salesdesk.domain.cleaning.rows import RowCleaner
from salesdesk.domain.fields import RecordKind
from salesdesk.domain.sheets import SheetSettings

_COLUMNS = [(0, "Name", "full_name"), (1, "Phone", "phone"), (2, "City", "city"), (3, "Notes", "notes")]


def _row(number: int) -> list[str]:
    return [f"Anna Weber{number}", f"030 {2_000_000 + number}", f"Town {number % 7}", "Call back in spring"]


def test_texts_that_hardly_come_again_are_let_go() -> None:
    once, often = Memo(), Memo()
    for number in range(1_000):
        once[str(number)] = "value"
        often[str(number % 10)] = "value"

    once.settle(1_000)
    often.settle(1_000)

    assert (len(once), once.room) == (0, 0)
    assert len(often) == 10
    assert often.room > 0


def test_rows_are_read_the_same_whatever_is_remembered() -> None:
    cleaner, other = (
        RowCleaner(RecordKind.CONTACTS, _COLUMNS, SheetSettings(country="DE"), "Sheet") for _ in range(2)
    )
    first = [cleaner.clean(number, _row(number)) for number in range(ENOUGH)]

    cleaner.settle(ENOUGH)

    assert [cleaner.clean(number, _row(number)) for number in range(ENOUGH)] == first
    assert other.clean(5, _row(5)) == first[5]


def test_long_texts_are_read_whole() -> None:
    cleaner = RowCleaner(RecordKind.CONTACTS, _COLUMNS, SheetSettings(country="DE"), "Sheet")
    long = "A long talk about the price list. " * 20

    draft, problems = cleaner.clean(1, ["Anna Weber", "", "", long])

    assert not problems
    assert draft == cleaner.clean(2, ["Anna Weber", "", "", long])[0]
    assert draft[cleaner.layout.fields.index("notes")] == long.strip()
