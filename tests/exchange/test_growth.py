"""Twice the input costs at most two and a half times the work, for every pattern and every reader of foreign text.

Patterns are collected by themselves, with texts made from their own parts (see ``pattern_bait``), so a new one cannot be
forgotten. Processor time is measured; what is too quick to be measured is free.
"""

from __future__ import annotations

import functools
import gc
import itertools
import re
import statistics
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from salesdesk.domain.cleaning.field_readers import FieldReaders
from salesdesk.domain.cleaning.rows import RowCleaner
from salesdesk.domain.fields import FieldType, RecordKind, declared
from salesdesk.domain.sheets import SheetRequest, SheetSettings
from salesdesk.errors import SalesDeskError
from salesdesk.exchange.cards import vcard
from salesdesk.exchange.mapping import header_guess, value_shapes
from salesdesk.exchange.mapping.words import lexicon
from salesdesk.exchange.reading.source import Source
from salesdesk.exchange.workbook import markup_tables
from salesdesk.exchange.workbook import scan as workbook_scan
from salesdesk.exchange.workbook.formats import LONGEST_FORMAT
from salesdesk.wording import worded
from tests.exchange.forged_files import SCAN_BAIT
from tests.exchange.pattern_bait import UNITS, bait, modules, patterns
from tests.exchange.workbooks import SHEET, raw_workbook

GROWTH = 2.5
FREE = 0.01  # seconds of processor time that nobody notices
MOST_FREE_PATTERN = 0.002  # the same for one pattern and 2,400 signs: what is linear costs a tenth of it
FREE_OF_SQUARE = (
    0.3  # and no more than this part of what a known square costs, so that a fast machine notices as well
)
CERTAIN = 5.0  # growth that no neighbour on the same processor makes; what lies between is looked at again
FAR = 8  # times the size that decides there: linear costs 8 times as much, quadratic 64 times
FAR_GROWTH = 2.0 * FAR
TRIES = 7  # measurements of a suspicious pair
ENOUGH = 2.0  # seconds after which no pair is measured again
SIZES = (12, 50, 1_200)  # signs of the shorter text for a pattern; what explodes is noticed on a short one

CUT_FIRST = {
    "salesdesk.domain.cleaning.dates": 70,  # a longer text is no date
    "salesdesk.domain.cleaning.numbers": 60,  # a longer text is no number
    "salesdesk.domain.cleaning.phones._VANITY": 60,
    "salesdesk.exchange.reading.header_row": 400,
    "salesdesk.exchange.workbook.formats": LONGEST_FORMAT,
    "salesdesk.exchange.mapping.words": 240,
    "salesdesk.exchange.workbook.reader._LINK_WORDS": 100,
}
"""Places whose text is cut before the pattern sees it, and to how many signs; there the longest is what counts."""
CUT_COST = 0.02


def seconds(work: Callable[[], object]) -> float:
    """Processor time without the collection of garbage, whose work grows with all there is in this process."""
    gc.collect(0)
    gc.disable()
    try:
        start = time.process_time()
        work()
        return time.process_time() - start
    finally:
        gc.enable()


@functools.cache
def free_pattern() -> float:
    """What one pattern may cost unnoticed on this machine, in seconds of processor time."""
    square = applied(re.compile("[^@]+@"), "search", "a" * 2 * SIZES[-1])
    return min(MOST_FREE_PATTERN, FREE_OF_SQUARE * min(seconds(square) for _ in range(TRIES)))


def grows_too_fast(work: Callable[[int], Callable[[], object]], size: int, free: float = FREE) -> str:
    """ "" where twice the ``size`` costs less than ``free`` or at most ``GROWTH`` times as much; else what was measured.

    A neighbour on the same processor makes single measurements up to twice as dear, so suspicion is measured again and
    the pair in the middle counts; a moderate growth is believed when ``FAR`` times the size shows it too.
    """
    small, large = work(size), work(2 * size)
    begun = time.process_time()
    pairs: list[tuple[float, float, float]] = []
    while len(pairs) < TRIES and (not pairs or time.process_time() - begun < ENOUGH):
        double = seconds(large)
        if double < free:
            return ""
        single = seconds(small)
        pairs.append((double / max(single, free / 2), single, double))
        if len(pairs) == 1 and pairs[0][0] <= GROWTH:
            return ""
    growth, single, double = statistics.median_low(pairs)
    if growth <= GROWTH or (growth <= CERTAIN and far_growth_is_linear(work, size, min(pairs)[2])):
        return ""
    return f"{size}: {single * 1000:.1f} ms, {2 * size}: {double * 1000:.1f} ms"


