"""Where the shapes of a chart stand, whatever its data and its size."""

from __future__ import annotations

import math
from dataclasses import replace
from datetime import date
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from salesdesk.documents.report_texts import ReportTexts
from salesdesk.domain.charts import Box, ChartData, ChartSeries, Label, Line, Mark, Path, drawn, series_role
from salesdesk.domain.charts.axis import axis_of
from salesdesk.domain.charts.drawing import hatching
from salesdesk.domain.charts.reports import chart_data
from salesdesk.domain.reports import (
    Cell,
    ChartKind,
    Report,
    ReportChart,
    ReportColumn,
    ReportName,
    ReportSpec,
    ReportTable,
    ValueType,
)
from salesdesk.phrases import said
from salesdesk.wording import worded


def measure(text: str, *, bold: bool = False) -> float:
    return 6.5 * len(text) * (1.05 if bold else 1.0)


def data(
    kind: ChartKind, values: list[list[float | None]], names: list[str] | None = None, **more: object
) -> ChartData:
    names = [f"Group {place}" for place in range(len(values[0]))] if names is None else names
    series = tuple(
        ChartSeries(
            f"Series {place}",
            tuple(one),
            tuple(("—", "—") if value is None else (f"€{value:,.0f}", f"{value:.0f}") for value in one),
            series_role("target" if place == 1 else "own", place),
        )
        for place, one in enumerate(values)
    )
    return ChartData(kind, tuple(names), series, axis=lambda value: f"{value:g}", **more)  # type: ignore[arg-type]


numbers = st.one_of(st.none(), st.floats(-1e9, 1e9, allow_nan=False))


@st.composite
def charts(draw: st.DrawFn) -> ChartData:
    count = draw(st.integers(1, 30))
    series = draw(st.integers(1, 5))
    values = [draw(st.lists(numbers, min_size=count, max_size=count)) for _ in range(series)]
    names = draw(st.lists(st.text(max_size=30), min_size=count, max_size=count))
    return data(draw(st.sampled_from(list(ChartKind))), values, names, shaded=draw(st.booleans()))


@given(charts(), st.floats(150, 1500), st.floats(140, 600))
def test_nothing_leaves_the_room_and_every_value_can_be_pointed_at(
    chart: ChartData, width: float, height: float
) -> None:
    drawing = drawn(chart, width, height, measure)
    slack = 6.0  # half of a mark on the edge
    for shape in drawing.shapes:
        match shape:
            case Box():
                points = [(shape.x, shape.y), (shape.right, shape.bottom)]
            case Line():
                points = [shape.start, shape.end]
            case Path():
                points = list(shape.points)
            case Mark():
                points = [(shape.x, shape.y)]
            case Label():
                points = [(shape.x, shape.y + shape.height / 2), (shape.x, shape.y + shape.height / 2)]
        for x, y in points:
            assert math.isfinite(x)
            assert math.isfinite(y)
            if not isinstance(shape, Label):
                assert -slack <= x <= width + slack, shape
            assert -slack <= y <= height + slack, shape
    shown = 1 if chart.kind in (ChartKind.FUNNEL, ChartKind.WATERFALL) else len(chart.series)
    expected = {(s, c) for s in range(shown) for c in range(len(chart.categories))}
    if chart.kind is ChartKind.LINES:
        expected = {(s, c) for s, c in expected if chart.series[s].values[c] is not None}
    assert {(spot.series, spot.category) for spot in drawing.spots} == expected
    assert all(spot.tip for spot in drawing.spots)


@given(charts(), st.floats(200, 1500))
def test_values_are_written_over_nothing(chart: ChartData, width: float) -> None:
    drawing = drawn(chart, width, 300, measure)
    if chart.kind is not ChartKind.BARS:
        return
    texts = {text for one in chart.series for pair in one.texts for text in pair}
    labels = [
        Box(one.x, one.y, one.width, one.height, "")
        for one in drawing.labels
        if one.text in texts and one.role == "ink_2"
    ]
    for place, one in enumerate(labels):
        assert not any(one.meets(other) for other in labels[place + 1 :])
        assert sum(one.meets(spot.bar) for spot in drawing.spots) <= 1


