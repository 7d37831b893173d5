"""Where a live file may lie: not in a folder that something else copies behind the database's back."""

from __future__ import annotations

import sys
from pathlib import Path

from salesdesk.errors import CloudFolder

_SIGNS_OF_SYNC = (
    "dropbox",
    "onedrive",
    "google drive",
    "googledrive",
    "icloud drive",
    "mobile documents",
    "cloudstorage",
    "nextcloud",
    "owncloud",
    "pcloud",
    "mega sync",
)
_NETWORK = frozenset({"nfs", "nfs4", "cifs", "smb3", "smbfs", "fuse.sshfs", "afpfs", "webdav", "davfs", "9p"})


def refuse_synchronised(path: Path) -> None:
    """Refuse a live file in a synchronised or network folder. Raises ``CloudFolder``."""
    resolved = path.resolve()
    parts = [part.casefold() for part in resolved.parent.parts]
    if any(part.startswith(sign) for part in parts for sign in _SIGNS_OF_SYNC):
        raise CloudFolder(
            "Synchronised folder",
            f"{path.name} lies in a synchronised folder ({resolved.parent}), where a live database breaks. Keep it in a folder of this computer and put backups there.",
        )
    if str(resolved).startswith("\\\\") or _mount_type(resolved) in _NETWORK:
        raise CloudFolder(
            "Network folder",
            f"{path.name} lies on a network drive ({resolved.parent}), where a live database breaks. Keep it in a folder of this computer and put backups there.",
        )


def _mount_type(path: Path) -> str:
    """The file system type a path lies on (Linux; elsewhere unknown, which is taken as local)."""
    if not sys.platform.startswith("linux"):
        return ""
    best, kind = "", ""
    try:
        for line in Path("/proc/mounts").read_text(encoding="utf-8", errors="replace").splitlines():
            fields = line.split()
            if (
                len(fields) > 2
                and len(fields[1]) >= len(best)
                and str(path).startswith(fields[1].replace("\\040", " ").rstrip("/") + "/")
            ):
                best, kind = fields[1], fields[2]
    except OSError:
        return ""
    return kind
