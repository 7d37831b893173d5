"""Which deal that is there a row speaks of. A name is no key: the same customer renews under the same name every year."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from salesdesk.domain.cleaning.text import fold_key
from salesdesk.domain.deals import closing_day
from salesdesk.domain.fields import RecordKind
from salesdesk.domain.imports import APART
from salesdesk.domain.sheets import Problem
from salesdesk.services.imports.plan.basis import ImportBasis
from salesdesk.services.imports.plan.drafts import SheetDrafts


@dataclass(slots=True)
class KnownDeals:
    """The deals of a plan by their name and whose they are. A deal is taken by the first row that is it; another row of
    its name that says something else of it is another deal."""

    basis: ImportBasis
    taken: set[int] = field(default_factory=set)

    def take_imported(self, sheet: SheetDrafts) -> None:
        """Take the deals of rows that were imported before, word for word."""
        if sheet.kind is RecordKind.DEALS:
            imported = self.basis.imported.items()
            self.taken.update(
                record for (place, _), record in imported if place == sheet.place and record > 0
            )

    def find(
        self, sheet: SheetDrafts, row: int, title: str, contact: int, company: int
    ) -> tuple[int, Problem | None]:
        """The deal of a row, 0 for a new one; and what is to be said where deals of its name are there and the row is not
        certainly one of them. ``contact`` and ``company`` are references."""
        alike = list(self._alike(fold_key(title), contact, company))
        fitting = [deal for deal in alike if self._fits(sheet, row, deal)]
        if len(fitting) > 1:
            fitting = self._closest(sheet, row, fitting)
        if len(fitting) == 1:
            self.taken.add(fitting[0])
            return fitting[0], None
        return 0, _apart(sheet, row, title) if alike else None

    def _alike(self, title: str, contact: int, company: int) -> Iterator[int]:
        for deal, of_company, of_contact in self.basis.deals_by_title.get(title, ()):
            if (
                (contact and of_contact == contact)
                or (company and of_company == company)
                or not (of_contact or of_company)
            ):
                yield deal

    def _fits(self, sheet: SheetDrafts, row: int, deal: int) -> bool:
        """Whether the row may be the deal: a newer list changes an amount or a day, but hardly both at once."""
        number, known = sheet.value(row, "external_id"), self.basis.deals[deal].values["external_id"]
        if number and known and number != known:
            return False
        amount, day = self._agreement(sheet, row, deal)
        if deal in self.taken:
            return amount is not False and day is not False
        return amount is not False or day is not False

    def _closest(self, sheet: SheetDrafts, row: int, deals: list[int]) -> list[int]:
        """Those that agree in most with the row; of several that are the same in all of it the first that is free."""
        agreeing = {deal: sum(bool(one) for one in self._agreement(sheet, row, deal)) for deal in deals}
        most = max(agreeing.values())
        best = [deal for deal in deals if agreeing[deal] == most]
        return [next((deal for deal in best if deal not in self.taken), best[0])] if most == 2 else best

    def _agreement(self, sheet: SheetDrafts, row: int, deal: int) -> tuple[bool | None, bool | None]:
        """Whether row and deal have the same amount, and the same day on which it is to close or closed; None where one of
        them has none."""
        values = self.basis.deals[deal].values
        amount, known = sheet.value(row, "deal_value"), values["amount"]
        same_amount = None if amount is None or known is None else amount == known
        days = [
            closing_day(said) == closing_day(there)
            for field in ("expected_close", "closed_at")
            if (said := sheet.value(row, field)) and (there := values[field])
        ]
        return same_amount, any(days) if days else None


def _apart(sheet: SheetDrafts, row: int, title: str) -> Problem:
    header = next((c.header for c in sheet.analysis.columns if c.field == "deal_title"), "")
    return Problem(sheet.analysis.name, sheet.numbers[row], header, title, APART, "warning")