@given(st.lists(st.floats(-1e12, 1e12), max_size=20), st.integers(1, 8), st.booleans())
def test_an_axis_holds_its_values_and_is_marked_at_round_ones(
    values: list[float], wanted: int, whole: bool
) -> None:
    axis = axis_of(values, wanted, whole=whole)
    slack = 1e-6 * (axis.high - axis.low)
    assert all(axis.low - slack <= value <= axis.high + slack for value in values)
    assert 2 <= len(axis.ticks) <= 2 * wanted + 4
    assert any(math.isclose(tick, 0.0, abs_tol=1e-9) for tick in axis.ticks)
    if whole:
        assert all(float(tick).is_integer() for tick in axis.ticks)


@pytest.mark.parametrize(
    ("values", "ticks"),
    [
        ([38, 44, 57, 60], (0, 20, 40, 60)),
        ([96_000], (0, 25_000, 50_000, 75_000, 100_000)),
        ([], (0, 0.25, 0.5, 0.75, 1)),
        ([-30, 50], (-40, -20, 0, 20, 40, 60)),
        ([1e300, float("nan"), 2], (0, 0.5, 1, 1.5, 2)),
    ],
)
def test_ticks(values: list[float], ticks: tuple[float, ...]) -> None:
    assert axis_of(values).ticks == pytest.approx(ticks)


def test_bars_are_as_high_as_their_values() -> None:
    drawing = drawn(data(ChartKind.BARS, [[10, 20], [40, None]]), 400, 200, measure)
    heights = {(spot.series, spot.category): spot.bar.height for spot in drawing.spots}
    assert heights[0, 1] == pytest.approx(2 * heights[0, 0])
    assert heights[1, 0] == pytest.approx(4 * heights[0, 0])
    assert heights[1, 1] == 1.0


def test_parts_stand_on_each_other_and_the_negative_ones_hang() -> None:
    drawing = drawn(data(ChartKind.STACKED, [[30.0], [20.0], [-10.0]]), 400, 200, measure)
    first, second, third = (spot.bar for spot in drawing.spots)
    assert second.bottom == pytest.approx(first.y, abs=1.1)
    assert third.y == pytest.approx(first.bottom)


def test_a_waterfall_leads_from_level_to_level() -> None:
    drawing = drawn(data(ChartKind.WATERFALL, [[100.0, 50.0, -30.0, 120.0]]), 400, 200, measure)
    start, up, down, end = (spot.bar for spot in drawing.spots)
    assert up.bottom == pytest.approx(start.y)
    assert down.y == pytest.approx(up.y)
    assert end.y == pytest.approx(down.bottom)
    assert (start.bottom, start.role, end.role) == (end.bottom, "accent", "accent")
    assert [up.pattern, down.pattern] == [0, 1], "what goes down is hatched, also in grey"
    texts = [label.text for label in drawing.labels]
    assert "+€50" in texts
    assert "€-30" in texts


def test_a_line_is_broken_where_there_is_no_value() -> None:
    drawing = drawn(data(ChartKind.LINES, [[1.0, 2.0, None, 3.0, 4.0, None, 5.0]]), 400, 200, measure)
    assert [len(shape.points) for shape in drawing.shapes if isinstance(shape, Path)] == [2, 2]
    assert sum(isinstance(shape, Mark) for shape in drawing.shapes) == 5


def test_no_line_leads_to_what_follows_on_nothing() -> None:
    values = [[9.0, 1.0, 2.0, 3.0, 5.0]]
    drawing = drawn(replace(data(ChartKind.LINES, values), alone=(0, 4)), 400, 200, measure)
    assert [len(shape.points) for shape in drawing.shapes if isinstance(shape, Path)] == [3]
    assert sum(isinstance(shape, Mark) for shape in drawing.shapes) == 5


def test_series_differ_by_more_than_their_colour() -> None:
    values = [[float(place + 1)] for place in range(4)]
    bars = drawn(data(ChartKind.BARS, values), 400, 200, measure)
    looks = [(spot.bar.pattern, spot.bar.outlined) for spot in bars.spots]
    assert len(set(looks)) == 4
    curves = drawn(data(ChartKind.LINES, [[1.0, float(place)] for place in range(4)]), 400, 200, measure)
    assert (
        len({shape.dash for shape in curves.shapes if isinstance(shape, Path) and len(shape.points) == 2})
        == 4
    )
    assert len({len(shape.corners) + shape.corners.count((0.0, 0.0)) for shape in curves.shapes if isinstance(shape, Mark)}) >= 3  # fmt: skip


