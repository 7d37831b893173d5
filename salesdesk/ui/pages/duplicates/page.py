"""The duplicate review: pairs at the left, field by field at the right."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from time import perf_counter

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QWidget

from salesdesk.domain.changes import ChangeSet, EntityKind
from salesdesk.domain.entities import entity_of
from salesdesk.domain.fields import RecordKind
from salesdesk.domain.matching.records import Grade
from salesdesk.domain.progress import Work
from salesdesk.errors import SalesDeskError
from salesdesk.services.duplicates import DuplicatePair
from salesdesk.services.merges import CUSTOM_PREFIX
from salesdesk.ui.context import Context
from salesdesk.ui.lists.progress_strip import ProgressStrip
from salesdesk.ui.page import Page
from salesdesk.ui.pages.duplicates.choices import ChoiceTable
from salesdesk.ui.pages.duplicates.queue import PairList, called_by_now
from salesdesk.ui.pages.duplicates.texts import whole_reasons_text
from salesdesk.ui.value_texts import number_text
from salesdesk.ui.widgets.buttons import SegmentedButtons, button, primary_button
from salesdesk.ui.widgets.dialog import CANCEL, Choice, ask
from salesdesk.ui.widgets.empty_state import EmptyState
from salesdesk.ui.widgets.text import ElidedLabel, label
from salesdesk.ui.widgets.two_panes import TwoPanes
from salesdesk.ui.write_queue import Unsaved


class DuplicatesPage(Page):
    """Scans in the worker when asked or first shown; a decision goes on to the next pair."""

    concerns = frozenset({EntityKind.CONTACT, EntityKind.COMPANY, EntityKind.DUPLICATE})

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(context, "Duplicates", parent=parent)
        self._pairs: list[DuplicatePair] = []
        self._merged_away: list[DuplicatePair] = []
        self._seconds: float | None = None  # how long the search took; None before its end
        self._scanned: RecordKind | None = None
        self._searching = False
        self._later: set[tuple[int, int]] = set()
        self._kind = SegmentedButtons(
            [
                (RecordKind.CONTACTS.value, self.tr("Contacts")),
                (RecordKind.COMPANIES.value, self.tr("Companies")),
            ],
            name=self.tr("What"),
        )
        self._again = button(self.tr("Search again"), self.scan)
        self._merge_certain = button("", self._ask_merge_certain)
        self._merge_certain.hide()
        for action in (self._kind, self._again, self._merge_certain):
            self.header.add_action(action)
        self.strip = ProgressStrip(context)
        self.body.addWidget(self.strip)
        self.list = PairList(context.theme, self.tr("Pairs that may be the same"))
        self.table = ChoiceTable(context.theme, self.tr("Values of both"))
        self._title = ElidedLabel("", "section")
        self._why = label("", "secondary", wrap=True)
        self._kept = label("", "secondary", wrap=True)
        self._merge = primary_button(
            self.tr("Merge  ↵"), self.merge, tip=self.tr("Merge (Enter in the list, Ctrl+Enter anywhere)")
        )
        self._merge.setAccessibleName(self.tr("Merge"))
        self._nothing = EmptyState(context.theme, "git-merge", "")
        self._panes = TwoPanes(self._nothing, shares=(5, 10))
        self._panes.lay_list(self.list)
        self._lay_out_panel()
        self.body.addWidget(self._panes, 1)
        self._connect_signals()

    def _lay_out_panel(self) -> None:
        head = QWidget()
        line = QHBoxLayout(head)
        line.setContentsMargins(0, 0, 0, 0)
        line.addWidget(self._title, 1)
        line.addWidget(label(self.tr("click a value to keep it"), "note"))
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(button(self.tr("Not the same"), self.reject))
        row.addWidget(button(self.tr("Decide later"), self.postpone))
        row.addStretch(1)
        row.addWidget(self._merge)
        self._panes.lay_details((head, self._why), self.table, self._kept, row)

    def _connect_signals(self) -> None:
        self._kind.chosen.connect(self._on_kind)
        self.list.current_pair.connect(self._show_pair)
        for keys, run in (
            ("Ctrl+Return", self.merge),
            ("Ctrl+Backspace", self.reject),
            ("Ctrl+Space", self.postpone),
        ):
            QShortcut(QKeySequence(keys), self, run)
        for keys in ("Return", "Enter"):  # as the button says
            shortcut = QShortcut(QKeySequence(keys), self.list, self.merge)
            shortcut.setContext(Qt.ShortcutContext.WidgetShortcut)

    @property
    def kind(self) -> RecordKind:
        """Contacts or companies."""
        return RecordKind(self._kind.current())

    # ---- searching ----

    def refresh(self) -> None:
        if self._scanned is not self.kind:
            self.scan()

    def apply_change(self, change: ChangeSet) -> None:
        """What was deleted or merged is no pair any more, and is one again when that is taken back; new records
        wait for the next search."""
        gone = change.deleted.get(entity_of(self.kind).kind, frozenset())
        back = change.created.get(entity_of(self.kind).kind, frozenset())
        names, kind = self.context.store.names, entity_of(self.kind).kind
        updated = change.updated.get(kind, frozenset())
        renamed = [called_by_now(p, names, kind, updated - gone) for p in self._pairs]
        if renamed != self._pairs:
            self._show(renamed)
        pair = self._current()
        if pair is not None and {pair.a.id, pair.b.id} & updated:
            self._show_pair(pair)
        if not (gone or back) or self.strip.is_busy:
            return
        again = [p for p in self._merged_away if p.a.id in back or p.b.id in back]
        lost = [p for p in self._pairs if p.a.id in gone or p.b.id in gone]
        self._merged_away = [p for p in self._merged_away if p not in again] + lost
        self._show([*again, *(p for p in self._pairs if p not in lost)])

    def on_changed(self, change: ChangeSet) -> None:
        """Undone merges and changes made elsewhere make the result stale only when the page is left."""
        if not self.isVisible() and change.concerns(*self.concerns):
            self._scanned = None
        super().on_changed(change)

    def _on_kind(self, _key: str) -> None:
        self.scan()

    def scan(self) -> None:
        """Search all records of the chosen kind. A search of the other kind is ended for it; nothing else is."""
        kind, service = self.kind, self.context.services.duplicates
        if self.strip.is_busy:
            if self._searching and self._scanned is not kind:
                self.strip.cancel_requested.emit()
            elif self.strip.refuses() and self._scanned is not None:
                self._kind.set_current(self._scanned.value)
            return
        started = perf_counter()

        def search(work: Work) -> tuple[tuple[DuplicatePair, ...], float]:
            return service.scan(kind, work), perf_counter() - started

        self._scanned, self._searching = kind, True
        self._show(())
        self.strip.run(self.tr("Searching duplicates"), search, self._found, self._not_found)

    def _found(self, result: tuple[Sequence[DuplicatePair], float]) -> None:
        pairs, self._seconds = result
        self._searching = False
        self._later.clear()
        self._merged_away = []
        if self.kind is not self._scanned:
            self.scan()
            return
        self._show(pairs)

    def _not_found(self, error: SalesDeskError) -> None:
        self._searching = False
        if self.kind is not self._scanned:
            self.scan()
            return
        self._seconds = None
        self._show(())
        self.context.messages.error(error)

    def _say_why_nothing(self) -> None:
        """Nothing was found, or it is still searched, or the search was ended."""
        if self._searching:
            title, text = (
                self.tr("Searching…"),
                self.tr("What may be the same stands here as soon as all records were compared."),
            )
        elif self._seconds is None:
            title, text = (
                self.tr("Not searched to the end"),
                self.tr("“Search again” looks for records that may be the same."),
            )
        else:
            title, text = (
                self.tr("No duplicates found"),
                self.tr(
                    "Records that may be the same stand here side by side. Merging keeps every value and can be undone at any time."
                ),
            )
        self._nothing.set_texts(title, text)

    def _say_count(self) -> None:
        """How many pairs are left among how many records."""
        if self._searching or self._seconds is None:
            self.header.set_subtitle("")
            return
        store, left = self.context.store, len(self._pairs)
        count = (store.contacts if self.kind is RecordKind.CONTACTS else store.companies).count()
        pairs = self.tr("1 pair") if left == 1 else self.tr("{0} pairs").format(number_text(left))
        one, many = entity_of(self.kind).words
        records = f"{number_text(count)} {self.tr(one if count == 1 else many)}"
        text = self.tr("{0} to decide in {1} · searched in {2} s")
        self.header.set_subtitle(text.format(pairs, records, f"{self._seconds:.1f}"))

    def _show(self, pairs: Sequence[DuplicatePair]) -> None:
        self._pairs = sorted(pairs, key=lambda p: _key(p) in self._later)
        certain = sum(p.grade is Grade.CERTAIN for p in self._pairs)
        self._merge_certain.setVisible(certain > 0)
        self._merge_certain.setText(
            self.tr("Merge the certain one")
            if certain == 1
            else self.tr("Merge the {0} certain ones").format(number_text(certain))
        )
        if self._scanned is self.kind:
            self._say_count()
        self._say_why_nothing()
        self._panes.show_nothing(not self._pairs)
        self.list.show_pairs(self._pairs)

    # ---- one pair ----

    def _show_pair(self, pair: object) -> None:
        if not isinstance(pair, DuplicatePair) or pair.a.id is None or pair.b.id is None:
            self.table.show_preview(None)
            return
        try:
            preview = self.context.services.merges.preview(self.kind, (pair.a.id, pair.b.id))
        except SalesDeskError as error:
            self.context.messages.error(error)
            self._drop([pair])
            return
        self._title.setText(self.tr("{0} and {1}").format(pair.a.name, pair.b.name))
        why = whole_reasons_text(pair.reasons)
        self._why.setText(self.tr("Found by: {0}").format(why))
        self._why.setVisible(bool(why))
        kind = "contact" if self.kind is RecordKind.CONTACTS else "company"
        fields = self.context.store.custom_fields.of(kind)
        self.table.show_preview(preview, {f"{CUSTOM_PREFIX}{field.id}": field for field in fields})
        parts = []
        if preview.deals:
            many = self.tr("{0} deals").format(number_text(preview.deals))
            parts.append(many if preview.deals > 1 else self.tr("one deal"))
        if preview.activities:
            many = self.tr("{0} timeline entries").format(number_text(preview.activities))
            parts.append(many if preview.activities > 1 else self.tr("one timeline entry"))
        together = (
            self.tr("All emails, phones, tags and {0} are kept.").format(self.tr(" and ").join(parts))
            if parts
            else self.tr("All emails, phones and tags are kept.")
        )
        self._kept.setText(f"{together} {self.tr('You can separate them again later.')}")

    def _current(self) -> DuplicatePair | None:
        row = self.list.currentIndex().row()
        return self._pairs[row] if 0 <= row < len(self._pairs) else None

    def merge(self) -> None:
        """Merge the pair in hand with the values chosen."""
        pair = self._current()
        if pair is None or pair.a.id is None or pair.b.id is None:
            return
        said = self.tr("Merged {0} and {1}").format(pair.a.name, pair.b.name)
        merge, choices = self.context.services.merges.merge, dict(self.table.choices.choices)
        seen = self.table.choices.preview
        self._decide(
            pair,
            partial(merge, self.kind, (pair.a.id, pair.b.id), choices, seen=seen),
            self.tr("Merge {0} and {1}").format(pair.a.name, pair.b.name),
            said,
            merged=True,
        )

    def reject(self) -> None:
        """Remember that the pair in hand is not the same."""
        pair = self._current()
        if pair is None or pair.a.id is None or pair.b.id is None:
            return
        self._decide(
            pair,
            partial(self.context.services.duplicates.not_the_same, self.kind, pair.a.id, pair.b.id),
            self.tr("{0} and {1} are not the same").format(pair.a.name, pair.b.name),
            self.tr("{0} and {1} will not be shown again").format(pair.a.name, pair.b.name),
        )

    def _decide(
        self,
        pair: DuplicatePair,
        decide: Callable[[], object],
        what: str,
        said: str,
        *,
        merged: bool = False,
    ) -> None:
        """Write a decision and go on to the next pair, also while it waits for the file; refused, the pair returns."""

        def failed(error: SalesDeskError) -> None:
            self.context.writes.say_refused(Unsaved(what), error)
            if self._current() == pair:
                self._show_pair(pair)  # with what somebody else wrote
            if self.kind is kind and not self._searching and _key(pair) not in map(_key, self._pairs):
                self._show([pair, *self._pairs])

        def done(_changes: object) -> None:
            self.context.messages.done(said)
            self._drop([pair])
            if merged and self.kind is kind and pair not in self._merged_away:
                self._merged_away.append(pair)  # it was not in the list any more when the change came

        kind = self.kind
        self.context.writes.run(
            decide, what=what, done=done, failed=failed, pending=lambda _write: self._drop([pair]), owner=self
        )
        self._focus_list()

    def postpone(self) -> None:
        """Put the pair in hand at the end of the list."""
        pair = self._current()
        if pair is not None:
            self._later.add(_key(pair))
            self._show(self._pairs)
            self._focus_list()

    def _focus_list(self) -> None:
        self.list.setFocus(Qt.FocusReason.OtherFocusReason)

    def _drop(self, gone: Sequence[DuplicatePair]) -> None:
        keys = {_key(p) for p in gone}
        self._show([p for p in self._pairs if _key(p) not in keys])

    # ---- all that are certain ----

    def _ask_merge_certain(self) -> None:
        count = sum(p.grade is Grade.CERTAIN for p in self._pairs)
        ask(
            self,
            self.tr("Merge {0} pair without looking?").format(number_text(count))
            if count == 1
            else self.tr("Merge {0} pairs without looking?").format(number_text(count)),
            self.tr("Each is merged as proposed, in a step of its own that can be undone later."),
            [CANCEL, Choice("merge", self.tr("Merge them"), "primary", default=True)],
            self._merge_all,
        )

    def _merge_all(self, answer: str) -> None:
        if answer != "merge":
            return
        kind, merges = self.kind, self.context.services.merges
        certain = [(p.a.id, p.b.id) for p in self._pairs if p.grade is Grade.CERTAIN and p.a.id and p.b.id]

        def run(work: Work) -> int:
            return merges.merge_groups(kind, certain, work)

        self.strip.run(self.tr("Merging"), self.context.writes.before(run), self._merged)

    def _merged(self, count: int) -> None:
        self.context.messages.say(
            self.tr("1 record merged; the history can take it back")
            if count == 1
            else self.tr("{0} records merged; the history can take each back").format(number_text(count))
        )
        self.scan()


def _key(pair: DuplicatePair) -> tuple[int, int]:
    return pair.a.id or 0, pair.b.id or 0
