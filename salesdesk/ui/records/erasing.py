"""Erasing people for good: first what it touches is said, then it is asked once, for it cannot be undone."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from pathlib import Path

from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtWidgets import QLabel, QWidget

from salesdesk.domain.changes import EntityKind
from salesdesk.domain.cleaning.text import fold_key
from salesdesk.domain.drafts import Draft
from salesdesk.domain.entities import entities
from salesdesk.domain.erasing import Erased, ErasePlan
from salesdesk.domain.progress import Work
from salesdesk.errors import Cancelled, SalesDeskError
from salesdesk.ui.context import Context
from salesdesk.ui.value_texts import ago_text, number_text
from salesdesk.ui.widgets.dialog import Dialog
from salesdesk.ui.widgets.drafts import Drafts
from salesdesk.ui.widgets.text import label

_NAMED = 4
"""So many backups, exports and records are named one by one."""


def _tr(text: str) -> str:
    return QCoreApplication.translate("erasing", text)


def ask_to_erase(host: QWidget, context: Context, people: Sequence[int]) -> None:
    """Look what erasing people touches, which may take a moment where there are many backups, and ask."""
    service = context.services.erasing

    def look(work: Work) -> ErasePlan:
        return service.plan(people, work)

    def show(plan: ErasePlan) -> None:
        EraseDialog(host.window(), context, plan).open()

    context.tasks.run(
        context.writes.before(look), done=show, failed=partial(said, context), title=_tr("Erase"), owner=host
    )


def said(context: Context, error: Exception) -> None:
    """Say why it was not done; a fault of ours is raised again."""
    if not isinstance(error, SalesDeskError):
        raise error
    if not isinstance(error, Cancelled):
        context.messages.error(error)


def say_erased(context: Context, text: str, erased: Erased) -> None:
    """Say that it is done, and what could not be done yet."""
    later = _tr(
        "Another program reads the file, so some of the text may stand in free room of it until the last one is closed."
    )
    context.messages.say(text if erased.clean else f"{text} {later}")


class EraseDialog(Dialog):
    """What goes, what stays, and what cannot be reached from here. Enter does not erase."""

    def __init__(self, parent: QWidget, context: Context, plan: ErasePlan) -> None:
        called = ", ".join(plan.names)
        super().__init__(
            parent,
            self.tr("Erase {0} for good?").format(called),
            self.tr(
                "This cannot be undone, not by undo, not from the history or the trash. Nothing of the person stays in this "
                "file: no address, note, call, former value or remembered row of an import."
            ),
            width=560,
        )
        self._host, self._context, self._plan, self._called = parent, context, plan, called
        self._add(self.tr("What goes"), self._going())
        self._add(self.tr("What stays"), self._staying())
        self._add(self.tr("What still holds the person"), self._elsewhere())
        keep = self.add_cancel(self.tr("Cancel"))
        keep.setDefault(True)
        self.erase = self.add_button(self.tr("Erase for good"), self._erase, tone="danger")
        keep.setFocus()

    def _add(self, title: str, lines: Sequence[str]) -> None:
        if not lines:
            return
        self.add(label(title, "section"))
        told = QLabel("\n".join(lines))
        told.setWordWrap(True)
        told.setTextFormat(Qt.TextFormat.PlainText)
        told.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.add(told)

    def _going(self) -> list[str]:
        plan = self._plan
        merged = len(plan.ids) - 1
        found = [
            (merged, self.tr("1 record that was merged into it"), self.tr("{0} records that were merged")),
            (plan.entries, self.tr("1 entry of the timeline"), self.tr("{0} entries of the timeline")),
            (plan.changes, self.tr("1 step of the history"), self.tr("{0} steps of the history")),
            (plan.mentions, self.tr("The name in 1 other text"), self.tr("The name in {0} other texts")),
        ]
        return [self.tr("The record with all addresses, numbers, tags and own fields"), *_counted(found)]

    def _staying(self) -> list[str]:
        plan = self._plan
        found = [
            (plan.companies, self.tr("1 company, without the link"), self.tr("{0} companies, without the link")),
            (plan.deals, self.tr("1 deal, without the link"), self.tr("{0} deals, without the link")),
            (plan.campaigns, self.tr("1 campaign, without the member"), self.tr("{0} campaigns, without the member")),
            (
                plan.entries_kept,
                self.tr("That 1 contact took place, without its words"),
                self.tr("That {0} contacts took place, without their words"),
            ),
        ]  # fmt: skip
        lines = _counted(found)
        if plan.opted_out:
            lines.append(self.tr("The opt-out, as a keyed digest of the address that nobody can read"))
        called = [
            self.tr("{0} “{1}” keeps its name").format(_tr(entities()[one.kind].one), one.title)
            for one in plan.named_in
        ]
        return lines + _first(called)

    def _elsewhere(self) -> list[str]:
        plan, clock = self._plan, self._context.store.clock
        backups = [self.tr("The backup {0}").format(Path(path).name) for path in plan.backups.holding]
        unknown = [
            self.tr("Could not be looked into: {0}").format(Path(path).name) for path in plan.backups.unknown
        ]
        exports = [
            self.tr("An export of {0} rows by {1}, {2}").format(
                number_text(one.records), one.actor, ago_text(one.at, clock())
            )
            for one in plan.exports
        ]
        lines = [*_first(backups), *_first(unknown), *_first(exports)]
        if plan.backups.holding:
            folder = Path(plan.backups.holding[0]).parent
            lines.append(
                self.tr("Backups are not changed. Delete them in {0} where you have to.").format(folder)
            )
        return lines

    def _erase(self) -> None:
        context, plan, called = self._context, self._plan, self._called
        service, host = context.services.erasing, self._host
        forget_drafts(host, plan)

        def run(work: Work) -> Erased:
            return service.erase(plan.ids, work)

        context.tasks.run(
            context.writes.before(run),
            done=lambda erased: say_erased(context, _tr("Erased for good: {0}").format(called), erased),
            failed=partial(said, context),
            title=_tr("Erase"),
            owner=host,
        )
        self.accept()


def forget_drafts(host: QWidget, plan: ErasePlan) -> None:
    """Forget what was begun about people who are erased, or says their names, and is not even in the file."""

    def meant(draft: Draft) -> bool:
        names = any(fold_key(name) in fold_key(draft.said) for name in plan.names)
        about = any((EntityKind.CONTACT, number) in draft.records for number in plan.ids)
        return names or about or plan.words.said_in(draft.said)

    drafts = Drafts.of(host) or host.window().findChild(Drafts)
    if drafts is not None:
        drafts.forget_those(meant)
        drafts.save()


def _counted(found: Sequence[tuple[int, str, str]]) -> list[str]:
    return [one if count == 1 else more.format(number_text(count)) for count, one, more in found if count]


def _first(lines: Sequence[str]) -> list[str]:
    more = [_tr("and {0} more").format(number_text(len(lines) - _NAMED))] if len(lines) > _NAMED else []
    return [*lines[:_NAMED], *more]