@given(st.floats(1, 300), st.floats(1, 300), st.integers(1, 4))
def test_hatching_stays_in_its_box(width: float, height: float, pattern: int) -> None:
    box = Box(10, 20, width, height, "info", pattern=pattern)
    for line in hatching(box):
        for x, y in (line.start, line.end):
            assert box.x - 0.01 <= x <= box.right + 0.01
            assert box.y - 0.01 <= y <= box.bottom + 0.01


@pytest.mark.parametrize("kind", ChartKind)
def test_a_chart_of_nothing_is_empty(kind: ChartKind) -> None:
    assert drawn(ChartData(kind, (), ()), 400, 200, measure).shapes == ()
    assert drawn(data(kind, [[]]), 400, 200, measure).shapes == ()


def test_a_legend_of_many_series_takes_more_lines() -> None:
    labels = drawn(data(ChartKind.STACKED, [[1.0]] * 15), 800, 280, measure).labels
    names = [label for label in labels if label.text.startswith("Series")]
    assert len({label.text for label in names}) == 15
    assert len({label.y for label in names}) == 3
    few = drawn(data(ChartKind.STACKED, [[1.0]] * 3), 800, 280, measure).labels
    assert len({label.y for label in few if label.text.startswith("Series")}) == 1


def test_names_stand_upright_where_few_do_not_fit() -> None:
    names = [f"Negotiation {place}" for place in range(8)]
    labels = drawn(data(ChartKind.BARS, [[1.0] * 8], names), 300, 240, measure).labels
    assert sum(label.turned for label in labels) == 8


def test_a_funnel_says_its_shares_and_grows_paler() -> None:
    chart = data(ChartKind.FUNNEL, [[100.0, 50.0, 0.0]], shaded=True, shares=("100 %", "50 %", "0 %"))
    drawing = drawn(chart, 400, 120, measure)
    assert [spot.bar.strength for spot in drawing.spots] == pytest.approx([1.0, 0.7, 0.4])
    first, second, _ = (spot.bar for spot in drawing.spots)
    assert first.middle[0] == pytest.approx(second.middle[0])
    assert drawing.spots[1].tip.endswith(", 50 %")


def test_a_value_beside_a_higher_bar_is_written() -> None:
    values = ((9.0, 8.0, 7.0), (7.6, 6.7, 5.8))
    series = tuple(
        ChartSeries(name, row, tuple((f"€{value}00,000",) * 2 for value in row))
        for name, row in zip(("Open", "Weighted"), values, strict=True)
    )
    data = ChartData(ChartKind.BARS, ("One", "Two", "Three"), series, labelled=True)
    drawing = drawn(data, 480.0, 220.0, lambda text, *, bold=False: 6.0 * len(text))
    said = {label.text for label in drawing.labels}
    assert {"€7.600,000", "€6.700,000", "€5.800,000"} <= said


COLUMNS = (ChartKind.BARS, ChartKind.STACKED, ChartKind.WATERFALL, ChartKind.LINES)


@given(charts(), st.floats(200, 1500), st.floats(150, 400))
def test_values_stand_beside_axis_names_and_each_other(chart: ChartData, width: float, height: float) -> None:
    if chart.kind not in COLUMNS:
        return
    chart = replace(chart, totals=totals(chart))
    labels = drawn(chart, width, height, measure).labels
    values = [box(one) for one in labels if one.role == "ink_2" and one.align == "center"]
    around = [box(one) for one in labels if one.role == "ink_3"]
    for place, one in enumerate(values):
        assert not any(one.meets(other) for other in values[place + 1 :])
        assert not any(
            one.meets(written(other, label)) for other, label in zip(around, ink3(labels), strict=True)
        )
        assert one.x >= 0
        assert one.right <= width + 0.01


def totals(chart: ChartData) -> tuple[tuple[float, str, str], ...]:
    if chart.kind is not ChartKind.STACKED:
        return ()
    sums = [sum(one.values[at] or 0.0 for one in chart.series) for at in range(len(chart.categories))]
    return tuple((value, f"€{value:,.0f}", f"{value:.0f}") for value in sums)


