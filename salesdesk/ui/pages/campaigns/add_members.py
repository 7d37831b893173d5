"""Choosing whom a campaign is for: a saved view, a stage, a source or a tag, with the count before it is done."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QLineEdit, QWidget

from salesdesk.domain.campaigns import Campaign
from salesdesk.domain.columns import filter_fields
from salesdesk.domain.fields import RecordKind
from salesdesk.domain.filters import Condition, Filter, Op, parse_filter
from salesdesk.domain.lifecycle import STAGES
from salesdesk.domain.opt_outs import Audience, way_of
from salesdesk.errors import SalesDeskError
from salesdesk.ui.audience_texts import left_out_text
from salesdesk.ui.context import Context
from salesdesk.ui.value_texts import number_text
from salesdesk.ui.widgets.dialog import Dialog
from salesdesk.ui.widgets.form import FormField, pair
from salesdesk.ui.widgets.text import label, set_look
from salesdesk.ui.wording import worded

_AT_ONCE = 2_000
"""Up to this many people are looked at while the dialog waits."""


class AddMembersDialog(Dialog):
    """``chosen`` carries the Filter of the people to add. Those who may not be addressed by the campaign's channel are
    counted apart and left out when they are added, those who are members already are not added twice."""

    chosen = Signal(object)

    def __init__(self, parent: QWidget | None, context: Context, campaign: Campaign) -> None:
        super().__init__(
            parent,
            self.tr("Add people to {0}").format(campaign.name),
            self.tr("Everybody who fits all of these is added."),
            width=520,
        )
        self._context, self._campaign = context, campaign
        self._wanted = Filter()
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
        self._count = label("", "strong", wrap=True)
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
        parts.append(Condition("campaign", Op.IS, (f"#{self._campaign.id}",), negated=True))
        return Filter(tuple(parts), " ".join(part for part in (base.text, typed.text) if part))

    def _show_count(self, _value: object = None) -> None:
        try:
            wanted = self.filter()
            number = self._context.store.contacts.count(wanted)
        except SalesDeskError as error:
            self._text.set_error(worded(error))
            self._ok.setEnabled(False)
            return
        self._text.set_error("")
        self._wanted = wanted
        if number > _AT_ONCE:
            self._show_number(number, "")
            look = partial(self._audience, wanted)
            self._context.tasks.run(lambda _work: look(), done=partial(self._show, wanted), owner=self)
        else:
            self._show(wanted, self._audience(wanted))

    def _audience(self, wanted: Filter) -> Audience:
        found = self._context.store.contacts.ids(wanted)
        return self._context.services.campaigns.audience(self._campaign, found)

    def _show(self, wanted: Filter, audience: Audience) -> None:
        if wanted == self._wanted:
            out = left_out_text(audience.left_out, way_of(self._campaign.channel))
            self._show_number(len(audience.people), out)

    def _show_number(self, number: int, out: str) -> None:
        self._ok.setEnabled(number > 0)
        fits = (
            self.tr("1 person fits") if number == 1 else self.tr("{0} people fit").format(number_text(number))
        )
        self._count.setText(f"{fits}. {out}" if out else fits)
        set_look(self._count, tone="" if number else "warn")

    def _choose(self) -> None:
        try:
            wanted = self.filter()
        except SalesDeskError as error:
            self._text.set_error(worded(error))
            return
        self.chosen.emit(wanted)
        self.accept()
