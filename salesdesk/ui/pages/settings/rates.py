"""The rates of currencies: asked for where the currency of the figures is to be another, or changed at any time."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from decimal import Decimal

from PySide6.QtWidgets import QLineEdit, QWidget

from salesdesk.domain.changes import ChangeSet
from salesdesk.domain.cleaning.numbers import read_number
from salesdesk.ui.context import Context
from salesdesk.ui.widgets.date_field import DateField
from salesdesk.ui.widgets.dialog import Dialog
from salesdesk.ui.widgets.form import FormField
from salesdesk.ui.wording import worded


class RatesDialog(Dialog):
    """One field for each currency that amounts are in. ``base`` becomes the currency of the figures; ``after`` is called
    when it was closed, whether they were saved or not."""

    def __init__(
        self, parent: QWidget | None, context: Context, base: str, after: Callable[[], object]
    ) -> None:
        super().__init__(parent, "", width=420)
        self._context, self._base, self._after = context, base, after
        present = context.store.settings.currency
        title = self.tr("Rates") if base == present else self.tr("Figures in {0}").format(base)
        self.heading.setText(title)
        self.setWindowTitle(title)
        self.text.setText(
            self.tr(
                "Amounts keep their currency. Sums are made in {0} by these rates, what was won by the rate of its day."
            ).format(base)
        )
        self.text.show()
        self._fields: dict[str, FormField] = {}
        for asked in context.services.rates.asked(base):
            known = f"{asked.value.normalize():.10g}" if asked.value is not None else ""
            editor = QLineEdit(known.replace(".", context.store.settings.typing_rules.decimal or "."))
            field = FormField(self.tr("1 {0} in {1}").format(asked.currency, base), editor)
            self._fields[asked.currency] = field
            self.add(field)
        self._day = DateField(date.fromisoformat(context.store.today()), name=self.tr("From"), empty=None)
        self.add(FormField(self.tr("From"), self._day))
        self.add_cancel(self.tr("Cancel"))
        self.add_button(self.tr("Save"), self._save, tone="primary", default=True)
        if self._fields:
            next(iter(self._fields.values())).editor.setFocus()

    def done(self, result: int) -> None:
        super().done(result)
        self._after()

    def _save(self) -> None:
        rates: dict[str, Decimal] = {}
        for currency, field in self._fields.items():
            editor = field.editor
            assert isinstance(editor, QLineEdit)
            text = editor.text().strip()
            if not text:
                continue
            mark = "," if "," in text and "." not in text else "."
            found = read_number(text, mark)
            if found is None or found.value <= 0:
                field.set_error(self.tr("Write what one {0} is worth, such as 0.92.").format(currency))
                return
            rates[currency] = found.value
        day = self._day.date().toString("yyyy-MM-dd")
        service, base = self._context.services.rates, self._base
        self.save(
            self._context.writes,
            lambda: service.set(rates, day=day, base=base),
            what=self.windowTitle(),
            text=", ".join(rates),
            done=self._saved,
            refused=lambda error: self._refused(worded(error)),
        )

    def _refused(self, text: str) -> None:
        empty = [f for f in self._fields.values() if isinstance(f.editor, QLineEdit) and not f.editor.text()]
        for field in empty or list(self._fields.values()):
            field.set_error(text)

    def _saved(self, changes: ChangeSet) -> None:
        self._context.messages.done(self.tr("Rates saved"), changes)
