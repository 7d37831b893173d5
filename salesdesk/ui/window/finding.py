"""What the search field and the palette find in the records of a file, and what can be done with it at once."""

from __future__ import annotations

import sys
from collections.abc import Callable, Mapping, Sequence
from functools import partial
from importlib import import_module
from time import perf_counter
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from salesdesk.domain.changes import EntityKind
from salesdesk.domain.cleaning.text import fold_key
from salesdesk.domain.entities import entities
from salesdesk.domain.filters import Filter
from salesdesk.errors import SalesDeskError
from salesdesk.services.activities import Subject
from salesdesk.ui.context import Context
from salesdesk.ui.pages.settings.sections import SECTIONS
from salesdesk.ui.theme_choice import choose_theme, theme_titles
from salesdesk.ui.value_texts import money_text, number_text
from salesdesk.ui.window.search import Command, Found, Hit

if TYPE_CHECKING:
    from salesdesk.domain.search_results import SearchGroup, SearchHit

_FEW = 3
"""So many hits are enough not to ask whether a letter was mistyped."""
_DONE_WITH = (EntityKind.CONTACT, EntityKind.COMPANY, EntityKind.DEAL)
_SAID = ("log a call with", "log call", "log", "call", "plan a step with", "plan", "task")
"""What may be typed before a name to do something with it."""
_OFFERED = 3
_PLANS = "salesdesk.domain.cleaning.phones"


def _place(typed: str, lately: Mapping[tuple[EntityKind, int], int], hit: SearchHit) -> tuple[bool, int]:
    """What is called exactly as it was typed comes first, then what was opened lately."""
    return fold_key(hit.title) != typed, lately.get((hit.kind, hit.id), len(lately))


