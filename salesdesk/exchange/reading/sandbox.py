"""What the reading child may do beyond reading its one file: nothing, where the system can see to it.

On Linux (x86-64 and ARM64) two mechanisms of the kernel are used that need no privileges and cannot be taken back:

* seccomp: from its start on the child can make no socket of any kind, start no program and look into no other
  process;
* Landlock: from its start on it can create, change and remove no file, and from the moment it knows its file it can
  read no other one but what Python, its libraries and our own tables are made of.

Each is best effort: a kernel without it (before 5.13 for Landlock), another architecture, macOS and Windows leave the
child with its clean environment, its bounds of memory and time, and the account's own rights. Nothing fails for it.
"""

from __future__ import annotations

import ctypes
import mimetypes
import os
import platform
import struct
import sys
from dataclasses import dataclass
from pathlib import Path

_CREATE_RULESET, _ADD_RULE, _RESTRICT_SELF = 444, 445, 446  # the same on every architecture
_NO_NEW_PRIVILEGES, _SET_SECCOMP, _FILTER = 38, 22, 2

_READ_FILE, _READ_FOLDER, _EXECUTE = 1 << 2, 1 << 3, 1 << 0
_READING = _READ_FILE | _READ_FOLDER | _EXECUTE
_FIRST_RIGHTS = (
    1 << 13
) - 1  # what the first version knows: reading, executing, writing, making and removing
_LATER_RIGHTS = (
    (2, 1 << 13),
    (3, 1 << 14),
    (5, 1 << 15),
)  # linking elsewhere, cutting off, commands to devices

_REFUSED_CALLS = {
    # socket, connect, bind, sendto, execve, execveat, ptrace, process_vm_readv and _writev, io_uring_setup, bpf,
    # userfaultfd, perf_event_open, keyctl, mount, unshare, setns
    "x86_64": (0xC000003E, (41, 42, 49, 44, 59, 322, 101, 310, 311, 425, 321, 323, 298, 250, 165, 272, 308)),
    "aarch64": (
        0xC00000B7,
        (198, 203, 200, 206, 221, 281, 117, 270, 271, 425, 280, 282, 241, 219, 40, 97, 268),
    ),
}
_LOAD, _IF_EQUAL, _IF_NOT_LESS, _RETURN = 0x20, 0x15, 0x35, 0x06  # of the filter's language
_ALLOW, _REFUSE = 0x7FFF0000, 0x00050000 | 1  # the call fails with EPERM


@dataclass(frozen=True, slots=True)
class Doors:
    """What has been closed: ``network`` (and other programs), ``files``."""

    network: bool = False
    files: bool = False


def close_doors() -> Doors:
    """Give up the network, other programs and writing, for good. Call it before any thread is started: only threads
    started afterwards are bound."""
    if not sys.platform.startswith("linux"):
        return Doors()
    try:
        return Doors(_refuse_calls(), _landlock([]))
    except (OSError, AttributeError, ctypes.ArgumentError):
        return Doors()


def confine(file: Path | None) -> bool:
    """Give up reading any file but ``file`` (None: not even one) and what Python needs; for the calling thread and
    those it starts. Says whether the system does that."""
    if not sys.platform.startswith("linux"):
        return False
    try:
        return _landlock([*library_paths(), *([file] if file is not None else [])])
    except (OSError, AttributeError, ctypes.ArgumentError):
        return False


def library_paths() -> list[Path]:
    """Where modules, their libraries and the tables of the program lie; nothing that belongs to a person."""
    package = Path(__file__).resolve().parents[2]
    root = package.parent
    found = [package, root / "resources"]
    frozen = getattr(sys, "_MEIPASS", None)
    if frozen is not None:
        found.append(Path(frozen))
    for prefix in {sys.prefix, sys.base_prefix, sys.exec_prefix, sys.base_exec_prefix}:
        found += [
            Path(prefix, name) for name in ("lib", "lib64", "Lib", "DLLs", "share/zoneinfo", "pyvenv.cfg")
        ]
    found += [path for path in map(Path, sys.path) if path != root and _holds_libraries(path)]
    found += map(Path, ("/lib", "/lib64", "/usr/lib", "/usr/lib64", "/usr/local/lib", "/usr/share/zoneinfo"))
    found += map(Path, mimetypes.knownfiles)  # openpyxl asks for the types of files
    found += map(
        Path, ("/etc/ld.so.cache", "/etc/localtime", "/sys/devices/system/cpu", "/dev/null", "/dev/urandom")
    )
    return [path for path in dict.fromkeys(found) if path.exists()]