def far_growth_is_linear(work: Callable[[int], Callable[[], object]], size: int, double: float) -> bool:
    """Whether ``FAR`` times the ``size`` costs at most ``FAR_GROWTH`` times as much, in the best of several runs.

    What then costs less than twice the size did (``double``, in seconds) was cut off before, which proves nothing.
    """
    small, far = work(size), work(FAR * size)
    begun = time.process_time()
    singles: list[float] = []
    fars: list[float] = []
    while len(fars) < TRIES and (len(fars) < 2 or time.process_time() - begun < ENOUGH):
        singles.append(seconds(small))
        fars.append(seconds(far))
        if fars[-1] < double:
            return False
        growth = min(fars) / max(min(singles), 1e-5)
        if growth <= FAR_GROWTH or growth > 2 * FAR_GROWTH:
            return growth <= FAR_GROWTH
    return False


def applied(pattern: re.Pattern[Any], way: str, text: Any) -> Callable[[], object]:
    if way == "search":
        return lambda: sum(1 for _ in pattern.finditer(text))
    method: Callable[[Any], object] = getattr(pattern, way)
    return lambda: method(text)


def cut_to(place: str) -> int | None:
    return next((size for name, size in CUT_FIRST.items() if place.startswith(name)), None)


def every_pattern() -> Iterator[tuple[str, re.Pattern[Any], frozenset[str]]]:
    packages = (
        "salesdesk.exchange",
        "salesdesk.domain.cleaning",
        "salesdesk.services.imports",
        "salesdesk.services.duplicates",
    )
    for module in modules(packages):
        for place, (pattern, ways) in patterns(module).items():
            yield place, pattern, ways


def faults_of(place: str, pattern: re.Pattern[Any], ways: frozenset[str]) -> str:
    cut = cut_to(place)
    if cut is not None:
        for text in bait(pattern, cut):
            for way in ways:
                work = applied(pattern, way, text[:cut])
                spent = seconds(work)
                if spent > CUT_COST and (spent := min(seconds(work) for _ in range(TRIES))) > CUT_COST:
                    return f"{place}.{way} {spent * 1000:.1f} ms on {text[:30]!r}"
        return ""
    texts = functools.cache(functools.partial(bait, pattern))
    for size in SIZES:
        for number, short in enumerate(texts(size)):
            for way in ways:

                def work(size: int, number: int = number, way: str = way) -> Callable[[], object]:
                    return applied(pattern, way, texts(size)[number])

                if found := grows_too_fast(work, size, free_pattern()):
                    return f"{place}.{way} {found} on {short[:30]!r}"
    return ""


def test_patterns_are_found_and_a_bad_one_is_noticed() -> None:
    found = {place for place, _, _ in every_pattern()}
    assert len(found) > 120
    assert "salesdesk.exchange.workbook.scan._ERROR" in found
    bad = {
        "error": re.compile(
            rb'<c\s[^>]*?r="([A-Z]{1,3})(\d{1,7})"[^>]*>(?:(?!</c>).)*?<v>(#[^<]{1,20})</v>', re.DOTALL
        ),
        "row": re.compile(rb'<row\b[^>]*?\sr="(\d+)"'),
        "link": re.compile(rb'<hyperlink\s(?=[^>]*?\bref="([A-Z]{1,3})")[^>]*?:id="([^"]{1,64})"'),
        "code": re.compile(r"#?[^\W_]{1,8}([-_./#]?[^\W_]{1,40}){0,5}$"),
        "mail": re.compile(r"[^@\s]+@[^@\s]+\.[a-z]{2,}"),
    }
    for name, pattern in bad.items():
        assert faults_of(name, pattern, frozenset({"search"})), name


