"""How values go to a PostgreSQL server and come back, so that both engines keep and give the same."""

from __future__ import annotations

from typing import Any

import psycopg
from psycopg.adapt import Dumper, Loader

from salesdesk.store.engine import server_errors

_WIDE_FROM = 2**31  # whole numbers that need 64 bits


def register(connection: psycopg.Connection) -> None:
    """Let a connection speak so."""
    adapters = connection.adapters
    adapters.register_dumper(bool, _Truth)
    adapters.register_dumper(int, _Whole)
    adapters.register_loader("bool", _TruthLoader)
    adapters.register_loader("numeric", _NumericLoader)


class _Truth(Dumper):
    """Truth as it is stored: 0 or 1. Of no type, because a condition may be compared with it as well as a column."""

    def dump(self, obj: Any) -> bytes:
        return b"1" if obj else b"0"


class _Whole(Dumper):
    """Whole numbers of 32 bits, or of 64: those of 16 that the driver would choose are soon too small for a product."""

    oid = psycopg.postgres.types["int4"].oid

    def get_key(self, obj: int, format: psycopg.adapt.PyFormat) -> Any:
        return self.cls if abs(obj) < _WIDE_FROM else (self.cls, _Wide)

    def upgrade(self, obj: int, format: psycopg.adapt.PyFormat) -> Dumper:
        return self if abs(obj) < _WIDE_FROM else _Wide(self.cls)

    def dump(self, obj: Any) -> bytes:
        return server_errors.written(int(obj))


class _Wide(_Whole):
    oid = psycopg.postgres.types["int8"].oid

    def upgrade(self, obj: int, format: psycopg.adapt.PyFormat) -> Dumper:
        return self


class _TruthLoader(Loader):
    def load(self, data: Any) -> int:
        return int(bytes(data) == b"t")


class _NumericLoader(Loader):
    """What sums of whole numbers come as."""

    def load(self, data: Any) -> int | float:
        text = bytes(data).decode()
        return int(text) if text.lstrip("-").isdigit() else float(text)
