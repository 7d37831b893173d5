"""A plan in words and figures, as the wizard shows it."""

from __future__ import annotations

from dataclasses import dataclass, replace

from salesdesk.domain.imports import ImportPlan
from salesdesk.services.imports import MOST_ROWS, ImportOutcome, left_alone, notes_of, outcome_of
from salesdesk.ui.pages.imports.texts import and_text, count_text, noun, reasons_text, tr
from salesdesk.ui.value_texts import number_text
from salesdesk.ui.wording import worded

_CELLS = 3  # cells that are told one by one


@dataclass(frozen=True, slots=True)
class Summary:
    """``review`` is the part of the review that should be seen before importing ("" when none has to be);
    ``worth_a_look`` the part that may be. ``short_text`` says ``next_text`` where the room is narrow."""

    new_figure: str
    new_words: str
    new_note: str
    known_figure: str
    duplicate_figure: str
    duplicate_words: str
    duplicate_note: str
    problem_figure: str
    problem_words: str
    problem_note: str
    import_text: str
    review: str
    worth_a_look: str
    next_text: str
    short_text: str
    second_text: str
    can_import: bool


def summary_of(plan: ImportPlan) -> Summary:
    """What ``plan`` will do."""
    outcome = outcome_of(plan)
    made, main = outcome.made, outcome.main
    others = [count_text(count, f"new {kind}") for kind, count in made.items() if kind != main]
    troubled, out = outcome.troubled, outcome.stay_out
    notes = [reasons_text(plan.problems)] if troubled else []
    if out:
        stay = tr("{0} stays out") if out == 1 else tr("{0} stay out")
        notes.append(
            tr("{0}, in a sheet you can fix and re-import").format(stay.format(count_text(out, "rows")))
        )
    elif troubled:
        notes.append(tr("the rest of these rows is imported"))
    review = "duplicates" if outcome.alike or outcome.named_alike else "problems" if out else ""
    import_text = _import_text(outcome)
    can_import = bool(plan.counts.new or outcome.changed or outcome.alike or outcome.made)
    if not can_import:
        next_text = tr("Nothing to import")
    elif review:
        # The number the tab of the review shows and the list there has.
        amount = outcome.alike + outcome.named_alike if review == "duplicates" else troubled
        next_text = tr("Review {0}").format(count_text(amount, review))
    else:
        next_text = import_text
    short = _import_text(replace(outcome, named=outcome.named[:1]))
    worth = "changed" if outcome.changed else "problems" if troubled else "values"
    return Summary(
        number_text(made.get(main, 0)),
        noun(made.get(main, 0), f"new {main}"),
        " · ".join(others),
        number_text(outcome.changed + outcome.unchanged),
        number_text(outcome.alike),
        tr("looks like a duplicate") if outcome.alike == 1 else tr("look like duplicates"),
        _duplicate_note(plan, outcome),
        number_text(troubled),
        tr("row with a problem") if troubled == 1 else tr("rows with a problem"),
        " · ".join(filter(None, (" → ".join(notes), _own_note(plan)))),
        import_text,
        review,
        worth,
        next_text,
        short if next_text == import_text else next_text,
        tr("Import without looking") if review else tr("Look closer"),
        can_import,
    )


def _own_note(plan: ImportPlan) -> str:
    """What is to be said of a file that an export of ours wrote, the first cells that are left alone by themselves."""
    parts = [worded(told) for _, told in notes_of(plan)]
    parts += [worded(left_alone(cell)) for cell in plan.left[:_CELLS]]
    if len(plan.left) > _CELLS:
        more = len(plan.left) - _CELLS
        parts.append(tr("{0} more cells are left alone").format(number_text(more)))
    return " ".join(parts)


def _duplicate_note(plan: ImportPlan, outcome: ImportOutcome) -> str:
    parts = []
    if outcome.alike_new:
        parts.append(tr("{0} of them among the new").format(number_text(outcome.alike_new)))
    if outcome.alike_joined:
        parts.append(tr("{0} added to what they look like").format(number_text(outcome.alike_joined)))
    if outcome.named_alike == 1:
        parts.append(tr("1 person named in a row may be known"))
    elif outcome.named_alike:
        parts.append(tr("{0} people named in rows may be known").format(number_text(outcome.named_alike)))
    if outcome.alike or outcome.named_alike:
        parts.append(tr("decide in the next step"))
    if plan.counts.new > MOST_ROWS:
        parts.append(
            tr("a file this long is compared by email, phone and name; the duplicate review finds more")
        )
    return " · ".join(parts)


def _import_text(outcome: ImportOutcome) -> str:
    if outcome.named:
        words = _named(outcome)
        if outcome.changed:
            return tr("Import {0}, update {1}").format(words, number_text(outcome.changed))
        return tr("Import {0}").format(words)
    if outcome.changed:
        return tr("Update {0}").format(count_text(outcome.changed, "records"))
    return tr("Import {0}").format(count_text(outcome.alike, "rows"))


def _named(outcome: ImportOutcome) -> str:
    """What is created, as a button says it: "48 contacts", "2 orders and 2 new contacts"."""
    counts = [(outcome.made[kind], kind) for kind in outcome.named]
    if len(counts) == 2:  # the second kind comes along with what the file is about
        return and_text([count_text(*counts[0]), count_text(counts[1][0], f"new {counts[1][1]}")])
    return ", ".join(count_text(count, kind) for count, kind in counts)
