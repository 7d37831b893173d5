"""What can be done with a call round besides calling."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QMenu, QWidget

from salesdesk.domain.call_rounds import MemberState, RoundAbout, RoundMember
from salesdesk.domain.changes import ChangeSet
from salesdesk.domain.filters import Condition, Filter, Op
from salesdesk.services.call_rounds import RoundView
from salesdesk.ui.context import Context
from salesdesk.ui.lists.name_dialog import NameDialog
from salesdesk.ui.pages.call_rounds.start_dialog import rounds_of
from salesdesk.ui.pages.call_rounds.texts import name_of

_PAGES = {RoundAbout.CONTACTS: "contacts", RoundAbout.COMPANIES: "companies", RoundAbout.DEALS: "deals"}


def open_record(context: Context, member: RoundMember) -> None:
    """Go to the page of somebody on the list."""
    if member.deal_id is not None:
        context.navigate("deal", member.deal_id)
    elif member.contact_id is not None:
        context.navigate("contact", member.contact_id)
    elif member.company_id is not None:
        context.navigate("company", member.company_id)


def show_as_list(context: Context, view: RoundView | None) -> None:
    """Go to the list of those who are on the round."""
    if view is None:
        return
    context.navigate(_PAGES[view.about], Filter((Condition("call_round", Op.IS, (f"#{view.number}",)),)))


class RoundMenu(QMenu):
    """The menu of a round; ``member`` is who is called now."""

    def __init__(
        self, parent: QWidget, context: Context, view: RoundView, member: RoundMember | None
    ) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._host, self._context, self._view = parent, context, view
        self.addAction(self.tr("Rename…")).triggered.connect(self._rename)
        self.addAction(self.tr("Show as list")).triggered.connect(partial(show_as_list, context, view))
        if member is not None:
            name, rounds = name_of(member), rounds_of(context)
            if member.state in (MemberState.DONE, MemberState.SKIPPED):
                back = partial(rounds.take_back, member.id)
                self._offer(self.tr("Call {0} after all"), self.tr("{0} is to be called again"), name, back)
            remove = partial(rounds.remove, member.id)
            self._offer(
                self.tr("Take {0} from the list"), self.tr("{0} is not on the list any more"), name, remove
            )
        self.addSeparator()
        self.addAction(self.tr("Delete this round")).triggered.connect(self._delete)

    def _offer(self, text: str, said: str, name: str, change: Callable[[], ChangeSet]) -> None:
        told, context, host = said.format(name), self._context, self._host

        def run() -> None:
            context.writes.run(
                change, what=told, done=lambda made: context.messages.done(told, made), owner=host
            )

        self.addAction(text.format(name)).triggered.connect(run)

    def _rename(self) -> None:
        context, view = self._context, self._view
        NameDialog(
            self._host,
            context.writes,
            self.tr("Rename the call round"),
            "",
            view.name,
            lambda name: rounds_of(context).edit(view.number, "round_name", name),
            lambda changes: context.messages.done(self.tr("Renamed"), changes),
            self.tr("Rename"),
        ).open()

    def _delete(self) -> None:
        context, view = self._context, self._view
        told = self.tr("Call round {0} deleted").format(view.name)
        context.navigate("call_rounds")  # first: the page of what is gone has nothing to show
        context.writes.run(
            partial(rounds_of(context).delete, [view.number]),
            what=told,
            done=lambda changes: context.messages.done(told, changes),
            owner=self._host,
        )
