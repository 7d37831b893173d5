"""Locks of the operating system on whole files: shared or exclusive, gone with the process that held them.

Unlike POSIX record locks (which SQLite uses) these belong to the open file and not to the process: no other opening
and closing of the file anywhere in the process drops them. They are ``flock`` on Linux and macOS and ``LockFileEx`` on
Windows. There the lock lies on a byte far behind the content, so that the content can be read by everybody.
"""

from __future__ import annotations

import errno
import os
import sys
from pathlib import Path

FAR = 1 << 40
"""Where the locked byte lies on Windows, whose locks keep others from reading what is locked."""


def open_file(path: Path, *, create: bool = True) -> int:
    """A descriptor of ``path`` for locking, opened for writing where that is allowed. Raises OSError."""
    flags = os.O_RDWR | getattr(os, "O_BINARY", 0) | getattr(os, "O_NOFOLLOW", 0)
    try:
        return os.open(path, flags | (os.O_CREAT if create else 0), 0o600)
    except OSError as error:
        if error.errno not in (errno.EACCES, errno.EROFS, errno.EPERM):
            raise
        return os.open(path, (flags & ~os.O_RDWR) | os.O_RDONLY)


if sys.platform == "win32":
    import ctypes
    import msvcrt
    from ctypes import wintypes

    class _Overlapped(ctypes.Structure):
        _fields_ = [
            ("Internal", ctypes.c_void_p),
            ("InternalHigh", ctypes.c_void_p),
            ("Offset", wintypes.DWORD),
            ("OffsetHigh", wintypes.DWORD),
            ("hEvent", wintypes.HANDLE),
        ]

    _kernel = ctypes.WinDLL("kernel32", use_last_error=True)
    _kernel.LockFileEx.argtypes = [
        wintypes.HANDLE,
        *[wintypes.DWORD] * 4,
        ctypes.POINTER(_Overlapped),
    ]
    _kernel.UnlockFileEx.argtypes = [wintypes.HANDLE, *[wintypes.DWORD] * 3, ctypes.POINTER(_Overlapped)]
    _FAIL_AT_ONCE, _EXCLUSIVE, _HELD = 1, 2, 33  # ERROR_LOCK_VIOLATION

    def _far() -> _Overlapped:
        return _Overlapped(None, None, FAR & 0xFFFFFFFF, FAR >> 32, None)

    def try_lock(descriptor: int, *, exclusive: bool) -> bool:
        """Take the lock, or change the one held, without waiting; False when another holds it. A change that is
        refused leaves no lock."""
        unlock(descriptor)
        flags = _FAIL_AT_ONCE | (_EXCLUSIVE if exclusive else 0)
        handle = msvcrt.get_osfhandle(descriptor)
        if _kernel.LockFileEx(handle, flags, 0, 1, 0, ctypes.byref(_far())):
            return True
        code = ctypes.get_last_error()
        if code in (_HELD, 997):  # ERROR_IO_PENDING is the same answer
            return False
        raise ctypes.WinError(code)

    def unlock(descriptor: int) -> None:
        """Let go of the lock; nothing happens without one."""
        _kernel.UnlockFileEx(msvcrt.get_osfhandle(descriptor), 0, 1, 0, ctypes.byref(_far()))

else:
    import fcntl

    def try_lock(descriptor: int, *, exclusive: bool) -> bool:
        """Take the lock, or change the one held, without waiting; False when another holds it. A change that is
        refused leaves no lock."""
        kind = fcntl.LOCK_EX if exclusive else fcntl.LOCK_SH
        try:
            fcntl.flock(descriptor, kind | fcntl.LOCK_NB)
        except OSError as error:
            if error.errno in (errno.EWOULDBLOCK, errno.EAGAIN, errno.EACCES):
                return False
            raise
        return True

    def unlock(descriptor: int) -> None:
        """Let go of the lock; nothing happens without one."""
        fcntl.flock(descriptor, fcntl.LOCK_UN)


def is_current(descriptor: int, path: Path) -> bool:
    """Whether ``path`` still names the file that was opened (it may have been deleted and made anew)."""
    try:
        return os.path.samestat(os.fstat(descriptor), path.stat())
    except FileNotFoundError:
        return False
