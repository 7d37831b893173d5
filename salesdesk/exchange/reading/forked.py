"""The program's side of children that are forked from a process kept for it, which has loaded what reading needs.

A window reads many files, and the start of an interpreter with its modules takes longer than most of them. So it keeps
one such process (``fork_server``) from its first file on; a single command is done before that would pay. Where it is
not possible, and when it fails, a child is started by itself.
"""

from __future__ import annotations

import atexit
import contextlib
import os
import socket
import subprocess
import sys
import threading
from collections.abc import Mapping
from typing import IO

from salesdesk.exchange.reading.child_process import make_by
from salesdesk.exchange.reading.fork_server import FORK, KILL, NUMBER

_MOST = 3
"""Processes kept at a time: a program has one, and another for each time zone that it comes to."""

_PATIENCE = 60.0  # seconds of the clock for a fork; an interpreter on a busy machine may have to start first


class ForkedChild:
    """One child; what is used of ``subprocess.Popen``."""

    def __init__(self, line: socket.socket, requests: int, replies: int) -> None:
        self._line = line
        self._code: int | None = None
        self.stdin: IO[bytes] | None = os.fdopen(requests, "wb")
        self.stdout: IO[bytes] | None = os.fdopen(replies, "rb")
        self.pid = _number(line) or 0

    def kill(self) -> None:
        """End it, unless it has ended."""
        if self._code is None:
            with contextlib.suppress(OSError):
                self._line.send(KILL)

    def abandon(self) -> None:
        """Close what leads to a child that was never made."""
        for end in (self.stdin, self.stdout, self._line):
            if end is not None:
                end.close()

    def wait(self) -> int:
        """How it ended, once it has; as if killed where nobody can tell any more."""
        if self._code is None:
            self._line.settimeout(None)
            found = _number(self._line)
            self._code = -9 if found is None else found
            self._line.close()
        return self._code


class _Server:
    """The process that children are forked from, as the program ``owner`` started it."""

    def __init__(self, command: list[str], environment: Mapping[str, str], root: str | None) -> None:
        self.key = _key(command, environment)
        self._asking, given = socket.socketpair()
        with given:
            self._process = subprocess.Popen(
                command,
                stdin=given.fileno(),
                stdout=subprocess.DEVNULL,
                stderr=subprocess.DEVNULL,
                env=environment,
                cwd=root,
                close_fds=True,
            )

    def child(self) -> ForkedChild | None:
        """One more child; None when the process is gone or does not answer."""
        theirs_in, requests = os.pipe()
        replies, theirs_out = os.pipe()
        line, their_line = socket.socketpair()
        line.settimeout(_PATIENCE)
        try:
            socket.send_fds(self._asking, [FORK], [theirs_in, theirs_out, their_line.fileno()])
        except OSError:
            pass
        finally:
            os.close(theirs_in)
            os.close(theirs_out)
            their_line.close()
        made = ForkedChild(line, requests, replies)
        if made.pid:
            return made
        made.abandon()
        return None

    def end(self) -> None:
        """End it and the children it has, unless it is another program's."""
        self._asking.close()
        if self.key[0] == os.getpid():
            self._process.wait()
        else:
            self._process.poll()  # it is nothing of this process, which was forked from that program


def _key(command: list[str], environment: Mapping[str, str]) -> tuple[object, ...]:
    """What a process must have been started with to be of use: by this program, and like a child would be."""
    return os.getpid(), tuple(command), tuple(sorted(environment.items()))


def _number(line: socket.socket) -> int | None:
    """What the server says over the line of a child next; None when it is gone or says nothing in time."""
    with contextlib.suppress(OSError):
        said = line.recv(NUMBER.size, socket.MSG_WAITALL)
        if len(said) == NUMBER.size:
            return int(NUMBER.unpack(said)[0])
    return None


class _Kept:
    """The processes of this program that children are forked from, each begun when the first child is wanted of it."""

    def __init__(self) -> None:
        self._servers: dict[tuple[object, ...], _Server] = {}  # the one that was asked last stands last
        self._lock = threading.Lock()

    def child(
        self, command: list[str], environment: Mapping[str, str], root: str | None
    ) -> ForkedChild | None:
        """A child, of a process begun like that; None when it has to be started by itself."""
        key = _key(
            command, environment
        )  # the time zone may be another one now, and soon the former one again
        with self._lock:
            for other in [known for known in self._servers if known[0] != key[0]]:
                self._servers.pop(other).end()
            server = self._servers.pop(key, None) or _Server(command, environment, root)
            made = server.child()
            if made is None:
                server.end()
                return None
            self._servers[key] = server
            while len(self._servers) > _MOST:
                self._servers.pop(next(iter(self._servers))).end()
            return made

    def end(self) -> None:
        with self._lock:
            while self._servers:
                self._servers.popitem()[1].end()


_kept = _Kept()
atexit.register(_kept.end)


def is_possible() -> bool:
    """Whether this system can do it."""
    return (
        sys.platform.startswith("linux") and hasattr(os, "pidfd_open") and not getattr(sys, "frozen", False)
    )


def keep() -> None:
    """Fork the children of this program from now on, where the system can do that."""
    make_by(_kept.child if is_possible() else None)


def leave() -> None:
    """Start each child by itself again, and end the process kept."""
    make_by(None)
    _kept.end()
