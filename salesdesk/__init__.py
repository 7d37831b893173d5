"""SalesDesk: a desktop CRM that treats spreadsheets as first-class citizens."""

__version__ = "0.1.0"
