"""``salesdesk today``: what is overdue, due, quiet, and whose birthday it is."""

from __future__ import annotations

import argparse
from typing import Any

from salesdesk.cli.session import OpenStore, print_json, wants_json
from salesdesk.domain.activities.moments import is_day, local
from salesdesk.domain.money import Money
from salesdesk.domain.today import StepState, TodayStep, Waiting, WaitingDeal, WaitingFor


def add_parser(subparsers: Any) -> None:
    """Add the subcommand."""
    parser = subparsers.add_parser(
        "today", help="list what is overdue, due today and done, deals that wait, new leads and birthdays"
    )
    parser.add_argument("--owner", metavar="NAME", help="only steps of this owner")
    parser.add_argument("--kind", metavar="KIND", help="only steps of this kind: call, email, meeting …")
    parser.set_defaults(run=run)


def run(args: argparse.Namespace, open_store: OpenStore) -> int:
    """Print the day."""
    from salesdesk.services.activities.typed import kind_called
    from salesdesk.services.called import owner_called
    from salesdesk.services.today import TodayService

    with open_store(args) as store:
        owner = owner_called(store, args.owner).id if args.owner else None
        service = TodayService(store)
        day = service.day
        steps = service.steps(owner=owner, kind=kind_called(store, args.kind) if args.kind else None)
        waiting = service.waiting()
    if wants_json(args):
        print_json(
            {
                "day": day.isoformat(),
                "steps": [_step_json(step) for step in steps],
                "deals": [_deal_json(deal) for deal in waiting.deals],
                "deals_count": waiting.deals_count,
                "leads": [
                    {"id": lead.id, "name": lead.name, "company": lead.company_name, "stage": lead.lifecycle_stage,
                     "source": lead.source_name, "since": lead.since}
                    for lead in waiting.leads
                ],
                "keep_in_touch": [
                    {"id": one.contact_id, "name": one.name, "company": one.company_name, "due": one.due, "last": one.last,
                     "next_step": one.next_step}
                    for one in waiting.touches
                ],
                "keep_in_touch_count": waiting.touches_count,
                "birthdays": [
                    {"id": one.contact_id, "name": one.name, "company": one.company_name, "day": one.day.isoformat(), "age": one.age}
                    for one in waiting.birthdays
                ],
            }
        )  # fmt: skip
        return 0
    _print(steps, waiting)
    return 0


def _print(steps: list[TodayStep], waiting: Waiting) -> None:
    headings = {
        StepState.OVERDUE: "Overdue",
        StepState.TODAY: "Today",
        StepState.DONE: "Done today",
    }
    for state, heading in headings.items():
        those = [step for step in steps if step.state is state]
        if those:
            print(f"{heading} ({len(those)})")
        for step in those:
            print(f"  #{step.entry.id}  {_line(step)}")
    if waiting.deals:
        print(f"Deals that wait ({waiting.deals_count})")
        for deal in waiting.deals:
            print(f"  #{deal.id}  {_deal_line(deal)}")
    if waiting.leads:
        print(f"New leads without a next step ({len(waiting.leads)})")
        for lead in waiting.leads:
            print(f"  #{lead.id}  {_joined(lead.name, lead.company_name, lead.source_name)}")
    if waiting.touches:
        print(f"Keep in touch ({waiting.touches_count})")
        for touch in waiting.touches:
            last = f"last {touch.last[:10]}" if touch.last else "never spoken to"
            planned = f"planned {touch.next_step[:10]}" if touch.next_step else ""
            print(
                f"  #{touch.contact_id}  {_joined(touch.name, touch.company_name, f'due {touch.due}', last, planned)}"
            )
    if waiting.birthdays:
        print(f"Birthdays ({len(waiting.birthdays)})")
        for one in waiting.birthdays:
            age = "" if one.age is None else f"turns {one.age}"
            print(f"  #{one.contact_id}  {_joined(one.day.isoformat(), one.name, one.company_name, age)}")
    if not (steps or waiting.deals or waiting.leads or waiting.touches or waiting.birthdays):
        print("Nothing waits.")


def _line(step: TodayStep) -> str:
    entry = step.entry
    late = f"{step.days_late} d late" if step.days_late else ""
    due = f"{local(entry.due_at):%H:%M}" if entry.due_at and not is_day(entry.due_at) else ""
    return _joined(
        entry.subject or entry.kind, entry.contact_name, entry.company_name, entry.deal_title, due, late
    )


def _deal_line(deal: WaitingDeal) -> str:
    why = (
        f"{deal.days} days quiet in {deal.stage_name}, usual {deal.usual_days}"
        if deal.why is WaitingFor.SPEECH
        else f"no next step, in {deal.stage_name}"
    )
    amount = "" if deal.amount is None else str(_money(deal.amount, deal.currency))
    return _joined(deal.title, deal.company_name, amount, why)


def _joined(*parts: str) -> str:
    return " · ".join(" ".join(part.split()) for part in parts if part)


def _money(amount: int, currency: str | None) -> str:
    money = Money(amount, currency or "EUR")
    return f"{money.amount} {money.currency}"


def _step_json(step: TodayStep) -> dict[str, object]:
    entry = step.entry
    return {
        "id": entry.id,
        "state": step.state.value,
        "days_late": step.days_late,
        "kind": str(entry.kind),
        "subject": entry.subject,
        "due_at": entry.due_at,
        "done_at": entry.done_at,
        "outcome": entry.outcome,
        "contact": _named(entry.contact_id, entry.contact_name),
        "company": _named(entry.company_id, entry.company_name),
        "deal": _named(entry.deal_id, entry.deal_title),
        "owner": entry.owner_name or None,
        "amount": None if step.amount is None else _money(step.amount, step.currency),
    }


def _named(number: int | None, name: str) -> dict[str, object] | None:
    return None if number is None else {"id": number, "name": name}


def _deal_json(deal: WaitingDeal) -> dict[str, object]:
    return {
        "id": deal.id,
        "title": deal.title,
        "company": deal.company_name,
        "stage": deal.stage_name,
        "amount": None if deal.amount is None else _money(deal.amount, deal.currency),
        "why": "quiet" if deal.why is WaitingFor.SPEECH else "no_next_step",
        "days": deal.days,
        "usual_days": deal.usual_days,
    }