def test_a_noisy_moment_is_no_growth_but_a_square_and_a_cut_are_seen(monkeypatch: pytest.MonkeyPatch) -> None:
    """The clock is played: ``work(size)`` costs what it returns, every second measurement of a pair half as much again."""
    noise = itertools.cycle((1.5, 1.0))
    monkeypatch.setitem(globals(), "seconds", lambda cost: cost() * next(noise))

    def costing(rule: Callable[[int], float]) -> Callable[[int], Callable[[], float]]:
        return lambda size: lambda: rule(size)

    assert grows_too_fast(costing(lambda size: size * 1e-5), 1_200) == ""
    assert grows_too_fast(costing(lambda size: size**2 * 1e-8), 1_200)
    assert grows_too_fast(costing(lambda size: min(size, 2_400) ** 2 * 1e-8 if size < 9_000 else 1e-3), 1_200)
    assert grows_too_fast(costing(lambda size: 1.01**size * 1e-5), 1_200)


def test_every_pattern_is_linear() -> None:
    assert [fault for found in every_pattern() if (fault := faults_of(*found))] == []


def test_a_sheet_scan_grows_with_its_bytes(tmp_path: Path) -> None:
    formats = {1: "0:5"}

    def scan(unit: str) -> Callable[[int], Callable[[], object]]:
        def sized(size: int) -> Callable[[], object]:
            body = f'<sheetData>{unit * (size // len(unit))}"e" s="1"<f <hyperlink </sheetData>'
            file = raw_workbook(tmp_path / f"s{size}.xlsx", "", sheet=SHEET.format(body))
            return lambda: workbook_scan.scan_sheet(file, "xl/worksheets/sheet1.xml", formats)

        return sized

    slow = {unit: found for unit in SCAN_BAIT if (found := grows_too_fast(scan(unit), 60_000))}
    assert slow == {}


_READ = FieldReaders(SheetSettings(country="DE"), "EUR", {}, None)


@pytest.mark.parametrize("field", sorted(declared().in_files))
def test_cleaning_a_cell_grows_with_its_text(field: str) -> None:
    cleaner = RowCleaner(
        RecordKind.CONTACTS, [(0, "Value", field)], SheetSettings(country="DE"), "Leads", {0: FieldType.TEXT}
    )
    read = _READ.of(0, "Value", field)
    for unit in UNITS:

        def clean(size: int, unit: str = unit) -> Callable[[], object]:
            text = (unit * size)[:size]
            return lambda: (cleaner.clean(1, [f"{text}!"]), read(f"{text}!"))

        # around the length from which on nothing is looked for, and far beyond it
        for size in (150, 500, 40_000):
            assert not grows_too_fast(clean, size), (field, unit, size)


@pytest.mark.parametrize("kind", [kind for kind in FieldType if kind is not FieldType.LONG_TEXT])
def test_a_text_of_any_length_loses_nothing(kind: FieldType) -> None:
    cleaner = RowCleaner(
        RecordKind.CONTACTS,
        [(0, "Name", "full_name"), (1, "Value", "custom")],
        SheetSettings(),
        "L",
        {1: kind},
    )
    text = "ab1@" * 10_000
    values, problems = cleaner.clean(2, ["Anna", text])
    kept = [value for value in values if isinstance(value, str) and text in value]
    assert kept
    assert all(len(worded(problem.reason)) < 200 for problem in problems)


def test_headers_and_shapes_grow_with_their_text() -> None:
    known = lexicon()
    for unit in (*UNITS, "Bemerk. ", "firmentelefon", "straßen"):

        def header(size: int, unit: str = unit) -> Callable[[], object]:
            return lambda: header_guess.read_header((unit * size)[:size], known)

        def shape(size: int, unit: str = unit) -> Callable[[], object]:
            return lambda: value_shapes.shape_of([(unit * size)[:size]])

        assert not grows_too_fast(header, 5_000), unit
        assert not grows_too_fast(shape, 5_000), unit


