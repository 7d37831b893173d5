"""The address of a database on a server: ``postgresql://user@host[:port]/name``."""

from __future__ import annotations

from urllib.parse import quote, unquote, urlsplit

from salesdesk.errors import DomainError
from salesdesk.value_classes import dataclass

_SCHEMES = ("postgresql", "postgres")
PORT = 5432


@dataclass(frozen=True, slots=True)
class ServerAddress:
    """Whose database of which server. It holds no password: an address stands in process lists, logs and histories."""

    user: str
    host: str
    port: int
    name: str

    def __str__(self) -> str:
        host = f"[{self.host}]" if ":" in self.host else self.host
        port = "" if self.port == PORT else f":{self.port}"
        return f"postgresql://{quote(self.user, safe='')}@{host}{port}/{quote(self.name, safe='')}"


def read_address(text: str) -> ServerAddress:
    """The address a person typed. Raises ``DomainError`` for one that cannot be used; it never repeats a password."""
    scheme, _, rest = text.partition("://")
    if scheme.lower() not in _SCHEMES:
        raise DomainError("server.unknown_address")
    try:
        parts = urlsplit(f"postgresql://{rest}")
        port = parts.port or PORT
    except ValueError:
        raise _malformed() from None
    if parts.password is not None or "password=" in parts.query.lower():
        raise DomainError("server.password_in_address")
    if parts.query or parts.fragment or not (parts.username and parts.hostname and parts.path.strip("/")):
        raise _malformed()
    return ServerAddress(unquote(parts.username), parts.hostname, port, unquote(parts.path[1:]))


def _malformed() -> DomainError:
    return DomainError("server.address_not_understood")
