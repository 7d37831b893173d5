"""Choices that belong to the open file."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial

from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QLineEdit, QWidget

from salesdesk.domain.cleaning.countries import country_codes, country_name
from salesdesk.domain.conflicts import EditConflict
from salesdesk.domain.mails import OWN_ADDRESSES
from salesdesk.errors import SalesDeskError
from salesdesk.ui.context import Context
from salesdesk.ui.dialogs.value_clash import ValueClashDialog
from salesdesk.ui.pages.settings.rates import RatesDialog
from salesdesk.ui.widgets.buttons import button
from salesdesk.ui.widgets.cards import Card
from salesdesk.ui.widgets.form import FormField, pair
from salesdesk.ui.widgets.text import ElidedLabel

CURRENCIES = ("EUR", "USD", "GBP", "CHF", "SEK", "NOK", "DKK", "PLN", "CZK", "HUF", "RON", "BGN", "TRY", "UAH", "CAD", "AUD", "NZD", "JPY", "CNY", "INR", "BRL", "MXN", "ZAR")  # fmt: skip


class FileCard(Card):
    """Organisation, currency, country, and where the file lies."""

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(parent=parent, title="This file")
        self._context = context
        self._organisation, self._currency, self._country = QLineEdit(), QComboBox(), QComboBox()
        self._currency.addItems(list(CURRENCIES))
        self._country.addItem("—", "")
        for name, code in sorted((country_name(code), code) for code in country_codes()):
            self._country.addItem(name, code)
        self._decimal, self._dates = QComboBox(), QComboBox()
        for mark, words in (
            ("", self.tr("As people write in the country")),
            (",", self.tr("1.234,50")),
            (".", self.tr("1,234.50")),
        ):
            self._decimal.addItem(words, mark)
        for order, words in (
            ("", self.tr("As people write in the country")),
            ("DMY", self.tr("Day first: 31/12/2026")),
            ("MDY", self.tr("Month first: 12/31/2026")),
            ("YMD", self.tr("Year first: 2026/12/31")),
        ):
            self._dates.addItem(words, order)
        self._own = QLineEdit()
        self._own.setPlaceholderText(self.tr("me@example.com, sales@example.com"))
        self._path = ElidedLabel("", "secondary")
        self._seen: dict[str, str] = {}
        self.add(
            pair(
                FormField(self.tr("Organisation"), self._organisation),
                FormField(
                    self.tr("Currency"),
                    self._currency,
                    hint=self.tr("For new amounts and all sums; amounts in others keep theirs."),
                ),
            )
        )
        self.add(
            FormField(
                self.tr("Country"),
                self._country,
                hint=self.tr("Phone numbers without a country code are read as numbers of this country."),
            )
        )
        self.add(
            pair(
                FormField(
                    self.tr("Numbers are typed"),
                    self._decimal,
                    hint=self.tr("“250.000” is two hundred and fifty thousand or 250."),
                ),
                FormField(
                    self.tr("Dates are typed"),
                    self._dates,
                    hint=self.tr("“3/4/2026” is in April or in March."),
                ),
            )
        )
        self.add(
            FormField(
                self.tr("Your own e-mail addresses"),
                self._own,
                hint=self.tr("E-mails you drop here went out where one of these is the sender."),
            )
        )
        self.rates = button(self.tr("Rates…"), self._ask_rates)
        self._rates = ElidedLabel("", "secondary")
        rates = QHBoxLayout()
        rates.addWidget(self._rates, 1)
        rates.addWidget(self.rates)
        self.add(rates)
        row = QHBoxLayout()
        row.addWidget(self._path, 1)
        if context.store.files:
            row.addWidget(button(self.tr("Open folder"), self._open_folder))
        self.add(row)
        self._organisation.editingFinished.connect(self._save)
        self._own.editingFinished.connect(self._save)
        self._currency.activated.connect(self._choose_currency)
        for box in (self._country, self._decimal, self._dates):
            box.activated.connect(self._save)

    def refresh(self) -> None:
        """Show the settings as stored."""
        settings = self._context.store.settings
        typed = {"organisation": self._organisation, OWN_ADDRESSES: self._own}
        kept = {key: self._seen.get(key, "") for key, field in typed.items() if field.hasFocus()}
        self._seen = {key: settings.get(key) for key in self._values()} | kept
        for key, field in typed.items():
            if key not in kept:
                field.setText(self._seen[key])
        if self._currency.findText(settings.currency) < 0:
            self._currency.addItem(settings.currency)
        self._currency.setCurrentText(settings.currency)
        self._country.setCurrentIndex(max(0, self._country.findData(settings.country or "")))
        self._decimal.setCurrentIndex(max(0, self._decimal.findData(settings.get("decimal"))))
        self._dates.setCurrentIndex(max(0, self._dates.findData(settings.get("date_order"))))
        self._path.setText(str(self._context.store.place))
        self._show_rates()

    def _show_rates(self) -> None:
        base = self._context.store.settings.currency
        asked = self._context.services.rates.asked(base)
        known = [f"1 {a.currency} = {a.value.normalize():.6g} {base}" for a in asked if a.value is not None]
        lacking = [a.currency for a in asked if a.value is None]
        if lacking:
            known.append(self.tr("no rate of {0}").format(", ".join(lacking)))
        self._rates.setText(" · ".join(known) or self.tr("All amounts are in {0}.").format(base))
        self.rates.setEnabled(bool(asked))

    def _choose_currency(self) -> None:
        """Amounts in other currencies need rates before the figures can be in this one."""
        base = self._currency.currentText()
        present = self._context.store.settings.currency
        others = [code for code in self._context.store.rates.currencies() if code != base]
        if base == present or not others:
            self._save()
        else:
            RatesDialog(self, self._context, base, self.refresh).open()

    def _ask_rates(self) -> None:
        base = self._context.store.settings.currency
        RatesDialog(self, self._context, base, self.refresh).open()

    def _values(self) -> dict[str, str]:
        """The settings as they stand in the fields."""
        return {
            "organisation": self._organisation.text().strip(),
            OWN_ADDRESSES: self._own.text().strip(),
            "currency": self._currency.currentText(),
            "country": str(self._country.currentData() or ""),
            "decimal": str(self._decimal.currentData()),
            "date_order": str(self._dates.currentData()),
        }

    def _save(self) -> None:
        changed = {key: value for key, value in self._values().items() if self._seen.get(key) != value}
        if changed:
            self._write(changed, dict(self._seen))

    def _write(self, changed: Mapping[str, str], seen: Mapping[str, str]) -> None:
        self._seen |= changed  # what follows at once is made from it
        self._context.writes.run(
            partial(self._context.services.settings.set, changed, seen=seen),
            what=self.tr("Settings"),
            text=", ".join(value for value in changed.values() if value),
            done=lambda changes: self._context.messages.done(self.tr("Settings saved"), changes),
            failed=self._refused,
            owner=self,
        )

    def _refused(self, error: SalesDeskError) -> None:
        self._show_stored()
        if not isinstance(error, EditConflict):
            self._context.messages.error(error)
            return
        titles = {
            "organisation": self.tr("Organisation"),
            OWN_ADDRESSES: self.tr("Your own e-mail addresses"),
            "currency": self.tr("Currency"),
            "country": self.tr("Country"),
            "decimal": self.tr("Numbers are typed"),
            "date_order": self.tr("Dates are typed"),
        }
        boxes = {"country": self._country, "decimal": self._decimal, "date_order": self._dates}

        def shown(field: str, value: object) -> str:
            box = boxes.get(field)
            return str(value or "") if box is None else box.itemText(max(0, box.findData(value or "")))

        def decided(ours: Mapping[str, object], seen: Mapping[str, object]) -> None:
            if ours:
                self._write(_texts(ours), _texts(seen))

        ValueClashDialog(self, self._context, error, titles, decided, shown).open()

    def _show_stored(self) -> None:
        """Show what stands in the file, also where something else was typed."""
        for key, field in (("organisation", self._organisation), (OWN_ADDRESSES, self._own)):
            field.setText(self._context.store.settings.get(key))
            self._seen[key] = field.text()
        self.refresh()

    def _open_folder(self) -> None:
        QDesktopServices.openUrl(QUrl.fromLocalFile(str(self._context.store.path.resolve().parent)))


def _texts(values: Mapping[str, object]) -> dict[str, str]:
    return {key: str(value or "") for key, value in values.items()}
