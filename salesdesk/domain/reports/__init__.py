"""Reports as typed values, and the periods they are about."""

from __future__ import annotations

from salesdesk.domain.reports.model import (
    Cell,
    CellValue,
    ChartKind,
    Comparison,
    Figure,
    OwnReportName,
    Report,
    ReportChart,
    ReportColumn,
    ReportDetail,
    ReportName,
    ReportSpec,
    ReportTable,
    Rows,
    ValueType,
)
from salesdesk.domain.reports.periods import Period, months_back, months_shown, period_days

__all__ = [
    "Cell",
    "CellValue",
    "ChartKind",
    "Comparison",
    "Figure",
    "OwnReportName",
    "Period",
    "Report",
    "ReportChart",
    "ReportColumn",
    "ReportDetail",
    "ReportName",
    "ReportSpec",
    "ReportTable",
    "Rows",
    "ValueType",
    "months_back",
    "months_shown",
    "period_days",
]
