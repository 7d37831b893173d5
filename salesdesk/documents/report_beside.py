"""What no rate converts, said beside the sums of tables in files that calculate: in columns of its own."""

from __future__ import annotations

from collections.abc import Sequence

from salesdesk.domain.money import Money
from salesdesk.domain.reports import ReportTable


def places_beside(table: ReportTable) -> tuple[int, ...]:
    """The columns of a table in which any cell has amounts beside it."""
    rows = [*table.rows, *([table.total] if table.total else [])]
    return tuple(
        place
        for place in range(len(table.columns))
        if any(money.minor for row in rows for money in row[place].apart)
    )


def beside_text(apart: Sequence[Money]) -> str:
    """Such amounts, "1,500.00 CHF + 20 JPY"; "" where there are none."""
    return " + ".join(f"{money.amount:,} {money.currency}" for money in apart if money.minor)