def _holds_libraries(path: Path) -> bool:
    """Whether a place modules are looked for in is one that only libraries are put into."""
    if not path.is_absolute() or path.name in ("site-packages", "dist-packages", "lib-dynload"):
        return path.is_absolute()
    return path.is_file() or next(path.glob("*.dist-info"), None) is not None


def landlock_version() -> int:
    """The version of Landlock the kernel speaks; 0 without it."""
    if not sys.platform.startswith("linux"):
        return 0
    return max(0, int(_libc().syscall(_CREATE_RULESET, None, ctypes.c_size_t(0), ctypes.c_uint32(1))))


def _libc() -> ctypes.CDLL:
    libc = ctypes.CDLL(None, use_errno=True)
    libc.syscall.restype = ctypes.c_long
    return libc


def _landlock(readable: list[Path]) -> bool:
    """Restrict this thread to reading beneath ``readable``; without any, to reading what the account may read."""
    version = landlock_version()
    if version < 1:
        return False
    libc = _libc()
    rights = _FIRST_RIGHTS
    for since, right in _LATER_RIGHTS:
        rights |= right if version >= since else 0
    if not readable:
        rights &= ~_READING
    # handled access to files, to the network (binding and connecting), and scopes (abstract sockets, signals)
    attributes = struct.pack("<QQQ", rights, 3 if version >= 4 else 0, 3 if version >= 6 else 0)
    size = 24 if version >= 6 else 16 if version >= 4 else 8
    ruleset = libc.syscall(_CREATE_RULESET, attributes, ctypes.c_size_t(size), ctypes.c_uint32(0))
    if ruleset < 0:
        return False
    try:
        for path in readable:
            _allow_reading(libc, ruleset, path)
        libc.prctl(_NO_NEW_PRIVILEGES, 1, 0, 0, 0)
        return bool(libc.syscall(_RESTRICT_SELF, ctypes.c_int(ruleset), ctypes.c_uint32(0)) == 0)
    finally:
        os.close(ruleset)


def _allow_reading(libc: ctypes.CDLL, ruleset: int, path: Path) -> None:
    try:
        place = os.open(path, getattr(os, "O_PATH", 0) | getattr(os, "O_CLOEXEC", 0))
    except OSError:
        return  # what is not there needs no leave; a file that may not be opened is said when it is opened
    try:
        allowed = _READING if path.is_dir() else _READ_FILE
        rule = struct.pack("<Qi", allowed, place)
        libc.syscall(_ADD_RULE, ctypes.c_int(ruleset), ctypes.c_int(1), rule, ctypes.c_uint32(0))
    finally:
        os.close(place)


class _Program(ctypes.Structure):
    """struct sock_fprog."""

    _fields_ = (("length", ctypes.c_ushort), ("instructions", ctypes.c_char_p))


def _refuse_calls() -> bool:
    """Let the kernel refuse the calls a reader has no use for, with "operation not permitted"."""
    known = _REFUSED_CALLS.get(platform.machine())
    if known is None or sys.maxsize < 1 << 32:
        return False
    architecture, calls = known
    last = len(calls) + 5  # the refusal, behind the leave
    steps = [
        (_LOAD, 0, 0, 4),  # the architecture of the call
        (_IF_EQUAL, 0, last - 2, architecture),
        (_LOAD, 0, 0, 0),  # its number
        (_IF_NOT_LESS, last - 4, 0, 0x40000000),  # the other ABI of x86-64
        *((_IF_EQUAL, last - at - 1, 0, call) for at, call in enumerate(calls, 4)),
        (_RETURN, 0, 0, _ALLOW),
        (_RETURN, 0, 0, _REFUSE),
    ]
    code = b"".join(struct.pack("<HBBI", *step) for step in steps)
    program = _Program(len(steps), code)
    libc = _libc()
    libc.prctl(_NO_NEW_PRIVILEGES, 1, 0, 0, 0)
    return bool(libc.prctl(_SET_SECCOMP, _FILTER, ctypes.byref(program), 0, 0) == 0)