class Finding(QObject):
    """``log`` and ``plan`` are called with what an entry is to be about: the window's own ways to begin one."""

    def __init__(
        self,
        context: Context,
        log: Callable[[EntityKind, int], object],
        plan: Callable[[Subject], object],
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._context, self._log, self._plan = context, log, plan
        self._loading = False

    # ---- records ----

    def search(self, text: str) -> Found:
        """What is found by ``text``, exact names first and then those opened lately; by nothing what was opened lately."""
        typed = text.strip()
        service = self._context.services.search
        if not typed:
            recent = [self._hit(hit, "", self.tr("Recent")) for hit in service.recent()]
            return Found(recent, "")
        started = perf_counter()
        groups = service.find(typed)
        took = (perf_counter() - started) * 1000
        lately = {one: place for place, one in enumerate(service.recently())}
        place = partial(_place, fold_key(typed), lately)
        sorted_groups = [sorted(group.hits, key=place) for group in groups]
        # A kind of which one is called exactly so stands before the others.
        sorted_groups.sort(key=lambda group: not group or place(group[0])[0])
        hits = [self._hit(hit, typed) for group in sorted_groups for hit in group]
        people = number_text(self._context.store.contacts.count())
        footer = self.tr("{0} people searched in {1} ms").format(people, max(1, round(took)))
        later = partial(self._similar, typed) if len(hits) < _FEW else None
        return Found(hits, footer, self._commands_about(typed, groups), self._lists(typed, groups), later)

    def _similar(self, text: str, deliver: Callable[[Sequence[Hit]], object]) -> None:
        """Look once more, taking a letter to be mistyped, beside the window: it may take longer than a key."""
        service = self._context.services.search

        def show(groups: tuple[SearchGroup, ...]) -> None:
            deliver(
                [self._hit(hit, text, self.tr("Written nearly so")) for group in groups for hit in group.hits]
            )

        def failed(error: Exception) -> None:
            if not isinstance(error, SalesDeskError):
                raise error

        self._context.tasks.run(lambda _work: service.similar(text), done=show, failed=failed, owner=self)

    def _hit(self, hit: SearchHit, typed: str, group: str = "") -> Hit:
        kind, (shown, number) = entities()[hit.kind], hit.opens
        place = "" if hit.place is None else f"{self.tr(hit.place.title)}: {hit.place.text}"
        detail = " · ".join(filter(None, (hit.detail, *self._facts(hit), place)))
        return Hit(
            group or self.tr(kind.heading),
            hit.title,
            detail,
            kind.icon,
            entities()[shown].record_page,
            number,
            partial(self._remember, typed, hit.kind, hit.id),
        )

    def _facts(self, hit: SearchHit) -> list[str]:
        """What tells it from others of its name and does not stand beside it anyway."""
        facts, found = hit.facts, []
        if facts.town and facts.town not in hit.detail:
            found.append(facts.town)
        if facts.number:
            shown = self._number_text(facts.number)
            if facts.number not in hit.detail and shown not in hit.detail:
                found.append(shown)
        if facts.people:
            many = self.tr("{0} people").format(number_text(facts.people))
            found.append(self.tr("1 person") if facts.people == 1 else many)
        if facts.open_deals:
            many = self.tr("{0} open deals").format(number_text(facts.open_deals))
            found.append(self.tr("1 open deal") if facts.open_deals == 1 else many)
        if facts.amount is not None:
            found.append(money_text(facts.amount.minor, facts.amount.currency))
        return found

    def _number_text(self, number: str) -> str:
        """A number as people read it. A key does not wait for the numbering plans: they are loaded beside the window when
        they are needed first, and until then a number stands as it is stored."""
        if _PLANS in sys.modules:
            from salesdesk.domain.cleaning.phones import display_phone

            return display_phone(number)
        if not self._loading:
            self._loading = True
            self._context.tasks.run(lambda _work: import_module(_PLANS), owner=self)
        return number

    def _lists(self, typed: str, groups: Sequence[SearchGroup]) -> list[Hit]:
        """The lists with everything that is found, of kinds of which there is more than is shown."""
        found = []
        for group in groups:
            kind = entities()[group.kind]
            if group.more and kind.has_list and kind.page:
                title = self.tr("All {0} with “{1}”").format(self.tr(kind.many).lower(), typed)
                found.append(Hit(self.tr("Lists"), title, "", "list", kind.page, Filter(text=typed)))
        return found

    def _remember(self, typed: str, kind: EntityKind, number: int) -> None:
        """Keep in the file what was opened; where that cannot be, nothing is lost."""
        if self._context.store.database.read_only:
            return
        service = self._context.services.search

        def failed(error: Exception) -> None:
            if not isinstance(error, SalesDeskError):
                raise error

        self._context.tasks.run(
            lambda _work: service.remember(typed, kind, number), failed=failed, owner=self
        )

    # ---- commands ----

    def _commands_about(self, typed: str, groups: Sequence[SearchGroup]) -> list[Command]:
        """What can be done with the first that was found by its own name, or with those whose name follows "call"."""
        said = next((word for word in _SAID if typed.casefold().startswith(f"{word} ")), "")
        wanted = self._context.services.search.find(typed[len(said) :].strip()) if said else groups
        hits = [
            hit for group in wanted if group.kind in _DONE_WITH for hit in group.hits if hit.place is None
        ]
        found: list[Command] = []
        for hit in hits[: _OFFERED if said else 1]:
            log = Command(
                self.tr("Log a call with {0}").format(hit.title),
                "phone",
                partial(self._log, hit.kind, hit.id),
                detail=hit.detail,
            )
            plan = Command(
                self.tr("Plan a step with {0}").format(hit.title),
                "calendar-clock",
                partial(self._plan, _subject(hit)),
                detail=hit.detail,
            )
            plans = said.startswith(("plan", "task"))
            found += [plan] if plans else [log] if said else [log, plan]
        return found

    def commands(self, show_view: Callable[[object], object]) -> list[Command]:
        """Undo and redo with what they are about, saved views, the sections of the settings, and the themes."""
        context, stack = self._context, self._context.commands
        found = []
        if stack.can_undo:
            title = self.tr("Undo: {0}").format(stack.undo_text)
            found.append(Command(title, "undo-2", stack.undo, "Ctrl+Z"))
        if stack.can_redo:
            title = self.tr("Redo: {0}").format(stack.redo_text)
            found.append(Command(title, "redo-2", stack.redo, "Ctrl+Shift+Z"))
        for view in context.store.saved_views.all():
            title = self.tr("View: {0}").format(view.name)
            found.append(Command(title, "bookmark", partial(show_view, view.id)))
        for section in SECTIONS:
            title = self.tr("Settings: {0}").format(self.tr(section))
            found.append(Command(title, "settings", partial(context.navigate, "settings", section)))
        for key, theme in theme_titles().items():
            found.append(
                Command(self.tr("Theme: {0}").format(theme), "settings", partial(choose_theme, context, key))
            )
        found.append(Command(self.tr("Open the trash"), "trash-2", partial(context.navigate, "trash")))
        return found


def _subject(hit: SearchHit) -> Subject:
    if hit.kind == EntityKind.CONTACT:
        return Subject(contact_id=hit.id)
    return Subject(company_id=hit.id) if hit.kind == EntityKind.COMPANY else Subject(deal_id=hit.id)
