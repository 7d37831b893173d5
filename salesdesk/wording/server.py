"""Words about server."""

from __future__ import annotations

from salesdesk.wording.templates import Refusal, Text

TEXTS: dict[str, Text] = {
    "server.driver_missing": Refusal(
        "Driver missing",
        "To open {name} on {host}, the driver of PostgreSQL is needed: install salesdesk[postgresql].",
    ),
    "server.not_in_a_file_on": Refusal(
        "Not in a file",
        "{name} lies on the server {host}, and this is only for data in a file. Whoever looks after the server saves and protects it there; “salesdesk backup” writes what it holds into a file.",
    ),
    "server.not_in_a_file": Refusal(
        "Not in a file",
        "{name} lies on a server, and this is only for data in a file. Whoever looks after the server saves and protects it there.",
    ),
    "server.too_old_server": Refusal(
        "Old server", "{host} runs a PostgreSQL older than version 13. Use a newer one."
    ),
    "server.not_utf8": Refusal(
        "Not for all characters",
        "{name} cannot hold every character, because its encoding is not UTF8. Create one with createdb -E UTF8.",
    ),
    "server.of_another_program": Refusal(
        "Not a SalesDesk database",
        "{name} holds tables of another program. Name another database, or create an empty one.",
    ),
    "server.identity_lost": Refusal(
        "Damaged database", "{name} is damaged: it has lost which database it is."
    ),
    "server.empty": Refusal("No SalesDesk database", "{name} is empty. Name another database."),
    "server.closed": Refusal("Closed", "{name} is closed."),
    "server.unknown_address": Refusal(
        "Unknown kind of address",
        "Only databases of PostgreSQL can be opened by an address: postgresql://user@host/name.",
    ),
    "server.password_in_address": Refusal(
        "Password in the address",
        "An address must not hold a password, because others can read it: leave it out, and keep the password in the environment variable PGPASSWORD or in the file ~/.pgpass.",
    ),
    "server.address_not_understood": Refusal(
        "Address not understood",
        "The address of a database is written postgresql://user@host/name or postgresql://user@host:port/name.",
    ),
    "server.being_written": Refusal(
        "Database in use", "Somebody else is writing to {name}. Wait until it has finished, then try again."
    ),
    "server.connection_lost": Refusal(
        "Connection lost",
        "The connection to {host} was lost, so what was being done was not saved. Try again once the server can be reached.",
    ),
    "server.password_needed": Refusal(
        "Password needed",
        "{host} wants a password for {user}. Keep it in the environment variable PGPASSWORD or in the file ~/.pgpass.",
    ),
    "server.wrong_password": Refusal(
        "Wrong password",
        "The password is not that of {user} on {host}. Correct it in the environment variable PGPASSWORD or in the file ~/.pgpass.",
    ),
    "server.no_such_database": Refusal(
        "No such database",
        "There is no database {name} on {host}. Create it there (createdb {name}), or name another one.",
    ),
    "server.may_not_open": Refusal(
        "No permission", "{user} may not open {name} on {host}. Ask whoever looks after the server."
    ),
    "server.at_its_limit": Refusal(
        "Server at its limit", "{host} takes no more connections. Try again later."
    ),
    "server.not_ready": Refusal("Server not ready", "{host} is not ready yet. Try again in a moment."),
    "server.not_reached": Refusal(
        "Server not reached",
        "No connection to {host}, port {port}. Check the address, and that the server runs and can be reached from here.",
    ),
    "server.disk_full": Refusal(
        "Disk full",
        "The disk of {host} is full, so {name} could not be written. Free some space there; nothing saved before is lost.",
    ),
    "server.fault": Refusal(
        "Server fault",
        "{host} reported a fault of its system while {name} was read or written. Ask whoever looks after the server.",
    ),
    "server.may_not_do_that": Refusal(
        "No permission", "{user} may not do that in {name}. Ask whoever looks after the server."
    ),
    "server.damaged": Refusal(
        "Damaged database", "{name} on {host} is damaged. Ask whoever looks after the server to restore it."
    ),
    "server.number_too_large": Refusal(
        "Number too large", "A number is larger than the database can keep. Use one up to {most:,}."
    ),
    "server.not_possible": Refusal(
        "Not possible",
        "{name} could not be read or changed as expected, and nothing was changed. Try again; if it happens again, run “salesdesk check” on the database.",
    ),
    "server.newer": Refusal(
        "Newer database",
        "{name} was written by a newer SalesDesk (version {version}, this program knows {known}). Install the newer SalesDesk to open it.",
    ),
    "server.older": Refusal(
        "Older database",
        "{name} was made by an older SalesDesk (version {version}, this program knows {known}). Let {who} open it once with this one, which brings it up to date.",
    ),
    "server.may_not_write": "{name} is open for reading only, because {user} may not write there. Ask whoever looks after the server.",
    "server.slow_search": "Searching phone numbers is slower in {name}, because the extension {extension} is not there. Whoever looks after the server can add it.",
    "server.read_only": Refusal("Read-only database", "{why}"),
    "server.a_writer": "somebody who may write there",
    "server.owner_of_tables": "{owner}, whom its tables belong to,",
}