class _Silent:
    def report(self, done: int, total: int | None, what: str) -> None:
        pass

    def patience(self, seconds: float) -> None:
        pass


def _whole(file: Path) -> None:
    """Everything that happens to a file between its opening and its rows."""
    try:
        source = Source.from_path(file, _Silent(), ("DE", None))
        for sheet in source.sheets():
            source.analyse(SheetRequest(sheet.name), None)
            for _ in source.clean(SheetRequest(sheet.name)):
                pass
    except SalesDeskError:
        return


TABLES = (
    '"',
    '""',
    '","',
    '"\n',
    "a,",
    ",",
    "\n",
    "a\n",
    "a b ",
    "1",
    "'",
    "=",
    "\\",
    '"a\n',
    "a;b\n",
    "a@b.de,x\n",
)


@pytest.mark.parametrize("unit", TABLES)
def test_a_text_table_grows_with_its_bytes(tmp_path: Path, unit: str) -> None:
    def read(size: int) -> Callable[[], object]:
        file = tmp_path / f"t{size}.csv"
        file.write_text("Name,Email\nAnna,a@b.de\n" + unit * (size // len(unit)), encoding="utf-8")
        return lambda: _whole(file)

    assert not grows_too_fast(read, 8_000)


CARDS = ("\n b", "=\nb", ";TYPE=a", '"', '":', "a;", "\\,", "TEL:1\n", "X-A:1\n", "BEGIN:VCARD\n", "EMAIL:a@b.de\n", "END:VCARD\nBEGIN:VCARD\nFN:A\n")  # fmt: skip


@pytest.mark.parametrize("unit", CARDS)
def test_cards_grow_with_their_bytes(tmp_path: Path, unit: str) -> None:
    def read(size: int) -> Callable[[], object]:
        text = (
            f"BEGIN:VCARD\nFN:Anna\nNOTE;ENCODING=QUOTED-PRINTABLE:{unit * (size // len(unit))}\nEND:VCARD\n"
        )
        return lambda: vcard.card_tables(text.encode(), tmp_path / "a.vcf")[0]

    assert not grows_too_fast(read, 20_000)


def test_labels_of_cards_grow_with_their_number(tmp_path: Path) -> None:
    def read(count: int) -> Callable[[], object]:
        text = "".join(f"BEGIN:VCARD\nFN:Anna\nX-A{n}:1\nEND:VCARD\n" for n in range(count))
        return lambda: vcard.card_tables(text.encode(), tmp_path / "a.vcf")[0]

    assert not grows_too_fast(read, 500)


PAGES = (
    "<!--",
    "<!",
    "<?",
    "&#",
    "<a ",
    "<a",
    '<a b="',
    "<script>",
    "</",
    "<<",
    "<td>",
    "<tr>",
    "<table><tr><td>",
    "<td a",
    "&",
    " \n",
)


@pytest.mark.parametrize("unit", PAGES)
def test_a_page_grows_with_its_bytes(tmp_path: Path, unit: str) -> None:
    def read(size: int) -> Callable[[], object]:
        file = tmp_path / f"p{size}.html"
        file.write_text(f"<html><table><tr><td>a</td><td>b{unit * (size // len(unit))}")

        def tables() -> None:
            try:
                markup_tables.html_tables(file, lambda done, total, what: None)
            except SalesDeskError:
                return

        return tables

    assert not grows_too_fast(read, 40_000)


@pytest.mark.parametrize("unit", ["<a ", '<a b="', "<td a", "<!--"])
def test_a_page_that_never_ends_its_tag_grows_with_its_pieces(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, unit: str
) -> None:
    monkeypatch.setattr(markup_tables, "PIECE", 1_000)

    def read(size: int) -> Callable[[], object]:
        file = tmp_path / f"p{size}.html"
        file.write_text(f"<html><table><tr><td>a</td><td>b</td></tr></table>{unit * (size // len(unit))}")
        return lambda: markup_tables.html_tables(file, lambda done, total, what: None)

    assert not grows_too_fast(read, 100_000)
