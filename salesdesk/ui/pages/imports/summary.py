"""A plan in words and figures, as the wizard shows it."""

from __future__ import annotations

from dataclasses import dataclass

from salesdesk.domain.imports import ImportPlan
from salesdesk.services.import_likeness import MOST_ROWS
from salesdesk.ui.pages.imports.texts import count_text, noun, reasons_text, tr
from salesdesk.ui.value_texts import number_text


@dataclass(frozen=True, slots=True)
class Summary:
    """``review`` is the part of the review that should be seen before importing ("" when none has to be);
    ``worth_a_look`` the part that may be."""

    new_figure: str
    new_words: str
    new_note: str
    known_figure: str
    duplicate_figure: str
    duplicate_note: str
    problem_figure: str
    problem_words: str
    problem_note: str
    import_text: str
    review: str
    worth_a_look: str
    next_text: str
    second_text: str
    can_import: bool


def summary_of(plan: ImportPlan) -> Summary:
    """What ``plan`` will do."""
    counts, work = plan.counts, plan.work
    made = {
        "contacts": len(work.contact_rows),
        "companies": len(work.company_rows),
        "deals": len(work.deal_rows),
    }
    main = next((kind for kind, count in made.items() if count), "")
    others = [f"{number_text(n)} {tr('new')} {tr(k)}" for k, n in made.items() if n and k != main]
    troubled = {(problem.sheet, problem.row) for problem in plan.problems}
    out = counts.problems
    notes = [reasons_text(plan.problems)] if troubled else []
    if troubled and out:
        notes.append(tr("{0} stay out, in a sheet you can fix and re-import").format(count_text(out, "rows")))
    elif troubled:
        notes.append(tr("the rest of these rows is imported"))
    duplicates = counts.duplicates
    review = "duplicates" if duplicates else "problems" if out else ""
    import_text = _import_text(plan, made, main)
    can_import = bool(counts.new or counts.changed or duplicates)
    if not can_import:
        next_text = tr("Nothing to import")
    elif review:
        amount = duplicates if review == "duplicates" else out
        next_text = tr("Review {0}").format(count_text(amount, review))
    else:
        next_text = import_text
    worth = "changed" if counts.changed else "problems" if troubled else "values"
    return Summary(
        number_text(made[main]) if main else "0",
        tr("new {0}").format(noun(made[main], main) if main else tr("records")),
        " · ".join(others),
        number_text(counts.changed + counts.unchanged),
        number_text(duplicates),
        _duplicate_note(plan),
        number_text(len(troubled)),
        tr("row with a problem") if len(troubled) == 1 else tr("rows with a problem"),
        " → ".join(notes),
        import_text,
        review,
        worth,
        next_text,
        tr("Import without looking") if review else tr("Look closer"),
        can_import,
    )


def _duplicate_note(plan: ImportPlan) -> str:
    parts = [tr("decide in the next step")] if plan.counts.duplicates else []
    if plan.counts.new > MOST_ROWS:
        parts.append(
            tr("a file this long is compared by email, phone and name; the duplicate review finds more")
        )
    return " · ".join(parts)


def _import_text(plan: ImportPlan, made: dict[str, int], main: str) -> str:
    if main and plan.counts.changed:
        updated = number_text(plan.counts.changed)
        return tr("Import {0}, update {1}").format(count_text(made[main], main), updated)
    if main:
        return tr("Import {0}").format(count_text(made[main], main))
    if plan.counts.changed:
        return tr("Update {0}").format(count_text(plan.counts.changed, "records"))
    return tr("Import {0}").format(count_text(plan.counts.new + plan.counts.duplicates, "rows"))
