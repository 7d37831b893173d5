"""The process that reading children are forked from: one that has loaded what reading needs, and knows no file.

Started as ``python -m salesdesk.exchange.reading.fork_server``, a fresh interpreter with a child's clean environment,
and not a copy of the program: it holds no database, password or window. It has closed its doors before it is asked for
anything, so it can write nowhere and reach nobody; a child made of it closes the rest for its own file, and gets its own
bounds, as one that was started by itself does.

Over its one socket, its standard input, come three descriptors for each child: what the child reads its requests from,
what it writes its replies to, and a line of its own between this process and the program. Over that line goes the
child's number, later how it ended (``exit``, each a signed integer of 32 bits); ``KILL``, or its end, kills the child.
When the socket ends, the program is gone: this process ends, and its children with it.
"""

from __future__ import annotations

import contextlib
import ctypes
import gc
import importlib
import os
import selectors
import signal
import socket
import struct
from typing import NoReturn

from salesdesk.domain.sheets import SheetRequest
from salesdesk.exchange.reading.drafts import RowBatch

NUMBER = struct.Struct("<i")
FORK, KILL = b"f", b"k"
_DIE_WITH_PARENT = 1  # prctl's PR_SET_PDEATHSIG
_OWN_LIST = (
    "Name\tE-mail\tPhone\tCountry\tCreated\tAmount\n"
    "Ann Lee\tann@example.com\t+1 212 555 0123\tUnited States\t2024-02-13\t1,200.50 USD\n"
    "Anna Berg\tanna@example.com\t030 1234567\tGermany\t2024-02-14\t1,300.50 EUR\n"
)
"""Reading it loads what nearly every file needs, and the rules of telephone numbers of two countries."""


class _Unheard:
    """``Signals`` of a reading that nobody waits for."""

    def report(self, done: int, total: int | None, what: str) -> None: ...

    def patience(self, seconds: float) -> None: ...


class ForkServer:
    """Makes children, ends them and tells how they ended. One thread: a fork of several could be stuck."""

    def __init__(self, program: socket.socket) -> None:
        self._program = program
        self._selector = selectors.DefaultSelector()
        self._selector.register(program, selectors.EVENT_READ, self._asked)
        self._loaded = False

    def run(self) -> None:
        """Serve until the program goes away."""
        while True:
            for key, _ in self._selector.select(None if self._loaded else 0) or ():
                key.data()
            if not self._loaded and not self._selector.select(0):  # nobody waits
                self._load()

    def _load(self) -> None:
        """What the children to come need; those that came before load it by themselves."""
        self._loaded = True
        from salesdesk.exchange.reading.source import Source

        source = Source.from_text(_OWN_LIST, "", _Unheard(), (None, None))
        request = SheetRequest(source.sheets()[0].name)
        source.analyse(request, None)
        for chunk in source.clean(request):
            if isinstance(chunk, RowBatch):
                chunk.cleaned(chunk.recipe.cleaner())
        importlib.import_module("salesdesk.exchange.writing.sheets")  # which workbooks need besides
        importlib.import_module("email_validator")  # and addresses that are not plain
        gc.collect()
        gc.freeze()  # a child looks through none of it, and so copies none of it

    def _asked(self) -> None:
        message, given, _, _ = socket.recv_fds(self._program, len(FORK), 3)
        if message != FORK or len(given) < 3:
            os._exit(0)
        requests, replies, line = given
        process = os.fork()
        if process == 0:
            _become_child(requests, replies)
        os.close(requests)
        os.close(replies)
        _Watched(self._selector, process, line)


class _Watched:
    """One child, until both it and the program's interest in it have ended."""

    def __init__(self, selector: selectors.BaseSelector, process: int, line: int) -> None:
        self._selector, self._process, self._line = selector, process, line
        self._end = os.pidfd_open(process)
        self._is_over = False
        selector.register(line, selectors.EVENT_READ, self._told)
        selector.register(self._end, selectors.EVENT_READ, self._ended)
        self._say(process)

    def _told(self) -> None:
        """The program wants it to end, or knows of it no more."""
        if self._is_over:
            return
        os.read(self._line, len(KILL))
        self._selector.unregister(self._line)
        os.kill(self._process, signal.SIGKILL)  # it is there, were it only to be waited for

    def _ended(self) -> None:
        self._is_over = True
        code = os.waitstatus_to_exitcode(os.waitpid(self._process, 0)[1])
        self._selector.unregister(self._end)
        with contextlib.suppress(KeyError):
            self._selector.unregister(self._line)
        self._say(code)
        os.close(self._end)
        os.close(self._line)

    def _say(self, number: int) -> None:
        with contextlib.suppress(OSError):  # the program is not interested any more
            os.write(self._line, NUMBER.pack(number))


def _become_child(requests: int, replies: int) -> NoReturn:
    """Go on as a child: with its two pipes and nothing else of this process or of other children."""
    code = 1
    with contextlib.suppress(BaseException):  # nothing may come back into the server's loop
        ctypes.CDLL(None).prctl(_DIE_WITH_PARENT, signal.SIGKILL, 0, 0, 0)
        signal.signal(signal.SIGINT, signal.default_int_handler)
        for descriptor in map(int, os.listdir("/proc/self/fd")):
            if descriptor > 2 and descriptor not in (requests, replies):
                with contextlib.suppress(OSError):  # the one that listed them
                    os.close(descriptor)
        from salesdesk.exchange.reading.child import answer

        code = answer(requests, replies)
    os._exit(code)


def serve() -> None:
    """Serve over standard input."""
    from salesdesk.exchange.reading.child import keep_compiled
    from salesdesk.exchange.reading.sandbox import close_doors

    program = socket.socket(fileno=os.dup(0))
    nowhere = os.open(os.devnull, os.O_RDWR)
    os.dup2(nowhere, 0)
    signal.signal(
        signal.SIGINT, signal.SIG_IGN
    )  # it ends with the program, which may make something of Ctrl+C
    keep_compiled()
    close_doors()
    ForkServer(program).run()


if __name__ == "__main__":
    serve()
