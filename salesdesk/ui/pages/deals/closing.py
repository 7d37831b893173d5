"""Closing a deal: won with what was agreed, lost with the reason."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from functools import partial
from typing import Any

from PySide6.QtWidgets import QLineEdit, QWidget

from salesdesk.domain.deals import Deal
from salesdesk.domain.money import Money
from salesdesk.domain.pipelines import LOST_REASONS
from salesdesk.domain.typed_values import TypingRules, amount_text, typed_amount
from salesdesk.errors import InputError
from salesdesk.phrases import said
from salesdesk.ui.context import Context
from salesdesk.ui.dialogs.conflict import Dropped, ask_who_stays
from salesdesk.ui.value_texts import money_text
from salesdesk.ui.widgets.completion import TypingBox
from salesdesk.ui.widgets.dialog import Dialog
from salesdesk.ui.widgets.form import FormField
from salesdesk.ui.wording import worded


class _ClosingDialog(Dialog):
    """Closes a deal with what was typed. Where somebody else changed it since the dialog was opened, it asks."""

    def __init__(self, parent: QWidget | None, context: Context, deal: Deal, title: str, text: str) -> None:
        super().__init__(parent, title, text)
        self._context, self._deal = context, deal
        self.draft = f"{type(self).__name__} {deal.id}"
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


class WonDialog(_ClosingDialog):
    """Asks for the amount that was agreed in the end."""

    def __init__(self, parent: QWidget | None, context: Context, deal: Deal) -> None:
        text = self.tr("What was agreed in the end?")
        super().__init__(parent, context, deal, self.tr("Won: {0}").format(deal.title), text)
        self._rules = context.store.settings.typing_rules
        shown = amount_input(deal.amount, deal.currency, self._rules)
        self._amount = FormField(self.tr("Amount"), QLineEdit(shown))
        self.add(self._amount)
        self.add_cancel(self.tr("Cancel"))
        self.add_button(self.tr("Mark as won"), self._save, tone="primary", default=True)

    def _save(self) -> None:
        try:
            amount = read_amount(self._amount, self._deal.currency, self._rules)
        except InputError as error:
            self._amount.set_error(worded(error))
            return
        said = money_text(amount if amount is not None else self._deal.amount, self._deal.currency)
        self._close_deal(
            self._context.services.deals.win,
            {"amount": amount},
            text=self._amount.editor.text().strip(),  # type: ignore[attr-defined]
            said=self.tr("Won: {0} {1}").format(self._deal.title, said).strip(),
            field=self._amount,
        )


class LostDialog(_ClosingDialog):
    """Asks why, and to whom."""

    def __init__(self, parent: QWidget | None, context: Context, deal: Deal) -> None:
        text = self.tr("The reason is counted in the reports.")
        super().__init__(parent, context, deal, self.tr("Lost: {0}").format(deal.title), text)
        reasons = TypingBox()
        reasons.addItems(["", *LOST_REASONS])
        self._reason = FormField(self.tr("Reason"), reasons)
        self._competitor = FormField(self.tr("Competitor (if any)"), QLineEdit(deal.competitor or ""))
        self.add(self._reason)
        self.add(self._competitor)
        self.add_cancel(self.tr("Cancel"))
        self.add_button(self.tr("Mark as lost"), self._save, tone="danger", default=True)

    def _save(self) -> None:
        reason = self._reason.editor.currentText()  # type: ignore[attr-defined]
        competitor = self._competitor.editor.text()  # type: ignore[attr-defined]
        lose = self._context.services.deals.lose
        self._close_deal(
            lambda deal, *, seen, lost_reason, competitor: lose(
                deal, lost_reason, competitor=competitor, seen=seen
            ),
            {"lost_reason": reason, "competitor": competitor},
            text=", ".join(part for part in (reason, competitor) if part),
            said=self.windowTitle(),
            field=self._reason,
        )


def _given(shown: object) -> object:
    """A value that a conflict showed, as it is given to be written."""
    return shown.minor if isinstance(shown, Money) else shown


def amount_input(minor: int | None, currency: str | None, rules: TypingRules) -> str:
    """An amount as it stands in an editor: digits with the file's decimal mark."""
    return "" if minor is None else amount_text(Money(minor, currency or rules.currency), rules.decimal)


def read_amount(field: FormField, currency: str | None, rules: TypingRules) -> int | None:
    """Minor units of ``currency`` typed into a field, None when it is empty. Raises ``InputError`` with the sentence to
    show beside the field when it is no amount, of another currency, or can be read in two ways."""
    text = field.editor.text().strip()  # type: ignore[attr-defined]
    if not text:
        return None
    own = currency or rules.currency
    typed = typed_amount("amount", field.label.text(), text, replace(rules, currency=own))
    if typed is None:
        raise InputError(
            said(field.tr("“{0}” is not an amount. Write it like 24000.").format(text)), field="amount"
        )
    if typed.currency != own:
        raise InputError(
            said(field.tr("“{0}” is not in {1}. Write the amount in {1}.").format(text, own)), field="amount"
        )
    return typed.minor
