"""Choosing whom a campaign is for: a saved view, a stage, a source or a tag, with the count before it is done."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QLineEdit, QWidget

from salesdesk.domain.campaigns import Campaign
from salesdesk.domain.columns import filter_fields
from salesdesk.domain.fields import RecordKind
from salesdesk.domain.filters import Condition, Filter, Op, parse_filter
from salesdesk.domain.lifecycle import STAGES
from salesdesk.errors import SalesDeskError
from salesdesk.ui.context import Context
from salesdesk.ui.value_texts import number_text
from salesdesk.ui.widgets.dialog import Dialog
from salesdesk.ui.widgets.form import FormField, pair
from salesdesk.ui.widgets.text import label, set_look
from salesdesk.ui.wording import worded


class AddMembersDialog(Dialog):
    """``chosen`` carries the Filter of the people to add. Those who asked for no e-mail are left out of e-mail
    campaigns, those who are members already are not added twice."""

    chosen = Signal(object)

    def __init__(self, parent: QWidget | None, context: Context, campaign: Campaign) -> None:
        super().__init__(
            parent,
            self.tr("Add people to {0}").format(campaign.name),
            self.tr("Everybody who fits all of these is added."),
            width=520,
        )
        self._context, self._campaign = context, campaign
        store = context.store
        self._view, self._stage, self._source, self._tag = QComboBox(), QComboBox(), QComboBox(), QComboBox()
        for box in (self._view, self._stage, self._source, self._tag):
            box.addItem(self.tr("Any"), None)
        for view in store.saved_views.all():
            if view.kind is RecordKind.CONTACTS:
                self._view.addItem(view.name, view.filter)
        for stage in STAGES:
            self._stage.addItem(stage.title, stage.code)
        for source in store.sources.all():
            self._source.addItem(source.name, source.name)
        for tag in store.tags.all():
            self._tag.addItem(tag.name, tag.name)
        self._text = FormField(
            self.tr("And"),
            QLineEdit(),
            hint=self.tr("Words, or conditions such as country:DE created:30d -tags:vip"),
        )
        self._count = label("", "strong")
        self.add(
            pair(
                FormField(self.tr("Saved view"), self._view),
                FormField(self.tr("Lifecycle stage"), self._stage),
            )
        )
        self.add(pair(FormField(self.tr("Source"), self._source), FormField(self.tr("Tag"), self._tag)))
        self.add(self._text)
        self.add(self._count)
        self.add_cancel(self.tr("Cancel"))
        self._ok = self.add_button(self.tr("Add"), self._choose, tone="primary", default=True)
        for box in (self._view, self._stage, self._source, self._tag):
            box.activated.connect(self._show_count)
        self._text.editor.textEdited.connect(self._show_count)  # type: ignore[attr-defined]
        self._show_count()

    def filter(self) -> Filter:
        """The people chosen. Raises InputError when the typed conditions cannot be read."""
        typed = parse_filter(self._text.editor.text(), filter_fields(RecordKind.CONTACTS))  # type: ignore[attr-defined]
        view = self._view.currentData()
        base = view if isinstance(view, Filter) else Filter()
        parts = [*base.parts, *typed.parts]
        for field, box in (
            ("lifecycle_stage", self._stage),
            ("lead_source", self._source),
            ("tags", self._tag),
        ):
            if box.currentData() is not None:
                parts.append(Condition(field, Op.IS, (str(box.currentData()),)))
        if self._campaign.channel.value == "email":
            parts.append(Condition("do_not_email", Op.IS, ("no",)))
        if self._campaign.channel.value == "phone":
            parts.append(Condition("do_not_call", Op.IS, ("no",)))
        parts.append(Condition("campaign", Op.IS, (f"#{self._campaign.id}",), negated=True))
        return Filter(tuple(parts), " ".join(part for part in (base.text, typed.text) if part))

    def _show_count(self, _value: object = None) -> None:
        try:
            number = self._context.store.contacts.count(self.filter())
        except SalesDeskError as error:
            self._text.set_error(worded(error))
            self._ok.setEnabled(False)
            return
        self._text.set_error("")
        self._ok.setEnabled(number > 0)
        self._count.setText(
            self.tr("1 person fits") if number == 1 else self.tr("{0} people fit").format(number_text(number))
        )
        set_look(self._count, tone="" if number else "warn")

    def _choose(self) -> None:
        try:
            wanted = self.filter()
        except SalesDeskError as error:
            self._text.set_error(worded(error))
            return
        self.chosen.emit(wanted)
        self.accept()
