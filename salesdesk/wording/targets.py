"""Words about targets."""

from __future__ import annotations

from salesdesk.wording.templates import Counted, Refusal, Text

_MONTHS = (
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
)

TEXTS: dict[str, Text] = {
    "targets.team": "the team",
    "targets.team_alone": "Team",
    "targets.title": "Targets",
    "targets.owner": "Owner",
    "targets.target_of": "{when}, target",
    "targets.reached_of": "{when}, reached",
    "targets.partly": "{months} of {every} months of this time have a full target; what was won in the others counts all the same.",
    "targets.partly_of": "{what}, {when}: {months} of {every} months have a full target; what was reached in the others counts all the same.",
    "targets.whole": "The target is that of the months up to {last}. That of {when} as a whole, as the page of targets shows it: {amount}.",
    "targets.apart": "Amounts in currencies without a rate are not in the sums in {currency}.",
    "targets.measure_alone.revenue": "Revenue won",
    "targets.measure_alone.deals": "Deals won",
    "targets.measure_alone.leads": "Qualified leads",
    "targets.measure_alone.activities": "Activities",
    "targets.measure.revenue": "revenue",
    "targets.measure.deals": "deals won",
    "targets.measure.leads": "qualified leads",
    "targets.measure.activities": "activities",
    **{f"targets.month.{number}": f"{name} {{year}}" for number, name in enumerate(_MONTHS, 1)},
    "targets.quarter": "quarter {quarter} of {year}",
    "targets.year": "{year}",
    "targets.number": "{number:,}",
    "targets.amount": "{number:,} {currency}",
    "targets.too_many_periods": Refusal(
        "Too many periods", "Targets are shown for 1 to {most} periods at once. Choose fewer."
    ),
    "targets.no_number": Refusal(
        "No number", "“{text}” is no number of records. Type a whole number, 0 or more."
    ),
    "targets.no_table": Refusal(
        "No targets",
        "{file} holds no targets. A list of targets has the columns Owner, Period and Amount, and Target where it is not all "
        "revenue.",
    ),
    "targets.unknown_owner": Refusal(
        "No such owner", "“{text}” is no owner of this file. Add the owner first, or write Team."
    ),
    "targets.unknown_measure": Refusal(
        "No such target",
        "“{text}” is no kind of target. Write Revenue won, Deals won, Qualified leads or Activities.",
    ),
    "targets.unknown_period": Refusal(
        "No such period", "“{text}” is no month, quarter or year. Write 2026-11, 2026-Q4 or 2026."
    ),
    "targets.no_value": Refusal(
        "No value", "There is no amount in this line. Write one, or take the line out."
    ),
    "targets.wrong_line": Refusal(
        "Not a target",
        "{file}, row {row}, column {column}: {why}{others} Nothing was taken over.",
    ),
    "targets.other_lines": Counted(
        " One other line is wrong, too.", " {count:,} other lines are wrong, too."
    ),
    "targets.unread": Refusal(
        "Not a target",
        "“{text}” in the row of {who}, {what}, under {when} is no target{others}: nothing was taken over. Write a number such "
        "as 60k.",
    ),
    "targets.unread_others": Counted(", nor is one other cell", ", nor are {count:,} other cells"),
    "targets.no_amount": Refusal("No amount", "“{text}” is no amount to reach. Type 0 or more."),
    "targets.no_year": Refusal(
        "No such year", "Targets are kept for years from {first} to {last}. Choose one of them."
    ),
    "targets.no_owner": Refusal("No such owner", "This owner does not exist any more. Choose another one."),
    "targets.nothing_typed": Refusal("Nothing typed", "Type at least one target."),
    "targets.nothing_to_copy": Refusal(
        "Nothing to copy",
        "No target of {year} is missing in {into}. Type targets for {year} first, or change those of {into}.",
    ),
    "changes.target": "Target for {who}, {what}, {when}: {amount}",
    "changes.no_target": "Give back the target for {who}, {what}, {when}",
    "changes.targets": Counted("Change {count:,} target", "Change {count:,} targets"),
    "changes.copy_targets": "Copy the targets of {year} to {into}",
}
