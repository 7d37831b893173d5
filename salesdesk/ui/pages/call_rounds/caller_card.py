"""Whom to call, why, at which number, and what was last."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QListWidget, QListWidgetItem, QVBoxLayout, QWidget

from salesdesk.domain.activities import TimelineEntry, TimelineKind
from salesdesk.domain.call_rounds import CallTry, RoundMember
from salesdesk.domain.contacts import FAX
from salesdesk.ui.context import Context
from salesdesk.ui.pages.activities.texts import entry_title, shown_entry
from salesdesk.ui.pages.call_rounds.texts import name_of, outcome_text, tr
from salesdesk.ui.value_texts import ago_text, due_text
from salesdesk.ui.widgets.buttons import button, icon_button
from salesdesk.ui.widgets.cards import Card
from salesdesk.ui.widgets.chips import Avatar, Chip
from salesdesk.ui.widgets.first_row import choose_by_keyboard
from salesdesk.ui.widgets.text import ElidedLabel, label, plain_tip
from salesdesk.ui.widgets.timeline import TimelineList

_LAST, _READ = 4, 20
_ROW = 30
_LABELS = {"work": "Phone", "mobile": "Mobile", "home": "Home", "other": "Phone"}


@dataclass(frozen=True, slots=True)
class Number:
    """A number somebody can be called at: as it is stored, as it is shown, and what it is."""

    stored: str
    shown: str
    what: str


def numbers_of(context: Context, member: RoundMember) -> list[Number]:
    """The numbers of a person, or of a company and its people; faxes are not called."""
    from salesdesk.domain.cleaning.phones import display_phone  # loads the numbering plans

    store = context.store
    found: list[Number] = []

    def add(number: str, extension: str | None, what: str) -> None:
        more = f" ext. {extension}" if extension else ""
        found.append(Number(number, f"{display_phone(number)}{more}", what))

    if member.contact_id is not None:
        for phone in store.contacts.phones(member.contact_id):
            if phone.label != FAX:
                add(phone.number, phone.extension, tr(_LABELS.get(phone.label, "Phone")))
    company = member.company_id
    if company is None and member.contact_id is not None and not found:
        company = store.activities.company_of(member.contact_id)
    if company is not None and member.left is None:
        firm = store.companies.get(company)
        if number := firm.values.get("phone"):
            add(str(number), None, firm.name)
        if member.contact_id is None:
            for person in store.companies.people(company)[:6]:
                for phone in store.contacts.phones(person.contact_id):
                    if phone.label != FAX:
                        add(phone.number, phone.extension, person.name)
    return list({number.stored: number for number in found}.values())


def _happened(entry: TimelineEntry) -> bool:
    """What tells where things stand: not what is to do, which stands above, and no change of a field."""
    if entry.activity is not None:
        return not entry.activity.is_open
    return entry.kind is not TimelineKind.CHANGE


class CallerCard(Card):
    """``call_wanted`` carries the number to be dialled; ``opened`` that the whole record is wanted."""

    call_wanted = Signal(str)
    opened = Signal()

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(parent=parent)
        self._context = context
        self._numbers: list[Number] = []
        self._member: RoundMember | None = None
        self.avatar = Avatar(size=44)
        self.name = ElidedLabel("", "heading")
        self.open = icon_button(context.theme, "external-link", self.tr("Open the record"), self.opened.emit)
        self.detail = ElidedLabel("", "secondary")
        self.refuses = Chip(self.tr("does not want to be called"), "bad")
        self.why = label("", "", "accent", wrap=True)
        self.numbers = QListWidget()
        choose_by_keyboard(self.numbers)
        self.numbers.setAccessibleName(self.tr("Numbers"))
        self.numbers.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.numbers.itemActivated.connect(lambda _item: self.call())
        self.no_number = label(self.tr("No number. Open the record to add one."), "secondary", wrap=True)
        self.dial = button(self.tr("Call"), self.call, tip=self.tr("Key C: call the chosen number"))
        self.step = label("", "secondary", wrap=True)
        self.last = TimelineList(context.theme)
        self.last.setAccessibleName(self.tr("What was last"))
        self._nothing = label(self.tr("Nothing was said yet."), "secondary", wrap=True)
        self._lay_out()

    def _lay_out(self) -> None:
        head, names = QHBoxLayout(), QHBoxLayout()
        head.setSpacing(12)
        head.addWidget(self.avatar, 0, Qt.AlignmentFlag.AlignTop)
        column = QWidget()
        inner = QVBoxLayout(column)
        inner.setContentsMargins(0, 0, 0, 0)
        inner.setSpacing(2)
        names.addWidget(self.name, 1)
        names.addWidget(self.open)
        inner.addLayout(names)
        inner.addWidget(self.detail)
        inner.addWidget(self.refuses, 0, Qt.AlignmentFlag.AlignLeft)
        head.addWidget(column, 1)
        self.add(head)
        self.add(self.why)
        row = QHBoxLayout()
        row.addWidget(label(self.tr("Numbers"), "section"))
        row.addStretch(1)
        row.addWidget(self.dial)
        self.add(row)
        self.add(self.numbers)
        self.add(self.no_number)
        self.add(self.step)
        self.add(label(self.tr("What was last"), "section"))
        self.add(self._nothing)
        self.add(self.last)
        self.body.addStretch(1)

    def show_member(self, member: RoundMember, purpose: str, tries: Sequence[CallTry]) -> None:
        """Show somebody of the list, with the calls of this round."""
        fresh = self._member is None or self._member.id != member.id
        self._member = member
        self.avatar.set_name(name_of(member))
        self.name.setText(name_of(member))
        self.detail.setText(member.detail)
        self.detail.setVisible(bool(member.detail))
        self.refuses.setVisible(bool(member.left))
        self.why.setText(self.tr("Why: {0}").format(purpose))
        self.why.setVisible(bool(purpose))
        self._show_numbers(member, tries, fresh=fresh)
        self._show_last(member)

    def _show_numbers(self, member: RoundMember, tries: Sequence[CallTry], *, fresh: bool) -> None:
        kept = max(0, self.numbers.currentRow())
        choices, now = self._context.store.activities.choices.all(), self._context.store.clock()
        self._numbers = numbers_of(self._context, member)
        self.numbers.clear()
        untried = []
        for place, number in enumerate(self._numbers):
            calls = [one for one in tries if one.number == number.stored]
            said = ", ".join(
                f"{outcome_text(one.outcome, choices)} {ago_text(one.at, now)}" for one in calls[-2:]
            )
            text = f"{number.what}  {number.shown}" + (f"  ·  {said}" if said else "")
            item = QListWidgetItem(text)
            item.setToolTip(plain_tip(text))
            self.numbers.addItem(item)
            if not calls:
                untried.append(place)
        first = untried[0] if untried and fresh else kept if not fresh else 0
        self.numbers.setCurrentRow(min(first, len(self._numbers) - 1))
        self.numbers.setFixedHeight(min(4, max(1, len(self._numbers))) * _ROW + 4)
        self.numbers.setVisible(bool(self._numbers))
        self.dial.setVisible(bool(self._numbers))
        self.no_number.setVisible(not self._numbers)

    def _show_last(self, member: RoundMember) -> None:
        store = self._context.store
        now, choices = store.clock(), store.activities.choices.all()
        timelines, activities = store.timelines, store.activities
        entries: Sequence[TimelineEntry] = ()
        step = None
        if member.deal_id is not None:
            entries = timelines.of_deal(member.deal_id, _READ)
            step = activities.next_step("deal_id", member.deal_id)
        elif member.contact_id is not None:
            entries = timelines.of_contact(member.contact_id, _READ)
            step = activities.next_step("contact_id", member.contact_id)
        elif member.company_id is not None:
            entries = timelines.of_company(member.company_id, _READ)
            step = activities.next_step("company_id", member.company_id)
        entries = [entry for entry in entries if _happened(entry)][:_LAST]
        self.last.set_entries([shown_entry(entry, now, choices) for entry in entries])
        self._nothing.setVisible(not entries)
        said = ""
        if step is not None:
            today = date.fromisoformat(store.today())
            said = self.tr("Next step: {0} · {1}").format(
                entry_title(step, choices), due_text(step.due_at, today)
            )
        self.step.setText(said)
        self.step.setVisible(bool(said))

    def chosen(self) -> str:
        """The number that is chosen, as it is stored; "" for none."""
        row = self.numbers.currentRow()
        return self._numbers[row].stored if 0 <= row < len(self._numbers) else ""

    def take_next_number(self) -> bool:
        """Choose the number below; False at the last one."""
        row = self.numbers.currentRow()
        if row + 1 >= len(self._numbers):
            return False
        self.numbers.setCurrentRow(row + 1)
        return True

    def call(self) -> None:
        """Ask for the chosen number to be dialled."""
        if self.chosen():
            self.call_wanted.emit(self.chosen())
