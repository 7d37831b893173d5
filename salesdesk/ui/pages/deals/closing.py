"""Closing a deal: won with what was agreed, lost with the reason."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import date
from functools import partial
from typing import Any

from PySide6.QtCore import QDate
from PySide6.QtWidgets import QLineEdit, QWidget

from salesdesk.domain.changes import EntityKind
from salesdesk.domain.closing_words import ClosingList
from salesdesk.domain.deals import Deal
from salesdesk.domain.money import Money
from salesdesk.domain.pipelines import Stage, StageKind
from salesdesk.domain.typed_values import TypingRules, amount_text, refuse_odd_amount, typed_amount
from salesdesk.errors import InputError
from salesdesk.phrases import said
from salesdesk.ui.context import Context
from salesdesk.ui.dialogs.conflict import Dropped, ask_who_stays
from salesdesk.ui.value_texts import money_text
from salesdesk.ui.widgets.completion import TypingBox
from salesdesk.ui.widgets.date_field import DateField
from salesdesk.ui.widgets.dialog import Dialog
from salesdesk.ui.widgets.drafts import DraftOf
from salesdesk.ui.widgets.form import FormField, pair
from salesdesk.ui.wording import worded


class _ClosingDialog(Dialog):
    """Closes a deal with what was typed. Where somebody else changed it since the dialog was opened, it asks."""

    def __init__(self, parent: QWidget | None, context: Context, deal: Deal, title: str, text: str) -> None:
        super().__init__(parent, title, text)
        self._context, self._deal = context, deal
        self.draft = DraftOf(f"{type(self).__name__} {deal.id}", ((EntityKind.DEAL, deal.id),))
        self._seen = context.services.deals.as_read(deal)

    def _close_deal(
        self,
        close: Callable[..., object],
        values: Mapping[str, Any],
        *,
        text: str,
        said: str,
        field: FormField,
    ) -> None:
        def left(dropped: Dropped) -> None:
            gone = {key for _, key in dropped}
            if "stage_id" in gone:
                self.accept()  # it stays where somebody else put it
                return
            theirs = self._seen.fields(self._deal.id)
            kept = {key: _given(theirs.get(key)) if key in gone else value for key, value in values.items()}
            self._close_deal(close, kept, text=text, said=said, field=field)

        self.save(
            self._context.writes,
            partial(close, self._deal.id, seen=self._seen, **values),
            what=self.windowTitle(),
            text=text,
            done=lambda _result: self._context.messages.done(said),
            refused=lambda error: field.set_error(worded(error)),
            disagreed=lambda error: ask_who_stays(self, self._context, error.clashes, self._seen, left),
        )


class _Closing(_ClosingDialog):
    """Asks for the day, the amount, the reason and the competitor; of a deal closed like that already it shows what was said."""

    kind: StageKind
    reasons: ClosingList

    def __init__(
        self, parent: QWidget | None, context: Context, deal: Deal, title: str, text: str, stage: Stage | None
    ) -> None:
        super().__init__(parent, context, deal, title, text)
        self._stage = stage
        self._rules = context.store.settings.typing_rules
        self._again = context.store.pipelines.stage(deal.stage_id).kind is self.kind
        today = date.fromisoformat(context.store.today())
        day = date.fromisoformat(deal.closed_at[:10]) if self._again and deal.closed_at else today
        self._first_day = day
        field = DateField(day, name=self.tr("Day"))
        field.setMaximumDate(QDate(today.year, today.month, today.day))
        self._day = FormField(self.tr("Day"), field)
        shown = amount_input(deal.amount, deal.currency, self._rules)
        currency = deal.currency or self._rules.currency
        self._amount = FormField(self.tr("Amount in {0}").format(currency), QLineEdit(shown))
        reason = deal.won_reason if self.kind is StageKind.WON else deal.lost_reason
        self._reason = FormField(
            self.reason_title(), offering(context.store.closing_words.offered(self.reasons), reason or "")
        )
        self._competitor = FormField(
            self.competitor_title(),
            offering(context.store.closing_words.offered(ClosingList.COMPETITOR), deal.competitor or ""),
        )
        self.add(pair(self._day, self._amount))
        self.add(pair(self._reason, self._competitor))
        self.add_cancel(self.tr("Cancel"))

    def reason_title(self) -> str:
        """What the reason is called."""
        raise NotImplementedError

    def competitor_title(self) -> str:
        """What the competitor is called."""
        raise NotImplementedError

    def _said(self) -> dict[str, Any] | None:
        """What was typed, by the names of the use case; None when the amount is no amount, which is said beside it."""
        self._amount.set_error("")
        try:
            amount = read_amount(self._amount, self._deal.currency, self._rules)
        except InputError as error:
            self._amount.set_error(worded(error))
            return None
        day = self._day.editor.value()  # type: ignore[attr-defined]
        said = {"amount": amount, "competitor": chosen_text(self._competitor)}
        if day is not None and day != self._first_day:
            said["closed_at"] = day.isoformat()
        return said

    def _text(self) -> str:
        """What was typed, in one line, for what could not be saved."""
        typed = (self._amount.editor.text().strip(), chosen_text(self._reason), chosen_text(self._competitor))  # type: ignore[attr-defined]
        return ", ".join(part for part in typed if part)


class WonDialog(_Closing):
    """Won: when, for how much, and why."""

    kind = StageKind.WON
    reasons = ClosingList.WON_REASON

    def __init__(
        self, parent: QWidget | None, context: Context, deal: Deal, stage: Stage | None = None
    ) -> None:
        text = self.tr("What was agreed in the end, and on which day?")
        super().__init__(parent, context, deal, self.tr("Won: {0}").format(deal.title), text, stage)
        done = self.tr("Save") if self._again else self.tr("Mark as won")
        self.add_button(done, self._save, tone="primary", default=True)
        self._amount.editor.setFocus()

    def reason_title(self) -> str:
        return self.tr("Reason (if you know it)")

    def competitor_title(self) -> str:
        return self.tr("Won against (if anybody)")

    def _save(self) -> None:
        said = self._said()
        if said is None:
            return
        reason = chosen_text(self._reason)
        agreed = said["amount"] if said["amount"] is not None else self._deal.amount
        self._close_deal(
            self._context.services.deals.win,
            {**said, "won_reason": reason, "stage": self._stage},
            text=self._text(),
            said=self.tr("Won: {0} {1}")
            .format(self._deal.title, money_text(agreed, self._deal.currency))
            .strip(),
            field=self._amount,
        )


class LostDialog(_Closing):
    """Lost: when, why, and to whom."""

    kind = StageKind.LOST
    reasons = ClosingList.LOST_REASON

    def __init__(
        self, parent: QWidget | None, context: Context, deal: Deal, stage: Stage | None = None
    ) -> None:
        text = self.tr("The reason is counted in the reports.")
        steps = context.store.activities.open_steps_of_deal(deal.id)
        ending = [step.subject for step in steps if step.repeat_rule]
        if ending:
            text += " " + self.tr("What comes again for it ends with it: {0}.").format(", ".join(ending))
        super().__init__(parent, context, deal, self.tr("Lost: {0}").format(deal.title), text, stage)
        done = self.tr("Save") if self._again else self.tr("Mark as lost")
        self.add_button(done, self._save, tone="danger" if not self._again else "primary", default=True)
        self._reason.editor.setFocus()

    def reason_title(self) -> str:
        return self.tr("Reason")

    def competitor_title(self) -> str:
        return self.tr("Competitor (if any)")

    def _save(self) -> None:
        said = self._said()
        if said is None:
            return
        lose = self._context.services.deals.lose
        self._close_deal(
            lambda deal, *, seen, lost_reason, **rest: lose(deal, lost_reason, seen=seen, **rest),
            {**said, "lost_reason": chosen_text(self._reason), "stage": self._stage},
            text=self._text(),
            said=self.windowTitle(),
            field=self._reason,
        )


def offering(entries: Sequence[str], text: str) -> TypingBox:
    """A field that offers entries and takes any text."""
    box = TypingBox()
    box.addItems(["", *entries])
    box.setCurrentText(text)
    return box


def chosen_text(field: FormField) -> str:
    """What stands in a field that `offering` made."""
    text: str = field.editor.currentText()  # type: ignore[attr-defined]
    return text.strip()


def _given(shown: object) -> object:
    """A value that a conflict showed, as it is given to be written."""
    return shown.minor if isinstance(shown, Money) else shown


def amount_input(minor: int | None, currency: str | None, rules: TypingRules) -> str:
    """An amount as it stands in an editor: digits with the file's decimal mark."""
    return "" if minor is None else amount_text(Money(minor, currency or rules.currency), rules.decimal)


