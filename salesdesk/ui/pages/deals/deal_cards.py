"""What hangs on a deal: people, company, next steps, and who else is in the running."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QWidget

from salesdesk.domain.deals import Deal, DealRole
from salesdesk.domain.sequences import SequenceFor
from salesdesk.services.activities import Subject
from salesdesk.ui.context import Context
from salesdesk.ui.pages.activities.entry_dialog import plan_step
from salesdesk.ui.pages.contacts.cards import step_entries
from salesdesk.ui.pages.deals.role_dialog import RoleDialog
from salesdesk.ui.pages.sequences.side_card import sequences_card
from salesdesk.ui.reaching import Reaching, Use
from salesdesk.ui.records.profile import SideCard, SideEntry
from salesdesk.ui.value_texts import ago_text

_PEOPLE = 8


def _chips(roles: Sequence[DealRole]) -> tuple[tuple[str, str], ...]:
    return tuple((role.role, "info") for role in roles)


def _tr(text: str) -> str:
    return QCoreApplication.translate("deals", text)


class DealCards:
    """Makes the cards of one deal after another."""

    def __init__(self, context: Context, host: Callable[[], QWidget]) -> None:
        self._context, self._host = context, host

    def of(self, deal: Deal) -> list[SideCard]:
        """People, company, next steps and sequences."""
        sequences = sequences_card(self._context, self._host, SequenceFor.DEALS, deal.id)
        return [self._people(deal), self._company(deal), self._steps(deal), sequences]

    def _people(self, deal: Deal) -> SideCard:
        store, go = self._context.store, self._context.navigate
        now = store.clock()
        entries, met = [], store.deal_ways.people(deal.id)
        known = {person.contact_id: person for person in met}
        roles: dict[int, list[DealRole]] = {}
        for given in store.deals.roles.of_deal(deal.id):
            roles.setdefault(given.contact_id, []).append(given)
        if deal.contact_id is not None and deal.contact_name:
            own = known.pop(deal.contact_id, None)
            record = store.contacts.get(deal.contact_id)
            role = str(record.values.get("job_title") or "")
            last = (own.last if own is not None else None) or record.values.get("last_contacted_at")
            entries.append(
                SideEntry(
                    deal.contact_name,
                    " · ".join(part for part in (role, ago_text(last, now) or _tr("never met")) if part),
                    chips=((_tr("main contact"), "accent"), *_chips(roles.get(deal.contact_id, ()))),
                    avatar=True,
                    run=partial(go, "contact", deal.contact_id),
                    actions=self._actions_of(deal, deal.contact_id, roles.pop(deal.contact_id, [])),
                )
            )
        for number, given_roles in roles.items():
            seen = known.pop(number, None)
            post = str(store.contacts.get(number).values.get("job_title") or "")
            last_met = ago_text(seen.last, now) if seen is not None else ""
            entries.append(
                SideEntry(
                    given_roles[0].name,
                    " · ".join(part for part in (post, last_met) if part),
                    chips=_chips(given_roles),
                    avatar=True,
                    run=partial(go, "contact", number),
                    actions=self._actions_of(deal, number, given_roles),
                )
            )
        for person in [one for one in met if one.contact_id in known][: max(0, _PEOPLE - len(entries))]:
            detail = (person.role, ago_text(person.last, now))
            entries.append(
                SideEntry(
                    person.name,
                    " · ".join(part for part in detail if part),
                    avatar=True,
                    run=partial(go, "contact", person.contact_id),
                    actions=self._actions_of(deal, person.contact_id, []),
                )
            )
        return SideCard(
            _tr("People"),
            entries,
            _tr("Nobody yet. Choose the person in the details, or say who decides and who uses it."),
            lambda: RoleDialog(self._host(), self._context, deal).open(),
            _tr("Give somebody a role"),
        )

    def _actions_of(
        self, deal: Deal, contact: int, roles: Sequence[DealRole]
    ) -> list[tuple[str, Callable[[], object]]]:
        """The roles of a person, and how to reach them."""
        host, context = self._host, self._context
        actions: list[tuple[str, Callable[[], object]]] = []
        for role in roles:
            edit = partial(self._edit_role, deal, role)
            actions.append((_tr("Change role {0}…").format(role.role), edit))
            actions.append(
                (_tr("Take role {0} away").format(role.role), partial(self._remove_role, deal, role))
            )
        give = lambda: RoleDialog(host(), context, deal, contact=contact).open()  # noqa: E731
        return [*actions, (_tr("Give a role…"), give), *self._reach_of(deal, contact)]

    def _edit_role(self, deal: Deal, role: DealRole) -> None:
        RoleDialog(self._host(), self._context, deal, role).open()

    def _remove_role(self, deal: Deal, role: DealRole) -> None:
        messages, said = self._context.messages, _tr("{0} is not {1} any more").format(role.name, role.role)
        self._context.writes.run(
            partial(self._context.services.deals.roles.remove, role.id, deal.id, role.contact_id),
            what=said,
            done=lambda changes: messages.done(said, changes),
        )

    def _reach_of(self, deal: Deal, contact: int) -> list[tuple[str, Callable[[], object]]]:
        """How to reach a person about the deal."""
        from salesdesk.domain.cleaning.phones import display_phone  # loads the numbering plans

        record = self._context.store.contacts.get(contact)
        about, reach = Subject(contact, deal.company_id, deal.id), Reaching(self._context)
        uses: list[Use] = []
        for phone in record.phones:
            if phone.label != "fax":
                uses += reach.phone(about, record.full_name, display_phone(phone.number))
        for email in record.emails:
            uses += reach.email(about, record.full_name, email.address)
        return [(use.text, use.run) for use in uses]

    def _company(self, deal: Deal) -> SideCard:
        entries = []
        if deal.company_id is not None and deal.company_name:
            company = self._context.store.companies.get(deal.company_id)
            where = (company.values.get("industry"), company.values.get("city"))
            entries.append(
                SideEntry(
                    deal.company_name,
                    " · ".join(str(part) for part in where if part),
                    run=partial(self._context.navigate, "company", deal.company_id),
                )
            )
        return SideCard(_tr("Company"), entries, _tr("No company."))

    def _steps(self, deal: Deal) -> SideCard:
        steps = self._context.store.activities.open_steps_of_deal(deal.id)
        return SideCard(
            _tr("Next steps"),
            step_entries(steps, self._context, self._host),
            _tr("Nothing planned."),
            lambda: plan_step(self._host(), self._context, Subject(deal_id=deal.id)),
            _tr("Plan a step"),
        )
