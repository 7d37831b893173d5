"""Companies of one name in several towns: Hotel Post in Ulm is not that in Graz, whichever file says so."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Any

from salesdesk.domain.cleaning.text import fold_key
from salesdesk.domain.cleaning.urls import domain_of
from salesdesk.domain.matching.comparison import cities_alike
from salesdesk.domain.sheets import Problem
from salesdesk.phrases import Phrase, phrase
from salesdesk.services.imports.plan.basis import ImportBasis
from salesdesk.services.imports.plan.drafts import SheetDrafts, phone_digits

_OWN = ("external_id", "email", "phone", "website", "street", "postal_code")
"""What two companies of one name in two towns do not share."""


class Houses:
    """The companies of a plan by name and town: those of the database, and the new ones of lists of companies."""

    def __init__(self, basis: ImportBasis) -> None:
        self._basis = basis
        self._refs: dict[tuple[str, str], int] = {}
        self._towns: dict[str, bool] = {}
        self._made: Counter[str] = Counter()

    def note(self, sheet: SheetDrafts, row: int, key: str, ref: int) -> None:
        """A row made a new company."""
        town = _town(sheet, row)
        if self._refs.setdefault((key, town), ref) == ref:
            self._made[key] += 1
        self._towns[key] = self._towns.get(key, True) and bool(town)

    def same(self, sheet: SheetDrafts, row: int, key: str, ref: int) -> int:
        """The company of the file that a row repeats, ``ref`` where no towns tell; 0 where it names another town than each
        of its name before it."""
        town = _town(sheet, row)
        if (key, town) in self._refs:
            return self._refs[key, town]
        return 0 if town and self._towns.get(key, False) else ref

    def known(self, sheet: SheetDrafts, row: int, key: str, ref: int) -> int:
        """The company of the database that a row of a list of companies is, of those of its name, of which ``ref`` is the
        oldest; 0 or the one that an earlier row made where it is in another town than each of them."""
        said = {
            field: value for field in ("city", *_OWN) if (value := _folded(field, sheet.value(row, field)))
        }
        if not said:
            return ref
        there = self._basis.firms_known.namesakes.get(key, (ref,))
        values = {one: _said(self._basis.companies[one].values) for one in there}
        agreeing = [one for one in there if any(said.get(f) == values[one].get(f) for f in said if f in _OWN)]
        in_town = [one for one in there if said.get("city") and said["city"] == values[one].get("city")]
        both = [one for one in agreeing if one in in_town]
        found = both or in_town or agreeing or [one for one in there if not _elsewhere(said, values[one])]
        return found[0] if found else self._refs.get((key, _town(sheet, row)), 0)

    def of_town(self, sheet: SheetDrafts, row: int, key: str) -> int:
        """The company of a name that is the only one in the town of a row that names it, 0 without one."""
        town = _town(sheet, row)
        if not town:
            return 0
        firms, companies = self._basis.firms_known, self._basis.companies
        known = [one for one in firms.namesakes.get(key, [firms.ids.get(key, 0)]) if one in companies]
        there = [one for one in known if _said(companies[one].values).get("city") == town]
        return there[0] if len(there) == 1 else self._refs.get((key, town), 0)

    def unclear(self, key: str, name: str) -> Phrase | None:
        """What is to be said of a row that names a company where the name is that of several; None where it is clear."""
        firms = self._basis.firms_known
        if key in firms.kinds:
            one, other = firms.kinds[key][:2]
            return phrase("problems.firm_of_several_kinds", text=name, one=one, other=other)
        count = len(firms.namesakes.get(key, ())) or (key in firms.ids)
        count += self._made.get(key, 0)
        return phrase("problems.firm_of_several_towns", text=name, count=count) if count > 1 else None


def told(sheet: SheetDrafts, row: int, why: Phrase) -> Problem:
    """The remark on a row whose company is not clear."""
    header = next((c.header for c in sheet.analysis.columns if c.field == "company"), "")
    name = str(sheet.value(row, "company") or "")
    return Problem(sheet.analysis.name, sheet.numbers[row], header, name, why, "warning")


def elsewhere(sheet: SheetDrafts, row: int) -> Problem:
    """The remark on a row that makes a company in another town than one of its name."""
    return told(sheet, row, phrase("problems.firm_elsewhere"))


def _town(sheet: SheetDrafts, row: int) -> str:
    return fold_key(str(sheet.value(row, "city") or ""))


def _said(values: Mapping[str, Any]) -> dict[str, str]:
    return {field: text for field in ("city", *_OWN) if (text := _folded(field, values.get(field)))}


def _folded(field: str, value: object) -> str:
    text = str(value or "")
    if field == "phone":
        return phone_digits(text)
    if field == "website":
        return domain_of(text) or ""
    return fold_key(text)


def _elsewhere(one: Mapping[str, str], other: Mapping[str, str]) -> bool:
    """Whether two records name two towns."""
    towns: Sequence[str] = (one.get("city", ""), other.get("city", ""))
    return all(towns) and towns[0] != towns[1] and not cities_alike(*towns)
