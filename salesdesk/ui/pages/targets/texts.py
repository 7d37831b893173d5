"""What a grid of targets says."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication

from salesdesk.domain.money import SYMBOLS, minor_digits
from salesdesk.domain.target_standing import Standing, TargetGrid
from salesdesk.domain.targets import Goal, Measure, Period, months_between
from salesdesk.ui.value_texts import (
    DASH,
    money_text,
    month_text,
    number_text,
    percent_text,
    short_month_text,
    sum_text,
)


def tr(text: str) -> str:
    """A text of this page in the person's language."""
    return QCoreApplication.translate("targets", text)


def measure_title(measure: Measure, currency: str) -> str:
    """What is counted."""
    return {
        Measure.REVENUE: tr("Revenue won, {0}").format(SYMBOLS.get(currency, currency)),
        Measure.DEALS: tr("Deals won"),
        Measure.LEADS: tr("Qualified leads"),
        Measure.ACTIVITIES: tr("Activities"),
    }[measure]


def period_title(period: Period, today_year: int) -> str:
    """A period over its column: "Nov", "Quarter 4", "2026"."""
    if period.month:
        short = short_month_text(period.month)
        return short if period.year == today_year else f"{short} {period.year}"
    if period.quarter:
        title = tr("Quarter {0}").format(period.quarter)
        return title if period.year == today_year else f"{title}, {period.year}"
    return f"{period.year}"


def period_name(period: Period) -> str:
    """A period in full: "November 2026"."""
    if period.month:
        return f"{month_text(period.month)} {period.year}"
    if period.quarter:
        return tr("quarter {0} of {1}").format(period.quarter, period.year)
    return f"{period.year}"


def owner_name(grid: TargetGrid, owner: int | None) -> str:
    """Whose a line is."""
    return tr("Team") if owner is None else dict(grid.owners).get(owner, "")


def plain(value: int, measure: Measure, currency: str) -> str:
    """A value without the sign of its currency, as it stands in a column."""
    if measure is not Measure.REVENUE:
        return number_text(value)
    text = money_text(value, currency)
    return text.replace(SYMBOLS.get(currency, currency), "").strip().strip("\xa0")


def short_text(value: int, measure: Measure, currency: str) -> str:
    """A large value where only a few letters have room: in thousands or millions."""
    number = value / 10 ** minor_digits(currency) if measure is Measure.REVENUE else float(value)
    if number >= 1_000_000:
        return tr("{0} M").format(number_text(round(number / 1_000_000, 1)))
    return tr("{0} k").format(number_text(round(number / 1_000, 1)))


def full(value: int, measure: Measure, currency: str) -> str:
    """A value in a sentence."""
    return money_text(value, currency) if measure is Measure.REVENUE else number_text(value)


def actual_text(cell: Standing, currency: str) -> str:
    """What was reached; a dash for what has not begun. A plus stands for what no rate converts."""
    if not cell.actual and not cell.apart and cell.place.measure is not Measure.REVENUE:
        return DASH
    text = plain(cell.actual, cell.place.measure, currency)
    return f"{text} +" if cell.apart else text


def goal_text(goal: Goal | None, measure: Measure, currency: str) -> str:
    """What is to be reached, with what no rate converts as it was typed; "" without a target."""
    if goal is None:
        return ""
    if goal.apart:
        return sum_text(goal.amount, currency, goal.apart)
    return plain(goal.amount, measure, currency)


def missing_text(goal: Goal) -> str:
    """Which parts of a period have no target, though what is reached in them counts."""
    return tr("no target for {0}: what is reached there counts all the same").format(
        ", ".join(map(period_name, goal.missing))
    )


def typed_text(goal: Goal | None, measure: Measure, currency: str) -> str:
    """A target as it is typed: plain digits, read back to the same."""
    if goal is None:
        return ""
    if goal.apart:
        return sum_text(goal.amount, currency, goal.apart)
    return plain(goal.amount, measure, currency)


def standing_texts(cell: Standing, grid: TargetGrid) -> tuple[str, ...]:
    """The line below a bar, how far one is, the longest way to say it first; none without a target."""
    ended, begun = cell.place.period.last < grid.today, cell.place.period.first <= grid.today
    if cell.goal is not None and cell.goal.apart:
        return (tr("no rate"),)
    if cell.reached is None:
        return ()
    reached, expected = percent_text(cell.reached), percent_text(cell.expected)
    if cell.goal is not None and cell.goal.missing:
        covered = _covered_texts(cell.goal, cell.place.period)
        return (*(f"{reached} · {said}" for said in covered), reached)
    if ended or not cell.weighted:
        return (reached if begun or cell.actual else tr("nothing yet"),)
    if not begun:
        return (tr("weighted {0}").format(expected),)
    return (
        f"{reached} · {tr('with weighted {0}').format(expected)}",
        f"{reached} · {tr('weighted {0}').format(expected)}",
        f"{reached} · {expected}",
    )


def _covered_texts(goal: Goal, period: Period) -> tuple[str, str]:
    """How many months of a period its target is made of, in full and in short."""
    every = len(list(months_between(period.first, period.last)))
    months = number_text(every - goal.missing_months), number_text(every)
    return tr("target of {0} of {1} months").format(*months), tr("{0} of {1} mo.").format(*months)


def standing_tone(cell: Standing, grid: TargetGrid) -> str:
    """The role of that line: how a period ended. What was reached in more months than have a target is neither good nor
    bad."""
    if cell.goal is not None and cell.goal.missing:
        return "warn"
    if cell.reached is None or cell.place.period.last >= grid.today:
        return "good" if (cell.reached or 0) >= 1 else "ink_2"
    return "good" if cell.reached >= 1 else "warn"


def cell_tip(cell: Standing, grid: TargetGrid) -> str:
    """All that a cell tells, in words."""
    measure, currency, goal = cell.place.measure, grid.currency, cell.goal
    lines = [
        f"{owner_name(grid, cell.place.owner)}, {measure_title(measure, currency)}, {period_name(cell.place.period)}",
        tr("{0} reached").format(
            sum_text(cell.actual, currency, cell.apart)
            if measure is Measure.REVENUE
            else number_text(cell.actual)
        ),
    ]
    if goal is not None:
        lines.append(
            tr("target {0}").format(
                sum_text(goal.amount, currency, goal.apart)
                if measure is Measure.REVENUE
                else number_text(goal.amount)
            )
        )
        if not goal.typed:
            lines.append(tr("added up"))
        if goal.missing:
            lines.append(missing_text(goal))
        elif goal.over:
            lines.append(tr("typed over what is added up: Delete gives it back"))
    if cell.weighted:
        lines.append(
            tr("{0} weighted, of open deals that should close by then").format(
                full(cell.weighted, measure, currency)
            )
        )
    if cell.pace is not None:
        lines.append(tr("on pace for {0}: by working days gone").format(full(cell.pace, measure, currency)))
    return "\n".join(lines)