def box(label: Label) -> Box:
    return Box(label.x, label.y, label.width, label.height, "")


def ink3(labels: list[Label]) -> list[Label]:
    return [one for one in labels if one.role == "ink_3"]


def written(room: Box, label: Label) -> Box:
    """Where the letters of a label are within its room."""
    if label.turned:
        return Box(room.x + 4, room.y, room.width - 8, room.height, "")
    wide = min(measure(label.text), room.width)
    x = {"left": room.x, "center": room.middle[0] - wide / 2, "right": room.right - wide}[label.align]
    return Box(x, room.y + 5, wide, room.height - 10, "")


@pytest.mark.parametrize("kind", COLUMNS)
@pytest.mark.parametrize("count", [1, 2, 6, 24, 40])
@pytest.mark.parametrize("width", [200, 330, 700])
def test_the_highest_bar_has_its_value(kind: ChartKind, count: int, width: int) -> None:
    values: list[float | None] = [1_000.0 + 10 * place for place in range(count)]
    values[count // 2] = 9_000_000.0
    chart = data(kind, [values])
    one = replace(
        chart.series[0],
        texts=tuple((f"€{value:,.2f} + $123,456.78", f"€{value:,.2f} + …") for value in values),
        brief=tuple(f"{value:.0f} +" for value in values),
    )
    chart = replace(chart, series=(one,))
    if kind is ChartKind.STACKED:
        told = zip(values, one.texts, one.brief, strict=True)
        chart = replace(chart, totals=tuple((value or 0.0, full, brief) for value, (full, _), brief in told))
    texts = [label.text.lstrip("+") for label in drawn(chart, width, 220, measure).labels]
    assert any(text.startswith(("€9,000,000.00", "9000000")) for text in texts)


@given(charts(), st.floats(220, 900))
def test_no_value_of_a_funnel_stands_over_a_name_or_a_bar(chart: ChartData, width: float) -> None:
    chart = replace(chart, kind=ChartKind.FUNNEL, shares=("100 %",) * len(chart.categories))
    one = chart.series[0]
    long = replace(
        one,
        texts=tuple((f"{full} + $123,456,789.12 + ¥500,000", f"{full} + …") for full, _ in one.texts),
        brief=("2.4 M +",) * len(one.values),
    )
    drawing = drawn(replace(chart, series=(long, *chart.series[1:])), width, 300, measure)
    values = [box(label) for label in drawing.labels if label.bold]
    names = [box(label) for label in drawing.labels if label.role == "ink_2"]
    for value in values:
        assert not any(value.meets(name) for name in names)
        assert not any(value.meets(spot.bar) for spot in drawing.spots)
    assert all("…" not in label.text or label.text.endswith(" + …") for label in drawing.labels if label.bold)


def test_the_first_and_the_last_name_take_no_room_from_others() -> None:
    names = [f"Customer {place}" for place in range(24)]
    drawing = drawn(data(ChartKind.BARS, [[10.0] * 24], names), 330, 220, measure)
    shown = [label for label in drawing.labels if label.text.startswith("Cust")]
    steps = {b.x - a.x for a, b in pairwise(shown[1:])}
    assert len(shown) >= 3
    assert max(steps) - min(steps) < 0.01
    assert shown[1].x - (shown[0].x + shown[0].width) < 0.01


def test_an_axis_says_its_values_as_they_are() -> None:
    table = ReportTable(
        "t", said("T"), (ReportColumn("n", said("N"), ValueType.TEXT), ReportColumn("v", said("V"), ValueType.MONEY)),
        ((Cell("A"), Cell(0)),),
    )  # fmt: skip
    chart = ReportChart(said("C"), "t", "n", ("v",))
    base = ReportSpec(ReportName.PIPELINE, date(2026, 11, 1), date(2026, 11, 2))
    report = Report(base, said("R"), "EUR", (), (table,), (chart,), (), 0, said(""))
    shown = chart_data(report, chart, ReportTexts(worded))
    assert shown.axis is not None
    assert [shown.axis(tick) for tick in axis_of([0]).ticks] == ["0", "0.25", "0.5", "0.75", "1"]
