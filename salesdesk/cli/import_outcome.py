"""What an import comes to, in one sentence."""

from __future__ import annotations

from typing import TYPE_CHECKING

from salesdesk.cli.words import counted

if TYPE_CHECKING:
    from salesdesk.domain.imports import ImportPlan


def outcome_text(plan: ImportPlan) -> str:
    """What the plan comes to, with the figures and words of the window."""
    from salesdesk.services.imports.outcome import outcome_of

    outcome = outcome_of(plan)
    made = outcome.made or {outcome.main: 0}
    alike = f"{outcome.alike:,} look like duplicates" if outcome.alike != 1 else "1 looks like a duplicate"
    parts = [f"{outcome.alike_new:,} of them among the new"] if outcome.alike_new else []
    if outcome.alike_joined:
        parts.append(f"{outcome.alike_joined:,} added to what they look like")
    troubled = f"{counted(outcome.troubled, 'rows')} with a problem"
    if outcome.stay_out:
        troubled += f" ({outcome.stay_out:,} of them not imported)"
    return ", ".join(
        [
            *(counted(count, f"new {kind}") for kind, count in made.items()),
            f"{outcome.changed:,} changed",
            f"{outcome.unchanged:,} unchanged",
            f"{alike} ({', '.join(parts)})" if parts else alike,
            troubled,
            *([f"{counted(outcome.left_out, 'rows')} left out"] if outcome.left_out else []),
        ]
    )
