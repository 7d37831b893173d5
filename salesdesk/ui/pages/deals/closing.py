"""Closing a deal: won with what was agreed, lost with the reason."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QLocale
from PySide6.QtWidgets import QComboBox, QLineEdit, QWidget

from salesdesk.domain.cleaning.numbers import parse_money
from salesdesk.domain.deals import Deal
from salesdesk.domain.money import minor_digits
from salesdesk.domain.pipelines import LOST_REASONS
from salesdesk.ui.context import Context
from salesdesk.ui.value_texts import money_text
from salesdesk.ui.widgets.dialog import Dialog
from salesdesk.ui.widgets.form import FormField


class WonDialog(Dialog):
    """Asks for the amount that was agreed in the end."""

    def __init__(self, parent: QWidget | None, context: Context, deal: Deal) -> None:
        super().__init__(
            parent, self.tr("Won: {0}").format(deal.title), self.tr("What was agreed in the end?")
        )
        self._context, self._deal = context, deal
        self._amount = FormField(self.tr("Amount"), QLineEdit(amount_input(deal.amount, deal.currency)))
        self.add(self._amount)
        self.add_cancel(self.tr("Cancel"))
        self.add_button(self.tr("Mark as won"), self._save, tone="primary", default=True)

    def _save(self) -> None:
        text = self._amount.editor.text().strip()  # type: ignore[attr-defined]
        amount = read_amount(text, self._deal.currency)
        if text and amount is None:
            self._amount.set_error(self.tr("“{0}” is not an amount. Write it like 24,000.").format(text))
            return
        said = money_text(amount if amount is not None else self._deal.amount, self._deal.currency)
        said = self.tr("Won: {0} {1}").format(self._deal.title, said).strip()
        self.save(
            self._context.writes,
            [partial(self._context.services.deals.win, self._deal.id, amount=amount)],
            what=self.windowTitle(),
            text=text,
            done=lambda _results: self._context.messages.done(said),
            refused=lambda error: self._amount.set_error(error.message),
        )


class LostDialog(Dialog):
    """Asks why, and to whom."""

    def __init__(self, parent: QWidget | None, context: Context, deal: Deal) -> None:
        super().__init__(
            parent, self.tr("Lost: {0}").format(deal.title), self.tr("The reason is counted in the reports.")
        )
        self._context, self._deal = context, deal
        reasons = QComboBox()
        reasons.setEditable(True)
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
        said = self.windowTitle()
        self.save(
            self._context.writes,
            [partial(self._context.services.deals.lose, self._deal.id, reason, competitor=competitor)],
            what=said,
            text=", ".join(part for part in (reason, competitor) if part),
            done=lambda _results: self._context.messages.done(said),
            refused=lambda error: self._reason.set_error(error.message),
        )


def amount_input(minor: int | None, currency: str | None) -> str:
    """An amount as it stands in an editor: digits with the locale's decimal mark."""
    if minor is None:
        return ""
    digits = minor_digits(currency or "EUR")
    text = f"{minor / 10**digits:.{digits}f}" if minor % 10**digits else str(minor // 10**digits)
    return text.replace(".", str(QLocale().decimalPoint()))


def read_amount(text: str, currency: str | None) -> int | None:
    """Minor units of a typed amount, None when it is none."""
    found = parse_money(text, str(QLocale().decimalPoint()), currency or "EUR")
    return found[0] if found else None
