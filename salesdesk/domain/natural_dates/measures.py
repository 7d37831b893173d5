"""What is counted in numbers that are no days and no hours: money, weights, sizes."""

from __future__ import annotations

MEASURES = frozenset(
    "eur euro euros usd chf gbp dollar dollars dollares franken pfund pounds pesos kg g t km m cm mm l ml gb mb tb mio million millionen millions "
    "personen leute people persons personas personnes gens users nutzer lizenzen licences licenses licencias platze gaste mitarbeiter prozentpunkte "
    "millones mrd prozent percent pct stk stuck pieces piezas qm m2 zoll inch kw kwh mw mhz ghz bar grad tsd k".split()
)
