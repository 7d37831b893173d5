"""How the faults of a file are said."""

from __future__ import annotations

from collections.abc import Iterable

from salesdesk.domain.checking import Fault, FaultKind, faults_told
from salesdesk.phrases import phrase
from salesdesk.wording import worded

WORDS = "database disk image is malformed"


def _lines(faults: Iterable[Fault]) -> list[str]:
    return [worded(told) for told in faults_told(faults)]


def test_one_cause_is_said_once_with_the_tables_it_hit() -> None:
    faults = [
        Fault(FaultKind.PAGE, "", f"contact: {WORDS}"),
        Fault(FaultKind.PAGE, "", f"deal: {WORDS}"),
        Fault(FaultKind.PAGE, "", "*** in database main *** Tree 7: code 11"),
        Fault(FaultKind.PAGE, "", WORDS),
        Fault(FaultKind.SEARCH, "search_contact", phrase("checking.unreadable_index", words=WORDS)),
        Fault(FaultKind.SEARCH, "search_deal", phrase("checking.unreadable_index", words=WORDS)),
        Fault(FaultKind.SEARCH, "search_company", phrase("checking.words_differ")),
    ]
    assert _lines(faults) == [
        f"The file's pages are damaged in 2 tables (contact, deal): {WORDS}.",
        worded(faults[2].told),
        f"2 search indexes (search_contact, search_deal) are damaged: it cannot be read ({WORDS}).",
        worded(faults[6].told),
    ]


def test_what_was_said_without_a_table_stays_when_nothing_says_more() -> None:
    fault = Fault(FaultKind.PAGE, "", WORDS)
    assert _lines([fault, fault]) == [f"The file's pages are damaged: {WORDS}."]


def test_rows_are_named_one_by_one() -> None:
    faults = [
        Fault(FaultKind.ROWS, "contact", phrase("checking.a_value"), rows=(n, n + 63)) for n in (1, 192)
    ]
    assert _lines(faults) == [worded(fault.told) for fault in faults]