def read_amount(field: FormField, currency: str | None, rules: TypingRules) -> int | None:
    """Minor units of ``currency`` typed into a field, None when it is empty. Raises ``InputError`` with the sentence to
    show beside the field when it is no amount, of another currency, or can be read in two ways."""
    typed = read_money(field, currency, rules)
    own = currency or rules.currency
    if typed is not None and typed.currency != own:
        text = field.editor.text().strip()  # type: ignore[attr-defined]
        raise InputError(
            said(field.tr("“{0}” is not in {1}. Write the amount in {1}.").format(text, own)), field="amount"
        )
    return typed.minor if typed is not None else None


def read_money(field: FormField, currency: str | None, rules: TypingRules) -> Money | None:
    """The amount typed into a field, in ``currency`` unless it shows another one; None when it is empty. Raises
    ``InputError`` with the sentence to show beside the field when it is no amount or can be read in two ways."""
    text = field.editor.text().strip()  # type: ignore[attr-defined]
    if not text:
        return None
    own = currency or rules.currency
    typed = typed_amount("amount", field.label.text(), text, replace(rules, currency=own))
    if typed is None:
        raise InputError(
            said(field.tr("“{0}” is not an amount. Write it like 24000.").format(text)), field="amount"
        )
    refuse_odd_amount("amount", field.label.text(), text, typed)
    return typed
